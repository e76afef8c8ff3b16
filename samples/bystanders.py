"""What lies in a real folder beside the forms: a list, a scan, what programs leave behind."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

DESKTOP_INI = b"[.ShellClassInfo]\r\nIconResource=C:\\Windows\\System32\\shell32.dll,4\r\n"


def contact_list() -> bytes:
    """A workbook that is no form."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 6, 20)})
        page = book.add_worksheet("DS đầu mối")
        page.write_row(0, 0, ("STT", "Đơn vị", "Cán bộ đầu mối (minh họa)", "Điện thoại"))
        for number, unit in enumerate(("Huyện Bình Sơn", "Huyện Tư Nghĩa", "Sở Nội vụ"), 1):
            page.write_row(number, 0, (number, unit, "Chuyên viên", f"0255 3000 9{number:02}"))
    return buffer.getvalue()


def owner_file(user: str = "PGD") -> bytes:
    """Excel's ``~$…`` file: who has the workbook open, in one-byte and two-byte letters, padded with blanks."""
    short = bytes([len(user)]) + user.encode("ascii").ljust(54)
    wide = bytes([len(user), 0]) + user.ljust(54).encode("utf-16-le")
    return short + wide


def scan() -> bytes:
    """A one-page PDF, as a scanner sends it: an empty page will do."""
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    pdf, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(pdf)
    pdf += b"xref\n0 4\n0000000000 65535 f \n" + table
    return pdf + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
