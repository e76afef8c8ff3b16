"""Explanations that rules ask for: one that is given weighs a finding down by a step, one that lacks is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xlpy.model.catalogue import Catalogue
from xlpy.model.explanation import explains
from xlpy.model.submission import FigureRef, Finding, Severity, Submission

LIGHTER: Mapping[Severity, Severity] = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.INFO}
"""An explained error holds its figures no more, but the office still looks at it; an explained warning is a note."""


def with_explanations(
    catalogue: Catalogue, used: Mapping[str, Submission], findings: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings, those of rules that ask for an explanation weighed by what the unit wrote under Ghi chú.

    It counts beside any figure of the relation, in the file that counts. ``used`` are these files by unit.
    """
    for finding in findings:
        rule = catalogue.rule.get(finding.code)
        if rule is None or not rule.explain or rule.trial or finding.unit not in used:
            yield finding
        elif _is_explained(used[finding.unit], finding):
            yield replace(finding, severity=LIGHTER.get(finding.severity, finding.severity), explained=True)
        else:
            yield replace(finding, explained=False)


def _is_explained(submission: Submission, finding: Finding) -> bool:
    codes = {finding.indicator, *(each.indicator for each in finding.touches if isinstance(each, FigureRef))}
    return any(explains(submission.remarks[code].value) for code in codes if code in submission.remarks)
