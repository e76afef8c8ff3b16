"""Which days offices work on: Vietnam's public holidays by the package ``holidays``, and what the catalogue adds.

Labour Code 2019, Article 112 names the holidays. Each year the government moves single days: its notices stand in the
table ``days_off`` as soon as they are known, since the package has them only from its next edition on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from xlpy.model.catalogue import Catalogue
from xlpy.model.special_day import DayKind, SpecialDay

if TYPE_CHECKING:
    from holidays import HolidayBase

DAY = timedelta(days=1)
WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True)
class Workdays:
    """The days on which offices work. A day of ``special`` is what its row says, whatever the package holds of it."""

    special: tuple[SpecialDay, ...] = ()

    @cached_property
    def _said(self) -> dict[date, SpecialDay]:
        return {row.day: row for row in self.special}

    @cached_property
    def _public(self) -> HolidayBase:
        from holidays import country_holidays  # noqa: PLC0415  (a sixth of a second: only where days are counted)

        return country_holidays("VN", language="vi")

    def is_off(self, day: date) -> bool:
        """Whether offices are closed."""
        if said := self._said.get(day):
            return said.kind is DayKind.OFF
        return not self._public.is_working_day(day)

    def why_off(self, day: date) -> str:
        """What a day off is, as it goes on in a sentence: ``Chủ nhật``, ``Quốc khánh``; '' for a day of work."""
        if not self.is_off(day):
            return ""
        said = self._said.get(day)
        return said.name if said else str(self._public.get(day) or WEEKEND[day.weekday()])

    def next_from(self, day: date) -> date:
        """The day itself, or the next one on which offices work.

        A term that ends on a day off ends with the next working day: Civil Code 2015, Article 148, paragraph 5.
        """
        while self.is_off(day):
            day += DAY
        return day

    def last_until(self, day: date) -> date:
        """The day itself, or the last one before it on which offices work."""
        while self.is_off(day):
            day -= DAY
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to ``end``."""
        return sum(not self.is_off(start + DAY * passed) for passed in range(1, (end - start).days + 1))

    def after(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``; with 0 the first working day from ``start`` on.

        The day itself is not counted: Civil Code 2015, Article 147, a term begins with the day after.
        """
        day = start
        for _ in range(count):
            day = self.next_from(day + DAY)
        return self.next_from(day)


def workdays_of(catalogue: Catalogue) -> Workdays:
    """The days of work as the catalogue's table of days off has them."""
    return Workdays(catalogue.days_off)


def repeated(days: Iterable[SpecialDay]) -> list[tuple[int, date]]:
    """Rows (from 0) that speak of a day of which a row before has spoken."""
    seen: set[date] = set()
    found = []
    for number, row in enumerate(days):
        if row.day in seen:
            found.append((number, row.day))
        seen.add(row.day)
    return found
