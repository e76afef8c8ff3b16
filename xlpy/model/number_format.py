"""How a number format makes a stored number look: hundredfold with %, by thousands less, with digits added, not at all.

The codes are those of Excel (ECMA-376 part 1, 18.8.30 and 18.8.31); OpenDocument's styles are put into the same terms.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from xlpy.model.scale_words import changes_number

Test = Callable[[Decimal], bool]

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?:.|$)|\[\$(?P<currency>[^\[\]-]*)[^\[\]]*\]|\[(?P<bracket>[^\[\]]*)\]'
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
_BUILT_IN: Mapping[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 48: "##0.0E+0",
    **dict.fromkeys((41, 42), '#,##0;(#,##0);"-"'), **dict.fromkeys((43, 44), '#,##0.00;(#,##0.00);"-"'),
}  # fmt: skip
"""The other built-in formats, colours left out."""
_PLACES, _DATES = ("0", "#", "?", "@"), "dmyhsb"
MANY = 1000
"""Decimals that no stored number has."""
_MINUS = ("-", "−", "–")


@dataclass(frozen=True, slots=True)
class FormatSection:
    """How the numbers of one range look. ``before`` and ``after`` are the words printed around the digits."""

    percents: int = 0
    thousands: int = 0
    """Each divides what is shown by a thousand."""
    decimals: int | None = None
    before: str = ""
    after: str = ""
    shows_number: bool = True
    embedded: str = ""
    """Words printed between the digits."""
    zeros: int = 1
    """How many digits stand before the decimal mark at least."""
    exponent: bool = False
    fraction: int = 0
    """A fraction: the denominator that is printed, or how many digits it has, negative; 0 where there is none."""

    @property
    def words(self) -> str:
        """All words that are printed with the digits."""
        return self.before + self.embedded + self.after

    @property
    def adds_digits(self) -> bool:
        """Whether words around or among the digits would be read as part of the number."""
        around = self.before + self.after
        within = any(not sign.isspace() for sign in self.embedded)
        return within or any(sign.isnumeric() for sign in around)

    @property
    def negates(self) -> bool:
        """Whether it prints a minus, or brackets, around whatever number."""
        return self.before.rstrip().endswith(_MINUS) or ("(" in self.before and ")" in self.after)

    @property
    def prints_percent(self) -> bool:
        """Whether it prints a % sign that multiplies nothing."""
        return (self.before + self.after).count("%") > self.percents

    @property
    def is_bare(self) -> bool:
        """Whether it prints digits alone, at least one before the decimal mark: all it can do is round."""
        scales = self.percents or self.thousands or self.exponent or self.fraction
        return self.shows_number and self.zeros == 1 and not scales and not self.words

    @property
    def hides(self) -> bool:
        """Whether nothing of the number is to be seen, nor anything in its place."""
        return not self.shows_number and not (self.before + self.after).strip()

    def blanks(self, value: Decimal) -> bool:
        """Whether none of its digits are printed: 0 under ``#,###``."""
        places = self.zeros or self.decimals is None or self.decimals or self.exponent or self.fraction
        return not places and not self.displayed(value)

    def displayed(self, value: Decimal) -> Decimal:
        """The number that is printed, words left aside: scaled, rounded, made a fraction."""
        scaled = value.scaleb(2 * self.percents - 3 * self.thousands)
        if self.fraction:
            return _as_fraction(scaled, self.fraction)
        if self.exponent and scaled:
            return Context(prec=(self.decimals or 0) + 1, rounding=ROUND_HALF_UP).plus(scaled)
        if self.decimals is None or not scaled:
            return scaled
        digits = Context(prec=max(28, scaled.adjusted() + self.decimals + 3))
        return scaled.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP, context=digits)

    def alters(self, value: Decimal) -> bool:
        """Whether the number looks otherwise than it is stored."""
        if self.percents or not self.shows_number or self.misleads(value) or self.embedded or self.prints_percent:
            return True
        if self.blanks(value) or changes_number(self.words):
            return True
        return self.displayed(value) != value or max(value.adjusted() + 1, 1) < self.zeros

    def misleads(self, value: Decimal) -> bool:
        """Whether the reader sees another number: by thousands less, with more digits, below 0."""
        return bool(self.thousands) or self.adds_digits or (self.negates and value > 0)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A whole format: which section a number takes; dates and time spans are told apart from numbers."""

    sections: tuple[tuple[Test, FormatSection], ...] = ()
    is_date: bool = False
    is_span: bool = False
    text: FormatSection | None = None
    """How texts look; None where they look as they are."""
    most_decimals: int = field(init=False, repr=False, compare=False)
    """Up to how many decimals a number from 0 surely looks as it is stored; -1: it has to be looked at."""

    def __post_init__(self) -> None:
        bare = all(section.is_bare for _, section in self.sections)
        places = [section.decimals for _, section in self.sections if section.decimals is not None]
        object.__setattr__(self, "most_decimals", min(places, default=MANY) if bare else -1)

    def section(self, value: Decimal) -> FormatSection:
        """The section that the number is shown by; an ordinary one where none is made for it."""
        return next((section for holds, section in self.sections if holds(value)), FormatSection())

    def alters(self, value: object) -> bool:
        """Whether the value of a cell looks otherwise than it is stored."""
        if isinstance(value, Decimal):
            sign, _, exponent = value.as_tuple()
            if not sign and isinstance(exponent, int) and -exponent <= self.most_decimals:
                return False
            return bool(self.sections) and value.is_finite() and self.section(value).alters(value)
        return self.text is not None and isinstance(value, str)

    @property
    def is_odd(self) -> bool:
        """Whether some whole number or text looks otherwise than it is stored."""
        return self.text is not None or any(
            section.alters(Decimal(probe)) for _, section in self.sections for probe in (0, 1, 123_456_789)
        )


GENERAL = NumberFormat()


def built_in(number: int) -> NumberFormat:
    """The format of a number below 164 that no part spells out."""
    if number in _BUILT_IN:
        return read_format(_BUILT_IN[number])
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
    sections = tuple(zip(tests, (section for section, *_ in numbers), strict=True))
    return NumberFormat(sections, text=_text_section(parts, [section for section, *_ in found]))


def condition(sign: str, limit: str) -> Test:
    """The numbers that a written condition (``<=``, ``100``) lets through."""
    compare, bound = _OPERATORS[sign], Decimal(limit)
    return lambda value: compare(value, bound)


def _always(_: Decimal) -> bool:
    return True


def _defaults(count: int) -> Sequence[Test]:
    """Which numbers each section takes that states no condition; the last takes all that are left."""
    first = {1: _always, 2: condition(">=", "0"), 3: condition(">", "0")}[count]
    return (first, *((condition("<", "0"),) * (count == 3)), *((_always,) * (count > 1)))


def _text_section(parts: Sequence[str], sections: Sequence[FormatSection]) -> FormatSection | None:
    """The fourth section, else one that holds ``@``; None where a text looks as it is."""
    found = sections[3] if len(sections) == 4 else None
    if found is None and "@" in parts[-1]:
        found = sections[-1]
    words = found is not None and (found.before + found.after).strip()
    return found if found is not None and (words or not found.shows_number) else None


def _as_fraction(value: Decimal, sort: int) -> Decimal:
    """The nearest fraction of that denominator, or of one with so many digits."""
    if sort > 0:
        return (value * sort).to_integral_value(ROUND_HALF_UP) / sort
    near = Fraction(value).limit_denominator(10**-sort - 1)
    return Decimal(near.numerator) / near.denominator


def _split(code: str) -> list[str]:
    """The sections, cut at semicolons that are not quoted."""
    parts = [""]
    for match in _TOKENS.finditer(code):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return parts


def _section(code: str) -> tuple[FormatSection, Test | None, bool, bool]:
    """One section, its condition, and whether it shows a date or a time span."""
    walk = _Walk()
    dates = spans = False
    test: Test | None = None
    for match in _TOKENS.finditer(code):
        kind, text = match.lastgroup or "", match[0]
        if kind == "bracket":
            spans = spans or _ELAPSED.fullmatch(match["bracket"]) is not None
            limit = _CONDITION.fullmatch(match["bracket"])
            test = condition(*limit.groups()) if limit else test
        elif kind in ("quoted", "escaped", "currency"):
            walk.word(match[kind] or "")
        elif kind in ("general", "exponent") or text in _PLACES:
            walk.place(kind, text)
        elif kind == "clock" or text.lower() in _DATES:
            dates = True
        elif kind == "sign":
            walk.sign(text)
        elif text[:1] == "*" and text[1:].isnumeric():
            walk.word(text[1:])  # a digit that fills the cell is read as part of the number
    general = "general" in code.lower() or "@" in code
    return walk.section(general=general), test, dates, spans


@dataclass(slots=True)
class _Walk:
    """A section while its signs go by; a word after digits is among them once another digit comes."""

    before: str = ""
    embedded: str = ""
    after: str = ""
    digits: bool = False
    percents: int = 0
    thousands: int = 0
    decimals: int = 0
    zeros: int = 0
    point: bool = False
    exponent: bool = False
    slash: bool = False
    below: int = 0
    fixed: int = 0

    def word(self, text: str) -> None:
        """A word that is printed."""
        if self.digits:
            self.after += text
        else:
            self.before += text

    def place(self, kind: str, text: str) -> None:
        """The place of a digit, or of several."""
        self.embedded, self.after = self.embedded + self.after, ""
        self.digits, self.thousands = True, 0
        self.exponent = self.exponent or kind == "exponent"
        if self.slash:
            self.below += 1
        elif not self.exponent and kind == "sign":
            self.decimals += self.point
            self.zeros += text == "0" and not self.point

    def sign(self, text: str) -> None:
        """A sign that may steer and may be printed."""
        if text == "," and self.digits:
            self.thousands += 1
        elif text == ".":
            self.point = True
        elif text == "/" and self.digits:
            self.slash = True
        elif self.slash and text.isdecimal():
            self.fixed = self.fixed * 10 + int(text)
        else:
            self.percents += text == "%"
            self.word(text)

    def section(self, *, general: bool) -> FormatSection:
        """What came of it; ``general`` numbers have as many decimals as they need."""
        return FormatSection(
            self.percents,
            self.thousands,
            None if general else self.decimals,
            self.before,
            self.after,
            self.digits,
            "" if self.slash else self.embedded,
            self.zeros,
            self.exponent,
            (self.fixed or -self.below) if self.slash else 0,
        )
