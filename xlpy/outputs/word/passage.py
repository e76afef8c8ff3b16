"""Paragraphs made by the program, put where a template says ``{{p name }}``: they carry styles, never formatting.

How a style looks is the template's affair, so that staff change it in Word once for the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from xlpy.outputs.word.characters import printable


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs as (style id, text). An empty passage puts nothing."""

    paragraphs: tuple[tuple[str, str], ...]

    @property
    def styles(self) -> Iterator[str]:
        """Ids of the styles that the template must have."""
        return (style for style, _ in self.paragraphs)

    def __html__(self) -> str:
        """The paragraphs as WordprocessingML; the name is what the template engine asks for."""
        return "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r></w:p>'
            for style, text in self.paragraphs
        )

    __str__ = __html__
