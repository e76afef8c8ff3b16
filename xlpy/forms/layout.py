"""What stands where in a unit's form: one description that the writer paints and the intake recognises by.

Every data sheet begins with two hidden rows. Row 1 holds the *marker* (which sheet of which form this is),
row 2 a *key* over each column. Rows are known by the code in their key column. So a sheet is found again
after it was renamed or moved, a column after another was put before it, a row after others were inserted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from xlpy.basics.text import ascii_slug
from xlpy.model.catalogue import Catalogue, Period, Unit
from xlpy.model.cells import Address, CellValue
from xlpy.model.plan import Plan

MARK = "KH167"
KEY = "kh167:"
MARKER_ROW, KEY_ROW = 1, 2


class Role(Enum):
    """What a cell of the form is; decides its look, its lock and how the intake takes it."""

    MARKER = auto()
    KEY = auto()
    TITLE = auto()
    SUBTITLE = auto()
    MOTTO = auto()
    HEADER = auto()
    NUMBERING = auto()
    GROUP = auto()
    CODE = auto()
    CENTRE = auto()
    TEXT = auto()
    NUMBER = auto()
    FORMULA = auto()
    NOTE = auto()
    PARENT = auto()
    REMARK = auto()
    SIGNER = auto()
    INPUT_NUMBER = auto()
    INPUT_PERCENT = auto()
    INPUT_TEXT = auto()
    INPUT_DATE = auto()
    INPUT_CHOICE = auto()

    def __init__(self, _: object) -> None:
        self.is_input = self._name_.startswith("INPUT")
        """Whether the unit types here (worked out once: the intake asks it of every cell)."""
        self.is_open = self.is_input or self._name_ == "SIGNER"
        """Whether the cell is not locked: the signer's title is chosen, and is no answer."""


class CellPlan(NamedTuple):
    """One cell as issued. ``value`` of an input is what is prefilled (mostly None); a formula starts with '='."""

    role: Role
    value: CellValue | None = None
    decimals: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column: its key, its header text, its width in characters."""

    key: str
    header: str
    width: float


KEPT: tuple[str, ...] = ("column", "code_of", "frame", "print_places", "print_texts", "inputs")
"""What `SheetPlan` works out of cells that all units asked alike have alike."""


@dataclass(frozen=True)
class SheetPlan:
    """One sheet: ``rows`` maps a row's code to its issued row; ``cells`` holds every printed or open cell."""

    key: str
    name: str
    columns: tuple[ColumnPlan, ...]
    header_row: int
    rows: Mapping[str, int]
    cells: Mapping[Address, CellPlan]
    free_text: bool = False
    """True for sheets of explanations and self-check formulas, whose printed cells are not compared."""

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Issued column number (from 1) by key."""
        return {column.key: number for number, column in enumerate(self.columns, 1)}

    @cached_property
    def code_of(self) -> Mapping[int, str]:
        """Row code by issued row."""
        return {row: code for code, row in self.rows.items()}

    @cached_property
    def frame(self) -> Mapping[Address, str]:
        """The texts printed in rows that have a code: what alike units have alike, last period's column left out."""
        left_out = (Role.FORMULA, Role.NUMBER)
        return {
            at: cell.value
            for at, cell in self.cells.items()
            if isinstance(cell.value, str)
            and at[0] in self.code_of
            and not (cell.role.is_input or cell.role in left_out)
        }

    @cached_property
    def print_places(self) -> frozenset[Address]:
        """Where the texts of the `frame` stand."""
        return frozenset(self.frame)

    @cached_property
    def print_texts(self) -> list[str]:
        """The texts of the `frame`, in its order."""
        return list(self.frame.values())

    @cached_property
    def inputs(self) -> frozenset[tuple[str, str]]:
        """Row code and column key of each cell in which the unit types."""
        columns = [column.key for column in self.columns]
        cells = (at for at, cell in self.cells.items() if cell.role.is_input)
        return frozenset((self.code_of[row], columns[column - 1]) for row, column in cells if row in self.code_of)

    def with_cells(self, cells: Mapping[Address, CellPlan]) -> SheetPlan:
        """The sheet with other cells, none of the `frame` and none that is an input, so that `KEPT` stays so."""
        other = replace(self, cells=cells)
        vars(other).update({name: vars(self)[name] for name in KEPT if name in vars(self)})
        return other

    def at(self, code: str, key: str) -> Address:
        """Issued address of a row's cell in a column."""
        return self.rows[code], self.column[key]


@dataclass(frozen=True)
class FormPlan:
    """The whole form of one unit for one period."""

    form_id: str
    version: str
    unit: Unit
    period: Period
    sheets: tuple[SheetPlan, ...]

    @cached_property
    def sheet(self) -> Mapping[str, SheetPlan]:
        """Sheets by key."""
        return {sheet.key: sheet for sheet in self.sheets}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a marker says: which sheet of whose form, of which catalogue version and period."""

    sheet: str
    version: str
    unit: str
    period: str


def form_id(version: str, unit: str, period: str) -> str:
    """The form's printed identity, the same for the same version, unit and period."""
    return f"{MARK}-{version}-{period}-{unit}-{_check(version, unit, period)}"


def marker(identity: Identity) -> str:
    """The text of a sheet's marker cell."""
    parts = (identity.sheet, identity.version, identity.unit, identity.period)
    return "|".join((MARK, *parts, _check(*parts)))


def companion_marker(plan: FormPlan, sheet: str) -> str:
    """The marker of a sheet that holds no answers: ``check``, ``guide`` or ``lists``."""
    return marker(Identity(sheet, plan.version, plan.unit.code, plan.period.code))


def read_marker(text: str) -> Identity | None:
    """The identity that a cell's text states, or None if it is no (or a damaged) marker."""
    parts = text.strip().split("|")
    if len(parts) != 6 or parts[0] != MARK or parts[5] != _check(*parts[1:5]):
        return None
    return Identity(*parts[1:5])


def asked_sheets(catalogue: Catalogue, unit: Unit) -> tuple[str, ...]:
    """Keys of the data sheets that this unit's form has, in order."""
    sheets = ["cover"]
    if catalogue.asked(unit).indicators:
        sheets.append("indicators")
    if catalogue.asked(unit).activities:
        sheets.append("activities")
    return (*sheets, "issues")


def _check(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:8]


def form_name(plan: Plan, period: Period, unit: Unit) -> str:
    """File name of a unit's form, ``KH167_CN_…``: plain ASCII, so that it survives mail, Zalo and every disk."""
    return f"{plan.file_mark}_{period.code}_{unit.code}_{ascii_slug(unit.name)}.xlsx"
