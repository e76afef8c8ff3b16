"""An edition's figures as the text needs them: like compared with like, each with the units it is made of.

A total that lacks units must not be compared with last period's total of all units: the fall would be the missing
units'. Here plan and last period are always taken over the units that this period's figure is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.basics.sums import HUNDRED, added, quotient
from xlpy.model.catalogue import Indicator, UnitKind
from xlpy.model.edition import PROVINCE, Edition, Total
from xlpy.model.submission import Column
from xlpy.outputs.report.content import Cited, FigureKind

PERCENT_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class OfPlan:
    """Plan and percent of plan of the units that gave both numbers; ``whole`` = of all units of the figure."""

    plan: Cited
    percent: Cited
    whole: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """This and last period over the units that have both; ``change`` is the difference of the two as shown.

    ``sign`` is 1, 0 or -1; ``whole`` says whether these are all units of this period's figure.
    """

    now: Cited
    before: Cited
    change: Cited
    sign: int
    whole: bool


@dataclass(frozen=True)
class Figures:
    """The figures of one edition."""

    edition: Edition

    def total(self, indicator: Indicator) -> Total | None:
        """The provincial total; None where nobody is asked."""
        return self.edition.total.get((indicator.code, PROVINCE))

    def asked(self, total: Total) -> tuple[str, ...]:
        """All units that a total is asked of."""
        return tuple(dict.fromkeys((*total.included, *(lack.unit for lack in total.missing))))

    def actual(self, indicator: Indicator, units: Sequence[str]) -> Cited | None:
        """The actual figure over those of the units that gave a number."""
        return self._figure(indicator, FigureKind.ACTUAL, units)

    def _figure(self, indicator: Indicator, kind: FigureKind, units: Sequence[str]) -> Cited | None:
        value = self.value(indicator, kind, units)
        if value is None:
            return None
        return Cited(self.shown(indicator, value), kind, value, indicator.code, tuple(units))

    def shown(self, indicator: Indicator, value: Decimal) -> str:
        """The number as running text has it: ``05`` below ten, with ``%`` where the indicator is a percentage."""
        if indicator.unit_of_measure == "%":
            return f"{format_vn(value, 0 if value == HUNDRED else indicator.decimals)}%"
        return two_digits(format_vn(value, indicator.decimals))

    def value(self, indicator: Indicator, kind: FigureKind, units: Sequence[str]) -> Decimal | None:
        """ACTUAL, PLAN, PREVIOUS or PERCENT of an indicator over the units, from their single numbers."""
        if kind is FigureKind.PERCENT:
            reached, plan = (self._sum(indicator.code, k, units) for k in (FigureKind.ACTUAL, FigureKind.PLAN))
            return quotient(reached, plan)
        sums = [self._sum(code, kind, units) for code in indicator.made_of]
        if not indicator.is_computed:
            return sums[0]
        return quotient(sums[0], sums[1], indicator.scale)

    def _sum(self, code: str, kind: FigureKind, units: Sequence[str]) -> Decimal | None:
        if kind is FigureKind.PREVIOUS:
            return added(self.edition.previous.get(unit, {}).get(code) for unit in units)
        column = Column.PLAN if kind is FigureKind.PLAN else Column.ACTUAL
        return added(self.edition.counted(unit, code, column) for unit in units)

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

    def compared(self, indicator: Indicator) -> Compared | None:
        """The figure beside last period's, over the units that have both; None where there are none."""
        total = self.total(indicator)
        if total is None or total.value is None:
            return None
        codes = indicator.made_of
        givers = [u for u in total.included if self._gave(u, codes)]
        both = [u for u in givers if all(code in self.edition.previous.get(u, {}) for code in self._asked(u, codes))]
        now, before = (self._figure(indicator, kind, both) for kind in (FigureKind.ACTUAL, FigureKind.PREVIOUS))
        if now is None or before is None:
            return None
        step = round_half_up(now.value, indicator.decimals) - round_half_up(before.value, indicator.decimals)
        change = Cited(
            two_digits(format_vn(abs(step), indicator.decimals)),
            FigureKind.CHANGE,
            abs(step),
            indicator.code,
            tuple(both),
        )
        return Compared(now, before, change, (step > 0) - (step < 0), len(both) == len(givers))

    def _asked(self, unit: str, codes: Sequence[str]) -> list[str]:
        return [code for code in codes if (unit, code, Column.ACTUAL) in self.edition.figure]

    def _gave(self, unit: str, codes: Sequence[str]) -> bool:
        return any(self.edition.counted(unit, code, Column.ACTUAL) is not None for code in codes)

    def by_local_unit(self, indicator: Indicator) -> tuple[Cited, ...]:
        """A ratio at each unit of the local level that has one: departments are not compared with districts."""
        total = self.total(indicator)
        included = set(total.included) if total else set()
        local = [u.code for u in self.edition.senders if u.kind is UnitKind.LOCAL and u.code in included]
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
