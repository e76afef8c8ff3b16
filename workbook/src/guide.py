"""The one-page guide inside the workbook."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workbook.src import looks
from workbook.src.parts import page_setup, protect
from xlpy.basics.text_size import row_height
from xlpy.book.words import BookWords

WIDTHS = (7.0, 26.0, 92.0)


def add_guide(book: Workbook, words: BookWords) -> None:
    """Add the sheet."""
    sheet = book.create_sheet(words.sheet("guide"))
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = _across(sheet, 1, words.text("guide", "title"), looks.TITLE, 16.0)
    row = _across(sheet, row, words.text("guide", "intro"), looks.PROSE) + 1
    for step in words.entry("guide", "steps"):
        row = _cells(sheet, row, tuple(step), (looks.STEP, looks.STEP, looks.LABEL))
    row = _across(sheet, row + 1, words.text("guide", "signs_title"), looks.PART, 13.0)
    for sign, meaning in words.entry("guide", "signs"):
        row = _cells(sheet, row, ("", sign, meaning), (looks.LABEL, looks.STEP, looks.LABEL))
    row = _across(sheet, row + 1, words.text("guide", "rules_title"), looks.PART, 13.0)
    for rule in words.entry("guide", "rules"):
        row = _across(sheet, row, f"– {rule}", looks.PROSE)
    sheet.sheet_view.showGridLines = False
    page_setup(sheet, landscape=False, paper=9, area=f"A1:C{row - 1}", fit=(1, 1))
    protect(sheet)


def _across(sheet: Worksheet, row: int, text: str, style: str, size: float = 12.0) -> int:
    sheet.merge_cells(f"A{row}:C{row}")
    for column in "ABC":
        sheet[f"{column}{row}"].style = style
    sheet[f"A{row}"] = text
    sheet.row_dimensions[row].height = row_height(iter([(text, sum(WIDTHS), size, style != looks.PROSE)]))
    return row + 1


def _cells(sheet: Worksheet, row: int, texts: tuple[str, str, str], styles: tuple[str, str, str]) -> int:
    for column, text, style in zip("ABC", texts, styles, strict=True):
        sheet[f"{column}{row}"].style = style
        if text:
            sheet[f"{column}{row}"] = text
            sheet[f"{column}{row}"].data_type = "s"
    sheet.row_dimensions[row].height = row_height(iter([(texts[2], WIDTHS[2], 12.0, False)]))
    return row + 1
