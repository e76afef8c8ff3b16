"""A trace as the rows of a sheet: one unit's cell in each, with a link to it, and the figure above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlpy.model.catalogue import Catalogue
from xlpy.model.submission import Answer
from xlpy.outputs.messages import matter
from xlpy.outputs.trace.model import Made, Part, Trace
from xlpy.outputs.trace.text import ABOVE, BELOW, HASH_SHOWN, TERM, answer_word, figure_text, figure_title, made_text

TITLES = (
    "Đơn vị",
    "Chỉ tiêu",
    "Vai trò",
    "Giá trị tính vào",
    "Nguyên văn trong tệp",
    "Tính vào",
    "Lý do không tính",
    "Tệp",
    "Trang",
    "Ô",
    "Cách đọc số",
    "Ngày nhận",
    "Phát hiện",
    "SHA-256",
)
"""Titles of the columns that `TraceRow.cells` fills."""
LINKED = (TITLES.index("Tệp"), TITLES.index("Trang"), TITLES.index("Ô"))
"""The columns that bear the row's link."""
_PREVIOUS = "bản tổng hợp kỳ trước"


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One unit's part of the figure. ``value`` is what it adds: the column's sum is the figure (or a ratio's part).

    ``file`` is relative to the folder received, '' where there is no cell behind the row; ``reason`` says why it
    is not counted.
    """

    unit: str
    name: str
    indicator: str
    role: str
    value: Decimal | None
    raw: str
    counts: bool
    reason: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    repair: str = ""
    received_on: date | None = None
    sha256: str = ""
    findings: str = ""

    @property
    def place(self) -> str:
        """The cell within its file as a link names it: ``'Chỉ tiêu'!F24``; '' where there is none."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{self.cell}" if self.file else ""

    @property
    def link(self) -> str:
        """File and cell in one: ``email/a.xlsx#'Chỉ tiêu'!F24``; a file name with ``#`` needs `file` and `place`."""
        return f"{self.file}#{self.place}" if self.file else ""

    @property
    def cells(self) -> tuple[str | Decimal | date | None, ...]:
        """The row under `TITLES`."""
        return (
            self.name,
            self.indicator,
            self.role,
            self.value,
            self.raw,
            "Có" if self.counts else "Không",
            self.reason,
            self.file,
            self.sheet,
            self.cell,
            self.repair,
            self.received_on,
            self.findings,
            self.sha256[:HASH_SHOWN],
        )


def trace_head(trace: Trace) -> tuple[str, ...]:
    """What stands above the rows: which figure, its value, how it was made."""
    return (figure_title(trace), f"Giá trị: {figure_text(trace)}", *made_text(trace))


def trace_rows(catalogue: Catalogue, trace: Trace) -> tuple[TraceRow, ...]:
    """The parts of the figure, of a ratio those of its numerator and then of its denominator."""
    if trace.above and trace.below:
        return (*_rows(catalogue, trace.above, ABOVE), *_rows(catalogue, trace.below, BELOW))
    return tuple(_rows(catalogue, trace, TERM))


def _rows(catalogue: Catalogue, trace: Trace, role: str) -> Iterator[TraceRow]:
    for part in trace.parts:
        answer = part.answer
        source = answer.source if answer else None
        yield TraceRow(
            part.unit,
            part.name,
            trace.indicator.code,
            role,
            part.value,
            _raw(answer, trace.made),
            part.counts,
            reason(part),
            source.file if source else "",
            source.sheet if source else "",
            source.cell if source else "",
            answer.repair if answer else "",
            part.received_on,
            part.sha256,
            "\n".join(f"{finding.code}: {matter(catalogue, finding)}" for finding in part.findings),
        )


def _raw(answer: Answer | None, made: Made) -> str:
    if answer is None:
        return _PREVIOUS if made is Made.PREVIOUS else ""
    return answer.raw or answer_word(answer)


def reason(part: Part) -> str:
    """Why the part is not counted, '' where it is."""
    if part.counts:
        return ""
    why = (
        part.missing_reason.value
        if part.missing_reason
        else "ghi K (không phát sinh)"
        if part.lacks
        else "không có số liệu"
    )
    return f"{part.lacks} {why}" if part.lacks else why
