"""Công văn đôn đốc as content: to whom, why, and what is asked, without a word of Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlpy.basics.text import lower_first
from xlpy.catalogue.workdays import workdays_of
from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.edition import Edition, FileRecord, Gap
from xlpy.model.submission import Finding
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.feedback.share import bare_names, place, unclear_files, with_bare_names
from xlpy.outputs.messages import matter, remedy


class Reason(StrEnum):
    """Why a unit gets a letter."""

    NOT_SENT = "not_sent"
    REFUSED = "refused"
    """It sent, but nothing that can be used."""


_WHY = {Gap.NOT_SENT: Reason.NOT_SENT, Gap.REFUSED: Reason.REFUSED}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a file of the unit can't be used, with what to do about it."""

    file: str
    received_on: date | None
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One reminder letter.

    ``number`` is the unit's place among the senders; the letter's own number is given by the registry. ``overdue``
    is how many days the deadline is past on the letter's day (0: not yet). ``send_by`` is the day asked for: never
    before the period's own deadline.
    """

    number: int
    unit: Unit
    reason: Reason
    overdue: int
    send_by: date
    refusals: tuple[Refusal, ...]
    unclear: tuple[Refusal, ...] = ()
    """Files that say nothing of who sent them and bear the unit's name; told where it has not sent otherwise."""


def letters(edition: Edition, today: date, settings: Settings) -> tuple[Letter, ...]:
    """A letter for each sender that has not sent or sent nothing usable, in display order.

    None for who only sent late: the slip tells it (D305), and nothing is asked of the unit.
    """
    period = edition.period
    overdue = max(0, (today - period.deadline_unit).days)
    files: dict[str, list[FileRecord]] = {}
    for record in edition.files:
        files.setdefault(record.unit, []).append(record)
    unclear, workdays = unclear_files(edition), workdays_of(edition.catalogue)
    made = []
    for number, unit in enumerate(edition.senders, 1):
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
                refusals=_refusals(edition, own),
                unclear=_refusals(edition, unclear.get(unit.code, ())),
            )
        )
    return tuple(made)


def _refusals(edition: Edition, files: Iterable[FileRecord]) -> tuple[Refusal, ...]:
    """What keeps each of the files out, in order of receipt."""
    records = {record.file: record for record in files}
    names: Mapping[str, str] = bare_names(records)
    findings = [f for f in edition.findings if f.source.file in records and f.code != "D306" and f.holds_file]
    told = [(records[finding.source.file], finding) for finding in with_bare_names(findings) if not finding.caused_by]
    told.sort(key=lambda pair: (pair[0].received_on or date.min, pair[0].file))
    catalogue = edition.catalogue
    return tuple(
        Refusal(names[record.file], record.received_on, _reason(catalogue, finding), remedy(catalogue, finding))
        for record, finding in told
    )


def _reason(catalogue: Catalogue, finding: Finding) -> str:
    """What is wrong with the file, as it goes on in a sentence, with the place in the file if there is one."""
    where = place(finding.source)
    text = matter(catalogue, finding)
    return f"{where}{': ' if where else ''}{lower_first(text)}"
