"""What a rule asks for, in words that the unit's clerk reads."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.basics.text import lower_first
from xlpy.catalogue.expressions import MissingPolicy, evaluate
from xlpy.catalogue.grammar import Binary, Expression, Ref, references
from xlpy.forms.formulas import Relation
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Catalogue, Rule

_PLAIN = {"==": "equal", "<=": "at_most", ">=": "at_least"}
_UNKNOWN = "…"


def in_words(relation: Relation, wording: Wording) -> str:
    """The relation as a sentence; a relation that is more than sums is told by the sentence of its failure."""
    rule, catalogue = relation.rule, relation.table.catalogue
    if rule.missing == MissingPolicy.NEVER_SKIP:
        named = [operand for operand in references(relation.left) if isinstance(operand, Ref)]
        told = _sum_in_words(named[0], catalogue, wording) if len(named) == 1 else ""
        codes = told or ", ".join(operand.indicator for operand in named)
        return wording.text("check", "words.answered").format(codes=codes)
    sides = [_sum_in_words(side, catalogue, wording) for side in (relation.left, relation.right)]
    if all(sides) and rule.operator in _PLAIN and not rule.tolerance:
        left, right = sides
        text = wording.text("check", f"words.{_PLAIN[rule.operator]}").format(left=left, right=right)
        return text[:1].upper() + text[1:]
    return wording.text("check", "words.report").format(message=failure(relation, wording))


def _sum_in_words(side: Expression, catalogue: Catalogue, wording: Wording) -> str:
    """``số trường công lập (N1.08)`` or ``tổng các dòng N1.08, N1.09``; '' for anything but a sum of figures."""
    terms = _terms(side)
    if len(terms) == 1:
        indicator = catalogue.indicator[terms[0]]
        name = indicator.name.removeprefix("Trong đó: ")
        return f"{_lowered(name)} ({indicator.code})"
    return wording.text("check", "words.sum").format(codes=", ".join(terms)) if terms else ""


def _terms(side: Expression) -> tuple[str, ...]:
    match side:
        case Ref():
            return (side.indicator,)
        case Binary(operator="+"):
            left, right = _terms(side.left), _terms(side.right)
            return (*left, *right) if left and right else ()
        case _:
            return ()


def failure(relation: Relation, wording: Wording, **named: str) -> str:
    """The message of the rule as told before there are figures; a side that is a plain number or norm keeps its number.

    ``named`` fills other places of the message.
    """
    constant = evaluate(relation.right, relation.table)[0] if not _reads_cells(relation.right) else None
    shown = _shown(constant)
    places = defaultdict(lambda: _UNKNOWN, {"right": shown, "expected": shown, **named})
    text = relation.rule.message.removeprefix("{unit}: ").format_map(places)
    if _UNKNOWN in text:
        for said, instead in wording.rows("check", "words.untold"):
            text = text.replace(said, instead)
    return _lowered(text.replace(f"{_UNKNOWN}.", _UNKNOWN))


def cure(rule: Rule, **named: str) -> str:
    """The remedy of the rule; a form can't print its figures, so ``named`` says where they stand."""
    return rule.remedy.format_map(defaultdict(lambda: _UNKNOWN, named))


def _reads_cells(side: Expression) -> bool:
    return any(hasattr(operand, "indicator") for operand in references(side))


def _shown(value: Decimal | None) -> str:
    return _UNKNOWN if value is None else format_vn(value)


def _lowered(text: str) -> str:
    """The first letter in lower case, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else lower_first(text)
