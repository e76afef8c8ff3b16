"""What a sheet's plan works out once for all units that are asked alike."""

from __future__ import annotations

from tests import builders
from xlpy.forms.layout import KEPT, Role
from xlpy.forms.plan import form_plan
from xlpy.forms.reuse import form_for_another


def test_what_is_taken_over_for_an_alike_unit_is_what_its_own_plan_gives() -> None:
    context = builders.context()
    one, other = (context.reporting_unit(code) for code in ("534", "535"))
    assert one is not None
    assert other is not None
    first = form_plan(context.catalogue, one, context.period, context.wording, {"N1.01": "K"})
    for sheet in first.sheets:
        assert sheet.frame
        assert sheet.column
    made = form_for_another(context.catalogue, context.wording, first, other, {"N1.02": "CCSL"})
    own = form_plan(context.catalogue, other, context.period, context.wording, {"N1.02": "CCSL"})
    assert [[getattr(sheet, name) for name in KEPT] for sheet in made.sheets] == [
        [getattr(sheet, name) for name in KEPT] for sheet in own.sheets
    ]


def test_the_frame_holds_no_input_no_formula_and_no_figure_of_the_last_period() -> None:
    sheet = builders.sheet_plan("535", "indicators")
    roles = {sheet.cells[at].role for at in sheet.frame}
    assert Role.TEXT in roles
    assert not any(role.is_input or role in (Role.FORMULA, Role.NUMBER) for role in roles)
