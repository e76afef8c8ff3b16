"""The cells in which a form asks for something, and the filled forms of the sample that the mutator starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.builders import context, read
from tests.tools import ROOT
from xlpy.basics.a1 import a1
from xlpy.forms.layout import CellPlan, Role, SheetPlan

SAMPLE = ROOT / "samples" / "nam-hoc-2023-2024" / "tep-nhan"
FORMS: Sequence[str] = (
    "Các sở/Sở KHĐT.xlsx",
    "Các sở/Sở Tài chính - KH167.xlsx",
    "Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx",
    "Sở GDĐT/KH167_CN_SGDDT_So-Giao-duc-va-Dao-tao.xlsx",
)
"""Two small forms, one of a district and the longest of all."""
FIGURE, PERCENT, WORDS, CHOICE, DATE = "figure", "percent", "words", "choice", "date"
_SORTS = {
    Role.INPUT_NUMBER: FIGURE,
    Role.INPUT_PERCENT: PERCENT,
    Role.INPUT_TEXT: WORDS,
    Role.INPUT_CHOICE: CHOICE,
    Role.INPUT_DATE: DATE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """An input cell: its sheet by name and number from 0, its address, what it asks for."""

    sheet: str
    number: int
    row: int
    column: int
    sort: str
    decimals: int = 0
    percent: bool = False
    code: str = ""
    key: str = ""

    @property
    def cell(self) -> str:
        """The address as a sheet shows it."""
        return a1((self.row, self.column))


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form of the sample."""

    name: str
    data: bytes
    unit: str
    places: tuple[Place, ...]


@cache
def forms() -> tuple[Form, ...]:
    """The forms the mutator starts from."""
    return tuple(form_of(SAMPLE / name) for name in FORMS)


def form_of(path: Path) -> Form:
    """A filled form with its input cells."""
    data = path.read_bytes()
    unit = read(data, path.name).unit
    reporting_unit = context().reporting_unit(unit)
    assert reporting_unit is not None
    plan = context().plan(reporting_unit)
    places = [
        _place(sheet, number, row, column, cell)
        for number, sheet in enumerate(plan.sheets)
        for (row, column), cell in sheet.cells.items()
        if cell.role.is_input
    ]
    return Form(path.name, data, unit, tuple(places))


def _place(sheet: SheetPlan, number: int, row: int, column: int, cell: CellPlan) -> Place:
    code, key = sheet.code_of[row], sheet.columns[column - 1].key
    indicator = context().catalogue.indicator.get(code) if cell.role is Role.INPUT_NUMBER else None
    decimals = indicator.decimals if indicator else 2
    percent = cell.role is Role.INPUT_PERCENT or (indicator is not None and indicator.unit_of_measure == "%")
    return Place(sheet.name, number, row, column, _SORTS[cell.role], decimals, percent, code, key)
