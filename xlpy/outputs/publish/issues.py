"""Difficulties and recommendations of all units, by task: the plan itself asks for both."""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.model.submission import Issue, words_of
from xlpy.outputs.publish.drawing import Cell
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View, roman

SHEET = "Khó khăn, kiến nghị"
TITLES = (
    "STT",
    "Nhiệm vụ",
    "Đơn vị",
    "Khó khăn, vướng mắc",
    "Nguyên nhân",
    "Đề xuất, kiến nghị",
    "Cơ quan xem xét, giải quyết",
    "Tệp",
    "Trang",
    "Ô",
)
WIDTHS = (5.0, 24.0, 22.0, 46.0, 36.0, 46.0, 22.0, 26.0, 12.0, 7.0)
_MIDDLE = (True, False, False, False, False, False, False, False, False, True)


def write_issues(page: Page, view: View) -> None:
    """Write the sheet in the order of tasks, then units."""
    top = head(page, view.edition, "KHÓ KHĂN, VƯỚNG MẮC VÀ ĐỀ XUẤT, KIẾN NGHỊ CỦA CÁC ĐƠN VỊ")
    page.header(top, TITLES)
    looks = [Look.CENTRE if middle else Look.TEXT for middle in _MIDDLE]
    last = page.table(top + 1, _rows(view), looks)
    if not view.edition.issues:
        page.line(last, "Không có khó khăn, kiến nghị nào trong các bài nộp được dùng.", Look.NOTE)
        last += 1
    page.sheet.filter = (top, 0, max(last - 1, top), page.last)
    print_setup(page, view.edition, last - 1, (top, top), 3)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    task_order = {task.code: task.number for task in view.catalogue.tasks}
    unit_order = {unit.code: place for place, unit in enumerate(view.reporting_units)}

    def place(issue: Issue) -> tuple[int, int, str]:
        return task_order.get(issue.task, 99), unit_order.get(issue.unit, 9999), issue.source.cell

    for number, issue in enumerate(sorted(view.edition.issues, key=place), 1):
        task = view.catalogue.task.get(issue.task)
        yield (
            number,
            f"{roman(task.number)}. {task.short_name}" if task else "Chưa rõ nhiệm vụ",
            view.unit_name(issue.unit),
            words_of(issue.difficulty),
            words_of(issue.cause),
            words_of(issue.recommendation),
            words_of(issue.addressee),
            issue.source.file,
            issue.source.sheet,
            issue.source.cell,
        )
