"""What of an edition one unit is told: its share, the findings and files that concern it, in its own names and places.

An edition is cut up by unit once, so that 700 slips don't look through all figures 700 times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from xlpy.basics.cell_ranges import row_of
from xlpy.catalogue.names import NameIndex
from xlpy.intake.owner import possible_units
from xlpy.model.catalogue import Unit
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition, FileRecord
from xlpy.model.received_name import own_name
from xlpy.model.submission import Finding, Source

T = TypeVar("T")


def shares(edition: Edition) -> Mapping[str, Edition]:
    """By reporting unit's code, the edition with the files, figures, reports and findings that concern that unit alone.

    Findings of nobody that a rule gives (between several reporting units), or that name two units, are in every share:
    `slip_findings` and `received_files` know whose they are. Totals and the ledger stay those of the whole.
    """
    files = _by(edition.files, lambda record: record.unit)
    figures = _by(edition.figures, lambda figure: figure.answer.unit)
    activities = _by(edition.activities, lambda report: report.unit)
    issues = _by(edition.issues, lambda issue: issue.unit)
    reporting_units = [unit.code for unit in edition.reporting_units]
    findings = _findings(edition, reporting_units)
    return {
        code: replace(
            edition,
            files=tuple(files[code]),
            figures=tuple(figures[code]),
            activities=tuple(activities[code]),
            issues=tuple(issues[code]),
            findings=tuple(findings[code]),
        )
        for code in reporting_units
    }


def _by(rows: Iterable[T], unit_of: Callable[[T], str]) -> defaultdict[str, list[T]]:
    parts: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        parts[unit_of(row)].append(row)
    return parts


def _findings(edition: Edition, reporting_units: Iterable[str]) -> defaultdict[str, list[Finding]]:
    """Findings by the unit they name and by the unit of their file, in the edition's order."""
    owner = {record.file: record.unit for record in edition.files}
    parts: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in edition.findings:
        whose = {finding.unit, owner.get(finding.source.file, "")}
        if not finding.unit and (finding.code in edition.catalogue.rule or finding.code == "D303"):
            whose.update(reporting_units)
        for code in whose:
            parts[code].append(finding)
    return parts


def slip_findings(edition: Edition, unit: Unit) -> tuple[Finding, ...]:
    """All that the unit is to be told, in the edition's order.

    What is of the unit or of a file of it, and the relations between several units (scope `cross_unit`) that the unit
    answers for as the office in charge of a subject. That it has not sent is told by letter; what a rule on trial
    finds is told to the office alone.
    """
    files = {record.file for record in edition.files if record.unit == unit.code}
    desks = {f"desk:{desk}" for desk in unit.desks} | {unit.code}
    rules = edition.catalogue.rule
    return tuple(
        finding
        for finding in edition.findings
        if finding.code != "D306"
        and not finding.trial
        and (
            finding.unit == unit.code
            or finding.source.file in files
            or (not finding.unit and finding.code in rules and desks & set(rules[finding.code].applies_to))
        )
    )


def with_bare_names(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings with file names as the unit gave them: where the receiving office keeps them says nothing to it."""
    names = bare_names(finding.source.file for finding in findings)
    for finding in findings:
        words = {key: _renamed(finding.params[key], names) for key in ("file", "other") if key in finding.params}
        yield replace(finding, params={**finding.params, **words})


def bare_names(files: Iterable[str]) -> Mapping[str, str]:
    """Received name -> the reporting unit's own name; the whole name where two would be the same."""
    listed = sorted({file for file in files if file})
    bare = [own_name(file) for file in listed]
    return {file: name if bare.count(name) == 1 else file for file, name in zip(listed, bare, strict=True)}


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """One received name, or several joined by semicolons, without their folders."""
    if text in names:
        return names[text]
    return "; ".join(names.get(part) or own_name(part) for part in text.split("; "))


NO_SENDING: tuple[MessageCode, ...] = ("T117", "T118")
"""Reasons of files that are told with what came in or beside them: an opened mail or archive, a signed paper."""


def unclear_files(edition: Edition) -> Mapping[str, tuple[FileRecord, ...]]:
    """By unit's code, the files of nobody that bear its name, or are its form or by it, in order of receipt."""
    nobodys = [record for record in edition.files if not record.unit and record.reason not in NO_SENDING]
    if not nobodys:
        return {}
    names = NameIndex.build(edition.catalogue, edition.period.cut_off)
    found: defaultdict[str, list[FileRecord]] = defaultdict(list)
    for record in nobodys:
        for unit in possible_units(names, record.file, edition.findings):
            found[unit].append(record)
    return {unit: tuple(records) for unit, records in found.items()}


def place(source: Source, *, whole_row: bool = False) -> str:
    """``trang Chỉ tiêu, ô F41``; with ``whole_row`` ``trang Nội dung, dòng 21``; '' for a file as a whole."""
    parts = [f"trang {source.sheet}"] if source.sheet else []
    if source.cell:
        parts.append(f"dòng {row_of(source.cell)}" if whole_row else f"ô {source.cell}")
    return ", ".join(parts)


def days_late(edition: Edition, record: FileRecord) -> int:
    """Days after the units' deadline that the file came in, 0 where it was in time."""
    if record.received_on is None:
        return 0
    return max(0, (record.received_on - edition.period.deadline_unit).days)
