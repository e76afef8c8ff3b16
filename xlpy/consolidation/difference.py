"""What changed: between two sendings of one unit, and between two editions of one period. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from xlpy.model.submission import Answer, Column, Source, State


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that a unit now gives otherwise; ``old`` or ``new`` is None where that sending has no such row."""

    indicator: str
    column: Column
    old: Answer | None
    new: Answer | None

    @property
    def cells(self) -> tuple[Source | None, Source | None]:
        """Where the figure stood and where it stands now."""
        return (self.old.source if self.old else None, self.new.source if self.new else None)


def changes(old: Iterable[Answer], new: Iterable[Answer]) -> tuple[Change, ...]:
    """The figures that differ between a unit's two sendings: those of ``new`` in its order, then those it dropped.

    Numbers are compared by value, so “1.810” typed as 1810 the second time is no change; an unreadable cell is
    compared by its text. Where a sending gives a figure twice its last answer stands.
    """
    before = {(answer.indicator, answer.column): answer for answer in old}
    after = {(answer.indicator, answer.column): answer for answer in new}
    pairs = ((key, before.get(key), after.get(key)) for key in (*after, *(key for key in before if key not in after)))
    return tuple(Change(*key, then, now) for key, then, now in pairs if _said(then) != _said(now))


def _said(answer: Answer | None) -> tuple[State, Decimal | str | None] | None:
    if answer is None:
        return None
    return answer.state, answer.raw if answer.state is State.UNREADABLE else answer.value


class Totalled(Protocol):
    """A total as an edition holds it or as the store remembers it."""

    @property
    def indicator(self) -> str:
        """Code of the indicator."""

    @property
    def scope(self) -> str:
        """The province or a region's code."""

    @property
    def value(self) -> Decimal | None:
        """The sum or ratio of sums; None where nobody gave a number."""

    @property
    def included(self) -> tuple[str, ...]:
        """Codes of the units whose answer is in ``value``."""


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A total that moved. ``joined`` and ``left`` are the units that came into it and that fell out of it."""

    indicator: str
    scope: str
    old: Decimal | None
    new: Decimal | None
    joined: tuple[str, ...]
    left: tuple[str, ...]


def edition_changes(old: Iterable[Totalled], new: Iterable[Totalled]) -> tuple[TotalChange, ...]:
    """The totals whose value or whose units differ: those of ``new`` in its order, then those no longer there."""
    before = {(total.indicator, total.scope): total for total in old}
    after = {(total.indicator, total.scope): total for total in new}
    found: list[TotalChange] = []
    for key in (*after, *(key for key in before if key not in after)):
        then, now = before.get(key), after.get(key)
        had, has = then.included if then else (), now.included if now else ()
        joined = tuple(unit for unit in has if unit not in frozenset(had))
        left = tuple(unit for unit in had if unit not in frozenset(has))
        values = then.value if then else None, now.value if now else None
        if values[0] != values[1] or joined or left:
            found.append(TotalChange(*key, *values, joined, left))
    return tuple(found)
