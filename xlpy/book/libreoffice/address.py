"""Cell addresses in Excel's A1 writing: text to areas and back, without any spreadsheet program."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlpy.basics.a1 import column_letters, column_number

ROWS, COLUMNS = 1_048_576, 16_384
"""Size of a sheet, the same in Excel and in Calc from 7.4 on."""

_PART = re.compile(r"\$?([A-Z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Z]{1,3})?\$?(\d{1,7})?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    def part(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Area:
        """The rectangle that begins ``row`` and ``column`` cells (from 0) inside this one."""
        top, left = self.top + row, self.left + column
        return Area(top, left, top + rows - 1, left + columns - 1)

    def around(self, other: Area) -> Area:
        """The smallest rectangle that holds both."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def holds(self, other: Area) -> bool:
        """Whether the other lies wholly inside."""
        return self.around(other) == self


def written(area: Area, rows_fixed: bool = True, columns_fixed: bool = True) -> str:
    """An area in A1 writing: ``$A$1:$C$2``; one cell without the colon."""
    row, column = "$" if rows_fixed else "", "$" if columns_fixed else ""
    first = f"{column}{column_letters(area.left)}{row}{area.top}"
    last = f"{column}{column_letters(area.right)}{row}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def read(text: str) -> Area | None:
    """The area of ``A1``, ``$A$1:B2``, ``A:C`` or ``1:3``; None if the text is no address, a name for instance."""
    match = _PART.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    column, row, last_column, last_row = match.groups()
    if ":" not in text:
        if not (column and row):
            return None
        last_column, last_row = column, row
    elif (column is None) != (last_column is None) or (row is None) != (last_row is None):
        return None
    ends = Area(
        int(row or 1),
        column_number(column) if column else 1,
        int(last_row or ROWS),
        column_number(last_column) if last_column else COLUMNS,
    )
    area = Area(ends.top, ends.left, ends.top, ends.left).around(Area(ends.bottom, ends.right, ends.bottom, ends.right))
    return area if area.top >= 1 and area.bottom <= ROWS and area.right <= COLUMNS else None


def with_sheet(text: str) -> tuple[str | None, str]:
    """Sheet name, unquoted, and the rest of ``'Tổng hợp'!A1``; None without a sheet."""
    sheet, mark, rest = text.rpartition("!")
    if not mark:
        return None, text
    if len(sheet) > 1 and sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, rest
