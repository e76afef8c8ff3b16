"""What form tests look at: a written form, filled by a rule, taken apart."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlpy.forms.layout import FormPlan, Role
from xlpy.forms.plan import form_plan
from xlpy.forms.values import Fill
from xlpy.forms.wording import load_wording
from xlpy.forms.writer import write_form
from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.cells import CellValue
from xlpy.model.submission import STATUSES

WORDING = load_wording()
SETTLED: dict[Role, CellValue] = {
    Role.INPUT_NUMBER: Decimal(20),
    Role.INPUT_PERCENT: Decimal(100),
    Role.INPUT_TEXT: "- Đã triển khai",
    Role.INPUT_DATE: date(2024, 1, 20),
}


def plan_of(catalogue: Catalogue, unit: Unit) -> FormPlan:
    return form_plan(catalogue, unit, catalogue.periods[0], WORDING)


def written(catalogue: Catalogue, unit: Unit, fill: Fill | None = None) -> bytes:
    return write_form(plan_of(catalogue, unit), catalogue, WORDING, fill)


def complete_fill(plan: FormPlan) -> dict[tuple[str, str, str], CellValue]:
    """Every input filled: all figures 20, everything done, with evidence."""
    fill: dict[tuple[str, str, str], CellValue] = {}
    for sheet in plan.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.role.is_input:
                key = sheet.key, sheet.code_of[row], sheet.columns[column - 1].key
                fill[key] = SETTLED.get(cell.role) or cell.choices[0]
    return fill


def varied_fill(plan: FormPlan) -> dict[tuple[str, str, str], CellValue]:
    """Every sort of answer in turn, right and wrong: a deterministic mixture."""
    fill: dict[tuple[str, str, str], CellValue] = {}
    answers: tuple[CellValue, ...] = (
        Decimal(31),
        "K",
        Decimal(7),
        "CCSL",
        Decimal("12.5"),
        Decimal(-4),
        "nhiều",
        Decimal(0),
    )
    percents = Decimal(0), Decimal(40), Decimal(100)
    for number, (key, value) in enumerate(complete_fill(plan).items()):
        sheet, code, column = key
        role = plan.sheet[sheet].cells[plan.sheet[sheet].at(code, column)].role
        if number % 7 == 0:
            continue
        if role is Role.INPUT_NUMBER:
            fill[key] = answers[number % len(answers)]
        elif role is Role.INPUT_PERCENT:
            fill[key] = percents[number % len(percents)]
        elif column == "status":
            fill[key] = STATUSES[number % len(STATUSES)]
        else:
            fill[key] = value
    return fill


def part(data: bytes, name: str) -> str:
    """One part of the package as text."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def without_results(data: bytes) -> bytes:
    """The same workbook with no stored formula results: whoever opens it must calculate."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(name, content)
    return out.getvalue()
