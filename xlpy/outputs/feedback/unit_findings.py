"""Which findings a unit is told, and under which file names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlpy.model.catalogue import Unit
from xlpy.model.edition import Edition
from xlpy.model.provenance import own_name
from xlpy.model.submission import Finding


def slip_findings(edition: Edition, unit: Unit) -> tuple[Finding, ...]:
    """All that the unit is to be told, in the edition's order.

    What is of the unit or of a file of it, and the relations between several senders (R01, R07) that the unit
    answers for as the office in charge of a subject. That it has not sent is told by letter.
    """
    files = {record.file for record in edition.files if record.unit == unit.code}
    desks = {f"desk:{desk}" for desk in unit.desks} | {unit.code}
    rules = edition.catalogue.rule
    return tuple(
        finding
        for finding in edition.findings
        if finding.code != "D306"
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
    """Received name -> the sender's own name; the whole name where two would be the same."""
    listed = sorted({file for file in files if file})
    bare = [own_name(file) for file in listed]
    return {file: name if bare.count(name) == 1 else file for file, name in zip(listed, bare, strict=True)}


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """One received name, or several joined by semicolons, without their folders."""
    if text in names:
        return names[text]
    return "; ".join(names.get(part) or own_name(part) for part in text.split("; "))
