"""What a sheet holds that a plain reading of its values does not tell, and the limits of every sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from xlpy.a1 import a1
from xlpy.intake.grid import Address, CellError, UncachedFormula
from xlpy.intake.refusal import RefusalError

MAX_ROW = 9_999
MAX_COLUMN = 702
"""Column ZZ. Beyond either, one stray cell makes a reader fill a rectangle of gigabytes."""

_LEGACY_FONT = re.compile(r"\.vn|vni-", re.IGNORECASE)
LEGACY_FONT_BYTES = re.compile(rb"\.vn|vni-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The extras of one sheet; fields as in `xlpy.intake.grid.Sheet`.

    ``marks`` are the cells whose value is an error or a formula without a stored result.
    """

    marks: Mapping[Address, CellError | UncachedFormula] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    legacy_fonts: Mapping[Address, str] = field(default_factory=dict)
    links: Mapping[Address, str] = field(default_factory=dict)


def is_legacy(font: str) -> bool:
    """True for a TCVN3 (``.VnTime`` …) or VNI (``VNI-Times`` …) font name."""
    return _LEGACY_FONT.match(font) is not None


def refuse_if_far(sheet: str, row: int, column: int) -> None:
    """Raise `RefusalError` (T107) if a cell with content stands beyond row 9 999 or column ZZ."""
    if row > MAX_ROW or column > MAX_COLUMN:
        raise RefusalError("T107", sheet=sheet, cell=a1((row, column)), expected=a1((MAX_ROW, MAX_COLUMN)))
