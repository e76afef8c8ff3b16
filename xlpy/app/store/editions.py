"""The editions' rows: numbered within a period of a school year, with their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from sqlite3 import Connection

from xlpy.app.store.encoding import moment, number, text, to_moment, to_number
from xlpy.app.store.kept_figures import STANDING
from xlpy.app.store.records import Counts, EditionRecord, NewEdition, SavedTotal
from xlpy.model.catalogue import Period

_COLUMNS = (
    "school_year, period, number, at, user, fingerprint, folder, workbook, files, used, units, errors, warnings, notes"
)


def next_number(connection: Connection, period: Period, fingerprint: str) -> tuple[int, bool]:
    """The number that an edition of this fingerprint bears, and whether it is a new one."""
    record = last(connection, period)
    if record is not None and record.fingerprint == fingerprint:
        return record.number, False
    key = period.school_year, period.code
    (highest,) = connection.execute(
        "SELECT coalesce(max(number), 0) FROM edition WHERE school_year = ? AND period = ?", key
    ).fetchone()
    return highest + 1, True


def add(connection: Connection, new: NewEdition, at: datetime, user: str) -> int:
    """Write an edition and its totals; the last one again (same fingerprint) is not written twice."""
    serial, is_new = next_number(connection, new.period, new.fingerprint)
    if not is_new:
        return serial
    key = new.period.school_year, new.period.code, serial
    names = (user, new.fingerprint, new.folder, new.workbook)
    values = (*key, moment(at), *map(text, names), *astuple(new.counts))
    connection.execute(f"INSERT INTO edition ({_COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)
    connection.executemany(
        "INSERT INTO edition_total VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*key, place, total.indicator, total.scope, number(total.value), "|".join(total.included))
            for place, total in enumerate(new.totals)
        ],
    )
    return serial


def last(connection: Connection, period: Period) -> EditionRecord | None:
    """The period's newest edition that was not taken back."""
    return next(iter(standing(connection, period)), None)


def standing(connection: Connection, period: Period) -> tuple[EditionRecord, ...]:
    """The period's editions that were not taken back, the newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM edition WHERE school_year = ? AND period = ? AND {STANDING} ORDER BY number DESC",
        (period.school_year, period.code),
    )
    return tuple(map(_record, rows))


def listed(connection: Connection) -> tuple[EditionRecord, ...]:
    """All editions, the newest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM edition ORDER BY at DESC, school_year, period, number DESC")
    return tuple(_record(row) for row in rows)


def totals(connection: Connection, period: Period, serial: int) -> tuple[SavedTotal, ...]:
    """The totals of one edition in its own order; none where there is no such edition."""
    rows = connection.execute(
        "SELECT indicator, scope, value, included FROM edition_total"
        " WHERE school_year = ? AND period = ? AND number = ? ORDER BY position",
        (period.school_year, period.code, serial),
    )
    return tuple(
        SavedTotal(indicator, scope, to_number(value), tuple(included.split("|")) if included else ())
        for indicator, scope, value, included in rows
    )


def _record(row: Sequence[object]) -> EditionRecord:
    year, period, serial, at, user, fingerprint, folder, workbook, *counts = row
    return EditionRecord(
        str(year),
        str(period),
        int(str(serial)),
        to_moment(str(at)),
        str(user),
        str(fingerprint),
        str(folder),
        str(workbook),
        Counts(*(int(str(count)) for count in counts)),
    )
