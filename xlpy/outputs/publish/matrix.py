"""The matrix of tasks and units: how each unit stands with each task, in words as well as colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from xlpy.model.edition import Standing, TaskStatus
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View, roman

SHEET = "Nhiệm vụ × đơn vị"
LOOKS: Mapping[TaskStatus, Look] = {
    TaskStatus.COMPLETE: Look.GOOD,
    TaskStatus.PARTIAL: Look.WAIT,
    TaskStatus.ERROR: Look.BAD,
    TaskStatus.REFUSED: Look.HELD,
    TaskStatus.MISSING: Look.QUIET,
    TaskStatus.NONE: Look.QUIET,
}
SHOWN: Mapping[TaskStatus, str] = {status: status.value for status in TaskStatus} | {TaskStatus.NONE: "–"}
COUNTED = (TaskStatus.COMPLETE, TaskStatus.PARTIAL, TaskStatus.ERROR, TaskStatus.REFUSED, TaskStatus.MISSING)
NOTE = (
    "Đủ: mọi số liệu, nội dung được giao đã có và dùng được. Chưa đủ: còn số liệu ghi CCSL hoặc nội dung chưa có trạng "
    "thái. Chờ sửa: chỉ những số liệu, nội dung có lỗi hoặc bỏ trống chưa được tính, phần còn lại của nhiệm vụ đã được "
    "tính; ví dụ 4/13 số liệu là 4 trong 13 số liệu (kế hoạch và thực hiện) của nhiệm vụ. Tệp chưa dùng được: đơn vị "
    "đã gửi nhưng cả tệp chưa dùng được. –: đơn vị không được giao nhiệm vụ này."
)


def widths(view: View) -> list[float]:
    """Number, unit, one column a task, one a count."""
    return [5.0, 30.0, *(16.0 for _ in view.catalogue.tasks), *(10.0 for _ in COUNTED)]


def write_matrix(page: Page, view: View) -> None:
    """Units down, tasks across, counts of each status at the right and at the foot."""
    top = head(page, view.edition, "TÌNH HÌNH BÁO CÁO THEO NHIỆM VỤ VÀ ĐƠN VỊ")
    tasks, statuses, standings = view.catalogue.tasks, view.edition.statuses, view.edition.standings
    titles = ["STT", "Đơn vị", *(f"{roman(task.number)}. {task.short_name}" for task in tasks)]
    page.header(top, [*titles, *(SHOWN[status] for status in COUNTED)])
    row = top + 1
    for number, unit in enumerate(view.reporting_units, 1):
        page.number(row, 0, number, Look.CENTRE)
        page.text(row, 1, unit.name, Look.TEXT)
        found = [standings.get((unit.code, task.code), Standing(TaskStatus.NONE)) for task in tasks]
        words = [(at, at, shown(standing), LOOKS[standing.status]) for at, standing in enumerate(found, 2)]
        for column, _, text, look in words:
            page.text(row, column, text, look)
        _counts(page, row, 2 + len(tasks), Counter(standing.status for standing in found))
        page.fit(row, [(1, 1, unit.name, Look.TEXT), *words])
        row += 1
    for status in COUNTED:
        by_task = [
            sum(statuses.get((unit.code, task.code)) is status for unit in view.reporting_units) for task in tasks
        ]
        page.span(row, 0, 1, f"Số đơn vị: {status.value}", Look.GROUP)
        for column, count in enumerate(by_task, 2):
            page.number(row, column, count, Look.CENTRE)
        for column, other in enumerate(COUNTED, 2 + len(tasks)):
            if other is status:
                page.number(row, column, sum(by_task), Look.CENTRE)
            else:
                page.blank(row, column, Look.QUIET)
        row += 1
    page.line(row, f"Ghi chú: {NOTE}", Look.NOTE)
    print_setup(page, view.edition, row, (top, top), 2)


def shown(standing: Standing) -> str:
    """``Chờ sửa 4/13 số liệu; chưa có 1/13 số liệu``: what of the task does not count; else the status alone."""
    parts = (("chờ sửa", standing.waiting), ("chưa có", standing.wanting))
    text = "; ".join(f"{word} {what}" for word, what in parts if what)
    return text[:1].upper() + text[1:] or SHOWN[standing.status]


def _counts(page: Page, row: int, column: int, counts: Counter[TaskStatus]) -> None:
    for place, status in enumerate(COUNTED, column):
        page.number(row, place, counts[status], Look.CENTRE)
