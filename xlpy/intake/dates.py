"""A date out of a cell: a true date, a written one, or the month or quarter that units write in its place."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from xlpy.basics.days import short_day
from xlpy.basics.text import fold
from xlpy.model.cells import CellValue
from xlpy.model.codes import MessageCode

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""A date outside these years is a slip of the keyboard or a number shown as a date."""

_PROBLEM: Final = "O412"
_EPOCH = date(1899, 12, 30)
_YEAR = r"\s*(?:/|-|\.|,|năm|\s)\s*(?:năm\s*)?(\d{4})(?!\d)"
_DAY = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s*([/.-])\s*(?P<m>\d{1,2})\s*\2\s*(?P<y>\d{4}|\d{2})(?![\d/])")
_ISO = re.compile(r"(?<![\d/.-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![\d/-])")
_WORDS = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*(?:năm|[,/-])?\s*(?P<y>\d{4})(?!\d)")
_MONTH = re.compile(r"(?:\btháng\s*|\bt\.?\s?|^)(\d{1,2})" + _YEAR)
_QUARTER = re.compile(r"\bqu[ýí]\s*([1-4]|[il]{1,3}|[il]v)" + _YEAR)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says as a date; ``problem`` is '' or O412, ``found`` then says how it was understood."""

    value: date | None = None
    problem: MessageCode | Literal[""] = ""
    found: str = ""


def read_date(value: CellValue | None, *, window: tuple[date, date] | None) -> DateReading:
    """Read one cell as a date; blank gives neither date nor problem.

    A month or quarter is its last day, flagged. Where day and month may have changed places it is told by
    ``window`` (first and last likely day): flagged only if the date is outside and the swapped one inside.
    """
    if isinstance(value, datetime):
        return _judged(value.date(), window)
    if isinstance(value, date):
        return _judged(value, window)
    if isinstance(value, str):
        return _text(value, window)
    if isinstance(value, Decimal):
        return _serial(value)
    return DateReading() if value is None else _unreadable()


def _unreadable() -> DateReading:
    return DateReading(None, _PROBLEM, "không rõ ngày nào")


def _judged(day: date, window: tuple[date, date] | None) -> DateReading:
    """A whole date: flagged where it is out of all bounds or its day and month seem to have been swapped."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _unreadable()
    swapped = _date(day.year, day.day, day.month)
    if window and swapped and not window[0] <= day <= window[1] and window[0] <= swapped <= window[1]:
        found = f"{short_day(day)}; nếu tháng bị ghi trước ngày thì là {short_day(swapped)}"
        return DateReading(day, _PROBLEM, found)
    return DateReading(day)


def _serial(value: Decimal) -> DateReading:
    """A date whose cell lost its date format: Excel's count of days since 30/12/1899."""
    first, last = ((date(year, 1, 1) - _EPOCH).days for year in (FIRST_YEAR, LAST_YEAR + 1))
    if not value.is_finite() or not first <= value < last:
        return _unreadable()
    day = _EPOCH + timedelta(days=int(value))
    return DateReading(day, _PROBLEM, short_day(day))


def _text(raw: str, window: tuple[date, date] | None) -> DateReading:
    """A written date; anything else than one whole date alone is flagged with how it was understood."""
    text = fold(raw)
    if not text:
        return DateReading()
    for pattern in (_DAY, _ISO, _WORDS):
        match = pattern.fullmatch(text.removeprefix("ngày ").rstrip("."))
        if match and (day := _day_of(match)):
            return _judged(day, window)
    days = set(_days_in(text))
    if len(days) != 1:
        return _unreadable()
    day = days.pop()
    return DateReading(day, _PROBLEM, short_day(day))


def _days_in(text: str) -> Iterator[date]:
    """All days, months and quarters that a text names; months and quarters as their last days."""
    rest = text
    for pattern in (_DAY, _ISO, _WORDS):
        for match in pattern.finditer(rest):
            if day := _day_of(match) or _month_first(match):
                yield day
        rest = pattern.sub(" ", rest)
    for match in _QUARTER.finditer(rest):
        number = match[1].replace("l", "i")
        quarter = _ROMAN.get(number) or (int(number) if number.isdecimal() else 0)
        if day := _last_day(int(match[2]), quarter * 3):
            yield day
    for match in _MONTH.finditer(_QUARTER.sub(" ", rest)):
        if day := _last_day(int(match[2]), int(match[1])):
            yield day


def days_named(raw: str) -> frozenset[date]:
    """The whole days that a text names; a month or a quarter alone is none."""
    text = fold(raw)
    return frozenset(
        day for pattern in (_DAY, _ISO, _WORDS) for match in pattern.finditer(text) if (day := _day_of(match))
    )


def _day_of(match: re.Match[str]) -> date | None:
    """The day of a match of one of the three patterns of whole dates."""
    return _date(_year(match), int(match["m"]), int(match["d"]))


def _month_first(match: re.Match[str]) -> date | None:
    """``12/25/2024``: as day and month it is no date, as month and day it is."""
    return _date(_year(match), int(match["d"]), int(match["m"]))


def _year(match: re.Match[str]) -> int:
    year = int(match["y"])
    return year + 2000 if year < 100 else year


def _date(year: int, month: int, day: int) -> date | None:
    in_range = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return date(year, month, day) if in_range and 1 <= day <= monthrange(year, month)[1] else None


def _last_day(year: int, month: int) -> date | None:
    in_range = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return date(year, month, monthrange(year, month)[1]) if in_range else None
