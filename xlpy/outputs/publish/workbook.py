"""An edition as one workbook for people: the provincial summary and the proofs behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO

from xlsxwriter import Workbook

from xlpy.basics.zipped import alike
from xlpy.model.edition import Edition
from xlpy.outputs.publish import (
    activities,
    data,
    findings,
    issues,
    ledger,
    matrix,
    reports,
    senders,
    summary,
    unit_sheet,
    unused,
)
from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.canvas import Canvas, Formats
from xlpy.outputs.publish.drawing import Drawing, NamedFormats, Recorder
from xlpy.outputs.publish.layout import lay_out
from xlpy.outputs.publish.page import LINE_HEIGHT, Page
from xlpy.outputs.publish.styles import FONT, MEASURE, Styles
from xlpy.outputs.publish.view import View


def write_workbook(edition: Edition) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same edition gives the same bytes."""
    stream = BytesIO()
    font = {"font_name": FONT, "font_size": MEASURE}
    book = Workbook(stream, {"in_memory": True, "default_format_properties": font})
    plan, period = edition.catalogue.plan, edition.period
    book.set_properties(
        {
            "title": f"Tổng hợp kết quả thực hiện Kế hoạch số {plan.number} - {period.name}",
            "subject": plan.title,
            "company": plan.office,
            "created": datetime(period.cut_off.year, period.cut_off.month, period.cut_off.day),
        }
    )
    book.set_calc_mode("auto")
    _Writer(View(edition), partial(book.add_worksheet, worksheet_class=BulkSheet), Styles(book)).run()
    book.close()
    return alike(stream)


def draw_sheets(edition: Edition) -> tuple[Drawing, ...]:
    """The same sheets as descriptions, for the master workbook."""
    sheets: list[Recorder] = []

    def add(name: str) -> Canvas:
        sheets.append(Recorder(name))
        return sheets[-1]

    _Writer(View(edition), add, NamedFormats()).run()
    return tuple(sheet.drawing() for sheet in sheets)


class _Writer:
    """Publishes the sheets in the order in which people read them; ``add`` gives a new surface by its name."""

    def __init__(self, view: View, add: Callable[[str], Canvas], formats: Formats) -> None:
        self._view, self._add, self._formats = view, add, formats

    def run(self) -> None:
        """Write all sheets."""
        view = self._view
        self._figures()
        matrix.write_matrix(self._open(matrix.SHEET, matrix.widths(view)), view)
        senders.write_senders(self._open(senders.SHEET, senders.WIDTHS), view)
        findings.write_findings(self._open(findings.SHEET, findings.WIDTHS), view)
        issues.write_issues(self._open(issues.SHEET, issues.WIDTHS), view)
        activities.write_activities(self._open(activities.SHEET, activities.WIDTHS), view)
        reports.write_reports(self._open(reports.SHEET, reports.WIDTHS), view)
        data.write_data(self._open(data.SHEET, data.WIDTHS), view.edition)
        ledger.write_ledger(self._open(ledger.SHEET, ledger.WIDTHS), view)
        unused.write_unused(self._open(unused.SHEET, unused.WIDTHS), view)

    def _figures(self) -> None:
        view, laid = self._view, lay_out(self._view)
        summary.write_summary(self._open(summary.SHEET, laid.summary.widths), laid.summary)
        for sheet in laid.unit_sheets.values():
            widths = unit_sheet.unit_widths(view, sheet.blocks, sheet.column)
            page = self._open(sheet.name, widths, unit_sheet.reach(widths))
            unit_sheet.write_unit_sheet(page, view, sheet.blocks, sheet.grid, sheet.rows, sheet.column)

    def _open(self, name: str, widths: Sequence[float], reach: int = 0) -> Page:
        sheet = self._add(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_default_row(LINE_HEIGHT)
        sheet.hide_gridlines(2)
        return Page(sheet, self._formats, widths, reach)
