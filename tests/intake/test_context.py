"""The forms as issued, to which received ones are compared: made when asked for, the latest kept."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import context
from xlpy.intake import context as module


def test_of_many_units_the_latest_forms_are_kept_and_one_let_go_of_is_made_again_alike(monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST_PLANS", 2)
    opened = replace(context(), _plans={})
    units = opened.catalogue.reporting_units(opened.period)[:3]
    made = [opened.plan(unit) for unit in units]
    assert (list(opened._plans), opened.plan(units[2]) is made[2]) == ([unit.code for unit in units[1:]], True)
    again = opened.plan(units[0])
    assert again is not made[0]
    assert again == made[0]
