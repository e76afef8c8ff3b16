"""What the leader is shown and from which limits on: ``templates/trang-lanh-dao.toml``, which staff edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.basics.home import TEMPLATES

FILE = TEMPLATES / "trang-lanh-dao.toml"
LEVELS = ("done", "half", "slow", "doing", "held", "silent", "none")
"""How far the work of a place is; the order of the legend."""
TRENDS = ("better", "worse", "same", "unchanged", "unknown")
"""How a figure is beside last year's; ``same``: it moved by less than what is told as a change."""
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


class LeaderSettingsError(UserError):
    """An entry of the file is missing or makes no sense; the message names it, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a cell, the cell's colour (six hexadecimal digits), and what it means."""

    sign: str
    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """An indicator to show and its short name on the page."""

    code: str
    label: str


@dataclass(frozen=True)
class LeaderSettings:
    """The file's entries; ``done`` and ``half`` are percents.

    A percentage that moved by less than ``points``, and by less than ``of_rate`` percent of itself, is about the same;
    a count that moved by less than ``percent``. ``compared`` and ``not_compared`` stand below the figures.
    """

    figures: tuple[Wanted, ...]
    points: Decimal
    of_rate: Decimal
    percent: Decimal
    compared: str
    not_compared: str
    done: Decimal
    half: Decimal
    most_rows: int
    troubles: int
    requests: int
    longest: int
    signs: Mapping[str, Sign]


def load_leader_settings(path: Path = FILE) -> LeaderSettings:
    """Read the file. Raises LeaderSettingsError."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = f"{path.name} trong thư mục {path.parent.name}"
        raise LeaderSettingsError(f"Không đọc được tệp {where}: {unreadable_vn(error)}.") from error
    read = _Reader(path.name, tables)
    return LeaderSettings(
        tuple(Wanted(read.text(one, "code"), read.text(one, "label")) for one in read.figures()),
        read.number("change", "points"),
        read.number("change", "of_rate"),
        read.number("change", "percent"),
        read.note("compared"),
        read.note("not_compared"),
        read.number("heat", "done"),
        read.number("heat", "half"),
        int(read.number("heat", "most_rows")),
        int(read.number("opinions", "troubles")),
        int(read.number("opinions", "requests")),
        int(read.number("opinions", "longest")),
        {name: read.sign(name) for name in (*LEVELS, *TRENDS)},
    )


@dataclass(frozen=True)
class _Reader:
    file: str
    tables: Mapping[str, Any]

    def figures(self) -> list[Mapping[str, Any]]:
        found = self.tables.get("figures")
        if not isinstance(found, list) or not found or not all(isinstance(one, Mapping) for one in found):
            raise LeaderSettingsError(f"Tệp {self.file} thiếu mục figures (danh sách chỉ tiêu).")
        return found

    def text(self, table: Mapping[str, Any], key: str) -> str:
        found = table.get(key)
        if not isinstance(found, str):
            raise LeaderSettingsError(f"Tệp {self.file}: một dòng của figures hoặc signs thiếu {key}.")
        return found.strip()

    def note(self, key: str) -> str:
        """A sentence of the table notes. Raises LeaderSettingsError where it is missing."""
        found = self.tables.get("notes", {})
        text = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(text, str) or not text.strip():
            raise LeaderSettingsError(f"Tệp {self.file} thiếu mục [notes] {key}.")
        return text.strip()

    def number(self, table: str, key: str) -> Decimal:
        """A threshold, never below 0. Raises LeaderSettingsError where it is missing or no number."""
        found = self.tables.get(table, {})
        value = found.get(key) if isinstance(found, Mapping) else None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal(-1)
        if isinstance(value, bool) or not number.is_finite() or number < 0:
            raise LeaderSettingsError(f"Tệp {self.file}, mục [{table}] {key}: cần một số, đang ghi “{value}”.")
        return number

    def sign(self, name: str) -> Sign:
        """Letter, colour and words of a level. Raises LeaderSettingsError where one is missing or no colour."""
        found = self.tables.get("signs", {})
        entry = found.get(name) if isinstance(found, Mapping) else None
        if not isinstance(entry, Mapping):
            raise LeaderSettingsError(f"Tệp {self.file} thiếu mục [signs] {name}.")
        colour = self.text(entry, "colour")
        if not _COLOUR.fullmatch(colour):
            raise LeaderSettingsError(
                f"Tệp {self.file}, mục [signs] {name}: màu “{colour}” phải là sáu chữ số 0-9, A-F."
            )
        return Sign(self.text(entry, "sign"), colour.upper(), self.text(entry, "words"))
