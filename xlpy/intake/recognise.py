"""Which sheet of whose form is this, and where did its columns and rows go?

The hidden markers decide first; printed texts are the fall-back. Nothing is recognised by likeness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlpy.basics.text import tidy
from xlpy.forms.layout import KEY, MARK, Identity, SheetPlan, read_marker
from xlpy.model.cells import Address, Book, CellValue, Sheet

MARKER_DEPTH = 40
"""Rows and columns searched for a marker and a header: rows inserted above them are few."""


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """A sheet of the file that carries a marker. ``identity`` is None where the marker is damaged."""

    sheet: Sheet
    marker_at: Address
    identity: Identity | None


@dataclass(frozen=True, slots=True)
class SheetMatch:
    """A found sheet laid over its plan: actual row and column -> issued ones, and what did not fit."""

    sheet: Sheet
    plan: SheetPlan
    rows: Mapping[int, int]
    """Actual row -> issued row, for the rows known by their code."""
    columns: Mapping[int, int]
    """Actual column -> issued column."""
    row_at: Mapping[str, int]
    """Row code -> actual row."""
    column_at: Mapping[str, int]
    """Column key -> actual column."""
    header_row: int
    """Actual row of the header, 0 where it was not found."""
    missing_rows: tuple[str, ...] = ()
    repeated_rows: tuple[int, ...] = ()
    """Actual rows whose code stands in an earlier row already."""
    missing_columns: tuple[str, ...] = ()
    changed_headers: tuple[tuple[Address, str], ...] = ()
    """Header cells whose text is not the issued one, with the issued text."""
    by_header: bool = False
    """True where the hidden key row is gone and the header texts had to serve."""

    def actual(self, code: str, key: str) -> Address | None:
        """Where the issued cell (row code, column key) is in this file, or None if its row or column is gone."""
        row, column = self.row_at.get(code), self.column_at.get(key)
        return (row, column) if row is not None and column is not None else None


def find_sheets(book: Book) -> tuple[FoundSheet, ...]:
    """Every sheet that carries a marker of ours, in file order."""
    return tuple(found for sheet in book.sheets if (found := _marked(sheet)) is not None)


def _marked(sheet: Sheet) -> FoundSheet | None:
    start = MARK + "|"
    for address, value in sheet.cells.items():
        if isinstance(value, str) and value.lstrip().startswith(start) and max(address) <= MARKER_DEPTH:
            return FoundSheet(sheet, address, read_marker(value))
    return None


def match_sheet(found: FoundSheet, plan: SheetPlan) -> SheetMatch:
    """Lay a found sheet over its plan."""
    sheet = found.sheet
    columns = _columns_by_key(sheet, plan)
    header_row = _header_row(sheet, plan)
    by_header = not columns
    if by_header and header_row:
        columns = _columns_by_header(sheet, plan, header_row)
    seen: dict[str, int] = {}
    repeated: list[int] = []
    code_column = next((actual for actual, issued in columns.items() if issued == plan.column["code"]), 0)
    for row, code in _codes(sheet, code_column):
        if code not in plan.rows:
            continue
        if code in seen:
            repeated.append(row)
        else:
            seen[code] = row
    present = set(columns.values())
    return SheetMatch(
        sheet=sheet,
        plan=plan,
        rows={row: plan.rows[code] for code, row in seen.items()},
        columns=columns,
        row_at=seen,
        column_at={plan.columns[issued - 1].key: actual for actual, issued in columns.items()},
        header_row=header_row,
        missing_rows=tuple(code for code in plan.rows if code not in seen),
        repeated_rows=tuple(repeated),
        missing_columns=tuple(c.key for n, c in enumerate(plan.columns, 1) if n not in present),
        changed_headers=tuple(_changed_headers(sheet, plan, columns, header_row)),
        by_header=by_header,
    )


def _columns_by_key(sheet: Sheet, plan: SheetPlan) -> dict[int, int]:
    keys: Mapping[CellValue, str] = {f"{KEY}{key}": key for key in plan.column}
    found = {column: keys[value] for (_, column), value in sheet.cells.items() if value in keys}
    return {column: plan.column[key] for column, key in sorted(found.items())}


def _header_row(sheet: Sheet, plan: SheetPlan) -> int:
    """The row in which most of the issued header texts stand; 0 if fewer than half of them stand in one row."""
    texts = {tidy(column.header) for column in plan.columns if column.header}
    if not texts:
        return 0
    top = [(at[0], value) for at, value in sheet.cells.items() if at[0] <= MARKER_DEPTH and isinstance(value, str)]
    rows = Counter(row for row, value in top if value in texts)
    if not rows or max(rows.values()) * 2 < len(texts):  # rarely: somebody retyped the header
        rows = Counter(row for row, value in top if tidy(value) in texts)
    row = max(rows, key=lambda r: (rows[r], -r), default=0)
    return row if row and rows[row] * 2 >= len(texts) else 0


def _columns_by_header(sheet: Sheet, plan: SheetPlan, header_row: int) -> dict[int, int]:
    issued = {tidy(column.header): number for number, column in enumerate(plan.columns, 1)}
    columns: dict[int, int] = {}
    for (row, column), value in sorted(sheet.cells.items(), key=lambda item: item[0]):
        if row == header_row and isinstance(value, str):
            number = issued.get(tidy(value))
            if number is not None and number not in columns.values():
                columns[column] = number
    return columns


def _codes(sheet: Sheet, column: int) -> Iterator[tuple[int, str]]:
    for (row, c), value in sorted(
        ((address, value) for address, value in sheet.cells.items() if address[1] == column),
        key=lambda item: item[0],
    ):
        if c == column and isinstance(value, str):
            yield row, tidy(value)


def _changed_headers(
    sheet: Sheet, plan: SheetPlan, columns: Mapping[int, int], header_row: int
) -> Iterator[tuple[Address, str]]:
    if not header_row:
        return
    for actual, issued in columns.items():
        expected = plan.columns[issued - 1].header
        value = sheet.cells.get((header_row, actual))
        if expected and value != expected and (not isinstance(value, str) or tidy(value) != tidy(expected)):
            yield (header_row, actual), expected
