"""Units are data: the catalogue of 96 communes and 6 departments is served by the same code."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from xlpy.app.usecases import examine, issue_forms, open_period
from xlpy.catalogue.load import shipped
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.context import IntakeContext
from xlpy.intake.receive import receive
from xlpy.model.catalogue import UnitKind
from xlpy.model.cells import CellValue
from xlpy.model.edition import PROVINCE, Edition, TaskStatus
from xlpy.model.submission import ActivityStatus

pytestmark = pytest.mark.slow("form")

SENT = 4
ANSWERS = {"N1.02": Decimal(6), "N1.08": Decimal(5), "N1.09": Decimal(1)}


@pytest.fixture(scope="module")
def context() -> IntakeContext:
    return open_period(shipped("2025-2026"), "CN", load_wording())


@pytest.fixture(scope="module")
def edition(context, tmp_path_factory) -> Edition:
    """Some communes have sent, nobody else has."""
    folder = tmp_path_factory.mktemp("nhan")
    _fill(context, folder, count=SENT)
    return examine(context, folder)


@pytest.mark.case(9)
def test_issuing_makes_102_forms(context, tmp_path, monkeypatch):
    monkeypatch.setattr("xlpy.forms.writer.write_form", lambda plan, *_: plan.form_id.encode())

    paths = issue_forms(context, tmp_path)

    assert (len(paths), len(list(tmp_path.iterdir()))) == (102, 102)
    assert len({path.read_bytes() for path in paths}) == 102


@pytest.mark.case(9)
def test_the_forms_issued_are_read_back_as_those_of_their_units(context, tmp_path):
    reporting_units = context.catalogue.reporting_units(context.period)
    units = [reporting_units[0].code, reporting_units[1].code, reporting_units[-1].code]

    paths = issue_forms(context, tmp_path, units)

    read = [receive(context, path.read_bytes(), path.name, datetime(2026, 6, 1)).unit for path in paths]
    assert sorted(read) == sorted(units)


def test_the_reporting_units_are_96_communes_and_6_departments(context):
    kinds = [unit.kind for unit in context.catalogue.reporting_units(context.period)]

    assert (kinds.count(UnitKind.LOCAL), len(kinds)) == (96, 102)


@pytest.mark.case(9)
def test_forms_of_communes_are_consolidated(edition):
    assert edition.total["N1.02", PROVINCE].value == 6 * SENT


def test_communes_that_have_not_sent_are_missing_by_name(edition):
    missing = {unit for (unit, _), status in edition.statuses.items() if status is TaskStatus.MISSING}

    assert len(missing) == 102 - SENT


def _fill(context: IntakeContext, folder: Path, count: int) -> None:
    """Forms of some communes; every figure of task 1 answered, K where there is nothing."""
    communes = [unit for unit in context.catalogue.reporting_units(context.period) if unit.kind is UnitKind.LOCAL]
    for unit in communes[:count]:
        asked = [i for i in context.catalogue.asked(unit).indicators if i.task == "N1"]
        fill: dict[tuple[str, str, str], CellValue] = {}
        fill |= {("indicators", i.code, "actual"): ANSWERS.get(i.code, Decimal(0)) for i in asked}
        fill |= {("indicators", i.code, "plan"): Decimal(0) for i in asked if i.has_plan}
        fill["indicators", "N1.03", "actual"] = Decimal(6)
        fill |= {
            ("activities", a.code, "status"): ActivityStatus.NONE.value
            for a in context.catalogue.asked(unit).activities
        }
        form = write_form(context.plan(unit), context.catalogue, context.wording, fill)
        (folder / f"{unit.code}.xlsx").write_bytes(form)
