"""Vietnamese text survives: from old fonts, from loose accents, and through a workbook and back."""

from __future__ import annotations

import io
import unicodedata

from xlpy.app.selftest.model import Failed
from xlpy.basics.text import to_unicode
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Refusal

WORDS = "Huyện Đức Phổ, thị xã Quảng Ngãi"
OLD: tuple[tuple[str, str, str], ...] = (
    (".VnTime", "HuyÖn §øc Phæ, thÞ x· Qu¶ng Ng·i", WORDS),
    ("VNI-Times", "Huyeän Ñöùc Phoå, thò xaõ Quaûng Ngaõi", WORDS),
)
LETTERS = (
    "".join(
        unicodedata.normalize("NFC", base + mark)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for mark in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    )
    + "đĐ"
)
"""All 146 letters with or without a tone."""
CELLS = (LETTERS, WORDS, "- Tuyên truyền, phổ biến", "=1+1", "+84 255", "@xa", "001")


def letters() -> str:
    """Raises Failed with the first text that came out otherwise than it should."""
    for font, stored, meant in OLD:
        _same(f"phông {font}", meant, to_unicode(stored, font).value)
    loose = unicodedata.normalize("NFD", LETTERS)
    _same("chữ tổ hợp", LETTERS, to_unicode(loose, None).value)
    reading = read_book(_workbook(), "chu-viet.xlsx")
    if isinstance(reading, Refusal):
        raise Failed(f"Bảng tính vừa ghi thử không đọc lại được ({reading.code}).")
    cells = reading.book.sheets[0].cells
    for row, text in enumerate(CELLS, 1):
        _same("bảng tính", text, str(cells.get((row, 1), "")))
    return f"{len(LETTERS)} chữ cái có dấu, phông .VnTime, VNI và chữ tổ hợp đều đọc đúng."


def _workbook() -> bytes:
    import xlsxwriter  # noqa: PLC0415  (only where a workbook is written)

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Chữ Việt")
        for row, text in enumerate(CELLS):
            sheet.write_string(row, 0, text)
    return stream.getvalue()


def _same(where: str, meant: str, found: str) -> None:
    if found != meant:
        raise Failed(f"Chữ Việt qua {where} không đúng: “{found}”, đúng ra là “{meant}”.")
