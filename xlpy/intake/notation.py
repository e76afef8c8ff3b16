"""How a number is written: thousands and decimal marks, Vietnamese or not, and what cannot be told apart.

Vietnam writes ``1.234,5``; Excel on an English machine shows ``1,234.5``. A mark before exactly three digits
may be either, so such a number has two values unless its writing, or the kind of figure, leaves only one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

SPACE_GROUPS = "dấu cách ngăn hàng nghìn"
DOT_GROUPS = "dấu chấm ngăn hàng nghìn"
COMMA_GROUPS = "dấu phẩy ngăn hàng nghìn"
DECIMAL_COMMA = "dấu phẩy thập phân"
DECIMAL_POINT = "dấu chấm thập phân"

_GROUPED = {mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in "., "}
_DIGITS = re.compile("[0-9]+")
_AS_GROUP = {".": DOT_GROUPS, ",": COMMA_GROUPS}
_AS_DECIMAL = {".": DECIMAL_POINT, ",": DECIMAL_COMMA}
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Notation:
    """What a written number may be: no value (not a number), one or two; and the rules it took to read it."""

    values: tuple[Decimal, ...] = ()
    rules: tuple[str, ...] = ()


NOT_A_NUMBER = Notation()


def read_notation(text: str, *, dot_groups: bool) -> Notation:
    """Read unsigned digits with marks; ``dot_groups``: ``1.810`` is 1810 here, decimals being out of place.

    Longer numbers than 18 digits are taken for telephone numbers and the like: not a number.
    """
    if not 0 < sum(sign.isdigit() for sign in text) <= _MOST_DIGITS:
        return NOT_A_NUMBER
    if " " in text:
        return _spaced(text, dot_groups=dot_groups)
    whole, mark, fraction = _cut(text)
    if mark and text.count(mark) > 1 and _GROUPED[mark].fullmatch(text):
        return Notation((_joined(text),), (_AS_GROUP[mark],))
    if not _DIGITS.fullmatch(fraction if mark else whole):
        return NOT_A_NUMBER
    if not mark:
        return Notation((Decimal(whole),))
    one_mark = _DIGITS.fullmatch(whole)
    return _one_mark(whole, mark, fraction, dot_groups=dot_groups) if one_mark else _two(whole, mark, fraction)


def _spaced(text: str, *, dot_groups: bool) -> Notation:
    """A number with spaces: they must group all of its whole part by threes."""
    if not _GROUPED[" "].fullmatch(_cut(text)[0]):
        return NOT_A_NUMBER
    rest = read_notation(text.replace(" ", ""), dot_groups=dot_groups)
    return Notation(rest.values, (SPACE_GROUPS, *rest.rules))


def _two(whole: str, mark: str, fraction: str) -> Notation:
    """A number whose last mark differs from those before it, which must group by threes."""
    other = "," if mark == "." else "."
    if not _GROUPED[other].fullmatch(whole):
        return NOT_A_NUMBER
    exact = _joined(whole, fraction)
    if len(fraction) == 3:
        return Notation((exact, _joined(whole + fraction)))
    return Notation((exact,), (_AS_GROUP[other], _AS_DECIMAL[mark]))


def _one_mark(whole: str, mark: str, fraction: str, *, dot_groups: bool) -> Notation:
    """A number with a single mark, both sides of it digits."""
    exact, joined = _joined(whole, fraction), _joined(whole + fraction)
    groups_well = len(whole) <= 3
    # A dot after four digits groups badly but is no Vietnamese decimal mark either; a comma there is one.
    if len(fraction) != 3 or whole.startswith("0") or (mark == "," and not groups_well):
        return Notation((exact,), (_AS_DECIMAL[mark],))
    if mark == "." and dot_groups and groups_well:
        return Notation((joined,), (DOT_GROUPS,))
    return Notation((joined, exact) if mark == "." else (exact, joined))


def _cut(text: str) -> tuple[str, str, str]:
    """The text at its last dot or comma: before, the mark, after; no mark: the text, '' and ''."""
    at = max(text.rfind("."), text.rfind(","))
    return (text[:at], text[at], text[at + 1 :]) if at >= 0 else (text, "", "")


def _joined(whole: str, fraction: str = "") -> Decimal:
    digits = whole.replace(".", "").replace(",", "")
    return Decimal(f"{digits}.{fraction}" if fraction else digits)
