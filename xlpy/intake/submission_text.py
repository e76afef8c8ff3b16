"""A submission as one short text: to be sent between processes, and to be kept.

Texts and sources stand once in tables, the records that repeat by the hundred are numbers into these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any

from xlpy.model.submission import (
    ActivityReport,
    Answer,
    CellDisposition,
    Column,
    Disposition,
    FigureRef,
    FileCells,
    Finding,
    Issue,
    LineRef,
    Received,
    Severity,
    Source,
    State,
    Submission,
    Text,
    Touched,
)

_COLUMNS, _STATES, _FATES = tuple(Column), tuple(State), tuple(Disposition)
_COLUMN, _STATE, _FATE = ({one: number for number, one in enumerate(kind)} for kind in (_COLUMNS, _STATES, _FATES))


class PackedError(ValueError):
    """The text was not written by `pack`, or a submission names other files than its own."""


class _Tables:
    """The texts and sources of one submission, each with its number."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.texts: dict[str, int] = {}
        self.sources: dict[Source, int] = {}

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def source(self, source: Source) -> int:
        if source.file != self._file:
            raise PackedError(source.file)
        return self.sources.setdefault(source, len(self.sources))

    def words(self, text: Text | None) -> list[int] | None:
        return None if text is None else [self.text(text.value), self.source(text.source)]

    def number(self, value: Decimal | None) -> int:
        return -1 if value is None else self.text(str(value))

    def mapping(self, words: Mapping[str, str]) -> list[int]:
        return [self.text(each) for item in words.items() for each in item]


def pack(submission: Submission) -> str:
    """All of a submission but for what it is called and when it came (`Received`), as ASCII text."""
    tables = _Tables(submission.received.file)
    text, source = tables.text, tables.source
    parts = (
        [
            submission.unit,
            submission.period,
            submission.usable,
            submission.cells,
            submission.frame,
            submission.blank,
            submission.version,
        ],
        submission.unread,
        submission.reported_on.isoformat() if submission.reported_on else "",
        [_answer(answer, tables) for answer in submission.answers],
        [
            (source(f.source), _FATE[f.disposition], text(f.reason), text(f.task), text(f.raw))
            for f in submission.dispositions
        ],
        [_activity(activity, tables) for activity in submission.activities],
        [_issue(issue, tables) for issue in submission.issues],
        [_finding(finding, tables) for finding in submission.findings],
        tables.mapping(submission.contact),
        [(text(code), source(place)) for code, place in submission.cover.items()],
        [(text(code), tables.words(remark)) for code, remark in submission.remarks.items()],
    )
    places = [(text(place.sheet), place.cell) for place in tables.sources]
    return json.dumps((list(tables.texts), places, *parts), separators=(",", ":"))


def unpack(packed: str, received: Received) -> Submission:
    """The submission again, of a file that was received so. Raises PackedError for what `pack` did not write."""
    try:
        return _unpacked(json.loads(packed), received)
    except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError) as error:
        raise PackedError("not packed") from error


class _Told:
    """The texts and places of a packed submission by their numbers: what `_Tables` gave them."""

    def __init__(self, file: str, texts: Sequence[str], places: Sequence[tuple[int, str]]) -> None:
        self._file = file
        # forms say the same: ten thousand then share one copy of it
        self.texts = [intern(text) for text in texts]
        self._places = [(self.texts[sheet], intern(cell)) for sheet, cell in places]
        self._made: dict[int, Source] = {}

    def source(self, at: int) -> Source:
        if at not in self._made:
            self._made[at] = Source(self._file, *self._places[at])
        return self._made[at]

    def words(self, pair: tuple[int, int] | None) -> Text | None:
        return None if pair is None else Text(self.texts[pair[0]], self.source(pair[1]))

    def number(self, at: int) -> Decimal | None:
        return None if at < 0 else _number(self.texts[at])

    def mapping(self, items: Sequence[int]) -> dict[str, str]:
        texts = self.texts
        return {texts[key]: texts[value] for key, value in zip(items[::2], items[1::2], strict=True)}

    def cells(self, entries: Sequence[Sequence[int]]) -> Sequence[CellDisposition]:
        """What became of the file's cells, out of rows of numbers: place, disposition, reason, task, text as typed."""
        if not entries:
            return ()
        texts = self.texts
        sources, fates, reasons, tasks, raws = zip(*entries, strict=True)
        columns = (
            *zip(*(self._places[source] for source in sources), strict=True),
            tuple(_FATES[fate] for fate in fates),
            tuple(texts[reason] for reason in reasons),
            tuple(texts[task] for task in tasks),
        )
        return FileCells(self._file, columns, tuple(texts[raw] for raw in raws))


def _unpacked(parts: Sequence[Any], received: Received) -> Submission:
    texts, places, head, unread, day, answers, entries, activities, issues, findings, contact, cover, remarks = parts
    told = _Told(received.file, texts, places)
    texts, origin, words, number, mapping = told.texts, told.source, told.words, told.number, told.mapping
    unit, period, usable, cells, frame, blank, version = head
    return Submission(
        received,
        unit,
        period,
        usable,
        tuple(
            Answer(
                texts[unit], texts[indicator], _COLUMNS[column], _STATES[state], number(value), texts[raw],
                origin(source), texts[repair],
            )
            for unit, indicator, column, state, value, raw, source, repair in answers
        ),
        tuple(
            ActivityReport(
                texts[unit], texts[activity], texts[status], number(percent), words(result), words(evidence),
                words(difficulty), origin(source), mapping(unread),
            )
            for unit, activity, status, percent, result, evidence, difficulty, source, unread in activities
        ),
        tuple(
            Issue(texts[unit], texts[task], words(trouble), words(cause), words(wish), words(to), origin(source))
            for unit, task, trouble, cause, wish, to, source in issues
        ),
        tuple(
            Finding(
                texts[code], Severity(severity), origin(source), texts[unit], texts[task], texts[indicator],
                mapping(params), texts[cause], tuple(map(_touched, touches)), texts[accepted],
            )
            for code, severity, source, unit, task, indicator, params, cause, touches, accepted in findings
        ),
        cells,
        frame,
        blank,
        unread,
        told.cells(entries),
        mapping(contact),
        date.fromisoformat(day) if day else None,
        {texts[code]: Text(texts[text], origin(source)) for code, (text, source) in remarks},
        {texts[code]: origin(source) for code, source in cover},
        version,
    )  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _number(text: str) -> Decimal:
    """The number; the same one where units say the same."""
    return Decimal(text)


def _answer(answer: Answer, tables: _Tables) -> tuple[int, ...]:
    text = tables.text
    return (
        text(answer.unit),
        text(answer.indicator),
        _COLUMN[answer.column],
        _STATE[answer.state],
        tables.number(answer.value),
        text(answer.raw),
        tables.source(answer.source),
        text(answer.repair),
    )


def _activity(activity: ActivityReport, tables: _Tables) -> tuple[Any, ...]:
    return (
        tables.text(activity.unit),
        tables.text(activity.activity),
        tables.text(activity.status),
        tables.number(activity.percent),
        tables.words(activity.result),
        tables.words(activity.evidence),
        tables.words(activity.difficulty),
        tables.source(activity.source),
        tables.mapping(activity.unread),
    )


def _issue(issue: Issue, tables: _Tables) -> tuple[Any, ...]:
    return (
        tables.text(issue.unit),
        tables.text(issue.task),
        tables.words(issue.difficulty),
        tables.words(issue.cause),
        tables.words(issue.recommendation),
        tables.words(issue.addressee),
        tables.source(issue.source),
    )


def _finding(finding: Finding, tables: _Tables) -> tuple[Any, ...]:
    text = tables.text
    return (
        text(finding.code),
        finding.severity.value,
        tables.source(finding.source),
        text(finding.unit),
        text(finding.task),
        text(finding.indicator),
        tables.mapping(finding.params),
        text(finding.caused_by),
        [list(each) for each in finding.touches],
        text(finding.accepted),
    )


def _touched(parts: Sequence[str]) -> Touched:
    return LineRef(*parts) if len(parts) == 1 else FigureRef(parts[0], Column(parts[1]))
