"""An edition beside another of its period: which stands before it, what is kept of both; the button So sánh hai bản."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlpy.app.desk.desk import ButtonAnswer, CancelledError, Desk, DeskError
from xlpy.app.desk.pages import comparison_page
from xlpy.app.store.words import history_or
from xlpy.book.port import Update
from xlpy.book.words import BookWords
from xlpy.consolidation.difference import Totalled, edition_changes
from xlpy.consolidation.difference_words import headline
from xlpy.consolidation.fingerprint import fingerprint
from xlpy.consolidation.snapshot import Snapshot, figure_changes, snapshot
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.edition import PROVINCE, Edition
from xlpy.outputs.publish.comparison import SHOWN, ComparedEditions


@dataclass(frozen=True)
class Kept:
    """What the history has of an edition: its number, its figures (None: not kept), its totals."""

    number: int
    figures: Snapshot | None
    totals: tuple[Totalled, ...]


@dataclass(frozen=True)
class Before:
    """The edition that stands before one being made, None where it is the first; or why nothing can be known."""

    kept: Kept | None
    trouble: str = ""


def compare(desk: Desk) -> ButtonAnswer:
    """Ask for two editions of the period, the newest two where nothing is typed, and show what differs on a sheet.

    Raises DeskError where there are no two, no two were named, or the figures of one were never kept; CancelledError;
    StoreError.
    """
    context = desk.context()
    catalogue, period = context.catalogue, context.period
    known = made_numbers(desk, period)
    if len(known) < 2:
        raise DeskError(desk.words.fill("refusals", "one_edition", period=period.name, count=len(known)))
    old, new = (kept_of(desk, period, number) for number in _chosen(desk, period, known))
    compared = beside(desk.words, catalogue, period, old, new)
    if old.figures is None or new.figures is None:
        raise DeskError(compared.head)
    sheet = comparison_page(compared, desk.words)
    desk.book.apply(Update((sheet,), front=sheet.name))
    numbers = {"old": old.number, "new": new.number}
    return ButtonAnswer(
        desk.words.fill("answers", "compared", count=len(compared.changes), **numbers),
        f"bản số {old.number} và bản số {new.number}, {period.name}",
    )


def made_numbers(desk: Desk, period: Period) -> tuple[int, ...]:
    """The numbers of all editions that the period ever had, also of those taken back, in their order."""
    year = period.school_year
    return tuple(sorted(e.number for e in desk.store.editions() if (e.school_year, e.period) == (year, period.code)))


def _chosen(desk: Desk, period: Period, known: tuple[int, ...]) -> tuple[int, ...]:
    listed = ", ".join(map(str, known))
    question = desk.words.fill("questions", "two_editions", period=period.name, numbers=listed)
    typed = desk.host.ask_text("two_editions", question)
    if typed is None:
        raise CancelledError(desk.words.text("questions", "cancelled"))
    named = tuple(int(number) for number in re.findall(r"[0-9]{1,9}", typed)) if typed.strip() else known[-2:]
    if len(set(named)) != len(named) or len(named) != 2 or not set(named) <= set(known):
        raise DeskError(desk.words.fill("refusals", "no_two_editions", text=typed.strip(), numbers=listed))
    return named


def before_of(desk: Desk, edition: Edition) -> Before:
    """The newest edition of the period that was not taken back and is not this one made again."""
    nothing: Kept | None = None
    return Before(*history_or(nothing, lambda: _before(desk, edition)))


def _before(desk: Desk, edition: Edition) -> Kept | None:
    standing = desk.store.standing(edition.period)
    again = bool(standing) and standing[0].fingerprint == fingerprint(edition)
    found = next(iter(standing[again:]), None)
    return kept_of(desk, edition.period, found.number) if found else None


def kept_of(desk: Desk, period: Period, number: int) -> Kept:
    """An edition by its number, whether it was taken back or not. Raises StoreError."""
    return Kept(number, desk.store.snapshot(period, number), desk.store.totals(period, number))


def with_before(words: BookWords, edition: Edition, number: int, before: Before) -> ComparedEditions:
    """An edition beside the one before it; without one a sentence that says so."""
    catalogue, period, kept = edition.catalogue, edition.period, before.kept
    if kept is not None:
        return beside(words, catalogue, period, kept, Kept(number, snapshot(edition), edition.totals))
    key = "no_history" if before.trouble else "first"
    head = words.fill("pages", "comparison", key, old="", new=number, reason=before.trouble)
    return ComparedEditions(catalogue, period, 0, number, (), ({}, {}), head)


def beside(words: BookWords, catalogue: Catalogue, period: Period, old: Kept, new: Kept) -> ComparedEditions:
    """Two editions by what is kept of them."""
    numbers = {"old": old.number, "new": new.number}
    if old.figures is None or new.figures is None:
        lacking, other = (old, new) if old.figures is None else (new, old)
        head = words.fill("pages", "comparison", "not_kept", old=lacking.number, new=other.number)
        return ComparedEditions(catalogue, period, old.number, new.number, (), ({}, {}), head)
    changes = tuple(figure_changes(old.figures, new.figures))
    moved = headline(
        lambda code: catalogue.unit_name(code, period.cut_off), old.number, edition_changes(old.totals, new.totals)
    )
    key = "changed" if changes else "same"
    head = words.fill("pages", "comparison", key, head=moved, count=len(changes), **numbers)
    if len(changes) > SHOWN:
        head += words.fill("pages", "comparison", "more", shown=SHOWN)
    return ComparedEditions(
        catalogue, period, old.number, new.number, changes, (_province(old.totals), _province(new.totals)), head
    )


def _province(totals: Iterable[Totalled]) -> Mapping[str, Decimal | None]:
    return {total.indicator: total.value for total in totals if total.scope == PROVINCE}
