"""A legal threshold with the days on which it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Norm:
    """A legal threshold with its days of validity; rules name it by ``key``."""

    key: str
    value: Decimal
    unit: str
    applies_to: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    legal_basis: str

    def valid_on(self, day: date) -> bool:
        """Whether it is in force on that day (both ends included; None is open)."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
