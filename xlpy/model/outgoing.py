"""The register of outgoing papers (sổ văn bản đi): which paper left under which number and day, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlpy.model.catalogue import Catalogue, Period

ALL_UNITS = ""
"""``unit`` of a paper that goes to every unit of a round."""


class PaperKind(StrEnum):
    """What sort of paper left."""

    COVERING = "COVERING"
    """The letter with which forms go out."""
    SLIP = "SLIP"
    """A unit's slip with what it must put right."""
    REMINDER = "REMINDER"
    """A letter to a unit that has not sent."""
    REPORT = "REPORT"
    """The report to the People's Committee."""
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class OutgoingPaper:
    """One line of the register. A number is written as the paper bears it, sign included: ``215/SGDĐT-GDTH``."""

    number: str
    day: date
    kind: PaperKind
    unit: str
    """The code of the unit that it went to, `ALL_UNITS` where it went to every one."""
    subject: str
    """Trích yếu: what the paper is about, as it stands under its number."""


def last_sent(papers: Iterable[OutgoingPaper], kinds: Iterable[PaperKind], unit: str) -> OutgoingPaper | None:
    """The newest paper of one of the kinds that reached a unit, to be quoted by a later one; None where none did.

    Of papers of one day, the later one in the register.
    """
    wanted = frozenset(kinds)
    reached = [paper for paper in papers if paper.kind in wanted and paper.unit in (unit, ALL_UNITS)]
    return max(enumerate(reached), key=lambda placed: (placed[1].day, placed[0]), default=(0, None))[1]


def of_round(
    papers: Iterable[OutgoingPaper], catalogue: Catalogue, period: Period, today: date
) -> tuple[OutgoingPaper, ...]:
    """The papers of a period's round that left by a day; the register holds those of all rounds, and no period.

    The round begins with the letter that issued the forms: one that left after the period before was reported (in the
    first period: since its first day) and not after the office's own deadline. Without such a line it begins there.
    """
    before = catalogue.period.get(period.previous)
    begins = before.deadline_office if before else period.start
    left = [paper for paper in papers if begins <= paper.day <= today]
    issued = [p.day for p in left if p.kind is PaperKind.COVERING and p.day <= period.deadline_office]
    first = min(issued, default=begins)
    return tuple(
        paper
        for paper in left
        if paper.day >= first and (paper.kind is not PaperKind.COVERING or paper.day <= period.deadline_office)
    )
