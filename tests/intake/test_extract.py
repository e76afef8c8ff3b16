"""Each input of a form ends as an answer, and its cell with the fate and reason that the ledger counts by."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.builders import SHEET, context, damaged, form, read, sheet_plan
from tests.message_cases import UNIT, complete
from xlpy.model.cells import CellValue
from xlpy.model.submission import CellFate, Column, Fate, State, Submission

DISTRICT = "524"
FIGURE = ("indicators", "N8.11", "actual")


@cache
def said(figure: CellValue) -> Submission:
    """The form of a unit, complete but for one figure."""
    return read(form(UNIT, {**complete(), FIGURE: figure}))


def fate_of(submission: Submission) -> CellFate:
    """What became of the figure's cell."""
    (answer,) = (a for a in submission.answers if (a.indicator, a.column) == ("N8.11", Column.ACTUAL))
    return next(fate for fate in submission.fates if fate.source == answer.source)


@pytest.mark.parametrize("figure", [Decimal(5), "K", "CCSL"])
def test_a_figure_that_can_be_read_is_used_and_has_no_reason(figure):
    fate = fate_of(said(figure))
    assert (fate.fate, fate.reason, fate.task) == (Fate.USED, "", "N8")


def test_a_figure_that_can_not_be_read_is_left_out_for_the_reason_that_the_unit_is_told():
    submission = said("nhiều")
    fate = fate_of(submission)
    (told,) = (finding for finding in submission.findings if finding.source == fate.source)
    assert (fate.fate, fate.reason, fate.task) == (Fate.EXCLUDED, told.code, "N8")


@pytest.mark.parametrize(
    ("figure", "state"),
    [(Decimal(5), State.NUMBER), ("K", State.NOT_APPLICABLE), ("CCSL", State.NOT_YET), ("nhiều", State.UNREADABLE)],
)
def test_a_figure_is_in_one_of_the_states(figure, state):
    (answer,) = (a for a in said(figure).answers if (a.indicator, a.column) == ("N8.11", Column.ACTUAL))
    assert answer.state is state


def written_beside(column: str) -> list[CellFate]:
    """What became of a number typed into a column of an indicator that has no plan, where the form prints nothing."""
    plan = sheet_plan(DISTRICT, "indicators")
    code = next(code for code in plan.rows if code in plan_less())
    row, at = plan.at(code, column)
    sent = damaged(form(DISTRICT), lambda book: book[SHEET].cell(row, at, 77))
    return [fate for fate in read(sent).fates if fate.raw == "77"]


def plan_less() -> set[str]:
    """The indicators for which nothing was planned."""
    return {indicator.code for indicator in context().catalogue.indicators if not indicator.has_plan}


@pytest.mark.parametrize("column", ["plan", "percent"])
def test_a_number_where_the_form_asks_for_none_is_told_as_unknown(column):
    assert [fate.fate for fate in written_beside(column)] == [Fate.UNKNOWN]


def test_a_number_of_last_period_is_the_frame_s_own():
    assert written_beside("previous") == []
