"""Submissions -> the edition: what counts, what is held back, totals, statuses and the ledger. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlpy.consolidation.activity_counts import count_activities
from xlpy.consolidation.totals import Totaller
from xlpy.intake.selection import Selection
from xlpy.model.catalogue import Catalogue, Period, Unit
from xlpy.model.edition import Edition, Figure, FileRecord, Gap, TaskStatus, absent_units
from xlpy.model.ledger import keep_ledger
from xlpy.model.submission import Answer, CellFate, Fate, Finding, Previous, Severity, State, Submission

Held = Mapping[tuple[str, str], str]
"""(unit, task) -> code of the error that holds the task back."""


def consolidate(
    catalogue: Catalogue,
    period: Period,
    submissions: Sequence[Submission],
    selection: Selection,
    findings: Sequence[Finding],
    previous: Previous,
) -> Edition:
    """Make the edition. ``findings`` are all findings, of reading and of checking, already folded.

    Raises LedgerError where the account of a file does not balance.
    """
    senders = catalogue.senders(period)
    used = [selection.used[unit.code] for unit in senders if unit.code in selection.used]
    files = {s.received.file for s in used}
    held = held_tasks(findings, files)
    figures = tuple(
        Figure(answer, _gap(catalogue, held, answer)) for submission in used for answer in submission.answers
    )
    ordered = sorted(submissions, key=lambda s: s.received.file)
    records = tuple(_file(s, selection) for s in ordered)
    absent = absent_units(senders, records)
    totaller = Totaller(
        catalogue,
        senders,
        {(f.answer.unit, f.answer.indicator, f.answer.column): f for f in figures},
        previous,
        absent,
        {unit.code: frozenset(i.code for i in catalogue.asked_indicators(unit)) for unit in senders},
    )
    reports = tuple(report for submission in used for report in submission.activities)
    return Edition(
        catalogue=catalogue,
        period=period,
        files=records,
        figures=figures,
        totals=totaller.all_totals(),
        statuses=_statuses(catalogue, senders, selection, absent, held),
        activities=reports,
        activity_counts=count_activities(catalogue, senders, reports, findings),
        issues=tuple(issue for submission in used for issue in submission.issues),
        findings=tuple(findings),
        ledger=keep_ledger(ordered, lambda s, fate: _settle(s, fate, selection, held)),
        previous=previous,
    )


def held_tasks(findings: Iterable[Finding], files: set[str]) -> dict[tuple[str, str], str]:
    """The unit's tasks that an error of a file in use holds back, with the first such error's code."""
    held: dict[tuple[str, str], str] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.unit and finding.task and finding.source.file in files:
            held.setdefault((finding.unit, finding.task), finding.code)
    return held


def _gap(catalogue: Catalogue, held: Held, answer: Answer) -> Gap | None:
    if (answer.unit, catalogue.indicator[answer.indicator].task) in held:
        return Gap.HELD
    if answer.state is State.NOT_YET:
        return Gap.NOT_YET
    return None if answer.state in (State.NUMBER, State.NOT_APPLICABLE) else Gap.HELD


def _file(submission: Submission, selection: Selection) -> FileRecord:
    file = submission.received.file
    chosen = selection.used.get(submission.unit)
    used = chosen is not None and chosen.received.file == file
    reason = "" if used else selection.superseded.get(file, "")
    if not used and not reason:
        reason = next((f.code for f in submission.findings if f.holds_file), "")
        reason = reason or next((f.code for f in submission.findings), "")
    return FileRecord(
        file,
        submission.received.sha256,
        submission.received.size,
        submission.unit,
        selection.received_on.get(file),
        used,
        reason,
        submission.contact,
    )


def _statuses(
    catalogue: Catalogue,
    senders: Sequence[Unit],
    selection: Selection,
    absent: Mapping[str, Gap],
    held: Held,
) -> dict[tuple[str, str], TaskStatus]:
    statuses: dict[tuple[str, str], TaskStatus] = {}
    for unit in senders:
        asked = {task.code for task in catalogue.asked_tasks(unit)}
        partial = _partial_tasks(catalogue, selection.used.get(unit.code))
        for task in catalogue.tasks:
            key = unit.code, task.code
            if task.code not in asked:
                statuses[key] = TaskStatus.NONE
            elif unit.code in absent:
                refused = absent[unit.code] is Gap.REFUSED
                statuses[key] = TaskStatus.REFUSED if refused else TaskStatus.MISSING
            elif key in held:
                statuses[key] = TaskStatus.ERROR
            else:
                statuses[key] = TaskStatus.PARTIAL if task.code in partial else TaskStatus.COMPLETE
    return statuses


def _partial_tasks(catalogue: Catalogue, submission: Submission | None) -> set[str]:
    if submission is None:
        return set()
    lacking = {
        catalogue.indicator[a.indicator].task
        for a in submission.answers
        if a.state not in (State.NUMBER, State.NOT_APPLICABLE)
    }
    return lacking | {catalogue.activity[r.activity].task for r in submission.activities if not r.status}


def _settle(submission: Submission, fate: CellFate, selection: Selection, held: Held) -> CellFate:
    """The last fate of a cell: what was usable in itself may be out with its file or its task."""
    if fate.fate is not Fate.USED:
        return fate
    file = submission.received.file
    chosen = selection.used.get(submission.unit)
    if chosen is None or chosen.received.file != file:
        reason = selection.superseded.get(file, "")
    else:
        reason = held.get((submission.unit, fate.task), "") if fate.task else ""
    return CellFate(fate.source, Fate.EXCLUDED, reason, fate.task, fate.raw) if reason else fate
