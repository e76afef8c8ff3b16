"""The catalogue's tables as sheets: edited here by staff, checked by the program at each click."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from workbook.src import looks
from workbook.src.parts import page_setup
from xlpy.basics.formula import LONGEST_OF_VALIDATION, formula
from xlpy.basics.text_size import row_height
from xlpy.book.words import BookWords, TableWords
from xlpy.model.catalogue import Unit

HEADER = 4
SPARE = 100
"""Rows below each table in which the drop-downs work, too."""
ROWS_TO_WRITE = 40
"""Blank rows of the office's own tables: LibreOffice does not lengthen a table that is written below."""
A3, A3_FROM = 8, 170
"""Sheets wider than so many characters print on A3."""


def add_catalogue(book: Workbook, words: BookWords, rows: dict[str, tuple[tuple[str, ...], ...]]) -> None:
    """Add one sheet for each table."""
    for name, own in words.catalogue.items():
        _sheet(book.create_sheet(own.sheet), own, rows[name])


def add_office_tables(book: Workbook, words: BookWords, units: Iterable[Unit]) -> None:
    """Add the sheets of decisions, contacts and papers that left, with rows to write in.

    The contacts have a row for each unit; nothing but its code and name, since nobody's telephone is shipped.
    """
    for own in words.office:
        blank = ("",) * len(own.columns)
        known = {unit.code: (unit.code, unit.name, *blank[2:]) for unit in units} if own is words.contacts else {}
        _sheet(book.create_sheet(own.sheet), own, (*known.values(), *(blank,) * ROWS_TO_WRITE))


def _sheet(sheet: Worksheet, own: TableWords, rows: tuple[tuple[str, ...], ...]) -> None:
    last = get_column_letter(len(own.columns))
    for column, width in enumerate(own.widths, 1):
        size = sheet.column_dimensions[get_column_letter(column)]
        size.width, size.number_format = width, "@"  # so that a code typed below the table stays ``01``
    sheet["A1"], sheet["A2"] = own.title, own.note
    sheet["A1"].style, sheet["A2"].style = looks.TITLE, looks.HINT
    across = _reach(own.widths)
    for row, height in ((1, 26), (2, 34)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
        sheet.row_dimensions[row].height = height
    for column, heading in enumerate(own.columns.values(), 1):
        sheet.cell(HEADER, column, heading).style = looks.COLUMN
    sheet.row_dimensions[HEADER].height = 32
    for number, texts in enumerate(rows, HEADER + 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column)
            cell.style = looks.CELL
            if text:
                cell.value = text
                cell.data_type = "s"
        sizes = ((text, width, 11.0, False) for text, width in zip(texts, own.widths, strict=True))
        sheet.row_dimensions[number].height = row_height(sizes)
    end = HEADER + max(len(rows), 1)
    table = Table(displayName=own.table, ref=f"A{HEADER}:{last}{end}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    sheet.add_table(table)
    _choices(sheet, own, HEADER + len(rows) + SPARE)
    sheet.freeze_panes = f"B{HEADER + 1}"
    sheet.sheet_view.showGridLines = False
    wide = sum(own.widths) > A3_FROM
    page_setup(sheet, landscape=True, paper=A3 if wide else 9, area=f"A1:{last}{end}", rows=f"{HEADER}:{HEADER}")


def _reach(widths: tuple[float, ...]) -> int:
    """Over so many columns title and note run: what a screen shows at once."""
    used = 0.0
    for column, width in enumerate(widths, 1):
        used += width
        if used > 120:
            return column
    return len(widths)


def _choices(sheet: Worksheet, own: TableWords, last: int) -> None:
    """Drop-downs where a column takes one of a few words."""
    for field, values in own.values.items():
        if field == "key":
            continue
        column = get_column_letter(list(own.columns).index(field) + 1)
        listed = formula(f'"{",".join(values.values())}"', LONGEST_OF_VALIDATION)
        rule = DataValidation(type="list", formula1=listed, allow_blank=True)
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = own.columns[field], f"Chọn một trong: {', '.join(values.values())}."
        sheet.add_data_validation(rule)
        rule.add(f"{column}{HEADER + 1}:{column}{last}")
