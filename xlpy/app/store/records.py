"""What goes into the store and comes out of it, as frozen records; moments are in UTC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from xlpy.consolidation.fingerprint import fingerprint
from xlpy.model.catalogue import Period
from xlpy.model.edition import Edition, Total
from xlpy.model.submission import ActivityReport, Answer, Came, Column, Severity


class Outcome(StrEnum):
    """How a piece of work ended, in the words of the journal."""

    DONE = "Xong"
    TO_ACT = "Xong, còn việc phải xử lý"
    FAILED = "Không thực hiện được"
    STOPPED = "Đã dừng theo yêu cầu"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done: the button's own words, what to, and the old and the new value where something was changed."""

    action: str
    detail: str = ""
    old: str = ""
    new: str = ""
    outcome: Outcome = Outcome.DONE


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry with when and by whom; the user is the name of the Windows account, never that of the PC."""

    at: datetime
    user: str
    entry: Entry

    @property
    def local(self) -> str:
        """When, by this PC's clock: ``24/06/2024 14:05``."""
        return shown(self.at)


def shown(at: datetime) -> str:
    """A moment by this PC's clock, as an office writes it."""
    return f"{at.astimezone():%d/%m/%Y %H:%M}"


@dataclass(frozen=True, slots=True)
class Counts:
    """An edition in numbers. ``units`` have a file in use; errors, warnings and notes count roots only."""

    files: int
    used: int
    units: int
    errors: int
    warnings: int
    notes: int

    @classmethod
    def of(cls, edition: Edition) -> Counts:
        """Counted from the edition."""
        roots = Counter(finding.severity for finding in edition.findings if not finding.caused_by)
        return cls(
            len(edition.files),
            sum(record.used for record in edition.files),
            len(edition.used_files),
            roots[Severity.ERROR],
            roots[Severity.WARNING],
            roots[Severity.INFO],
        )


@dataclass(frozen=True, slots=True)
class SavedTotal:
    """A total of an edition as far as a later one is compared with it."""

    indicator: str
    scope: str
    value: Decimal | None
    included: tuple[str, ...]

    @classmethod
    def of(cls, total: Total) -> SavedTotal:
        """What of a total is kept."""
        return cls(total.indicator, total.scope, total.value, total.included)


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What is known of an edition before it has a number; ``folder`` is the folder's name as it was given."""

    period: Period
    fingerprint: str
    folder: str
    workbook: str
    counts: Counts
    totals: tuple[SavedTotal, ...]


def describe(edition: Edition, folder: str, workbook: str) -> NewEdition:
    """What the store keeps of an edition made from ``folder`` and published as the file ``workbook``."""
    totals = tuple(SavedTotal.of(total) for total in edition.totals)
    return NewEdition(edition.period, fingerprint(edition), folder, workbook, Counts.of(edition), totals)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """A numbered edition; numbers run 1, 2, 3 … within a period of a school year."""

    school_year: str
    period: str
    number: int
    at: datetime
    user: str
    fingerprint: str
    folder: str
    workbook: str
    counts: Counts

    @property
    def local(self) -> str:
        """When it was made, by this PC's clock."""
        return shown(self.at)


@dataclass(frozen=True)
class Sending:
    """One file that a unit sent and what it said; ``period`` is what the file says, '' where it can't be known."""

    file: str
    sha256: str
    unit: str
    period: str
    received_on: date | None
    received_at: time | None
    reported_on: date | None
    usable: bool
    used: bool
    reason: str
    first_edition: int
    """Number of the first edition that saw it; 0 where none has."""
    answers: tuple[Answer, ...]
    activities: tuple[ActivityReport, ...]

    @property
    def came(self) -> Came:
        """When it came, as far as that is known."""
        return Came(self.received_on or date.min, self.received_at)

    @property
    def dated(self) -> date:
        """The day that the form bears; the first of all days where it bears none."""
        return self.reported_on or date.min

    @cached_property
    def answer(self) -> Mapping[tuple[str, Column], Answer]:
        """Answers by (indicator, column)."""
        return {(answer.indicator, answer.column): answer for answer in self.answers}
