"""Why a figure of a unit is not in a total, as the report tells it: finer than the edition's missing reasons.

What a unit left blank is not reported, so nobody examines it. A figure that is not known yet has no official result
only where the catalogue says that it comes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlpy.model.catalogue import Indicator
from xlpy.model.codes import MessageCode
from xlpy.model.edition import Edition, Missing, MissingReason, Total
from xlpy.model.holding import SILENT
from xlpy.model.submission import Column, State

LEFT_BLANK: tuple[MessageCode, ...] = ("O401", "N501")
"""Findings that a cell, or a whole task, is blank: not that something stands beside it or can't be read."""
BLANK, LATER, NOT_KNOWN = "bo_trong", "chua_co", "chua_co_so"
REASON_KEYS: Mapping[MissingReason, str] = {
    MissingReason.NOT_SENT: "chua_gui",
    MissingReason.REFUSED: "tep_hong",
    MissingReason.HELD: "co_loi",
    MissingReason.DECIDED: "quyet_dinh",
    MissingReason.NOT_YET: NOT_KNOWN,
}
"""The patterns ``ly_do.…`` of the edition's missing reasons."""
ORDER = ("chua_gui", "tep_hong", BLANK, "co_loi", "quyet_dinh", LATER, NOT_KNOWN)
"""In which order reasons are told."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A unit whose figure is not there, and the key of the words that say why (``ly_do.…``)."""

    unit: str
    why: str

    @classmethod
    def of(cls, missing: Missing) -> Lack:
        """That of a unit of which nothing is there."""
        return cls(missing.unit, REASON_KEYS[missing.missing_reason])


def lacking(edition: Edition, indicator: Indicator, total: Total) -> tuple[Lack, ...]:
    """Whom a total of the indicator lacks, each unit once, with why."""
    found = {lack.unit: _of_figure(edition, indicator, lack) for lack in reversed(total.missing)}
    return tuple(found[unit] for unit in dict.fromkeys(lack.unit for lack in total.missing))


def _of_figure(edition: Edition, indicator: Indicator, missing: Missing) -> Lack:
    parts = [edition.catalogue.indicator[code] for code in indicator.made_of]
    if missing.missing_reason is MissingReason.NOT_YET and any(part.known_on(edition.period) for part in parts):
        return Lack(missing.unit, LATER)
    if missing.missing_reason is MissingReason.HELD:
        held = [part.code for part in parts if _is_held(edition, missing.unit, part.code)]
        if held and all(left_blank(edition, missing.unit, code, Column.ACTUAL) for code in held):
            return Lack(missing.unit, BLANK)
    return Lack.of(missing)


def _is_held(edition: Edition, unit: str, code: str) -> bool:
    figure = edition.figure.get((unit, code, Column.ACTUAL))
    return figure is not None and figure.missing_reason is MissingReason.HELD


def left_blank(edition: Edition, unit: str, code: str, column: Column) -> bool:
    """Whether the unit wrote nothing for a figure, and nothing in its place elsewhere."""
    figure = edition.figure.get((unit, code, column))
    if figure is None or figure.answer.state is not State.BLANK:
        return False
    return any(finding.code in LEFT_BLANK for finding in edition.holding.figures.get((unit, code, column), ()))


def says_nothing(edition: Edition, unit: str, activity: str) -> bool:
    """Whether a held line of a unit is held for its silence alone."""
    if {finding.code for finding in edition.holding.lines.get((unit, activity), ())} - set(SILENT):
        return False
    report = edition.said.lines.get((unit, activity))
    return report is None or not edition.holding.holds_line(report)


def by_reason(lacks: Iterable[Lack]) -> Sequence[tuple[str, list[str]]]:
    """Units that are missing, by reason."""
    groups: dict[str, list[str]] = {}
    for lack in lacks:
        groups.setdefault(lack.why, []).append(lack.unit)
    return [(why, groups[why]) for why in ORDER if why in groups]
