"""What our intake takes from each input cell of a form, out of the submission alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.oracle.places import DATE, WORDS, Form, Place
from xlpy.intake.appearance import ROUNDED
from xlpy.model.submission import Disposition, Source, State, Submission, Text

Said = Decimal | str | date
Cell = tuple[str, str]
"""Sheet and address."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell after the whole intake: the value accepted (None = nothing), and the codes of what names the cell."""

    value: Said | None
    told: frozenset[str]
    unused: bool = False
    """Words that are kept in the ledger and stand nowhere else: the cause of a difficulty that is not given."""


def taken(form: Form, submission: Submission) -> dict[Place, Taken]:
    """Each input place of the form with what became of it."""
    at = _as_issued(submission)
    kept: dict[Cell, Said] = {
        at(entry.source): entry.raw for entry in submission.dispositions if entry.disposition is Disposition.USED
    }
    values = dict(_values(form, submission, at))
    told: dict[Cell, set[str]] = {}
    for finding in submission.findings:
        rule = ROUNDED if ROUNDED in finding.params.get("rule", "") else ""
        told.setdefault(at(finding.source), set()).add(rule or finding.code)
    cells = {place: (place.sheet, place.cell) for place in form.places}
    return {
        place: Taken(
            values.get(cell, kept.get(cell)),
            frozenset(told.get(cell, ())),
            place.sort == WORDS and cell in kept and cell not in values,
        )
        for place, cell in cells.items()
    }


def _as_issued(submission: Submission) -> Callable[[Source], Cell]:
    """Where a cell stood in the form as it was issued: sheets that bear another name now are told so (B205)."""
    names = {f.params["raw"]: f.params["expected"] for f in submission.findings if f.code == "B205"}
    return lambda source: (names.get(source.sheet, source.sheet), source.cell)


def _values(form: Form, submission: Submission, at: Callable[[Source], Cell]) -> Iterator[tuple[Cell, Said]]:
    by_code = {(place.code, place.key): (place.sheet, place.cell) for place in form.places}
    for answer in submission.answers:
        if answer.value is not None:
            yield at(answer.source), answer.value
        elif answer.state in (State.NOT_APPLICABLE, State.NOT_YET):
            yield at(answer.source), answer.state.value
    for activity in submission.activities:
        if activity.status:
            yield by_code[activity.activity, "status"], activity.status
        if activity.percent is not None:
            yield by_code[activity.activity, "percent"], activity.percent
    for text in _texts(submission):
        yield at(text.source), text.value
    for code, value in submission.contact.items():
        yield by_code[code, "value"], value
    if submission.reported_on:
        place = next(place for place in form.places if place.sort == DATE)
        yield (place.sheet, place.cell), submission.reported_on


def _texts(submission: Submission) -> Iterator[Text]:
    fields = [text for a in submission.activities for text in (a.result, a.evidence, a.difficulty)]
    fields += [text for i in submission.issues for text in (i.difficulty, i.cause, i.recommendation, i.addressee)]
    return (text for text in fields if text is not None)
