"""A Word document taken apart: what the causes of Word look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.excel_rules.model import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART, STYLES, NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"


class Paper(Package):
    """A Word document."""

    @property
    def stories(self) -> Iterator[tuple[str, Any]]:
        """The parts with text: the document, its headers, footers and notes."""
        kinds = ("header", "footer", "footnotes", "endnotes")
        names = [self.main, *(r.target for r in self.relations(self.main) if r.kind in kinds)]
        return ((name, root) for name in names if (root := self.root(name)) is not None)

    def all(self, *tags: str) -> Iterator[tuple[str, Any]]:
        """All elements of these names in text."""
        for part, root in self.stories:
            yield from ((part, element) for element in root.iter(*(W + tag for tag in tags)))

    def other(self, kind: str) -> Any:
        """The root of the part of styles, numbering, comments …; None where there is none."""
        return next((self.root(r.target) for r in self.relations(self.main) if r.kind == kind), None)


def value(element: Any, key: str = "val") -> str:
    """An attribute of Word's own; '' where it is not there."""
    return str(element.get(W + key, ""))
