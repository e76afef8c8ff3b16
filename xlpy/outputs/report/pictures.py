"""The chart a reader of the report wants: a ratio by local unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlpy.model.catalogue import Indicator, UnitKind
from xlpy.model.edition import Edition
from xlpy.outputs.publish.view import View
from xlpy.outputs.report.content import Cited
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import Figures

MOST_UNITS = 25
"""Up to so many local units a chart shows each; above, their regions."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart shows: a figure for each category; ``lacking``: whether units are not shown for want of figures."""

    title: str
    categories: tuple[str, ...]
    values: tuple[Cited, ...]
    measure: str
    lacking: bool = False


def ratio_picture(telling: Telling, chosen: Sequence[str]) -> Picture | None:
    """The first chosen ratio that has figures, by local unit or, where these are many, by region."""
    figures, catalogue = telling.figures, telling.catalogue
    for code in chosen:
        indicator = catalogue.indicator.get(code)
        found = figures.by_local_unit(indicator) if indicator else ()
        if indicator is None or len(found) < 2:
            continue
        if len(found) <= MOST_UNITS:
            names = tuple(telling.edition.reporting_unit[one.units[0]].core_name or one.units[0] for one in found)
            return _columns(indicator, names, found, lacking=_lacking(telling, found))
        regions = _regions(telling.edition, figures, code)
        if len(regions) > 1:
            values = tuple(cited for _, cited in regions)
            names = tuple(name for name, _ in regions)
            return _columns(indicator, names, values)
    return None


def _columns(
    indicator: Indicator, names: tuple[str, ...], values: tuple[Cited, ...], *, lacking: bool = False
) -> Picture:
    return Picture(indicator.name, names, values, indicator.unit_of_measure, lacking)


def _lacking(telling: Telling, found: Sequence[Cited]) -> bool:
    """Whether there are local units that a chart of local units does not show."""
    shown = {one.units[0] for one in found}
    return any(unit.code not in shown for unit in telling.reporting_units if unit.kind is UnitKind.LOCAL)


def _regions(edition: Edition, figures: Figures, code: str) -> list[tuple[str, Cited]]:
    indicator = edition.catalogue.indicator[code]
    found = []
    for block in View(edition).blocks:
        total = edition.total.get((code, block.scope))
        cited = figures.actual(indicator, total.included) if total and total.value is not None else None
        if cited:
            found.append((block.name, cited))
    return found
