"""What the office decides about a period: who, when, why, and on what. Decisions are only ever added, never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlpy.basics.days import short_day

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")


class Act(StrEnum):
    """What is decided; each has an opposite that ends it."""

    ACCEPT = "accept"
    REJECT = "reject"
    LEAVE_OUT = "leave-out"
    TAKE_BACK = "take-back"
    HOLD = "hold"
    RELEASE = "release"
    LOCK = "lock"
    REOPEN = "reopen"


ENDS = {Act.REJECT: Act.ACCEPT, Act.TAKE_BACK: Act.LEAVE_OUT, Act.RELEASE: Act.HOLD, Act.REOPEN: Act.LOCK}
"""By an act that ends another, that other."""
ACT_WORDS = {
    Act.ACCEPT: "Chấp nhận giải trình",
    Act.REJECT: "Thôi chấp nhận giải trình",
    Act.LEAVE_OUT: "Để tệp ngoài tổng hợp",
    Act.TAKE_BACK: "Đưa tệp trở lại tổng hợp",
    Act.HOLD: "Giữ lại số liệu",
    Act.RELEASE: "Thôi giữ số liệu",
    Act.LOCK: "Khóa kỳ",
    Act.REOPEN: "Mở lại kỳ",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; fields that its act does not speak of are ''.

    ``unit``, ``code`` (of the finding) and ``cell`` (``F41``, or with the sheet before it: ``Chỉ tiêu!F41``) name a
    finding, ``value`` what the unit had written when it was accepted. ``file`` is a received file's name.
    ``files`` are the digests of the files that a locked period counts. ``number`` is its place in the history, from 1;
    0 where it has none yet.
    """

    act: Act
    who: str
    reason: str
    day: date
    unit: str = ""
    code: str = ""
    cell: str = ""
    value: str = ""
    file: str = ""
    indicator: str = ""
    files: tuple[str, ...] = ()
    number: int = 0

    @property
    def begins(self) -> bool:
        """Whether it puts something into force, rather than ending it."""
        return self.act not in ENDS

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: of all decisions on one subject the last stands."""
        match ENDS.get(self.act, self.act):
            case Act.ACCEPT:
                return (Act.ACCEPT, self.unit, self.code, self.cell.upper())
            case Act.LEAVE_OUT:
                return (Act.LEAVE_OUT, _file(self.file))
            case Act.HOLD:
                return (Act.HOLD, self.unit, self.indicator)
            case _:
                return (Act.LOCK,)

    @property
    def about(self) -> str:
        """What it is about, for a reader; a unit by its code."""
        match ENDS.get(self.act, self.act):
            case Act.ACCEPT:
                return " ".join(filter(None, (self.unit, self.code, f"ô {self.cell}" if self.cell else "")))
            case Act.LEAVE_OUT:
                return f"tệp {self.file}"
            case Act.HOLD:
                return f"{self.unit} {self.indicator}"
            case _:
                return "cả kỳ"

    @property
    def words(self) -> str:
        """Who decided, when and why: ``Nguyễn Văn A, ngày 26/6/2024: do sáp nhập trường``."""
        return f"{self.who}, ngày {short_day(self.day)}: {self.reason.rstrip('. ')}"

    def is_of(self, file: str) -> bool:
        """Whether its file is this one, however its name is composed and its folders are parted."""
        return _file(self.file) == _file(file)

    def is_at(self, sheet: str, cell: str) -> bool:
        """Whether its cell is this one."""
        where, mark, at = self.cell.rpartition("!")
        return at.strip().upper() == cell and (not mark or where.strip("' ") == sheet)


def _file(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/"))


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """What stands: of each subject the last decision, by day and by place in the history, if it ends nothing."""
    last: dict[tuple[str, ...], Decision] = {}
    for decision in in_sequence(decisions):
        last[decision.subject] = decision
    return tuple(decision for decision in last.values() if decision.begins)


def in_sequence(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """By day, then by place in the history; what has no place yet comes last."""
    return tuple(sorted(decisions, key=lambda each: (each.day, each.number or float("inf"))))


def same_value(one: str, other: str) -> bool:
    """Whether two texts name the same values: blanks and the dots between thousands do not count."""
    return _plain(one) == _plain(other)


def _plain(value: str) -> tuple[str, ...]:
    parts = ("".join(part.split()).casefold() for part in value.split(";"))
    return tuple(part.replace(".", "") if _THOUSANDS.fullmatch(part) else part for part in parts)


class Effect(StrEnum):
    """What became of a decision in an edition."""

    APPLIES = "Đang áp dụng"
    ENDED = "Hết hiệu lực"
    IDLE = "Chưa có tác dụng"
    REPLACED = "Đã có quyết định sau"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as an edition has it; ``told`` says more (what it holds, why it has ended), '' where all is said."""

    decision: Decision
    effect: Effect
    told: str = ""
