"""A figure that nobody types: the program works it out of what units report and of norms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Computed:
    """One such figure. A total is over the units for which it can be worked out: the sum of theirs, of a percentage
    the expression worked out of their summed figures."""

    code: str
    task: str
    name: str
    unit_of_measure: str
    decimals: int
    applies_to: tuple[str, ...]
    """For whom it is worked out: unit kinds, ``desk:X`` or unit codes."""
    expression: str
    """Arithmetic over indicator codes and ``norm(…)``, in the language of rules."""
    note: str
    """How it is to be read, printed below the table; '' = as its name says."""
    source: str
    """What it is worked out by; remarks in square brackets are not printed."""
    counted: str = ""
    """What numerator and denominator of a percentage count (``trường``); '' = as the numerator's unit of measure."""

    @property
    def is_percentage(self) -> bool:
        """Whether it is one: never summed, and a figure that a unit is not asked for is 0 in it."""
        return self.unit_of_measure == "%"
