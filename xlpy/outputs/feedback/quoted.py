"""Earlier papers as slips and letters quote them: number and day, from the register of papers that left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from xlpy.basics.days import short_day
from xlpy.model.edition import Edition
from xlpy.model.outgoing import OutgoingPaper, PaperKind, last_sent, of_round
from xlpy.outputs.feedback.settings import Settings


def with_register(settings: Settings, edition: Edition, papers: Iterable[OutgoingPaper], today: date) -> Settings:
    """The settings with the letter that issued the period's forms as the register has it; else as staff typed it."""
    issued = last_sent(of_round(papers, edition.catalogue, edition.period, today), [PaperKind.COVERING], "")
    if issued is None:
        return settings
    key = f"{edition.period.code}_{edition.period.school_year}"
    return replace(settings, issued={**settings.issued, key: _quoted(issued)})


def reminded(edition: Edition, papers: Iterable[OutgoingPaper], today: date) -> Mapping[str, str]:
    """By unit's code, the last reminder of the round that left before today's: ``số 240/SGDĐT-VP ngày 26/6/2024``."""
    sent = [paper for paper in of_round(papers, edition.catalogue, edition.period, today) if paper.day < today]
    last = {unit.code: last_sent(sent, [PaperKind.REMINDER], unit.code) for unit in edition.reporting_units}
    return {unit: _quoted(paper) for unit, paper in last.items() if paper}


def _quoted(paper: OutgoingPaper) -> str:
    return f"số {paper.number} ngày {short_day(paper.day)}"
