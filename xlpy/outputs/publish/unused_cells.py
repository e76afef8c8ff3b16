"""The received cells that no total uses: excluded with a reason, or outside the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from xlpy.basics.decimals import format_vn
from xlpy.model.ledger import FRAME, UNREAD, Ledger
from xlpy.model.submission import CellDisposition, Disposition
from xlpy.outputs.messages import title
from xlpy.outputs.publish.drawing import Cell
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View

SHEET = "Ô không dùng"
TITLES = ("STT", "Tệp", "Trang", "Ô", "Nội dung ô", "Nhiệm vụ", "Kết cục", "Mã lý do", "Lý do")
WIDTHS = (7.0, 42.0, 16.0, 8.0, 50.0, 10.0, 16.0, 10.0, 40.0)
_CENTRED = (0, 3, 5, 6, 7)
CELLS_SHOWN = 2_000
"""How many cells the sheet lists; that there are more is said, ``ledger.csv`` has all."""
FATE_WORDS = {
    Disposition.USED: "Đã dùng",
    Disposition.EXCLUDED: "Loại, có lý do",
    Disposition.UNKNOWN: "Ngoài biểu mẫu",
}


def write_unused(page: Page, view: View) -> None:
    """Write the sheet in the order of files."""
    top = head(page, view.edition, "CÁC Ô BỊ LOẠI HOẶC NGOÀI BIỂU MẪU")
    listed = _unused(view.edition.ledger)
    page.line(top, _scope(len(listed)), Look.NOTE)
    page.header(top + 1, TITLES)
    looks = [Look.CENTRE if column in _CENTRED else Look.TEXT for column in range(len(TITLES))]
    last = page.table(top + 2, _rows(view, listed[:CELLS_SHOWN]), looks)
    page.sheet.filter = (top + 1, 0, max(last - 1, top + 1), page.last)
    print_setup(page, view.edition, last - 1, (top + 1, top + 1), 2)


def _unused(ledger: Ledger) -> list[CellDisposition]:
    """The cells that no total uses, from the files whose account has any: print and files unread are no cells here."""
    files = (line.file for line in ledger.lines if line.unknown or line.excluded.keys() - {FRAME, UNREAD})
    cells = chain.from_iterable(ledger.cells_of[file] for file in files)
    return [entry for entry in cells if entry.disposition in (Disposition.EXCLUDED, Disposition.UNKNOWN)]


def _scope(count: int) -> str:
    if count <= CELLS_SHOWN:
        return f"Có {format_vn(Decimal(count))} ô, liệt kê đủ dưới đây."
    more = format_vn(Decimal(count - CELLS_SHOWN))
    return (
        f"Có {format_vn(Decimal(count))} ô; dưới đây là {format_vn(Decimal(CELLS_SHOWN))} ô đầu, "
        f"{more} ô còn lại có trong tệp ledger.csv."
    )


def _rows(view: View, listed: Sequence[CellDisposition]) -> Iterator[tuple[Cell, ...]]:
    for number, entry in enumerate(listed, 1):
        yield (
            number,
            entry.source.file,
            entry.source.sheet,
            entry.source.cell,
            entry.raw,
            entry.task,
            FATE_WORDS[entry.disposition],
            entry.reason,
            title(view.catalogue, entry.reason) if entry.reason else "",
        )
