"""Each input of a form ends as an answer, and its cell with the disposition and reason that the ledger counts by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.builders import SHEET, context, damaged, form, read, sheet_plan
from tests.message_cases import COVER, ISSUES, UNIT, WORK, complete
from xlpy.basics.a1 import a1
from xlpy.intake.extract import NAMES_READ
from xlpy.model.cells import CellValue
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import CellDisposition, Column, Disposition, State, Submission

pytestmark = pytest.mark.slow("form")

DISTRICT = "524"
FIGURE = ("indicators", "N8.11", "actual")


@cache
def said(figure: CellValue) -> Submission:
    """The form of a unit, complete but for one figure."""
    return read(form(UNIT, {**complete(), FIGURE: figure}))


def disposition_of(submission: Submission) -> CellDisposition:
    """What became of the figure's cell."""
    (answer,) = (a for a in submission.answers if (a.indicator, a.column) == ("N8.11", Column.ACTUAL))
    return next(entry for entry in submission.dispositions if entry.source == answer.source)


@pytest.mark.parametrize("figure", [Decimal(5), "K", "CCSL"])
def test_a_figure_that_can_be_read_is_used_and_has_no_reason(figure):
    entry = disposition_of(said(figure))
    assert (entry.disposition, entry.reason, entry.task) == (Disposition.USED, "", "N8")


def test_a_figure_that_can_not_be_read_is_left_out_for_the_reason_that_the_unit_is_told():
    submission = said("nhiều")
    entry = disposition_of(submission)
    (told,) = (finding for finding in submission.findings if finding.source == entry.source)
    assert (entry.disposition, entry.reason, entry.task) == (Disposition.EXCLUDED, told.code, "N8")


@pytest.mark.parametrize(
    ("figure", "state"),
    [(Decimal(5), State.NUMBER), ("K", State.NOT_APPLICABLE), ("CCSL", State.NOT_YET), ("nhiều", State.UNREADABLE)],
)
def test_a_figure_is_in_one_of_the_states(figure, state):
    (answer,) = (a for a in said(figure).answers if (a.indicator, a.column) == ("N8.11", Column.ACTUAL))
    assert answer.state is state


def written_beside(column: str) -> list[CellDisposition]:
    """What became of a number typed into a column of an indicator that has no plan, where the form prints nothing."""
    plan = sheet_plan(DISTRICT, "indicators")
    code = next(code for code in plan.rows if code in plan_less())
    row, at = plan.at(code, column)
    sent = damaged(form(DISTRICT), lambda book: book[SHEET].cell(row, at, 77))
    return [entry for entry in read(sent).dispositions if entry.raw == "77"]


def plan_less() -> set[str]:
    """The indicators for which nothing was planned."""
    return {indicator.code for indicator in context().catalogue.indicators if not indicator.has_plan}


@pytest.mark.parametrize("column", ["plan", "percent"])
def test_a_number_where_the_form_asks_for_none_is_told_as_unknown(column):
    assert [entry.disposition for entry in written_beside(column)] == [Disposition.UNKNOWN]


def test_a_number_of_last_period_is_the_frame_s_own():
    assert written_beside("previous") == []


def typed_over(sheet: str, cell: str, value: str | float | None, style: str = "General") -> Submission:
    """The complete form with one cell overwritten by hand."""

    def type_over(book: Workbook) -> None:
        book[sheet][cell], book[sheet][cell].number_format = value, style

    return read(damaged(form(UNIT, complete()), type_over))


def told_of(submission: Submission, sheet: str, cell: str) -> tuple[list[str], list[Disposition]]:
    """The codes of what is told of a cell, and its dispositions."""
    codes = [f.code for f in submission.findings if (f.source.sheet, f.source.cell) == (sheet, cell)]
    entries = [
        entry.disposition
        for entry in submission.dispositions
        if (entry.source.sheet, entry.source.cell) == (sheet, cell)
    ]
    return codes, entries


@pytest.mark.parametrize(
    ("sheet", "cell", "code"),
    [(SHEET, "B9", "O419"), (SHEET, "C9", "O419"), (WORK, "C13", "O419"), (SHEET, "G9", "O416")],
)
def test_print_that_was_changed_is_told_and_is_no_longer_the_form_s_own(sheet: str, cell: str, code: str):
    assert told_of(typed_over(sheet, cell, "khác"), sheet, cell) == ([code], [Disposition.UNKNOWN])


def test_print_that_only_got_spaces_more_is_the_form_s_own():
    issued = sheet_plan(UNIT, "indicators").cells[9, 3].value
    assert told_of(typed_over(SHEET, "C9", f" {issued}  "), SHEET, "C9") == ([], [])


@pytest.mark.parametrize(
    ("task", "codes"),
    [
        ("8. {name}", []),
        ("9. {name}", ["N502"]),
        ("3. {name}", []),
        ("{name}", []),
    ],
)
def test_a_task_s_number_is_asked_about_only_where_the_plan_numbers_it_so(task: str, codes: list[str]):
    name = context().catalogue.task["N8"].name
    submission = read(form(UNIT, {**complete(), ("issues", "BS1", "task"): task.format(name=name)}))
    assert told_of(submission, ISSUES, "B11")[0] == codes


@pytest.mark.parametrize("code", sorted(NAMES_READ))
def test_a_name_of_the_cover_that_was_wiped_out_is_no_blank_input(code: str):
    place, whole = sheet_plan(UNIT, "cover").at(code, "value"), read(form(UNIT, complete()))
    wiped = read(damaged(form(UNIT, complete()), lambda book: setattr(book[COVER].cell(*place), "value", None)))
    assert (wiped.cells, wiped.blank) == (whole.cells - 1, whole.blank)


@pytest.mark.parametrize(("value", "style", "codes"), [(33.333, "0.00", []), (33.333, "0.0", ["O406"])])
def test_of_a_percentage_done_two_decimals_are_exact(value: float, style: str, codes: list[str]):
    assert told_of(typed_over(WORK, "G13", value, style), WORK, "G13") == (codes, [Disposition.USED])


def test_a_ratio_that_is_no_percentage_may_be_above_100_or_a_part_of_one():
    opened = context()
    pupils = replace(
        opened.catalogue.indicator["N8.11"], kind=IndicatorKind.RATIO, unit_of_measure="học sinh/lớp", decimals=1
    )
    indicators = tuple(pupils if each.code == pupils.code else each for each in opened.catalogue.indicators)
    opened = replace(opened, catalogue=replace(opened.catalogue, indicators=indicators), _plans={})
    fill = {**complete(), ("indicators", "N8.11", "plan"): Decimal("0.5"), FIGURE: Decimal("100.5")}
    submission = read(form(UNIT, fill, opened), opened=opened)
    assert [a.value for a in submission.answers if a.indicator == "N8.11"] == [Decimal("0.5"), Decimal("100.5")]
    assert [f.code for f in submission.findings if f.indicator == "N8.11"] == []


@pytest.mark.parametrize(
    ("typed", "codes", "dispositions"),
    [(89.84, [], []), (89.8, ["O406"], []), (90, ["O406"], []), (89.9, ["O416"], [Disposition.UNKNOWN])],
)
def test_a_ratio_of_two_decimals_may_be_typed_with_one_or_none(
    typed: float, codes: list[str], dispositions: list[Disposition]
):
    sheet = sheet_plan(DISTRICT, "indicators")
    cell = a1(sheet.at("N2.17", "actual"))
    fill = {("indicators", "N2.15", "actual"): Decimal(10000), ("indicators", "N2.16", "actual"): Decimal(8984)}
    submission = read(damaged(form(DISTRICT, fill), lambda book: setattr(book[SHEET][cell], "value", typed)))
    assert told_of(submission, SHEET, cell) == (codes, dispositions)


@pytest.mark.parametrize("said", [None, "", "  ", "K", "k\xa0", "CCSL"])
def test_a_percentage_done_that_is_blank_or_k_is_none_and_nothing_is_told(said: str | None):
    submission = typed_over(WORK, "G13", said)
    assert told_of(submission, WORK, "G13")[0] == []
    assert [report.percent for report in submission.activities if report.activity == "N8.A4"] == [None]


def test_a_k_that_was_struck_out_of_a_percentage_done_is_told_as_of_a_figure():
    def strike(book: Workbook) -> None:
        for cell in (book[WORK]["G13"], book[SHEET]["F9"]):
            cell.value, cell.font = "K", Font(strike=True)

    submission = read(damaged(form(UNIT, complete()), strike))
    assert [told_of(submission, *place)[0] for place in ((WORK, "G13"), (SHEET, "F9"))] == [["O421"], ["O421"]]
