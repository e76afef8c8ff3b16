"""A drawing onto a sheet of a running spreadsheet program, a block for a call: never cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlpy.book.excel.program import as_typed, freeze
from xlpy.outputs.publish.address import area_a1
from xlpy.outputs.publish.drawing import Drawing, Drawn, Value

ADDRESS_LIMIT = 255
"""Excel takes no longer address of several areas."""
BLOCK_TEXT = 8_000
"""Excel refuses blocks with longer texts in them (above 8 203 letters); alone they may have 32 767."""


def paint(sheet: Any, drawing: Drawing, renamed: Mapping[str, str]) -> None:
    """Put a drawing onto an empty sheet (xlwings) whose workbook has the styles; its page is set up elsewhere.

    ``renamed`` says what stands for a quoted sheet name in formulas, while the sheets still have temporary names.
    """
    rows, columns = drawing.size
    _sizes(sheet, drawing, rows)
    for style, addresses in _by_style(drawing):
        # Before the values: the text format of a style keeps “01” and “20/6” from being read as numbers.
        sheet.api.Range(addresses).Style = style
    if rows:
        _values(sheet, drawing, rows, columns)
    # After the values, which are written as one block and would empty the cells of formulas.
    for (top, left, bottom, right), _ in drawing.areas(_has_formula):
        block = [
            [_renamed(drawing.cells[row, column].formula, renamed) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        sheet.range((top + 1, left + 1), (bottom + 1, right + 1)).formula = block
    for area in drawing.merges:
        sheet.range(area_a1(*area)).merge()
    if drawing.filter:
        sheet.api.Range(area_a1(*drawing.filter)).AutoFilter()
    sheet.show_gridlines = False
    if drawing.freeze:
        freeze(sheet, *drawing.freeze)


def _values(sheet: Any, drawing: Drawing, rows: int, columns: int) -> None:
    """All values as one block, but for texts too long to stand in one."""
    block: list[list[Any]] = [[None] * columns for _ in range(rows)]
    long: list[tuple[int, int, str]] = []
    for (row, column), drawn in drawing.cells.items():
        if drawn.formula:
            continue
        value = as_typed(plain(drawn.value), sheet)
        if isinstance(value, str) and len(value) > BLOCK_TEXT:
            long.append((row, column, value))
        else:
            block[row][column] = value
    # One call for the block: each call goes to another process and back.
    sheet.range((1, 1), (rows, columns)).value = block
    for row, column, text in long:
        sheet.range((row + 1, column + 1)).value = text


def plain(value: Value) -> Any:
    """A value as spreadsheet programs take it: numbers as floats, days as moments."""
    # Neither COM nor UNO has a type for a Decimal; a float is what a cell holds.
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _sizes(sheet: Any, drawing: Drawing, rows: int) -> None:
    for width, run in _runs(drawing.widths):
        sheet.range((1, run[0] + 1), (1, run[-1] + 1)).column_width = width
    if rows:
        sheet.range((1, 1), (rows, 1)).row_height = drawing.default_height
    for height, run in _runs(drawing.heights):
        sheet.range((run[0] + 1, 1), (run[-1] + 1, 1)).row_height = height


def _runs(sizes: Mapping[int, float]) -> Iterator[tuple[float, list[int]]]:
    """Neighbours of one size."""
    ordered = sorted(sizes.items())
    for (size, _), group in groupby(enumerate(ordered), key=lambda item: (item[1][1], item[1][0] - item[0])):
        yield size, [index for _, (index, _) in group]


def _by_style(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Each style with the addresses of its cells, as many in one as a call takes."""
    found: dict[str, list[str]] = {}
    for area, style in drawing.areas(lambda drawn: drawn.style):
        addresses = found.setdefault(style, [""])
        address = area_a1(*area)
        if len(addresses[-1]) + len(address) >= ADDRESS_LIMIT:
            addresses.append("")
        addresses[-1] += f",{address}" if addresses[-1] else address
    for style, texts in found.items():
        yield from ((style, text) for text in texts)


def _has_formula(drawn: Drawn) -> str:
    return "=" if drawn.formula else ""


def _renamed(formula: str, renamed: Mapping[str, str]) -> str:
    for name, other in renamed.items():
        formula = re.sub(rf"(?<!#){re.escape(name)}!", f"{other}!", formula)  # behind # it is a link's text
    return formula
