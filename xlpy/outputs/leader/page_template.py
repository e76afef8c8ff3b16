"""The first ``templates/trang-lanh-dao.docx``: one page A4; staff then edit the Word file itself."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from xlpy.outputs.word.blocks import add_row, loop_row, ruled_table, say
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.paper import new_paper

SIZES = {
    "NoiDung": 10.5,
    "Khoan": 12.0,
    "BangDau": 9.0,
    "BangChu": 9.5,
    "BangGiua": 9.5,
    "BangNhom": 10.0,
    "PhuLucTen": 13.0,
    "BangSo": 9.5,
    "GhiChu": 10,
}
"""Points of this page's styles: it is a table to look at, not the text of an official paper."""
TIGHT = (*SIZES, "GhiChuTen")
FIGURES = (
    ("TT", 7.0, "BangGiua", "{{ d.stt }}"),
    ("Số liệu chủ yếu", 56.0, "BangChu", "{{ d.ten }}"),
    ("Năm học này", 32.0, "BangSo", "{{ d.thuc_hien }}"),
    ("% kế hoạch", 12.0, "BangSo", "{{ d.ke_hoach }}"),
    ("Năm học trước", 12.0, "BangSo", "{{ d.nam_truoc }}"),
    ("Tăng, giảm", 20.5, "BangSo", "{{ d.tang_giam }}"),
    ("Đánh giá", 20.5, "BangGiua", "{{ d.danh_gia }}"),
)
"""Columns of the figures: title, width in mm, style, placeholder."""


def page_template() -> bytes:
    """The page's frame as a Word file."""
    document = new_paper()
    _tighten(document)
    say(document, "BangNhom", "{{ co_quan_in_hoa }}")
    say(document, "PhuLucTen", "TÓM TẮT KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {{ so_ke_hoach }}")
    say(document, "PhuLucTen", "{{ ky }} (số liệu chốt đến ngày {{ ngay_chot }})")
    say(document, "GhiChuTen", "{%p if ghi_chu %}")
    say(document, "GhiChuTen", "({{ ghi_chu }})")
    say(document, "GhiChuTen", "{%p endif %}")
    say(document, "NoiDung", "{{ tong_quan }}")
    say(document, "Khoan", "1. Số liệu chủ yếu")
    table = ruled_table(document, [width for _, width, _, _ in FIGURES], [title for title, _, _, _ in FIGURES])
    loop_row(table, "{%tr for d in so_lieu %}")
    add_row(table, [(style, text) for _, _, style, text in FIGURES])
    loop_row(table, "{%tr endfor %}")
    say(document, "GhiChu", "{{ cach_so_sanh }}")
    _list(document, "2. Khó khăn nhiều đơn vị nêu", "kho_khan")
    _list(document, "3. Kiến nghị", "kien_nghi")
    say(document, "Khoan", "4. Tiến độ nội dung công việc của địa phương theo nhiệm vụ")
    say(document, "NoiDung", "{{p bang_nhiet }}")
    say(document, "GhiChu", "{{ chu_giai }}. Nhiệm vụ: {{ ten_nhiem_vu }}.")
    return document_bytes(document)


def _list(document: Document, heading: str, name: str) -> None:
    say(document, "Khoan", heading)
    say(document, "NoiDung", f"{{%p for k in {name} %}}")
    say(document, "NoiDung", "- {{ k.noi_dung }} ({{ k.don_vi }}).")
    say(document, "NoiDung", "{%p endfor %}")
    say(document, "NoiDung", f"{{%p if not {name} %}}")
    say(document, "NoiDung", "- Các đơn vị chưa nêu.")
    say(document, "NoiDung", "{%p endif %}")


def _tighten(document: Document) -> None:
    """Smaller type and closer lines, so that the whole stands on one page."""
    for style in document.styles:
        name = style.style_id
        if name in SIZES:
            style.font.size = Pt(SIZES[name])
            for size in style.element.rPr.findall(qn("w:szCs")):
                size.set(qn("w:val"), str(round(SIZES[name] * 2)))
        if name in TIGHT:
            setting = style.paragraph_format
            setting.line_spacing = 1.0
            setting.space_before, setting.space_after = Pt(2 if name == "Khoan" else 1), Pt(0)
        if name in ("NoiDung", "Khoan"):
            style.paragraph_format.first_line_indent = Pt(0)
