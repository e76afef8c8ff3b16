"""Days on which an office works: Monday to Friday, without the public holidays that the settings list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
YearDay = tuple[int, int]
"""(month, day) of a holiday that falls on the same date every year."""


def add_working_days(start: date, count: int, holidays: Collection[date | YearDay] = ()) -> date:
    """The ``count``-th working day after ``start``; with 0 the first working day from ``start`` on.

    The day itself is not counted (Bộ luật Dân sự 2015, Điều 147: a term begins with the day after).
    """
    day = start
    for _ in range(count):
        day = _next_working(day + timedelta(days=1), holidays)
    return _next_working(day, holidays)


def _next_working(day: date, holidays: Collection[date | YearDay]) -> date:
    while day.weekday() >= SATURDAY or day in holidays or (day.month, day.day) in holidays:
        day += timedelta(days=1)
    return day
