"""All checks in one pass: of each form, between forms, of who has sent; then told what they hold, folded, in order."""

from __future__ import annotations

from collections.abc import Sequence

from xlpy.checks.activities import check_activities
from xlpy.checks.columns import check_columns
from xlpy.checks.cover import check_cover
from xlpy.checks.explanations import with_explanations
from xlpy.checks.finding_subjects import touched
from xlpy.checks.fold import fold, in_order
from xlpy.checks.form_copies import check_alike
from xlpy.checks.later import in_their_time
from xlpy.checks.missing_norms import check_norms
from xlpy.checks.rules import check_history, check_rules
from xlpy.checks.suspicion import Told
from xlpy.checks.tasks import check_tasks
from xlpy.checks.thousandfold import check_thousandfold
from xlpy.checks.years import check_years
from xlpy.intake.selection import Selection
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Earlier, Finding, Previous, Submission


def check_all(
    catalogue: Catalogue,
    period: Period,
    submissions: Sequence[Submission],
    selection: Selection,
    previous: Previous,
    earlier: Earlier | None = None,
) -> tuple[Finding, ...]:
    """Every finding of the period: what reading found, what the chosen forms say, who has not sent."""
    read = (finding for s in submissions for finding in s.findings)
    findings: list[Finding] = [*in_their_time(catalogue, period, read, selection.came)]
    findings += selection.findings
    used, causes = selection.used, dict[Told, str]()
    broken = check_rules(catalogue, period, used, previous)
    firm = [finding for finding in broken if not finding.trial]
    doubts = [check_thousandfold(catalogue, period, used, previous, firm)]
    for submission in used.values():
        findings += check_activities(catalogue, period, submission)
        findings += check_tasks(catalogue, period, submission)
        findings += check_cover(catalogue, submission, selection.came[submission.received.file].day)
        doubts.append(check_columns(catalogue, period, submission))
    findings += broken
    findings += check_norms(catalogue, period)
    findings += check_history(catalogue, period, used, previous)
    findings += check_years(catalogue, period, earlier or {})
    findings += check_alike(catalogue, period, used)
    for doubt in doubts:
        findings += doubt.findings
        causes |= doubt.causes
    folded = fold(touched(submissions, findings), selection.superseded, causes)
    return in_order(catalogue, tuple(with_explanations(catalogue, used, folded)))
