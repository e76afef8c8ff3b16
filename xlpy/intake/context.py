"""All that is needed to read a file for one period, built once and handed to each reading process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlpy.catalogue.model import Catalogue, Period, Unit
from xlpy.forms.layout import FormPlan
from xlpy.forms.plan import form_plan
from xlpy.forms.wording import Wording
from xlpy.intake.names import NameIndex


@dataclass(frozen=True)
class IntakeContext:
    """Catalogue, period, printed words and last period's figures (by unit code), with what follows from them."""

    catalogue: Catalogue
    period: Period
    wording: Wording
    previous: Mapping[str, Mapping[str, Decimal]]
    names: NameIndex
    _plans: dict[str, FormPlan] = field(default_factory=dict, repr=False, compare=False)

    def plan(self, unit: Unit) -> FormPlan:
        """The form as issued to a unit; computed once for each."""
        if unit.code not in self._plans:
            previous = self.previous.get(unit.code)
            self._plans[unit.code] = form_plan(self.catalogue, unit, self.period, self.wording, previous)
        return self._plans[unit.code]

    def sender(self, code: str) -> Unit | None:
        """The unit of that code if it must report for the period."""
        return next((unit for unit in self.catalogue.senders(self.period) if unit.code == code), None)
