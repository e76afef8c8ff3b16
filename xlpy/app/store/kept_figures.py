"""All figures of every edition, for ever, as one packed text each; and the editions that were taken back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from sqlite3 import Connection
from typing import Any

from xlpy.app.store.encoding import moment, text
from xlpy.consolidation.snapshot import KeptFigure, Snapshot
from xlpy.model.catalogue import Period

TABLES = (
    "CREATE TABLE edition_snapshot (school_year TEXT NOT NULL, period TEXT NOT NULL, number INTEGER NOT NULL,"
    " data BLOB NOT NULL, PRIMARY KEY (school_year, period, number),"
    " FOREIGN KEY (school_year, period, number) REFERENCES edition ON DELETE CASCADE) WITHOUT ROWID",
    "CREATE TABLE edition_undone (school_year TEXT NOT NULL, period TEXT NOT NULL, number INTEGER NOT NULL,"
    " at TEXT NOT NULL, user TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (school_year, period, number),"
    " FOREIGN KEY (school_year, period, number) REFERENCES edition ON DELETE CASCADE) WITHOUT ROWID",
)
STANDING = (
    "NOT EXISTS (SELECT 1 FROM edition_undone AS u WHERE u.school_year = edition.school_year"
    " AND u.period = edition.period AND u.number = edition.number)"
)
"""The condition by which an edition still stands."""


def keep(connection: Connection, period: Period, serial: int, snapshot: Snapshot) -> None:
    """Keep an edition's figures; those of an edition already kept stay as they are."""
    figures = [(*each[:3], None if each.value is None else str(each.value), *each[4:]) for each in snapshot.figures]
    whole = {
        "figures": figures,
        "decisions": snapshot.decisions,
        "catalogue": snapshot.catalogue,
        "rules": dict(snapshot.rules),
    }
    data = zlib.compress(json.dumps(whole, ensure_ascii=True).encode("ascii"))
    key = period.school_year, period.code, serial
    connection.execute("INSERT OR IGNORE INTO edition_snapshot VALUES (?, ?, ?, ?)", (*key, data))


def snapshot(connection: Connection, period: Period, serial: int) -> Snapshot | None:
    """An edition's figures; None where none are kept. Raises ValueError, TypeError."""
    row = connection.execute(
        "SELECT data FROM edition_snapshot WHERE school_year = ? AND period = ? AND number = ?",
        (period.school_year, period.code, serial),
    ).fetchone()
    if row is None:
        return None
    try:
        found = json.loads(zlib.decompress(row[0]))
    except zlib.error as fault:
        raise ValueError from fault
    return Snapshot(
        tuple(map(_figure, found["figures"])),
        tuple((unit, codes, words) for unit, codes, words in found["decisions"]),
        found["catalogue"],
        found["rules"],
    )


def _figure(row: Sequence[Any]) -> KeptFigure:
    unit, indicator, column, value, word, reason, held_by, file, digest, cell, *more = row
    number = None if value is None else Decimal(value)
    return KeptFigure(unit, indicator, column, number, word, reason, held_by, file, digest, cell, *more)


def undo(connection: Connection, period: Period, serial: int, at: datetime, user: str, why: str) -> None:
    """Take an edition back: it stays readable, its number is never given again, files seen first in it are unseen."""
    key = period.school_year, period.code, serial
    connection.execute("INSERT INTO edition_undone VALUES (?, ?, ?, ?, ?, ?)", (*key, moment(at), user, text(why)))
    connection.execute(
        "UPDATE sending SET first_edition = 0 WHERE school_year = ? AND asked = ? AND first_edition = ?", key
    )
