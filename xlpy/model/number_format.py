"""How a number format makes a stored number look: hundredfold with %, by thousands less, with digits added, not at all.

The codes are those of Excel (ECMA-376 part 1, 18.8.30 and 18.8.31); OpenDocument's styles are put into the same terms.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

Test = Callable[[Decimal], bool]

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?:.|$)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general)|(?P<clock>am/pm|a/p)|(?P<exponent>e[+-])|(?P<sign>[\s\S])",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
_BUILT_IN_SPAN = 46


@dataclass(frozen=True, slots=True)
class Section:
    """How the numbers of one range look. ``before`` and ``after`` are the words printed around the digits."""

    percents: int = 0
    thousands: int = 0
    """Each divides what is shown by a thousand."""
    decimals: int | None = None
    before: str = ""
    after: str = ""
    shows_number: bool = True

    @property
    def adds_digits(self) -> bool:
        """Whether words around the number would be read as part of it."""
        return any(sign.isdigit() for sign in self.before + self.after)

    @property
    def hides(self) -> bool:
        """Whether nothing of the number is to be seen, nor anything in its place."""
        return not self.shows_number and not (self.before + self.after).strip()


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A whole format: which section a number takes; dates and time spans are told apart from numbers."""

    sections: tuple[tuple[Test, Section], ...] = ()
    is_date: bool = False
    is_span: bool = False

    def section(self, value: Decimal) -> Section:
        """The section that the number is shown by; an ordinary one where none is made for it."""
        return next((section for holds, section in self.sections if holds(value)), Section())

    @property
    def is_odd(self) -> bool:
        """Whether some number looks otherwise than it is stored."""
        return any(
            section.percents or section.thousands or section.adds_digits or not section.shows_number
            for _, section in self.sections
        )


GENERAL = NumberFormat()


def built_in(number: int) -> NumberFormat:
    """The format of a number below 164 that no part spells out."""
    if number in (9, 10):
        return NumberFormat(((_always, Section(percents=1, decimals=2 * (number - 9), after="%")),))
    return NumberFormat(is_date=number in _BUILT_IN_DATES, is_span=number == _BUILT_IN_SPAN)


@lru_cache(maxsize=4096)
def read_format(code: str) -> NumberFormat:
    """The format that a code such as ``#,##0.0;[Red]-0%`` stands for."""
    if not code.strip():
        return GENERAL
    parts = _split(code)[:4]
    found = [_section(part) for part in parts]
    if any(is_span for *_, is_span in found):
        return NumberFormat(is_span=True)
    if any(is_date for _, _, is_date, _ in found):
        return NumberFormat(is_date=True)
    numbers = found[:3]
    tests = [condition or default for (_, condition, *_), default in zip(numbers, _defaults(len(numbers)), strict=True)]
    return NumberFormat(tuple(zip(tests, (section for section, *_ in numbers), strict=True)))


def condition(sign: str, limit: str) -> Test:
    """The numbers that a written condition (``<=``, ``100``) lets through."""
    compare, bound = _OPERATORS[sign], Decimal(limit)
    return lambda value: compare(value, bound)


def _always(_: Decimal) -> bool:
    return True


def _defaults(count: int) -> Sequence[Test]:
    positive, negative = condition(">", "0"), condition("<", "0")
    if count == 1:
        return (_always,)
    return (condition(">=", "0"), negative) if count == 2 else (positive, negative, condition("=", "0"))


def _split(code: str) -> list[str]:
    """The sections, cut at semicolons that are not quoted."""
    parts = [""]
    for match in _TOKENS.finditer(code):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return parts


def _section(code: str) -> tuple[Section, Test | None, bool, bool]:
    """One section, its condition, and whether it shows a date or a time span."""
    words = ["", ""]
    digits = dates = spans = False
    percents = thousands = fraction = 0
    after_point = False
    test: Test | None = None
    for match in _TOKENS.finditer(code):
        kind, text = match.lastgroup, match[0]
        if kind in ("quoted", "escaped", "currency"):
            words[digits] += match[kind] or ""
        elif kind == "bracket":
            spans = spans or _ELAPSED.fullmatch(match["bracket"]) is not None
            limit = _CONDITION.fullmatch(match["bracket"])
            test = condition(*limit.groups()) if limit else test
        elif kind in ("general", "exponent") or text in ("0", "#", "?", "@"):
            digits, thousands = True, 0
            fraction += after_point and text in ("0", "#", "?")
        elif text == "," and digits:
            thousands += 1
        elif text == ".":
            after_point = True
        elif text == "%":
            percents += 1
            words[digits] += text
        elif kind == "clock" or text.lower() in "dmyhsb":
            dates = True
        elif kind == "sign":
            words[digits] += text
    general = "general" in code.lower()
    section = Section(percents, thousands, None if general else fraction, words[0], words[1], digits)
    return section, test, dates, spans
