"""The first ``templates/cau-mau-bao-cao.docx`` from its text; staff then edit the Word file itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

from xlpy.basics.home import TEMPLATES
from xlpy.outputs.report.wording_keys import CHOICES, LIMITS, PLACES
from xlpy.outputs.word.blocks import add_row, ruled_table, say
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.paper import new_paper

SOURCE = TEMPLATES / "src" / "cau-mau-bao-cao.toml"
WIDTHS = (42, 62, 32, 26)
GUIDE = (
    "Sửa câu trong cột “Câu mẫu” ngay trên Word rồi lưu lại. Không sửa cột “Mã”.",
    "Chỗ điền viết trong ngoặc nhọn, ví dụ {gia_tri}; mỗi câu chỉ dùng được các chỗ điền ghi ở cột bên phải. "
    "Mọi con số của báo cáo lấy từ bản tổng hợp nên không ghi sẵn số trong câu mẫu.",
    "Ô có nhiều đoạn (xuống dòng bằng Enter) là các cách nói dùng luân phiên.",
    "Dòng chon.… ghi mã chỉ tiêu hoặc mã nội dung công việc; dòng nguong.… ghi một số, là ngưỡng mà báo cáo dùng.",
)


def patterns_document(source: Path = SOURCE) -> bytes:
    """The pattern table as a Word file."""
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    document = new_paper()
    say(document, "TenLoai", "CÂU MẪU CỦA BÁO CÁO")
    for line in GUIDE:
        say(document, "NoiDung", line)
    say(document, "BangTen", "Bảng câu mẫu")
    table = ruled_table(document, WIDTHS, ("Mã", "Câu mẫu", "Chỗ điền được dùng", "Dùng khi"))
    for code in (*PLACES, *CHOICES, *LIMITS):
        section, _, entry = code.partition(".")
        *wordings, note = tables[section][entry]
        places = "  ".join(f"{{{place}}}" for place in PLACES.get(code, "").split())
        add_row(table, [("BangChu", text) for text in (code, wordings[0], places, note)])
        for wording in wordings[1:]:
            say(table.rows[-1].cells[1], "BangChu", wording)
    return document_bytes(document)
