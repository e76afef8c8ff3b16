"""What each unit reports of each activity that it leads, with the cell that says so."""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.model.submission import words_of
from xlpy.outputs.publish.drawing import Cell
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View

SHEET = "Tiến độ từng đơn vị"
TITLES = (
    "STT",
    "Mã",
    "Nội dung công việc",
    "Đơn vị",
    "Thời hạn",
    "Trạng thái",
    "Tỷ lệ (%)",
    "Kết quả thực hiện",
    "Minh chứng",
    "Khó khăn, vướng mắc",
    "Ghi chú",
    "Tệp",
    "Trang",
    "Ô",
)
WIDTHS = (6.0, 9.0, 40.0, 24.0, 12.0, 15.0, 8.0, 46.0, 30.0, 36.0, 20.0, 27.0, 11.0, 7.0)
_CENTRED = (0, 1, 5, 6, 13)
HELD = "Chờ đơn vị sửa, chưa tính vào tiến độ"


def write_reports(page: Page, view: View) -> None:
    """Write the sheet by activity, then unit."""
    top = head(page, view.edition, "TIẾN ĐỘ THỰC HIỆN CỦA TỪNG ĐƠN VỊ")
    page.header(top, TITLES)
    looks = [Look.CENTRE if column in _CENTRED else Look.TEXT for column in range(len(TITLES))]
    looks[4] = Look.DATE
    last = page.table(top + 1, _rows(view), looks)
    page.sheet.filter = (top, 0, max(last - 1, top), page.last)
    print_setup(page, view.edition, last - 1, (top, top), 3)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    unit_order = {unit.code: place for place, unit in enumerate(view.reporting_units)}
    activity_order = {activity.code: place for place, activity in enumerate(view.catalogue.activities)}
    ordered = sorted(view.edition.activities, key=lambda r: (activity_order[r.activity], unit_order[r.unit]))
    held = {(count.activity, unit) for count in view.edition.activity_counts for unit in count.held}
    for number, report in enumerate(ordered, 1):
        activity = view.catalogue.activity[report.activity]
        yield (
            number,
            activity.code,
            activity.name,
            view.unit_name(report.unit),
            activity.deadline,
            report.status,
            report.percent,
            words_of(report.result),
            words_of(report.evidence),
            words_of(report.difficulty),
            HELD if (report.activity, report.unit) in held else "",
            report.source.file,
            report.source.sheet,
            report.source.cell,
        )
