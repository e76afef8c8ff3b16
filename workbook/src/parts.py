"""Small things that every page of the workbook needs: names, protection, paper."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xlpy.basics.a1 import quoted_sheet

FACE = '&"Times New Roman,Regular"&11'


def define(book: Workbook, name: str, sheet: str, address: str) -> None:
    """Name a cell or a range."""
    book.defined_names[name] = DefinedName(name, attr_text=f"{quoted_sheet(sheet)}!{address}")


def protect(sheet: Worksheet) -> None:
    """Against slips of the hand, not against people: no password; filters and column widths stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


def page_setup(
    sheet: Worksheet, *, landscape: bool, paper: int, area: str = "", fit: tuple[int, int] = (1, 0), rows: str = ""
) -> None:
    """Paper (8 = A3, 9 = A4), fitted to so many pages wide and high (0 = as many as it takes), page number on top."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = fit
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.5, 0.8, 0.7
    sheet.print_options.horizontalCentered = True
    header: Any = sheet.oddHeader
    header.center.text = f"{FACE}&P"
    if area:
        sheet.print_area = area
    if rows:
        sheet.print_title_rows = rows
