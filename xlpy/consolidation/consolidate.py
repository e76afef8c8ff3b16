"""Submissions -> the edition: what counts, what is held back, totals, statuses and the ledger. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from xlpy.checks.finding_subjects import Line, line_of
from xlpy.consolidation.activity_counts import count_activities
from xlpy.consolidation.standing import standings
from xlpy.consolidation.totals import Totaller
from xlpy.consolidation.years import last_year
from xlpy.intake.selection import Selection
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.decision import Ruling
from xlpy.model.edition import Edition, Figure, FileRecord, MissingReason, absent_units
from xlpy.model.holding import Holding, what_is_held
from xlpy.model.ledger import keep_ledger
from xlpy.model.submission import (
    HOLDS,
    ActivityReport,
    Answer,
    CellDisposition,
    Earlier,
    FileCells,
    Finding,
    Previous,
    Source,
    State,
    Submission,
)


def consolidate(
    catalogue: Catalogue,
    period: Period,
    submissions: Sequence[Submission],
    selection: Selection,
    findings: Sequence[Finding],
    previous: Previous,
    earlier: Earlier | None = None,
    rulings: tuple[Ruling, ...] = (),
) -> Edition:
    """Make the edition. ``findings`` are all findings, of reading and of checking, already folded.

    Raises LedgerError where the account of a file does not balance.
    """
    reporting_units = catalogue.reporting_units(period)
    used = [selection.used[unit.code] for unit in reporting_units if unit.code in selection.used]
    holding = what_is_held(findings, {s.received.file for s in used})
    figures = tuple(
        Figure(answer, _missing_reason(holding, answer)) for submission in used for answer in submission.answers
    )
    ordered = sorted(submissions, key=lambda s: s.received.file)
    records = tuple(_file(s, selection) for s in ordered)
    absent = absent_units(reporting_units, records)
    totaller = Totaller(
        catalogue,
        reporting_units,
        figures,
        previous,
        absent,
        {unit.code: catalogue.asked(unit).codes for unit in reporting_units},
    )
    reports = tuple(report for submission in used for report in submission.activities)
    return Edition(
        catalogue=catalogue,
        period=period,
        files=records,
        figures=figures,
        totals=totaller.all_totals(),
        standings=standings(catalogue, reporting_units, absent, figures, reports, holding),
        activities=reports,
        activity_counts=count_activities(catalogue, reporting_units, reports, holding),
        issues=tuple(issue for submission in used for issue in submission.issues),
        findings=tuple(findings),
        ledger=keep_ledger(ordered, Settlement(selection, holding, figures, reports).settle),
        previous=previous,
        last_year=last_year(catalogue, period, earlier or {}),
        earlier=earlier or {},
        remarks={(s.unit, code): remark for s in used for code, remark in s.remarks.items()},
        rulings=rulings,
    )


def _missing_reason(holding: Holding, answer: Answer) -> MissingReason | None:
    """Why the figure does not count; one that is not known yet is asked for, whatever else is said of it."""
    if answer.state is State.NOT_YET:
        return MissingReason.NOT_YET
    if found := holding.figures.get((answer.unit, answer.indicator, answer.column)):
        return MissingReason.DECIDED if all(finding.code == HOLDS for finding in found) else MissingReason.HELD
    return None if answer.state in (State.NUMBER, State.NOT_APPLICABLE) else MissingReason.HELD


def _file(submission: Submission, selection: Selection) -> FileRecord:
    file = submission.received.file
    chosen = selection.used.get(submission.unit)
    used = chosen is not None and chosen.received.file == file
    reason = "" if used else selection.superseded.get(file, "")
    if not used and not reason:
        reason = next((f.code for f in submission.findings if f.holds_file), "")
        reason = reason or next((f.code for f in submission.findings), "")
    came = selection.came.get(file)
    return FileRecord(
        file,
        submission.received.sha256,
        submission.received.size,
        submission.unit,
        came.day if came else None,
        used,
        reason,
        submission.contact,
        submission.received.inside,
        came.at if came else None,
        came.document if came else "",
        selection.turns.get(file, 0),
    )


@dataclass(frozen=True)
class Settlement:
    """Gives cells their last disposition: what was usable in itself may be out with its file, or be held back."""

    selection: Selection
    holding: Holding
    figures: Sequence[Figure]
    reports: Sequence[ActivityReport]

    def settle(self, submission: Submission) -> Sequence[CellDisposition]:
        """The file's cells, those that don't count with the code of what replaced the file or holds them."""
        file, cells = submission.received.file, submission.dispositions
        chosen = self.selection.used.get(submission.unit)
        if chosen is None or chosen.received.file != file:
            reason = self.selection.superseded.get(file, "")
            return FileCells.of(file, [cell.excluded(reason) for cell in cells]) if reason else cells
        if file not in self._files:
            return cells
        held, lines = self._cells, self._lines
        reasons = (held.get(cell.source) or lines.get(line_of(cell.source), "") for cell in cells)
        return FileCells.of(file, [cell.excluded(reason) for cell, reason in zip(cells, reasons, strict=True)])

    @cached_property
    def _files(self) -> Set[str]:
        """The files in which anything is held."""
        return {source.file for source in self._cells} | {file for file, _, _ in self._lines}

    @cached_property
    def _cells(self) -> Mapping[Source, str]:
        """Code of what holds a figure, by its cell."""
        held = self.holding.figures
        places = {
            f.answer.source: (f.answer.unit, f.answer.indicator, f.answer.column)
            for f in self.figures
            if f.missing_reason
        }
        return {source: held[place][0].code for source, place in places.items() if place in held}

    @cached_property
    def _lines(self) -> Mapping[Line, str]:
        """Code of what holds the line of an activity, by its row."""
        held = self.holding
        return {
            line_of(report.source): held.lines[report.unit, report.activity][0].code
            for report in self.reports
            if held.holds_line(report)
        }
