"""Where Excel and LibreOffice differ and xlwings has no word for it, or none on Windows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlpy.basics.a1 import column_letters
from xlpy.outputs.publish.address import a1

EXCEL = "excel"
"""xlwings' name of its Windows engine."""
VISIBLE = -1
"""Excel's xlSheetVisible."""
NO_ERROR = -2146828288
"""A cell error's number in an answer of Excel, less its number in [MS] XlCVError."""
ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
UNKNOWN_ERROR = "#UNKNOWN!"
"""An error newer than this list."""
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


def is_read_only(book: Any) -> bool:
    """Whether a workbook is open so that it can't be saved under its name."""
    return bool(book.api.ReadOnly if is_excel(book) else book.impl.is_read_only)


def freeze(sheet: Any, row: int, column: int) -> None:
    """Keep the rows above and the columns left of a place in sight; counted from 0.

    xlwings freezes panes in no Excel for Windows; there they belong to the window's active sheet.
    """
    if not row and not column:
        return
    if is_excel(sheet):
        window = sheet.book.api.Windows(1)
        sheet.activate()
        # Frozen already, or scrolled, Excel would freeze at what is in sight and not at this place.
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


def protection_of(sheet: Any) -> Mapping[str, Any]:
    """The arguments that protect a sheet again as it is protected now, without a password."""
    if not is_excel(sheet):
        return FREE
    # Asked before the sheet is opened: unprotected it has forgotten what it allowed.
    kept = {name: bool(getattr(sheet.api.Protection, name)) for name in _ALLOWED}
    return {
        **kept,
        "DrawingObjects": bool(sheet.api.ProtectDrawingObjects),
        "Scenarios": bool(sheet.api.ProtectScenarios),
    }


def is_shown(sheet: Any) -> bool:
    """Whether a sheet's tab is to be seen. Excel tells a number (hidden 0, very hidden 2), LibreOffice yes or no."""
    return sheet.visible in (True, VISIBLE)


def as_read(value: Any) -> Any:
    """A cell's value as any program gives it; the text of an error (``#SPILL!``) where it shows one.

    Excel hands errors over as whole numbers, of which xlwings knows seven, and all its numbers otherwise as floats.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value - NO_ERROR in range(2_000, 2_100):
        return ERRORS.get(value - NO_ERROR, UNKNOWN_ERROR)
    return value


def as_typed(value: Any, sheet: Any) -> Any:
    """A text that Excel keeps whole: it takes a leading apostrophe for its own sign of a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith("'") and is_excel(sheet) else value
