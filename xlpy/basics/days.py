"""Days as official papers write them: Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from datetime import date


def short_day(day: date) -> str:
    """``31/5/2024``, ``15/01/2024``, ``05/6/2024``: a zero before days below 10 and before the months 1 and 2 only."""
    return f"{day.day:02d}/{month(day)}/{day.year}"


def month(day: date) -> str:
    """The month by the same rule: ``02``, ``6``."""
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)
