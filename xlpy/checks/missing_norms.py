"""Rules and computed figures that a period can't work out: a norm that they name is not in force on its cut-off."""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.basics.days import short_day
from xlpy.catalogue.grammar import Expression, ExpressionError, NormOf, parse, references
from xlpy.catalogue.rule_families import example
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Finding, Source


def check_norms(catalogue: Catalogue, period: Period) -> tuple[Finding, ...]:
    """C640 for each rule or computed figure and each norm that it lacks: what is not checked must be known."""
    severity, day = catalogue.message["C640"].severity, short_day(period.cut_off)
    return tuple(
        Finding(
            "C640", severity, Source(""), params={"period": period.name, "rule": what, "expected": key, "date": day}
        )
        for what, sides in _worked_out(catalogue)
        for key in _norms(*sides)
        if catalogue.norm(key, period.cut_off) is None
    )


def _worked_out(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is worked out by norms, in words, with its expressions."""
    for rule in catalogue.rules:
        one = example(catalogue, rule)
        yield f"quy tắc {rule.code}", (one.left, one.right)
    for row in catalogue.computed:
        yield f"số tính toán {row.code}", (row.expression,)


def _norms(*sides: str) -> tuple[str, ...]:
    """The norms that expressions name, each once; none of a text that is no expression (C601 tells that)."""
    named = (operand for side in sides if (tree := _parsed(side)) for operand in references(tree))
    return tuple(dict.fromkeys(operand.key for operand in named if isinstance(operand, NormOf)))


def _parsed(side: str) -> Expression | None:
    try:
        return parse(side)
    except ExpressionError:
        return None
