"""What sheets an edition's workbook has and where its figures stand, known before a cell is written.

`publish.edition_sheets` draws by it, `trace.place` finds a figure by it: what is traced is what was published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlpy.model.submission import Column
from xlpy.outputs.publish import (
    activities,
    computed_figures,
    data,
    decisions,
    findings,
    issues,
    ledger,
    matrix,
    reporting_units,
    reports,
    summary,
    unit_sheet,
    unused_cells,
    years,
)
from xlpy.outputs.publish.formulas import Grid
from xlpy.outputs.publish.summary import Summary
from xlpy.outputs.publish.unit_cells import Row
from xlpy.outputs.publish.view import Block, View

EDITION_SHEETS = (
    summary.SHEET,
    unit_sheet.ACTUAL_SHEET,
    unit_sheet.PLAN_SHEET,
    computed_figures.SHEET,
    matrix.SHEET,
    reporting_units.SHEET,
    findings.SHEET,
    decisions.SHEET,
    issues.SHEET,
    activities.SHEET,
    reports.SHEET,
    years.SHEET,
    data.SHEET,
    ledger.SHEET,
    unused_cells.SHEET,
)
"""All sheets that an edition may have, in the order in which people read them.

`unit_sheet.ACTUAL_SHEET` is there only where there are many units, `unit_sheet.PLAN_SHEET` only where something is
planned, `computed_figures.SHEET` only where something is worked out. Where the units need more columns than a sheet
has, the first two go on as ``… (2)``.
"""


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A sheet of the units' own figures: which column of the form it shows, of which units, and where."""

    name: str
    column: Column
    blocks: Sequence[Block]
    grid: Grid
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where all figures of an edition stand: on the summary, and on the sheets of the units' own figures by name."""

    summary: Summary
    unit_sheets: Mapping[str, UnitSheet]


def lay_out(view: View) -> Layout:
    """The summary, the units' own figures where they don't fit beside it, and their plans where there are any."""
    actual = tuple(_unit_sheets(view, unit_sheet.ACTUAL_SHEET, summary.blocks_apart(view), Column.ACTUAL))
    plan = tuple(_unit_sheets(view, unit_sheet.PLAN_SHEET, view.blocks, Column.PLAN))
    return Layout(summary.lay_out(view, _joined(actual), _joined(plan)), {each.name: each for each in (*actual, *plan)})


def _unit_sheets(view: View, name: str, blocks: Sequence[Block], column: Column) -> Iterator[UnitSheet]:
    """As many sheets as the units need; the second is called ``… (2)``."""
    for number, part in enumerate(unit_sheet.sheets_of(blocks, view.most_columns), 1):
        title = name if number == 1 else f"{name} ({number})"
        grid, rows = unit_sheet.lay_out(view, title, part, column)
        if rows:
            yield UnitSheet(title, column, part, grid, rows)


def _joined(sheets: Sequence[UnitSheet]) -> Grid | None:
    """Where all figures of some sheets are; None where there is no sheet."""
    if not sheets:
        return None
    columns = {unit: place for sheet in sheets for unit, place in sheet.grid.column.items()}
    return Grid(columns, {sheet.name: sheet.grid.row[sheet.name] for sheet in sheets})
