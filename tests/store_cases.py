"""What the tests of the store put into it: an edition in small, a sending, and a connection that fails when told."""

from __future__ import annotations

import datetime as clock
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import submission
from tests.small_catalogue import HK1
from xlpy.app.store import Counts, NewEdition, SavedTotal, Store
from xlpy.app.store.database import Database
from xlpy.model.catalogue import Period
from xlpy.model.edition import PROVINCE, FileRecord
from xlpy.model.submission import Submission

MOMENT = datetime(2024, 6, 24, 7, 5, tzinfo=UTC)
TOTALS = (SavedTotal("N1.01", PROVINCE, Decimal("514.50"), ("535", "STC")), SavedTotal("N1.02", "tinh", None, ()))


def open_store(path: Path, **options: Any) -> Store:
    return Store(Database(path, **{"wait": 0.02, **options}), user=lambda: "Nguyễn Thị Hoa", clock=lambda: MOMENT)


def new(fingerprint: str, period: Period = HK1, totals: tuple[SavedTotal, ...] = TOTALS) -> NewEdition:
    counts = Counts(files=23, used=15, units=15, errors=16, warnings=26, notes=22)
    return NewEdition(period, fingerprint, "tep-nhan", "Tong-hop.xlsx", counts, totals)


def sent(
    file: str,
    sha256: str,
    day: int,
    number: int = 5,
    *,
    unit: str = "535",
    used: bool = False,
    at: clock.time | None = None,
) -> tuple[Submission, FileRecord]:
    """A usable file received on that day of June with one figure, and what the edition says of it."""
    whole = submission(unit, {"N1.01": number}, period="HK1")
    answers = tuple(a._replace(source=a.source._replace(file=file)) for a in whole.answers)
    received = replace(whole.received, file=file, sha256=sha256)
    record = FileRecord(file, sha256, 1, unit, date(2024, 6, day), used, "" if used else "T111", {}, received_at=at)
    return replace(whole, received=received, answers=answers), record


def kept(store: Store, *pairs: tuple[Submission, FileRecord], period: Period = HK1) -> None:
    store.remember(period, [one for one, _ in pairs], [record for _, record in pairs])


def whole(store: Store, units: Iterable[str] = ("535", "STC", ""), period: Period = HK1) -> tuple[object, ...]:
    """All that the store says: two histories are the same if this is."""
    numbers = [record.number for record in store.editions()]
    return (
        store.journal(),
        store.editions(),
        [store.totals(period, number) for number in numbers],
        [store.sendings(period, unit) for unit in units],
    )


@contextmanager
def office_clock() -> Iterator[None]:
    """This process lives by the clock of Việt Nam; skips where a program can't have a clock of its own."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's clock can't be set for one program")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Ho_Chi_Minh")
        time.tzset()
        yield
    time.tzset()


class Fault:
    """Makes connections whose ``turn``-th statement fails, and all later ones where the disk is gone for good."""

    def __init__(self, turn: int, *, for_good: bool = False) -> None:
        self.turn, self.count, self._for_good = turn, 0, for_good

    def connect(self, *args: Any, **options: Any) -> sqlite3.Connection:
        fault = self

        class Connection(sqlite3.Connection):
            def execute(self, *args: Any) -> sqlite3.Cursor:
                fault.strike()
                return super().execute(*args)

            def executemany(self, sql: str, rows: Iterable[Any], /) -> sqlite3.Cursor:
                cursor = self.cursor()
                for row in rows:
                    cursor = self.execute(sql, row)
                return cursor

        return sqlite3.connect(*args, **options, factory=Connection)

    def strike(self) -> None:
        self.count += 1
        if self.count == self.turn or (self._for_good and self.count > self.turn):
            raise sqlite3.OperationalError("disk I/O error")

    @property
    def struck(self) -> bool:
        """Whether there was a statement to fail."""
        return self.count >= self.turn


Work = Callable[[Store], object]
