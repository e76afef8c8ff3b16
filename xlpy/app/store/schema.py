"""The tables, as a list of migrations: each is applied once, in order, inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from xlpy.app.store.decisions import TABLES as DECISIONS
from xlpy.app.store.kept_figures import TABLES as KEPT
from xlpy.app.store.readings import TABLE as READINGS
from xlpy.basics.commit.witness import TABLE as COMMITTED

APPLICATION = 0x50313637
"""``P167`` in the file's header: tells our file from any other SQLite database."""

Migration = tuple[str, ...]
"""Statements that lead from one version of the tables to the next."""

MIGRATIONS: Sequence[Migration] = (
    (
        f"PRAGMA application_id = {APPLICATION}",
        "CREATE TABLE migration (version INTEGER PRIMARY KEY, applied TEXT NOT NULL)",
        "CREATE TABLE journal (id INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, action TEXT NOT NULL,"
        " detail TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, outcome TEXT NOT NULL)",
        "CREATE TABLE edition (school_year TEXT NOT NULL, period TEXT NOT NULL, number INTEGER NOT NULL,"
        " at TEXT NOT NULL, user TEXT NOT NULL, fingerprint TEXT NOT NULL, folder TEXT NOT NULL,"
        " workbook TEXT NOT NULL, files INTEGER NOT NULL, used INTEGER NOT NULL, units INTEGER NOT NULL,"
        " errors INTEGER NOT NULL, warnings INTEGER NOT NULL, notes INTEGER NOT NULL,"
        " PRIMARY KEY (school_year, period, number)) WITHOUT ROWID",
        "CREATE TABLE edition_total (school_year TEXT NOT NULL, period TEXT NOT NULL, number INTEGER NOT NULL,"
        " position INTEGER NOT NULL, indicator TEXT NOT NULL, scope TEXT NOT NULL, value TEXT, included TEXT NOT NULL,"
        " PRIMARY KEY (school_year, period, number, position),"
        " FOREIGN KEY (school_year, period, number) REFERENCES edition ON DELETE CASCADE) WITHOUT ROWID",
        "CREATE TABLE sending (id INTEGER PRIMARY KEY, school_year TEXT NOT NULL, asked TEXT NOT NULL,"
        " file TEXT NOT NULL, sha256 TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,"
        " received_on TEXT, reported_on TEXT, usable INTEGER NOT NULL, used INTEGER NOT NULL, reason TEXT NOT NULL,"
        " first_edition INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (school_year, asked, file, sha256))",
        "CREATE INDEX sending_of_unit ON sending (school_year, asked, unit)",
        "CREATE TABLE sending_answer (sending INTEGER NOT NULL REFERENCES sending ON DELETE CASCADE,"
        " position INTEGER NOT NULL, indicator TEXT NOT NULL, col TEXT NOT NULL, state TEXT NOT NULL, value TEXT,"
        " raw TEXT NOT NULL, sheet TEXT NOT NULL, cell TEXT NOT NULL, repair TEXT NOT NULL,"
        " PRIMARY KEY (sending, position)) WITHOUT ROWID",
        "CREATE TABLE sending_activity (sending INTEGER NOT NULL REFERENCES sending ON DELETE CASCADE,"
        " position INTEGER NOT NULL, activity TEXT NOT NULL, status TEXT NOT NULL, percent TEXT,"
        " sheet TEXT NOT NULL, cell TEXT NOT NULL,"
        " result TEXT, result_sheet TEXT, result_cell TEXT,"
        " evidence TEXT, evidence_sheet TEXT, evidence_cell TEXT,"
        " difficulty TEXT, difficulty_sheet TEXT, difficulty_cell TEXT,"
        " PRIMARY KEY (sending, position)) WITHOUT ROWID",
    ),
    ("ALTER TABLE sending ADD COLUMN received_at TEXT",),
    (COMMITTED,),
    DECISIONS,
    KEPT,
    (READINGS,),
)


class Foreign(Exception):
    """The database is somebody else's."""


def version_of(connection: sqlite3.Connection) -> int:
    """Which version of the tables the file has; 0 = none yet. Raises Foreign for a file that is not ours."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not application and not tables:
        return 0
    if application != APPLICATION:
        raise Foreign
    (version,) = connection.execute("SELECT max(version) FROM migration").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the tables up to the last version, inside the transaction that the caller holds."""
    for number in range(version_of(connection) + 1, len(migrations) + 1):
        for statement in migrations[number - 1]:
            connection.execute(statement)
        applied = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO migration VALUES (?, ?)", (number, applied))
