"""What the consolidating office assigns a unit to reach: printed and locked in the plan column of its form."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """One assigned target, in the indicator's unit of measure."""

    unit: str
    """Code of the unit that must reach it."""
    indicator: str
    period: str
    """Code of the period whose form prints it; '' = of every period of the catalogue."""
    value: Decimal
    source: str
    """The decision that assigns it; remarks in square brackets are not printed."""
