"""Values as SQLite holds them: numbers as exact text, moments and days in ISO form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal


def text(value: str) -> str:
    """The text as any program can read it back; half a surrogate pair (from a broken file name) becomes ``?``."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def number(value: Decimal | None) -> str | None:
    """All digits of a number, or None."""
    return None if value is None else str(value)


def to_number(stored: str | None) -> Decimal | None:
    """The number again; raises InvalidOperation for what `number` never wrote."""
    return None if stored is None else Decimal(stored)


def day(value: date | None) -> str | None:
    """``2024-06-24``, or None."""
    return None if value is None else value.isoformat()


def to_day(stored: str | None) -> date | None:
    """The day again; raises ValueError for what `day` never wrote."""
    return None if stored is None else date.fromisoformat(stored)


def minute(value: time | None) -> str | None:
    """``14:53``, or None."""
    return None if value is None else value.isoformat("minutes")


def to_minute(stored: str | None) -> time | None:
    """The minute again; raises ValueError for what `minute` never wrote."""
    return None if stored is None else time.fromisoformat(stored)


def moment(value: datetime) -> str:
    """A moment in UTC, to the second."""
    return value.astimezone(UTC).isoformat(timespec="seconds")


def to_moment(stored: str) -> datetime:
    """The moment again, in UTC; raises ValueError for what `moment` never wrote."""
    return datetime.fromisoformat(stored).astimezone(UTC)
