"""An edition's figures as the text needs them: like compared with like, each with the units it is made of.

A total that lacks units must not be compared with last period's total of all units: the fall would be the missing
units'. Here plan, last period and last year are always taken over the units that this period's figure is made of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.basics.sums import HUNDRED, added, quotient
from xlpy.model.catalogue import Indicator, UnitKind
from xlpy.model.edition import PROVINCE, Edition, Total
from xlpy.model.submission import Column, Previous
from xlpy.outputs.report.computed_ratios import BASE, ComputedRatio
from xlpy.outputs.report.content import Cited, FigureKind

PERCENT_DECIMALS = 1
FINE_DECIMALS = 2
MILLIONS, BILLIONS = "triệu đồng", "tỷ đồng"
THOUSAND = Decimal(1000)
BILLION_DECIMALS = 1
CHANGES: Mapping[FigureKind, FigureKind] = {
    FigureKind.PREVIOUS: FigureKind.CHANGE,
    FigureKind.LAST_YEAR: FigureKind.YEARLY_CHANGE,
}
"""What the difference to an earlier figure is called."""


@dataclass(frozen=True, slots=True)
class OfPlan:
    """Plan and percent of plan of the units that gave both numbers; ``whole`` = of all units of the figure."""

    plan: Cited
    percent: Cited
    whole: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """This figure and an earlier one over the units that have both; ``change`` is the difference of the two as shown.

    ``sign`` is 1, 0 or -1; ``whole`` says whether these are all units of this period's figure.
    """

    now: Cited
    before: Cited
    change: Cited
    sign: int
    whole: bool


@dataclass(frozen=True)
class Figures:
    """The figures of one edition.

    Percentages whose provincial value is under ``small``, and those of the indicators ``fine``, have two decimals:
    with one, all units would seem alike.
    """

    edition: Edition
    small: Decimal = Decimal(0)
    fine: Collection[str] = ()
    ratios: Mapping[str, ComputedRatio] = field(default_factory=dict)
    """Computed percentages, by code: they are told as ratios of the catalogue are."""

    def total(self, indicator: Indicator) -> Total | None:
        """The provincial total; None where nobody is asked."""
        if indicator.code in self.ratios:
            return self.ratios[indicator.code].total
        return self.edition.total.get((indicator.code, PROVINCE))

    def indicator(self, code: str) -> Indicator:
        """The indicator of a code that a figure may have: of the catalogue, a computed percentage, its denominator."""
        made = self.ratios.get(code.removesuffix(BASE))
        if made is None:
            return self.edition.catalogue.indicator[code]
        return made.base if code.endswith(BASE) else made.ratio

    def parts(self, ratio: Indicator) -> tuple[Indicator, Indicator]:
        """Numerator and denominator, as running text counts them."""
        above = self.ratios[ratio.code].above if ratio.code in self.ratios else self.indicator(ratio.numerator)
        return above, self.indicator(ratio.denominator)

    def typed(self, indicator: Indicator) -> tuple[str, ...]:
        """Codes of all the indicators that units type for this one."""
        made = self.ratios.get(indicator.code)
        return made.figure.typed if made else indicator.made_of

    def scope(self, total: Total) -> tuple[list[str], list[str]]:
        """Who gave a number of all for whom there can be one: a unit that answers K has nothing to give."""
        indicator = self.indicator(total.indicator)
        giving = [unit for unit in total.included if self._gave(unit, self.typed(indicator))]
        return giving, list(dict.fromkeys((*giving, *(lack.unit for lack in total.missing))))

    def actual(self, indicator: Indicator, units: Sequence[str]) -> Cited | None:
        """The actual figure over those of the units that gave a number."""
        return self._figure(indicator, FigureKind.ACTUAL, units)

    def _figure(self, indicator: Indicator, kind: FigureKind, units: Sequence[str]) -> Cited | None:
        value = self.value(indicator, kind, units)
        if value is None:
            return None
        return self.cited(indicator, kind, value, units)

    def cited(self, indicator: Indicator, kind: FigureKind, value: Decimal, units: Sequence[str]) -> Cited:
        """A value of the indicator as running text shows it."""
        text = self.shown(indicator, value)
        return Cited(text, kind, value, indicator.code, tuple(units), scale=self.scale(indicator))

    def shown(self, indicator: Indicator, value: Decimal) -> str:
        """The number as running text has it: ``05`` below ten, with ``%`` where the indicator is a percentage."""
        decimals = self.decimals(indicator)
        if indicator.unit_of_measure == "%":
            return f"{format_vn(value, 0 if value in (0, HUNDRED) else decimals)}%"
        return two_digits(format_vn(value / self.scale(indicator), decimals))

    def decimals(self, indicator: Indicator) -> int:
        """How many decimals running text shows of the indicator, everywhere the same."""
        if indicator.unit_of_measure == "%":
            total = self.total(indicator)
            value = total.value if total else None
            small = value is not None and 0 < value < self.small
            return (
                max(indicator.decimals, FINE_DECIMALS) if small or indicator.code in self.fine else indicator.decimals
            )
        return indicator.decimals if self.scale(indicator) == 1 else BILLION_DECIMALS

    def scale(self, indicator: Indicator) -> Decimal:
        """What running text divides the indicator by: a thousand triệu đồng and more are told in tỷ đồng."""
        total = self.total(indicator) if indicator.unit_of_measure == MILLIONS else None
        large = total is not None and any(v is not None and v >= THOUSAND for v in (total.value, total.plan))
        return THOUSAND if large else Decimal(1)

    def measure(self, indicator: Indicator) -> str:
        """The unit of measure of what `shown` shows."""
        return indicator.unit_of_measure if self.scale(indicator) == 1 else BILLIONS

    def value(self, indicator: Indicator, kind: FigureKind, units: Sequence[str]) -> Decimal | None:
        """ACTUAL, PLAN, PREVIOUS, LAST_YEAR or PERCENT of an indicator over the units, from their single numbers."""
        if kind is FigureKind.PERCENT:
            reached, plan = (self._sum(indicator.code, k, units) for k in (FigureKind.ACTUAL, FigureKind.PLAN))
            return quotient(reached, plan)
        codes = indicator.made_of
        if not indicator.is_computed:
            return self._sum(codes[0], kind, units)
        below = FigureKind.ACTUAL if kind is FigureKind.PLAN else kind
        return quotient(self._sum(codes[0], kind, units), self._sum(codes[1], below, units), indicator.scale)

    def earlier(self, kind: FigureKind) -> Previous:
        """The numbers of last period, or of the same period last year."""
        return self.edition.last_year if kind is FigureKind.LAST_YEAR else self.edition.previous

    def _sum(self, code: str, kind: FigureKind, units: Sequence[str]) -> Decimal | None:
        if code.endswith(BASE):
            return self._denominator(self.ratios[code.removesuffix(BASE)], kind, units)
        if kind in CHANGES:
            return added(self.earlier(kind).get(unit, {}).get(code) for unit in units)
        column = Column.PLAN if kind is FigureKind.PLAN else Column.ACTUAL
        return added(self.edition.counted(unit, code, column) for unit in units)

    def _denominator(self, made: ComputedRatio, kind: FigureKind, units: Sequence[str]) -> Decimal | None:
        """Of a computed percentage: what a unit is not asked for, or answers K, adds nothing."""
        sums = {code: self._sum(code, kind, units) for code in made.typed}
        if all(value is None for value in sums.values()):
            return None
        return made.figure.denominator(lambda code: sums[code] or Decimal(0))

    def of_plan(self, indicator: Indicator) -> OfPlan | None:
        """How much of the plan the province reached; None without a plan or without numbers."""
        total = self.total(indicator)
        if total is None or not indicator.has_plan:
            return None
        return self.of_plan_at(indicator, total.included)

    def of_plan_at(self, indicator: Indicator, units: Sequence[str]) -> OfPlan | None:
        """The same of some units."""
        planned = [unit for unit in units if self.edition.counted(unit, indicator.code, Column.PLAN) is not None]
        giving = [unit for unit in units if self.edition.counted(unit, indicator.code, Column.ACTUAL) is not None]
        plan = self._figure(indicator, FigureKind.PLAN, planned)
        percent = self.value(indicator, FigureKind.PERCENT, planned)
        if plan is None or percent is None:
            return None
        cited = Cited(percent_text(percent), FigureKind.PERCENT, percent, indicator.code, tuple(planned))
        return OfPlan(plan, cited, set(giving) <= set(planned))

    def planned_ratio(self, ratio: Indicator) -> Cited | None:
        """The ratio that the plan of its numerator means, over the units that gave all numbers; None above 100%."""
        total, above = self.total(ratio), self.edition.catalogue.indicator[ratio.numerator]
        if total is None or not above.has_plan:
            return None
        counted = self.edition.counted
        giving = [u for u in total.included if self._sum(ratio.denominator, FigureKind.ACTUAL, (u,)) is not None]
        if any(counted(u, above.code, Column.PLAN) is None for u in giving):
            return None
        planned = self._figure(ratio, FigureKind.PLAN, giving)
        return planned if planned and planned.value <= HUNDRED else None

    def compared(self, indicator: Indicator, kind: FigureKind = FigureKind.PREVIOUS) -> Compared | None:
        """The figure beside that of last period or last year, over the units that have both; None where none has."""
        total = self.total(indicator)
        if total is None or total.value is None:
            return None
        codes, earlier = self.typed(indicator), self.earlier(kind)
        givers = [u for u in total.included if self._gave(u, codes)]
        needed = self._given if indicator.code in self.ratios else self._asked
        both = [u for u in givers if all(code in earlier.get(u, {}) for code in needed(u, codes))]
        now, before = (self._figure(indicator, which, both) for which in (FigureKind.ACTUAL, kind))
        if now is None or before is None:
            return None
        scale, decimals = now.scale, self.decimals(indicator)
        step = round_half_up(now.value / scale, decimals) - round_half_up(before.value / scale, decimals)
        text, size = two_digits(format_vn(abs(step), decimals)), abs(step) * scale
        change = Cited(text, CHANGES[kind], size, indicator.code, tuple(both), scale=scale)
        return Compared(now, before, change, (step > 0) - (step < 0), len(both) == len(givers))

    def _asked(self, unit: str, codes: Sequence[str]) -> list[str]:
        return [code for code in codes if (unit, code, Column.ACTUAL) in self.edition.figure]

    def _given(self, unit: str, codes: Sequence[str]) -> list[str]:
        return [code for code in codes if self.edition.counted(unit, code, Column.ACTUAL) is not None]

    def _gave(self, unit: str, codes: Sequence[str]) -> bool:
        return any(self.edition.counted(unit, code, Column.ACTUAL) is not None for code in codes)

    def by_local_unit(self, indicator: Indicator) -> tuple[Cited, ...]:
        """A ratio at each unit of the local level that has one: departments are not compared with districts."""
        total = self.total(indicator)
        included = set(total.included) if total else set()
        local = [u.code for u in self.edition.reporting_units if u.kind is UnitKind.LOCAL and u.code in included]
        cited = (self._figure(indicator, FigureKind.ACTUAL, (code,)) for code in local)
        return tuple(one for one in cited if one is not None)


def percent_text(value: Decimal) -> str:
    """``97,3%``; a full hundred without decimals."""
    return f"{format_vn(value, 0 if value == HUNDRED else PERCENT_DECIMALS)}%"


def two_digits(text: str) -> str:
    """``5`` -> ``05``: how official texts write whole numbers from 1 to 9."""
    return f"0{text}" if len(text) == 1 and text in "123456789" else text


def count(items: Sequence[str]) -> Cited:
    """How many of these (codes of units, activities, indicators …) there are."""
    return Cited(two_digits(str(len(items))), FigureKind.COUNT, Decimal(len(items)), items=tuple(items))
