"""The whole workbook as openpyxl lays it out: all that is in it therefore survives openpyxl."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workbook.src import conf
from workbook.src.catalogue_sheets import add_catalogue, add_office_tables
from workbook.src.guide import add_guide
from workbook.src.looks import workbook_styles
from workbook.src.panel import add_panel
from workbook.src.parts import define, protect
from xlpy.book.catalogue import sheet_rows
from xlpy.book.paint import paint
from xlpy.book.places import MARK
from xlpy.book.sheets import empty_sheets
from xlpy.book.styles import set_standard_font
from xlpy.book.words import BookWords, load_book_words
from xlpy.catalogue.load import DATA, from_tables, tables_of

SHIPPED = "2023-2024"
BLUE, GREEN, GREY = "1F3864", "548235", "7F7F7F"


def lay_out(catalogue: Path = DATA / SHIPPED, words: BookWords | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The workbook without macros, and the VBA names of its sheets in their order.

    ``catalogue`` is a folder of tables. Raises CatalogueError where it holds none, BookWordsError where the words
    are incomplete.
    """
    words = words or load_book_words()
    tables = tables_of(catalogue)
    made = from_tables(tables)
    book = Workbook()
    book.remove(book.worksheets[0])
    set_standard_font(book)
    for style in workbook_styles():
        book.add_named_style(style)
    add_catalogue(book, words, dict(sheet_rows(words, tables)))
    add_office_tables(book, words, made.units)
    add_panel(book, words, made)
    add_guide(book, words)
    for drawing in empty_sheets(words):
        sheet = book.create_sheet(drawing.name)
        paint(sheet, drawing)
        protect(sheet)
    _add_conf(book, words)
    names = _order(book, words)
    properties = book.properties
    properties.title = words.text("panel", "title").format(number=made.plan.number)
    properties.creator = made.plan.office
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), names


def _add_conf(book: Workbook, words: BookWords) -> None:
    """What VBA tells people; hidden."""
    sheet = book.create_sheet(words.sheet("conf"))
    for row, (key, value) in enumerate(conf.ROWS, 1):
        sheet.cell(row, 1, key)
        cell = sheet.cell(row, 2)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 100
    sheet["D1"].number_format = "@"
    define(book, MARK, sheet.title, "$D$1")
    sheet.sheet_state = "hidden"


def _order(book: Workbook, words: BookWords) -> tuple[str, ...]:
    """Sheets in the order of use: panel, guide, the office's tables, results, catalogue; each with its VBA name."""
    catalogue = [own.sheet for own in words.catalogue.values()]
    first = [words.sheet("panel"), words.sheet("guide"), *(own.sheet for own in words.office)]
    last = [*catalogue, words.sheet("conf")]
    order = [*first, *(name for name in book.sheetnames if name not in (*first, *last)), *last]
    sheets: list[Worksheet] = [book[name] for name in order]
    book._sheets = sheets  # type: ignore[attr-defined]  # openpyxl has no call that sets the whole order
    names = []
    for number, sheet in enumerate(sheets, 1):
        names.append(f"Sheet{number:02d}")
        sheet.sheet_properties.codeName = names[-1]
        colour = BLUE if sheet.title in first else GREY if sheet.title in last else GREEN
        sheet.sheet_properties.tabColor = colour
        sheet.sheet_view.tabSelected = number == 1
    book.code_name = "ThisWorkbook"
    book.active = 0
    return tuple(names)
