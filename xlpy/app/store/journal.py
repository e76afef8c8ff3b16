"""The journal's rows: added, never changed; of very many the oldest go."""

from __future__ import annotations

from sqlite3 import Connection

from xlpy.app.store.encoding import moment, text, to_moment
from xlpy.app.store.records import Entry, JournalLine, Outcome

KEPT = 20_000
"""Lines that the journal holds: fifty a working day for more than a year, a few megabytes."""
_COLUMNS = "at, user, action, detail, old, new, outcome"


def add(connection: Connection, line: JournalLine) -> None:
    """Write one line; beyond `KEPT` lines the oldest ones go."""
    entry = line.entry
    words = (line.user, entry.action, entry.detail, entry.old, entry.new)
    connection.execute(
        f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (moment(line.at), *map(text, words), entry.outcome.value),
    )
    connection.execute("DELETE FROM journal WHERE id <= (SELECT max(id) FROM journal) - ?", (KEPT,))


def newest(connection: Connection, limit: int) -> tuple[JournalLine, ...]:
    """The last ``limit`` lines, the newest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(
        JournalLine(to_moment(at), user, Entry(action, detail, old, new, Outcome(outcome)))
        for at, user, action, detail, old, new, outcome in rows
    )
