"""Does a value that we took mean what LibreOffice prints in the cell? Written apart from the intake's own reading."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from tests.oracle.office_view import OfficeView
from tests.oracle.places import CHOICE, FIGURE, PERCENT, Place
from tests.oracle.taken import Taken

Verdict = Literal["equal", "told", "different", "unused"]
NO_WITNESS = frozenset({"O401", "O406", "T116"})
"""Findings that don't say that a cell may mean something else: blank, repaired; what stands beside the cells."""

EXCEPTIONS = {
    "a formula that LibreOffice can't read": "It prints Err:5xx. The stored result counts: what was computed last "
    "(ECMA-376 part 1, 18.3.1.96; OpenDocument 1.3 part 3, 19.642).",
    "how accounts print 0": "Built-in formats 41 to 44 print 0 as a dash (ECMA-376 part 1, 18.8.30).",
    "truth values in .xls": "LibreOffice prints them under the cell's own number format; Excel prints TRUE or "
    "FALSE under each ([MS-XLS] 2.4.24).",
    "days before March 1900": "Excel counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1); "
    "LibreOffice does not, and prints the day before.",
}
"""Where the two may differ, and why."""

_FIFTEEN_DIGITS = Decimal("1e-14")
"""A spreadsheet prints no more."""
_NUMBER = re.compile(r"(?P<open>\()?(?P<sign>[-−]?)\s*(?P<digits>\d[\d.,\s]*)(?P<power>E[+-]?\d+)?")
_VIETNAMESE_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{1,4})(?: \d\d:\d\d:\d\d)?$")
_SPAN = re.compile(r"(\d+):(\d\d):(\d\d)")
_FRACTION = re.compile(r"\s*(?P<sign>-?)(?:(?P<whole>\d+)\s+)?(?P<above>\d+)/(?P<below>\d+)\s*")
_DIGITS_AND_SIGNS = re.compile(r"E[+-]\d+|[\d.,/\s]")
_GROUPED = re.compile(r"\d[\d.,]*|\d{1,3}(?:\s\d{3})+(?:[.,]\d*)?")
"""Digits that spaces group by threes or not at all."""
_INVISIBLE = ("Cf", "Cc")


@dataclass(frozen=True, slots=True)
class Shown:
    """A printed number: its value, how many decimals it has (below 0: rounded to tens …), whether with a % sign."""

    value: Decimal
    decimals: int
    percent: bool


def judge(place: Place, ours: Taken, view: OfficeView, *, changed: bool = True) -> Verdict:
    """``told`` counts only where the two are not equal, or where we took nothing and say why.

    Of a cell that was not ``changed`` itself the print is enough where it is plain; else what lies behind is asked.
    """
    printed = view.text(place)
    if ours.unused:
        return "unused"
    if not changed and _plainly_equal(place, ours, printed):
        return "equal"
    if _equal(place, ours, printed, view):
        return "equal"
    return "told" if ours.told - NO_WITNESS else "different"


def _plainly_equal(place: Place, ours: Taken, printed: str) -> bool:
    if isinstance(ours.value, Decimal):
        shown = _read(printed, ",", ".")
        return shown is not None and _prints(place, ours.value, shown)
    return isinstance(ours.value, str) and _plain(ours.value) == _plain(printed)


def _equal(place: Place, ours: Taken, printed: str, view: OfficeView) -> bool:
    if ours.value is None:
        return not _plain(printed)
    if isinstance(ours.value, date):
        return _is_day(ours.value, printed, view, place)
    if isinstance(ours.value, Decimal):
        return _is_number(place, ours.value, printed, view)
    if printed.startswith("Err:") and view.behind(place).formula:
        return True  # EXCEPTIONS: a formula that LibreOffice can't read
    if place.sort in (FIGURE, PERCENT, CHOICE):
        return _plain(ours.value).casefold() == _plain(printed).casefold() and not _set_apart(place, printed, view)
    return _plain(ours.value) == _plain(printed) or _is_number_in_words(ours.value, printed, view, place)


def _is_number_in_words(words: str, printed: str, view: OfficeView, place: Place) -> bool:
    """A number, or a day, among cells of words: the same one, digits beyond those printed allowed."""
    time = _SPAN.fullmatch(words)
    if time and view.behind(place).kind not in ("TEXT", "2"):
        hours, minutes, seconds = (int(part) for part in time.groups())
        return abs(hours * 3600 + minutes * 60 + seconds - view.behind(place).number * 86400) < 1
    day = _VIETNAMESE_DAY.match(words)
    if day:
        return _is_day(date(*(int(part) for part in reversed(day.groups()))), printed, view, place)
    ours, theirs = _read(words, "\x00", "."), _read(printed, ",", ".")
    if words in ("FALSE", "TRUE"):
        return view.behind(place).number == (words == "TRUE")  # EXCEPTIONS: truth values in .xls
    if ours is None or theirs is None or view.behind(place).kind in ("TEXT", "2") or ours.percent is not theirs.percent:
        return False
    same_words = _DIGITS_AND_SIGNS.sub("", words) == _DIGITS_AND_SIGNS.sub("", printed)
    gap = abs(ours.value - theirs.value)
    near = gap <= Decimal("0.5000001").scaleb(-theirs.decimals) or gap < abs(ours.value) * _FIFTEEN_DIGITS
    return same_words and near


def _plain(text: str) -> str:
    """A text as the eye has it: composed, no invisible signs, white space as one space."""
    seen = "".join(" " if sign in "\r\n\t\x85" else sign for sign in text)
    seen = "".join(sign for sign in seen if unicodedata.category(sign) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFKC", seen.replace("Ð", "Đ")).split())


def _set_apart(place: Place, printed: str, view: OfficeView) -> bool:
    """Whether the cell's text, or some of it, is raised, lowered or struck; asked only of texts."""
    return bool(printed.strip()) and view.behind(place).apart


def _is_day(day: date, printed: str, view: OfficeView, place: Place) -> bool:
    behind = view.behind(place)
    if behind.kind in ("VALUE", "1"):
        null = view.document.NullDate
        early = 0 <= behind.number < 60 and (null.Year, null.Month) == (1899, 12)  # EXCEPTIONS: days before March 1900
        return day == date(null.Year, null.Month, null.Day) + timedelta(days=int(behind.number) + early)
    return all(str(part) in re.findall(r"[1-9]\d*", printed) for part in (day.day, day.month, day.year))


def _is_number(place: Place, value: Decimal, printed: str, view: OfficeView) -> bool:
    behind = view.behind(place) if printed.strip() else None
    if behind is None or behind.apart:
        return False
    if printed.startswith("Err:") and behind.formula:
        return True  # EXCEPTIONS: a formula that LibreOffice can't read
    if not value and printed.strip(" $₫đ") == "-":
        return True  # EXCEPTIONS: how accounts print 0
    if behind.kind in ("TEXT", "2"):
        return _digits(printed) == _digits(format(value, "f")) and _one_sign(printed)
    exact = Decimal(repr(behind.number)) in (value, value / 100)
    return any(
        _prints(place, value, shown)
        for shown in (_read(printed, ",", "."), *((_read(printed, ".", ","),) if exact else ()))
        if shown is not None
    )


def _prints(place: Place, value: Decimal, shown: Shown) -> bool:
    if shown.percent is not (place.percent and shown.percent):
        return False
    if value == shown.value or abs(value - shown.value) < abs(value) * _FIFTEEN_DIGITS:
        return True
    if value.quantize(Decimal(1).scaleb(-place.decimals), ROUND_HALF_UP) == shown.value:
        return True  # as exact as the form asks for it
    within = abs(value - shown.value) <= Decimal("0.5000001").scaleb(-shown.decimals)
    return within and shown.decimals >= place.decimals


def _read(printed: str, group: str, point: str) -> Shown | None:
    """The one number in a printed text; None where there is none, or where more digits stand around it."""
    text = printed.strip()
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        part = Decimal(fraction["above"]) / Decimal(fraction["below"])
        whole = Decimal(fraction["whole"] or 0) + part
        return Shown(-whole if fraction["sign"] else whole, 9, percent=False)
    found = _NUMBER.search(text)
    if found is None:
        return None
    rest = text[: found.start()] + text[found.end() :]
    if any(sign.isnumeric() for sign in rest) or not _GROUPED.fullmatch(found["digits"].strip()):
        return None
    digits = re.sub(r"\s", "", found["digits"]).replace(group, "").rstrip(point)
    if not re.fullmatch(rf"\d+(?:{re.escape(point)}\d*)?", digits):
        return None
    decimals = len(digits.partition(point)[2])
    value = Decimal(digits.replace(point, "."))
    power = int(found["power"][1:]) if found["power"] else 0
    negative = bool(found["sign"]) or bool(found["open"] and ")" in rest)
    percent = "%" in rest
    return Shown((-value if negative else value).scaleb(power), decimals - power, percent)


def _digits(text: str) -> str:
    """The digits of a written number without zeros at its ends: separators may mean either thing."""
    found = [str(unicodedata.digit(sign)) for sign in unicodedata.normalize("NFKC", text) if sign.isdigit()]
    return "".join(found).strip("0")


def _one_sign(text: str) -> bool:
    """Whether nothing but digits, separators, a percent sign and white space is printed."""
    return not re.search(r"[^\d.,%\s]", "".join(sign for sign in unicodedata.normalize("NFKC", text)
                                                if unicodedata.category(sign) not in _INVISIBLE))  # fmt: skip


def serial_day(number: float, null: date) -> date:
    """The day of a serial number."""
    return (datetime.combine(null, datetime.min.time()) + timedelta(days=number)).date()
