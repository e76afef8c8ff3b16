"""What a unit says of its activities must hang together (relations R21, R22 of the plan's reporting practice)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlpy.basics.days import short_day
from xlpy.basics.decimals import format_vn
from xlpy.basics.text import tidy
from xlpy.catalogue.choices import read_choice
from xlpy.intake.dates import days_named
from xlpy.intake.notes import shortened
from xlpy.model.catalogue import Activity, Catalogue, Period
from xlpy.model.choice_words import ChoiceColumn
from xlpy.model.codes import MessageCode
from xlpy.model.submission import STATUSES, ActivityReport, ActivityStatus, Finding, Severity, Submission, Text

NAMES: Mapping[str, str] = {"result": "kết quả", "evidence": "minh chứng"}
NO_CHOICE: tuple[MessageCode, ...] = ("O418", "O421", "O422", "O424", "O425", "O426")
"""What is told of a status that stands there and can't be taken: it is not blank (N503)."""


def check_activities(catalogue: Catalogue, period: Period, submission: Submission) -> tuple[Finding, ...]:
    """What does not hang together.

    N503 no status, N504 done without result or evidence, N505 overdue in silence, N507 status against percent,
    N509 evidence that says nothing, N510 evidence of a later day than the cut-off (where it names several, the first).
    """
    findings: list[Finding] = []
    unreadable = {f.source for f in submission.findings if f.code in NO_CHOICE}
    for report in submission.activities:
        activity = catalogue.activity[report.activity]
        if report.status:
            findings += _of_status(catalogue, period, activity, report)
        elif report.source not in unreadable:
            findings.append(_finding(catalogue, "N503", activity, report, expected="; ".join(STATUSES)))
    return tuple(findings)


def _of_status(catalogue: Catalogue, period: Period, activity: Activity, report: ActivityReport) -> Iterator[Finding]:
    if report.status == ActivityStatus.DONE:
        lacking = [key for key, text in (("result", report.result), ("evidence", report.evidence)) if not text]
        blank = [key for key in lacking if key not in report.unread]
        if lacking:
            found = " và ".join(NAMES[key] for key in blank or lacking)
            unproved = _finding(catalogue, "N504", activity, report, found=found)
            yield _following(catalogue, unproved, report, lacking)
        elif report.evidence and _says_nothing(catalogue, period, report.evidence.value):
            yield _at(
                _finding(catalogue, "N509", activity, report, raw=shortened(report.evidence.value)), report.evidence
            )
    dated = min(days_named(report.evidence.value), default=None) if report.evidence else None
    if report.evidence and dated and dated > period.cut_off:
        words = {"date": short_day(dated), "expected": short_day(period.cut_off)}
        yield _at(_finding(catalogue, "N510", activity, report, **words), report.evidence)
    overdue = activity.deadline is not None and activity.deadline < period.cut_off
    if overdue and report.status in (ActivityStatus.DOING, ActivityStatus.NOT_STARTED) and not report.difficulty:
        assert activity.deadline is not None
        days = (period.cut_off - activity.deadline).days
        deadline = short_day(activity.deadline)
        silent = _finding(catalogue, "N505", activity, report, date=deadline, days=f"{days:02}")
        yield _following(catalogue, silent, report, ("difficulty",))
    expected = _expected_percent(report.status, report.percent)
    if expected and report.percent is not None:
        raw = f"{format_vn(report.percent)}%"
        yield _finding(catalogue, "N507", activity, report, found=report.status, raw=raw, expected=expected)


def _says_nothing(catalogue: Catalogue, period: Period, evidence: str) -> bool:
    """Whether it names no document and no product: by the table of such words, or too short to name one.

    The shortest that may is the norm ``minh_chung_ngan_nhat``, in characters.
    """
    shortest = catalogue.norm("minh_chung_ngan_nhat", period.cut_off)
    if shortest is not None and len(tidy(evidence)) < shortest:
        return True
    empty = tuple(dict.fromkeys(row.choice for row in catalogue.choices if row.column is ChoiceColumn.EVIDENCE))
    return read_choice(catalogue.choices, ChoiceColumn.EVIDENCE, empty, evidence) is not None


def _at(finding: Finding, text: Text) -> Finding:
    """The finding at the cell of a text of its line."""
    source = text.source
    return replace(finding, source=source, params={**finding.params, "sheet": source.sheet, "cell": source.cell})


def _following(catalogue: Catalogue, finding: Finding, report: ActivityReport, lacking: Sequence[str]) -> Finding:
    """The finding under what stands in all of the lacking cells in place of words; as it is where one is blank."""
    if any(key not in report.unread for key in lacking):
        return finding
    codes = [report.unread[key] for key in lacking]
    root = next((code for code in codes if catalogue.message[code].severity is Severity.ERROR), codes[0])
    # It weighs no more than its root: an error told nowhere by itself would hold the line and nobody knew why.
    severity = finding.severity if catalogue.message[root].severity is Severity.ERROR else Severity.WARNING
    return replace(finding, severity=severity, caused_by=root)


def _expected_percent(status: str, percent: Decimal | None) -> str:
    """The percent that the status asks for, where the one given is another; '' where they agree or none is given."""
    if percent is None or status == ActivityStatus.NONE:
        return ""
    if status == ActivityStatus.DONE:
        return "" if percent == 100 else "100%"
    if status == ActivityStatus.NOT_STARTED:
        return "" if percent == 0 else "0%"
    return "" if 0 < percent < 100 else "tỷ lệ lớn hơn 0% và nhỏ hơn 100%"


def _finding(
    catalogue: Catalogue, code: MessageCode, activity: Activity, report: ActivityReport, **more: str
) -> Finding:
    source = report.source
    words = {"file": source.file, "sheet": source.sheet, "cell": source.cell, "activity": shortened(activity.name)}
    severity = catalogue.message[code].severity
    return Finding(code, severity, source, report.unit, activity.task, "", {**words, **more})
