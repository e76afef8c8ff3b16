"""An edition cut up by unit once, so that 700 slips don't look through all figures 700 times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from xlpy.model.edition import Edition
from xlpy.model.submission import Finding

T = TypeVar("T")


def shares(edition: Edition) -> Mapping[str, Edition]:
    """By sender's code, the edition with the files, figures, reports and findings that concern that unit alone.

    Findings of nobody that a rule gives (between several senders), or that name two units, are in every share:
    `slip_findings` and `received_files` know whose they are. Totals and the ledger stay those of the whole.
    """
    files = _by(edition.files, lambda record: record.unit)
    figures = _by(edition.figures, lambda figure: figure.answer.unit)
    activities = _by(edition.activities, lambda report: report.unit)
    issues = _by(edition.issues, lambda issue: issue.unit)
    senders = [unit.code for unit in edition.senders]
    findings = _findings(edition, senders)
    return {
        code: replace(
            edition,
            files=tuple(files[code]),
            figures=tuple(figures[code]),
            activities=tuple(activities[code]),
            issues=tuple(issues[code]),
            findings=tuple(findings[code]),
        )
        for code in senders
    }


def _by(rows: Iterable[T], unit_of: Callable[[T], str]) -> defaultdict[str, list[T]]:
    parts: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        parts[unit_of(row)].append(row)
    return parts


def _findings(edition: Edition, senders: Iterable[str]) -> defaultdict[str, list[Finding]]:
    """Findings by the unit they name and by the unit of their file, in the edition's order."""
    owner = {record.file: record.unit for record in edition.files}
    parts: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in edition.findings:
        whose = {finding.unit, owner.get(finding.source.file, "")}
        if not finding.unit and (finding.code in edition.catalogue.rule or finding.code == "D303"):
            whose.update(senders)
        for code in whose:
            parts[code].append(finding)
    return parts
