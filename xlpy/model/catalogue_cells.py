"""What one cell of a catalogue's table says: a source with its editors' remarks, a day of every year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_REMARK = re.compile(r"\[[^\[\]]*\]")


def cited(source: str) -> str:
    """A source as it may be printed: without remarks in square brackets, which are for those who edit the catalogue."""
    *before, last = _REMARK.split(source)
    return "".join((*(part.rstrip() for part in before), last)).strip()


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day without its year, so that a table copied to the next school year need not change."""

    day: int
    month: int

    def after(self, start: date) -> date:
        """The first such day on ``start`` or later. 29 February is none: it is not there every year."""
        this = date(start.year, self.month, self.day)
        return this if this >= start else date(start.year + 1, self.month, self.day)
