"""The file itself: opened for one transaction, closed after it, whatever happens in between.

A rollback journal and the strictest syncing are used, never a write-ahead log: that needs shared memory, which a
network drive does not give. A transaction that dies with its PC is undone by the next one that opens the file.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from xlpy.app.store.errors import damaged, too_new, translated
from xlpy.app.store.schema import MIGRATIONS, Foreign, Migration, migrate, version_of

WAIT = 5.0
"""Seconds to wait for another user of the file before giving up."""
MEMORY = ":memory:"
SMALLEST = 512
"""Bytes of the smallest page of a database: a file below it was cut off."""

Connect = Callable[..., sqlite3.Connection]


class Database:
    """Transactions on one file. ``connect`` stands for sqlite3.connect and lets a test plant faults."""

    def __init__(
        self,
        path: Path,
        *,
        wait: float = WAIT,
        connect: Connect = sqlite3.connect,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> None:
        self.path = path
        self._wait, self._connect, self._migrations = wait, connect, migrations

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all that is written in it, or nothing. The block may end it earlier.

        Raises StoreError as `reading` does.
        """
        with self._opened(str(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._migrate(connection)
            yield connection
            if connection.in_transaction:
                connection.execute("COMMIT")

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One look at the file at one moment; a file that does not exist reads as empty and is not made.

        Raises StoreLocked, StoreDamaged, or StoreError for all else that the file, disk or network may do.
        """
        with self._opened(str(self.path) if os.path.lexists(self.path) else MEMORY) as connection:
            connection.execute("BEGIN")
            if self._version(connection) < len(self._migrations):
                connection.execute("ROLLBACK")
                connection.execute("BEGIN IMMEDIATE")
                self._migrate(connection)
                connection.execute("COMMIT")
                connection.execute("BEGIN")
            yield connection

    @contextlib.contextmanager
    def _opened(self, where: str) -> Iterator[sqlite3.Connection]:
        if where != MEMORY and 0 < _size(self.path) < SMALLEST:  # SQLite takes it for a new one
            raise damaged(self.path)
        try:
            with contextlib.closing(self._connect(where, timeout=self._wait, isolation_level=None)) as connection:
                try:
                    _prepare(connection)
                    yield connection
                finally:
                    if connection.in_transaction:
                        with contextlib.suppress(sqlite3.Error):  # closing undoes it as well
                            connection.execute("ROLLBACK")
        except Foreign as fault:
            raise damaged(self.path) from fault
        except sqlite3.DatabaseError as fault:
            ours = translated(fault, self.path)
            if ours is None:
                raise
            raise ours from fault

    def _version(self, connection: sqlite3.Connection) -> int:
        found = version_of(connection)
        if found > len(self._migrations):
            raise too_new(self.path, found, len(self._migrations))
        return found

    def _migrate(self, connection: sqlite3.Connection) -> None:
        if self._version(connection) < len(self._migrations):
            migrate(connection, self._migrations)


def _prepare(connection: sqlite3.Connection) -> None:
    """Raises Foreign where what SQLite says of the file is no text: it quotes names that were overwritten."""
    try:
        for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except UnicodeDecodeError as fault:
        raise Foreign from fault


def _size(path: Path) -> int:
    """Bytes of the file; 0 where there is none, or where the system does not say: SQLite will."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
