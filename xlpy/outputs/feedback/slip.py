"""Phiếu phản hồi as content: what came of a unit, what became of it, what it has to mend; without a word of Word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Unit
from xlpy.model.edition import Edition, FileRecord, MissingReason, Standing
from xlpy.model.submission import Column, Severity, State, Submission
from xlpy.outputs.feedback.changes import Changes, EarlierSending, Sent, changes
from xlpy.outputs.feedback.context import Context
from xlpy.outputs.feedback.lines import Section, SlipLine, sections
from xlpy.outputs.feedback.share import bare_names, days_late, shares, unclear_files
from xlpy.outputs.messages import title

ACCEPTED, WAITING, WANTING, REST = "Đã chấp nhận", "Chờ sửa", "Chưa có", "Đã chấp nhận phần còn lại"
SILENT = "Chưa báo cáo"


class SlipOutcome(StrEnum):
    """What a slip comes to."""

    REFUSED = "refused"
    """No file of the unit can be used."""
    ERRORS = "errors"
    """A file is in use, something must be mended."""
    WARNINGS = "warnings"
    """Nothing must be mended, something asks for a look."""
    CLEAN = "clean"
    """Nothing to do: a short confirmation."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One unit's slip. ``number`` is its place among the reporting units, the same in every edition of the period.

    ``errors`` and ``warnings`` count its lines. ``changes`` is None where no earlier sending is known.
    """

    number: int
    unit: Unit
    outcome: SlipOutcome
    files: tuple[ReceivedFile, ...]
    tasks: tuple[TaskLine, ...]
    figures: FigureCount
    errors: int
    warnings: int
    sections: tuple[Section, ...]
    notes: tuple[SlipLine, ...]
    changes: Changes | None


History = Callable[[str, str], Sent | None]
"""(unit code, sha256 of its file in use) -> what the unit sent before that file: `Store.previous_sending`."""


def slips(edition: Edition, submissions: Iterable[Submission] = (), history: History | None = None) -> tuple[Slip, ...]:
    """A slip for each reporting unit of which any file came, in display order; the others get a letter instead.

    What changed is told from the sending that ``history`` knows; where it knows none, from ``submissions``, all that
    was read of the folder (the edition holds the chosen files alone).
    """
    replaced = _superseded(edition, submissions)
    own, unclear = shares(edition), unclear_files(edition)
    made = []
    for number, unit in enumerate(edition.reporting_units, 1):
        if own[unit.code].files:
            used = edition.used_files.get(unit.code)
            known = history(unit.code, used.sha256) if history and used else None
            before = known or replaced.get(unit.code)
            made.append(_slip(own[unit.code], unit, number, before, unclear.get(unit.code, ())))
    return tuple(made)


def _slip(edition: Edition, unit: Unit, number: int, earlier: Sent | None, unclear: Iterable[FileRecord] = ()) -> Slip:
    """The slip of a unit from its share of the edition; ``unclear`` are files that may be of it."""
    acting, notes = sections(edition, unit, Context.of(edition, unit.code))
    weights = [line.severity for section in acting for line in section.lines]
    errors, warnings = weights.count(Severity.ERROR), weights.count(Severity.WARNING)
    outcome = SlipOutcome.ERRORS if errors else SlipOutcome.WARNINGS if warnings else SlipOutcome.CLEAN
    if unit.code not in edition.used_files:
        outcome = SlipOutcome.REFUSED
    now = _in_use(edition, unit.code)
    compared = now is not None and earlier is not None and earlier.sha256 != now.sha256
    return Slip(
        number=number,
        unit=unit,
        outcome=outcome,
        files=received_files(edition, unit, unclear),
        tasks=task_lines(edition, unit),
        figures=figure_count(edition, unit),
        errors=errors,
        warnings=warnings,
        sections=acting,
        notes=notes,
        changes=changes(edition.catalogue, earlier, now) if compared and earlier and now else None,
    )


def _in_use(edition: Edition, unit: str) -> EarlierSending | None:
    """The unit's sending that its share of the edition uses."""
    record = edition.used_files.get(unit)
    if record is None:
        return None
    return EarlierSending(
        record.file,
        record.sha256,
        record.received_on,
        tuple(figure.answer for figure in edition.figures),
        edition.activities,
    )


def _superseded(edition: Edition, submissions: Iterable[Submission]) -> dict[str, EarlierSending]:
    """By unit, the sending that the one in use took the place of: the last of those before it."""
    replaced = {record.file: record for record in edition.files if record.reason == "T111"}
    before: dict[str, list[tuple[int, Submission]]] = {}
    for submission in submissions:
        file = submission.received.file
        if file in replaced:
            before.setdefault(submission.unit, []).append((replaced[file].turn, submission))
    latest = {unit: max(files, key=lambda sent: sent[0])[1] for unit, files in before.items()}
    return {unit: EarlierSending.of(one, replaced[one.received.file].received_on) for unit, one in latest.items()}


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file of the unit: name without our folders, day of receipt, its disposition in words."""

    name: str
    received_on: date | None
    used: bool
    disposition: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """How the unit stands with one task it was given: figures asked and in the totals, works asked and told of.

    ``is_silent``: nothing at all was written under it.
    """

    number: int
    name: str
    standing: Standing
    figures_asked: int
    figures_used: int
    works_asked: int
    works_told: int
    is_silent: bool

    @property
    def words(self) -> str:
        """What of the task is accepted and what is not: ``Chờ sửa: 4/13 số liệu. Đã chấp nhận phần còn lại``."""
        if self.is_silent:
            return SILENT
        parts = ((WAITING, self.standing.waiting), (WANTING, self.standing.wanting))
        open_parts = [f"{word}: {what}" for word, what in parts if what]
        if not open_parts:
            return ACCEPTED
        accepted = self.figures_used or self.standing.lines > self.standing.lines_held + self.standing.lines_lacking
        return ". ".join([*open_parts, REST] if accepted else open_parts)


@dataclass(frozen=True, slots=True)
class FigureCount:
    """Figures of the file in use: all, those of plans, in the totals, held back, and told as not known yet."""

    asked: int
    planned: int
    used: int
    held: int
    not_yet: int


def received_files(edition: Edition, unit: Unit, unclear: Iterable[FileRecord] = ()) -> tuple[ReceivedFile, ...]:
    """The unit's files, the one in use first, then in order of receipt; last those that may be of it (``unclear``)."""
    unclear = tuple(unclear)
    records = [record for record in edition.files if record.unit == unit.code]
    names = bare_names(record.file for record in (*records, *unclear))
    twins = {f.source.file: f.params.get("other", "") for f in edition.findings if f.code == "T110"}
    known = bare_names((*(record.file for record in records), *twins.values()))
    records.sort(key=lambda record: (not record.used, record.received_on or date.min, record.file))
    made = []
    for record in records:
        entry = _disposition(edition, record, known.get(twins.get(record.file, ""), ""))
        made.append(ReceivedFile(names[record.file], record.received_on, record.used, entry))
    for record in unclear:
        entry = _unclear_disposition(edition, unit, record)
        made.append(ReceivedFile(names[record.file], record.received_on, False, entry))
    return tuple(made)


def _unclear_disposition(edition: Edition, unit: Unit, record: FileRecord) -> str:
    """Of a file that may be of the unit; one filled in by another than it was issued to is no fault of either."""
    told = next((f for f in edition.findings if f.code == "D303" and f.source.file == record.file), None)
    if told is not None:
        issued, named = told.params["expected"], told.params["other"]
        return f"Không tính cho đơn vị nào: biểu mẫu phát cho {issued} nhưng trang Bìa ghi {named}"
    reason = lower_first(title(edition.catalogue, record.reason)) if record.reason else "chưa rõ lý do"
    return f"Chưa rõ đơn vị, có thể của {unit.name}; chưa dùng được: {reason}"


def _disposition(edition: Edition, record: FileRecord, twin: str) -> str:
    if record.used:
        late = days_late(edition, record)
        return f"Được dùng để tổng hợp; nhận muộn {late:02} ngày" if late else "Được dùng để tổng hợp"
    if record.reason == "T110":
        return f"Không dùng: giống hệt bản “{twin}” đã nhận" if twin else "Không dùng: giống hệt bản đã nhận"
    if record.reason == "T111":
        return "Không dùng: đã có bản gửi sau thay thế"
    return f"Chưa dùng được: {lower_first(title(edition.catalogue, record.reason))}"


def task_lines(edition: Edition, unit: Unit) -> tuple[TaskLine, ...]:
    """The tasks that the unit was given, in the plan's order; none where no file of it is in use."""
    if unit.code not in edition.used_files:
        return ()
    catalogue = edition.catalogue
    works = Counter(activity.task for activity in catalogue.asked(unit).activities)
    told = Counter(catalogue.activity[r.activity].task for r in edition.activities if r.unit == unit.code and r.status)
    asked: Counter[str] = Counter()
    used: Counter[str] = Counter()
    written = {task for task, count in told.items() if count}
    for figure in edition.figures:
        if figure.answer.unit == unit.code:
            task = catalogue.indicator[figure.answer.indicator].task
            asked[task] += 1
            used[task] += figure.counts
            written |= {task} if figure.answer.state is not State.BLANK else set()
    return tuple(
        TaskLine(
            task.number,
            task.short_name,
            edition.standings[unit.code, task.code],
            asked[task.code],
            used[task.code],
            works[task.code],
            told[task.code],
            task.code not in written,
        )
        for task in catalogue.asked(unit).tasks
    )


def figure_count(edition: Edition, unit: Unit) -> FigureCount:
    """The figures of the unit's file in use."""
    own = [figure for figure in edition.figures if figure.answer.unit == unit.code]
    planned = sum(figure.answer.column is Column.PLAN for figure in own)
    reasons = Counter(figure.missing_reason for figure in own)
    return FigureCount(
        len(own),
        planned,
        reasons[None],
        reasons[MissingReason.HELD] + reasons[MissingReason.DECIDED],
        reasons[MissingReason.NOT_YET],
    )
