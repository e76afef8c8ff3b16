"""An edition's figures -> what the program works out of them: of each unit, and summed over regions and province."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.sums import added
from xlpy.catalogue.expressions import evaluate
from xlpy.catalogue.grammar import parse
from xlpy.model.catalogue import Unit
from xlpy.model.computed_figure import Computed
from xlpy.model.edition import Edition
from xlpy.model.submission import Column


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """One computed figure over an edition, in full precision."""

    what: Computed
    of_unit: Mapping[str, Decimal | None]
    """By code of each unit to which it applies; None where a figure that it needs does not count or is not there."""

    def total(self, units: Sequence[Unit]) -> Decimal | None:
        """The sum over those of the units that have it; None where none has."""
        values = [value for unit in units if (value := self.of_unit.get(unit.code)) is not None]
        return added(values) if values else None


@dataclass(frozen=True, slots=True)
class _Counted:
    """The edition's counted figures of some units as columns, K as 0: what an expression is evaluated on."""

    edition: Edition
    units: Sequence[Unit]

    @property
    def size(self) -> int:
        return len(self.units)

    def actual(self, code: str) -> Sequence[Decimal | None]:
        figures = [self.edition.figure.get((unit.code, code, Column.ACTUAL)) for unit in self.units]
        return [(f.number or Decimal(0)) if f is not None and f.counts else None for f in figures]

    def previous(self, _code: str) -> Sequence[Decimal | None]:
        return [None] * self.size

    def plan(self, _code: str) -> Sequence[Decimal | None]:
        return [None] * self.size

    def total(self, _code: str) -> Decimal | None:
        return None

    def norm(self, key: str) -> Decimal | None:
        return self.edition.catalogue.norm(key, self.edition.period.cut_off)


def computed_figures(edition: Edition) -> tuple[ComputedFigure, ...]:
    """Every computed figure of the catalogue, for the reporting units of the period to whom it applies."""
    return tuple(_of(edition, row) for row in edition.catalogue.computed)


def _of(edition: Edition, row: Computed) -> ComputedFigure:
    units = [unit for unit in edition.reporting_units if unit.answers_to(row.applies_to)]
    values = evaluate(parse(row.expression), _Counted(edition, units))
    return ComputedFigure(row, {unit.code: value for unit, value in zip(units, values, strict=True)})
