"""Phiếu phản hồi as content: what a unit's slip says, without a word of Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from xlpy.model.catalogue import Unit
from xlpy.model.edition import Edition, FileRecord
from xlpy.model.submission import Severity, Submission
from xlpy.outputs.feedback.changes import Changes, Sending, Sent, changes
from xlpy.outputs.feedback.context import Context
from xlpy.outputs.feedback.files_without_owner import unclear_files
from xlpy.outputs.feedback.lines import Section, SlipLine, sections
from xlpy.outputs.feedback.received import (
    FigureCount,
    ReceivedFile,
    TaskLine,
    figure_count,
    received_files,
    task_lines,
)
from xlpy.outputs.feedback.share import shares


class Outcome(StrEnum):
    """What a slip comes to."""

    REFUSED = "refused"
    """No file of the unit can be used."""
    ERRORS = "errors"
    """A file is in use, something must be mended."""
    WARNINGS = "warnings"
    """Nothing must be mended, something asks for a look."""
    CLEAN = "clean"
    """Nothing to do: a short confirmation."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One unit's slip. ``number`` is its place among the senders, the same in every edition of the period.

    ``errors`` and ``warnings`` count its lines. ``changes`` is None where no earlier sending is known.
    """

    number: int
    unit: Unit
    outcome: Outcome
    files: tuple[ReceivedFile, ...]
    tasks: tuple[TaskLine, ...]
    figures: FigureCount
    errors: int
    warnings: int
    sections: tuple[Section, ...]
    notes: tuple[SlipLine, ...]
    changes: Changes | None


History = Callable[[str, str], Sent | None]
"""(unit code, sha256 of its file in use) -> what the unit sent before that file: `Store.previous_sending`."""


def slips(edition: Edition, submissions: Iterable[Submission] = (), history: History | None = None) -> tuple[Slip, ...]:
    """A slip for each sender of which any file came, in display order; the others get a letter instead.

    What changed is told from the sending that ``history`` knows; where it knows none, from ``submissions``, all that
    was read of the folder (the edition holds the chosen files alone).
    """
    replaced = _superseded(edition, submissions)
    own, unclear = shares(edition), unclear_files(edition)
    made = []
    for number, unit in enumerate(edition.senders, 1):
        if own[unit.code].files:
            used = edition.used_files.get(unit.code)
            known = history(unit.code, used.sha256) if history and used else None
            before = known or replaced.get(unit.code)
            made.append(_slip(own[unit.code], unit, number, before, unclear.get(unit.code, ())))
    return tuple(made)


def _slip(edition: Edition, unit: Unit, number: int, earlier: Sent | None, unclear: Iterable[FileRecord] = ()) -> Slip:
    """The slip of a unit from its share of the edition; ``unclear`` are files that may be of it."""
    acting, notes = sections(edition, unit, Context.of(edition, unit.code))
    weights = [line.severity for section in acting for line in section.lines]
    errors, warnings = weights.count(Severity.ERROR), weights.count(Severity.WARNING)
    outcome = Outcome.ERRORS if errors else Outcome.WARNINGS if warnings else Outcome.CLEAN
    if unit.code not in edition.used_files:
        outcome = Outcome.REFUSED
    now = _in_use(edition, unit.code)
    compared = now is not None and earlier is not None and earlier.sha256 != now.sha256
    return Slip(
        number=number,
        unit=unit,
        outcome=outcome,
        files=received_files(edition, unit, unclear),
        tasks=task_lines(edition, unit),
        figures=figure_count(edition, unit),
        errors=errors,
        warnings=warnings,
        sections=acting,
        notes=notes,
        changes=changes(edition.catalogue, earlier, now) if compared and earlier and now else None,
    )


def _in_use(edition: Edition, unit: str) -> Sending | None:
    """The unit's sending that its share of the edition uses."""
    record = edition.used_files.get(unit)
    if record is None:
        return None
    return Sending(
        record.file,
        record.sha256,
        record.received_on,
        tuple(figure.answer for figure in edition.figures),
        edition.activities,
    )


def _superseded(edition: Edition, submissions: Iterable[Submission]) -> dict[str, Sending]:
    """By unit, the sending that the one in use took the place of: the last of those before it."""
    replaced = {record.file: record for record in edition.files if record.reason == "T111"}
    before: dict[str, list[tuple[int, Submission]]] = {}
    for submission in submissions:
        file = submission.received.file
        if file in replaced:
            before.setdefault(submission.unit, []).append((replaced[file].turn, submission))
    latest = {unit: max(files, key=lambda sent: sent[0])[1] for unit, files in before.items()}
    return {unit: Sending.of(one, replaced[one.received.file].received_on) for unit, one in latest.items()}
