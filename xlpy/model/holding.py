"""What errors hold back in the files that count: single figures and lines of activities, each with its findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from xlpy.model.catalogue import Catalogue
from xlpy.model.codes import MessageCode
from xlpy.model.submission import ActivityReport, Column, FigureRef, Finding

SILENT: tuple[MessageCode, ...] = ("N501", "N503")
"""Findings that a line, or a whole task, says nothing: of themselves no more than that the unit is silent."""


@dataclass(frozen=True)
class Holding:
    """What is held back: figures by (unit, indicator, column), lines by (unit, activity).

    Each has the errors that hold it: those about this figure alone first, else in the order of the edition's findings.
    """

    figures: Mapping[tuple[str, str, Column], tuple[Finding, ...]]
    lines: Mapping[tuple[str, str], tuple[Finding, ...]]

    def holds_line(self, report: ActivityReport) -> bool:
        """Whether the unit has to mend what it says of an activity: its line has an error, and says something."""
        errors = {finding.code for finding in self.lines.get((report.unit, report.activity), ())}
        says = report.status or report.percent is not None or report.result or report.evidence or report.difficulty
        return bool(errors - set(SILENT)) or bool(errors and says)


def what_is_held(findings: Iterable[Finding], files: Collection[str]) -> Holding:
    """What the errors in ``files`` hold back. A file that does not count has nothing to hold."""
    figures: dict[tuple[str, str, Column], list[Finding]] = {}
    lines: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if not (finding.holds and finding.unit and finding.source.file in files):
            continue
        for touched in finding.holds:
            if isinstance(touched, FigureRef):
                figures.setdefault((finding.unit, *touched), []).append(finding)
            else:
                lines.setdefault((finding.unit, touched.activity), []).append(finding)
    return Holding({key: _nearest_first(found) for key, found in figures.items()}, _frozen(lines))


def _nearest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is said of one figure alone before what is said of a relation."""
    return tuple(sorted(found, key=lambda finding: len(finding.touches) > 1))


def _frozen(lines: Mapping[tuple[str, str], list[Finding]]) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
    return {key: tuple(found) for key, found in lines.items()}


def computed_from(catalogue: Catalogue, figures: Iterable[FigureRef]) -> tuple[str, ...]:
    """Codes of the indicators that can't be computed of a unit while these figures are held, in catalogue order."""
    actual = {figure.indicator for figure in figures if figure.column is Column.ACTUAL}
    if not actual:
        return ()  # most findings hold no figure
    return tuple(i.code for i in catalogue.indicators if i.is_computed and actual.intersection(i.made_of))
