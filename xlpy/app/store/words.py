"""The history in words: rows for a sheet; and work that goes on where the history can't be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from xlpy.app.store.errors import StoreError
from xlpy.app.store.records import JournalLine

T = TypeVar("T")


def journal_rows(lines: Iterable[JournalLine]) -> Iterator[tuple[str, ...]]:
    """A row for each line: when, who, what was done, its detail, old, new, how it ended."""
    for line in lines:
        entry = line.entry
        yield line.local, line.user, entry.action, entry.detail, entry.old, entry.new, entry.outcome.value


def history_or(instead: T, work: Callable[[], T]) -> tuple[T, str]:
    """What ``work`` gives and '', or ``instead`` and why the history can't be used: work goes on without it."""
    try:
        return work(), ""
    except StoreError as fault:
        return instead, str(fault)
