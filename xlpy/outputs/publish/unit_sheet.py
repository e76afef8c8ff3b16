"""A sheet of the units' own figures, actual or planned: indicators down, units across."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlpy.model.submission import Column
from xlpy.outputs.publish.formulas import Grid
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.unit_cells import (
    LEAD_TITLES,
    LEAD_WIDTHS,
    Row,
    indicator_rows,
    numbering,
    table_rows,
    titles_fit,
    unit_title,
    unit_width,
    write_lead,
    write_unit,
)
from xlpy.outputs.publish.view import LEGEND, SINGLE_TABLE_UNITS, Block, View

PAGE_WIDTH = 195.0
"""Characters of unit columns that stand beside the repeated left ones on a landscape A3 at 70 %."""
ACTUAL_SHEET, PLAN_SHEET = "Theo đơn vị", "Kế hoạch của đơn vị"


def unit_widths(view: View, blocks: Sequence[Block], column: Column) -> list[float]:
    """Widths of the sheet's columns."""
    return [*LEAD_WIDTHS, *(unit_width(view, unit, column) for block in blocks for unit in block.units)]


def sheets_of(blocks: Sequence[Block], most_columns: int) -> Iterator[tuple[Block, ...]]:
    """The blocks sheet by sheet, a column for each unit; a block that fits no sheet is cut, whatever stands beside it.

    So the parts of a block are the same on the sheets of plans and on those of what was done.
    """
    most = most_columns - len(LEAD_WIDTHS)
    here: list[Block] = []
    room = most
    for block in blocks:
        for first in range(0, len(block.units), most):
            part = replace(block, units=block.units[first : first + most])
            if len(part.units) > room:
                yield tuple(here)
                here, room = [], most
            here.append(part)
            room -= len(part.units)
    if here:
        yield tuple(here)


def lay_out(view: View, sheet: str, blocks: Sequence[Block], column: Column) -> tuple[Grid, tuple[Row, ...]]:
    """Where the sheet's figures will stand: known before anything is written, so that totals can refer to them."""
    first = 7 if view.catalogue.plan.note else 6
    rows = table_rows(view, first, lambda i: column is Column.ACTUAL or (i.has_plan and not i.is_computed))
    units = [unit for block in blocks for unit in block.units]
    columns = {unit.code: (sheet, len(LEAD_WIDTHS) + place) for place, unit in enumerate(units)}
    return Grid(columns, {sheet: indicator_rows(rows)}), rows


def write_unit_sheet(
    page: Page, view: View, blocks: Sequence[Block], grid: Grid, rows: Sequence[Row], column: Column
) -> None:
    """Write the sheet that `lay_out` laid out."""
    planned = column is Column.PLAN
    title = "KẾ HOẠCH CỦA TỪNG ĐƠN VỊ" if planned else "KẾT QUẢ THỰC HIỆN CỦA TỪNG ĐƠN VỊ"
    head(page, view.edition, title)
    top = rows[0].row - 3
    for place, name in enumerate(LEAD_TITLES):
        page.span(top, place, place, name, Look.HEADER, top + 1)
    ends = chunks(page.widths)
    spans: list[tuple[int, int, str, Look]] = []
    first = len(LEAD_TITLES)
    titles: list[tuple[int, str]] = []
    for block in blocks:
        last = first + len(block.units) - 1
        for start, end in _pieces(first, last, ends):
            page.span(top, start, end, block.name, Look.HEADER)
            spans.append((start, end, block.name, Look.HEADER))
        titles += [(place, unit_title(view, unit)) for place, unit in enumerate(block.units, first)]
        first = last + 1
    for place, name in titles:
        page.text(top + 1, place, name, Look.HEADER)
    page.fit(top, spans)
    titles_fit(page, top + 1, iter(titles))
    numbering(page, top + 2)
    for row in rows:
        write_lead(page, row)
        for block in blocks:
            for unit in block.units:
                write_unit(page, view, grid, unit, row, column)
        if row.indicator:
            page.fit(
                row.row, [(2, 2, row.indicator.name, Look.TEXT), (3, 3, row.indicator.unit_of_measure, Look.CENTRE)]
            )
    last = rows[-1].row + 1
    page.line(last, f"Ghi chú: {LEGEND}", Look.NOTE)
    print_setup(page, view.edition, last, (top, top + 2), len(LEAD_WIDTHS) - 1)
    if len(ends) > 1:
        _spread(page, ends)


def chunks(widths: Sequence[float]) -> list[int]:
    """The last column of each printed page; one page where there are few units (then it is fitted to the width)."""
    lead = len(LEAD_WIDTHS)
    if len(widths) <= lead + SINGLE_TABLE_UNITS:
        return [len(widths) - 1]
    ends: list[int] = []
    used = 0.0
    for column, width in enumerate(widths[lead:], lead):
        if used + width > PAGE_WIDTH:
            ends.append(column - 1)
            used = 0.0
        used += width
    return [*ends, len(widths) - 1]


def reach(widths: Sequence[float]) -> int:
    """The last column of the first printed page; 0 where all columns stand on one page."""
    ends = chunks(widths)
    return ends[0] if len(ends) > 1 else 0


def _pieces(first: int, last: int, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A run of columns cut where pages end."""
    for end in ends:
        if first <= min(end, last):
            yield first, min(end, last)
            first = end + 1


def _spread(page: Page, ends: Sequence[int]) -> None:
    """Many units: a readable size over several pages side by side, the indicators' names repeated on each."""
    breaks = tuple(end + 1 for end in ends[:-1])
    columns = (0, len(LEAD_WIDTHS) - 1)
    page.sheet.setup = replace(page.sheet.setup, fit=None, scale=70, breaks=breaks, columns=columns)
