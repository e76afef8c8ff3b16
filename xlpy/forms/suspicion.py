"""What a clerk would doubt in a form, counted by plain formulas: rules that stand for many figures, a line for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlpy.catalogue.each import each_of
from xlpy.forms.completeness import Count, Summand, in_lines
from xlpy.forms.formulas import FormTable, Relation, many
from xlpy.forms.rule_words import failure
from xlpy.forms.wording import Wording
from xlpy.model.submission import Severity


def doubts(table: FormTable, wording: Wording) -> Iterator[Count]:
    """The lines, in the order of the catalogue's rules."""
    for code, relations in many(table).items():
        rule = table.catalogue.rule[code]
        named = wording.text("check", f"words.each.{each_of(rule).strip('{}')}")
        text = wording.text("check", "words.report").format(message=failure(relations[0], indicator=named))
        for line in in_lines("", table.sheet, map(_summand, relations)):
            yield replace(line, code=code, words=(text, rule.remedy), warning=rule.severity is not Severity.ERROR)


def _summand(relation: Relation) -> Summand:
    formula, result = relation.breach()
    return Summand(formula, relation.at, relation.at[0], 1, int(result))
