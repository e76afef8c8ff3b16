"""Fixtures: one headless LibreOffice for a session, our xlwings engine on it, and a small book to work in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
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


@pytest.fixture(scope="session")
def calc_engine() -> Iterator[Any]:
    """Our engine on a LibreOffice that lives as long as the session."""
    from xlpy.excel.calc import engine, office  # noqa: PLC0415  (xlwings and uno only where they are needed)

    with office.Office() as lo:
        process = lo.process.pid if lo.process else None
        yield engine.register(lo.context, process)


@pytest.fixture
def book(calc_engine: Any, tmp_path: Path) -> Iterator[Any]:
    """The small book, open."""
    opened = calc_engine.apps.active.books.open(str(make_book(tmp_path / "Sổ thử.xlsx")))
    calc_engine.impl.answer = None
    yield opened
    opened.close()
