"""Units are data: the catalogue of 96 communes and 14 departments is served by the same code."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from xlpy.catalogue.load import shipped
from xlpy.catalogue.model import UnitKind
from xlpy.edition import PROVINCE, TaskStatus
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.intake.context import IntakeContext
from xlpy.intake.grid import CellValue
from xlpy.model import ActivityStatus
from xlpy.usecases import examine, issue_forms, open_period

ANSWERS = {"N1.02": Decimal(6), "N1.08": Decimal(5), "N1.09": Decimal(1)}


@pytest.fixture(scope="module")
def context() -> IntakeContext:
    return open_period(shipped("2025-2026"), "CN", load_wording())


@pytest.mark.case(9)
def test_issuing_makes_110_forms(context, tmp_path):
    paths = issue_forms(context, tmp_path)

    assert (len(paths), len(list(tmp_path.iterdir()))) == (110, 110)


def test_the_senders_are_96_communes_and_14_departments(context):
    kinds = [unit.kind for unit in context.catalogue.senders(context.period)]

    assert (kinds.count(UnitKind.LOCAL), len(kinds)) == (96, 110)


@pytest.mark.case(9)
def test_forms_of_communes_are_consolidated(context, tmp_path):
    _fill(context, tmp_path, count=12)

    edition = examine(context, tmp_path)

    assert edition.total["N1.02", PROVINCE].value == 6 * 12


def test_communes_that_have_not_sent_are_missing_by_name(context, tmp_path):
    _fill(context, tmp_path, count=12)

    statuses = examine(context, tmp_path).statuses
    missing = {unit for (unit, _), status in statuses.items() if status is TaskStatus.MISSING}

    assert len(missing) == 110 - 12


def _fill(context: IntakeContext, folder: Path, count: int) -> None:
    """Forms of some communes; every figure of task 1 answered, K where there is nothing."""
    communes = [unit for unit in context.catalogue.senders(context.period) if unit.kind is UnitKind.LOCAL]
    for unit in communes[:count]:
        asked = [i for i in context.catalogue.asked_indicators(unit) if i.task == "N1"]
        fill: dict[tuple[str, str, str], CellValue] = {}
        fill |= {("indicators", i.code, "actual"): ANSWERS.get(i.code, Decimal(0)) for i in asked}
        fill |= {("indicators", i.code, "plan"): Decimal(0) for i in asked if i.has_plan}
        fill["indicators", "N1.03", "actual"] = Decimal(6)
        fill |= {
            ("activities", a.code, "status"): ActivityStatus.NONE.value
            for a in context.catalogue.asked_activities(unit)
        }
        form = write_form(context.plan(unit), context.catalogue, context.wording, fill)
        (folder / f"{unit.code}.xlsx").write_bytes(form)
