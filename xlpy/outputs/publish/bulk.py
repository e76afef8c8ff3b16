"""A sheet that takes thousands of plain rows at once, and lets go of rows that are done: fast, and small in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from math import isfinite
from types import SimpleNamespace
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet

from xlpy.outputs.publish.cell_text import cell_text
from xlpy.outputs.publish.drawing import Cell, Value
from xlpy.outputs.publish.long_text import LongText

_EPOCH = date(1899, 12, 30).toordinal()
_STRING = ' t="s">'
_AT_ONCE = 256
"""So many rows go on together: each step to a file costs more than the row."""


class _Lane(dict[Cell, str]):
    """What stands behind the address of one column's cell, by its value: most texts come again and again.

    With it goes what follows: the next cell up to the row's number in its address, ``<c r="B``, or the row's ``end``.
    """

    def __init__(
        self, place: Callable[[str], int], style: int, of_number: Callable[[Decimal | int], Format] | None, end: str
    ) -> None:
        super().__init__()
        self._place, self._start, self._of_number, self._end = place, f'" s="{style}"', of_number, end

    def __missing__(self, value: Cell) -> str:
        """Numbers are not kept: 1 and 1.0 are equal and not the same to a reader."""
        if isinstance(value, Decimal | int):
            start = f'" s="{self._of_number(value)._get_xf_index()}"' if self._of_number else self._start
            return f"{start}><v>{value}</v></c>{self._end}"
        if value is None or value == "":
            xml = f"{self._start}/>{self._end}"
        elif isinstance(value, str):
            xml = f"{self._start}{_STRING}<v>{self._place(str(value))}</v></c>{self._end}"
        else:
            xml = f"{self._start}><v>{value.toordinal() - _EPOCH}</v></c>{self._end}"
        self[value] = xml
        return xml


def _number(value: float | Decimal | date) -> float | Decimal:
    """What stands in a cell of a number or a day. Raises ValueError for what Excel has no number for."""
    number = value.toordinal() - _EPOCH if isinstance(value, date) else value
    if not isfinite(number):
        raise ValueError(f"a cell holds no {number}")
    return number


class _Starts(dict[Format, str]):
    """The attribute that names a format, by format: XlsxWriter numbers them in the order of their first cells."""

    def __missing__(self, style: Format) -> str:
        self[style] = start = f' s="{style._get_xf_index()}"'
        return start


class BulkSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no type stubs
    """XlsxWriter's sheet, filled from the top down, with fast lanes for single cells and for rows that are all alike.

    It uses these inner parts of XlsxWriter, whose version is pinned: the shared strings (`_write_string` too), the
    table of cells and its tuples, the dimensions, the formats' numbers, what writes cells as rows (`_write_rows`,
    `_write_cell`, `_calculate_spans`, `_escape_data`). It knows no comments.
    """

    def __init__(self) -> None:
        super().__init__()
        self._done = LongText()
        self._next = 0
        """The first row that is not among those done."""
        self._starts = _Starts()

    def put(self, row: int, column: int, value: Value, style: Format, formula: str = "") -> None:
        """One cell, empty for None, or a ``formula`` (with its sign) whose result the value is.

        As by XlsxWriter's own ``write_…``, without asking of each cell whether its place is written as ``A1`` and
        whether its formula is an array or uses functions newer than Excel 2010, as none here does: a sheet of all units
        has two hundred thousand cells. Raises ValueError for a number that is none.
        """
        if formula:
            cell = CellFormulaTuple(formula.removeprefix("="), style, value)
        elif isinstance(value, str):
            self._write_string(row, column, value, style)
            return
        elif value is None:
            cell = CellBlankTuple(style)
        else:
            cell = CellNumberTuple(_number(value), style)
        inside = row == self.dim_rowmax and self.dim_colmin <= column <= self.dim_colmax
        if inside or self._check_dimensions(row, column) == 0:
            self.table[row][column] = cell

    def settle(self, before: int) -> None:
        """Let go of the cells above row ``before`` (counted from 0): nothing comes there any more.

        A cell takes half a kilobyte here and some twenty bytes of text: a sheet of ten thousand units has a million.
        """
        if before <= self._next:
            return
        self._done.write(self._own_rows(self._next, before))
        for row in range(self._next, before):
            self.table.pop(row, None)
        self._next = before

    def bulk_rows(
        self,
        first_row: int,
        rows: Iterable[Sequence[Cell]],
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
        names = [xl_col_to_name(column) for column in range(len(formats))]
        ends = [*(f'<c r="{name}' for name in names[1:]), "</row>"]
        lanes = [
            _Lane(self._place, style._get_xf_index(), of_number.get(column), end)
            for column, (style, end) in enumerate(zip(formats, ends, strict=True))
        ]

        def lines() -> Iterator[str]:
            """A row's number stands in its own start and in the address of each cell."""
            for number, row in enumerate(rows, first_row):
                tall = f' ht="{heights[number - first_row]}" customHeight="1"' if heights else ""
                cells = [lane[value] for lane, value in zip(lanes, row, strict=True)]
                self._next = number + 1
                yield str(number + 1).join(('<row r="', f'"{tall}><c r="{names[0]}', *cells))

        made = lines()
        while xml := "".join(islice(made, _AT_ONCE)):
            self.str_table.count += xml.count(_STRING)
            self._done.write(xml)
        if self._next > first_row:
            self._check_dimensions(self._next - 1, len(formats) - 1)

    def _place(self, text: str) -> int:
        """The index of a text among the workbook's; the table counts cells elsewhere."""
        place = self.str_table.string_table.get(text)
        if place is None:
            place = self.str_table._get_shared_string_index(cell_text(text))
            self.str_table.count -= 1
        return int(place)

    def _write_rows(self) -> None:
        for piece in self._done.pieces():
            self.fh.write(piece)
        self.fh.write(self._own_rows(self._next, self.dim_rowmax + 1))

    def _own_rows(self, first: int, end: int) -> str:
        """XlsxWriter's cells of rows ``first`` to ``end`` - 1 as text."""
        whole = self.dim_rowmin, self.dim_rowmax  # type: ignore[has-type]
        if whole[0] is None or end <= first:
            return ""
        pieces: list[str] = []
        own, self.fh = self.fh, SimpleNamespace(write=pieces.append)  # type: ignore[has-type]
        self.dim_rowmin, self.dim_rowmax = first, end - 1
        super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = whole
        self.fh = own
        return "".join(pieces)

    def _calculate_spans(self) -> None:
        """The ``spans`` of each sixteen rows, from the ends of rows alone: XlsxWriter asks each column of each row."""
        ends: dict[int, list[int]] = {}
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            if cells := self.table.get(row):
                ends.setdefault(row // 16, []).extend((min(cells), max(cells)))
        self.row_spans = {rows: f"{min(found) + 1}:{max(found) + 1}" for rows, found in ends.items()}

    def _write_cell(self, row: int, column: int, cell: tuple[Any, ...]) -> None:
        """The cell as XlsxWriter writes it; the kinds that most cells are of without a list of their attributes."""
        kind = type(cell)
        if kind is CellNumberTuple:
            number, style = cell
            end = f"><v>{number:.16G}</v></c>"
        elif kind is CellStringTuple:
            place, style = cell
            end = f"{_STRING}<v>{place}</v></c>"
        elif kind is CellBlankTuple:
            (style,) = cell
            end = "/>"
        elif kind is CellFormulaTuple and type(cell[-1]) is float:
            formula, style, value = cell
            end = f"><f>{self._escape_data(formula)}</f><v>{value}</v></c>"
        else:
            style = None
        if style is None:
            super()._write_cell(row, column, cell)
        else:
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, column)}"{self._starts[style]}{end}')
