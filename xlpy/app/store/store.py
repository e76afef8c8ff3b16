"""The history of one office: its journal, its editions, and what each unit sent."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from xlpy.app.store import decisions, editions, journal, kept_figures, sendings
from xlpy.app.store.database import Database
from xlpy.app.store.errors import damaged
from xlpy.app.store.file_transaction import Pending
from xlpy.app.store.readings import StoredReadings
from xlpy.app.store.records import EditionRecord, Entry, JournalLine, NewEdition, SavedTotal, Sending
from xlpy.basics.commit import who
from xlpy.consolidation.snapshot import Snapshot
from xlpy.model.catalogue import Period
from xlpy.model.decision import ACT_WORDS, Decision
from xlpy.model.edition import FileRecord
from xlpy.model.submission import Submission

FILE = "Plan167.db"
"""Name of the file, beside the master workbook."""
LINES = 500
"""How many lines of the journal are shown."""


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Store:
    """One file, opened for each call and closed after it; each call is done whole or not at all.

    Every method raises StoreError: StoreLocked where another program holds the file too long, StoreDamaged where
    it is broken or somebody else's. Reading where there is no file gives nothing and makes no file.
    """

    def __init__(
        self, database: Path | Database, *, user: Callable[[], str] = who, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database if isinstance(database, Database) else Database(database)
        self._user, self._clock = user, clock

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def record(self, entry: Entry) -> None:
        """Add a line to the journal."""
        with self._database.writing() as connection:
            journal.add(connection, self._line(entry))

    def journal(self, limit: int = LINES) -> tuple[JournalLine, ...]:
        """The last lines of the journal, the newest first."""
        with self._reading() as connection:
            return journal.newest(connection, limit)

    @contextlib.contextmanager
    def pending(self) -> Iterator[Pending]:
        """One transaction that ends when the files that belong to it are in place, or with the block."""
        with self._database.writing() as connection:
            yield Pending(connection, self._database.path, self._line)

    def new_edition(
        self, new: NewEdition, submissions: Iterable[Submission] = (), files: Iterable[FileRecord] = ()
    ) -> int:
        """Keep an edition that has no files, as `Pending.edition` does."""
        with self.pending() as pending:
            return pending.edition(new, submissions, files)

    def remember(self, period: Period, submissions: Iterable[Submission], files: Iterable[FileRecord]) -> None:
        """Keep what was received without making an edition of it (a check, a slip)."""
        with self._database.writing() as connection:
            sendings.remember(connection, period, 0, submissions, files)

    def last_edition(self, period: Period) -> EditionRecord | None:
        """The period's newest edition that was not taken back, None where it has none."""
        with self._reading() as connection:
            return editions.last(connection, period)

    def standing(self, period: Period) -> tuple[EditionRecord, ...]:
        """The period's editions that were not taken back, the newest first."""
        with self._reading() as connection:
            return editions.standing(connection, period)

    def snapshot(self, period: Period, number: int) -> Snapshot | None:
        """All figures of an edition, also of one taken back; None where they are not kept."""
        with self._reading() as connection:
            return kept_figures.snapshot(connection, period, number)

    def editions(self) -> tuple[EditionRecord, ...]:
        """All editions of all periods, the newest first."""
        with self._reading() as connection:
            return editions.listed(connection)

    def totals(self, period: Period, number: int) -> tuple[SavedTotal, ...]:
        """The totals of an edition, for `edition_changes`; none where there is no such edition."""
        with self._reading() as connection:
            return editions.totals(connection, period, number)

    def sendings(self, period: Period, unit: str) -> tuple[Sending, ...]:
        """All that a unit sent for a period, the one that counts most last; '' = files of no known unit."""
        with self._reading() as connection:
            return sendings.of_unit(connection, period, unit)

    def previous_sending(self, period: Period, unit: str, sha256: str) -> Sending | None:
        """What the unit sent before the file of these bytes, also where that older file is gone; None: nothing."""
        return sendings.previous(self.sendings(period, unit), sha256)

    def decisions(self, period: Period) -> tuple[Decision, ...]:
        """The office's decisions on a period, in the order in which they were recorded."""
        with self._reading() as connection:
            return decisions.of_period(connection, period)

    def decide(self, period: Period, made: Iterable[Decision], action: str) -> None:
        """Record decisions, each with its line in the journal under ``action``; all of them or none."""
        with self._database.writing() as connection:
            for each in made:
                line = self._line(Entry(action, f"{period.code}: {ACT_WORDS[each.act]} ({each.about}): {each.words}"))
                decisions.add(connection, period, [each], line.at, line.user)
                journal.add(connection, line)

    def files_of_editions(self, period: Period) -> tuple[str, ...]:
        """Digests of the files that the period's editions saw."""
        with self._reading() as connection:
            return decisions.files_of_editions(connection, period)

    @property
    def readings(self) -> StoredReadings:
        """What files said when they were read before."""
        return StoredReadings(self._database)

    def _line(self, entry: Entry) -> JournalLine:
        return JournalLine(self._clock(), self._user(), entry)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A look at the file; a value that this program never writes means that the file is damaged."""
        with self._database.reading() as connection:
            try:
                yield connection
            except (ValueError, ArithmeticError, TypeError) as fault:
                raise damaged(self._database.path) from fault
