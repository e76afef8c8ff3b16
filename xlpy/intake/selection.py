"""Of all that a unit sent, the one file that counts; and who has not sent at all.

The rule, the same whatever the order of the files: among a unit's usable files the one received last counts,
of those received on one day the one whose own date (Ngày lập biểu) is later, then the one whose name sorts last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from xlpy.basics.days import short_day
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.codes import MessageCode
from xlpy.model.submission import Finding, Source, Submission

ReceivedOn = Callable[[str, datetime], date]
"""The day on which a file was received, from its name and when it was last changed."""


@dataclass(frozen=True, slots=True)
class Selection:
    """``used`` by unit code; ``superseded`` by file, with the code of the reason; and what there is to tell."""

    used: Mapping[str, Submission]
    superseded: Mapping[str, str]
    received_on: Mapping[str, date]
    findings: tuple[Finding, ...]


def select(catalogue: Catalogue, period: Period, submissions: Iterable[Submission], received: ReceivedOn) -> Selection:
    """Choose each unit's file."""
    ordered = sorted(submissions, key=lambda s: s.received.file)
    days = {s.received.file: received(s.received.file, s.received.modified) for s in ordered}
    twins = _twins(ordered)
    used: dict[str, Submission] = {}
    superseded = dict.fromkeys(twins, "T110")
    findings = [_finding(catalogue, "T110", file, other=first) for file, first in twins.items()]
    by_unit: dict[str, list[Submission]] = defaultdict(list)
    for submission in ordered:
        if submission.usable and submission.received.file not in twins:
            by_unit[submission.unit].append(submission)
    for code, files in by_unit.items():
        files.sort(key=lambda s: (days[s.received.file], s.reported_on or date.min, s.received.file))
        used[code] = files[-1]
        superseded.update({other.received.file: "T111" for other in files[:-1]})
    refused = {s.unit: s for s in ordered if s.unit and not s.usable}
    findings += _of_senders(catalogue, period, used, by_unit, days)
    findings = [_explained(finding, refused) for finding in findings]
    return Selection(used, superseded, days, tuple(findings))


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


def _of_senders(
    catalogue: Catalogue,
    period: Period,
    used: Mapping[str, Submission],
    by_unit: Mapping[str, Sequence[Submission]],
    days: Mapping[str, date],
) -> list[Finding]:
    findings: list[Finding] = []
    deadline = short_day(period.deadline_unit)
    for unit in catalogue.senders(period):
        chosen = used.get(unit.code)
        if chosen is None:
            words = {"period": period.name, "expected": deadline}
            findings.append(_finding(catalogue, "D306", "", unit.code, unit=unit.name, **words))
            continue
        file = chosen.received.file
        late = (days[file] - period.deadline_unit).days
        if late > 0:
            words = {"date": short_day(days[file]), "days": str(late), "expected": deadline}
            findings.append(_finding(catalogue, "D305", file, unit.code, unit=unit.name, **words))
        others = [s.received.file for s in by_unit[unit.code] if s is not chosen]
        if others:
            words = {"count": str(len(others) + 1), "period": period.name, "other": "; ".join(others)}
            findings.append(_finding(catalogue, "T111", file, unit.code, unit=unit.name, **words))
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
