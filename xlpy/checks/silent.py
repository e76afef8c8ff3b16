"""Rules that a period can't run, since a norm that they name is not in force on its cut-off."""

from __future__ import annotations

from xlpy.basics.days import short_day
from xlpy.catalogue.each import example
from xlpy.catalogue.grammar import Expression, ExpressionError, NormOf, parse, references
from xlpy.model.catalogue import Catalogue, Period, Rule
from xlpy.model.submission import Finding, Source


def check_norms(catalogue: Catalogue, period: Period) -> tuple[Finding, ...]:
    """C640 for each rule and each norm that it lacks in this period: what is not checked must be known."""
    return tuple(
        Finding("C640", catalogue.message["C640"].severity, Source(""), params=_words(period, rule, key))
        for rule in catalogue.rules
        for key in _norms(catalogue, rule)
        if catalogue.norm(key, period.cut_off) is None
    )


def _words(period: Period, rule: Rule, key: str) -> dict[str, str]:
    return {"period": period.name, "rule": rule.code, "expected": key, "date": short_day(period.cut_off)}


def _norms(catalogue: Catalogue, rule: Rule) -> tuple[str, ...]:
    """The norms that a rule names, each once; none of a side that is no expression (C601 tells that)."""
    one = example(catalogue, rule)
    named = (operand for side in (one.left, one.right) if (tree := _parsed(side)) for operand in references(tree))
    return tuple(dict.fromkeys(operand.key for operand in named if isinstance(operand, NormOf)))


def _parsed(side: str) -> Expression | None:
    try:
        return parse(side)
    except ExpressionError:
        return None
