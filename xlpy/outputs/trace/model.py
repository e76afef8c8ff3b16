"""What a trace is made of, and the ways it can fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from xlpy.basics.errors import UserError
from xlpy.model.catalogue import Indicator, Rule
from xlpy.model.edition import FileRecord, MissingReason
from xlpy.model.submission import Answer, Disposition, Finding, Source


class TraceError(UserError):
    """What was asked can't be traced; the message says why, in Vietnamese."""


class UnknownCodeError(TraceError):
    """No such indicator, unit, region, file or sheet; the message proposes the nearest one."""


class MismatchError(TraceError):
    """The parts do not give the published figure: a defect of this program, never of a file."""


class Shown(StrEnum):
    """Which figure of an indicator is asked for."""

    ACTUAL = "actual"
    PLAN = "plan"
    PERCENT = "percent"
    """Actual over plan, of the units that gave both."""
    PREVIOUS = "previous"
    """Last period's figure, as the edition was given it: its cells are in that period's edition."""


class Made(StrEnum):
    """How a figure came about."""

    ANSWER = "answer"
    SUM = "sum"
    RATIO = "ratio"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit gave, or why it gave nothing.

    ``counts``: the unit is in the figure; ``value`` is what it adds, None where it adds nothing (K, or it does not
    count). ``answer`` is what stands in its cell, also where that does not count.
    ``missing_reason`` is why it does not count. ``lacks`` names the half of a ratio that is missing; without a reason
    then, that half is K.
    ``findings`` are the causes of the missing reason, else all that is said about the cell.
    """

    unit: str
    name: str
    counts: bool
    value: Decimal | None
    missing_reason: MissingReason | None = None
    answer: Answer | None = None
    sha256: str = ""
    received_on: date | None = None
    lacks: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One figure and all that it was made of.

    A sum or a single answer has ``parts``; a ratio has ``above`` and ``below``, each a trace itself, and
    ``scale``. ``scope`` is ``tinh``, a region or a unit; ``value`` is None where there is no figure.
    """

    indicator: Indicator
    shown: Shown
    scope: str
    scope_name: str
    made: Made
    value: Decimal | None
    parts: tuple[Part, ...] = ()
    above: Trace | None = None
    below: Trace | None = None
    scale: Decimal = Decimal(1)

    @property
    def added(self) -> Decimal | None:
        """The sum of the parts, None where none is a number; by itself, so that it can disprove what is published."""
        numbers = [part.value for part in self.parts if part.value is not None]
        return sum(numbers, Decimal(0)) if numbers else None


class CellKind(StrEnum):
    """What a cell of a submission is for; the value is its name on screen."""

    FIGURE = "số liệu"
    ACTIVITY = "tiến độ nội dung công việc"
    ISSUE = "khó khăn, kiến nghị"
    OTHER_INPUT = "thông tin khác của biểu (bìa, ghi chú, minh chứng)"
    PRINT = "phần in sẵn của biểu mẫu, hoặc ô để trống"
    UNUSED = "ô của tệp không được dùng"
    UNREAD = "ô của tệp không dùng được, không đọc từng ô"
    UNKNOWN = "nội dung ngoài biểu mẫu"


@dataclass(frozen=True, slots=True)
class Use:
    """A published figure that a cell is in (``counted``), or would be but for a missing one (its own or ``lacks``).

    ``role`` is ``số hạng``, ``tử số`` or ``mẫu số``.
    """

    indicator: Indicator
    shown: Shown
    scope: str
    scope_name: str
    role: str
    value: Decimal | None
    counted: bool


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that reads the figure, and whether it found something at this unit (or province)."""

    rule: Rule
    fired: bool


@dataclass(frozen=True, slots=True)
class Forward:
    """A cell of a submission and what became of it. ``disposition`` is None for a cell that the ledger only counts:
    a blank input, the form's print, or all of a file that is not read cell by cell.
    """

    source: Source
    record: FileRecord
    unit_name: str
    kind: CellKind
    raw: str
    disposition: Disposition | None
    reason: str
    """Code of the reason why it is excluded, '' otherwise."""
    task: str = ""
    answer: Answer | None = None
    indicator: Indicator | None = None
    missing_reason: MissingReason | None = None
    uses: tuple[Use, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    findings: tuple[Finding, ...] = ()
