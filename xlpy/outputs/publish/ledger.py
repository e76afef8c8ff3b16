"""The proof that no received cell was lost: each file's account balances to 0, by formula."""

from __future__ import annotations

from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.model.ledger import FRAME, UNREAD, LedgerLine
from xlpy.outputs.messages import title
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View

SHEET = "Sổ đối chiếu"
TITLES = (
    "STT",
    "Tệp",
    "Đơn vị",
    "Ô nhận được",
    "Đã dùng",
    "Loại, có lý do",
    "Để trống",
    "Ngoài biểu mẫu",
    "Cân đối (phải bằng 0)",
    "Lý do loại (số ô)",
)
WIDTHS = (6.0, 44.0, 26.0, 11.0, 11.0, 11.0, 11.0, 11.0, 12.0, 60.0)
NOTE = (
    "Mỗi ô nhận được (ô có nội dung và ô nhập để trống) có đúng một kết cục: đã dùng, loại có lý do, để trống, hoặc "
    "nằm ngoài biểu mẫu; cột Cân đối là số ô nhận được trừ các kết cục. Ô của khung biểu mẫu (tiêu đề, tên chỉ tiêu, "
    "số khóa sẵn) được đếm, không liệt kê; các ô bị loại hoặc ngoài biểu mẫu liệt kê ở trang Ô không dùng."
)


def write_ledger(page: Page, view: View) -> None:
    """Write each file's account, then the account of all."""
    top = head(page, view.edition, "SỔ ĐỐI CHIẾU: NHẬN ĐƯỢC = ĐÃ DÙNG + LOẠI CÓ LÝ DO + ĐỂ TRỐNG + NGOÀI BIỂU MẪU")
    page.line(top, NOTE, Look.NOTE)
    page.header(top + 1, TITLES)
    units = {record.file: record.unit for record in view.edition.files}
    ledger = view.edition.ledger
    first = row = top + 2
    for number, line in enumerate(ledger.lines, 1):
        page.number(row, 0, number, Look.CENTRE)
        page.text(row, 1, line.file, Look.TEXT)
        page.text(row, 2, view.unit_name(units.get(line.file, "")), Look.TEXT)
        _account(page, view, row, line)
        row += 1
    _sum_row(page, view, first, row, ledger.total)
    print_setup(page, view.edition, row, (top + 1, top + 1), 2)


def _account(page: Page, view: View, row: int, line: LedgerLine) -> None:
    counts = (line.received, line.used, sum(line.excluded.values()), line.empty, line.unknown)
    for column, count in enumerate(counts, 3):
        page.number(row, column, count, Look.NUMBER)
    _balance(page, row, line)
    reasons = _reasons(view, line)
    page.text(row, 9, reasons, Look.MISSING)
    page.fit(row, [(1, 1, line.file, Look.TEXT), (9, 9, reasons, Look.MISSING)])


def _balance(page: Page, row: int, line: LedgerLine) -> None:
    formula = f"=D{row + 1}-E{row + 1}-F{row + 1}-G{row + 1}-H{row + 1}"
    page.formula(row, 8, formula, line.balance, Look.SUBTOTAL)


def _sum_row(page: Page, view: View, first: int, row: int, total: LedgerLine) -> None:
    page.span(row, 0, 2, f"Tổng cộng {len(view.edition.ledger.lines)} tệp", Look.GROUP)
    counts = (total.received, total.used, sum(total.excluded.values()), total.empty, total.unknown)
    for column, (letter, count) in enumerate(zip("DEFGH", counts, strict=True), 3):
        formula = f"=SUM({letter}{first + 1}:{letter}{row})" if row > first else "=0"
        page.formula(row, column, formula, count, Look.TOTAL)
    _balance(page, row, total)
    reasons = _reasons(view, total)
    page.text(row, 9, reasons, Look.MISSING)
    page.fit(row, [(9, 9, reasons, Look.MISSING)])


def _reasons(view: View, line: LedgerLine) -> str:
    """``O404 Ghi chữ ở ô số (3); khung biểu mẫu (120)``: the two last are no codes."""
    return "; ".join(
        f"{reason_words(view, reason)} ({format_vn(Decimal(count))})" for reason, count in line.excluded.items()
    )


def reason_words(view: View, reason: str) -> str:
    """A reason's code and title; a reason that is a phrase as it is."""
    return reason if reason in (FRAME, UNREAD, "") else f"{reason} {title(view.catalogue, reason)}"
