"""What a clerk would doubt in a form, counted by plain formulas, as far as these can say it before it is sent.

Rules that stand for many figures, a line for each; figures whose thousandfold is near last period's (a plan that is a
thousandth breaks a rule already).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlpy.catalogue.grammar import PrevOf, Ref
from xlpy.catalogue.rule_families import each_of
from xlpy.forms.completeness import Count, Summand, in_lines
from xlpy.forms.formulas import FormTable, Relation, many
from xlpy.forms.rule_words import cure, failure
from xlpy.forms.wording import Wording
from xlpy.model.submission import Severity

ROOM = 5_000
"""Characters of a line's formula at most: these lines read many cells, and stay well within Excel's limit."""


def doubts(table: FormTable, wording: Wording) -> Iterator[Count]:
    """The lines: of the catalogue's rules in their order, then of lost digits."""
    for code, relations in many(table).items():
        rule = table.catalogue.rule[code]
        named = wording.text("check", f"words.each.{each_of(rule).strip('{}')}")
        text = wording.text("check", "words.report").format(message=failure(relations[0], wording, indicator=named))
        for line in in_lines("", table.sheet, map(_summand, relations), room=ROOM):
            yield replace(line, code=code, words=(text, cure(rule)), warning=rule.severity is not Severity.ERROR)

    margin = table.norm("nghin_lan_sai_lech")
    if margin is not None and "indicators" in table.form.sheet:
        lost = [_lost(table, code, margin) for code in table.sheet.rows if _known_before(table, code)]
        for line in in_lines("indicators_thousandfold", table.sheet, lost, room=ROOM):
            yield replace(line, warning=True)


def _known_before(table: FormTable, code: str) -> bool:
    """Whether the form asks for the figure and prints that of last period."""
    indicator = table.catalogue.indicator.get(code)
    typed = indicator is not None and not indicator.is_computed
    return typed and bool(table.address(Ref(code)) and table.previous(code)[0])


def _lost(table: FormTable, code: str, margin: Decimal) -> Summand:
    """1 where a thousand times the figure is near last period's."""
    now, before = table.address(Ref(code)), table.address(PrevOf(code))
    share = format(margin / 100, "f")
    formula = f"IFERROR((N({now})>0)*(ABS(1000*{now}-{before})<={share}*{before}),0)"
    value, last = table.actual(code)[0], table.previous(code)[0]
    near = bool(value and last and value > 0 and abs(1000 * value - last) <= margin / 100 * last)
    at = table.sheet.at(code, "actual")
    return Summand(formula, at, at[0], 1, int(near))


def _summand(relation: Relation) -> Summand:
    formula, result = relation.breach()
    return Summand(formula, relation.at, relation.at[0], 1, int(result))
