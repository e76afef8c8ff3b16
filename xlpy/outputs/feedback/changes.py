"""What a unit changed between two sendings of one period, in words: old and new, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from xlpy.basics.decimals import format_vn
from xlpy.consolidation.difference import changes as figure_changes
from xlpy.model.catalogue import Catalogue
from xlpy.model.submission import ActivityReport, Answer, Column, State, Submission, Text
from xlpy.outputs.feedback.share import place

COLUMN_WORDS: Mapping[Column, str] = {Column.PLAN: "kế hoạch", Column.ACTUAL: "thực hiện"}
ABSENT = "(không có dòng này)"
BLANK = "(để trống)"


class Sent(Protocol):
    """What a comparison asks of one sending: one of `xlpy.app.store`, or a `EarlierSending`."""

    @property
    def file(self) -> str:
        """Name as received."""

    @property
    def sha256(self) -> str:
        """Digest of the file's bytes."""

    @property
    def received_on(self) -> date | None:
        """Day of receipt, None where it is not known."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The figures."""

    @property
    def activities(self) -> tuple[ActivityReport, ...]:
        """What it says of the activities."""


@dataclass(frozen=True, slots=True)
class EarlierSending:
    """One sending of a unit, out of an edition or a submission."""

    file: str
    sha256: str
    received_on: date | None
    answers: tuple[Answer, ...]
    activities: tuple[ActivityReport, ...] = ()

    @classmethod
    def of(cls, submission: Submission, received_on: date | None) -> EarlierSending:
        """A submission as a sending received that day."""
        outer = submission.received
        return cls(outer.file, outer.sha256, received_on, submission.answers, submission.activities)


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell that says something else than before. ``place`` is in the new file, in the old where it is gone."""

    place: str
    row: str
    """The row's own text."""
    column: str
    """The column in words."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference from an earlier sending; none changed means that nothing asked for differs."""

    earlier: Sent
    changed: tuple[Changed, ...]


def changes(catalogue: Catalogue, earlier: Sent, now: Sent) -> Changes:
    """Every figure, status, percentage and text of an activity that differs, figures first."""
    return Changes(earlier, (*_figures(catalogue, earlier, now), *_activities(catalogue, earlier, now)))


def shown(answer: Answer) -> str:
    """An answer as a reader sees it; what could not be read as the unit wrote it."""
    if answer.state is State.NUMBER and answer.value is not None:
        return format_vn(answer.value)
    if answer.state in (State.NOT_APPLICABLE, State.NOT_YET):
        return answer.state.value
    return answer.raw or BLANK


def _figures(catalogue: Catalogue, earlier: Sent, now: Sent) -> Iterator[Changed]:
    for change in figure_changes(earlier.answers, now.answers):
        stands = change.new or change.old
        assert stands is not None
        indicator = catalogue.indicator[change.indicator]
        before, after = (shown(answer) if answer else ABSENT for answer in (change.old, change.new))
        row = f"{indicator.code} {indicator.name}"
        yield Changed(place(stands.source), row, COLUMN_WORDS[change.column], before, after)


def _activities(catalogue: Catalogue, earlier: Sent, now: Sent) -> Iterator[Changed]:
    old = {report.activity: report for report in earlier.activities}
    new = {report.activity: report for report in now.activities}
    for activity in catalogue.activities:
        was, known = old.get(activity.code), new.get(activity.code)
        before, after = _said(was), _said(known)
        for column in before | after:
            if before.get(column, "") == after.get(column, ""):
                continue
            words = [said.get(column, ABSENT) or BLANK for said in (before, after)]
            report = known or was
            assert report is not None
            yield Changed(_place(report, column), activity.name, column, *words)


_TEXTS = {"kết quả": "result", "minh chứng": "evidence", "khó khăn, vướng mắc": "difficulty"}
"""The free texts of an activity: column in words -> field."""
STATUS, PERCENT = "trạng thái", "tỷ lệ hoàn thành"


def _said(report: ActivityReport | None) -> dict[str, str]:
    """What a unit says of an activity, by column in words; nothing where the row is not there."""
    if report is None:
        return {}
    percent = "" if report.percent is None else f"{format_vn(report.percent)}%"
    texts: dict[str, Text | None] = {column: getattr(report, key) for column, key in _TEXTS.items()}
    return {STATUS: report.status, PERCENT: percent} | {
        column: text.value if text else "" for column, text in texts.items()
    }


def _place(report: ActivityReport, column: str) -> str:
    """The very cell where it is known, else the row: a report keeps no cell of its percentage or of a blank text."""
    if column == STATUS:
        return place(report.source)
    text: Text | None = getattr(report, _TEXTS[column]) if column in _TEXTS else None
    return place(text.source) if text else place(report.source, whole_row=True)
