"""Standing on a cell of the published workbook, one finds the figure that is shown there, or is told where to go."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import builders
from xlpy.app.usecases import open_period
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.forms.wording import load_wording
from xlpy.model.edition import PROVINCE, Edition
from xlpy.outputs.publish import data, summary, unit_sheet
from xlpy.outputs.publish.layout import Layout
from xlpy.outputs.publish.unit_cells import LEAD_TITLES
from xlpy.outputs.publish.workbook import write_workbook
from xlpy.outputs.trace import Shown, trace
from xlpy.outputs.trace.place import AskedFigure, NoFigureError, figure_at, layout, selected

FIGURE_SHEETS = [summary.SHEET, unit_sheet.PLAN_SHEET]


@pytest.fixture(scope="module")
def places(sample_edition: Edition) -> Layout:
    return layout(sample_edition)


@pytest.fixture(scope="module")
def book(sample_edition: Edition) -> Workbook:
    return load_workbook(BytesIO(write_workbook(sample_edition)), data_only=True)


def numbers(page: Worksheet) -> Iterator[tuple[int, int, float]]:
    """The cells that show a figure: numbers right of the lead columns, under the header."""
    for row in page.iter_rows(min_col=len(LEAD_TITLES) + 1):
        for cell in row:
            if isinstance(cell.value, int | float):
                yield cell.row, cell.column, float(cell.value)


@pytest.mark.parametrize("sheet", FIGURE_SHEETS)
def test_every_number_shown_is_found_and_traces_to_that_number(
    sample_edition: Edition, places: Layout, book: Workbook, sheet: str
):
    other = []
    for row, column, value in numbers(book[sheet]):
        asked = selected(places, sheet, row, column)
        traced = trace(sample_edition, asked.indicator, asked.scope, asked.shown).value
        if traced is None or float(traced) != pytest.approx(value):
            other.append((row, column, asked))
    assert (other, len(list(numbers(book[sheet]))) > 50) == ([], True)


@pytest.mark.parametrize("sheet", FIGURE_SHEETS)
def test_a_cell_without_a_figure_traces_to_none(sample_edition: Edition, places: Layout, book: Workbook, sheet: str):
    shown = {(row, column) for row, column, _ in numbers(book[sheet])}
    page = book[sheet]
    wrong = [
        (row, column)
        for row in range(1, page.max_row + 3)
        for column in range(1, page.max_column + 3)
        if (row, column) not in shown
        and (asked := figure_at(places, sheet, row, column))
        and (asked.shown is not Shown.ACTUAL or page.cell(row, column).value not in ("K", "CCSL", "lỗi", "…", "–"))
        and trace(sample_edition, asked.indicator, asked.scope, asked.shown).value is not None
    ]
    assert wrong == []


def test_a_word_in_place_of_a_number_is_traced_to_its_reason(sample_edition: Edition, places: Layout, book: Workbook):
    page = book[summary.SHEET]
    words = [cell for row in page.iter_rows() for cell in row if cell.value == "lỗi"]
    told = [selected(places, summary.SHEET, cell.row, cell.column) for cell in words]
    reasons = {part.missing_reason for asked in told for part in parts(sample_edition, asked)}
    assert (len(words) > 0, None in reasons) == (True, False)


def parts(edition: Edition, asked: AskedFigure):
    made = trace(edition, asked.indicator, asked.scope, asked.shown)
    halves = [half.parts for half in (made.above, made.below) if half]
    return [part for half in halves for part in half if not part.counts] if halves else made.parts


def test_each_row_of_the_tidy_list_is_its_own_figure(sample_edition: Edition, places: Layout, book: Workbook):
    page = book[data.SHEET]
    columns = {"Kế hoạch": Shown.PLAN, "Thực hiện": Shown.ACTUAL}
    listed = [
        AskedFigure(str(row[3]), str(row[0]), columns[str(row[6])])
        for row in page.iter_rows(min_row=2, values_only=True)
    ]
    assert listed == [figure_at(places, data.SHEET, row, 1) for row in range(2, page.max_row + 1)]


@pytest.mark.parametrize(
    ("sheet", "cell", "says"),
    [
        ("Tình hình gửi", (5, 5), "không có số tổng hợp; hãy mở một trong các trang “Tổng hợp”"),
        (summary.SHEET, (1, 1), "nằm ngoài bảng số liệu"),
        (summary.SHEET, (500, 6), "nằm ngoài bảng số liệu"),
        (data.SHEET, (1, 1), "không thuộc dòng số liệu nào"),
        (data.SHEET, (10**6, 1), "không thuộc dòng số liệu nào"),
    ],
)
def test_a_cell_that_is_no_figure_is_answered_with_where_to_go(
    places: Layout, sheet: str, cell: tuple[int, int], says: str
):
    with pytest.raises(NoFigureError) as told:
        selected(places, sheet, *cell)
    assert says in str(told.value)


def row_of(page: Worksheet, code: str) -> int:
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 2).value == code)


def test_the_name_of_an_indicator_is_no_figure(places: Layout, book: Workbook):
    with pytest.raises(NoFigureError, match=r"không phải ô số; ở dòng chỉ tiêu N1\.02"):
        selected(places, summary.SHEET, row_of(book[summary.SHEET], "N1.02"), 3)


def test_the_name_of_a_task_is_no_figure(places: Layout, book: Workbook):
    with pytest.raises(NoFigureError, match="thuộc dòng tên nhiệm vụ N1"):
        selected(places, summary.SHEET, row_of(book[summary.SHEET], "N1.01") - 1, 6)


def test_a_grey_cell_says_that_nothing_is_asked_there(places: Layout, book: Workbook):
    with pytest.raises(NoFigureError, match="để trống vì chỉ tiêu"):
        selected(places, summary.SHEET, row_of(book[summary.SHEET], "N1.02"), summary.PLAN + 1)


def test_the_list_of_missing_units_is_no_figure(places: Layout, book: Workbook):
    page = book[summary.SHEET]
    with pytest.raises(NoFigureError, match="không phải ô số"):
        selected(places, summary.SHEET, row_of(page, "N1.02"), page.max_column)


@pytest.mark.slow("round")
def test_96_communes_are_found_on_their_own_sheet():
    context = open_period(shipped("2025-2026"), "CN", load_wording())
    commune = next(unit for unit in context.catalogue.reporting_units(context.period) if unit.region == "mien_nui")
    sent = builders.submission(commune.code, {"N1.02": 7})
    chosen = builders.chosen(context.catalogue, context.period, [sent])
    made = consolidate(context.catalogue, context.period, [sent], chosen, chosen.findings, {})
    page = load_workbook(BytesIO(write_workbook(made)), data_only=True)[unit_sheet.ACTUAL_SHEET]
    ((row, column),) = [(row, column) for row, column, value in numbers(page) if value == 7]
    asked = figure_at(layout(made), unit_sheet.ACTUAL_SHEET, row, column)
    assert asked == AskedFigure("N1.02", commune.code, Shown.ACTUAL)
    assert trace(made, "N1.02", PROVINCE).value == Decimal(7)
