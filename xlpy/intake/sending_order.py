"""Which of two files of one unit was sent later, and how sure that is.

By the day and minute of receipt; of those of one minute by the form's own date; then by what the names say of
themselves: “(2)”, “lần 2”, “sửa”, “-DESKTOP-…” come after the plain name; last by the names in natural order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from xlpy.basics.days import short_day
from xlpy.intake.owner import bare_words
from xlpy.model.submission import Came

_TURNS = (
    (re.compile(r"\((\d{1,2})\)"), 0),
    (re.compile(r"\blan ?(?:thu ?)?(\d{1,2})\b"), -1),
    (re.compile(r"\b(?:ban|v|ver) ?(\d{1,2})\b"), -1),
    (re.compile(r"\b(?:chinh )?sua (\d{1,2})\b"), 0),
    (re.compile(r"\b(?:chinh )?sua(?: lai| doi)?\b|\bdinh chinh\b|\bthay the\b"), None),
    (re.compile(r"\b(?:desktop|laptop) \w+"), None),
    (re.compile(r"\bcopy\b|\bban sao\b"), None),
)
"""What a name says of being a later sending: the number in it plus this, or one for each mention."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How late a file's own name says it is (0 = says nothing), and the name without that."""

    number: int
    plain: str


def turn(file: str) -> Turn:
    """``BC lần 2 (1).xlsx`` is two sendings after ``BC.xlsx``."""
    name = bare_words(PurePosixPath(file).stem)
    number = 0
    for pattern, more in _TURNS:
        found = pattern.findall(name)
        number += len(found) if more is None else sum(max(int(text) + more, 0) for text in found)
        name = pattern.sub(" ", name)
    return Turn(number, " ".join(name.split()))


class RankedSending(Protocol):
    """What the order asks of a file."""

    @property
    def file(self) -> str:
        """Its name."""

    @property
    def came(self) -> Came:
        """When it came."""

    @property
    def dated(self) -> date:
        """The day that the form itself bears; the first of all days where it bears none."""


AnySending = TypeVar("AnySending", bound=RankedSending)


def in_order(files: Iterable[AnySending]) -> list[AnySending]:
    """The files of one unit, the one sent last at the end; the minute counts on days on which all have one."""
    listed = list(files)
    day_only = {sent.came.day for sent in listed if sent.came.at is None}

    def key(sent: RankedSending) -> tuple[object, ...]:
        at = time.min if sent.came.day in day_only else sent.came.at
        return sent.came.day, at, sent.dated, turn(sent.file).number, natural(sent.file)

    return sorted(listed, key=key)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Texts in the order in which people count: ``tệp 9`` before ``tệp 10``."""
    parts = re.findall(r"\d+|\D+", text.casefold())
    return (*((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), (-1, 0, text))


@dataclass(frozen=True, slots=True)
class OrderReason:
    """Why the file sent last counts (after “vì”); ``doubt`` says what speaks against it, for the file ``rival``."""

    why: str
    doubt: str = ""
    rival: str = ""


def reason(files: Sequence[RankedSending]) -> OrderReason:
    """Why the last of two or more files in order counts."""
    before, last = files[-2:]
    day = short_day(last.came.day)
    if last.came.day != before.came.day:
        return _received_later(files, f"nhận sau cùng (ngày {day})")
    minutes = {sent.came.at for sent in files if sent.came.day == last.came.day}
    if None not in minutes and last.came.at != before.came.at:
        return _received_later(files, f"nhận sau cùng (lúc {last.came.at:%H:%M} ngày {day})")
    if last.dated != before.dated:
        return OrderReason(f"nhận cùng lúc, ngày lập biểu muộn hơn ({short_day(last.dated)})")
    if turn(last.file).number != turn(before.file).number:
        return OrderReason("nhận cùng lúc, tên tệp cho biết là bản gửi sau")
    doubt = "hai tệp nhận cùng lúc, không có gì cho biết tệp nào gửi sau"
    return OrderReason("nhận cùng lúc, tên tệp xếp sau", doubt, before.file)


def _received_later(files: Sequence[RankedSending], why: str) -> OrderReason:
    """Certain, unless an earlier file of the same name says of itself that it is the later sending."""
    last = turn(files[-1].file)
    for sent in files[:-1]:
        named = turn(sent.file)
        if named.plain == last.plain and named.number > last.number:
            return OrderReason(why, "theo tên tệp thì tệp kia lại là bản gửi sau", sent.file)
    return OrderReason(why)
