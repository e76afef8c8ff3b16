"""Reading and writing blocks of cells through UNO: one call for a block, more only for what needs another way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from xlpy.book.libreoffice import bridge, values
from xlpy.book.libreoffice.graph import CellsLike
from xlpy.book.libreoffice.looks import DATE
from xlpy.book.libreoffice.values import CellRun, ErrorText, WriteKind

LOGICAL, TEXT = 1024, 256
"""Bits of com.sun.star.util.NumberFormat: TRUE/FALSE, text."""
DAY, DAY_AND_TIME = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
"""The formats that a date gets in a cell which has none."""


def read(cells: CellsLike) -> list[list[Any]]:
    """Values by row: str, float, bool, datetime, CellError, None. Dates and TRUE/FALSE are formats in Calc."""
    block = cells.uno
    data = [list(row) for row in block.getDataArray()]
    formats = cells.sheet.book.api.NumberFormats
    # By groups of one format, not by cell: a sheet has dozens of these and thousands of those.
    groups = block.getUniqueCellFormatRanges()
    for index in range(groups.Count):
        group = groups.getByIndex(index)
        kind = formats.getByKey(group.NumberFormat).Type
        if kind & DATE:
            _convert(data, cells, group, values.moment)
        elif kind & LOGICAL:
            _convert(data, cells, group, bool)
    for i, row in enumerate(data):
        for j, value in enumerate(row):
            if value is None:
                # An error crosses as None; which error it is only the cell itself says.
                number = block.getCellByPosition(j, i).getError()
                row[j] = ErrorText(values.EXCEL_ERRORS.get(number, "#VALUE!"))
            elif value == "":
                row[j] = None
    return data


def _convert(data: list[list[Any]], cells: CellsLike, group: Any, convert: Callable[[float], Any]) -> None:
    area = cells.area
    for place in group.RangeAddresses:
        for row in data[place.StartRow + 1 - area.top : place.EndRow + 2 - area.top]:
            for j in range(place.StartColumn + 1 - area.left, place.EndColumn + 2 - area.left):
                if isinstance(row[j], float):
                    row[j] = convert(row[j])


def write(cells: CellsLike, rows: Sequence[Sequence[Any]]) -> None:
    """Write a block of the range's shape. Raises, before it writes anything, as `values.split` and `Range.guard` do."""
    cells.guard()
    plain, runs = values.split(rows, text_cells(cells))
    # Plain values go at once, and empty the cells of the others, which follow by runs.
    cells.uno.setDataArray(tuple(tuple(row) for row in plain))
    for run in runs:
        _write_run(cells.part(run.row, run.column, len(run.values), 1), run)


def _write_run(cells: CellsLike, run: CellRun) -> None:
    block = cells.uno
    if run.kind is WriteKind.FORMULA:
        cells.sheet.book.vba_range(block).Formula = bridge.table_of_any((value,) for value in run.values)
        return
    formats = cells.sheet.book.api.NumberFormats
    if run.kind is WriteKind.LOGICAL:
        block.setDataArray(tuple((float(value),) for value in run.values))
        wanted, code = LOGICAL, "BOOLEAN"
    else:
        block.setDataArray(tuple((values.serial(value),) for value in run.values))
        midnight = all(value.time() == dt.time(0) for value in run.values)
        wanted, code = DATE, DAY if midnight else DAY_AND_TIME
    key = cells.get_looks("NumberFormat")
    # A date format that the cell has already is kept: it is the form's own.
    if key is None or not formats.getByKey(key).Type & wanted:
        cells.number_format = code


def text_cells(cells: CellsLike) -> Callable[[int, int], bool]:
    """Tells for row and column of the range, from 0, whether the cell's format is text."""
    formats = cells.sheet.book.api.NumberFormats
    area, places = cells.area, []
    groups = cells.uno.getUniqueCellFormatRanges()
    for index in range(groups.Count):
        group = groups.getByIndex(index)
        if formats.getByKey(group.NumberFormat).Type & TEXT:
            places += [
                (
                    p.StartRow + 1 - area.top,
                    p.EndRow + 1 - area.top,
                    p.StartColumn + 1 - area.left,
                    p.EndColumn + 1 - area.left,
                )
                for p in group.RangeAddresses
            ]
    return lambda row, column: any(a <= row <= b and c <= column <= d for a, b, c, d in places)


def text_alone(cells: CellsLike) -> bool:
    """Whether the format of all cells is text. Raises NotImplementedError where it is that of some only."""
    is_text = text_cells(cells)
    found = {is_text(row, column) for row in range(cells.shape[0]) for column in range(cells.shape[1])}
    if len(found) > 1:
        raise NotImplementedError("one formula for cells of the text format and others")
    return found.pop()
