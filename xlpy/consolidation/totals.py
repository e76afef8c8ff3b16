"""Units' figures -> totals of the province and of each region: sums, and ratios of sums.

A ratio is never a mean of percentages: it is the sum of numerators over the sum of denominators, both taken
over the same units, those that gave both. A total says which units it lacks and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from xlpy.basics.sums import added, quotient
from xlpy.model.catalogue import Aggregation, Catalogue, Indicator, Unit
from xlpy.model.edition import PROVINCE, Figure, Missing, MissingReason, Total
from xlpy.model.submission import Column, Previous


@dataclass(frozen=True, slots=True)
class _Given:
    """One column of an indicator: the numbers that count by unit (None for K), and why the others do not."""

    numbers: dict[str, Decimal | None] = field(default_factory=dict)
    reasons: dict[str, MissingReason] = field(default_factory=dict)


_NOTHING = _Given()
"""Of an indicator that nobody was asked for."""


class _Lacks(dict[tuple[str, MissingReason], Missing]):
    def __missing__(self, key: tuple[str, MissingReason]) -> Missing:
        self[key] = Missing(*key)
        return self[key]


@dataclass(frozen=True)
class Totaller:
    """Adds up over any group of units. ``absent`` gives the missing reason of a unit that has no usable file."""

    catalogue: Catalogue
    reporting_units: Sequence[Unit]
    figures: Sequence[Figure]
    previous: Previous
    absent: Mapping[str, MissingReason]
    asked: Mapping[str, frozenset[str]]
    """Codes of the indicators that each unit types, by unit code."""

    def all_totals(self) -> tuple[Total, ...]:
        """Every indicator over the province and over each region that has a subtotal of its own."""
        groups: list[tuple[str, list[Unit]]] = [(PROVINCE, list(self.reporting_units))]
        for region in self.catalogue.regions:
            units = [unit for unit in self.reporting_units if unit.region == region.code]
            if region.subtotal and units:
                groups.append((region.code, units))
        return tuple(
            total
            for indicator in self.catalogue.indicators
            for scope, units in groups
            if (total := self.total(indicator, scope, units)) is not None
        )

    def total(self, indicator: Indicator, scope: str, units: Sequence[Unit]) -> Total | None:
        """One indicator over a group of units; None where none of them is asked for it."""
        if indicator.aggregation is Aggregation.NONE:
            return None
        if indicator.is_computed:
            return self._ratio(indicator, scope, units)
        asked = [unit for unit in units if indicator.code in self.asked[unit.code]]
        if not asked:
            return None
        actual, plan = (self._given(indicator.code, column) for column in (Column.ACTUAL, Column.PLAN))
        included, missing = self._split(asked, indicator.code)
        both = [unit for unit in included if plan.numbers.get(unit) is not None]
        plan_of_both = added(map(plan.numbers.get, both))
        return Total(
            indicator.code,
            scope,
            added(map(actual.numbers.get, included)),
            added(plan.numbers.get(unit.code) for unit in asked),
            quotient(added(map(actual.numbers.get, both)), plan_of_both),
            self._sum_previous(asked, indicator.code),
            included,
            missing,
            tuple(self._lacks[unit, plan.reasons[unit]] for unit in included if unit in plan.reasons),
        )

    def _ratio(self, indicator: Indicator, scope: str, units: Sequence[Unit]) -> Total | None:
        above, below = (self.catalogue.indicator[code] for code in (indicator.numerator, indicator.denominator))
        givers = [[unit for unit in units if part.code in self.asked[unit.code]] for part in (above, below)]
        if not (givers[0] and givers[1]):
            return None
        if {u.code for u in givers[0]} != {u.code for u in givers[1]}:
            return self._ratio_of_totals(indicator, scope, givers[0], givers[1])
        asked = givers[0]
        split = [self._split(asked, part.code) for part in (above, below)]
        divisors = frozenset(split[1][0])
        both = tuple(code for code in split[0][0] if code in divisors)
        reasons = {lack.unit: lack for _, lacking in split for lack in lacking}
        over, under = (self._sum(both, part.code) for part in (above, below))
        value = quotient(over, under, indicator.scale)
        over, under = (self._sum_previous(asked, part.code) for part in (above, below))
        before = quotient(over, under, indicator.scale)
        missing = tuple(reasons[unit.code] for unit in asked if unit.code in reasons)
        return Total(indicator.code, scope, value, None, None, before, both, missing)

    def _ratio_of_totals(self, indicator: Indicator, scope: str, above: Sequence[Unit], below: Sequence[Unit]) -> Total:
        """Numerator and denominator come from different reporting units: only complete sums may be divided."""
        over, lack_over = self._split(above, indicator.numerator)
        under, lack_under = self._split(below, indicator.denominator)
        missing = (*lack_over, *lack_under)
        value = before = None
        if not missing:
            value = quotient(
                self._sum(over, indicator.numerator),
                self._sum(under, indicator.denominator),
                indicator.scale,
            )
        before = quotient(
            self._sum_previous(above, indicator.numerator),
            self._sum_previous(below, indicator.denominator),
            indicator.scale,
        )
        included = tuple(dict.fromkeys((*over, *under)))
        return Total(indicator.code, scope, value, None, None, before, included, missing)

    def _split(self, units: Sequence[Unit], indicator: str) -> tuple[tuple[str, ...], tuple[Missing, ...]]:
        given = self._given(indicator, Column.ACTUAL)
        included: list[str] = []
        missing: list[Missing] = []
        for unit in units:
            if unit.code in given.numbers:
                included.append(unit.code)
            else:
                reason = given.reasons.get(unit.code) or self.absent.get(unit.code, MissingReason.HELD)
                missing.append(self._lacks[unit.code, reason])
        return tuple(included), tuple(missing)

    @cached_property
    def _lacks(self) -> Mapping[tuple[str, MissingReason], Missing]:
        """A unit's record for each reason: the same in every total, of which there are hundreds."""
        return _Lacks()

    @cached_property
    def _columns(self) -> Mapping[tuple[str, Column], _Given]:
        """The figures by what they are of: each is asked for in the total of every group that its unit is in."""
        columns: dict[tuple[str, Column], _Given] = defaultdict(_Given)
        for figure in self.figures:
            answer, reason = figure.answer, figure.missing_reason
            given = columns[answer.indicator, answer.column]
            if reason is None:
                given.numbers[answer.unit] = answer.value
            else:
                given.reasons[answer.unit] = reason
        return columns

    def _given(self, indicator: str, column: Column) -> _Given:
        return self._columns.get((indicator, column), _NOTHING)

    def _sum(self, units: Iterable[str], indicator: str) -> Decimal | None:
        return added(map(self._given(indicator, Column.ACTUAL).numbers.get, units))

    def _sum_previous(self, units: Sequence[Unit], indicator: str) -> Decimal | None:
        return added(self.previous.get(unit.code, {}).get(indicator) for unit in units)
