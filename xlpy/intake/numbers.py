"""A figure out of a cell: a number, K, CCSL or blank; never guessed, repaired by named rules only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Literal

from xlpy.basics.decimals import format_vn
from xlpy.basics.text import fold, has_full_width, has_hidden, tidy
from xlpy.intake.notation import (
    COMMA_GROUPS,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    DOT_GROUPS,
    SPACE_GROUPS,
    Notation,
    read_notation,
)
from xlpy.model.cells import CellError, CellValue, UncachedFormula, raw_text
from xlpy.model.codes import MessageCode
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.scale_words import scales
from xlpy.model.submission import State

HIDDEN = "bỏ khoảng trắng thừa và ký tự ẩn"
FULL_WIDTH = "chữ số toàn khổ"
PERCENT_SIGN = "bỏ ký hiệu %"
NUMBER_AS_TEXT = "số lưu dạng chữ"
NOISE = "làm tròn sai số máy"

REPAIRS = (
    NUMBER_AS_TEXT,
    HIDDEN,
    FULL_WIDTH,
    SPACE_GROUPS,
    DOT_GROUPS,
    COMMA_GROUPS,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    PERCENT_SIGN,
    NOISE,
)
"""The names of all lossless rules, as O406 prints them; several on one figure are joined by ``; ``."""


@dataclass(frozen=True, slots=True)
class FigureReading:
    """What a cell says as a figure.

    ``value`` is there for a number only. ``problem`` is '' or the code of a message of the O4 family: then
    the state is unreadable and nothing is taken from the cell (O420, a warning, keeps its value).
    ``suspects`` are values that may have been meant, formatted for a reader and never used: two for O405,
    none or some for the others. ``hint`` is '' or says what the cell holds instead, or why a suspect is one.
    """

    state: State
    value: Decimal | None = None
    problem: MessageCode | Literal[""] = ""
    repair: str = ""
    suspects: tuple[str, ...] = ()
    hint: str = ""


_UNCLEAR = FigureReading(State.UNREADABLE, problem="O417")
_KNOWN = {
    "": FigureReading(State.BLANK),
    "k": FigureReading(State.NOT_APPLICABLE),
    "ccsl": FigureReading(State.NOT_YET),
    # Marks and words that may stand for 0, for K or for CCSL.
    **dict.fromkeys(("-", "--", "---", "–", "—", "−", "_", ".", "..", "...", "…", "/"), _UNCLEAR),
    **dict.fromkeys(("không", "không có", "ko", "ko có", "k có", "không phát sinh"), _UNCLEAR),
    **dict.fromkeys(("không có số liệu", "chưa có", "chưa có số liệu"), _UNCLEAR),
}
_SIGNED = re.compile(r"[-−–—]\s*(.+)", re.DOTALL)
_NUMBERS = re.compile(r"[0-9]+(?:[., ][0-9]+)*")
_SET_APART = re.compile(r"(?<![\w/.,(-])[0-9][0-9., ]*(?![\w/])")
_NOISE_LIMIT = Decimal("1e-9")


def read_figure(value: CellValue | None, *, kind: IndicatorKind, decimals: int) -> FigureReading:
    """Read one cell (text already in Unicode) as a figure of that kind with that many decimals.

    Problems: O404 no number, O405 two meanings, O408 negative, O409 count with a fraction, O410 error value,
    O411 formula without result, O417 a dash or "không". Blank, K and CCSL are states, not problems.
    """
    whole = kind.is_whole(decimals)
    if isinstance(value, Decimal):
        return _number(value, whole=whole)
    if isinstance(value, str):
        return _text(value, kind, decimals)
    return _KNOWN[""] if value is None else _no_figure(value)


def read_percent(value: CellValue | None) -> FigureReading:
    """Read one cell as a percentage from 0 to 100: O407 outside them.

    O420 between 0 and 1, where Excel keeps 0.95 for what was typed as 95%: the value stays, the hundredfold
    is suspected. A text that shows its % sign says what it means.
    """
    reading = read_figure(value, kind=IndicatorKind.RATIO, decimals=2)
    if reading.problem == "O408" or (reading.value is not None and reading.value > 100):
        return _problem("O407")
    if reading.value is not None and 0 < reading.value < 1 and PERCENT_SIGN not in reading.repair:
        return replace(reading, problem="O420", suspects=(format_vn(reading.value * 100),))
    return reading


def _no_figure(value: bool | date | time | CellError | UncachedFormula) -> FigureReading:
    """A cell of another type than numbers and text."""
    match value:
        case bool():
            return _problem("O404", hint="ô đang chứa giá trị đúng/sai (TRUE/FALSE)")
        case date():
            return _problem("O404", hint="ô đang ở dạng ngày tháng; đổi định dạng ô sang số rồi gõ lại")
        case time():
            return _problem("O404", hint="ô đang ở dạng giờ; đổi định dạng ô sang số rồi gõ lại")
        case CellError():
            return _problem("O410")
        case UncachedFormula():
            return _problem("O411")


def _problem(code: MessageCode, suspects: tuple[str, ...] = (), hint: str = "") -> FigureReading:
    return FigureReading(State.UNREADABLE, problem=code, suspects=suspects, hint=hint)


def _number(value: Decimal, *, whole: bool) -> FigureReading:
    """A cell that the spreadsheet itself holds as a number."""
    if not value.is_finite():
        return _problem("O404")
    if value < 0:
        return _problem("O408")
    if not whole or value == value.to_integral_value():
        return FigureReading(State.NUMBER, value if value else Decimal(0))
    nearest = value.to_integral_value()
    if abs(value - nearest) <= _NOISE_LIMIT:
        return FigureReading(State.NUMBER, nearest, repair=NOISE)
    thousandfold = value * 1000
    if 1 <= value < 1000 and value * 10 % 1 and not thousandfold % 1:
        # An English Excel takes a typed 1.810 for 1.81.
        hint = "dấu chấm ngăn hàng nghìn có thể đã thành dấu thập phân"
        return _problem("O409", (format_vn(thousandfold),), hint)
    return _problem("O409")


def _text(raw: str, kind: IndicatorKind, decimals: int) -> FigureReading:
    """A cell that holds text: a code, a word for nothing, a number written by hand, or other words."""
    known = _KNOWN.get(fold(raw))
    if known:
        return known
    text = tidy(raw)
    signed = _SIGNED.fullmatch(text)
    body = signed[1] if signed else text
    percent = kind.is_quotient and body.endswith("%")
    notation = _notation(body[:-1].rstrip() if percent else body, kind, decimals)
    if not notation.values:
        return _problem("O404", _suspects_in(text, kind, decimals))
    if signed:
        return _problem("O408")
    if len(notation.values) == 2:
        return _problem("O405", _shown(notation))
    value = notation.values[0]
    if kind.is_whole(decimals):
        if value % 1:
            return _problem("O409")
        value = value.to_integral_value()
    rules = (HIDDEN,) * has_hidden(raw) + (FULL_WIDTH,) * has_full_width(raw) + notation.rules
    rules += (PERCENT_SIGN,) * percent
    return FigureReading(State.NUMBER, value, repair="; ".join(rules or (NUMBER_AS_TEXT,)))


def _notation(body: str, kind: IndicatorKind, decimals: int) -> Notation:
    return read_notation(body, dot_groups=kind.groups_by_dot(decimals))


def _suspects_in(text: str, kind: IndicatorKind, decimals: int) -> tuple[str, ...]:
    """The one number among words (``≥ 95%``, ``1.234 HS``), if there is just one and the kind allows it."""
    found = _NUMBERS.findall(text)
    # “2 triệu”: 2 alone is then no value that may have been meant.
    scaled = scales(text) or ("%" in text and not kind.is_quotient)
    if len(found) != 1 or scaled or not _SET_APART.search(text):
        return ()
    notation = _notation(found[0], kind, decimals)
    broken = kind.is_whole(decimals) and any(value % 1 for value in notation.values)
    return () if broken else _shown(notation)


def _shown(notation: Notation) -> tuple[str, ...]:
    return tuple(format_vn(value) for value in notation.values)


def quoted(value: CellValue | None) -> str:
    """A cell's content as a message quotes it: a number as Vietnamese readers write it, all else as received."""
    return format_vn(value) if isinstance(value, Decimal) else raw_text(value)
