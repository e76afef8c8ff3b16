"""Filled forms of one period as bytes: the clean one of each unit, or one with some answers changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from samples.fill import sample_fills
from xlpy.basics.a1 import a1
from xlpy.forms.layout import FormPlan, SheetPlan
from xlpy.forms.writer import write_form
from xlpy.intake.context import IntakeContext
from xlpy.model.cells import CellValue

Key = tuple[str, str, str]
"""Sheet key, row code, column key of an input of the form."""


@dataclass(frozen=True)
class Maker:
    """Writes the sample's forms for the context's period."""

    context: IntakeContext

    @cached_property
    def fills(self) -> Mapping[str, Mapping[Key, CellValue]]:
        """The clean answers of each reporting unit."""
        return sample_fills(self.context.catalogue, self.context.period, self.context.wording)

    def form(self, unit: str, changes: Mapping[Key, CellValue | None] | None = None) -> bytes:
        """A unit's form; ``changes`` replace its clean answers, None leaves a cell blank."""
        fill = {**self.fills[unit], **(changes or {})}
        answers = {key: value for key, value in fill.items() if value is not None}
        return write_form(self.plan(unit), self.context.catalogue, self.context.wording, answers)

    def plan(self, unit: str) -> FormPlan:
        """The unit's form as issued."""
        reporting_unit = self.context.reporting_unit(unit)
        assert reporting_unit is not None
        return self.context.plan(reporting_unit)

    def sheet(self, unit: str, key: str) -> SheetPlan:
        """One sheet of it."""
        return self.plan(unit).sheet[key]

    def at(self, unit: str, key: Key) -> str:
        """Address of an input, ``G12``."""
        return a1(self.sheet(unit, key[0]).at(key[1], key[2]))

    def number(self, unit: str, key: Key) -> Decimal:
        """The clean answer as a number."""
        value = self.fills[unit][key]
        assert isinstance(value, Decimal)
        return value


def actual(code: str) -> Key:
    """The actual figure of an indicator."""
    return "indicators", code, "actual"


def planned(code: str) -> Key:
    """The plan of an indicator."""
    return "indicators", code, "plan"


def activity(code: str, column: str) -> Key:
    """A cell of an activity's row."""
    return "activities", code, column
