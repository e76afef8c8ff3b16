"""The language that rules are written in: arithmetic over indicators, parsed into a tree, never executed.

    sum      = product (("+" | "-") product)*
    product  = factor (("*" | "/") factor)*
    factor   = ("+" | "-")* (number | code | name "(" code ")" | "(" sum ")")
    name     = "prev" | "plan" | "total" | "norm"

A code alone is what the unit reports now, ``prev`` the period before, ``plan`` the planned figure, ``total``
the sum over units, ``norm`` a norm by its key. Numbers have a decimal point.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Ref:
    """What each unit reports of an indicator in this period."""

    indicator: str


@dataclass(frozen=True, slots=True)
class PrevOf:
    """What each unit reported of an indicator in the period before."""

    indicator: str


@dataclass(frozen=True, slots=True)
class PlanOf:
    """What each unit plans of an indicator."""

    indicator: str


@dataclass(frozen=True, slots=True)
class TotalOf:
    """The sum of an indicator over all units."""

    indicator: str


@dataclass(frozen=True, slots=True)
class NormOf:
    """A norm, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign: ``operator`` is ``-`` (a plus is dropped when parsing)."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """An operation: ``operator`` is one of ``+ - * /``."""

    operator: str
    left: Expression
    right: Expression


Operand = Ref | PrevOf | PlanOf | TotalOf | NormOf
Expression = Number | Operand | Unary | Binary


class ExpressionError(ValueError):
    """A rule's text can't be read: ``position`` counts characters from 0, ``message`` is for its author."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__(f"Ký tự thứ {position + 1}: {message}")
        self.position = position
        self.message = message


_TOKEN = re.compile(
    r"\s*+(?:(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))|(?P<name>[^\W\d][\w.]*)|(?P<sign>[-+*/()])|(?P<end>$))"
)
_FUNCTIONS: dict[str, Callable[[str], Operand]] = {"prev": PrevOf, "plan": PlanOf, "total": TotalOf, "norm": NormOf}
_DEEPEST, _LONGEST = 50, 500


def parse(text: str) -> Expression:
    """Parse one side of a rule. Raises :class:`ExpressionError` where the text breaks the grammar."""
    return _Parser(text).parse()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


class _Parser:
    """A recursive descent over the tokens; one object parses one text."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0

    def parse(self) -> Expression:
        tree = self._sum()
        if self._next.kind != "end":
            self._fail("cần một phép tính (+, -, *, /) hoặc hết biểu thức")
        return tree

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self, *signs: str) -> str:
        """The next token's text if it is one of the signs, consumed; else ''."""
        if self._next.kind != "sign" or self._next.text not in signs:
            return ""
        self._at += 1
        return self._tokens[self._at - 1].text

    def _fail(self, message: str) -> NoReturn:
        found = f"gặp “{self._next.text}”" if self._next.text else "biểu thức đã hết"
        raise ExpressionError(self._next.position, f"{message}; {found}.")

    def _sum(self) -> Expression:
        tree = self._product()
        while operator := self._take("+", "-"):
            tree = Binary(operator, tree, self._product())
        return tree

    def _product(self) -> Expression:
        tree = self._factor()
        while operator := self._take("*", "/"):
            tree = Binary(operator, tree, self._factor())
        return tree

    def _factor(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(f"biểu thức lồng quá {_DEEPEST} lớp")
        sign = self._take("+", "-")
        if sign:
            operand = self._factor()
            tree: Expression = Unary("-", operand) if sign == "-" else operand
        else:
            tree = self._primary()
        self._depth -= 1
        return tree

    def _primary(self) -> Expression:
        if self._take("("):
            tree = self._sum()
            self._close()
            return tree
        token = self._next
        if token.kind not in ("number", "name"):
            self._fail("cần một số, một mã chỉ tiêu hoặc dấu “(”")
        self._at += 1
        if token.kind == "number":
            return Number(Decimal(token.text))
        if not self._take("("):
            return Ref(token.text)
        if token.text not in _FUNCTIONS:
            known = ", ".join(_FUNCTIONS)
            raise ExpressionError(token.position, f"không có hàm “{token.text}”; chỉ có {known}.")
        argument = self._next
        if argument.kind != "name":
            self._fail(f"trong {token.text}(…) cần đúng một mã")
        self._at += 1
        self._close()
        return _FUNCTIONS[token.text](argument.text)

    def _close(self) -> None:
        if not self._take(")"):
            self._fail("thiếu dấu “)”")


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while not tokens or tokens[-1].kind != "end":
        match = _TOKEN.match(text, at)
        if not match:
            at += len(text[at:]) - len(text[at:].lstrip())
            hint = "; số thập phân dùng dấu chấm" if text[at] == "," else ""
            raise ExpressionError(at, f"không hiểu “{text[at]}”{hint}.")
        kind = match.lastgroup or "end"
        if len(tokens) == _LONGEST:
            raise ExpressionError(at, f"biểu thức dài quá {_LONGEST} số, mã và dấu.")
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return tokens


def references(expression: Expression) -> tuple[Operand, ...]:
    """What the expression reads, each once, in order of appearance."""
    match expression:
        case Number():
            return ()
        case Unary():
            return references(expression.operand)
        case Binary():
            return tuple(dict.fromkeys(references(expression.left) + references(expression.right)))
        case _:
            return (expression,)
