"""A workbook of two sheets with our VBA project and ribbon in it, for tests of what is put into the package."""

from __future__ import annotations

import io

from openpyxl import Workbook

from workbook.src import conf
from workbook.src.package import sheet_code_names, with_macros
from workbook.src.ribbon import RIBBON
from workbook.src.vbaproject import modules, vba_project


def plain(*, workbook_code: str = "ThisWorkbook", sheet_codes: tuple[str, str] = ("SheetPlan", "SheetConf")) -> bytes:
    """What a sheet layout hands over: a plain workbook with code names and the hidden sheet of settings."""
    book = Workbook()
    book.code_name = workbook_code
    sheets = (book.worksheets[0], book.create_sheet(conf.SHEET))
    for sheet, code in zip(sheets, sheet_codes, strict=True):
        sheet.sheet_properties.codeName = code
    sheets[0].title = "Điều hành"
    for row in conf.ROWS:
        sheets[1].append(row)
    sheets[1].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def macro_enabled() -> bytes:
    """The same with macros and ribbon."""
    xlsx = plain()
    return with_macros(xlsx, vba_project(modules(sheet_code_names(xlsx))), RIBBON.read_bytes())
