"""What a unit says of its activities must hang together (relations R21, R22 of the plan's reporting practice)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlpy.basics.days import short_day
from xlpy.basics.decimals import format_vn
from xlpy.intake.notes import shortened
from xlpy.model.catalogue import Activity, Catalogue, Period
from xlpy.model.codes import MessageCode
from xlpy.model.submission import STATUSES, ActivityReport, ActivityStatus, Finding, Submission


def check_activities(catalogue: Catalogue, period: Period, submission: Submission) -> tuple[Finding, ...]:
    """N503 no status, N504 done without result or evidence, N505 overdue in silence, N507 status against percent."""
    findings: list[Finding] = []
    unreadable = {f.source for f in submission.findings if f.code == "O418"}
    for report in submission.activities:
        activity = catalogue.activity[report.activity]
        if report.status:
            findings += _of_status(catalogue, period, activity, report)
        elif report.source not in unreadable:
            findings.append(_finding(catalogue, "N503", activity, report, expected="; ".join(STATUSES)))
    return tuple(findings)


def _of_status(catalogue: Catalogue, period: Period, activity: Activity, report: ActivityReport) -> Iterator[Finding]:
    if report.status == ActivityStatus.DONE:
        lacking = [name for name, text in (("kết quả", report.result), ("minh chứng", report.evidence)) if not text]
        if lacking:
            yield _finding(catalogue, "N504", activity, report, found=" và ".join(lacking))
    overdue = activity.deadline is not None and activity.deadline < period.cut_off
    if overdue and report.status in (ActivityStatus.DOING, ActivityStatus.NOT_STARTED) and not report.difficulty:
        assert activity.deadline is not None
        days = (period.cut_off - activity.deadline).days
        deadline = short_day(activity.deadline)
        yield _finding(catalogue, "N505", activity, report, date=deadline, days=str(days))
    expected = _expected_percent(report.status, report.percent)
    if expected and report.percent is not None:
        raw = f"{format_vn(report.percent)}%"
        yield _finding(catalogue, "N507", activity, report, found=report.status, raw=raw, expected=expected)


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
