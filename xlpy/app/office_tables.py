"""Two small tables that the office keeps beside its results and edits in Excel: contacts, and papers that left.

CSV, UTF-8 with a mark, columns parted by ``,``, ``;`` or tab (a Vietnamese Excel writes ``;``); headings are known
without case and with blanks for ``_``. Text that a spreadsheet would run is escaped as in all our tables.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from xlpy.basics.bounded_read import read_bounded
from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.basics.text import fold
from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper, PaperKind
from xlpy.outputs.publish.csvout import escape, unescape

CONTACTS, PAPERS = "danh-ba.csv", "so-van-ban-di.csv"
LARGEST = 2 << 20
"""Bytes of a table."""
_CONTACT = ("ma_don_vi", "don_vi", "nguoi_lien_he", "dien_thoai", "thu_dien_tu")
_PAPER = ("so", "ngay", "loai", "ma_don_vi", "trich_yeu")
KINDS: Mapping[PaperKind, str] = {
    PaperKind.COVERING: "Công văn gửi biểu mẫu",
    PaperKind.SLIP: "Phiếu phản hồi",
    PaperKind.REMINDER: "Công văn đôn đốc",
    PaperKind.REPORT: "Báo cáo",
    PaperKind.OTHER: "Khác",
}
"""What each kind is called in the register."""


class OfficeTableError(UserError):
    """A table can't be read or a line of it can't be used; the message says which, in Vietnamese."""


def read_contacts(path: Path) -> dict[str, UnitContact]:
    """The contacts by unit's code; none where there is no file. Raises OfficeTableError."""
    rows = _rows(path, (*_CONTACT[:1], *_CONTACT[2:]))
    found = (UnitContact(code, person, phone, email) for _, (code, person, phone, email) in rows if code)
    return {contact.unit: contact for contact in found}


def contacts_csv(contacts: Iterable[UnitContact], names: Mapping[str, str]) -> bytes:
    """The table with a line for each unit of ``names`` (code to name), also where nothing is known of it yet."""
    known = {contact.unit: contact for contact in contacts}
    codes = [*names, *(code for code in known if code not in names)]
    each = [known.get(code, UnitContact(code)) for code in codes]
    return _csv(_CONTACT, ((c.unit, names.get(c.unit, ""), c.person, c.phone, c.email) for c in each))


def read_papers(path: Path) -> tuple[OutgoingPaper, ...]:
    """The register of papers that left, in its order; none where there is no file. Raises OfficeTableError."""
    return tuple(paper_of(cells, f"{path.name}, dòng {number}") for number, cells in _rows(path, _PAPER))


def paper_of(cells: Sequence[str], place: str) -> OutgoingPaper:
    """A line of the register from its five cells. Raises OfficeTableError, naming ``place``."""
    number, day, kind, unit, subject = cells
    kinds = {fold(words): one for one, words in KINDS.items()} | {fold(one.value): one for one in PaperKind}
    if not number:
        raise OfficeTableError(f"{place}: thiếu số văn bản.")
    if fold(kind) not in kinds:
        raise OfficeTableError(f"{place}: loại “{kind}” không có; chỉ nhận: {', '.join(KINDS.values())}.")
    return OutgoingPaper(number, _day(day, place), kinds[fold(kind)], unit, subject)


def papers_csv(papers: Iterable[OutgoingPaper]) -> bytes:
    """The register as a table."""
    return _csv(_PAPER, ((p.number, f"{p.day:%d/%m/%Y}", KINDS[p.kind], p.unit, p.subject) for p in papers))


def _day(text: str, place: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise OfficeTableError(f"{place}: ngày “{text}” không đọc được; cần dạng ngày/tháng/năm.")


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([escape(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(path: Path, wanted: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The cells of the wanted columns, line by line, empty lines left out."""
    if not path.exists():
        return []
    try:
        data = read_bounded(path, LARGEST)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        head = text.split("\n", 1)[0]
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise OfficeTableError(f"Không đọc được tệp {path.name}: {unreadable_vn(fault)}.") from fault
    titles = [fold(cell).replace(" ", "_") for cell in lines[0]] if lines else []
    missing = [name for name in wanted if name not in titles]
    if missing:
        raise OfficeTableError(f"Tệp {path.name}: thiếu cột {', '.join(missing)}.")
    places = [titles.index(name) for name in wanted]
    found = []
    for number, line in enumerate(lines[1:], 2):
        cells = [unescape(line[at].strip()) if at < len(line) else "" for at in places]
        found += [(number, cells)] if any(cells) else []
    return found
