"""Days as official papers write them: Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

import re
from datetime import date

_SCHOOL_YEAR = re.compile(r"\s*([0-9]{4})\s*[-–]\s*([0-9]{4})\s*")


def short_day(day: date) -> str:
    """``31/5/2024``, ``15/01/2024``, ``05/6/2024``: a zero before days below 10 and before the months 1 and 2 only."""
    return f"{day.day:02d}/{month(day)}/{day.year}"


def month(day: date) -> str:
    """The month by the same rule: ``02``, ``6``."""
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def school_year(text: str) -> str:
    """``2022-2023`` out of a school year as people write it (dash or hyphen, blanks); '' where it is none."""
    found = _SCHOOL_YEAR.fullmatch(text)
    return f"{found[1]}-{found[2]}" if found and int(found[2]) == int(found[1]) + 1 else ""


def school_year_before(text: str, years: int = 1) -> str:
    """The school year that lies so many years before; '' where ``text`` is no school year."""
    known = school_year(text)
    return f"{int(known[:4]) - years}-{int(known[5:]) - years}" if known else ""


def year_earlier(day: date, years: int = 1) -> date:
    """The same day of an earlier year; 28 February for a 29th which that year lacks."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)
