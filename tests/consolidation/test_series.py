"""The series of years: this year's totals after what earlier years add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.builders import chosen, numbers, submission
from tests.small_catalogue import BA_TO, FINANCE, HK1, small_catalogue
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.consolidation.series import Point, all_series, years_shown
from xlpy.model.catalogue import Region
from xlpy.model.edition import PROVINCE, Edition

LONG_AGO = date(2010, 1, 1)
HERE = replace(BA_TO, valid_from=LONG_AGO)
GONE = replace(HERE, code="526", name="Huyện Tây Trà", valid_to=date(2023, 6, 30), successor=("535",))
CATALOGUE = replace(
    small_catalogue(),
    messages=shipped().messages,
    units=(HERE, GONE, replace(FINANCE, valid_from=LONG_AGO)),
    regions=(Region("mien_nui", "Miền núi", True, 1),),
)


def edition(earlier: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Edition:
    files = [submission("535", {"N1.01": 10, "N1.02": 4}, period=HK1.code)]
    given = {year: numbers(units) for year, units in earlier.items()}
    return consolidate(CATALOGUE, HK1, files, chosen(CATALOGUE, HK1, files), (), {}, given)


def points(made: Edition, indicator: str, scope: str = PROVINCE) -> list[Point]:
    return list(all_series(made)[indicator, scope].points)


def test_an_earlier_year_is_added_up_over_all_its_units_also_those_that_are_gone():
    made = edition({"2022-2023": {"535": {"N1.01": 8}, "526": {"N1.01": 3}}})
    assert points(made, "N1.01") == [Point("2022-2023", Decimal(11), 2), Point("2023-2024", Decimal(10), 1)]


def test_a_region_has_its_own_series_without_units_that_lie_elsewhere():
    made = edition({"2022-2023": {"526": {"N1.01": 3}, "STC": {"N1.01": 100}}})
    assert points(made, "N1.01", "mien_nui")[0] == Point("2022-2023", Decimal(3), 1)


def test_a_ratio_of_an_earlier_year_is_of_the_units_that_gave_both_parts():
    made = edition({"2022-2023": {"535": {"N1.01": 8, "N1.02": 2}, "526": {"N1.01": 100}}})
    assert points(made, "N1.04")[0] == Point("2022-2023", Decimal(25), 1)


def test_a_sum_keeps_every_digit_that_was_typed():
    made = edition({"2022-2023": {"535": {"N1.01": 0.1}, "526": {"N1.01": 0.2}}})
    assert points(made, "N1.01")[0].value == Decimal("0.3")


def test_a_provincial_figure_stands_where_no_unit_of_that_year_is_known_and_only_there():
    made = edition({"2021-2022": {"tinh": {"N1.01": 7}}, "2022-2023": {"535": {"N1.01": 8}, "tinh": {"N1.01": 99}}})
    assert [(point.value, point.units) for point in points(made, "N1.01")][:2] == [(Decimal(7), 0), (Decimal(8), 1)]


def test_five_years_are_shown_at_most_and_unknown_ones_are_left_out():
    known = {"535": {"N1.01": 1.0}}
    made = edition(dict.fromkeys(("2018-2019", "2019-2020", "2021-2022", "2022-2023"), known))
    assert years_shown(made) == ("2019-2020", "2021-2022", "2022-2023", "2023-2024")
    assert [point.year for point in points(made, "N1.01")] == list(years_shown(made))


def test_without_an_earlier_year_there_is_no_series():
    assert all_series(edition({})) == {}
