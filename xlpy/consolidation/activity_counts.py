"""How many of the units that lead an activity report each status; a line with an error counts under no status."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.codes import MessageCode
from xlpy.model.edition import ActivityCount
from xlpy.model.submission import ActivityReport, Finding, Severity, Source

NO_STATUS: MessageCode = "N503"
"""Code of the finding that a line has no status: of itself it says no more than that the unit is silent."""
_ROW = re.compile(r"\d+$")
Line = tuple[str, str, str]
"""File, sheet and row of a cell."""


def count_activities(
    catalogue: Catalogue, senders: Sequence[Unit], reports: Sequence[ActivityReport], findings: Iterable[Finding]
) -> tuple[ActivityCount, ...]:
    """Count the reports of the files in use; ``findings`` may be of any file."""
    errors = errors_by_line(findings)
    said = {(report.activity, report.unit): report for report in reports}
    held = {key for key, report in said.items() if is_held(report, errors.get(_line(report.source), frozenset()))}
    asked = {unit.code: {a.code for a in catalogue.asked_activities(unit)} for unit in senders}
    counts: list[ActivityCount] = []
    for activity in catalogue.activities:
        leads = [unit.code for unit in senders if activity.code in asked[unit.code]]
        waiting = tuple(code for code in leads if (activity.code, code) in held)
        given = {code: said[activity.code, code].status for code in leads if (activity.code, code) in said}
        words = [given.get(code, "") for code in leads if code not in waiting]
        silent = tuple(code for code in leads if code not in waiting and not given.get(code))
        counts.append(ActivityCount(activity.code, Counter(word for word in words if word), silent, waiting))
    return tuple(counts)


def errors_by_line(findings: Iterable[Finding]) -> Mapping[Line, frozenset[str]]:
    """Codes of the errors of each line."""
    found: dict[Line, set[str]] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.source.cell:
            found.setdefault(_line(finding.source), set()).add(finding.code)
    return {line: frozenset(codes) for line, codes in found.items()}


def is_held(report: ActivityReport, errors: frozenset[str]) -> bool:
    """Whether the unit has to mend what it says: its line has an error, and says more than nothing."""
    says = report.status or report.percent is not None or report.result or report.evidence or report.difficulty
    return bool(errors - {NO_STATUS}) or bool(errors and says)


def _line(source: Source) -> Line:
    row = _ROW.search(source.cell)
    return source.file, source.sheet, row.group() if row else ""
