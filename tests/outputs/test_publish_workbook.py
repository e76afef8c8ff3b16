"""The workbook of an edition: what its cells say, that they say it twice alike, and that nothing in it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import builders
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import PROVINCE, Edition, TaskStatus
from xlpy.model.submission import Column, Disposition, Finding, Issue, Source, Submission, Text
from xlpy.outputs.publish import findings, issues, ledger, matrix, reporting_units, summary, unit_sheet, unused_cells
from xlpy.outputs.publish.cell_text import cell_text
from xlpy.outputs.publish.layout import EDITION_SHEETS
from xlpy.outputs.publish.view import View, roman
from xlpy.outputs.publish.workbook import write_workbook

pytestmark = pytest.mark.slow("round")

SHEETS = [
    "Tổng hợp",
    "Kế hoạch của đơn vị",
    "Số tính toán",
    "Nhiệm vụ × đơn vị",
    "Tình hình gửi",
    "Phát hiện",
    "Quyết định đã ghi",
    "Khó khăn, kiến nghị",
    "Tiến độ",
    "Tiến độ từng đơn vị",
    "Chuỗi năm",
    "Số liệu",
    "Sổ đối chiếu",
    "Ô không dùng",
]


def edition(*files: Submission, held: tuple[Finding, ...] = ()) -> Edition:
    context = builders.context()
    chosen = builders.chosen(context.catalogue, context.period, files)
    return consolidate(context.catalogue, context.period, files, chosen, (*chosen.findings, *held), {})


def opened(made: Edition, *, values: bool = True) -> Workbook:
    return load_workbook(BytesIO(write_workbook(made)), data_only=values)


@pytest.fixture(scope="module")
def book(sample_edition: Edition) -> Workbook:
    return opened(sample_edition)


@pytest.fixture(scope="module")
def formulas(sample_edition: Edition) -> Workbook:
    return opened(sample_edition, values=False)


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """Rows of the indicators."""
    return {str(sheet.cell(row, 2).value): row for row in range(1, sheet.max_row + 1)}


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """Columns by title, in the lower header row; of a region by its name in the upper one."""
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "STT")
    found: dict[str, int] = {}
    for row in (top, top + 1):
        for column in range(1, sheet.max_column + 1):
            found.setdefault(str(sheet.cell(row, column).value), column)
    return found


def cell(made: Edition, indicator: str, title: str, sheet: str = summary.SHEET) -> object:
    page = opened(made)[sheet]
    return page.cell(rows_of(page)[indicator], columns_of(page)[title]).value


def texts(sheet: Worksheet) -> list[str]:
    return [str(value) for row in sheet.values for value in row if value is not None]


def test_sheets_stand_in_the_order_of_reading(book: Workbook):
    assert book.sheetnames == SHEETS


def test_same_edition_gives_the_same_bytes(sample_edition: Edition):
    assert write_workbook(sample_edition) == write_workbook(sample_edition)


def test_every_total_is_stored_beside_its_formula(sample_edition: Edition, book: Workbook):
    page, rows = book[summary.SHEET], rows_of(book[summary.SHEET])
    known = [t for t in sample_edition.totals if t.scope == PROVINCE and t.value is not None]
    stored = [page.cell(rows[total.indicator], summary.ACTUAL + 1).value for total in known]
    assert stored == pytest.approx([float(str(total.value)) for total in known])


def test_every_total_is_a_formula(sample_edition: Edition, formulas: Workbook):
    page, rows = formulas[summary.SHEET], rows_of(formulas[summary.SHEET])
    totals = [total for total in sample_edition.totals if total.scope == PROVINCE]
    kinds = {page.cell(rows[total.indicator], summary.ACTUAL + 1).data_type for total in totals}
    assert kinds == {"f"}


def test_nine_tasks_stand_with_their_full_names(sample_edition: Edition, book: Workbook):
    page = book[summary.SHEET]
    groups = [
        (page.cell(row, 1).value, page.cell(row, 2).value)
        for row in range(1, page.max_row + 1)
        if page.cell(row, 1).value in {roman(task.number) for task in sample_edition.catalogue.tasks}
    ]
    assert groups == [(roman(task.number), task.name) for task in sample_edition.catalogue.tasks]


def shown(made: Edition, unit: str, indicator: str, column: Column = Column.ACTUAL) -> Decimal | str | None:
    return View(made).shown(unit, made.catalogue.indicator[indicator], column)


@pytest.mark.parametrize(
    ("said", "expected"),
    [(0, Decimal(0)), (94, Decimal(94)), ("K", "K"), ("CCSL", "CCSL"), (None, "lỗi")],
    ids=str,
)
def test_zero_k_ccsl_and_blank_are_shown_apart(said: builders.Said, expected: object):
    assert shown(edition(builders.submission("522", {"N1.02": said})), "522", "N1.02") == expected


def test_unit_that_is_not_asked_shows_nothing():
    assert shown(edition(builders.submission("STC", {"N4.06": 1})), "STC", "N1.02") is None


def test_indicator_without_a_plan_shows_none():
    assert shown(edition(builders.submission("522", {"N1.02": 1})), "522", "N1.02", Column.PLAN) is None


def test_figure_held_back_is_shown_as_an_error_not_as_its_number():
    held = builders.fault("522", "N1.02")
    assert shown(edition(builders.submission("522", {"N1.02": 94}), held=(held,)), "522", "N1.02") == "lỗi"


def test_unit_that_sent_nothing_is_shown_by_an_ellipsis_and_in_its_title():
    made = edition(builders.submission("522", {"N1.02": 94}))
    assert cell(made, "N1.02", "H. Ba Tơ (chưa gửi)") == "…"


def test_total_that_lacks_units_names_them_with_the_reason():
    asked = [
        unit for unit in builders.context().catalogue.reporting_units(builders.context().period) if unit.kind == "local"
    ]
    files = [builders.submission(unit.code, {"N1.03": 1}) for unit in asked if unit.code not in ("535", "536")]
    assert cell(edition(*files), "N1.03", "Đơn vị còn thiếu") == "Chưa gửi: H. Ba Tơ, H. Lý Sơn"


def test_total_that_lacks_units_is_marked_without_colour_too(book: Workbook):
    page = book[summary.SHEET]
    assert page.cell(rows_of(page)["N1.02"], summary.ACTUAL + 1).number_format == '#,##0"*"'


def test_complete_total_bears_no_mark(sample_edition: Edition, book: Workbook):
    whole = [t.indicator for t in sample_edition.totals if t.scope == PROVINCE and not t.missing]
    page = book[summary.SHEET]
    formats = [page.cell(rows_of(page)[code], summary.ACTUAL + 1).number_format for code in whole]
    assert (len(whole) > 0, [shown for shown in formats if "*" in shown]) == (True, [])


def test_nobody_s_number_is_no_zero():
    made = edition(builders.submission("522", {"N1.09": "K"}))
    assert cell(made, "N1.09", "Thực hiện") == "…"


def test_plan_sheet_holds_the_units_plans():
    made = edition(builders.submission("522", {"N2.21": 26}, {"N2.21": 30}))
    assert cell(made, "N2.21", "TP. Quảng Ngãi", unit_sheet.PLAN_SHEET) == 30


def test_previous_figures_stand_beside_this_period_s(sample_edition: Edition, book: Workbook):
    page = book[summary.SHEET]
    shown = page.cell(rows_of(page)["N1.02"], summary.PREVIOUS + 1).value
    assert (shown, shown is None) == (sample_edition.total["N1.02", PROVINCE].previous, False)


def test_plan_s_label_is_printed_under_the_title():
    made = edition()
    plan = replace(made.catalogue.plan, note="Số liệu minh họa")
    labelled = replace(made, catalogue=replace(made.catalogue, plan=plan))
    assert "(Số liệu minh họa)" in texts(opened(labelled)[summary.SHEET])


@pytest.fixture(scope="module")
def many() -> Workbook:
    catalogue = shipped("2025-2026")
    period = catalogue.period["CN"]
    return opened(consolidate(catalogue, period, [], builders.chosen(catalogue, period, []), [], {}))


def test_96_communes_get_a_sheet_of_their_own(many: Workbook):
    titles = [name for name in columns_of(many[unit_sheet.ACTUAL_SHEET]) if name.endswith("(chưa gửi)")]
    assert len(titles) == 96


def test_an_edition_of_many_units_has_every_sheet_in_the_order_of_the_one_list(many: Workbook):
    assert tuple(many.sheetnames) == EDITION_SHEETS


@pytest.mark.parametrize(
    ("title", "there"), [("Khu vực miền núi", True), ("Sở GDĐT (chưa gửi)", True), ("X. Ba Tơ (chưa gửi)", False)]
)
def test_summary_of_many_units_keeps_the_subtotals_and_the_offices(many: Workbook, title: str, there: bool):
    assert (title in columns_of(many[summary.SHEET])) is there


def test_sheet_of_many_units_is_cut_into_pages_between_columns(many: Workbook):
    assert len(many[unit_sheet.ACTUAL_SHEET].col_breaks.brk) == 3


def test_matrix_counts_what_it_shows(sample_edition: Edition, book: Workbook):
    page = book[matrix.SHEET]
    count = len(View(sample_edition).reporting_units)
    last = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == count)
    tasks = len(sample_edition.catalogue.tasks)
    words: dict[TaskStatus, Callable[[str], bool]] = {
        **{status: status.value.__eq__ for status in matrix.COUNTED},
        TaskStatus.ERROR: lambda text: text.startswith("Chờ sửa "),
        TaskStatus.PARTIAL: lambda text: text.startswith("Chưa có "),
    }
    told = {
        row: [str(page.cell(row, at).value) for at in range(3, 3 + tasks)] for row in range(last - count + 1, last + 1)
    }
    wrong = [
        row
        for row in told
        for status, column in zip(matrix.COUNTED, range(3 + tasks, 3 + tasks + len(matrix.COUNTED)), strict=True)
        if sum(words[status](text) for text in told[row]) != page.cell(row, column).value
    ]
    assert wrong == []


def test_each_reporting_unit_and_each_file_has_a_line(sample_edition: Edition, book: Workbook):
    listed = texts(book[reporting_units.SHEET])
    wanted = [unit.name for unit in View(sample_edition).reporting_units] + [r.file for r in sample_edition.files]
    assert [text for text in wanted if text not in listed] == []


def test_late_file_tells_by_how_many_days(book: Workbook):
    page = book[reporting_units.SHEET]
    late = [row for row in page.iter_rows(values_only=True) if row[2] == reporting_units.LATE]
    assert [(row[1], row[4]) for row in late] == [("Huyện Lý Sơn", 3)]


def test_findings_sheet_stands_for_every_finding(sample_edition: Edition, book: Workbook):
    page = book[findings.SHEET]
    counts = [int(str(row[-1])) for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert sum(counts) == len(sample_edition.findings)


def test_every_file_balances_to_nothing(sample_edition: Edition, book: Workbook):
    page = book[ledger.SHEET]
    balances = [row[8] for row in page.iter_rows(values_only=True) if isinstance(row[8], int | float)]
    assert balances == [0] * (len(sample_edition.files) + 1)


def test_data_sheet_has_a_row_for_every_answer(sample_edition: Edition, book: Workbook):
    rows = list(book["Số liệu"].iter_rows(min_row=2, values_only=True))
    shown = [(row[0], row[3], row[6], row[13], row[15]) for row in rows]
    words = {Column.PLAN: "Kế hoạch", Column.ACTUAL: "Thực hiện"}
    answers = [figure.answer for figure in sample_edition.figures]
    assert shown == [(a.unit, a.indicator, words[a.column], a.source.file, a.source.cell) for a in answers]


def test_data_sheet_keeps_codes_as_text(book: Workbook):
    assert {type(row[0]) for row in book["Số liệu"].iter_rows(min_row=2, values_only=True)} == {str}


def test_cap_on_listed_cells_is_announced(sample_edition: Edition, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unused_cells, "CELLS_SHOWN", 10)
    page = opened(sample_edition)[unused_cells.SHEET]
    listed = [row for row in page.iter_rows(values_only=True) if isinstance(row[0], int)]
    note = next(text for text in texts(page) if text.startswith("Có "))
    assert (len(listed), "10 ô đầu" in note, "ledger.csv" in note) == (10, True, True)


def test_every_cell_that_no_total_uses_is_listed_whichever_file_it_is_of(sample_edition: Edition):
    unused = [
        (entry.source.file, entry.source.sheet, entry.source.cell)
        for entry in sample_edition.ledger.cells
        if entry.disposition in (Disposition.EXCLUDED, Disposition.UNKNOWN)
    ]
    page = opened(sample_edition)[unused_cells.SHEET]
    assert [row[1:4] for row in page.iter_rows(values_only=True) if isinstance(row[0], int)] == unused


HOSTILE = ("=1+1", "+84", "- Tuyên truyền", "@cmd", "<r>x</r>", "https://x.vn", "x\ud800y", "a\x00b", "_x0041_", " x ")


def said(*words: str) -> Edition:
    source = Source("522.xlsx", "Khó khăn", "C9")
    issues = tuple(Issue("522", "N1", Text(text, source), None, None, None, source) for text in words)
    return edition(replace(builders.submission("522", {"N1.02": 1}), issues=issues))


@pytest.fixture(scope="module")
def spoken() -> Worksheet:
    return opened(said(*HOSTILE), values=False)[issues.SHEET]


@pytest.mark.parametrize("text", [*HOSTILE[:4], HOSTILE[5], HOSTILE[9]])
def test_everyday_text_stays_as_it_was(spoken: Worksheet, text: str):
    assert [c.data_type for row in spoken.iter_rows() for c in row if c.value == text] == ["s"]


def test_every_text_is_there(spoken: Worksheet):
    assert len([row for row in spoken.iter_rows(values_only=True) if isinstance(row[0], int)]) == len(HOSTILE)


def test_no_text_makes_a_formula_or_a_link(spoken: Worksheet):
    assert [c.value for row in spoken.iter_rows() for c in row if c.data_type == "f" or c.hyperlink] == []


def test_text_beyond_excel_s_limit_is_cut_and_says_so():
    kept = cell_text("a" * 40_000)
    assert (len(kept), kept[-1]) == (32_767, "…")


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_prints_on_the_width_of_one_landscape_page(book: Workbook, sheet: str):
    page = book[sheet]
    setup = (page.page_setup.orientation, page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight)
    assert page.sheet_properties.pageSetUpPr is not None
    assert (page.sheet_properties.pageSetUpPr.fitToPage, *setup) == (True, "landscape", 1, 0)


@pytest.mark.parametrize("sheet", SHEETS)
def test_header_is_repeated_on_every_page(book: Workbook, sheet: str):
    assert book[sheet].print_title_rows is not None


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_cell_is_set_in_times_new_roman(book: Workbook, sheet: str):
    assert {c.font.name for row in book[sheet].iter_rows() for c in row if c.value is not None} == {"Times New Roman"}


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_group_rows_are_numbered_in_roman(number: int, text: str):
    assert roman(number) == text


@pytest.mark.parametrize(
    ("code", "short"),
    [("522", "TP. Quảng Ngãi"), ("534", "TX. Đức Phổ"), ("SLDTBXH", "Sở LĐTBXH"), ("STC", "Sở Tài chính")],
)
def test_names_are_abbreviated_as_offices_do(code: str, short: str):
    assert View(edition()).short_name(code) == short


def test_ratio_of_a_unit_is_worked_out_in_its_cell():
    made = edition(builders.submission("522", {"N2.04": 200, "N2.05": 150}))
    assert cell(made, "N2.06", "TP. Quảng Ngãi") == pytest.approx(float(Decimal(75)))
