"""The limits of every sheet, and what each reader tells of one in the same way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from operator import itemgetter

from xlpy.basics.a1 import a1
from xlpy.intake.formats.refusal import RefusalError, suspicious
from xlpy.model.cells import Address, CellValue

MAX_ROW = 9_999
MAX_COLUMN = 702
"""Column ZZ. Beyond either, one stray cell makes a reader fill a rectangle of gigabytes."""

MAX_CELLS = 300_000
"""Of the cells with content in a sheet; a form has two thousand; docs/performance.md says what as many as this cost."""

NOTES, TEXT_BOXES, PICTURES = "chú thích", "hộp chữ", "hình ảnh"
"""What may stand in a file beside its cells."""

MIN_SEEN = 2.0
"""Points from which on a row or a column shows anything; a lower one is a line between its neighbours."""
CHARACTER = 5.25
"""Points of one unit of a column's width in Excel: 7 pixels of 96 to the inch, as in its default font."""

_LEGACY_FONT = re.compile(r"\.vn|vni-", re.IGNORECASE)


def is_legacy(font: str) -> bool:
    """True for a TCVN3 (``.VnTime`` …) or VNI (``VNI-Times`` …) font name."""
    return _LEGACY_FONT.match(font) is not None


def refuse_if_far(sheet: str, row: int, column: int) -> None:
    """Raise `RefusalError` (T107) if a cell with content stands beyond row 9 999 or column ZZ."""
    if row > MAX_ROW or column > MAX_COLUMN:
        raise RefusalError("T107", sheet=sheet, cell=a1((row, column)), expected=a1((MAX_ROW, MAX_COLUMN)))


def refuse_if_too_many(sheet: str, cells: int) -> None:
    """Raise `RefusalError` (T106) if a sheet holds more cells with content than anybody typed."""
    if cells > MAX_CELLS:
        raise suspicious(f"trang {sheet} có hơn {MAX_CELLS} ô có nội dung", f"{MAX_CELLS} ô")


def is_unseen(size: str | float | None, unit: float = 1.0) -> bool:
    """Whether a height or width is so small that its row or column is as good as hidden; ``unit`` in points.

    None, and what is no number, says nothing of a size.
    """
    try:
        return size is not None and float(size) * unit < MIN_SEEN
    except ValueError:
        return False


def hidden_within(
    rows: Collection[int], columns: Collection[int], cells: Iterable[Address]
) -> tuple[frozenset[int], frozenset[int]]:
    """The hidden rows and columns up to the last ones in use: a form often hides all that lie beyond."""
    if not rows and not columns:
        return frozenset(), frozenset()
    used = list(cells)
    last_row = max(used, default=(0, 0))[0]
    last_column = max(map(itemgetter(1), used), default=0) if columns else 0
    return frozenset(n for n in rows if n <= last_row), frozenset(n for n in columns if n <= last_column)


def covered(cells: Mapping[Address, CellValue], merges: Iterable[tuple[Address, Address]]) -> frozenset[Address]:
    """The cells that hold something under a merge; each merge by its first and its last cell."""
    found: set[Address] = set()
    for first, last in merges:
        rows, columns = last[0] - first[0] + 1, last[1] - first[1] + 1
        # A merge may span a million cells and a sheet hold ten: walk whichever is fewer.
        if rows * columns <= len(cells):
            within_it = product(range(first[0], last[0] + 1), range(first[1], last[1] + 1))
            found.update(set(filter(cells.__contains__, within_it)) - {first})
        else:
            found.update(
                at for at in cells if at != first and first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]
            )
    return frozenset(found)
