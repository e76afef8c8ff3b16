"""Whom to call in a unit, and where to write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitContact:
    """A unit's contact as people write it; '' where nothing is known."""

    unit: str
    """The unit's code."""
    person: str = ""
    phone: str = ""
    email: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.person or self.phone or self.email)

    @property
    def line(self) -> str:
        """All of it in one line; '' where it says nothing."""
        return ", ".join(filter(None, (self.person, self.phone, self.email)))
