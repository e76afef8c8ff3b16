"""What a unit said in the last period stands in its next form: figures and ratios locked, plans to be changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import chosen, context, read, submission
from xlpy.app.usecases import form_files, open_period
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.forms.plan import form_plan
from xlpy.forms.reuse import form_for_another
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.model.catalogue import Catalogue
from xlpy.model.submission import Column, Previous, State
from xlpy.model.target import Target
from xlpy.outputs.publish.csvout import read_previous, tables

pytestmark = pytest.mark.slow("form")

CATALOGUE, WORDING = shipped(), load_wording()
UNIT, PLANNED = "535", "N2.21"
RATIO = next(i for i in CATALOGUE.indicators if i.is_computed and i.unit_of_measure == "%")
LAST: Previous = {UNIT: {RATIO.numerator: Decimal(2), RATIO.denominator: Decimal(3), PLANNED: Decimal(17)}}
PLANS: Previous = {UNIT: {PLANNED: Decimal(21)}}


def opened(period: str = "CN", catalogue: Catalogue = CATALOGUE) -> IntakeContext:
    return open_period(catalogue, period, WORDING, LAST, None, PLANS)


def issued(context_: IntakeContext) -> bytes:
    (data,) = form_files(context_, (UNIT,)).values()
    return data


def cell(context_: IntakeContext, code: str, column: str) -> tuple[object, bool]:
    """What a cell of the issued form holds, and whether it is locked."""
    unit = context_.reporting_unit(UNIT)
    assert unit
    plan = context_.plan(unit).sheet["indicators"]
    page: Worksheet = openpyxl.load_workbook(BytesIO(issued(context_)))[plan.name]
    at = page[a1(plan.at(code, column))]
    return at.value, at.protection.locked


def test_the_last_figure_is_printed_and_locked() -> None:
    assert cell(opened(), PLANNED, "previous") == (17, True)


def test_the_last_ratio_is_made_of_its_parts_and_locked() -> None:
    assert cell(opened(), RATIO.code, "previous") == (pytest.approx(66.7), True)


@pytest.mark.parametrize(
    ("last", "said"),
    [({RATIO.numerator: Decimal(0), RATIO.denominator: Decimal(3)}, 0), ({RATIO.numerator: Decimal(2)}, None)],
)
def test_a_ratio_of_nothing_is_zero_and_one_without_a_part_is_blank(last: dict[str, Decimal], said: object) -> None:
    assert cell(open_period(CATALOGUE, "CN", WORDING, {UNIT: last}), RATIO.code, "previous") == (said, True)


def test_a_form_made_from_another_units_form_prints_its_own_last_ratio() -> None:
    period, units = CATALOGUE.period["CN"], {unit.code: unit for unit in CATALOGUE.units}
    other = form_plan(CATALOGUE, units["522"], period, WORDING, {RATIO.numerator: Decimal(1)})
    made = form_for_another(CATALOGUE, WORDING, other, units[UNIT], LAST[UNIT])
    assert made == form_plan(CATALOGUE, units[UNIT], period, WORDING, LAST[UNIT])


def test_the_plan_told_before_is_filled_in_and_may_be_changed() -> None:
    assert cell(opened(), PLANNED, "plan") == (21, False)


def test_a_plan_that_is_not_changed_is_the_units_plan_and_no_other_cell_is_an_answer() -> None:
    said = read(issued(opened()), opened=opened())
    assert [(a.indicator, a.column, a.value) for a in said.answers if a.state is State.NUMBER] == [
        (PLANNED, Column.PLAN, Decimal(21))
    ]
    assert not [finding for finding in said.findings if finding.code == "O419"]


def test_what_the_office_assigns_stands_before_what_the_unit_planned() -> None:
    assigned = replace(CATALOGUE, targets=(Target(UNIT, PLANNED, "CN", Decimal(30), ""),))
    assert cell(opened(catalogue=assigned), PLANNED, "plan") == (30, True)


def test_a_plan_is_not_carried_into_another_school_year() -> None:
    periods = tuple(
        replace(period, school_year="2022-2023") if period.code == "HK1" else period for period in CATALOGUE.periods
    )
    assert cell(opened(catalogue=replace(CATALOGUE, periods=periods)), PLANNED, "plan") == (None, False)


def test_the_first_period_of_a_year_carries_no_plan() -> None:
    assert cell(opened("HK1"), PLANNED, "plan") == (None, False)


def test_plans_are_read_from_the_figures_of_an_edition(tmp_path: Path) -> None:
    half = context("HK1")
    files = [submission(UNIT, {PLANNED: 17}, {PLANNED: 21}, "HK1")]
    edition = consolidate(half.catalogue, half.period, files, chosen(half.catalogue, half.period, files), [], {})
    path = tmp_path / "figures.csv"
    path.write_bytes(tables(edition)["figures.csv"])
    assert (read_previous(path)[UNIT], read_previous(path, Column.PLAN)) == ({PLANNED: Decimal(17)}, PLANS)
