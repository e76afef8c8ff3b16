"""This year beside earlier ones: over the same units, never over others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.builders import chosen, submission
from tests.small_catalogue import BA_TO, FINANCE, HK1, small_catalogue
from xlpy.basics.days import school_year, school_year_before, year_earlier
from xlpy.catalogue.continuity import Continuity
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.consolidation.years import compared, ranked
from xlpy.model.catalogue import Catalogue, Unit, UnitKind
from xlpy.model.edition import Edition
from xlpy.model.submission import Previous

LONG_AGO, BEFORE, BETWEEN = date(2010, 1, 1), date(2023, 1, 15), date(2023, 6, 30)
HERE = replace(BA_TO, valid_from=LONG_AGO)
THERE = replace(HERE, code="536", name="Huyện Lý Sơn", core_name="Lý Sơn")
WHOLE, PART, _, RATIO = small_catalogue().indicators


def catalogue(*units: Unit) -> Catalogue:
    return replace(
        small_catalogue(),
        messages=shipped().messages,
        units=units or (HERE, THERE, replace(FINANCE, valid_from=LONG_AGO)),
    )


def edition(figures: dict[str, dict[str, float]], before: Previous, made: Catalogue | None = None) -> Edition:
    made = made or catalogue()
    files = [submission(unit, given, period=HK1.code) for unit, given in figures.items()]
    return consolidate(made, HK1, files, chosen(made, HK1, files), (), {}, {"2022-2023": before})


def last(**figures: int) -> dict[str, Decimal]:
    return {code.replace("_", "."): Decimal(value) for code, value in figures.items()}


def same(*units: Unit) -> set[str]:
    return set(Continuity(catalogue(*units), BEFORE, HK1.cut_off).same)


def test_two_years_are_compared_over_the_units_that_gave_both():
    before = {"535": last(N1_01=8), "STC": last(N1_01=99)}
    found = compared(made := edition({"535": {"N1.01": 10}, "536": {"N1.01": 5}}, before), WHOLE, made.last_year)
    assert found is not None
    assert (found.now, found.before, found.units) == (Decimal(10), Decimal(8), ("535",))
    assert (found.change, found.percent, found.is_whole) == (Decimal(2), Decimal(25), False)


def test_nothing_is_compared_where_no_unit_gave_both():
    made = edition({"535": {"N1.01": 10}}, {"536": last(N1_01=8)})
    assert compared(made, WHOLE, made.last_year) is None


def test_a_ratio_is_compared_as_sums_over_sums_of_the_same_units():
    before = {"535": last(N1_02=1, N1_01=2), "536": last(N1_02=9)}
    made = edition({unit: {"N1.02": 1, "N1.01": 1} for unit in ("535", "536")}, before)
    found = compared(made, RATIO, made.last_year)
    assert found is not None and (found.units, found.is_whole) == (("535",), False)
    above, below = (Decimal(last(N1_02=1, N1_01=2)[code]) for code in RATIO.made_of)
    assert found.before == above / below * RATIO.scale


def test_a_unit_that_took_over_another_is_not_the_same():
    gone = replace(THERE, valid_to=BETWEEN, successor=("535",))
    assert same(HERE, gone) == set()


def test_a_unit_that_took_over_another_before_both_days_is_the_same():
    gone = replace(THERE, valid_to=date(2020, 1, 31), successor=("535",))
    assert same(HERE, gone) == {"535"}


def test_a_unit_with_other_work_is_not_the_same():
    rows = replace(HERE, valid_to=BETWEEN), replace(HERE, valid_from=date(2023, 7, 1), desks=("gdnn",))
    assert same(*rows) == set()


def test_a_unit_that_is_only_renamed_is_the_same_and_named():
    rows = replace(HERE, valid_to=BETWEEN), replace(HERE, valid_from=date(2023, 7, 1), name="Huyện Ba Tơ mới")
    found = Continuity(catalogue(*rows), BEFORE, HK1.cut_off)
    assert (set(found.same), found.renamed) == ({"535"}, (("535", "Huyện Ba Tơ", "Huyện Ba Tơ mới"),))


def test_communes_are_not_the_districts_of_the_year_before_and_departments_that_stayed_are_themselves():
    found = Continuity(shipped("2025-2026"), date(2025, 5, 31), date(2026, 5, 31)).same
    kinds = {unit.kind for unit in found.values()}
    assert (UnitKind.LOCAL in kinds, "SGDDT" in found, "SKHDT" in found) == (False, True, False)


def test_an_edition_keeps_last_year_of_the_same_units_alone_and_all_of_it_among_earlier_years():
    merged = catalogue(HERE, replace(THERE, valid_to=BETWEEN, successor=("STC",)), FINANCE)
    before = {"535": last(N1_01=8), "536": last(N1_01=4), "tinh": last(N1_01=12)}
    made = edition({"535": {"N1.01": 10}}, before, merged)
    assert (set(made.last_year), set(made.earlier["2022-2023"])) == ({"535"}, {"535", "536", "tinh"})


def test_the_best_local_unit_stands_first_and_last_where_less_is_better():
    made = edition({"535": {"N1.02": 1, "N1.01": 2}, "536": {"N1.02": 2, "N1.01": 2}}, {})
    up, down = (replace(RATIO, direction=way) for way in ("up", "down"))
    first, second = [one.unit for one in ranked(made, up)], [one.unit for one in ranked(made, down)]
    assert first == second[::-1] != []


def test_a_neutral_figure_ranks_nobody():
    made = edition({"535": {"N1.02": 1, "N1.01": 2}}, {})
    assert ranked(made, replace(RATIO, direction="neutral")) == ()


def test_a_school_year_is_read_as_people_write_it_and_counted_back():
    assert [school_year(text) for text in ("2022-2023", " 2022 – 2023 ")] == ["2022-2023", "2022-2023"]
    assert [school_year(text) for text in ("2022-2024", "2022")] == ["", ""]
    assert [school_year_before("2023-2024", n) for n in (1, 4)] == ["2022-2023", "2019-2020"]


def test_the_same_day_of_a_year_without_a_29_february_is_the_28th():
    assert year_earlier(date(2024, 2, 29)) == date(2023, 2, 28)
