"""A published figure -> how it was made, and each unit's cell behind it, added up again and compared.

The parts are gathered anew from the answers, by the rules that `totals` states, and the result must be
the published figure to the last digit: a trace that does not add up is an error, never a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from xlpy.basics.sums import HUNDRED, quotient
from xlpy.model.catalogue import Aggregation, Indicator, Unit
from xlpy.model.edition import Edition, Figure, MissingReason, Total
from xlpy.model.submission import Column
from xlpy.outputs.trace.causes import Causes
from xlpy.outputs.trace.lookup import find_indicator, find_scope
from xlpy.outputs.trace.model import Made, MismatchError, Part, Shown, Trace, TraceError


@dataclass(frozen=True)
class Other:
    """The other part of a ratio: ``lacks`` tells whether a unit, by code, has nothing there to go with this part."""

    indicator: Indicator
    column: Column
    name: str
    lacks: Callable[[str], bool]


def trace(edition: Edition, indicator: str, scope: str = "tinh", column: str = "actual") -> Trace:
    """Where a figure comes from: ``scope`` is ``tinh``, a region or a unit, ``column`` a value of `Shown`.

    Raises UnknownCodeError for an unknown code, TraceError where the indicator has no such figure in this scope,
    MismatchError where the parts are not the published figure.
    """
    wanted = find_indicator(edition, indicator)
    code, name, units = find_scope(edition, scope)
    if column not in list(Shown):
        raise TraceError(f"Không có cột “{column}”; các cột: {', '.join(Shown)}.")
    return _Tracer(edition, wanted, Shown(column), code, name, units).figure()


@dataclass(frozen=True)
class _Tracer:
    """One figure being traced: ``units`` are those of the scope."""

    edition: Edition
    indicator: Indicator
    shown: Shown
    scope: str
    scope_name: str
    units: Sequence[Unit]

    @cached_property
    def causes(self) -> Causes:
        return Causes(self.edition)

    @property
    def is_unit(self) -> bool:
        return any(self.scope == unit.code for unit in self.units)

    @property
    def total(self) -> Total | None:
        return self.edition.total.get((self.indicator.code, self.scope))

    def figure(self) -> Trace:
        """The trace, checked against what is published."""
        indicator = self.indicator
        self._refuse()
        if self.shown is Shown.PERCENT:
            made = self._percent()
        elif indicator.is_computed:
            made = self._ratio()
        else:
            made = self._sum(indicator, self.shown)
        published = self._published()
        if made.value != published:
            raise MismatchError(
                f"Chỉ tiêu {indicator.code} ({self.scope_name}): các phần cộng lại được {made.value}, "
                f"số đã công bố là {published}. Đây là lỗi của chương trình, hãy báo người phụ trách."
            )
        return made

    def _refuse(self) -> None:
        indicator = self.indicator
        name = f"Chỉ tiêu {indicator.code} ({indicator.name})"
        if self.shown in (Shown.PLAN, Shown.PERCENT) and (indicator.is_computed or not indicator.has_plan):
            raise TraceError(f"{name} không có cột kế hoạch.")
        if not self.is_unit and indicator.aggregation is Aggregation.NONE:
            raise TraceError(f"{name} không cộng giữa các đơn vị; hãy nêu mã đơn vị.")
        asked = [self._asked(code) for code in indicator.made_of]
        if not all(asked):
            raise TraceError(f"{self.scope_name}: {name[0].lower()}{name[1:]} không được giao cho đơn vị nào ở đây.")

    def _asked(self, indicator: str) -> list[Unit]:
        catalogue = self.edition.catalogue
        return [u for u in self.units if indicator in catalogue.asked(u).codes]

    def _published(self) -> Decimal | None:
        """What the edition states for this figure."""
        if not self.is_unit:
            total = self.total
            if total is None:
                return None
            return {
                Shown.ACTUAL: total.value,
                Shown.PLAN: total.plan,
                Shown.PERCENT: total.percent,
                Shown.PREVIOUS: total.previous,
            }[self.shown]
        if self.shown is Shown.ACTUAL:
            return self.edition.number(self.scope, self.indicator.code)
        if self.shown is Shown.PLAN:
            return self.edition.counted(self.scope, self.indicator.code, Column.PLAN)
        return self._of_unit()

    def _of_unit(self) -> Decimal | None:
        """A unit's percent of plan, or its figure of last period: published nowhere but as parts."""
        if self.shown is Shown.PERCENT:
            actual, plan = (
                self.edition.counted(self.scope, self.indicator.code, column) for column in (Column.ACTUAL, Column.PLAN)
            )
            return quotient(actual, plan)
        before = self.edition.previous.get(self.scope, {})
        if not self.indicator.is_computed:
            return before.get(self.indicator.code)
        above, below = (before.get(code) for code in self.indicator.made_of)
        return quotient(above, below, self.indicator.scale)

    def _figure(self, unit: str, indicator: str, column: Column) -> Figure | None:
        return self.edition.figure.get((unit, indicator, column))

    def _missing_reason(self, unit: str, indicator: str, column: Column = Column.ACTUAL) -> MissingReason | None:
        figure = self._figure(unit, indicator, column)
        return figure.missing_reason if figure is not None else self.edition.absent.get(unit, MissingReason.HELD)

    def _sum(self, indicator: Indicator, shown: Shown, other: Other | None = None) -> Trace:
        """The parts of a sum; with ``other`` a unit is in it only where that figure of it counts, too."""
        asked = self._asked(indicator.code)
        if shown is Shown.PREVIOUS:
            parts = tuple(self._before(unit, indicator.code) for unit in asked)
            made = Made.PREVIOUS
        else:
            parts = tuple(self._part(unit, indicator, Column(shown.value), other) for unit in asked)
            made = Made.ANSWER if self.is_unit else Made.SUM
        draft = Trace(indicator, shown, self.scope, self.scope_name, made, None, parts)
        return replace(draft, value=draft.added)

    def _before(self, unit: Unit, indicator: str) -> Part:
        value = self.edition.previous.get(unit.code, {}).get(indicator)
        return Part(unit.code, unit.name, value is not None, value)

    def _part(self, unit: Unit, indicator: Indicator, column: Column, other: Other | None) -> Part:
        figure = self._figure(unit.code, indicator.code, column)
        answer = figure.answer if figure else None
        record = self.edition.used_files.get(unit.code)
        sha, day = (record.sha256, record.received_on) if record and answer else ("", None)
        part = Part(unit.code, unit.name, True, answer.value if answer else None, None, answer, sha, day)
        reason = self._missing_reason(unit.code, indicator.code, column)
        if reason is not None:
            causes = self.causes.of_missing_reason((unit.code, indicator.code, column), reason)
            return replace(part, counts=False, value=None, missing_reason=reason, findings=causes)
        if other is not None and other.lacks(unit.code):
            beside = unit.code, other.indicator.code, other.column
            reason = self._missing_reason(*beside)
            causes = self.causes.of_missing_reason(beside, reason) if reason else ()
            return replace(part, counts=False, value=None, missing_reason=reason, lacks=other.name, findings=causes)
        return replace(part, findings=self.causes.at(answer.source) if answer else ())

    def _ratio(self) -> Trace:
        """Numerator over denominator: over the units that gave both, or of whole sums of different units."""
        above, below = (self.edition.catalogue.indicator[code] for code in self.indicator.made_of)
        if self.shown is Shown.PREVIOUS:
            return self._quotient(self._sum(above, self.shown), self._sum(below, self.shown), self.indicator.scale)
        if {u.code for u in self._asked(above.code)} == {u.code for u in self._asked(below.code)}:
            over = self._sum(above, self.shown, self._other(below))
            under = self._sum(below, self.shown, self._other(above))
            return self._quotient(over, under, self.indicator.scale)
        over, under = self._sum(above, self.shown), self._sum(below, self.shown)
        whole = all(part.counts for part in (*over.parts, *under.parts))
        return self._quotient(over, under, self.indicator.scale, whole=whole)

    def _other(self, indicator: Indicator) -> Other:
        return Other(
            indicator,
            Column.ACTUAL,
            indicator.code,
            lambda unit: self._missing_reason(unit, indicator.code) is not None,
        )

    def _percent(self) -> Trace:
        """Actual over plan of the units that gave both."""
        wanted = self.indicator
        plan = Other(
            wanted,
            Column.PLAN,
            f"kế hoạch của {wanted.code}",
            lambda unit: self.edition.counted(unit, wanted.code, Column.PLAN) is None,
        )
        over = self._sum(wanted, Shown.ACTUAL, plan)
        under = self._sum(wanted, Shown.PLAN, self._other(wanted))
        # A planned K counts in the plan's own sum but gives no percent: neither part of that unit is in it.
        parts = (replace(p, counts=False, lacks=plan.name) if p.counts and p.value is None else p for p in under.parts)
        return self._quotient(over, replace(under, parts=tuple(parts)), HUNDRED)

    def _quotient(self, over: Trace, under: Trace, scale: Decimal, *, whole: bool = True) -> Trace:
        """A ratio of two sums, none where a part or the divisor is missing or 0.

        A unit's own K above a number is 0 (`Edition.number`); a sum of nothing but K is none.
        """
        above = over.value
        if above is None and self.is_unit and self.shown is Shown.ACTUAL and all(p.counts for p in over.parts):
            above = Decimal(0)
        # not by `xlpy.basics.sums`: what is published was worked out there, and the proof must not repeat its fault
        value = above / under.value * scale if whole and above is not None and under.value else None
        name = self.scope_name
        return Trace(self.indicator, self.shown, self.scope, name, Made.RATIO, value, (), over, under, scale)
