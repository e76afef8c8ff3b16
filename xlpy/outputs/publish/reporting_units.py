"""Who has sent what and when: one line a unit, then the files that are nobody's or were not used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from xlpy.basics.days import short_day
from xlpy.catalogue.names import NameIndex
from xlpy.intake.owner import possible_units
from xlpy.model.codes import MessageCode
from xlpy.model.contact import UnitContact
from xlpy.model.edition import FileRecord, MissingReason
from xlpy.model.submission import Finding, Severity
from xlpy.outputs.messages import title
from xlpy.outputs.publish.drawing import Cell
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View

SHEET = "Tình hình gửi"
TITLES = (
    "STT",
    "Đơn vị",
    "Tình trạng",
    "Ngày nhận",
    "Số ngày muộn",
    "Tệp",
    "Số văn bản",
    "Người lập biểu",
    "Điện thoại",
    "Số lỗi",
    "Số cảnh báo",
    "Lý do tệp không được dùng",
)
WIDTHS = (5.0, 27.0, 17.0, 12.0, 9.0, 44.0, 16.0, 20.0, 14.0, 8.0, 10.0, 34.0)
ON_TIME, LATE, NOT_SENT, REFUSED = "Đã gửi đúng hạn", "Đã gửi, muộn", "Chưa gửi", "Tệp chưa dùng được"
OTHER, NOBODY, OPENED = "Tệp khác, không dùng", "Chưa rõ đơn vị", "Thư, tệp nén đã mở"
_OPENED: MessageCode = "T117"
COUNTED = "Số lỗi, cảnh báo đếm từng chỗ; phiếu phản hồi đếm theo mục (nhiều chỗ cùng loại là một mục), số có thể khác."
"""Why a slip, which counts its lines, gives other numbers of the same file."""
WHOM = "Người, điện thoại của đơn vị chưa gửi hoặc tệp chưa dùng được lấy ở trang Liên hệ khi bìa không ghi."
"""Whose names stand beside units of which no cover was read; in the office's own workbook."""
_LOOKS = (
    Look.CENTRE,
    Look.TEXT,
    Look.CENTRE,
    Look.DATE,
    Look.CENTRE,
    Look.TEXT,
    Look.TEXT,
    Look.TEXT,
    Look.TEXT,
    Look.CENTRE,
    Look.CENTRE,
    Look.TEXT,
)


def write_reporting_units(page: Page, view: View) -> None:
    """Write the sheet; units in display order, each with all its files."""
    top = head(page, view.edition, "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ")
    deadline = f"Hạn gửi: {short_day(view.edition.period.deadline_unit)}. {_totals(view)}"
    page.line(top, deadline, Look.NOTE)
    page.line(top + 1, f"{COUNTED} {WHOM}" if view.contacts else COUNTED, Look.NOTE)
    page.header(top + 2, TITLES)
    last = page.table(top + 3, _rows(view), _LOOKS)
    page.sheet.filter = (top + 2, 0, last - 1, page.last)
    print_setup(page, view.edition, last - 1, (top + 2, top + 2), 2)


def _totals(view: View) -> str:
    """How many sent, how many late, how many not."""
    late = sum(_days_late(view, record) > 0 for record in view.edition.used_files.values())
    reasons = Counter(view.edition.absent.values())
    return (
        f"Phải báo cáo: {len(view.reporting_units)} đơn vị; đã gửi, dùng được: {len(view.edition.used_files)} "
        f"(trong đó muộn: {late}); tệp chưa dùng được: {reasons[MissingReason.REFUSED]}; "
        f"chưa gửi: {reasons[MissingReason.NOT_SENT]}."
    )


def _days_late(view: View, record: FileRecord) -> int:
    if record.received_on is None:
        return 0
    return max(0, (record.received_on - view.edition.period.deadline_unit).days)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    files: dict[str, list[FileRecord]] = defaultdict(list)
    for record in view.edition.files:
        files[record.unit].append(record)
    counts = _count(view.edition.findings)
    number = 0
    for unit in view.reporting_units:
        sent = sorted(files.pop(unit.code, []), key=lambda record: not record.used)
        number += 1
        if not sent:
            whom = view.contacts.get(unit.code, UnitContact(unit.code))
            yield (number, unit.name, NOT_SENT, None, None, "", "", whom.person, whom.phone, None, None, "")
        for record in sent:
            yield (number, unit.name, *_file(view, record, counts))
    names = NameIndex.build(view.catalogue, view.edition.period.cut_off)
    for record in sorted((r for rest in files.values() for r in rest), key=lambda r: r.file):
        number += 1
        yield (number, _of_whom(view, names, record), *_file(view, record, counts))


def _of_whom(view: View, names: NameIndex, record: FileRecord) -> str:
    """Whose a file is that counts for no reporting unit: another unit's, nobody's, or nobody's that may be of some.

    An opened mail or archive is nobody's sending: each file in it has a line of its own.
    """
    if record.reason == _OPENED:
        return OPENED
    if record.unit:
        return view.unit_name(record.unit)
    maybe = " hoặc ".join(map(view.unit_name, possible_units(names, record.file, view.edition.findings)))
    return f"{NOBODY}, có thể của {maybe}" if maybe else NOBODY


def _file(view: View, record: FileRecord, counts: Counter[tuple[str, Severity]]) -> tuple[Cell, ...]:
    late = _days_late(view, record)
    refused = record.unit in view.edition.absent
    state = REFUSED if refused else OTHER
    whom = (view.contacts if refused else {}).get(record.unit, UnitContact(record.unit))
    if record.used:
        state = LATE if late else ON_TIME
    reason = "" if record.used else f"{record.reason} {title(view.catalogue, record.reason)}".strip()
    return (
        state,
        record.received_on,
        late or None,
        record.file,
        record.document,
        record.contact.get("prepared_by", "") or whom.person,
        record.contact.get("phone", "") or whom.phone,
        counts[record.file, Severity.ERROR],
        counts[record.file, Severity.WARNING],
        reason,
    )


def _count(findings: tuple[Finding, ...]) -> Counter[tuple[str, Severity]]:
    """Root findings by file and severity."""
    return Counter((f.source.file, f.severity) for f in findings if not f.caused_by)
