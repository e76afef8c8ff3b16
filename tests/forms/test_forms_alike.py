"""A form made from another unit's form is the form that would have been made from nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlpy.catalogue.load import shipped
from xlpy.forms.plan import form_plan
from xlpy.forms.reuse import alike, form_for_another
from xlpy.forms.wording import Wording, load_wording
from xlpy.model.catalogue import UnitKind
from xlpy.model.cells import CellValue

CATALOGUE, WORDING = shipped(), load_wording()
PERIOD = CATALOGUE.period["CN"]
UNITS = {unit.code: unit for unit in CATALOGUE.reporting_units(PERIOD)}
FIRST = UNITS["522"]
PREVIOUS: dict[str, CellValue] = {"N1.02": Decimal(5), "N3.01": "K"}


@pytest.mark.parametrize("code", [unit.code for unit in UNITS.values() if unit.kind is UnitKind.LOCAL])
def test_a_districts_form_is_the_same_either_way(code):
    form = form_plan(CATALOGUE, FIRST, PERIOD, WORDING, {"N1.02": Decimal(9)})

    made = form_for_another(CATALOGUE, WORDING, form, UNITS[code], PREVIOUS)

    assert made == form_plan(CATALOGUE, UNITS[code], PERIOD, WORDING, PREVIOUS)


@pytest.mark.parametrize("code", ["SGDDT", "STC"])
def test_a_department_is_asked_something_else(code):
    assert not alike(CATALOGUE, WORDING, FIRST, UNITS[code])


def test_forms_are_made_one_by_one_where_a_header_names_the_unit():
    issues = {**WORDING.tables["issues"], "title": "KHÓ KHĂN CỦA {unit}"}

    assert not alike(CATALOGUE, Wording({**WORDING.tables, "issues": issues}), FIRST, UNITS["524"])
