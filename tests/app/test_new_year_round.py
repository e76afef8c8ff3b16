"""A clerk's new school year: 2024-2025 is opened from 2023-2024, its forms go out, come back, are consolidated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.form_files import complete_fill
from xlpy.app import cli
from xlpy.app.usecases import examine, issue_forms, open_period
from xlpy.catalogue.load import load, shipped
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.model.edition import PROVINCE, Edition


def consolidated(period: str, folder: Path) -> Edition:
    """Everybody's filled form of a period of 2024-2025, received and consolidated."""
    context = open_period(shipped("2024-2025"), period, load_wording())
    folder.mkdir()
    for unit in context.catalogue.reporting_units(context.period):
        plan = context.plan(unit)
        data = write_form(plan, context.catalogue, context.wording, complete_fill(plan))
        (folder / f"{unit.code}.xlsx").write_bytes(data)
    return examine(context, folder)


def test_the_year_made_by_the_command_is_the_shipped_one_but_for_what_staff_decide(tmp_path, capsys):
    cli.main(["new-year", "--catalogue", "2023-2024", "--out", str(tmp_path / "moi")])
    made, own = load(tmp_path / "moi"), shipped("2024-2025")
    assert made.plan == replace(own.plan, version="2024-2025.1", accepts="")
    assert made.periods == own.periods
    assert [row.deadline for row in made.activities] == [row.deadline for row in own.activities]
    assert [a.code for a, b in zip(made.activities, own.activities, strict=True) if a.name != b.name] == [
        "N2.A1",
        "N2.A2",
        "N4.A4",
    ]


@pytest.mark.parametrize(("period", "heir"), [("HK1", "STTTT"), ("CN", "SKHCN")])
def test_19_forms_of_the_new_year_go_out_each_period(tmp_path, monkeypatch, period, heir):
    monkeypatch.setattr("xlpy.forms.writer.write_form", lambda plan, *_: plan.form_id.encode())
    paths = issue_forms(open_period(shipped("2024-2025"), period, load_wording()), tmp_path)
    assert len(paths) == 19
    assert any(path.name.startswith(f"KH_{period}_{heir}_") for path in paths)


@pytest.mark.slow("round")
@pytest.mark.parametrize("period", ["HK1", "CN"])
def test_a_round_of_the_new_year_is_consolidated_from_all_19(tmp_path, period):
    edition = consolidated(period, tmp_path / "nhan")
    assert (len(edition.used_files), dict(edition.absent)) == (19, {})
    internet = edition.total["N8.11", PROVINCE]
    assert internet.value is not None and len(internet.included) == 1
