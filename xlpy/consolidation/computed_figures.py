"""An edition's figures -> what the program works out of them: of each unit, and over regions and province."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.sums import added
from xlpy.catalogue.expressions import evaluate
from xlpy.catalogue.grammar import Binary, Expression, Ref, parse, references
from xlpy.model.catalogue import Unit
from xlpy.model.computed_figure import Computed
from xlpy.model.edition import Edition
from xlpy.model.submission import Column

Sums = Callable[[str], Decimal | None]
"""What an indicator, by its code, adds up to over some units."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The edition's counted figures of some units as columns, K as 0: what an expression is evaluated on."""

    edition: Edition
    units: Sequence[Unit]
    unasked: Decimal | None
    """What a figure is that its unit is not asked for."""

    @property
    def size(self) -> int:
        return len(self.units)

    def actual(self, code: str) -> Sequence[Decimal | None]:
        return [self._of(unit, code) for unit in self.units]

    def _of(self, unit: Unit, code: str) -> Decimal | None:
        found = self.edition.figure.get((unit.code, code, Column.ACTUAL))
        if found is None and not unit.answers_to(self.edition.catalogue.indicator[code].reported_by):
            return self.unasked
        return (found.number or Decimal(0)) if found is not None and found.counts else None

    def previous(self, _code: str) -> Sequence[Decimal | None]:
        return [None] * self.size

    def plan(self, _code: str) -> Sequence[Decimal | None]:
        return [None] * self.size

    def total(self, _code: str) -> Decimal | None:
        return None

    def norm(self, key: str) -> Decimal | None:
        return self.edition.catalogue.norm(key, self.edition.period.cut_off)


@dataclass(frozen=True, slots=True)
class _Summed:
    """Sums by code: one column of one row."""

    edition: Edition
    sum_of: Sums

    @property
    def size(self) -> int:
        return 1

    def actual(self, code: str) -> Sequence[Decimal | None]:
        return [self.sum_of(code)]

    def previous(self, _code: str) -> Sequence[Decimal | None]:
        return [None]

    def plan(self, _code: str) -> Sequence[Decimal | None]:
        return [None]

    def total(self, _code: str) -> Decimal | None:
        return None

    def norm(self, key: str) -> Decimal | None:
        return self.edition.catalogue.norm(key, self.edition.period.cut_off)


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """One computed figure over an edition, in full precision."""

    what: Computed
    of_unit: Mapping[str, Decimal | None]
    """By code of each unit to which it applies; None where a figure that it needs does not count or is not there."""
    edition: Edition

    def total(self, units: Sequence[Unit]) -> Decimal | None:
        """The figure over those of the units that have it; None where none has."""
        known = [unit for unit in units if self.of_unit.get(unit.code) is not None]
        if self.what.is_percentage and known:
            counted = _counted(self.edition, self.what, known)
            return self._evaluated(parse(self.what.expression), lambda code: added(counted.actual(code)))
        return added(self.of_unit[unit.code] for unit in known)

    @property
    def typed(self) -> tuple[str, ...]:
        """Codes of the indicators in its expression, in their order."""
        return tuple(part.indicator for part in references(parse(self.what.expression)) if isinstance(part, Ref))

    @property
    def numerator(self) -> str:
        """Of a percentage, the indicator of which it is a share: the catalogue has no other than ``100 * N / (…)``."""
        return self.typed[0]

    @property
    def divisor(self) -> Expression:
        """Of a percentage, what its numerator is divided by."""
        expression = parse(self.what.expression)
        assert isinstance(expression, Binary) and expression.operator == "/", f"{self.what.code} is no quotient"
        return expression.right

    def denominator(self, sum_of: Sums) -> Decimal | None:
        """Of a percentage, the value of its divisor for these sums."""
        return self._evaluated(self.divisor, sum_of)

    def _evaluated(self, expression: Expression, sum_of: Sums) -> Decimal | None:
        (value,) = evaluate(expression, _Summed(self.edition, sum_of))
        return value


def computed_figures(edition: Edition) -> tuple[ComputedFigure, ...]:
    """Every computed figure of the catalogue, for the reporting units of the period to whom it applies."""
    return tuple(_of(edition, row) for row in edition.catalogue.computed)


def _of(edition: Edition, row: Computed) -> ComputedFigure:
    units = [unit for unit in edition.reporting_units if unit.answers_to(row.applies_to)]
    values = evaluate(parse(row.expression), _counted(edition, row, units))
    return ComputedFigure(row, {unit.code: value for unit, value in zip(units, values, strict=True)}, edition)


def _counted(edition: Edition, row: Computed, units: Sequence[Unit]) -> _Counted:
    return _Counted(edition, units, Decimal(0) if row.is_percentage else None)
