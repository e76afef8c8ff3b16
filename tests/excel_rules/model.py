"""A cause, a fault found, and a package taken apart: every part is parsed once, however many causes look at it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from lxml import etree

Entries = list[tuple[str, bytes]]
"""The members of a package in their order; a name may stand there twice."""
Faults = Iterator[tuple[str, str]]
"""Where (a part) and what."""
Plant = Callable[[Entries], Entries]
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XML = (".xml", ".rels", ".vml")


class Fault(NamedTuple):
    """One fault of a file."""

    code: str
    part: str
    detail: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Something for which Excel or Word refuses, repairs or changes a file."""

    code: str
    sentence: str
    source: str
    """A section of a document, or a public thread."""
    check: Callable[[Any], Faults]
    plant: Plant
    """Puts the fault into a good file."""
    good: str = "book"
    """Into which of the good files: ``book``, ``macros`` or ``paper``."""


class Relation(NamedTuple):
    """A row of a relationships part."""

    id: str
    kind: str
    """The last word of its type: ``worksheet``, ``comments``."""
    target: str
    """The part it leads to, or an address outside."""
    external: bool


class Package:
    """An Office file as a package."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = [entry.filename for entry in archive.infolist()]
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        self._roots: dict[str, Any] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}

    def root(self, name: str) -> Any:
        """The root element of a part; None where there is none, or no XML."""
        if name not in self._roots:
            try:
                self._roots[name] = etree.fromstring(self.parts[name]) if name in self.parts else None
            except etree.XMLSyntaxError:
                self._roots[name] = None
        return self._roots[name]

    @cached_property
    def xml_parts(self) -> tuple[str, ...]:
        """The names of all parts that are XML."""
        return tuple(name for name in self.parts if name.lower().endswith(_XML))

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part leads to; of the package itself for ''."""
        if part not in self._relations:
            folder, base = posixpath.split(part)
            root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
            rows = () if root is None else root.iter("{*}Relationship")
            self._relations[part] = tuple(self._relation(folder, row) for row in rows)
        return self._relations[part]

    def _relation(self, folder: str, row: Any) -> Relation:
        external = row.get("TargetMode") == "External"
        target = row.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0]))[1:]
        return Relation(row.get("Id", ""), row.get("Type", "").rpartition("/")[2], target, external)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that a part leads to and that are there."""
        found = [relation.target for relation in self.relations(part) if relation.kind == kind]
        return [target for target in found if self.root(target) is not None]

    @cached_property
    def main(self) -> str:
        """The name of the workbook's or the document's own part; '' where no relationship leads to it."""
        return next((r.target for r in self.relations("") if r.kind == "officeDocument"), "")


def unpacked(data: bytes) -> Entries:
    """The members of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


def packed(entries: Entries) -> bytes:
    """A file of these members, uncompressed: it lives for a moment."""
    import warnings  # noqa: PLC0415

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands there twice is one of the planted faults
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def edit(part: str, old: str, new: str) -> Plant:
    """A fault: one text of one part changed."""

    def change(entries: Entries) -> Entries:
        assert any(name == part and old in content.decode() for name, content in entries), f"no {old} in {part}"
        return [(n, c.decode().replace(old, new, 1).encode() if n == part else c) for n, c in entries]

    return change


def add(part: str, content: str, kind: str = "") -> Plant:
    """A fault: one part more, with its content type where given."""

    def change(entries: Entries) -> Entries:
        listed = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
        return [
            *(edit("[Content_Types].xml", "</Types>", listed)(entries) if kind else entries),
            (part, content.encode()),
        ]

    return change


def drop(part: str) -> Plant:
    """A fault: a part that is missing."""
    return lambda entries: [(name, content) for name, content in entries if name != part]


def all_of(*plants: Plant) -> Plant:
    """Several changes that make one fault."""

    def change(entries: Entries) -> Entries:
        for plant in plants:
            entries = plant(entries)
        return entries

    return change


def repeated(values: Iterable[str]) -> list[str]:
    """The values that come more than once, in order."""
    seen: set[str] = set()
    return [value for value in values if value in seen or seen.add(value)]  # type: ignore[func-returns-value]


def local(element: Any) -> str:
    """An element's name without its namespace; '' for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def out_of_order(root: Any, order: tuple[str, ...]) -> Iterator[str]:
    """Children that come after one that the schema puts behind them; unknown names are left alone."""
    place = {name: number for number, name in enumerate(order)}
    highest = -1
    for child in root:
        number = place.get(local(child), highest)
        if number < highest:
            yield local(child)
        highest = max(highest, number)
