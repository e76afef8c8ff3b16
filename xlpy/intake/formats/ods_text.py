"""The text of an .ods cell as a reader sees it: spaces, tabs and line breaks, and the runs it is set in.

White space is collapsed as OpenDocument 1.3 part 3, 6.1.2 asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from xlpy.intake.formats.ods_styles import OdsStyle, OdsStyles
from xlpy.intake.formats.refusal import suspicious
from xlpy.intake.formats.rich_text import Run

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OURS = "{urn:oasis:names:tc:opendocument:"
"""How the namespaces of OpenDocument begin; of foreign elements in a paragraph the text counts (1.3 part 2, 2.2.5)."""
MAX_SPACES = 10_000
"""Of the spaces one ``text:s`` element may ask for; no cell shows more than 32 767 signs."""
_WHITE = re.compile(r"[ \t\r\n]+")


def runs_of(paragraphs: Iterable[ElementTree.Element], styles: OdsStyles, own: OdsStyle) -> list[Run]:
    """The runs of a cell's paragraphs, a line feed between two; ``own`` is the cell's style."""
    runs: list[Run] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            runs.append(Run("\n"))
        walk = _Paragraph(styles, runs)
        walk.element(paragraph, own)
    return runs


class _Paragraph:
    """One paragraph while its pieces are put together; white space at its start and after white space is dropped."""

    def __init__(self, styles: OdsStyles, runs: list[Run]) -> None:
        self.styles, self.runs = styles, runs
        self.after_space = True

    def element(self, element: ElementTree.Element, style: OdsStyle) -> None:
        """Take up an element's text and that of the elements in it."""
        self.add(element.text, style)
        for child in element:
            name = child.tag.removeprefix(TEXT)
            if name == "s":
                count = int(child.get(f"{TEXT}c", "1"))
                if count > MAX_SPACES:
                    raise suspicious("có chuỗi dấu cách dài bất thường", f"{MAX_SPACES} dấu cách")
                self.runs.append(Run(" " * count, style.font, style.sort))
                self.after_space = False
            elif name in ("tab", "line-break"):
                self.runs.append(Run("\t" if name == "tab" else "\n", style.font, style.sort))
                self.after_space = False
            elif name == "span":
                self.element(child, self.styles.text(child.get(f"{TEXT}style-name", "")).within(style))
            # A reading printed above the text (ruby-text), a note and hidden text are not what the cell shows.
            elif name not in ("ruby-text", "note", "hidden-text") and (
                child.tag.startswith(TEXT) or not child.tag.startswith(_OURS)
            ):
                self.element(child, style)
            self.add(child.tail, style)

    def add(self, text: str | None, style: OdsStyle) -> None:
        """Take up plain text."""
        if not text:
            return
        # White space of the XML is layout; spaces that count are written as text:s.
        text = _WHITE.sub(" ", text)
        if self.after_space:
            text = text.removeprefix(" ")
        if text:
            self.after_space = text.endswith(" ")
            self.runs.append(Run(text, style.font, style.sort))
