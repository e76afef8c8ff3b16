"""The sources of a report's figures as a workbook for the office: cells, counts, files, what is left out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from xlpy.basics.zip_package import alike
from xlpy.outputs.report.annexes import Row
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.word.nd30 import FONT

NOTE = "Tài liệu lưu trong hồ sơ của {office}, không gửi kèm báo cáo."
_MADE = datetime(2000, 1, 1)
Sheet = tuple[str, tuple[tuple[str, str, float], ...], Sequence[Row]]
"""Name of a sheet; title, key and width in letters of each column; rows."""


def sources_workbook(provenance: Provenance) -> bytes:
    """The workbook. The same report gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  (only where a report is written)

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE})
        text = book.add_format({"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top", "border": 1})
        head = book.add_format({"font_name": FONT, "font_size": 12, "bold": True, "border": 1, "text_wrap": True})
        note = book.add_format({"font_name": FONT, "font_size": 12, "italic": True})
        for name, columns, rows in _sheets(provenance):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, NOTE.format(office=provenance.telling.catalogue.plan.office), note)
            for place, (title, _, width) in enumerate(columns):
                sheet.set_column(place, place, width)
                sheet.write_string(2, place, title, head)
            for number, row in enumerate(rows, 3):
                for place, (_, key, _) in enumerate(columns):
                    sheet.write_string(number, place, text_of(row[key]), text)
            sheet.autofilter(2, 0, 2 + max(len(rows), 1), len(columns) - 1)
            sheet.freeze_panes(3, 0)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(2)
    return alike(buffer)


def _sheets(provenance: Provenance) -> tuple[Sheet, ...]:
    return (
        (
            "Số liệu",
            (
                ("Mã", "ma", 9),
                ("Chỉ tiêu", "ten", 40),
                ("Số nêu trong báo cáo", "so", 45),
                ("Nguồn: trang, ô của các tệp (ký hiệu tệp ở trang Tệp)", "nguon", 90),
            ),
            provenance.indicators(),
        ),
        (
            "Số đếm",
            (
                ("Nêu tại", "muc", 18),
                ("Nội dung đếm", "noi_dung", 60),
                ("Số", "so", 8),
                ("Gồm (nội dung: số thứ tự tại Phụ lục IV)", "gom", 90),
            ),
            provenance.counts(),
        ),
        (
            "Tệp",
            (
                ("Ký hiệu", "ky_hieu", 9),
                ("Đơn vị", "don_vi", 35),
                ("Tên tệp", "tep", 60),
                ("Ngày nhận", "ngay", 14),
                ("SHA-256", "dau", 70),
            ),
            provenance.files(),
        ),
        (
            "Kiến nghị không nêu",
            (
                ("Nhiệm vụ", "nhiem_vu", 30),
                ("Đề xuất, kiến nghị", "kien_nghi", 80),
                ("Đơn vị", "don_vi", 40),
                ("Lý do không nêu trong báo cáo", "ly_do", 30),
            ),
            provenance.left_out(),
        ),
    )
