"""A form for one more unit from the form of a unit that is asked the same: all local units but the first."""

from __future__ import annotations

from xlpy.forms.layout import MARKER_ROW, CellPlan, FormPlan, Identity, Role, SheetPlan, form_id, marker
from xlpy.forms.plan import SUBTITLE_ROW, Before, Subject, cover_plan, last_value, subtitle
from xlpy.forms.signature import signature_of
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Catalogue, Unit

UNIT = "{unit}"


def alike(catalogue: Catalogue, wording: Wording, one: Unit, other: Unit) -> bool:
    """Whether the two units' forms differ only in names, markers, last period's figures and what targets are."""
    return (
        _assigned(catalogue, one) == _assigned(catalogue, other)
        and catalogue.asked(one) == catalogue.asked(other)
        and signature_of(one, wording) == signature_of(other, wording)
        and not any(UNIT in str(table) for section, table in wording.tables.items() if section != "cover")
    )


def _assigned(catalogue: Catalogue, unit: Unit) -> set[tuple[str, str]]:
    """What the unit has a target for, whatever it is: indicator and period."""
    return {(target.indicator, target.period) for target in catalogue.targets if target.unit == unit.code}


def form_for_another(
    catalogue: Catalogue, wording: Wording, form: FormPlan, unit: Unit, previous: Before | None = None
) -> FormPlan:
    """What `form_plan` gives for ``unit``, made from the form of a unit `alike`: a tenth of the work."""
    subject = Subject(catalogue, unit, form.period, wording)
    sheets = tuple(
        cover_plan(subject) if sheet.key == "cover" else _renamed(sheet, subject, previous or {})
        for sheet in form.sheets
    )
    return FormPlan(form_id(form.version, unit.code, form.period.code), form.version, unit, form.period, sheets)


def _renamed(sheet: SheetPlan, subject: Subject, previous: Before) -> SheetPlan:
    version = subject.catalogue.plan.version
    identity = Identity(sheet.key, version, subject.unit.code, subject.period.code)
    cells = dict(sheet.cells)
    cells[MARKER_ROW, 1] = CellPlan(Role.MARKER, marker(identity))
    cells[SUBTITLE_ROW, 1] = CellPlan(Role.SUBTITLE, subtitle(subject))
    if "previous" in sheet.column:
        for code, row in sheet.rows.items():
            at = row, sheet.column["previous"]
            if cells[at].role is Role.NUMBER:
                cells[at] = cells[at]._replace(value=last_value(subject.catalogue, code, previous))
            target = subject.catalogue.target(subject.unit.code, code, subject.period.code)
            if target:
                at = row, sheet.column["plan"]
                cells[at] = cells[at]._replace(value=target.value)
    return sheet.with_cells(cells)
