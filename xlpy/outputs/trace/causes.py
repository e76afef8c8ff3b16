"""Which findings explain a missing reason, or speak of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlpy.model.edition import Edition, MissingReason
from xlpy.model.submission import ActivityReport, Answer, Column, Finding, Source


@dataclass(frozen=True)
class Causes:
    """The edition's findings, looked up by unit and by cell."""

    edition: Edition

    @cached_property
    def _by_unit(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.edition.findings:
            found.setdefault(finding.unit, []).append(finding)
        return found

    @cached_property
    def _by_cell(self) -> Mapping[Source, list[Finding]]:
        found: dict[Source, list[Finding]] = {}
        for finding in self.edition.findings:
            if finding.source.cell:
                found.setdefault(finding.source, []).append(finding)
        return found

    def at(self, source: Source) -> tuple[Finding, ...]:
        """All that is said about a cell."""
        return tuple(self._by_cell.get(source, ()))

    def of_figure(self, answer: Answer) -> tuple[Finding, ...]:
        """All that is said about a figure: at its cell, and by the relations that hold it."""
        own = self.at(answer.source)
        held = self.edition.holding.figures.get((answer.unit, answer.indicator, answer.column), ())
        return (*own, *(finding for finding in held if finding not in own))

    def of_line(self, report: ActivityReport, source: Source) -> tuple[Finding, ...]:
        """All that is said about a cell of an activity's line: at the cell, and what holds the line."""
        own = self.at(source)
        held = self.edition.holding.lines.get((report.unit, report.activity), ())
        return (*own, *(finding for finding in held if finding not in own))

    def of_missing_reason(self, place: tuple[str, str, Column], reason: MissingReason) -> tuple[Finding, ...]:
        """Why the figure at (unit, indicator, column) does not count, the nearest cause first.

        One that is absent is kept out by what keeps the unit's file out, or by its silence; one whose row is lost
        by that.
        """
        ours = self._by_unit.get(place[0], [])
        if reason is MissingReason.NOT_SENT:
            return tuple(f for f in ours if f.code == "D306")
        if reason is MissingReason.REFUSED:
            return tuple(f for f in ours if f.holds_file and f.source.file and not f.caused_by)
        figure = self.edition.figure.get(place)
        if figure is None:
            return self.edition.holding.figures.get(place, ())
        return (
            self.of_figure(figure.answer)
            if reason in (MissingReason.HELD, MissingReason.DECIDED)
            else self.at(figure.answer.source)
        )
