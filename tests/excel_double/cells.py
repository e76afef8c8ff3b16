"""Cells as Excel takes and gives them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from copy import copy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter, range_boundaries

from tests.excel_double.com import Dispatch, refusal

if TYPE_CHECKING:
    from tests.excel_double.sheets import Worksheet

Area = tuple[int, int, int, int]
"""Top, left, bottom, right, counted from 1."""
ADDRESS, FORMULA, TEXT, TEXT_IN_BLOCK, HIGHEST, WIDEST = 255, 8_192, 32_767, 8_203, 409.5, 255
"""Excel's limits: characters of an address and a formula, of a text alone and in a block, points, digits."""
ERRORS = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042}
ERRORS |= {"#SPILL!": 2045, "#BLOCKED!": 2047, "#CALC!": 2050}
NO_ERROR = -2146828288
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
_DAY = re.compile(r"\d{1,4}[-/]\d{1,2}([-/]\d{1,4})?")


def areas_of(address: str) -> list[Area]:
    """The areas of ``A1:B2,D4``. Raises as Excel does for what is none, or too long."""
    if len(address) > ADDRESS:
        raise refusal("Method 'Range' of object '_Worksheet' failed")
    try:
        bounds: Any = [range_boundaries(part.replace("$", "")) for part in address.split(",")]
    except ValueError as error:
        raise refusal("Method 'Range' of object '_Worksheet' failed") from error
    return [(top, left, bottom, right) for left, top, right, bottom in bounds]


class Range(Dispatch):
    """Cells of a sheet; values are those of the first area."""

    def __init__(self, sheet: Worksheet, areas: list[Area], by: str = "cells") -> None:
        super().__init__(sheet._world)
        self._sheet, self._areas, self._by = sheet, areas, by

    def _places(self) -> Iterator[tuple[int, int]]:
        for top, left, bottom, right in self._areas:
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    def _guard(self) -> None:
        """A protected sheet lets nobody change its locked cells."""
        cells = self._sheet.sheet
        if cells.protection.sheet and any(cells.cell(*place).protection.locked for place in self._places()):
            raise refusal("The cell or chart you're trying to change is on a protected sheet.")

    def _shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._areas[0]
        return bottom - top + 1, right - left + 1

    Worksheet = property(lambda self: self._sheet)
    Row = property(lambda self: self._areas[0][0])
    Column = property(lambda self: self._areas[0][1])
    Rows = property(lambda self: Range(self._sheet, self._areas, "rows"))
    Columns = property(lambda self: Range(self._sheet, self._areas, "columns"))

    @property
    def Address(self) -> str:
        top, left, bottom, right = self._areas[0]
        return f"${get_column_letter(left)}${top}:${get_column_letter(right)}${bottom}"

    @property
    def Count(self) -> int:
        rows, columns = self._shape()
        return {"rows": rows, "columns": columns, "cells": rows * columns}[self._by]

    def __call__(self, RowIndex: int, ColumnIndex: int) -> Range:
        row, column = self._areas[0][0] + RowIndex - 1, self._areas[0][1] + ColumnIndex - 1
        return Range(self._sheet, [(row, column, row, column)])

    def _filled(self, given: Any) -> list[list[Any]]:
        """What goes into each cell: a block as it is, one value for all."""
        rows, columns = self._shape()
        if not isinstance(given, list | tuple):
            return [[given] * columns] * rows
        block = [list(row) for row in given]
        if (len(block), *{len(row) for row in block}) != (rows, columns):
            raise AssertionError(f"a block of another shape than {rows} x {columns}")
        if (rows, columns) != (1, 1) and any(isinstance(v, str) and len(v) > TEXT_IN_BLOCK for r in block for v in r):
            raise refusal("Application-defined or object-defined error")
        return block

    def _put(self, given: Any) -> None:
        self._guard()
        top, left, _, _ = self._areas[0]
        for i, row in enumerate(self._filled(given), top):
            for j, value in enumerate(row, left):
                _put(self._sheet.sheet.cell(i, j), value)
        self._sheet.written()

    def _read(self, of: Any) -> Any:
        top, left, bottom, right = self._areas[0]
        cells = self._sheet.sheet
        rows = tuple(tuple(of(cells.cell(i, j)) for j in range(left, right + 1)) for i in range(top, bottom + 1))
        return rows[0][0] if self._shape() == (1, 1) else rows  # one cell gives no table

    Value = property(lambda self: self._read(_value), _put)
    Formula = property(lambda self: self._read(lambda cell: cell.value), _put)

    @property
    def Style(self) -> str:
        return str(self._sheet.sheet.cell(*self._areas[0][:2]).style)

    @Style.setter
    def Style(self, name: str) -> None:
        self._guard()
        if name not in self._sheet.sheet.parent.named_styles:
            raise refusal(f"Style '{name}' not found.")
        made = None
        for place in self._places():
            cell: Any = self._sheet.sheet.cell(*place)
            if made is None:
                cell.style = name
                made = cell._style
            cell._style = copy(made)

    @property
    def RowHeight(self) -> Any:
        return self._sheet.sheet.row_dimensions[self._areas[0][0]].height

    @RowHeight.setter
    def RowHeight(self, points: float) -> None:
        self._guard()
        if not 0 <= points <= HIGHEST:
            raise refusal("Unable to set the RowHeight property of the Range class")
        for top, _, bottom, _ in self._areas:
            for row in range(top, bottom + 1):
                self._sheet.sheet.row_dimensions[row].height = points

    @property
    def ColumnWidth(self) -> Any:
        return self._sheet.sheet.column_dimensions[get_column_letter(self._areas[0][1])].width

    @ColumnWidth.setter
    def ColumnWidth(self, digits: float) -> None:
        self._guard()
        if not 0 <= digits <= WIDEST:
            raise refusal("Unable to set the ColumnWidth property of the Range class")
        for _, left, _, right in self._areas:
            for column in range(left, right + 1):
                self._sheet.sheet.column_dimensions[get_column_letter(column)].width = digits

    def Merge(self, Across: bool = False) -> None:
        self._guard()
        for top, left, bottom, right in self._areas:
            self._sheet.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def AutoFilter(self) -> None:
        self._guard()
        top, left, bottom, right = self._areas[0]
        self._sheet.sheet.auto_filter.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _put(cell: Any, value: Any) -> None:
    """One value into one cell: Excel parses texts, but in a cell of the text format all becomes text."""
    is_text = cell.number_format == "@"
    if isinstance(value, str):
        if len(value) > (FORMULA if value.startswith("=") and not is_text else TEXT):
            raise refusal("Application-defined or object-defined error")
        if value.startswith("'"):
            value, is_text = value[1:], True
        elif not is_text:
            value = _parsed(value)
    elif is_text and value is not None:
        value = str(value).upper() if isinstance(value, bool) else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
    cell.value = value if value != "" else None
    if is_text and value:
        cell.data_type = "s"


def _parsed(text: str) -> Any:
    """What Excel makes of a text that is typed into a cell of another format."""
    if _NUMBER.fullmatch(text):
        return float(re.sub(r"[,%]|\.(?=.*\.)", "", text))
    if _DAY.fullmatch(text):
        return dt.datetime(2024, 6, 20)
    if text[:1] in "+-@" and text:
        raise refusal("Application-defined or object-defined error")  # a formula that can't be read
    return text


def _value(cell: Any) -> Any:
    """One cell's value as COM gives it."""
    value = cell.value
    if cell.data_type == "e" or (isinstance(value, str) and value in ERRORS and cell.data_type != "s"):
        return NO_ERROR + ERRORS[value]
    if cell.data_type == "f" or value is None:
        return None  # nothing is calculated here
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "$" in cell.number_format or "₫" in cell.number_format:
            return Decimal(str(value)).quantize(Decimal("0.0001"))  # VT_CY
        return float(value)
    return value
