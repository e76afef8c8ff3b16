"""What files said when they were read before: kept to save time, and never needed.

Losing all of it, or any of it, costs a reading. So trouble with it is no trouble: nothing here raises for the file.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from itertools import islice
from typing import Protocol

from xlpy.app.store.errors import StoreError

TABLE = "CREATE TABLE reading (key TEXT PRIMARY KEY, turn INTEGER NOT NULL, digest BLOB NOT NULL, packed BLOB NOT NULL)"
MOST = 64 << 20
"""Bytes of readings that are kept, some ten thousand forms; those that were of no use for longest go first."""
LONGEST = 32 << 20
"""Characters of one reading."""
_AT_ONCE = 500
_TROUBLE = (StoreError, sqlite3.Error, ValueError, TypeError)
"""What a file raises that is locked, gone, full, damaged or somebody else's."""


class Transactions(Protocol):
    """The store's file."""

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """One look at it."""

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """One transaction."""


class StoredReadings:
    """Readings in the store (`xlpy.intake.reading_cache.Readings`); ``most`` bytes of them at most."""

    def __init__(self, database: Transactions, most: int = MOST) -> None:
        self._database, self._most = database, most

    def known(self) -> frozenset[str]:
        """The keys under which something is kept."""
        with suppress(*_TROUBLE), self._database.reading() as connection:
            return frozenset(str(key) for (key,) in connection.execute("SELECT key FROM reading"))
        return frozenset()

    def take(self, keys: Collection[str]) -> Mapping[str, str]:
        """What is kept under these keys, as it was given; without what is gone or damaged."""
        found: dict[str, str] = {}
        wanted = iter(keys)
        with suppress(*_TROUBLE), self._database.reading() as connection:
            while some := tuple(islice(wanted, _AT_ONCE)):
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, digest, packed FROM reading WHERE key IN ({marks})", some)
                found.update(_sound(rows))
        return found

    def keep(self, packed: Mapping[str, str], used: Collection[str]) -> None:
        """Keep these readings too, and of all the most useful; ``used`` are keys of others that were of use now."""
        with suppress(*_TROUBLE), self._database.writing() as connection:
            (turn,) = connection.execute("SELECT coalesce(max(turn), 0) + 1 FROM reading").fetchone()
            connection.executemany("UPDATE reading SET turn = ? WHERE key = ?", ((turn, key) for key in used))
            connection.executemany(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)",
                ((key, turn, _digest(key, data), data) for key, data in _compressed(packed)),
            )
            connection.execute(
                "DELETE FROM reading WHERE key IN (SELECT key FROM (SELECT key, sum(length(packed))"
                " OVER (ORDER BY turn DESC, key) AS size FROM reading) WHERE size > ?)",
                (self._most,),
            )


def _compressed(packed: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    return ((key, zlib.compress(text.encode(), 1)) for key, text in packed.items() if len(text) <= LONGEST)


def _sound(rows: sqlite3.Cursor) -> Iterator[tuple[str, str]]:
    """Those rows that are as they were written."""
    for key, digest, data in rows:
        if isinstance(data, bytes) and digest == _digest(key, data):
            yield key, zlib.decompress(data).decode()


def _digest(key: str, data: bytes) -> bytes:
    """Tells a row that was damaged, or stands under another's key."""
    return hashlib.sha256(key.encode() + data).digest()
