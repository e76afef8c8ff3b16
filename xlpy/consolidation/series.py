"""Each indicator over up to five school years, for the province and for each region.

This year's numbers are the edition's own totals. Those of an earlier year are added up from all units of that year,
also of units that are gone: a total of the province stays one where districts become communes, a unit does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xlpy.basics.days import school_year_before, year_earlier
from xlpy.basics.sums import quotient
from xlpy.model.catalogue import Aggregation, Indicator
from xlpy.model.edition import PROVINCE, Edition

if TYPE_CHECKING:
    from pandas import DataFrame

YEARS = 5
"""School years shown at most, this one included."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one year. ``units`` gave it; 0 where only the provincial figure is known."""

    year: str
    value: Decimal
    units: int


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator over the years, the oldest first; years of which nothing is known are left out."""

    indicator: str
    scope: str
    points: tuple[Point, ...]

    def at(self, year: str) -> Point | None:
        """The figure of a year."""
        return next((point for point in self.points if point.year == year), None)


def years_shown(edition: Edition) -> tuple[str, ...]:
    """The school years of the edition's series, the oldest first: those known of the last five, and this one."""
    this = edition.period.school_year
    before = (school_year_before(this, back) for back in range(YEARS - 1, 0, -1))
    return (*(year for year in before if year in edition.earlier), this)


def all_series(edition: Edition) -> Mapping[tuple[str, str], Series]:
    """By (indicator, scope), those that have a figure of an earlier year; none where no earlier year is known."""
    years = years_shown(edition)
    if len(years) == 1:
        return {}
    found = {key: list(points) for key, points in _earlier(edition, years[:-1])}
    for key, points in found.items():
        total = edition.total.get(key)
        if total is not None and total.value is not None:
            points.append(Point(years[-1], total.value, len(total.included)))
    return {key: Series(*key, tuple(points)) for key, points in found.items()}


def _earlier(edition: Edition, years: tuple[str, ...]) -> Iterator[tuple[tuple[str, str], list[Point]]]:
    """The points of earlier years by (indicator, scope), in the catalogue's order."""
    table = _sums(_scoped(edition, years))
    typed = {(code, year): value for year in years for code, value in edition.earlier[year].get(PROVINCE, {}).items()}
    scopes = (PROVINCE, *(region.code for region in edition.catalogue.regions if region.subtotal))
    for indicator in edition.catalogue.indicators:
        if indicator.aggregation is Aggregation.NONE:
            continue
        for scope in scopes:
            points = [point for year in years if (point := _point(table, indicator, scope, year)) is not None]
            if scope == PROVINCE:
                points = _with_typed(points, {year: typed.get((indicator.code, year)) for year in years})
            if points:
                yield (indicator.code, scope), points


def _with_typed(points: list[Point], typed: Mapping[str, Decimal | None]) -> list[Point]:
    """Provincial figures too, of years of which no unit's figure is known."""
    known = {point.year for point in points}
    more = (Point(year, value, 0) for year, value in typed.items() if value is not None and year not in known)
    return sorted((*points, *more), key=lambda point: point.year)


_Sums = Mapping[tuple[str, str, str], tuple[Decimal, int]]
"""Sum and number of units by (indicator, scope, year)."""


def _point(table: _Sums, indicator: Indicator, scope: str, year: str) -> Point | None:
    if not indicator.is_computed:
        found = table.get((indicator.code, scope, year))
        return Point(year, *found) if found else None
    above, below = (table.get((f"{indicator.code}:{part}", scope, year)) for part in indicator.made_of)
    value = quotient(above[0], below[0], indicator.scale) if above and below else None
    return Point(year, value, below[1]) if value is not None and below else None


def _scoped(edition: Edition, years: tuple[str, ...]) -> DataFrame:
    """One row for each figure of a unit and each scope that it belongs to: year, scope, unit, indicator, value.

    A ratio's parts stand in it once more under ``ratio:part``, of the units that gave both.
    """
    from pandas import DataFrame, concat  # noqa: PLC0415  (a third of a second: only where years are turned)

    regions = {(year, unit): _region(edition, unit, year) for year in years for unit in edition.earlier[year]}
    rows = [
        (year, unit, regions[year, unit], code, value)
        for year in years
        for unit, figures in edition.earlier[year].items()
        if unit != PROVINCE
        for code, value in figures.items()
    ]
    table = DataFrame(rows, columns=["year", "unit", "region", "indicator", "value"], dtype=object)
    parts = [table]
    for ratio in edition.catalogue.indicators:
        if ratio.is_computed:
            parts += _parts(table, ratio)
    whole = concat(parts, ignore_index=True)
    subtotals = {region.code for region in edition.catalogue.regions if region.subtotal}
    regional = whole[whole["region"].isin(subtotals)]
    return concat([whole.assign(scope=PROVINCE), regional.assign(scope=regional["region"])])


def _parts(table: DataFrame, ratio: Indicator) -> Iterator[DataFrame]:
    """Numerator and denominator of the units that gave both, year by year; of all where no unit is asked for both."""
    above, below = (table[table["indicator"] == part] for part in ratio.made_of)
    both = above.merge(below, on=["year", "unit"])[["year", "unit"]]
    for part, given in zip(ratio.made_of, (above, below), strict=True):
        shared = given.merge(both, on=["year", "unit"]) if len(both) else given
        yield shared.assign(indicator=f"{ratio.code}:{part}")


def _sums(table: DataFrame) -> _Sums:
    """Added up as Decimals: a float would not give back what was typed."""
    sums: dict[tuple[str, str, str], tuple[Decimal, int]] = {}
    for (code, scope, year), group in table.groupby(["indicator", "scope", "year"], sort=False):
        sums[str(code), str(scope), str(year)] = (sum(group["value"], Decimal(0)), len(group))
    return sums


def _region(edition: Edition, unit: str, year: str) -> str:
    """Where the unit lay in that year; '' for one that the catalogue lacks."""
    back = int(edition.period.school_year[:4]) - int(year[:4])
    found = edition.catalogue.unit(unit, year_earlier(edition.period.cut_off, back))
    return found.region if found else ""
