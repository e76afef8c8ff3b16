"""Indicators that can't be told as a whole: those without any number, and ratios of which one part is not known."""

from __future__ import annotations

from collections.abc import Iterable

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Total
from xlpy.outputs.report.content import Runs, Term, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import count
from xlpy.outputs.report.held_figures import held_words
from xlpy.outputs.report.indicators import Teller
from xlpy.outputs.report.lacks import LATER, NOT_KNOWN
from xlpy.outputs.report.names import subject
from xlpy.outputs.report.selection import ToldIndicator


def stand_in(telling: Telling, ratio: ToldIndicator) -> ToldIndicator | None:
    """The numerator to tell in place of a ratio that lacks units and has no value; None where it has none either."""
    above = stand_in_of(telling, ratio.indicator)
    return ToldIndicator(above, ratio.groups) if above else None


def stand_in_of(telling: Telling, ratio: Indicator) -> Indicator | None:
    """That numerator; None for what is no ratio."""
    total = telling.figures.total(ratio)
    if not ratio.is_computed or total is None or total.value is not None or not total.missing:
        return None
    above = telling.catalogue.indicator[ratio.numerator]
    known = telling.figures.total(above)
    return above if known is not None and known.value is not None else None


def stand_in_words(telling: Telling, teller: Teller, ratio: ToldIndicator, above: ToldIndicator) -> Runs:
    """The numerator with its plan, then why the ratio is not worked out."""
    total = telling.figures.total(above.indicator)
    assert total is not None, f"{above.indicator.code} is told without a total"
    parts = incomplete(telling, ratio.indicator)
    why = telling.patterns.fill("thieu.chua_tinh", ten=subject(ratio.indicator), so_lieu=parts)
    return joined([teller.sentence(above, total), why], "; ")


def incomplete(telling: Telling, ratio: Indicator) -> Runs:
    """``tổng số trường (11/14 đơn vị)``: the parts of a ratio that lack units."""
    teller = Teller(telling, frozenset())
    found: list[Runs] = []
    for code in ratio.made_of:
        indicator = telling.catalogue.indicator[code]
        total = telling.figures.total(indicator)
        if total is not None and total.missing:
            found.append((Term(f"{subject(indicator)} ("), *teller.scope(total), Term(")")))
    return joined(found, ", ")


def untold(telling: Telling, found: Iterable[tuple[Indicator, Total]]) -> list[Runs]:
    """Sentences of indicators without any number, each with its reason; those of one reason are told in one."""
    groups: dict[tuple[str, Runs, Runs], list[str]] = {}
    for indicator, total in found:
        why = (*_why(telling, indicator, total), held_words(telling, indicator))
        groups.setdefault(why, []).append(subject(indicator))
    texts = []
    for (key, units, held), names in groups.items():
        listed = joined([(Term(name),) for name in names], "; ")
        texts.append(joined([telling.patterns.sentence(key, ten=listed, don_vi=units), held], "; "))
    return texts


def _why(telling: Telling, indicator: Indicator, total: Total) -> tuple[str, Runs]:
    """The pattern that tells why there is no number, and its units.

    Of many reporting units those alone are named that have no figure yet: part I counts the others. Units without
    any report are named in the summary; here only the one that alone is asked.
    """
    if not total.missing:
        return "thieu.khong_phat_sinh", ()
    if not telling.edition.used_files:  # the summary has said it of everything
        return "thieu.khong_so_chung", ()
    gone = {lack.unit for lack in telling.absent}
    lacks = telling.lacking(indicator, total)
    units = telling.ordered(lack.unit for lack in lacks)
    others = [lack for lack in lacks if lack.unit not in gone]
    if not others:
        if len(units) > 1:
            return "thieu.khong_bao_cao_nhieu", (count(units),)
        if telling.is_office(units[0]):
            return "thieu.so_dang_tong_hop", (Term(telling.catalogue.plan.office),)
        return "thieu.khong_bao_cao", telling.units(units)
    if telling.lacks_office_alone(others):
        later = all(lack.why == LATER for lack in others)
        return "thieu.so_sau" if later else "thieu.so_dang_tong_hop", (Term(telling.catalogue.plan.office),)
    if len(others) > telling.names_shown:
        others = [lack for lack in others if lack.why in (LATER, NOT_KNOWN)]
    if others:
        return "thieu.khong_so", telling.lack(others)
    return "thieu.khong_so_nhieu", (count(units),)
