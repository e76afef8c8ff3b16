"""Of all that a unit sent, the one file that counts; and who has not sent at all.

The rule, the same whatever the order of the files: among a unit's usable files the one sent last counts, as
:mod:`xlpy.intake.sending_order` tells it; why is said, and where the order is not certain the unit is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from xlpy.basics.days import short_day
from xlpy.intake.register import RegisterNote
from xlpy.intake.same_content import says_the_same
from xlpy.intake.sending_order import in_order, reason
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.codes import MessageCode
from xlpy.model.submission import Came, Finding, Source, Submission

WhenReceived = Callable[[str, datetime], Came]
"""When a file was received, from its name and when it was last changed."""


@dataclass(frozen=True, slots=True)
class Selection:
    """``used`` by unit code; ``superseded`` by file, with the code of the reason; and what there is to tell.

    ``turns`` are the usable files' places in their unit's order of sending, from 1.
    """

    used: Mapping[str, Submission]
    superseded: Mapping[str, str]
    came: Mapping[str, Came]
    turns: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A submission with when it came."""

    submission: Submission
    came: Came

    @property
    def file(self) -> str:
        return self.submission.received.file

    @property
    def dated(self) -> date:
        return self.submission.reported_on or date.min


def select(
    catalogue: Catalogue, period: Period, submissions: Iterable[Submission], received: WhenReceived
) -> Selection:
    """Choose each unit's file."""
    ordered = sorted(submissions, key=lambda s: s.received.file)
    came = {s.received.file: received(s.received.file, s.received.modified) for s in ordered}
    twins = _twins(ordered)
    used: dict[str, Submission] = {}
    superseded = dict.fromkeys(twins, "T110")
    findings = [_finding(catalogue, "T110", file, other=first) for file, first in twins.items()]
    by_unit: dict[str, list[_Sent]] = defaultdict(list)
    for submission in ordered:
        if submission.usable and submission.received.file not in twins:
            by_unit[submission.unit].append(_Sent(submission, came[submission.received.file]))
    sent = {code: in_order(files) for code, files in by_unit.items()}
    for code, files in sent.items():
        used[code] = files[-1].submission
        superseded.update({other.file: "T111" for other in files[:-1]})
    turns = {one.file: place for files in sent.values() for place, one in enumerate(files, 1)}
    refused = {s.unit: s for s in ordered if s.unit and not s.usable}
    findings += _of_reporting_units(catalogue, period, sent)
    findings = [_explained(finding, refused) for finding in findings]
    return Selection(used, superseded, came, turns, tuple(findings))


def of_register(catalogue: Catalogue, notes: Iterable[RegisterNote]) -> tuple[Finding, ...]:
    """What is to be told of the register of receipts, as findings of nobody."""
    return tuple(_finding(catalogue, note.code, note.params["file"], **_without_file(note.params)) for note in notes)


def _without_file(params: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in params.items() if key != "file"}


def _twins(submissions: Sequence[Submission]) -> dict[str, str]:
    """Files whose bytes are those of another -> that file; ``X (1).xlsx`` is the copy, ``X.xlsx`` the original."""
    first: dict[str, str] = {}
    twins: dict[str, str] = {}
    for submission in sorted(submissions, key=lambda s: (len(s.received.file), s.received.file)):
        received = submission.received
        if received.size and received.sha256 in first:
            twins[received.file] = first[received.sha256]
        first.setdefault(received.sha256, received.file)
    return twins


def _of_reporting_units(catalogue: Catalogue, period: Period, sent: Mapping[str, Sequence[_Sent]]) -> list[Finding]:
    findings: list[Finding] = []
    deadline = short_day(period.deadline_unit)
    for unit in catalogue.reporting_units(period):
        files = sent.get(unit.code)
        if not files:
            words = {"period": period.name, "expected": deadline}
            findings.append(_finding(catalogue, "D306", "", unit.code, unit=unit.name, **words))
            continue
        file, day = files[-1].file, files[-1].came.day
        late = (day - period.deadline_unit).days
        if late > 0:
            words = {"date": short_day(day), "days": f"{late:02}", "expected": deadline}
            findings.append(_finding(catalogue, "D305", file, unit.code, unit=unit.name, **words))
        if len(files) > 1:
            told = reason(files)
            words = {"count": str(len(files)), "period": period.name, "other": "; ".join(s.file for s in files[:-1])}
            findings.append(_finding(catalogue, "T111", file, unit.code, unit=unit.name, found=told.why, **words))
            if says_the_same(files[-2].submission, files[-1].submission):
                findings.append(_finding(catalogue, "T142", file, unit.code, unit=unit.name, other=files[-2].file))
            if told.doubt:
                doubt = {"found": told.doubt, "other": told.rival}
                findings.append(_finding(catalogue, "T121", file, unit.code, unit=unit.name, **doubt))
    return findings


def _explained(finding: Finding, refused: Mapping[str, Submission]) -> Finding:
    """A unit counts as not having sent because its only file can't be used: that file's error is the cause."""
    if finding.code != "D306" or finding.unit not in refused:
        return finding
    submission = refused[finding.unit]
    cause = next(f.code for f in submission.findings if f.holds_file)
    return replace(finding, source=Source(submission.received.file), caused_by=cause)


def _finding(catalogue: Catalogue, code: MessageCode, file: str, of_unit: str = "", **words: str) -> Finding:
    severity = catalogue.message[code].severity
    return Finding(code, severity, Source(file), of_unit, params={"file": file, **words})
