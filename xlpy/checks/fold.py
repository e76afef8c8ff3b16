"""One cause, one finding to act on: what merely follows from another is kept, but folded under its root."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from xlpy.checks.suspicion import Told, told
from xlpy.model.catalogue import Catalogue
from xlpy.model.codes import MessageCode
from xlpy.model.submission import Finding, Severity, Source

BLANKS: tuple[MessageCode, ...] = ("O401", "N503")
"""Unanswered cells: follow from a task that was not answered at all (N501)."""
MISSING_FIGURES: tuple[MessageCode, ...] = (
    *("C642", "O401", "O403", "O404", "O405", "O407", "O408", "O409", "O410", "O411", "O417", "O421", "O422", "O423"),
)
"""What leaves a cell without a number: explains a rule that wants that number (R23), as a lost row (B207) does."""
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def fold(
    findings: Iterable[Finding], superseded: Mapping[str, str], causes: Mapping[Told, str] | None = None
) -> tuple[Finding, ...]:
    """Mark each consequence with the code of its cause.

    A file that can't be used explains all else said of it; a file that another replaced is not asked about;
    a task without any answer explains its blank cells and the rule that wants a number of it (R23); else that rule
    follows from what is wrong with its cell, or from the loss of a row of its task. What is told of a K for
    information (O402: nothing to do) follows from a rule that finds fault with that very cell; a formula of the form
    with another result, from a file saved uncalculated. ``causes`` are what the checks that doubt figures explain.
    """
    listed = [replace(f, caused_by=cause) if (cause := (causes or {}).get(told(f))) else f for f in findings]
    blocked: dict[str, str] = {}
    for finding in listed:
        if finding.source.file and finding.holds_file:
            blocked.setdefault(finding.source.file, finding.code)
    untold = {(f.unit, f.task) for f in listed if f.code == "N501"}
    missing: dict[tuple[str, str], str] = {
        (f.unit, f.indicator): f.caused_by or f.code for f in listed if f.code in MISSING_FIGURES
    }
    missing |= {(f.unit, f.task): f.code for f in listed if f.code == "B207"}
    firm = (f for f in listed if f.code.startswith("R") and f.source.cell and not f.trial)
    at_fault = {f.source: f.code for f in firm if not f.caused_by}
    stale = {f.source.file for f in listed if f.code == "T115" and not f.caused_by}
    return tuple(_caused(finding, blocked, superseded, untold, missing, at_fault, stale) for finding in listed)


def _caused(
    finding: Finding,
    blocked: Mapping[str, str],
    superseded: Mapping[str, str],
    untold: set[tuple[str, str]],
    missing: Mapping[tuple[str, str], str],
    at_fault: Mapping[Source, str],
    stale: Container[str],
) -> Finding:
    file = finding.source.file
    cause = ""
    if finding.caused_by or finding.code in ("T110", "T111"):
        return finding
    if file in superseded:
        cause = superseded[file]
    elif file in blocked and finding.code != blocked[file]:
        cause = blocked[file]
    elif (finding.code in BLANKS or finding.code.startswith("R23")) and (finding.unit, finding.task) in untold:
        cause = "N501"
    elif finding.code == "O427" and file in stale:
        cause = "T115"
    elif finding.code == "O402":
        cause = at_fault.get(finding.source, "")
    elif finding.code.startswith("R23"):
        cause = missing.get((finding.unit, finding.indicator)) or missing.get((finding.unit, finding.task), "")
    return replace(finding, caused_by=cause) if cause else finding


def in_order(catalogue: Catalogue, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The one order of findings in every list: by unit, file, weight, code, then place; nobody's files last."""
    place = {unit.code: unit.display_order for unit in catalogue.units}

    def key(finding: Finding) -> tuple[object, ...]:
        """Where a finding stands; two of the same place differ by what they say."""
        row = re.search(r"\d+", finding.source.cell)
        return (
            place.get(finding.unit, len(place) + 1000),
            finding.source.file,
            RANK[finding.severity],
            finding.code,
            finding.source.sheet,
            int(row.group()) if row else 0,
            finding.source.cell,
            sorted(finding.params.items()),
        )

    return tuple(sorted(findings, key=key))
