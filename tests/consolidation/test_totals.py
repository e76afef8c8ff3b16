"""Totals straight from figures: sums, percents of plan and ratios of sums, each with the units it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import Said, answer, cell_of
from tests.small_catalogue import BA_TO, small_catalogue
from xlpy.consolidation.totals import Totaller
from xlpy.model.catalogue import Aggregation, Indicator, Region
from xlpy.model.edition import PROVINCE, Figure, Missing, MissingReason, Total
from xlpy.model.submission import Column, Previous, State

CATALOGUE = replace(
    small_catalogue(), regions=(Region("mien_nui", "Miền núi", True, 1), Region("tinh", "Tỉnh", False, 2))
)
WHOLE, PART, OTHER, RATIO = CATALOGUE.indicators
A, B, C = (replace(BA_TO, code=code, name=f"Huyện {code}") for code in ("531", "532", "535"))
UNITS = (A, B, C)
MISSING_REASONS = {State.NOT_YET: MissingReason.NOT_YET, State.BLANK: MissingReason.HELD}
Given = Mapping[tuple[str, Indicator], Said]


def totaller(
    actual: Given,
    plan: Given | None = None,
    *,
    previous: Previous | None = None,
    absent: Mapping[str, MissingReason] | None = None,
    asked: Mapping[str, tuple[Indicator, ...]] | None = None,
) -> Totaller:
    """Over three districts that are all asked for all typed indicators, unless ``asked`` says less."""
    figures = {}
    for column, given in ((Column.ACTUAL, actual), (Column.PLAN, plan or {})):
        for (unit, indicator), said in given.items():
            one = answer(unit, indicator.code, said, cell_of(indicator.code, column), column)
            figures[unit, indicator.code, column] = Figure(one, MISSING_REASONS.get(one.state))
    typed = {unit.code: (WHOLE, PART, OTHER) for unit in UNITS} | dict(asked or {})
    codes = {unit: frozenset(one.code for one in indicators) for unit, indicators in typed.items()}
    return Totaller(CATALOGUE, UNITS, tuple(figures.values()), previous or {}, absent or {}, codes)


def total(made: Totaller, indicator: Indicator) -> Total:
    found = made.total(indicator, PROVINCE, UNITS)
    assert found is not None
    return found


def test_a_sum_adds_numbers_takes_k_as_given_and_says_who_is_missing_and_why() -> None:
    found = total(totaller({("531", WHOLE): 5, ("532", WHOLE): "K", ("535", WHOLE): "CCSL"}), WHOLE)
    assert (found.value, found.included, found.missing) == (
        Decimal(5),
        ("531", "532"),
        (Missing("535", MissingReason.NOT_YET),),
    )


def test_a_unit_without_a_figure_lacks_for_the_reason_it_is_absent_else_it_is_held() -> None:
    found = total(totaller({("531", WHOLE): 5}, absent={"532": MissingReason.REFUSED}), WHOLE)
    assert found.missing == (Missing("532", MissingReason.REFUSED), Missing("535", MissingReason.HELD))


@pytest.mark.parametrize("said", ["K", "CCSL"])
def test_a_sum_of_no_number_is_none_and_never_0(said: Said) -> None:
    assert total(totaller({(unit.code, WHOLE): said for unit in UNITS}), WHOLE).value is None


def test_the_percent_of_plan_is_of_the_units_that_gave_both_the_plan_of_all_that_gave_one() -> None:
    actual: Given = {("531", WHOLE): 8, ("532", WHOLE): 50, ("535", WHOLE): "CCSL"}
    found = total(totaller(actual, {("531", WHOLE): 10, ("532", WHOLE): "K", ("535", WHOLE): 90}), WHOLE)
    assert (found.value, found.plan, found.percent) == (Decimal(58), Decimal(100), Decimal(80))


def test_a_plan_of_0_gives_no_percent() -> None:
    assert total(totaller({("531", WHOLE): 8}, {("531", WHOLE): 0}), WHOLE).percent is None


def test_last_periods_sum_is_of_all_units_that_are_asked() -> None:
    before = {"531": {"N1.01": Decimal(3)}, "535": {"N1.01": Decimal(4)}, "999": {"N1.01": Decimal(1000)}}
    assert total(totaller({("531", WHOLE): 5}, previous=before), WHOLE).previous == Decimal(7)


def test_a_ratio_is_the_ratio_of_sums_over_the_units_that_gave_both() -> None:
    actual: Given = {
        ("531", PART): 1,
        ("531", WHOLE): 10,
        ("532", PART): 45,
        ("532", WHOLE): 50,
        ("535", PART): 7,
        ("535", WHOLE): "CCSL",
    }
    found = total(totaller(actual), RATIO)
    # the mean of 10 % and 90 % would be 50
    assert found.value == Decimal(46) / Decimal(60) * 100
    assert (found.included, found.missing) == (("531", "532"), (Missing("535", MissingReason.NOT_YET),))


def test_a_ratio_over_a_sum_of_0_is_none() -> None:
    assert total(totaller({("531", PART): 0, ("531", WHOLE): 0}), RATIO).value is None


def test_last_periods_ratio_is_of_last_periods_sums() -> None:
    before = {"531": {"N1.02": Decimal(1), "N1.01": Decimal(4)}, "532": {"N1.01": Decimal(4)}}
    assert total(totaller({}, previous=before), RATIO).previous == Decimal("12.5")


PARTED = {"531": (PART,), "532": (WHOLE,), "535": (WHOLE,)}
"""The numerator comes from one unit, the denominator from others."""


def test_parts_of_different_reporting_units_are_divided_where_both_are_whole() -> None:
    found = total(totaller({("531", PART): 3, ("532", WHOLE): 4, ("535", WHOLE): 8}, asked=PARTED), RATIO)
    assert (found.value, found.included, found.missing) == (Decimal(25), ("531", "532", "535"), ())


def test_parts_of_different_reporting_units_are_not_divided_where_one_lacks_a_unit() -> None:
    found = total(totaller({("531", PART): 3, ("532", WHOLE): 4, ("535", WHOLE): "CCSL"}, asked=PARTED), RATIO)
    assert (found.value, found.missing) == (None, (Missing("535", MissingReason.NOT_YET),))


@pytest.mark.parametrize("asked", [(), (PART,), (WHOLE,)], ids=["neither part", "the numerator", "the denominator"])
def test_a_ratio_of_which_nobody_types_a_part_has_no_total(asked: tuple[Indicator, ...]) -> None:
    made = totaller({}, asked={unit.code: asked for unit in UNITS})
    assert made.total(RATIO, PROVINCE, UNITS) is None


def test_what_is_not_added_between_units_or_asked_of_nobody_has_no_total() -> None:
    alone = replace(WHOLE, aggregation=Aggregation.NONE)
    made = totaller({("531", WHOLE): 5})
    assert made.total(alone, PROVINCE, UNITS) is None
    assert totaller({}, asked={unit.code: () for unit in UNITS}).total(WHOLE, PROVINCE, UNITS) is None


def test_totals_are_of_the_province_and_of_each_region_with_a_subtotal_that_has_units() -> None:
    scopes = {one.scope for one in totaller({("531", WHOLE): 5}).all_totals()}
    assert scopes == {PROVINCE, "mien_nui"}
