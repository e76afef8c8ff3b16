"""A sheet that takes thousands of plain rows at once, and lets go of rows that are done: fast, and small in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from xlpy.outputs.publish.cell_text import cell_text
from xlpy.outputs.publish.long_text import LongText

_EPOCH = date(1899, 12, 30).toordinal()
_ROW = "\0"
"""Stands for a row's number where all rows are alike: no text of a cell is there."""
_STRING = ' t="s">'


class _Lane(dict[str, str]):
    """What stands in a cell of one column behind its address, by the text in it: most texts come again and again."""

    def __init__(
        self, place: Callable[[str], int], style: int, of_number: Callable[[Decimal | int], Format] | None
    ) -> None:
        super().__init__()
        self._place, self._start, self._of_number = place, f'" s="{style}"', of_number

    def __missing__(self, text: str) -> str:
        self[text] = xml = f"{self._start}{_STRING}<v>{self._place(text)}</v></c>" if text else f"{self._start}/>"
        return xml

    def other(self, value: str | Decimal | int | date | None) -> str:
        """The same of anything else. Numbers are not kept: 1 and 1.0 are equal and not the same to a reader."""
        if value is None:
            return f"{self._start}/>"
        if isinstance(value, str):
            return self[str(value)]
        if isinstance(value, date):
            return f"{self._start}><v>{value.toordinal() - _EPOCH}</v></c>"
        start = f'" s="{self._of_number(value)._get_xf_index()}"' if self._of_number else self._start
        return f"{start}><v>{value}</v></c>"


class BulkSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no type stubs
    """XlsxWriter's sheet, filled from the top down, with a fast lane for rows that are all alike.

    It uses four inner parts of XlsxWriter (shared strings, cells, what writes them as rows, formula preparation), whose
    version is pinned.
    """

    def __init__(self) -> None:
        super().__init__()
        self._done = LongText()
        self._next = 0
        """The first row that is not among those done."""

    def settle(self, before: int) -> None:
        """Let go of the cells above row ``before`` (counted from 0): nothing comes there any more.

        A cell takes half a kilobyte here and some twenty bytes of text: a sheet of ten thousand units has a million.
        """
        if before <= self._next:
            return
        own, self.fh = self.fh, self._done  # type: ignore[has-type]
        self._write_own_rows(self._next, before)
        self.fh = own
        for row in range(self._next, before):
            self.table.pop(row, None)
        self._next = before

    def bulk_rows(
        self,
        first_row: int,
        rows: Iterable[Sequence[str | Decimal | int | date | None]],
        formats: Sequence[Format],
        of_number: Mapping[int, Callable[[Decimal | int], Format]],
        heights: Sequence[float] = (),
    ) -> None:
        """Add rows of cells from ``first_row`` (counted from 0) on; nothing comes above or among them any more.

        Texts are texts whatever they begin with. Empty cells get their column's format alone, numbers that of
        ``of_number`` where it has one for the column. ``heights`` are in points, one a row; without any all rows have
        the sheet's own.
        """
        self.settle(first_row)
        lanes = [_Lane(self._place, style._get_xf_index(), of_number.get(n)) for n, style in enumerate(formats)]
        cells = "".join(f'<c r="{xl_col_to_name(column)}{_ROW}%s' for column in range(len(formats)))
        number, write = first_row, self._done.write
        for row in rows:
            tall = f' ht="{heights[number - first_row]}" customHeight="1"' if heights else ""
            number += 1
            inner = tuple(
                [
                    lane[value] if type(value) is str else lane.other(value)
                    for lane, value in zip(lanes, row, strict=True)
                ]
            )
            xml = f'<row r="{_ROW}"{tall}>{cells}</row>'.replace(_ROW, str(number)) % inner
            self.str_table.count += xml.count(_STRING)
            write(xml)
        if number > first_row:
            self._check_dimensions(number - 1, len(formats) - 1)
        self._next = number

    def _place(self, text: str) -> int:
        """The index of a text among the workbook's; the table counts cells elsewhere."""
        place = self.str_table.string_table.get(text)
        if place is None:
            place = self.str_table._get_shared_string_index(cell_text(text))
            self.str_table.count -= 1
        return int(place)

    def _prepare_formula(self, text: str, expand_future_functions: bool = False) -> str:
        """The formula without its sign: ours use no function newer than Excel 2010, so none is searched for."""
        return text.removeprefix("=")

    def _write_rows(self) -> None:
        for piece in self._done.pieces():
            self.fh.write(piece)
        self._write_own_rows(self._next, self.dim_rowmax + 1)

    def _write_own_rows(self, first: int, end: int) -> None:
        """XlsxWriter's cells of rows ``first`` to ``end`` - 1 as text."""
        whole = self.dim_rowmin, self.dim_rowmax  # type: ignore[has-type]
        if whole[0] is None or end <= first:
            return
        self.dim_rowmin, self.dim_rowmax = first, end - 1
        super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = whole
