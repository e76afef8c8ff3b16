"""Rules evaluated over all units at a time: the value of a side, and whether a relation holds for each unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from typing import Protocol, assert_never

from xlpy.catalogue.grammar import (
    Binary,
    Expression,
    NormOf,
    Number,
    Operand,
    PlanOf,
    PrevOf,
    Ref,
    TotalOf,
    Unary,
    references,
)

Figures = Sequence[Decimal | None]
"""One value for each unit, in the table's order; None is missing."""


class RuleTable(Protocol):
    """The figures that rules are evaluated on: columns of ``size`` units, totals, and norms in force.

    A figure that does not apply (K) is 0 here; one that is not known (CCSL, blank, unreadable) is None.
    """

    @property
    def size(self) -> int:
        """Number of units."""

    def actual(self, code: str, /) -> Figures:
        """This period's figures."""

    def previous(self, code: str, /) -> Figures:
        """The figures of the period before."""

    def plan(self, code: str, /) -> Figures:
        """The planned figures."""

    def total(self, code: str, /) -> Decimal | None:
        """The sum over units."""

    def norm(self, key: str, /) -> Decimal | None:
        """The norm in force on the period's cut-off."""


def evaluate(expression: Expression, table: RuleTable, *, missing_as: Decimal | None = None) -> list[Decimal | None]:
    """The expression's value for each unit; None where anything it needs is missing or a denominator is 0.

    With ``missing_as`` a missing figure counts as that number; a missing norm stays missing.
    """
    with localcontext(Context(prec=50)):
        return list(_column(expression, table, missing_as))


def _figures(operand: Operand, table: RuleTable) -> Figures:
    """The figures that one operand stands for, one for each unit."""
    match operand:
        case Ref():
            return table.actual(operand.indicator)
        case PrevOf():
            return table.previous(operand.indicator)
        case PlanOf():
            return table.plan(operand.indicator)
        case TotalOf():
            return [table.total(operand.indicator)] * table.size
        case NormOf():
            return [table.norm(operand.key)] * table.size
        case _:
            assert_never(operand)


def _column(expression: Expression, table: RuleTable, missing_as: Decimal | None) -> Figures:
    match expression:
        case Number():
            return [expression.value] * table.size
        case Unary():
            column = _column(expression.operand, table, missing_as)
            return [None if value is None else -value for value in column]
        case Binary():
            operate = _OPERATIONS[expression.operator]
            left = _column(expression.left, table, missing_as)
            right = _column(expression.right, table, missing_as)
            pairs = zip(left, right, strict=True)
            return [None if a is None or b is None else operate(a, b) for a, b in pairs]
        case _:
            column = _figures(expression, table)
            filled = missing_as is not None and not isinstance(expression, NormOf)
            return [missing_as if value is None else value for value in column] if filled else column


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal | None]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else None,
}


class MissingPolicy(StrEnum):
    """What a missing figure does to a rule."""

    SKIP_IF_ANY = "skip_if_any"
    """The rule is silent where any figure is missing."""
    SKIP_IF_ALL = "skip_if_all"
    """Missing figures count as 0, but the rule is silent where all figures of a side are missing."""
    NEVER_SKIP = "never_skip"
    """The rule fires where any figure is missing."""
    ANSWERED = "answered"
    """Sums over units are of those that have answered; a figure missing from all of them silences the rule."""


@dataclass(frozen=True, slots=True)
class Breach:
    """The two sides of a relation that does not hold; None: that side can't be computed."""

    left: Decimal | None
    right: Decimal | None


# Quotients are cut at 50 digits: a gap smaller than this comes of the cut, not of the figures.
_GRAIN = Decimal("1e-20")

_FAILS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "==": lambda gap, tolerance: abs(gap) - tolerance > _GRAIN,
    "!=": lambda gap, tolerance: abs(gap) - tolerance <= _GRAIN,
    "<=": lambda gap, tolerance: gap - tolerance > _GRAIN,
    ">=": lambda gap, tolerance: -gap - tolerance > _GRAIN,
    "<": lambda gap, tolerance: gap - tolerance >= -_GRAIN,
    ">": lambda gap, tolerance: -gap - tolerance >= -_GRAIN,
}
OPERATORS = tuple(_FAILS)
"""The relations a rule may state. The tolerance widens them all but ``!=``, which it narrows."""


def compare(
    left: Expression,
    operator: str,
    right: Expression,
    tolerance: Decimal,
    missing: MissingPolicy | str,
    table: RuleTable,
) -> list[Breach | None]:
    """For each unit: None where the relation holds or is skipped, else both sides.

    ``==``, ``<=`` and ``>=`` hold at a gap equal to the tolerance, ``<`` and ``>`` do not; ``!=`` needs a gap
    greater than it. A quotient by 0 is missing under every strategy. Raises KeyError on an unknown operator,
    ValueError on an unknown strategy.
    """
    strategy, fails = MissingPolicy(missing), _FAILS[operator]
    filled = Decimal(0) if strategy is MissingPolicy.SKIP_IF_ALL else None
    columns = [evaluate(side, table, missing_as=filled) for side in (left, right)]
    if strategy is MissingPolicy.SKIP_IF_ALL:
        columns = [_known(side, column, table) for side, column in zip((left, right), columns, strict=True)]
    outcomes: list[Breach | None] = []
    with localcontext(Context(prec=50)):
        for a, b in zip(*columns, strict=True):
            broken = strategy is MissingPolicy.NEVER_SKIP if a is None or b is None else fails(a - b, tolerance)
            outcomes.append(Breach(a, b) if broken else None)
    return outcomes


def _known(side: Expression, values: list[Decimal | None], table: RuleTable) -> list[Decimal | None]:
    """The values of a side, None where it has figures and all of them are missing."""
    figures = [_figures(operand, table) for operand in references(side) if not isinstance(operand, NormOf)]
    if not figures:
        return values
    missing = [all(value is None for value in row) for row in zip(*figures, strict=True)]
    return [None if gone else value for gone, value in zip(missing, values, strict=True)]
