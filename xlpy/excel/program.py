"""Where Excel and LibreOffice differ and xlwings has no word for it, or none on Windows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from xlpy.a1 import column_letters
from xlpy.publish.address import a1

EXCEL = "excel"
"""xlwings' name of its Windows engine."""
FREE = {"AllowFiltering": True, "AllowFormattingColumns": True, "AllowFormattingRows": True}
"""What a protected result sheet still allows."""
_ALLOWED = (
    *("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns"),
    *("AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows"),
    *("AllowSorting", "AllowFiltering", "AllowUsingPivotTables"),
)


def is_excel(thing: Any) -> bool:
    """Whether a book or a sheet (xlwings) is open in Excel itself."""
    book = getattr(thing, "book", thing)
    return bool(book.app.engine.name == EXCEL)


def freeze(sheet: Any, row: int, column: int) -> None:
    """Keep the rows above and the columns left of a place in sight; counted from 0.

    xlwings freezes panes in no Excel for Windows; there they belong to the window's active sheet.
    """
    if not row and not column:
        return
    if is_excel(sheet):
        window = sheet.book.api.Windows(1)
        sheet.activate()
        window.FreezePanes = False
        window.ScrollRow = window.ScrollColumn = 1
        window.SplitRow, window.SplitColumn = row, column
        window.FreezePanes = True
    elif row and column:
        sheet.freeze_panes.freeze_at(f"A1:{a1(row - 1, column - 1)}")
    elif row:
        sheet.freeze_panes.freeze_at(f"1:{row}")
    else:
        sheet.freeze_panes.freeze_at(f"A:{column_letters(column)}")


@contextlib.contextmanager
def printing_at_once(book: Any) -> Iterator[None]:
    """Page set-ups of several sheets in one talk with the printer, where Excel can: each setting else waits for it."""
    if is_excel(book):
        with contextlib.suppress(Exception):  # no printer at all
            book.app.api.PrintCommunication = False
    try:
        yield
    finally:
        if is_excel(book):
            with contextlib.suppress(Exception):  # a refused setting shows here
                book.app.api.PrintCommunication = True


def protection_of(sheet: Any) -> Mapping[str, Any]:
    """The arguments that protect a sheet again as it is protected now, without a password."""
    if not is_excel(sheet):
        return FREE
    kept = {name: bool(getattr(sheet.api.Protection, name)) for name in _ALLOWED}
    return {
        **kept,
        "DrawingObjects": bool(sheet.api.ProtectDrawingObjects),
        "Scenarios": bool(sheet.api.ProtectScenarios),
    }


def as_typed(value: Any, sheet: Any) -> Any:
    """A text that Excel keeps whole: it takes a leading apostrophe for its own sign of a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith("'") and is_excel(sheet) else value
