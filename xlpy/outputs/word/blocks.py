"""The parts of an official paper as blocks of paragraphs and tables: letterhead, title, signature, annex heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from xlpy.basics.text_size import text_width
from xlpy.outputs.word import nd30
from xlpy.outputs.word.styles import LOOKS

MM_PER_INCH, PIXELS_PER_INCH = 25.4, 96
UNDER_OFFICE, UNDER_TITLE = 0.42, 0.4
"""Length of the lines under the office and under the subject, as share of the text above (rule: 1/3 to 1/2)."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the top; each may hold placeholders. ``subject`` (``V/v …``) is for letters without a kind.

    ``measured`` is an office name of usual length, by which the line under it is drawn.
    """

    parent: str
    office: str
    number: str
    place_and_day: str
    subject: str = ""
    measured: str = "SỞ GIÁO DỤC VÀ ĐÀO TẠO"


def say(holder: Any, style: str, text: str) -> Paragraph:
    """A paragraph in a style, at the end of a document or a cell; a new cell's empty paragraph is used first."""
    empty = isinstance(holder, _Cell) and len(holder.paragraphs) == 1 and not holder.paragraphs[0].runs
    paragraph: Paragraph = holder.paragraphs[0] if empty else holder.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    properties.style = style
    if text:
        paragraph.add_run(text)
    return paragraph


def rule_line(holder: Any, length: float, room: float) -> Paragraph:
    """A black line ``length`` mm long in the middle of ``room`` mm: the upper border of a paragraph 2 points high."""
    paragraph = say(holder, "KeNgang", "")
    side = Mm(max((room - length) / 2, 0))
    setting = paragraph.paragraph_format
    setting.left_indent = setting.right_indent = side
    setting.space_before = Pt(3)
    setting.line_spacing = Pt(3)
    border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>')
    _after_keeps(paragraph, border)
    return paragraph


def _after_keeps(paragraph: Paragraph, border: Any) -> None:
    """Borders come after pStyle, keepNext, keepLines, pageBreakBefore … in the schema's order."""
    properties = paragraph._p.get_or_add_pPr()
    before = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl", "w:numPr")
    last = [child for child in properties if child.tag in {qn(tag) for tag in before}]
    if last:
        last[-1].addnext(border)
    else:
        properties.insert(0, border)


def line_length(text: str, style: str, share: float = 1.0) -> float:
    """How many mm a share of a text in a style takes."""
    look = LOOKS[style]
    return text_width(text, look.size, look.bold) / PIXELS_PER_INCH * MM_PER_INCH * share


def letterhead(document: Document, head: Letterhead) -> Table:
    """Office and number at the left, Quốc hiệu, Tiêu ngữ, place and day at the right, lines drawn under both."""
    table = plain_table(document, (nd30.LETTERHEAD_LEFT, nd30.LETTERHEAD_RIGHT), rows=2)
    left, right = (table.cell(0, column) for column in (0, 1))
    say(left, "CoQuanChuQuan", head.parent)
    say(left, "CoQuanBanHanh", head.office)
    length = line_length(head.measured, "CoQuanBanHanh", UNDER_OFFICE)
    rule_line(left, length, nd30.LETTERHEAD_LEFT)
    say(right, "QuocHieu", nd30.NATION)
    say(right, "TieuNgu", nd30.MOTTO)
    rule_line(right, line_length(nd30.MOTTO, "TieuNgu"), nd30.LETTERHEAD_RIGHT)
    number = table.cell(1, 0)
    say(number, "SoKyHieu", head.number)
    if head.subject:
        say(number, "TrichYeuCongVan", head.subject)
    say(table.cell(1, 1), "DiaDanh", head.place_and_day)
    return table


def title(document: Document, kind: str, subject: str, measured: str) -> None:
    """Tên loại and trích yếu with the line under it; ``measured`` is the subject's last line as usually long."""
    say(document, "TenLoai", kind)
    say(document, "TrichYeu", subject)
    rule_line(document, line_length(measured, "TrichYeu", UNDER_TITLE), nd30.TEXT_WIDTH)


def signature(document: Document, signing: Sequence[str], recipients: Sequence[str], name: str = "") -> Table:
    """Nơi nhận at the left, who signs at the right; never split over two pages.

    ``signing`` are the lines above the name (``KT. GIÁM ĐỐC``, ``PHÓ GIÁM ĐỐC``); ``recipients`` end with ``Lưu``.
    """
    table = plain_table(document, (nd30.TEXT_WIDTH / 2, nd30.TEXT_WIDTH / 2))
    left, right = table.cell(0, 0), table.cell(0, 1)
    say(left, "NoiNhan", "Nơi nhận:")
    for recipient in recipients:
        say(left, "NoiNhanDong", recipient)
    for line in signing:
        say(right, "QuyenHan", line)
    say(right, "HoTen", name)
    return table


def annex_head(document: Document, number: str, name: str, attached: str) -> None:
    """``Phụ lục I``, its name in capitals, and which paper it goes with."""
    say(document, "PhuLucSo", f"Phụ lục {number}")
    say(document, "PhuLucTen", name)
    say(document, "PhuLucKem", attached)


def plain_table(document: Document, widths: Sequence[float], rows: int = 1) -> Table:
    """A table without lines and cell margins, of fixed widths in mm, centred; its rows are never split."""
    table: Table = document.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fixed(table, widths, margin=0)
    for row in table.rows:
        keep_whole(row)
    return table


def ruled_table(document: Document, widths: Sequence[float], headers: Sequence[str]) -> Table:
    """A table with black lines, widths in mm, and a header row that repeats on each page."""
    table: Table = document.add_table(1, len(widths))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fixed(table, widths, margin=1)
    for cell, text in zip(table.rows[0].cells, headers, strict=True):
        say(cell, "BangDau", text)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    repeat = OxmlElement("w:tblHeader")
    keep_whole(table.rows[0])
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    return table


def add_row(table: Table, cells: Sequence[tuple[str, str]]) -> None:
    """A row of (style, text) cells, never split; fewer cells than columns: the last one runs to the end."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    keep_whole(row)
    places = list(row.cells)
    if len(cells) < len(places):
        merged = places[len(cells) - 1].merge(places[-1])
        places = [*places[: len(cells) - 1], merged]
    for cell, (style, text) in zip(places, cells, strict=False):
        say(cell, style, text)


def loop_row(table: Table, tag: str) -> None:
    """A row that holds nothing but a tag of the template engine (``{%tr for … %}``) and vanishes."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    merged = row.cells[0].merge(row.cells[-1])
    say(merged, "BangChu", tag)


def keep_whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fixed(table: Table, widths: Sequence[float], margin: float) -> None:
    table.autofit = False
    properties = table._tbl.tblPr
    total = properties.find(qn("w:tblW"))
    if total is None:
        total = OxmlElement("w:tblW")
        properties.append(total)
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(_twips(Mm(sum(widths)))))
    side = _twips(Mm(margin))
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        look.addprevious(margins)
    else:
        properties.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _twips(length: Length) -> int:
    return round(length / 635)
