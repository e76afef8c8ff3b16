"""Which units of today are the units of a day before: only their figures of the two days may be compared.

A unit that took over another's area or work has more under the same code; one whose row of the catalogue changed in
anything but its name is another unit too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from xlpy.model.catalogue import Catalogue, Unit


@dataclass(frozen=True)
class Continuity:
    """The units of two days. ``before`` lies earlier than ``now``."""

    catalogue: Catalogue
    before: date
    now: date

    @cached_property
    def same(self) -> Mapping[str, Unit]:
        """By code: units of today that were the same, but perhaps for their names, on the day before."""
        return {unit.code: unit for unit in self.catalogue.units_on(self.now) if self._is_same(unit)}

    @cached_property
    def renamed(self) -> tuple[tuple[str, str, str], ...]:
        """Of these, code, old and new name of each that bears another name now."""
        names = ((code, self._rows_before[code].name, unit.name) for code, unit in self.same.items())
        return tuple((code, old, new) for code, old, new in names if old != new)

    def _is_same(self, unit: Unit) -> bool:
        old = self._rows_before.get(unit.code)
        if old is None or unit.code in self._took_over:
            return False
        return (old.kind, old.region, set(old.desks)) == (unit.kind, unit.region, set(unit.desks))

    @cached_property
    def _rows_before(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.catalogue.units_on(self.before)}

    @cached_property
    def _took_over(self) -> frozenset[str]:
        """Codes of units to which another unit went between the two days."""
        ended = [u for u in self._rows_before.values() if u.valid_to is not None and u.valid_to < self.now]
        return frozenset(code for unit in ended for code in unit.successor if code != unit.code)
