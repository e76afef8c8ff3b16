"""Adding and dividing figures of which some may be missing: a missing figure is never taken for 0."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

HUNDRED = Decimal(100)
"""Scale of a percentage."""


def added(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of those that are known; None where none is."""
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known else None


def quotient(above: Decimal | None, below: Decimal | None, scale: Decimal = HUNDRED) -> Decimal | None:
    """above / below * scale, not rounded; None where a part is missing or the divisor is 0."""
    return above / below * scale if above is not None and below else None
