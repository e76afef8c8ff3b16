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
