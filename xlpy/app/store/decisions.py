"""The rows of what the office decided: only ever added, never changed; a row's id is the decision's number."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection

from xlpy.app.store.encoding import moment, text
from xlpy.model.catalogue import Period
from xlpy.model.decision import Act, Decision

TABLES = (
    "CREATE TABLE decision (id INTEGER PRIMARY KEY, school_year TEXT NOT NULL, period TEXT NOT NULL, at TEXT NOT NULL,"
    " user TEXT NOT NULL, act TEXT NOT NULL, who TEXT NOT NULL, reason TEXT NOT NULL, day TEXT NOT NULL,"
    " unit TEXT NOT NULL, code TEXT NOT NULL, cell TEXT NOT NULL, value TEXT NOT NULL, file TEXT NOT NULL,"
    " indicator TEXT NOT NULL, files TEXT NOT NULL)",
    "CREATE INDEX decision_of_period ON decision (school_year, period)",
)
_WORDS = ("who", "reason", "unit", "code", "cell", "value", "file", "indicator")


def add(connection: Connection, period: Period, decisions: Iterable[Decision], at: datetime, user: str) -> None:
    """Write decisions in their order."""
    columns = ("school_year", "period", "at", "user", "act", "day", "files", *_WORDS)
    statement = f"INSERT INTO decision ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    head = period.school_year, period.code, moment(at), text(user)
    for each in decisions:
        own = each.act.value, each.day.isoformat(), json.dumps(each.files)
        connection.execute(statement, (*head, *own, *(text(getattr(each, word)) for word in _WORDS)))


def of_period(connection: Connection, period: Period) -> tuple[Decision, ...]:
    """All decisions on a period as they were written. Raises ValueError for what `add` never wrote."""
    columns = ", ".join(("id", "act", "day", "files", *_WORDS))
    rows = connection.execute(
        f"SELECT {columns} FROM decision WHERE school_year = ? AND period = ? ORDER BY id",
        (period.school_year, period.code),
    )
    return tuple(
        Decision(
            act=Act(act),
            day=datetime.fromisoformat(day).date(),
            files=tuple(json.loads(files)),
            number=number,
            **dict(zip(_WORDS, words, strict=True)),
        )
        for number, act, day, files, *words in rows
    )


def files_of_editions(connection: Connection, period: Period) -> tuple[str, ...]:
    """Digests of the files that the period's editions saw: what a lock counts from then on."""
    rows = connection.execute(
        "SELECT DISTINCT sha256 FROM sending WHERE school_year = ? AND asked = ? AND first_edition > 0 ORDER BY sha256",
        (period.school_year, period.code),
    )
    return tuple(digest for (digest,) in rows)
