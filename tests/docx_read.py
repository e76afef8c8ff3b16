"""A .docx as the reader sees it: paragraphs in order with their effective formatting, read from the XML alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SCRIPTS = ("ascii", "hAnsi", "cs", "eastAsia")
OFF = {"0", "false", "none"}


@dataclass(frozen=True)
class Styles:
    """word/styles.xml: what a paragraph or a run inherits."""

    root: Any

    @cached_property
    def by_id(self) -> dict[str, Any]:
        return {style.get(f"{W}styleId"): style for style in self.root.iter(f"{W}style")}

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """The style, what it is based on, and so on; the default paragraph style where none is named."""
        if style_id is None:
            style_id = next(
                k for k, s in self.by_id.items() if s.get(f"{W}default") == "1" and s.get(f"{W}type") == "paragraph"
            )
        while style_id in self.by_id:
            style = self.by_id[style_id]
            yield style
            based = style.find(f"{W}basedOn")
            style_id = None if based is None else based.get(f"{W}val")

    def defaults(self, kind: str) -> Any:
        return self.root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")


@dataclass(frozen=True)
class Run:
    """A run with text."""

    element: Any
    text: str
    holders: tuple[Any, ...]
    """Its own properties, its style's, and so on to the defaults."""

    def value(self, tag: str, attribute: str = "val") -> str | None:
        for holder in self.holders:
            found = holder.find(f"{W}{tag}") if holder is not None else None
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return str(found.get(f"{W}{attribute}"))
        return None

    def is_on(self, tag: str) -> bool:
        for holder in self.holders:
            found = holder.find(f"{W}{tag}") if holder is not None else None
            if found is not None:
                return found.get(f"{W}val") not in OFF
        return False

    @property
    def size(self) -> int:
        """Half points."""
        return int(self.value("sz") or 20)

    def font(self, script: str) -> str | None:
        return self.value("rFonts", script)

    @property
    def color(self) -> str:
        return self.value("color") or "auto"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body or of a cell; ``cell`` is the cell's element or None."""

    element: Any
    styles: Styles
    cell: Any = None

    @cached_property
    def _own(self) -> Any:
        return self.element.find(f"{W}pPr")

    @property
    def style(self) -> str | None:
        found = self._own.find(f"{W}pStyle") if self._own is not None else None
        return None if found is None else found.get(f"{W}val")

    @cached_property
    def _holders(self) -> tuple[Any, ...]:
        inherited = [style.find(f"{W}pPr") for style in self.styles.chain(self.style)]
        return tuple(h for h in (self._own, *inherited, self.styles.defaults("pPr")) if h is not None)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        inherited = [style.find(f"{W}rPr") for style in self.styles.chain(self.style)]
        rest = (*inherited, self.styles.defaults("rPr"))
        found = []
        for element in self.element.iter(f"{W}r"):
            text = "".join(
                "\n" if node.tag == f"{W}br" else node.text or "" for node in element if node.tag in (f"{W}t", f"{W}br")
            )
            own = element.find(f"{W}rPr")
            holders = tuple(h for h in (own, *rest) if h is not None)
            if text:
                found.append(Run(element, text, holders))
        return tuple(found)

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def value(self, tag: str, attribute: str) -> str | None:
        """An attribute of the nearest property that has it."""
        for holder in self._holders:
            found = holder.find(f"{W}{tag}")
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return str(found.get(f"{W}{attribute}"))
        return None

    def number(self, tag: str, attribute: str, default: int = 0) -> int:
        found = self.value(tag, attribute)
        return default if found is None else int(found)

    def is_on(self, tag: str) -> bool:
        for holder in self._holders:
            found = holder.find(f"{W}{tag}")
            if found is not None:
                return found.get(f"{W}val") not in OFF
        return False

    @property
    def is_centred(self) -> bool:
        return self.value("jc", "val") == "center"

    @property
    def line(self) -> Any:
        """The border drawn above or below, None without one."""
        for holder in self._holders:
            borders = holder.find(f"{W}pBdr")
            if borders is not None:
                return next((b for b in borders if b.get(f"{W}val") not in (None, "nil", "none")), None)
        return None


@dataclass(frozen=True)
class Docx:
    """A .docx file."""

    data: bytes

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    @cached_property
    def styles(self) -> Styles:
        return Styles(self.xml("word/styles.xml"))

    @cached_property
    def body(self) -> Any:
        return self.xml("word/document.xml").find(f"{W}body")

    @cached_property
    def sections(self) -> tuple[Any, ...]:
        return tuple(self.body.iter(f"{W}sectPr"))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in the order of reading, those of tables too."""
        return tuple(self._paragraphs(self.body))

    def _paragraphs(self, root: Any) -> Iterator[Paragraph]:
        for element in root.iter(f"{W}p"):
            cell = next((above for above in element.iterancestors(f"{W}tc")), None)
            yield Paragraph(element, self.styles, cell)

    @cached_property
    def section_of(self) -> dict[Any, int]:
        """Number of the section in which each top-level element of the body stands."""
        found, number = {}, 0
        for element in self.body:
            found[element] = number
            if element.tag == f"{W}p" and element.find(f"{W}pPr/{W}sectPr") is not None:
                number += 1
        return found

    def section(self, paragraph: Paragraph) -> int:
        element = paragraph.element
        while element.getparent() is not self.body:
            element = element.getparent()
        return self.section_of[element]

    def header(self, section: Any, kind: str) -> Any:
        """Root of a section's header of that kind (its own, or that of the section before), None without one."""
        names = {r.get("Id"): r.get("Target") for r in self.xml("word/_rels/document.xml.rels")}
        for one in reversed(self.sections[: self.sections.index(section) + 1]):
            for reference in one.iter(f"{W}headerReference"):
                if reference.get(f"{W}type") == kind:
                    return self.xml(f"word/{names[reference.get(f'{R}id')]}")
        return None

    def header_paragraphs(self, section: Any, kind: str) -> list[Paragraph]:
        root = self.header(section, kind)
        return [] if root is None else list(self._paragraphs(root))
