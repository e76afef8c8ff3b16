"""A drawing onto an openpyxl sheet: for the file adapter, and for the workbook's first build."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xlpy.outputs.publish.address import a1, area_a1
from xlpy.outputs.publish.drawing import Drawing, Drawn, PrintSetup, Value


def paint(sheet: Worksheet, drawing: Drawing) -> None:
    """Put a drawing onto an empty sheet whose workbook has the styles."""
    kept: dict[str, Any] = {}
    for (row, column), drawn in drawing.cells.items():
        cell: Any = sheet.cell(row + 1, column + 1)
        put(cell, drawn)
        if drawn.style in kept:
            cell._style = copy(kept[drawn.style])
        else:
            cell.style = drawn.style
            kept[drawn.style] = cell._style  # a style by its name is looked up once, its array then copied
    for column, width in drawing.widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for row, height in drawing.heights.items():
        sheet.row_dimensions[row + 1].height = height
    sheet.sheet_format.defaultRowHeight = drawing.default_height
    sheet.sheet_format.customHeight = True
    for area in drawing.merges:
        sheet.merge_cells(area_a1(*area))
    if drawing.filter:
        sheet.auto_filter.ref = area_a1(*drawing.filter)
    if drawing.freeze:
        sheet.freeze_panes = a1(*drawing.freeze)
    sheet.sheet_view.showGridLines = False
    set_up(sheet, drawing.setup)


def put(cell: Any, drawn: Drawn) -> None:
    """A value or a formula into a cell; a text that looks like a formula stays a text."""
    if drawn.formula:
        cell.value = drawn.formula
    else:
        put_value(cell, drawn.value)


def put_value(cell: Any, value: Value) -> None:
    """A value into a cell; numbers as a spreadsheet holds them."""
    cell.value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, str):
        cell.data_type = "s"


def set_up(sheet: Worksheet, setup: PrintSetup) -> None:
    """How the sheet goes to paper."""
    page = sheet.page_setup
    page.orientation = "landscape" if setup.landscape else "portrait"
    page.paperSize = setup.paper
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = setup.margins
    sheet.print_options.horizontalCentered = setup.centred
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=setup.fit is not None)
    if setup.fit:
        page.fitToWidth, page.fitToHeight = setup.fit
    else:
        page.scale = setup.scale
    if setup.breaks:
        sheet.col_breaks = ColBreak(brk=[Break(id=column) for column in setup.breaks])
    if setup.area:
        sheet.print_area = area_a1(*setup.area)
    if setup.rows:
        sheet.print_title_rows = f"{setup.rows[0] + 1}:{setup.rows[1] + 1}"
    if setup.columns:
        sheet.print_title_cols = ":".join(get_column_letter(column + 1) for column in setup.columns)
    for part, code in ((sheet.oddHeader, setup.header), (sheet.oddFooter, setup.footer)):
        _margin_text(part, code)
    if setup.numbered_from_second:
        sheet.HeaderFooter.differentFirst = True
        _margin_text(sheet.firstFooter, setup.footer)


def _margin_text(part: Any, code: str) -> None:
    """Excel's codes of a header or footer, split into left, centre and right; ``&&`` is a plain ``&``."""
    pieces = {"L": part.left, "C": part.center, "R": part.right}
    place, text, at = "C", "", 0
    found: dict[str, str] = {}
    while at < len(code):
        two = code[at : at + 2]
        if two in ("&L", "&C", "&R"):
            found[place], place, text = text, two[1], ""
            at += 2
        elif two == "&&":
            text, at = text + "&&", at + 2
        else:
            text, at = text + code[at], at + 1
    found[place] = text
    for side, words in found.items():
        if words:
            pieces[side].text = words
