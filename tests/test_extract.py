"""Each input of a form ends as an answer, and its cell with the fate and reason that the ledger counts by."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from tests.builders import form, read
from tests.message_cases import UNIT, complete
from xlpy.intake.grid import CellValue
from xlpy.model import CellFate, Column, Fate, State, Submission

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
