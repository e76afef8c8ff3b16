"""A small workbook with what the master has, for tests on a running LibreOffice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.styles import Font, NamedStyle, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

SUMMARY, DATA = "Bảng tổng hợp", "Đơn vị, mã"
UNITS = [("Mã", "Tên đơn vị", "Số lớp"), ("01", "Sở GDĐT", 12), ("02", "Huyện Bình Sơn", 34), ("03", "TX Đức Phổ", 5)]


def make_book(path: Path) -> Path:
    """A workbook with what the master has: tables, names, styles, a protected sheet, codes as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SUMMARY
    sheet["A1"], sheet["B1"] = "Kỳ báo cáo", "CN"
    style = NamedStyle("KH Tiêu đề", font=Font(bold=True, size=14), fill=PatternFill("solid", fgColor="FF1F4E79"))
    book.add_named_style(style)
    sheet["A1"].style = style
    book.defined_names["KyBaoCao"] = DefinedName("KyBaoCao", attr_text=f"'{SUMMARY}'!$B$1")
    data = book.create_sheet(DATA)
    for row in UNITS:
        data.append(row)
    for row in data["A1:A60"]:
        row[0].number_format = "@"
    data.add_table(Table(displayName="tblDonVi", ref="A1:C4"))
    locked = book.create_sheet("Khóa")
    locked["A1"], locked["B1"] = "khóa", "mở"
    locked["B1"].protection = Protection(locked=False)
    locked.protection.set_password("mk")
    locked.protection.enable()
    book.save(path)
    return path
