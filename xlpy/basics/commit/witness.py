"""A commit's name in the history, written by the same transaction as the edition: there or not, that decides."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xlpy.basics.commit.errors import WriteError

TABLE = "CREATE TABLE committed (id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID"
WAIT = 5.0
"""Seconds to wait for another user of the history."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A history, and how it is told: ``record(id)`` ends its transaction, with the commit's id in `TABLE`."""

    history: Path
    record: Callable[[str], None]


def leave(connection: sqlite3.Connection, name: str) -> None:
    """Write the id of a commit, inside the caller's transaction."""
    connection.execute("INSERT INTO committed VALUES (?, datetime('now'))", (name,))


def recorded(history: Path, name: str) -> bool:
    """Whether the commit of this id was recorded. Raises WriteError where somebody holds the history."""
    if not history.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(history, timeout=WAIT)) as connection:
            return connection.execute("SELECT 1 FROM committed WHERE id = ?", (name,)).fetchone() is not None
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise WriteError(
                f"Tệp lịch sử {history.name} đang bị chương trình khác giữ nên chưa biết lần ghi trước đã xong hay "
                "chưa; chưa ghi gì. Hãy đợi một lát rồi thực hiện lại."
            ) from fault
        return False
    except sqlite3.DatabaseError:  # broken, or of an older version: it holds no such commit
        return False
