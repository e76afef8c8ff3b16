"""The one door for formulas that we write: what Excel would refuse as a formula is not built.

A file with such a formula opens with Excel's repair prompt, and the formula is gone; no library tells.
Source of the numbers: Microsoft, “Excel specifications and limits”; [MS-OI29500] 2.1.1085 (ST_Formula).
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from xlpy.basics.errors import UserError

LONGEST = 8192
"""Characters of a formula."""
LONGEST_OF_VALIDATION = 255
"""Characters of a formula or list that a data validation holds."""
DEEPEST = 64
"""Functions within functions."""
MOST_ARGUMENTS = 255
"""Arguments of one function."""
LONGEST_LITERAL = 255
"""Characters of one text between quotes."""
_HARMLESS = 128
"""A formula this short passes no limit: to nest, to list and to quote too much takes more characters."""
_ALIKE = bytes.maketrans((string.ascii_uppercase + string.digits).encode(), b"A" * 26 + b"0" * 10)
"""Makes formulas alike that differ in their cells alone; brackets, quotes, names and lengths stay.

Of bytes in UTF-8: other letters have none of these, and a text that holds such a letter is translated slowly.
"""
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|'(?:[^']|'')*'|\{(?:"[^"]*"|[^"{}])*+\}|(?P<sign>[(),"])"""
    r"""|(?<![\w.])(?P<name>[\w.]++(?=\())"""
)


class FormulaError(UserError):
    """A formula that Excel would not take; the message says which and why, in Vietnamese."""


def formula(text: str, longest: int = LONGEST) -> str:
    """The formula itself, with or without its ``=``, once it is known that Excel takes it.

    Raises FormulaError where it is too long, too deep, has too many arguments or too long a text, or does not close
    what it opens.
    """
    if len(text) > longest:
        raise _error(text, f"dài {_number(len(text))} ký tự, Excel chỉ nhận {_number(longest)}")
    if len(text) > _HARMLESS and (fault := _fault(text.encode("utf-8", "surrogatepass").translate(_ALIKE))):
        raise _error(text, fault)
    return text


@lru_cache(maxsize=1024)  # a thousand units have the same formula over cells of their own
def _fault(alike: bytes) -> str:
    """What is wrong within a formula, the first thing from left to right; '' where nothing is."""
    text = alike.decode("utf-8", "surrogatepass")
    open_: list[tuple[bool, int]] = []  # of each open bracket: is it a function's, and how many arguments so far
    called = False
    for token in _TOKEN.finditer(text):
        if token["text"] and len(token["text"][1:-1].replace('""', '"')) > LONGEST_LITERAL:
            return f"có một đoạn chữ dài hơn {LONGEST_LITERAL} ký tự"
        match token["sign"]:
            case "(":
                open_.append((called, 1))
                if sum(function for function, _ in open_) > DEEPEST:
                    return f"có hơn {DEEPEST} hàm lồng nhau"
            case "," if open_:
                function, arguments = open_[-1]
                open_[-1] = function, arguments + 1
                if function and arguments + 1 > MOST_ARGUMENTS:
                    return f"có một hàm với hơn {MOST_ARGUMENTS} đối số"
            case ")" if open_:
                open_.pop()
            case ")" | '"':
                return "thừa hoặc thiếu dấu ngoặc"
        called = bool(token["name"])
    return "thừa hoặc thiếu dấu ngoặc" if open_ else ""


def _error(text: str, reason: str) -> FormulaError:
    return FormulaError(f"Công thức “{text[:60]}…” {reason}.")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
