"""What sheets an edition's workbook has and where its figures stand, known before a cell is written.

`publish.workbook` writes by it, `trace.place` finds a figure by it: what is traced is what was published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
planned, `computed_figures.SHEET` only where something is worked out.
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
    candidates = (
        _unit_sheet(view, unit_sheet.ACTUAL_SHEET, summary.blocks_apart(view), Column.ACTUAL),
        _unit_sheet(view, unit_sheet.PLAN_SHEET, view.blocks, Column.PLAN),
    )
    sheets = {sheet.name: sheet for sheet in candidates if sheet.blocks and sheet.rows}
    grids = {sheet.column: sheet.grid for sheet in sheets.values()}
    return Layout(summary.lay_out(view, grids.get(Column.ACTUAL), grids.get(Column.PLAN)), sheets)


def _unit_sheet(view: View, name: str, blocks: Sequence[Block], column: Column) -> UnitSheet:
    return UnitSheet(name, column, blocks, *unit_sheet.lay_out(view, blocks, column))
