"""Files with no fault, small but with one of everything that the causes are about."""

from __future__ import annotations

import base64
import re
from functools import cache
from io import BytesIO

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from xlsxwriter import Workbook

from tests import tiny_macro_book
from tests.excel_rules.model import packed, unpacked


@cache
def book() -> bytes:
    """Figures, formulas, a merge, a comment, links, a list, a mark, frozen panes; a table, a chart; a hidden sheet."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as made:
        bold = made.add_format({"bold": True, "num_format": "0.00"})
        first = made.add_worksheet("Số liệu")
        first.write_row("A1", ("Tên", "Số", "Ghi chú"), bold)
        for row, (name, value) in enumerate((("một", 1), ("hai", 2), ("ba", 3)), 1):
            first.write_row(row, 0, (name, value, "x"))
        first.write_formula("B5", "=SUM(B2:B4)", None, 6)
        first.write_formula("C5", '=IF(B5>0,"có","không")', None, "có")
        first.write_array_formula("D5:D5", "{=SUM(B2:B4*B2:B4)}", None, 14)
        first.merge_range("A7:C7", "gộp", bold)
        first.write_boolean("A8", True)
        first.write_comment("A2", "Lưu ý", {"author": "Sở"})
        first.write_url("A9", "https://example.org/a", None, "trang")
        first.write_url("A10", "internal:'Bảng'!A1", None, "bảng")
        shown = {"input_title": "Số", "input_message": "Chọn"}
        first.data_validation("B2:B4", {"validate": "list", "source": ["1", "2"], **shown})
        first.conditional_format("B2:B4", {"type": "formula", "criteria": "=B2>2", "format": bold})
        first.set_column("A:A", 20)
        first.set_column("B:C", 12)
        first.set_row(0, 24)
        first.freeze_panes(1, 1)
        first.repeat_rows(0)
        first.print_area("A1:D10")
        first.fit_to_pages(1, 0)
        first.set_landscape()
        first.set_header("&CTrang &P")
        first.set_h_pagebreaks([6])
        first.set_tab_color("#1E6B2B")
        first.protect()
        second = made.add_worksheet("Bảng")
        columns = [{"header": "Mã"}, {"header": "Tên"}]
        second.add_table("A1:B3", {"name": "Bang", "columns": columns, "data": [["a", "b"], ["c", "d"]]})
        second.write_row("D1", ("x", "y"))
        second.write_row("D2", (1, 2))
        second.autofilter("D1:E2")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "='Số liệu'!$B$2:$B$4", "categories": "='Số liệu'!$A$2:$A$4"})
        second.insert_chart("G2", chart)
        third = made.add_worksheet("Ẩn")
        third.write("A1", "kín")
        third.hide()
        made.define_name("tong", "='Số liệu'!$B$5")
    return buffer.getvalue()


@cache
def macros() -> bytes:
    """A workbook of two sheets with our macros and ribbon."""
    return tiny_macro_book.macro_enabled()


@cache
def paper() -> bytes:
    """A Word document with a heading, a list, a bookmark, a picture, a table with a wide cell, a field and a header."""
    document = docx.Document()
    document.add_heading("Tiêu đề", 1)
    document.add_paragraph("một", style="List Number")
    marked = document.add_paragraph("mốc")
    for tag in ("bookmarkStart", "bookmarkEnd"):
        element = OxmlElement(f"w:{tag}")
        element.set(qn("w:id"), "1")
        if tag == "bookmarkStart":
            element.set(qn("w:name"), "moc")
        marked._p.append(element)
    document.add_picture(BytesIO(_PIXEL), width=Pt(10))
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.element.body.insert(0, parse_xml(_TABLE))
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>đoạn</w:t></w:r></w:p>"))
    buffer = BytesIO()
    document.save(buffer)
    return _plain(buffer.getvalue())


def _plain(data: bytes) -> bytes:
    """The document's own part without namespaces declared again inside: planted texts find their place."""
    entries = unpacked(data)
    return packed([(n, re.sub(rb'(<w:(?:p|tbl)) xmlns:w="[^"]*"', rb"\1", c)) for n, c in entries])


_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_TABLE = (
    f"<w:tbl {nsdecls('w')}>"
    '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc></w:tr>'
    "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
