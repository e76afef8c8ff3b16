"""Which findings explain a gap, or speak of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Edition, Gap
from xlpy.model.submission import Answer, Finding, Severity, Source


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

    def of_gap(self, unit: str, indicator: Indicator, gap: Gap, answer: Answer | None) -> tuple[Finding, ...]:
        """Why a unit's figure does not count, the nearest cause first.

        A figure is held by what is said of its own cell, or by any error of its task in the file that counts
        (`consolidate.held_tasks`); one that is absent, by what keeps the unit's file out, or by its silence.
        """
        ours = self._by_unit.get(unit, [])
        if gap is Gap.NOT_SENT:
            return tuple(f for f in ours if f.code == "D306")
        if gap is Gap.REFUSED:
            return tuple(f for f in ours if f.holds_file and f.source.file and not f.caused_by)
        own = self.at(answer.source) if answer else ()
        if gap is Gap.NOT_YET:
            return own
        used = self.edition.used_files.get(unit)
        held = (
            finding
            for finding in ours
            if finding.severity is Severity.ERROR
            and finding.task == indicator.task
            and used is not None
            and finding.source.file == used.file
            and finding not in own
        )
        return (*own, *held)
