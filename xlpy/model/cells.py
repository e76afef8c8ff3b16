"""What a spreadsheet says, cell by cell, with true addresses and nothing interpreted.

Every reader (.xlsx, .xlsm, .xlsb, .xls, .ods, .fods) ends in these types, so nothing after them knows of file formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from xlpy.model.number_format import NumberFormat

Address = tuple[int, int]
"""Row and column of a cell, both counted from 1 as the sheet shows them."""


class FileKind(StrEnum):
    """The true kind of a file, told by its content, never by its name."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    FODS = "fods"


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value that a cell shows: ``#REF!``, ``#DIV/0!``, …"""

    code: str


@dataclass(frozen=True, slots=True)
class UncachedFormula:
    """A formula whose file stores no result; ``formula`` starts with ``=``."""

    formula: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Raised, lowered or struck text in a cell: its sorts in words, the text without it, and it alone ('' = all).

    ``runs`` are the stretches of the text with what sets each apart ('' = nothing); none where the cell's format does.
    """

    sorts: str
    rest: str
    apart: str = ""
    runs: tuple[tuple[str, str], ...] = ()


CellValue = str | Decimal | bool | date | datetime | time | CellError | UncachedFormula


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only cells that hold something are in ``cells`` (an empty string is nothing)."""

    name: str
    cells: Mapping[Address, CellValue]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    legacy_fonts: Mapping[Address, str] = field(default_factory=dict)
    """Font name of each cell set in a TCVN3 (``.Vn…``) or VNI (``VNI-…``) font; all other cells are absent."""
    links: Mapping[Address, str] = field(default_factory=dict)
    """Cells whose formula reads another file or a DDE source, with that formula."""
    formulas: frozenset[Address] = frozenset()
    """Cells whose value a formula gave."""
    circular: Mapping[Address, str] = field(default_factory=dict)
    """Cells whose formula needs its own result, by itself or by way of others, with that formula."""
    marked: Mapping[Address, Marked] = field(default_factory=dict)
    """Cells with raised, lowered or struck text."""
    shown: Mapping[Address, NumberFormat] = field(default_factory=dict)
    """Numbers that their format shows otherwise than they are stored, or not at all."""
    covered: frozenset[Address] = frozenset()
    """Cells that hold something under a merge, where nobody sees it."""


@dataclass(frozen=True, slots=True)
class Book:
    """One readable spreadsheet file: its true kind, its sheets in order, and whether it carries macros."""

    kind: FileKind
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    remarks: Mapping[str, int] = field(default_factory=dict)
    """What stands in the file beside its cells, by sort in words: notes, text boxes, pictures."""
    uncalculated: str = ""
    """Why results in it may be old, in words; '' where nothing says so."""


def raw_text(value: CellValue | None) -> str:
    """The cell as text, exactly as received: what a finding quotes and a provenance record keeps.

    Numbers are written plainly with a decimal point and no exponent; dates as dd/mm/yyyy.
    """
    if type(value) is str:  # nearly always
        return value
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return format(value.normalize(), "f") if value else "0"
        case datetime():
            midnight = value.time() == time(0)
            return value.strftime("%d/%m/%Y" if midnight else "%d/%m/%Y %H:%M:%S")
        case date():
            return value.strftime("%d/%m/%Y")
        case time():
            return value.strftime("%H:%M:%S")
        case CellError():
            return value.code
        case UncachedFormula():
            return value.formula
