"""Công văn đôn đốc as content: to whom, why, and what is asked, without a word of Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from xlpy.basics.text import lower_first
from xlpy.catalogue.workdays import workdays_of
from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.edition import Edition, FileRecord, MissingReason
from xlpy.model.submission import Finding
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.feedback.share import bare_names, unclear_files, with_bare_names
from xlpy.outputs.messages import matter, said


class Reason(StrEnum):
    """Why a unit gets a letter."""

    NOT_SENT = "not_sent"
    REFUSED = "refused"
    """It sent, but nothing that can be used."""


_WHY = {MissingReason.NOT_SENT: Reason.NOT_SENT, MissingReason.REFUSED: Reason.REFUSED}


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """One reason why a file of the unit can't be used, with what to do about it."""

    file: str
    received_on: date | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One reminder letter.

    ``number`` is the unit's place among the reporting units; the letter's own number is given by the registry.
    ``overdue`` is how many days the deadline is past on the letter's day (0: not yet). ``send_by`` is the day asked
    for: never before the period's own deadline.
    """

    number: int
    unit: Unit
    reason: Reason
    overdue: int
    send_by: date
    refusals: tuple[RefusedFile, ...]
    unclear: tuple[RefusedFile, ...] = ()
    """Files that say nothing of who sent them and bear the unit's name; told where it has not sent otherwise."""


def letters(edition: Edition, today: date, settings: Settings) -> tuple[Letter, ...]:
    """A letter for each reporting unit that has not sent or sent nothing usable, in display order.

    None for who only sent late: the slip tells it (D305), and nothing is asked of the unit.
    """
    period = edition.period
    overdue = max(0, (today - period.deadline_unit).days)
    files: dict[str, list[FileRecord]] = {}
    for record in edition.files:
        files.setdefault(record.unit, []).append(record)
    unclear, workdays = unclear_files(edition), workdays_of(edition.catalogue)
    made = []
    for number, unit in enumerate(edition.reporting_units, 1):
        if unit.code in edition.used_files:
            continue
        reason = _WHY[edition.absent[unit.code]]
        own = files.get(unit.code, ()) if reason is Reason.REFUSED else ()
        made.append(
            Letter(
                number=number,
                unit=unit,
                reason=reason,
                overdue=overdue,
                send_by=settings.send_by(today, period, workdays),
                refusals=_refusals(edition, own, settings),
                unclear=_refusals(edition, unclear.get(unit.code, ()), settings),
            )
        )
    return tuple(made)


def _refusals(edition: Edition, files: Iterable[FileRecord], settings: Settings) -> tuple[RefusedFile, ...]:
    """What keeps each of the files out, in order of receipt."""
    records = {record.file: record for record in files}
    names: Mapping[str, str] = bare_names(records)
    findings = [f for f in edition.findings if f.source.file in records and f.code != "D306" and f.holds_file]
    told = [(records[finding.source.file], finding) for finding in with_bare_names(findings) if not finding.caused_by]
    told.sort(key=lambda pair: (pair[0].received_on or date.min, pair[0].file))
    return tuple(
        RefusedFile(
            PurePath(names[record.file]).stem,
            record.received_on,
            _reason(edition.catalogue, finding, settings),
            settings.remedies.get(finding.code, settings.remedies["other"]),
        )
        for record, finding in told
    )


def _reason(catalogue: Catalogue, finding: Finding, settings: Settings) -> str:
    """What is wrong with the report, as it goes on in a sentence; cells and codes are the slip's matter."""
    period = {"period": lower_first(finding.params.get("period", ""))}
    own = settings.reasons.get(finding.code, "")
    told = said(own, replace(finding, params={**finding.params, **period})) if own else matter(catalogue, finding)
    return lower_first(told).removesuffix(".")
