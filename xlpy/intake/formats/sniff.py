"""What a file is, told by its first bytes, in words for the people who sent it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xlpy.intake.formats.ole import SIGNATURE as OLE
from xlpy.intake.formats.refusal import RefusalError, damaged, not_a_spreadsheet
from xlpy.model.received_name import own_name

ZIP = b"PK\3\4"
_TEMPORARY = re.compile(r"~\$.*|\.~lock\..*|\._.*|desktop\.ini|\.ds_store|thumbs\.db", re.IGNORECASE)

# An archive is told apart from other strangers: its remedy is to unpack it.
_ARCHIVES: Mapping[bytes, str] = {
    b"Rar!\x1a\x07": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gz",
    b"PK\5\6": "zip, không có tệp nào",
}
_TNEF = b"\x78\x9f\x3e\x22"
"""How Outlook packs attachments for Outlook alone ([MS-OXTNEF] 2.1.3.1): winmail.dat."""
_OTHERS: Mapping[bytes, str] = {
    b"%PDF": "tệp PDF",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"\x89PNG": "ảnh PNG",
    b"GIF8": "ảnh GIF",
    b"BM": "ảnh BMP",
    b"II*\0": "ảnh TIFF",
    b"MM\0*": "ảnh TIFF",
    b"{\\rtf": "văn bản RTF",
    b"MZ": "chương trình chạy trên Windows",
    b"L\0\0\0\1\x14\2\0": "lối tắt của Windows",
    b"[InternetShortcut]": "lối tắt đến một trang web",
    b"SQLite format 3": "tệp cơ sở dữ liệu",
}
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
"""First record of a workbook of Excel 2 to 5, from before compound files."""

_MARKUP: Sequence[tuple[str, str]] = (
    (r"urn:schemas-microsoft-com:office:spreadsheet", "tệp XML (XML Spreadsheet 2003)"),
    (r"opendocument:xmlns:office", "tệp XML (OpenDocument dạng một tệp phẳng)"),
    (r"<(!doctype\s+)?html|<table|<head|<meta|<body", "trang web (HTML) mang tên tệp bảng tính"),
    (r"^mime-version:", "trang web lưu thành một tệp (MHTML)"),
    (r"docs\.google\.com", "lối tắt đến Google Trang tính"),
    (r"^<\?xml", "tệp XML"),
)
_FLAT = re.compile(r"""mimetype\s*=\s*["']application/vnd\.oasis\.opendocument\.spreadsheet""")
_FLAT_HEAD = 16_384
"""Signs within which a flat file says its type: some forty namespaces may stand before it."""
_OFFICE_STREAMS: Mapping[str, str] = {
    "WordDocument": "văn bản Word (.doc)",
    "PowerPoint Document": "bài trình chiếu PowerPoint (.ppt)",
}
_OUTLOOK = "__properties_version1.0"
_OFFICE_FOLDERS: Mapping[str, str] = {
    "word/": "văn bản Word (.docx)",
    "ppt/": "bài trình chiếu PowerPoint (.pptx)",
    "content.xml": "văn bản OpenDocument",
    "index/": "tài liệu của Apple (Numbers, Pages)",
}


def is_temporary(name: str) -> bool:
    """Whether a program left a file of this name in the folder, the mail or the archive."""
    return bool(_TEMPORARY.fullmatch(re.split(r"[\\/]", own_name(name))[-1]))


def refuse_temporary(name: str) -> None:
    """Raise `RefusalError` (T105) for what programs leave in folders: ``~$…``, desktop.ini, .DS_Store …"""
    if is_temporary(name):
        raise RefusalError("T105")


def refuse_foreign(data: bytes) -> None:
    """Return if the content is a zip or an OLE file, the two containers of spreadsheets, or a flat OpenDocument one.

    Raises `RefusalError` for all else. T112: nothing in it; T113: another archive; T103: a known or unknown
    thing that is no spreadsheet; T120: what Outlook alone opens; T102:
    Excel from before 1997, which Excel itself may still open and save anew.
    """
    if not data:
        raise RefusalError("T112", found="có 0 byte")
    # The first 4 kB settle it for nearly every file; only a file of zeros is looked through whole.
    if not data[:4096].strip(b"\0") and not data.strip(b"\0"):
        raise RefusalError("T112", found="chỉ có byte 0 (sao chép hoặc đồng bộ chưa xong)")
    if data.startswith((ZIP, OLE)) or is_fods(data):
        return
    if data.startswith(_TNEF):
        raise RefusalError("T120", found="gói đính kèm của Outlook (winmail.dat)")
    for start, kind in _ARCHIVES.items():
        if data.startswith(start):
            raise RefusalError("T113", found=kind)
    if data.startswith(_OLD_EXCEL):
        raise damaged("định dạng Excel từ trước năm 1997, nay không đọc được nữa")
    if data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1"):
        raise not_a_spreadsheet("ảnh")
    for start, kind in _OTHERS.items():
        if data.startswith(start):
            raise not_a_spreadsheet(kind)
    raise not_a_spreadsheet(_text_kind(data))


def is_fods(data: bytes) -> bool:
    """Whether it is a spreadsheet of OpenDocument in one XML file."""
    head = _decoded(data[:_FLAT_HEAD]).lstrip()
    return head.startswith("<") and _FLAT.search(head) is not None


def not_a_workbook_stream(names: Sequence[str]) -> RefusalError:
    """The refusal of an OLE file that has streams of these names but no workbook."""
    if _OUTLOOK in names:
        return RefusalError("T120", found="thư của Outlook (.msg)")
    found = next((kind for name, kind in _OFFICE_STREAMS.items() if name in names), "tệp Office không rõ loại")
    return not_a_spreadsheet(found)


def not_a_spreadsheet_package(names: Sequence[str]) -> RefusalError:
    """The refusal of a zip file that has members of these names but no workbook."""
    for folder, kind in _OFFICE_FOLDERS.items():
        if any(name.startswith(folder) for name in names):
            return not_a_spreadsheet(kind)
    return RefusalError("T113", found="zip")


def _text_kind(data: bytes) -> str:
    """What a file without a known signature is, from the text in it if it is text."""
    text = _decoded(data[:4096]).strip()
    for pattern, kind in _MARKUP:
        if re.search(pattern, text, re.IGNORECASE):
            return kind
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        return "tệp không rõ loại"
    lines = text.splitlines()[:5]
    if any(all(sign in line for line in lines) for sign in ",;\t"):
        return "tệp CSV (văn bản ngăn cách bằng dấu)"
    return "tệp văn bản thuần"


def _decoded(head: bytes) -> str:
    return head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
