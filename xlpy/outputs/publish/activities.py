"""Progress of the plan's activities: how many of the units that carry one out report each status."""

from __future__ import annotations

from collections.abc import Sequence

from xlpy.basics.days import short_day
from xlpy.model.edition import ActivityCount
from xlpy.model.submission import STATUSES
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View, roman

SHEET = "Tiến độ"
WIDTHS = (5.0, 9.0, 42.0, 25.0, 12.0, 11.0, 12.0, 12.0, 12.0, 8.0, 10.0, 44.0)
COUNT_TITLES = (
    "STT",
    "Mã",
    "Nội dung công việc",
    "Sản phẩm",
    "Thời hạn",
    "Số đơn vị thực hiện",
    *STATUSES,
    "Chờ sửa",
    "Đơn vị chờ sửa, chưa báo cáo",
)
NOTE = "Ghi chú: Chờ sửa: đơn vị đã báo cáo nhưng dòng báo cáo còn lỗi, chưa tính vào trạng thái nào."
HELD_AT = 6 + len(STATUSES)
NAMES_SHOWN = 8


def write_activities(page: Page, view: View) -> None:
    """Write the sheet, by task."""
    top = head(page, view.edition, "TIẾN ĐỘ THỰC HIỆN CÁC NỘI DUNG CÔNG VIỆC")
    page.header(top, COUNT_TITLES)
    row = top + 1
    number = 0
    counts = {count.activity: count for count in view.edition.activity_counts}
    for task in view.catalogue.tasks:
        under = [a for a in view.catalogue.activities if a.task == task.code and a.code in counts]
        if under:
            page.text(row, 0, roman(task.number), Look.GROUP_NUMBER)
            page.span(row, 1, page.last, task.name, Look.GROUP)
            page.fit(row, [(1, page.last, task.name, Look.GROUP)])
            row += 1
        for activity in under:
            number += 1
            _count_row(page, view, row, number, counts[activity.code])
            row += 1
    page.line(row, NOTE, Look.NOTE)
    print_setup(page, view.edition, row, (top, top), 3)


def _count_row(page: Page, view: View, row: int, number: int, count: ActivityCount) -> None:
    activity = view.catalogue.activity[count.activity]
    page.number(row, 0, number, Look.CENTRE)
    page.text(row, 1, activity.code, Look.CENTRE)
    page.text(row, 2, activity.name, Look.TEXT)
    page.text(row, 3, activity.product, Look.TEXT)
    page.text(row, 4, short_day(activity.deadline) if activity.deadline else "", Look.CENTRE)
    page.number(row, 5, count.leads, Look.CENTRE)
    for column, status in enumerate(STATUSES, 6):
        page.number(row, column, count.by_status.get(status, 0), Look.CENTRE)
    page.number(row, HELD_AT, len(count.held), Look.CENTRE)
    waiting = _waiting(view, count)
    page.text(row, page.last, waiting, Look.MISSING)
    texts = ((2, activity.name), (3, activity.product), (page.last, waiting))
    page.fit(row, [(column, column, text, Look.TEXT) for column, text in texts])


def _waiting(view: View, count: ActivityCount) -> str:
    """Who has to mend what it said, and who said nothing."""
    groups = (("Chờ sửa", count.held), ("chưa báo cáo" if count.held else "Chưa báo cáo", count.silent))
    return "; ".join(f"{words}: {_names(view, units)}" for words, units in groups if units)


def _names(view: View, units: Sequence[str]) -> str:
    """Units by name; a long list is cut, and says so."""
    names = [view.short_name(code) for code in units]
    if len(names) <= NAMES_SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[:NAMES_SHOWN])} … và {len(names) - NAMES_SHOWN} đơn vị khác"
