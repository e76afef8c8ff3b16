"""A table made by the program where its columns depend on the data, put where a template says ``{{p name }}``.

Tables of fixed columns stand in the template itself, with a row for each item (``{%tr for … %}``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from xlpy.outputs.word.characters import printable

TWIPS_PER_MM = 1440 / 25.4
Cell = tuple[str, str]
"""Style id and text."""


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table: widths of the columns in mm, a header that repeats, rows of cells.

    A row with fewer cells than columns lets its last cell run to the end.
    """

    widths: tuple[float, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Colours of cells, six hexadecimal digits, by row below the header and column; counted from 0."""

    @property
    def styles(self) -> Iterator[str]:
        """Ids of the styles that the template must have."""
        yield from ("TableGrid", "BangDau")
        yield from dict.fromkeys(style for row in self.rows for style, _ in row)

    def __html__(self) -> str:
        """The table as WordprocessingML; the name is what the template engine asks for."""
        twips = [round(width * TWIPS_PER_MM) for width in self.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        header = _row(tuple(("BangDau", text) for text in self.header), twips, header=True)
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
            f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
            f"{header}{''.join(self._rows(twips))}</w:tbl>"
        )

    __str__ = __html__

    def _rows(self, twips: list[int]) -> Iterator[str]:
        for number, row in enumerate(self.rows):
            yield _row(row, twips, fills={column: fill for (at, column), fill in self.fills.items() if at == number})


def _row(
    cells: tuple[Cell, ...], twips: list[int], *, header: bool = False, fills: Mapping[int, str] | None = None
) -> str:
    made = []
    for place, (style, text) in enumerate(cells):
        last = place == len(cells) - 1
        width = sum(twips[place:]) if last else twips[place]
        span = f'<w:gridSpan w:val="{len(twips) - place}"/>' if last and len(cells) < len(twips) else ""
        fill = (fills or {}).get(place, "")
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{escape(fill)}"/>' if fill else ""
        middle = '<w:vAlign w:val="center"/>' if header else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}{middle}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{escape(style)}"/></w:pPr><w:r><w:t xml:space="preserve">'
            f"{escape(printable(text))}</w:t></w:r></w:p></w:tc>"
        )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(made)}</w:tr>"
