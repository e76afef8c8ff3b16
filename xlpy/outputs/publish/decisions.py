"""All decisions of the office on the period, each with who, when, why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.model.decision import ACT_WORDS
from xlpy.outputs.decision_words import about
from xlpy.outputs.publish.drawing import Cell
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View

SHEET = "Quyết định đã ghi"
TITLE = "CÁC QUYẾT ĐỊNH CỦA CƠ QUAN TỔNG HỢP"
NOTE = (
    "Quyết định ghi ở trang Quyết định (hoặc bằng lệnh) được giữ trong lịch sử; muốn thôi thì ghi quyết định ngược "
    "lại, không xóa dòng cũ. Chấp nhận giải trình chỉ áp dụng khi giá trị của đơn vị vẫn như lúc chấp nhận."
)
TITLES = ("STT", "Quyết định", "Về", "Giá trị", "Người quyết định", "Ngày", "Lý do", "Tình trạng", "Nói rõ")
WIDTHS = (5.0, 26.0, 44.0, 22.0, 24.0, 12.0, 48.0, 20.0, 48.0)
_MIDDLE = (True, False, False, False, False, True, False, True, False)


def write_decisions(page: Page, view: View) -> None:
    """Write the sheet, in the order in which the decisions were made."""
    top = head(page, view.edition, TITLE)
    page.line(top, NOTE, Look.NOTE)
    page.header(top + 1, TITLES)
    last = page.table(top + 2, _rows(view), [Look.CENTRE if middle else Look.TEXT for middle in _MIDDLE])
    page.sheet.filter = (top + 1, 0, max(last - 1, top + 1), page.last)
    print_setup(page, view.edition, last - 1, (top + 1, top + 1), 2)


def _rows(view: View) -> Iterator[tuple[Cell, ...]]:
    for number, ruling in enumerate(view.edition.rulings, 1):
        decision = ruling.decision
        yield (
            number,
            ACT_WORDS[decision.act],
            about(view.edition, decision),
            decision.value,
            decision.who,
            f"{decision.day:%d/%m/%Y}",
            decision.reason,
            ruling.effect.value,
            ruling.told,
        )
