"""One numbered consolidation of one period: tidy tables, every value with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from xlpy.basics.sums import quotient
from xlpy.model.catalogue import Catalogue, Period, Unit
from xlpy.model.decision import Ruling
from xlpy.model.holding import Holding, what_is_held
from xlpy.model.ledger import Ledger
from xlpy.model.submission import (
    ActivityReport,
    Answer,
    Column,
    Earlier,
    FigureRef,
    Finding,
    Issue,
    Previous,
    Text,
    Touched,
)
from xlpy.model.values_beside import Statements

PROVINCE = "tinh"
"""Scope of a total over all units; the other scopes are region codes."""


class MissingReason(StrEnum):
    """Why a unit's figure is not in a total."""

    NOT_SENT = "chưa gửi"
    REFUSED = "tệp chưa dùng được"
    HELD = "có lỗi chờ sửa"
    DECIDED = "giữ lại theo quyết định"
    NOT_YET = "chưa có số liệu"


class TaskStatus(StrEnum):
    """How a unit stands with a task."""

    COMPLETE = "Đủ"
    PARTIAL = "Chưa đủ"
    ERROR = "Chờ sửa"
    REFUSED = "Tệp chưa dùng được"
    MISSING = "Chưa gửi"
    NONE = "Không phân công"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit stands with a task, in figures (of both columns) and lines of activities.

    ``held``: figures that wait for a correction; a blank cell or a lost row is one too.
    ``lacking``: figures that the unit does not have yet (CCSL).
    ``lines_held``: lines with an error, or without a status; ``lines_lacking``: lines that say nothing.
    All are 0 where no file of the unit counts.
    """

    status: TaskStatus
    figures: int = 0
    held: int = 0
    lacking: int = 0
    lines: int = 0
    lines_held: int = 0
    lines_lacking: int = 0

    @property
    def waiting(self) -> str:
        """``4/13 số liệu, 1/2 nội dung``: what waits to be mended; '' where nothing does."""
        return _parts((self.held, self.figures), (self.lines_held, self.lines))

    @property
    def wanting(self) -> str:
        """The same of what is not known yet."""
        return _parts((self.lacking, self.figures), (self.lines_lacking, self.lines))


def _parts(figures: tuple[int, int], lines: tuple[int, int]) -> str:
    named = ((figures, "số liệu"), (lines, "nội dung"))
    return ", ".join(f"{some}/{whole} {word}" for (some, whole), word in named if some)


@dataclass(frozen=True, slots=True)
class Figure:
    """An answer and whether it counts: ``missing_reason`` says why not, None where it is in the totals."""

    answer: Answer
    missing_reason: MissingReason | None

    @property
    def counts(self) -> bool:
        """Whether the value enters totals: a number, or K which adds nothing."""
        return self.missing_reason is None

    @property
    def number(self) -> Decimal | None:
        """What it adds to totals; None where it does not count, and for K."""
        return self.answer.value if self.counts else None


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit whose figure a total lacks, and why."""

    unit: str
    missing_reason: MissingReason


@dataclass(frozen=True, slots=True)
class Total:
    """An indicator over a scope (province or region).

    ``value``, ``plan``, ``previous`` are None where nobody gave a number. ``percent`` is actual over plan of
    the units that gave both. ``included`` are the units whose answer is in ``value`` (numbers and K), ``missing``
    those whose answer is not; ``plan_missing`` those of ``included`` whose planned figure is not in ``plan``.
    """

    indicator: str
    scope: str
    value: Decimal | None
    plan: Decimal | None
    percent: Decimal | None
    previous: Decimal | None
    included: tuple[str, ...]
    missing: tuple[Missing, ...]
    plan_missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One received file: whose it is, when it came, what became of it."""

    file: str
    sha256: str
    size: int
    unit: str
    received_on: date | None
    used: bool
    reason: str
    """Code of why it is not used; '' where it is."""
    contact: Mapping[str, str]
    inside: tuple[int, ...] = ()
    """As of `xlpy.model.submission.Received`."""
    received_at: time | None = None
    """The minute of that day, None where only the day is known."""
    document: str = ""
    """Number of the document that it came with, as registered."""
    turn: int = 0
    """Its place in its unit's order of sending, from 1; 0 where it is not usable or a copy."""


@dataclass(frozen=True, slots=True)
class ActivityCount:
    """How many units that lead an activity report each status.

    ``silent`` gave none or have no usable file; ``held`` reported with an error in the activity's own line.
    """

    activity: str
    by_status: Mapping[str, int]
    silent: tuple[str, ...]
    held: tuple[str, ...] = ()

    @property
    def leads(self) -> int:
        """How many units lead it."""
        return sum(self.by_status.values()) + len(self.silent) + len(self.held)


def absent_units(reporting_units: Iterable[Unit], files: Iterable[FileRecord]) -> Mapping[str, MissingReason]:
    """ReportingUnits of whom no file counts, by code: they sent nothing, or only what can't be used."""
    sent: dict[str, bool] = {}
    for record in files:
        sent[record.unit] = sent.get(record.unit, False) or record.used
    return {
        unit.code: MissingReason.REFUSED if unit.code in sent else MissingReason.NOT_SENT
        for unit in reporting_units
        if not sent.get(unit.code)
    }


@dataclass(frozen=True)
class Edition:
    """The whole consolidation; the same files give the same edition, whatever their order."""

    catalogue: Catalogue
    period: Period
    files: tuple[FileRecord, ...]
    figures: tuple[Figure, ...]
    totals: tuple[Total, ...]
    standings: Mapping[tuple[str, str], Standing]
    """By (unit, task)."""
    activities: tuple[ActivityReport, ...]
    activity_counts: tuple[ActivityCount, ...]
    issues: tuple[Issue, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger
    previous: Previous
    last_year: Previous = field(default_factory=dict)
    """The same period of the school year before: of the units alone that are the same units this year."""
    earlier: Earlier = field(default_factory=dict)
    """All that is known of that period in earlier school years, last year's too, whatever became of the units."""
    remarks: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    """What units wrote beside a figure (column Ghi chú), by (unit, indicator), of the files that count."""
    rulings: tuple[Ruling, ...] = ()
    """The office's decisions on the period, and what became of each."""

    @cached_property
    def reporting_units(self) -> tuple[Unit, ...]:
        """The units that must report for the period, in display order."""
        return self.catalogue.reporting_units(self.period)

    @cached_property
    def reporting_unit(self) -> Mapping[str, Unit]:
        """The units that must report, by code."""
        return {unit.code: unit for unit in self.reporting_units}

    def unit(self, code: str) -> Unit | None:
        """The unit of a code as it is on the period's cut-off; None for an unknown code."""
        return self.catalogue.unit(code, self.period.cut_off)

    def unit_name(self, code: str) -> str:
        """The unit's name on the period's cut-off; the code itself where it is unknown, so '' for ''."""
        return self.catalogue.unit_name(code, self.period.cut_off)

    @cached_property
    def statuses(self) -> Mapping[tuple[str, str], TaskStatus]:
        """How each unit stands with each task, in a word, by (unit, task)."""
        return {key: standing.status for key, standing in self.standings.items()}

    @cached_property
    def holding(self) -> Holding:
        """What errors hold back in the files that count, and which."""
        return what_is_held(self.findings, self._files_that_count)

    @cached_property
    def _files_that_count(self) -> frozenset[str]:
        return frozenset(record.file for record in self.used_files.values())

    def kept_out(self, finding: Finding) -> tuple[Touched, ...]:
        """The figures and lines that a finding keeps out of the edition; none where its file does not count."""
        return finding.holds if finding.source.file in self._files_that_count else ()

    def explained(self, finding: Finding) -> tuple[Text, ...]:
        """What the unit wrote beside the figures that a finding is about, each remark once."""
        codes = [finding.indicator, *(each.indicator for each in finding.touches if isinstance(each, FigureRef))]
        found = (self.remarks.get((finding.unit, code)) for code in codes)
        return tuple(dict.fromkeys(r for r in found if r and r.source.file == finding.source.file))

    @cached_property
    def said(self) -> Statements:
        """What the files that count say."""
        return Statements.of((figure.answer for figure in self.figures), self.activities)

    @cached_property
    def absent(self) -> Mapping[str, MissingReason]:
        """ReportingUnits of whom no file counts, and why, in display order."""
        return absent_units(self.reporting_units, self.files)

    @cached_property
    def total(self) -> Mapping[tuple[str, str], Total]:
        """Totals by (indicator, scope)."""
        return {(total.indicator, total.scope): total for total in self.totals}

    @cached_property
    def figure(self) -> Mapping[tuple[str, str, Column], Figure]:
        """Figures by (unit, indicator, column)."""
        return {(f.answer.unit, f.answer.indicator, f.answer.column): f for f in self.figures}

    @cached_property
    def used_files(self) -> Mapping[str, FileRecord]:
        """The file that counts, by unit."""
        return {record.unit: record for record in self.files if record.used}

    @cached_property
    def received_until(self) -> date | None:
        """The day on which the last of the files that count came; None where no day is known."""
        return max((day for record in self.used_files.values() if (day := record.received_on)), default=None)

    def counted(self, unit: str, indicator: str, column: Column) -> Decimal | None:
        """A unit's counted number of a typed indicator; None where it gave none."""
        figure = self.figure.get((unit, indicator, column))
        return figure.number if figure is not None else None

    def number(self, unit: str, indicator: str) -> Decimal | None:
        """A unit's counted actual number of a typed indicator, or its ratio of a computed one."""
        wanted = self.catalogue.indicator[indicator]
        figure = self.figure.get((unit, indicator, Column.ACTUAL))
        if figure is not None:
            return figure.number
        if not wanted.numerator:
            return None
        above = self.figure.get((unit, wanted.numerator, Column.ACTUAL))
        below = self.figure.get((unit, wanted.denominator, Column.ACTUAL))
        if above is None or below is None or not (above.counts and below.counts):
            return None
        return quotient(above.number or Decimal(0), below.number, wanted.scale)
