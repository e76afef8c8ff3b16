"""The rows of what units sent: one for each file's name and bytes, with the answers and activities read from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any

from xlpy.app.store.encoding import day, minute, number, text, to_day, to_minute, to_number
from xlpy.app.store.records import Sending
from xlpy.intake.sending_order import in_order
from xlpy.model.catalogue import Period
from xlpy.model.edition import FileRecord
from xlpy.model.submission import ActivityReport, Answer, Column, Source, State, Submission, Text

_HEAD = "file, sha256, unit, period, received_on, received_at, reported_on, usable, used, reason, first_edition"
_TEXTS = ("result", "evidence", "difficulty")
Row = tuple[Any, ...]


def remember(
    connection: Connection, period: Period, serial: int, submissions: Iterable[Submission], files: Iterable[FileRecord]
) -> None:
    """Keep what was received for ``period`` as edition ``serial`` saw it (0: seen, but in no edition yet).

    A file known by name and bytes keeps its first edition; what else is known of it is brought up to date, its
    answers only where they are read otherwise than before (a changed catalogue).
    """
    records = {record.file: record for record in files}
    for submission in submissions:
        _keep(connection, period, serial, submission, records[submission.received.file])


def _keep(connection: Connection, period: Period, serial: int, submission: Submission, record: FileRecord) -> None:
    key = period.school_year, period.code, text(record.file), record.sha256
    answers = [_answer_row(answer) for answer in submission.answers]
    activities = [_activity_row(report) for report in submission.activities]
    digest = hashlib.sha256(repr((answers, activities)).encode("utf-8")).hexdigest()
    known = connection.execute(
        "SELECT id, digest FROM sending WHERE school_year = ? AND asked = ? AND file = ? AND sha256 = ?", key
    ).fetchone()
    state = {
        "unit": submission.unit,
        "period": submission.period,
        "received_on": day(record.received_on),
        "received_at": minute(record.received_at),
        "reported_on": day(submission.reported_on),
        "usable": submission.usable,
        "used": record.used,
        "reason": record.reason,
        "digest": digest,
    }
    if known is None:
        columns = ", ".join(("school_year", "asked", "file", "sha256", "first_edition", *state))
        values = (*key, serial, *state.values())
        places = ", ".join("?" * len(values))
        number_of = connection.execute(f"INSERT INTO sending ({columns}) VALUES ({places})", values).lastrowid
    else:
        number_of = known[0]
        changed = ", ".join(f"{column} = ?" for column in state)
        first = "first_edition = CASE first_edition WHEN 0 THEN ? ELSE first_edition END"
        values = (*state.values(), serial, number_of)
        connection.execute(f"UPDATE sending SET {changed}, {first} WHERE id = ?", values)
        if known[1] == digest:
            return
        connection.execute("DELETE FROM sending_answer WHERE sending = ?", (number_of,))
        connection.execute("DELETE FROM sending_activity WHERE sending = ?", (number_of,))
    _insert(connection, "sending_answer", number_of, answers)
    _insert(connection, "sending_activity", number_of, activities)


def _insert(connection: Connection, table: str, sending: int | None, rows: list[Row]) -> None:
    if rows:
        places = ", ".join("?" * (len(rows[0]) + 2))
        numbered = [(sending, position, *row) for position, row in enumerate(rows)]
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", numbered)


def _answer_row(answer: Answer) -> Row:
    where = answer.source
    words = text(answer.raw), text(where.sheet), where.cell, answer.repair
    return answer.indicator, answer.column.value, answer.state.value, number(answer.value), *words


def _activity_row(report: ActivityReport) -> Row:
    where = report.source
    row: Row = report.activity, text(report.status), number(report.percent), text(where.sheet), where.cell
    for column in _TEXTS:
        said: Text | None = getattr(report, column)
        row += (text(said.value), text(said.source.sheet), said.source.cell) if said else (None, None, None)
    return row


def of_unit(connection: Connection, period: Period, unit: str) -> tuple[Sending, ...]:
    """All that a unit sent for a period ('' = files of nobody known), in the order in which it counts.

    That is the order of `xlpy.intake.sending_order`, by which a file is selected.
    """
    heads = connection.execute(
        f"SELECT id, {_HEAD} FROM sending WHERE school_year = ? AND asked = ? AND unit = ?",
        (period.school_year, period.code, unit),
    ).fetchall()
    sendings = [_sending(connection, *head) for head in heads]
    return tuple(in_order(sorted(sendings, key=lambda sending: sending.sha256)))


def previous(sendings: Iterable[Sending], sha256: str) -> Sending | None:
    """The last usable sending before that of these bytes; the newest one if these bytes are not kept yet; else None.

    ``sendings`` stand in the order of sending.

    The same bytes sent again are not a sending before.
    """
    usable = [sending for sending in sendings if sending.usable]
    here = [(sending.used, place) for place, sending in enumerate(usable) if sending.sha256 == sha256]
    before = usable[: max(here)[1]] if here else usable
    return next((sending for sending in reversed(before) if sending.sha256 != sha256), None)


def _sending(connection: Connection, number_of: int, *head: Any) -> Sending:
    file, sha256, unit, period, received, at, reported, usable, used, reason, first = head
    answers = connection.execute(
        "SELECT indicator, col, state, value, raw, sheet, cell, repair FROM sending_answer"
        " WHERE sending = ? ORDER BY position",
        (number_of,),
    )
    texts = ", ".join(f"{column}, {column}_sheet, {column}_cell" for column in _TEXTS)
    activities = connection.execute(
        f"SELECT activity, status, percent, sheet, cell, {texts} FROM sending_activity"
        " WHERE sending = ? ORDER BY position",
        (number_of,),
    )
    return Sending(
        file,
        sha256,
        unit,
        period,
        to_day(received),
        to_minute(at),
        to_day(reported),
        bool(usable),
        bool(used),
        reason,
        first,
        tuple(_answer(unit, file, row) for row in answers),
        tuple(_activity(unit, file, row) for row in activities),
    )


def _answer(unit: str, file: str, row: Row) -> Answer:
    indicator, column, state, value, raw, sheet, cell, repair = row
    source = Source(file, sheet, cell)
    return Answer(unit, indicator, Column(column), State(state), to_number(value), raw, source, repair)


def _activity(unit: str, file: str, row: Row) -> ActivityReport:
    activity, status, percent, sheet, cell, *texts = row
    result, evidence, difficulty = (
        None if value is None else Text(value, Source(file, of_sheet, of_cell))
        for value, of_sheet, of_cell in zip(*[iter(texts)] * 3, strict=True)
    )
    at = Source(file, sheet, cell)
    return ActivityReport(unit, activity, status, to_number(percent), result, evidence, difficulty, at)
