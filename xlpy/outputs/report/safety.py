"""Harm that part III must not pass over: the chosen counts (accidents, violence …) that are above nothing."""

from __future__ import annotations

from xlpy.model.catalogue import Indicator
from xlpy.outputs.report.content import Runs, Term, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.held_figures import held_figure, held_numbers
from xlpy.outputs.report.names import noun


def harm(telling: Telling) -> Runs:
    """``Còn xảy ra: 208 trẻ em …, trong đó 05 …; 38 vụ …``; () where there was none.

    Which counts, the patterns' file says; a part is told within its whole, where both are told of the same units.
    """
    known = telling.catalogue.indicator
    chosen = [known[code] for code in telling.patterns.lists["chon.an_toan"] if code in known]
    words = {indicator.code: said for indicator in chosen if (said := _of(telling, indicator))}
    parts: dict[str, list[Runs]] = {}
    for indicator in chosen:
        if indicator.code in words and indicator.part_of in words and _of_same_units(telling, indicator):
            parts.setdefault(indicator.part_of, []).append(words[indicator.code])
    inside = {part.code for part in chosen if part.part_of in words and _of_same_units(telling, part)}
    told = [
        telling.patterns.fill("danh_gia.an_toan_trong_do", tong=said, phan=joined(parts[code], "; "))
        if code in parts
        else said
        for code, said in words.items()
        if code not in inside
    ]
    if not told:
        return ()
    totals = (telling.figures.total(known[code]) for code in words)
    scope = telling.patterns.fill("danh_gia.an_toan_pham_vi") if any(t and t.missing for t in totals) else ()
    detail = joined([joined(told, "; "), scope], " ")
    return telling.patterns.sentence("danh_gia.an_toan", chi_tiet=detail)


def _of_same_units(telling: Telling, part: Indicator) -> bool:
    """Whether a part and its whole are of the same units: only then is the one told as being in the other."""
    own, whole = (telling.figures.total(one) for one in (part, telling.catalogue.indicator[part.part_of]))
    return own is not None and whole is not None and set(own.included) == set(whole.included)


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
