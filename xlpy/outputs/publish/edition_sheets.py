"""The sheets of an edition as drawings: the provincial summary and the proofs behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from xlpy.model.contact import UnitContact
from xlpy.model.edition import Edition
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
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.drawing import Drawing
from xlpy.outputs.publish.layout import lay_out
from xlpy.outputs.publish.page import Page
from xlpy.outputs.publish.view import View


def draw_sheets(edition: Edition, contacts: Mapping[str, UnitContact] | None = None) -> tuple[Drawing, ...]:
    """All sheets; with whom to call in units that sent nothing usable."""
    return tuple(sheets_of(View(edition, contacts=contacts or {})))


def sheets_of(view: View) -> Iterator[Drawing]:
    """The sheets in the order in which people read them, one at a time: one of them alone can be large."""
    laid = lay_out(view)
    yield _drawn(summary.SHEET, laid.summary.widths, view, lambda page: summary.write_summary(page, laid.summary))
    for sheet in laid.unit_sheets.values():
        widths = unit_sheet.unit_widths(view, sheet.blocks, sheet.column)
        page = Page(Canvas(sheet.name, widths), unit_sheet.reach(widths))
        unit_sheet.write_unit_sheet(page, view, sheet.blocks, sheet.grid, sheet.rows, sheet.column)
        yield page.sheet.drawing()
    if view.catalogue.computed:
        yield _drawn(
            computed_figures.SHEET,
            computed_figures.widths(view),
            view,
            lambda page: computed_figures.write_computed(page, view),
        )
    yield _drawn(matrix.SHEET, matrix.widths(view), view, lambda page: matrix.write_matrix(page, view))
    yield _drawn(
        reporting_units.SHEET,
        reporting_units.WIDTHS,
        view,
        lambda page: reporting_units.write_reporting_units(page, view),
    )
    yield _drawn(findings.SHEET, findings.WIDTHS, view, lambda page: findings.write_findings(page, view))
    yield _drawn(decisions.SHEET, decisions.WIDTHS, view, lambda page: decisions.write_decisions(page, view))
    yield _drawn(issues.SHEET, issues.WIDTHS, view, lambda page: issues.write_issues(page, view))
    yield _drawn(activities.SHEET, activities.WIDTHS, view, lambda page: activities.write_activities(page, view))
    yield _drawn(reports.SHEET, reports.WIDTHS, view, lambda page: reports.write_reports(page, view))
    yield _drawn(years.SHEET, years.widths(view), view, lambda page: years.write_years(page, view))
    yield _drawn(data.SHEET, data.WIDTHS, view, lambda page: data.write_data(page, view))
    yield _drawn(ledger.SHEET, ledger.WIDTHS, view, lambda page: ledger.write_ledger(page, view))
    yield _drawn(unused_cells.SHEET, unused_cells.WIDTHS, view, lambda page: unused_cells.write_unused(page, view))


def _drawn(name: str, widths: Sequence[float], view: View, write: Callable[[Page], object]) -> Drawing:
    page = Page(Canvas(name, widths), most_rows=view.most_rows)
    write(page)
    return page.sheet.drawing()
