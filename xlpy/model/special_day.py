"""A day that is not what the calendar of public holidays says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What a day is by a notice of the government, against the calendar of public holidays."""

    OFF = "off"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day off, or a day of work at a weekend, that the calendar of public holidays does not have."""

    day: date
    kind: DayKind
    name: str
    """What the day is, as it goes on in a sentence: ``nghỉ bù Tết Dương lịch``."""
    source: str
