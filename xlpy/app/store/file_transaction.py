"""One transaction that ends with files: number, edition and journal line are there with them, or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from xlpy.app.store import editions, journal, kept_figures, sendings
from xlpy.app.store.errors import translated
from xlpy.app.store.records import Entry, JournalLine, NewEdition
from xlpy.basics.commit.witness import leave
from xlpy.consolidation.snapshot import Snapshot
from xlpy.model.catalogue import Period
from xlpy.model.edition import FileRecord
from xlpy.model.submission import Submission


class Pending:
    """What is written within the transaction; nobody else writes into the history meanwhile."""

    def __init__(self, connection: sqlite3.Connection, path: Path, line: Callable[[Entry], JournalLine]) -> None:
        self._connection, self._path, self._line = connection, path, line

    def keep(self, period: Period, serial: int, figures: Snapshot) -> None:
        """Keep all figures of an edition."""
        kept_figures.keep(self._connection, period, serial, figures)

    def undo(self, period: Period, serial: int, why: str) -> None:
        """Take an edition back."""
        line = self._line(Entry(""))
        kept_figures.undo(self._connection, period, serial, line.at, line.user, why)

    def edition(self, new: NewEdition, submissions: Iterable[Submission] = (), files: Iterable[FileRecord] = ()) -> int:
        """Keep an edition and what it was made from; gives its number, the last one's for the same fingerprint.

        ``submissions`` are all files read, used or not, and ``files`` the edition's account of each of them.
        """
        line = self._line(Entry(""))
        serial = editions.add(self._connection, new, line.at, line.user)
        sendings.remember(self._connection, new.period, serial, submissions, files)
        return serial

    def record(self, name: str, entry: Entry) -> None:
        """End the transaction with the journal's line and the name of the commit that it belongs to.

        Raises StoreError; nothing of the transaction is kept then.
        """
        try:
            journal.add(self._connection, self._line(entry))
            leave(self._connection, name)
            self._connection.execute("COMMIT")
        except BaseException as fault:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            if isinstance(fault, sqlite3.DatabaseError) and (ours := translated(fault, self._path)):
                raise ours from fault
            raise
