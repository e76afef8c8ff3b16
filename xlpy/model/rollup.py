"""What an edition hands up to the next level: sums that can be added further, and by which it can be found again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlpy.model.ledger import LedgerLine


@dataclass(frozen=True, slots=True)
class Sums:
    """One indicator, added over units. A number is None where nobody gave one.

    ``plan`` is over all who gave a plan, ``reached`` and ``planned`` over those who gave both; ``over`` and ``under``
    are the parts of a ratio over those who gave both. ``included`` counts the units in ``value`` (numbers and K),
    ``missing`` the others by the words of their missing reason.
    """

    value: Decimal | None = None
    plan: Decimal | None = None
    reached: Decimal | None = None
    planned: Decimal | None = None
    over: Decimal | None = None
    under: Decimal | None = None
    included: int = 0
    missing: Mapping[str, int] | None = None

    @property
    def lacking(self) -> int:
        """How many units are not in it."""
        return sum((self.missing or {}).values())


@dataclass(frozen=True)
class Contribution:
    """One edition, or several added: all that a level hands to the next.

    ``period`` is the period's code with its school year. ``editions`` are the sha256 of the tables of figures
    beneath, by which an edition that comes twice is found; ``forms`` those of the units' files that count;
    ``doubled`` the forms that came in by two ways. ``ledger`` counts cells.
    """

    period: str
    editions: frozenset[str]
    forms: frozenset[str]
    doubled: frozenset[str]
    asked: int
    used: int
    files: int
    ledger: LedgerLine
    sums: Mapping[str, Sums]


@dataclass(frozen=True)
class Member:
    """A part by its name on the level above: ``folder`` is where its results lie, as it was given."""

    name: str
    folder: str
    is_edition: bool
    part: Contribution


@dataclass(frozen=True)
class RollUp:
    """Members in the order of their names, and what they come to."""

    members: tuple[Member, ...]
    whole: Contribution
