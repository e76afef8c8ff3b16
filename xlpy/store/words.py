"""The history in words: rows for a sheet or a terminal, and whether an edition is still up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from xlpy.store.errors import StoreError
from xlpy.store.records import EditionRecord, JournalLine

T = TypeVar("T")

JOURNAL = ("Thời gian", "Người thực hiện", "Việc", "Nội dung", "Trước", "Sau", "Kết quả")
EDITIONS = (
    "Năm học",
    "Kỳ",
    "Số",
    "Thời gian",
    "Người thực hiện",
    "Thư mục",
    "Tệp tổng hợp",
    "Tệp nhận",
    "Tệp dùng",
    "Đơn vị có số liệu",
    "Lỗi",
    "Cảnh báo",
    "Thông tin",
)


def journal_rows(lines: Iterable[JournalLine]) -> Iterator[tuple[str, ...]]:
    """A row for each line, under the titles `JOURNAL`."""
    for line in lines:
        entry = line.entry
        yield line.local, line.user, entry.action, entry.detail, entry.old, entry.new, entry.outcome.value


def edition_rows(records: Iterable[EditionRecord]) -> Iterator[tuple[str | int, ...]]:
    """A row for each edition, under the titles `EDITIONS`."""
    for record in records:
        counts = record.counts
        names = record.local, record.user, record.folder, record.workbook
        numbers = counts.files, counts.used, counts.units, counts.errors, counts.warnings, counts.notes
        yield record.school_year, record.period, record.number, *names, *numbers


def journal_text(lines: Iterable[JournalLine]) -> str:
    """The journal for a terminal: one line each, without the parts that say nothing."""
    return "\n".join(map(_line, lines)) or "Nhật ký chưa có dòng nào."


def _line(line: JournalLine) -> str:
    entry = line.entry
    change = " → ".join(value or "(trống)" for value in (entry.old, entry.new)) if entry.old or entry.new else ""
    said = ": ".join(filter(None, (entry.action, entry.detail)))
    return " | ".join(filter(None, (line.local, line.user, said, change, entry.outcome.value)))


def standing(last: EditionRecord | None, fingerprint: str) -> str:
    """Whether the last edition still says what its inputs (of this fingerprint now) give."""
    if last is None:
        return "Kỳ này chưa có bản tổng hợp nào."
    which = f"bản tổng hợp số {last.number} ({last.local})"
    if last.fingerprint == fingerprint:
        return f"Tệp nhận, danh mục và số liệu kỳ trước không thay đổi so với {which}."
    return f"Tệp nhận, danh mục hoặc số liệu kỳ trước đã thay đổi so với {which}; cần tổng hợp lại."


def history_or(instead: T, work: Callable[[], T]) -> tuple[T, str]:
    """What ``work`` gives and '', or ``instead`` and why the history can't be used: work goes on without it."""
    try:
        return work(), ""
    except StoreError as fault:
        return instead, str(fault)
