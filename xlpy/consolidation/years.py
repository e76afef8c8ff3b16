"""This year beside earlier ones: what may be compared with last year, and the series of each indicator.

Two years are compared over the same units only, those that gave the figure in both: a unit that has not sent yet, or
one that merged with another, would look like a rise or a fall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.days import school_year_before, year_earlier
from xlpy.basics.sums import HUNDRED, added, quotient
from xlpy.catalogue.continuity import Continuity
from xlpy.model.catalogue import Catalogue, Indicator, Period, UnitKind
from xlpy.model.edition import PROVINCE, Edition, Total
from xlpy.model.submission import Column, Earlier, Previous


def last_year(catalogue: Catalogue, period: Period, earlier: Earlier) -> Previous:
    """Figures of the school year before, of the units alone that are the same this year."""
    same = Continuity(catalogue, year_earlier(period.cut_off), period.cut_off).same
    known = earlier.get(school_year_before(period.school_year), {})
    return {unit: figures for unit, figures in known.items() if unit in same}


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator now and before over the same ``units``, of which ``givers`` gave it now."""

    now: Decimal
    before: Decimal
    units: tuple[str, ...]
    givers: tuple[str, ...]

    @property
    def change(self) -> Decimal:
        """Now less before: points where the indicator is a percentage."""
        return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """The change as a percentage of before; None where that was 0."""
        return quotient(self.change, self.before)

    @property
    def is_whole(self) -> bool:
        """Whether all units of this year's figure are compared."""
        return self.units == self.givers


def compared(edition: Edition, indicator: Indicator, before: Previous, scope: str = PROVINCE) -> Comparison | None:
    """An indicator beside figures of another period or year, over the units of the scope's total that gave both.

    ``before`` is ``edition.last_year`` or ``edition.previous``. None where no unit gave both, or a divisor is 0.
    """
    total = edition.total.get((indicator.code, scope))
    if total is None:
        return None
    givers = giving(edition, indicator, total)
    both = [unit for unit in givers if all(code in before.get(unit, {}) for code in _asked(edition, unit, indicator))]
    values = [[edition.counted(unit, code, Column.ACTUAL) for unit in both] for code in indicator.made_of]
    earlier = [[before[unit].get(code) for unit in both] for code in indicator.made_of]
    now, then = (_one(indicator, [added(numbers) for numbers in given]) for given in (values, earlier))
    if now is None or then is None:
        return None
    return Comparison(now, then, tuple(both), tuple(givers))


def is_about_the_same(now: Decimal, before: Decimal, points: Decimal, percent: Decimal) -> bool:
    """Whether a rate moved by less than so many points, and by less of itself: one of 0,12% that doubles did not."""
    step = abs(now - before)
    return step < points and step < abs(before) * percent / HUNDRED


def _one(indicator: Indicator, sums: Sequence[Decimal | None]) -> Decimal | None:
    return quotient(sums[0], sums[1], indicator.scale) if indicator.is_computed else sums[0]


def _asked(edition: Edition, unit: str, indicator: Indicator) -> list[str]:
    """The typed indicators behind this one that the unit answers: of a ratio's parts it may have been asked for one."""
    return [code for code in indicator.made_of if (unit, code, Column.ACTUAL) in edition.figure]


def giving(edition: Edition, indicator: Indicator, total: Total) -> list[str]:
    """The units of a total that gave a number: one that answers K has nothing to give."""
    return [unit for unit in total.included if _gave(edition, unit, indicator)]


def _gave(edition: Edition, unit: str, indicator: Indicator) -> bool:
    return any(edition.counted(unit, code, Column.ACTUAL) is not None for code in indicator.made_of)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A local unit and its figure."""

    unit: str
    value: Decimal


def ranked(edition: Edition, indicator: Indicator) -> tuple[Ranked, ...]:
    """The local units that gave a ratio, the best first by the indicator's direction; none for a neutral one.

    Departments are not ranked with districts. Equal values keep the order of the catalogue.
    """
    total = edition.total.get((indicator.code, PROVINCE))
    if total is None or indicator.direction not in ("up", "down"):
        return ()
    included = set(total.included)
    local = [unit.code for unit in edition.reporting_units if unit.kind is UnitKind.LOCAL and unit.code in included]
    given = ((code, edition.number(code, indicator.code)) for code in local)
    known = [Ranked(code, value) for code, value in given if value is not None]
    return tuple(sorted(known, key=lambda one: one.value, reverse=indicator.direction == "up"))
