"""All checks in one pass: of each form, between forms, of who has sent; then told what they hold, folded, in order."""

from __future__ import annotations

from collections.abc import Sequence

from xlpy.checks.activities import check_activities
from xlpy.checks.fold import fold, in_order
from xlpy.checks.rules import check_history, check_rules
from xlpy.checks.tasks import check_tasks
from xlpy.checks.touched import touched
from xlpy.intake.selection import Selection
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Finding, Previous, Submission


def check_all(
    catalogue: Catalogue,
    period: Period,
    submissions: Sequence[Submission],
    selection: Selection,
    previous: Previous,
) -> tuple[Finding, ...]:
    """Every finding of the period: what reading found, what the chosen forms say, who has not sent."""
    findings: list[Finding] = [finding for s in submissions for finding in s.findings]
    findings += selection.findings
    for submission in selection.used.values():
        findings += check_activities(catalogue, period, submission)
        findings += check_tasks(catalogue, period, submission)
    findings += check_rules(catalogue, period, selection.used, previous)
    findings += check_history(catalogue, period, selection.used, previous)
    return in_order(catalogue, fold(touched(submissions, findings), selection.superseded))
