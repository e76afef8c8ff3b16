"""Harm that part III must not pass over: the chosen counts (accidents, violence …) that are above nothing."""

from __future__ import annotations

from xlpy.model.catalogue import Indicator
from xlpy.outputs.report.content import Runs, Term, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.held_figures import held_figure, held_numbers
from xlpy.outputs.report.names import noun


def harm(telling: Telling) -> Runs:
    """``Còn xảy ra: 05 trẻ em …; 38 vụ …``; () where there was none. Which counts, the patterns' file says."""
    known = telling.catalogue.indicator
    chosen = [known[code] for code in telling.patterns.lists["chon.an_toan"] if code in known]
    parts = [words for indicator in chosen if (words := _of(telling, indicator))]
    return telling.patterns.sentence("danh_gia.an_toan", chi_tiet=joined(parts, "; ")) if parts else ()


def _of(telling: Telling, indicator: Indicator) -> Runs:
    total = telling.figures.total(indicator)
    counted = telling.figures.actual(indicator, total.included) if total and total.value else None
    units = telling.ordered(held_numbers(telling.edition, indicator))
    held: Runs = (held_figure(telling, indicator, units),) if units else ()
    name: Runs = (Term(noun(indicator)),)
    fill = telling.patterns.fill
    if counted is None:
        return fill("danh_gia.an_toan_cho", gia_tri=held, danh_tu=name, don_vi=telling.units(units)) if held else ()
    if held:
        return fill("danh_gia.an_toan_them", gia_tri=(counted,), danh_tu=name, gia_tri_cho=held)
    return fill("danh_gia.an_toan_muc", gia_tri=(counted,), danh_tu=name)
