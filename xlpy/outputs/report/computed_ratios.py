"""Computed percentages as ratios, to be told as those of the catalogue: beside plan, years and localities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xlpy.basics.sums import HUNDRED
from xlpy.catalogue.grammar import Ref, references
from xlpy.consolidation.computed_figures import ComputedFigure
from xlpy.model.catalogue import Aggregation, Indicator
from xlpy.model.edition import PROVINCE, Edition, Missing, MissingReason, Total
from xlpy.model.indicator_kind import IndicatorKind

BASE = ".mau"
"""What the code of a computed percentage has behind it where its denominator is meant."""


@dataclass(frozen=True)
class ComputedRatio:
    """A computed percentage in the words of the catalogue.

    ``above`` and ``base`` are its two parts, both counted in the same; only ``above`` is typed by units.
    """

    figure: ComputedFigure
    ratio: Indicator
    above: Indicator
    base: Indicator
    total: Total

    @property
    def typed(self) -> tuple[str, ...]:
        """Codes of the indicators that the denominator is made of."""
        return tuple(part.indicator for part in references(self.figure.divisor) if isinstance(part, Ref))


def computed_ratios(edition: Edition, figures: Iterable[ComputedFigure]) -> Mapping[str, ComputedRatio]:
    """Every computed percentage, by its code."""
    return {figure.what.code: _ratio(edition, figure) for figure in figures if figure.what.is_percentage}


def _ratio(edition: Edition, figure: ComputedFigure) -> ComputedRatio:
    what = figure.what
    typed = edition.catalogue.indicator[figure.numerator]
    measure = what.counted or typed.unit_of_measure
    part = replace(typed, part_of="", part_group="", has_plan=False)
    base = replace(part, code=what.code + BASE, unit_of_measure=measure)
    ratio = replace(
        part,
        code=what.code,
        name=what.name,
        unit_of_measure="%",
        kind=IndicatorKind.RATIO,
        decimals=what.decimals,
        aggregation=Aggregation.RATIO_OF_SUMS,
        numerator=typed.code,
        denominator=base.code,
        scale=HUNDRED,
        reported_by=(),
        cumulative=False,
    )
    return ComputedRatio(figure, ratio, replace(typed, unit_of_measure=measure), base, _total(edition, figure))


def _total(edition: Edition, figure: ComputedFigure) -> Total:
    known = tuple(unit for unit, value in figure.of_unit.items() if value is not None)
    lacking = [unit for unit in figure.of_unit if unit not in known]
    missing = tuple(Missing(unit, _why(edition, figure, unit)) for unit in lacking)
    value = figure.total(edition.reporting_units)
    return Total(figure.what.code, PROVINCE, value, None, None, None, known, missing)


def _why(edition: Edition, figure: ComputedFigure, unit: str) -> MissingReason:
    """Why a unit's percentage can't be worked out: what keeps the first of its parts out."""
    for code in figure.typed:
        total = edition.total.get((code, PROVINCE))
        for lack in total.missing if total else ():
            if lack.unit == unit:
                return lack.missing_reason
    return MissingReason.NOT_YET
