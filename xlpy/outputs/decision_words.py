"""The office's decisions in words, the same in every paper."""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.model.decision import ACT_WORDS, ENDS, Act, Decision, Effect
from xlpy.model.edition import Edition


def about(edition: Edition, decision: Decision) -> str:
    """What a decision is about, with names in place of codes of units."""
    if not decision.unit:
        return decision.about
    named = decision.about.removeprefix(decision.unit).strip()
    return f"{edition.unit_name(decision.unit)}: {named}" if named else edition.unit_name(decision.unit)


def decision_lines(edition: Edition, indicator: str = "") -> Iterator[str]:
    """A line for each decision that applies; with an indicator those alone that touch its figures.

    ``Giữ lại số liệu (Huyện Bình Sơn: N2.07) theo quyết định của Nguyễn Văn A, ngày 26/6/2024: chờ đối chiếu.``
    """
    for ruling in edition.rulings:
        decision = ruling.decision
        if ruling.effect is Effect.APPLIES and (not indicator or indicator in _touched(edition, decision)):
            yield f"{ACT_WORDS[decision.act]} ({about(edition, decision)}) theo quyết định của {decision.words}."


def _touched(edition: Edition, decision: Decision) -> set[str]:
    """Codes of the indicators whose figures a decision touches; ratios made of them too."""
    catalogue = edition.catalogue
    match ENDS.get(decision.act, decision.act):
        case Act.HOLD:
            codes = {decision.indicator}
        case Act.ACCEPT:
            there = [f for f in edition.findings if (f.unit, f.code) == (decision.unit, decision.code)]
            codes = {ref.indicator for f in there if decision.is_at(f.source.sheet, f.source.cell) for ref in f.figures}
        case Act.LEAVE_OUT:
            whose = next((record.unit for record in edition.files if decision.is_of(record.file)), "")
            unit = edition.reporting_unit.get(whose)
            codes = set(catalogue.asked(unit).codes) if unit else set()
        case _:
            codes = set()
    return codes | {each.code for each in catalogue.indicators if codes.intersection(each.made_of)}
