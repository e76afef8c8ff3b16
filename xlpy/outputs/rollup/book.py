"""A roll-up as a workbook: what all come to, each member's figures, what the proof is.

Members are rows and indicators columns, since a sheet has a million rows and but sixteen thousand columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from xlpy.basics.zip_package import alike
from xlpy.consolidation.rollup import percent_of, value_of
from xlpy.model.catalogue import Catalogue, Indicator
from xlpy.model.rollup import Member, RollUp, Sums
from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.drawing import Cell, Drawing
from xlpy.outputs.publish.page import Page
from xlpy.outputs.publish.paint import Formats, paint
from xlpy.outputs.publish.styles import FONT, MEASURE, Look

WHOLE, MEMBERS, PROOF = "Tổng hợp", "Theo nơi báo cáo", "Đối chiếu"
_WHOLE_TITLES = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kết quả",
    "Kế hoạch",
    "% kế hoạch",
    "Số đơn vị đã cộng",
    "Số đơn vị chưa cộng",
    "Lý do chưa cộng",
)
_PROOF_TITLES = (
    "Nơi báo cáo",
    "Đơn vị phải báo cáo",
    "Đơn vị có tệp dùng được",
    "Tệp đã nhận",
    "Ô đã nhận",
    "Ô được dùng",
    "Ô loại có lý do",
    "Ô bỏ trống",
    "Ô chưa rõ",
    "Lệch",
    "Thư mục kết quả",
)


def write_book(catalogue: Catalogue, found: RollUp) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same roll-up gives the same bytes."""
    stream = BytesIO()
    cut_off = catalogue.period[found.whole.period.split()[0]].cut_off  # a day of its own would change the bytes
    book = Workbook(stream, {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": MEASURE}})
    book.set_properties(
        {"title": f"Tổng hợp nhiều nơi - {found.whole.period}", "created": datetime.combine(cut_off, time())}
    )
    formats = Formats(book)
    for drawing in (_whole(catalogue, found), _members(catalogue, found), _proof(found)):
        paint(book.add_worksheet(drawing.name, worksheet_class=BulkSheet), drawing, formats)
    book.close()
    return alike(stream)


def _whole(catalogue: Catalogue, found: RollUp) -> Drawing:
    page = Page(Canvas(WHOLE, (9.0, 60.0, 12.0, 16.0, 16.0, 10.0, 12.0, 12.0, 34.0)))
    top = _head(page, found, "TỔNG HỢP SỐ LIỆU NHIỀU NƠI BÁO CÁO")
    page.header(top, _WHOLE_TITLES)
    looks = (Look.CENTRE, Look.TEXT, Look.CENTRE, *[Look.TEXT] * 3, Look.CENTRE, Look.CENTRE, Look.TEXT)
    page.table(top + 1, _whole_rows(catalogue, found), looks)
    page.sheet.freeze = (top + 1, 2)
    return page.sheet.drawing()


def _whole_rows(catalogue: Catalogue, found: RollUp) -> Iterator[tuple[Cell, ...]]:
    for indicator in _asked(catalogue, found):
        sums = found.whole.sums[indicator.code]
        reasons = "; ".join(f"{reason}: {count}" for reason, count in (sums.missing or {}).items())
        yield (
            indicator.code,
            indicator.name,
            indicator.unit_of_measure,
            _rounded(indicator, sums),
            sums.plan,
            _percent(sums),
            sums.included,
            sums.lacking,
            reasons,
        )


def _members(catalogue: Catalogue, found: RollUp) -> Drawing:
    indicators = _asked(catalogue, found)
    page = Page(Canvas(MEMBERS, (34.0, *[14.0] * len(indicators))), 8)
    top = _head(page, found, "SỐ LIỆU TỪNG NƠI BÁO CÁO")
    page.header(top, ("Nơi báo cáo", *(f"{one.code}\n{one.unit_of_measure}" for one in indicators)))
    rows = (_member_row(indicators, member) for member in found.members)
    page.table(top + 1, rows, (Look.TEXT, *[Look.TEXT] * len(indicators)))
    page.sheet.freeze = (top + 1, 1)
    return page.sheet.drawing()


def _member_row(indicators: tuple[Indicator, ...], member: Member) -> tuple[Cell, ...]:
    none = Sums()
    return (member.name, *(_rounded(one, member.part.sums.get(one.code, none)) for one in indicators))


def _proof(found: RollUp) -> Drawing:
    page = Page(Canvas(PROOF, (34.0, *[12.0] * 9, 60.0)))
    top = _head(page, found, "ĐỐI CHIẾU: MỌI Ô ĐÃ NHẬN ĐỀU CÓ CHỖ")
    page.header(top, _PROOF_TITLES)
    looks = (Look.TEXT, *[Look.CENTRE] * 9, Look.TEXT)
    whole = Member("Cộng", "", False, found.whole)
    page.table(top + 1, (_proof_row(member) for member in (*found.members, whole)), looks)
    page.sheet.freeze = (top + 1, 1)
    return page.sheet.drawing()


def _proof_row(member: Member) -> tuple[Cell, ...]:
    part, line = member.part, member.part.ledger
    excluded = sum(line.excluded.values())
    cells = (line.received, line.used, excluded, line.empty, line.unknown, line.balance)
    return (member.name, part.asked, part.used, part.files, *cells, member.folder)


def _head(page: Page, found: RollUp, title: str) -> int:
    page.line(0, title, Look.TITLE)
    page.line(1, f"Kỳ {found.whole.period}; {len(found.members)} nơi báo cáo", Look.SUBTITLE)
    return 3


def _asked(catalogue: Catalogue, found: RollUp) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator in catalogue.indicators if indicator.code in found.whole.sums)


def _rounded(indicator: Indicator, sums: Sums) -> Cell:
    value = value_of(indicator, sums)
    return None if value is None else round(value, indicator.decimals)


def _percent(sums: Sums) -> Cell:
    percent = percent_of(sums)
    return None if percent is None else round(percent, 1)
