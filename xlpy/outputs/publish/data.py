"""The tidy figures: one row for each answer, with where it comes from and whether it counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.model.edition import Edition
from xlpy.model.submission import Column, State
from xlpy.outputs.publish.drawing import Cell, PrintSetup
from xlpy.outputs.publish.page import A3, Page
from xlpy.outputs.publish.styles import Look, style_name
from xlpy.outputs.publish.view import View

SHEET = "Số liệu"
TITLES = (
    "Mã đơn vị",
    "Đơn vị",
    "Nhiệm vụ",
    "Mã chỉ tiêu",
    "Chỉ tiêu",
    "ĐVT",
    "Cột",
    "Giá trị",
    "Trạng thái",
    "Tính vào tổng",
    "Lý do không tính",
    "Ghi trong tệp",
    "Quy tắc đọc lại",
    "Tệp",
    "Trang",
    "Ô",
    "SHA-256",
    "Mã lỗi giữ lại",
)
WIDTHS = (10.0, 26.0, 9.0, 11.0, 48.0, 11.0, 10.0, 13.0, 20.0, 10.0, 22.0, 16.0, 22.0, 40.0, 11.0, 7.0, 15.0, 16.0)
VALUE = 7
HASH_SHOWN = 12
COLUMN_WORDS = {Column.PLAN: "Kế hoạch", Column.ACTUAL: "Thực hiện"}
STATE_WORDS = {
    State.NUMBER: "Số",
    State.NOT_APPLICABLE: "K (không phát sinh)",
    State.NOT_YET: "CCSL (chưa có số liệu)",
    State.BLANK: "Bỏ trống",
    State.UNREADABLE: "Không đọc được",
}


TOO_MANY = (
    "Bản tổng hợp có {count} số liệu, quá số dòng của một trang tính Excel ({most}). Trang này không liệt kê một phần "
    "để tránh nhầm là đủ; toàn bộ số liệu có trong tệp figures.csv của bản tổng hợp."
)


def is_listed(view: View) -> bool:
    """Whether the sheet can hold all figures under its header; a part of them would be taken for all."""
    return len(view.edition.figures) < view.most_rows


def write_data(page: Page, view: View) -> None:
    """Write the sheet: plain cells, a filter, nothing merged, so that it can be counted on by any program.

    Where there are more figures than rows it only says where they are.
    """
    sheet, edition = page.sheet, view.edition
    if not is_listed(view):
        words = {"count": Decimal(len(edition.figures)), "most": Decimal(view.most_rows)}
        page.line(0, TOO_MANY.format(**{key: format_vn(number) for key, number in words.items()}), Look.NOTE)
        return
    page.header(0, TITLES, Look.PLAIN_HEADER)
    looks = [Look.PLAIN_NUMBER if column == VALUE else Look.PLAIN for column in range(len(TITLES))]
    last = sheet.rows(1, _rows(edition), [style_name(look) for look in looks])
    sheet.filter = (0, 0, max(last - 1, 0), page.last)
    sheet.freeze = (1, 2)
    sheet.setup = PrintSetup(landscape=True, paper=A3, fit=(1, 0), rows=(0, 0))


def _rows(edition: Edition) -> Iterator[tuple[Cell, ...]]:
    hashes = {record.file: record.sha256[:HASH_SHOWN] for record in edition.files}
    indicators = {i.code: (i.task, i.code, i.name, i.unit_of_measure) for i in edition.catalogue.indicators}
    columns, states, held = COLUMN_WORDS, STATE_WORDS, edition.holding.figures
    for figure in edition.figures:
        answer, reason = figure.answer, figure.missing_reason
        source = answer.source
        yield (
            answer.unit,
            edition.unit_name(answer.unit),
            *indicators[answer.indicator],
            columns[answer.column],
            answer.value,
            states[answer.state],
            "Có" if reason is None else "Không",
            reason.value if reason else "",
            answer.raw,
            answer.repair,
            source.file,
            source.sheet,
            source.cell,
            hashes[source.file],
            ", ".join(finding.code for finding in held.get((answer.unit, answer.indicator, answer.column), ())),
        )
