"""One received file as frozen records: answers, activity lines, difficulties, findings, what became of each cell.

Source, Answer and CellDisposition come by the hundred from each form and travel between processes, so they are
named tuples: a third of the cost of a frozen dataclass to make and to send.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar, overload

from xlpy.model.codes import MessageCode

T = TypeVar("T")


class Severity(StrEnum):
    """How much a finding weighs: an error holds back what it touches, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class State(StrEnum):
    """What an answer is. NUMBER, K, CCSL and BLANK mean four different things: none is ever taken for another."""

    NUMBER = "number"
    NOT_APPLICABLE = "K"
    NOT_YET = "CCSL"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Column(StrEnum):
    """The typed columns of an indicator row."""

    PLAN = "plan"
    ACTUAL = "actual"


Previous = Mapping[str, Mapping[str, Decimal]]
"""Last period's counted actual numbers, by unit and indicator."""

Earlier = Mapping[str, Previous]
"""The same of the same period in earlier school years, by school year; ``tinh`` for a unit is a provincial figure."""


class ActivityStatus(StrEnum):
    """The words of the form for how far an activity is; K: the unit has no such work."""

    DONE = "Hoàn thành"
    DOING = "Đang thực hiện"
    NOT_STARTED = "Chưa thực hiện"
    NONE = "K"


STATUSES = tuple(status.value for status in ActivityStatus)
"""The same as plain texts, in the order of the form's list."""


class Source(NamedTuple):
    """Where something stands: file (relative to the folder received), sheet and A1 address; '' = the whole."""

    file: str
    sheet: str = ""
    cell: str = ""


class Came(NamedTuple):
    """When a file was received: the day, the minute of it (None where only the day is known), with which document."""

    day: date
    at: time | None = None
    document: str = ""


class Answer(NamedTuple):
    """One figure of one unit: its state, its value, its raw text, its cell, and the listed repair applied to it."""

    unit: str
    indicator: str
    column: Column
    state: State
    value: Decimal | None
    raw: str
    source: Source
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A free text with the cell it comes from; ``value`` is the cell's text, whole, NFC, in Unicode."""

    value: str
    source: Source


def words_of(text: Text | None) -> str:
    """What was written; '' where nothing was."""
    return text.value if text else ""


@dataclass(frozen=True, slots=True)
class ActivityReport:
    """What a unit says of one activity of the plan; ``status`` is one of `STATUSES` or ''."""

    unit: str
    activity: str
    status: str
    percent: Decimal | None
    result: Text | None
    evidence: Text | None
    difficulty: Text | None
    source: Source
    unread: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Of ``result``, ``evidence``, ``difficulty`` those whose cell holds no words, with the code that tells what."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A difficulty with its cause, and a recommendation with whom it is put to, under one task."""

    unit: str
    task: str
    difficulty: Text | None
    cause: Text | None
    recommendation: Text | None
    addressee: Text | None
    source: Source


class FigureRef(NamedTuple):
    """One figure of a unit: an indicator in one of its columns."""

    indicator: str
    column: Column


class LineRef(NamedTuple):
    """What a unit says of one activity: the whole line."""

    activity: str


Touched = FigureRef | LineRef
"""What a finding can be about, within the form of its unit."""


KEEPS_OUT: tuple[MessageCode, ...] = ("T140", "T141")
"""What tells that a decision of the office keeps a file out."""
HOLDS: MessageCode = "C660"
"""What tells that the office holds a figure."""


OF_A_COLUMN = "B208"
"""A header that is another or gone: the column below it is in doubt, the rest of the file is not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be told: a stable code, where it is, what was found, and (by the catalogue) the sentence.

    ``params`` are the placeholders of the code's message, already formatted for a reader.
    ``unit``, ``task`` and ``indicator`` are codes or ''. ``caused_by`` is the code of the root cause it
    follows from ('' = it is a root itself): such findings are folded under that root in every list.
    ``touches`` is what it puts in doubt of its unit's figures and lines: those of its cell, or of its relation.
    """

    code: str
    severity: Severity
    source: Source
    unit: str = ""
    task: str = ""
    indicator: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    caused_by: str = ""
    touches: tuple[Touched, ...] = ()
    accepted: str = ""
    """Who accepted the unit's explanation of it, when and why; such a finding is told as a note and holds nothing."""
    trial: bool = False
    """Of a rule that is being tried out: a note for the office, told to no unit."""
    explained: bool | None = None
    """Of a rule that asks for an explanation: whether the unit gave one. None: none is asked for."""

    @property
    def holds(self) -> tuple[Touched, ...]:
        """What it holds back: what an error touches, or a decision to hold; a warning or a note holds nothing."""
        return self.touches if self.severity is Severity.ERROR or self.code == HOLDS else ()

    @property
    def figures(self) -> tuple[FigureRef, ...]:
        """The figures among what it touches."""
        return tuple(each for each in self.touches if isinstance(each, FigureRef))

    @property
    def holds_file(self) -> bool:
        """Whether it keeps the whole file out: a decision, or an error of T, B or D about no task, no column.

        Any other error holds back what it touches, and nothing else.
        """
        if self.code in KEEPS_OUT:
            return True
        is_less = self.task or self.code == OF_A_COLUMN
        return self.severity is Severity.ERROR and not is_less and self.code[0] in "TBD"


class Disposition(StrEnum):
    """What became of a received cell that holds something outside the form's print. Blank inputs are counted only."""

    USED = "used"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class CellDisposition(NamedTuple):
    """One received cell outside the printed frame of the form, and what became of it."""

    source: Source
    disposition: Disposition
    reason: str = ""
    """Code of the reason for ``EXCLUDED``; '' otherwise."""
    task: str = ""
    raw: str = ""

    def excluded(self, reason: str) -> CellDisposition:
        """The cell, out for that reason ('' = none); as it is where it was of no use in itself."""
        if not reason or self.disposition is not Disposition.USED:
            return self
        return CellDisposition(self.source, Disposition.EXCLUDED, reason, self.task, self.raw)


@lru_cache(maxsize=512)
def _one_copy(column: tuple[T, ...]) -> tuple[T, ...]:
    """The first of equal tuples that came."""
    return column


class FileCells(Sequence[CellDisposition]):
    """The cells of one file and what became of each, held by columns; equal to any sequence of the same records.

    In forms of one kind all columns but what was typed are alike and are held once. A record for each cell would take
    a third of the memory that ten thousand forms need.
    """

    __slots__ = ("_columns", "_file", "_raws")

    def __init__(self, file: str, columns: Iterable[tuple[object, ...]], raws: tuple[str, ...]) -> None:
        """``columns`` are sheets, addresses, dispositions, reasons and tasks, as long as ``raws`` each."""
        self._file, self._raws = file, raws
        self._columns = tuple(map(_one_copy, columns))

    @classmethod
    def of(cls, file: str, cells: Sequence[CellDisposition]) -> Sequence[CellDisposition]:
        """The same records, all of which are cells of ``file``."""
        if not cells:
            return ()
        sources, dispositions, reasons, tasks, raws = zip(*cells, strict=True)
        _, sheets, addresses = zip(*sources, strict=True)
        return cls(file, (sheets, addresses, dispositions, reasons, tasks), raws)

    def outcomes(self) -> Iterator[tuple[Disposition, str]]:
        """See `outcomes`: read off the columns, no record is made."""
        _, _, dispositions, reasons, _ = self._columns
        return zip(dispositions, reasons, strict=True)

    def __len__(self) -> int:
        return len(self._raws)

    def __iter__(self) -> Iterator[CellDisposition]:
        file = self._file
        for sheet, cell, disposition, reason, task, raw in zip(*self._columns, self._raws, strict=True):
            yield CellDisposition(Source(file, sheet, cell), disposition, reason, task, raw)

    @overload
    def __getitem__(self, at: int) -> CellDisposition: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[CellDisposition]: ...

    def __getitem__(self, at: int | slice) -> CellDisposition | Sequence[CellDisposition]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __repr__(self) -> str:
        return repr(tuple(self))

    __hash__ = None  # type: ignore[assignment]  # equal to tuples, whose hash is another


def outcomes(cells: Sequence[CellDisposition]) -> Iterator[tuple[Disposition, str]]:
    """What became of each cell of a file, and the reason."""
    return cells.outcomes() if isinstance(cells, FileCells) else ((cell.disposition, cell.reason) for cell in cells)


@dataclass(frozen=True, slots=True)
class Received:
    """The outer facts of one file as it arrived."""

    file: str
    sha256: str
    size: int
    modified: datetime
    inside: tuple[int, ...] = ()
    """Of a file that came in a mail or an archive: the numbers of the entries that lead down to it."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One file, read. ``unit`` and ``period`` are '' where the file does not let them be known.

    ``usable`` is False where the file as a whole can't be taken (wrong period, unknown unit, no form …):
    then no answer of it is ever counted, and ``dispositions`` still accounts for each of its cells.
    """

    received: Received
    unit: str = ""
    period: str = ""
    usable: bool = False
    answers: tuple[Answer, ...] = ()
    activities: tuple[ActivityReport, ...] = ()
    issues: tuple[Issue, ...] = ()
    findings: tuple[Finding, ...] = ()
    cells: int = 0
    """Cells of the file: all that hold something, and the form's input cells that are blank."""
    frame: int = 0
    """How many of ``cells`` are the form's own print (titles, labels, locked figures), as issued."""
    blank: int = 0
    """How many of ``cells`` are inputs left blank; those that must not be have a finding each."""
    unread: int = 0
    """How many of ``cells`` were excluded unseen, since the file as a whole is not the form asked for."""
    dispositions: Sequence[CellDisposition] = ()
    """All the other cells: ``cells == frame + blank + unread + len(dispositions)``."""
    contact: Mapping[str, str] = field(default_factory=dict)
    """Who prepared it and how to reach them, by the cover's row codes."""
    reported_on: date | None = None
    remarks: Mapping[str, Text] = field(default_factory=dict)
    """What the unit wrote beside a figure (column Ghi chú), by indicator."""
    cover: Mapping[str, Source] = field(default_factory=dict)
    """Where on the cover each of these stands, by row codes; the day's is ``reported_on``."""
    version: str = ""
    """Version of the catalogue that the form was made by, and is judged by; '' = the present one."""
