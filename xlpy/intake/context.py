"""All that is needed to read a file for one period, built once and handed to each reading process."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlpy.catalogue.earlier_version import as_of
from xlpy.catalogue.names import NameIndex
from xlpy.forms.layout import FormPlan
from xlpy.forms.plan import form_plan
from xlpy.forms.reuse import alike, form_for_another
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Catalogue, Period, Unit
from xlpy.model.submission import Earlier, Previous

MOST_PLANS = 200
"""Forms as issued that are kept: of more units than a province has. Each takes 0.1 MB, and those of ten thousand units
would take all the memory that a reading process has for a file."""


@dataclass(frozen=True)
class IntakeContext:
    """Catalogue, period, printed words and last period's figures (by unit code), with what follows from them."""

    catalogue: Catalogue
    period: Period
    wording: Wording
    previous: Previous
    names: NameIndex
    earlier: Earlier = field(default_factory=dict)
    """The period in earlier school years: only compared with, never printed on a form."""
    plans: Previous = field(default_factory=dict)
    """What units planned in the last period: filled into their forms, to be changed there; reading does without."""
    _plans: dict[str, FormPlan] = field(default_factory=dict, repr=False, compare=False)

    def plan(self, unit: Unit, version: str = "") -> FormPlan:
        """The form as issued to a unit, by an earlier version where one is named; the latest are kept."""
        is_earlier = version not in ("", self.catalogue.plan.version)
        key = f"{version}|{unit.code}" if is_earlier else unit.code
        if key not in self._plans:
            made = self._earlier(unit, version) if is_earlier else self._made(unit)
            if len(self._plans) >= MOST_PLANS:
                del self._plans[next(iter(self._plans))]
            self._plans[key] = made
        return self._plans[key]

    def _earlier(self, unit: Unit, version: str) -> FormPlan:
        previous = self.previous.get(unit.code)
        return form_plan(as_of(self.catalogue, version), unit, self.period, self.wording, previous)

    def _made(self, unit: Unit) -> FormPlan:
        previous = self.previous.get(unit.code)
        for form in self._plans.values():
            present = form.version == self.catalogue.plan.version
            if present and form.unit.kind is unit.kind and alike(self.catalogue, self.wording, form.unit, unit):
                return form_for_another(self.catalogue, self.wording, form, unit, previous)
        return form_plan(self.catalogue, unit, self.period, self.wording, previous)

    def reporting_unit(self, code: str) -> Unit | None:
        """The unit of that code if it must report for the period."""
        unit = self.catalogue.unit(code, self.period.cut_off)
        return unit if unit and unit.valid_on(self.period.cut_off) else None

    def unit_name(self, code: str) -> str:
        """A unit's name on the period's cut-off; the code itself where it is unknown."""
        return self.catalogue.unit_name(code, self.period.cut_off)
