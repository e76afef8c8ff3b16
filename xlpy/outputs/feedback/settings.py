"""Deadlines, contact and addressees of slips and letters, from ``templates/phan-hoi.toml`` that staff may edit.

Terms are counted in working days, by the catalogue's calendar (`xlpy.catalogue.workdays`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.basics.home import TEMPLATES
from xlpy.basics.text import lower_first
from xlpy.catalogue.workdays import DAY, Workdays
from xlpy.model.catalogue import Period, Unit, UnitKind

FILE = TEMPLATES / "phan-hoi.toml"
DOTS = "…" * 6
"""Room to write by hand a telephone number that the settings leave blank."""


class SettingsError(UserError):
    """The settings are missing, are no TOML, or an entry of them can't be used; the message says which."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers questions; '' where the settings say nothing."""

    office: str
    person: str
    phone: str
    email: str

    @property
    def line(self) -> str:
        """In one line: ``Văn phòng Sở … (ông Nguyễn Văn A), điện thoại …, thư điện tử …``."""
        who = f"{self.office} ({self.person})" if self.person else self.office
        mail = f", thư điện tử {self.email}" if self.email else ""
        return f"{who}, điện thoại {self.phone or DOTS}{mail}"


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What the letter that issues the forms says of whom it goes to and of how reports come back."""

    local: str
    """``Ủy ban nhân dân các {kinds}``."""
    channel: str
    form: str
    """``Biểu dành cho {whom}``: a kind of locality or a unit."""
    kinds: Mapping[str, str]
    """By group of names, what such a locality is called, in the order in which they are named."""


@dataclass(frozen=True)
class Settings:
    """What the file says, checked."""

    answer_days: int
    reminder_days: int
    contact: Contact
    drafting_unit: str
    slip_signer: tuple[str, ...]
    """Who signs a slip: the lines above the name."""
    addressees: Mapping[UnitKind, str]
    copies: Mapping[str, str]
    """By group of names, who does the unit's report and gets a copy of what it is sent."""
    issued: Mapping[str, str]
    """By period and school year (``CN_2023-2024``), number and day of the letter that issued the forms."""
    issue: IssueWords
    reasons: Mapping[str, str]
    """By message code, why a report can't be used, as letters say it; with the places of the message."""
    remedies: Mapping[str, str]
    """By message code what to do about it; ``other`` for all the rest."""

    def answer_by(self, today: date, period: Period, workdays: Workdays) -> date:
        """The day by which a unit answers a slip of ``today``, in time for the office's own report where it can be."""
        return in_time(today, self.answer_days, period, workdays)

    def send_by(self, today: date, period: Period, workdays: Workdays) -> date:
        """The day by which a unit sends what a paper of ``today`` asks for, never before the period's own deadline."""
        return max(in_time(today, self.reminder_days, period, workdays), period.deadline_unit)

    def copy_to(self, unit: Unit) -> str:
        """Who else gets a paper to the unit: ``Phòng Giáo dục và Đào tạo huyện Ba Tơ``; '' where nobody is named."""
        return self.copies.get(unit.name_group, "").replace("{local}", lower_first(unit.name))

    def form_of(self, unit: Unit) -> str:
        """Which form a unit gets, without a file's name: ``Biểu dành cho huyện``, ``Biểu dành cho Sở Tài chính``."""
        kind = self.issue.kinds.get(unit.name_group, "") if unit.kind is UnitKind.LOCAL else ""
        return self.issue.form.replace("{whom}", kind or unit.name)

    def addressee(self, unit: Unit) -> str:
        """Whom a paper to the unit is put to: ``Ủy ban nhân dân huyện Ba Tơ``."""
        local = lower_first(unit.name)
        return self.addressees[unit.kind].replace("{unit}", unit.name).replace("{local}", local)


def in_time(today: date, days: int, period: Period, workdays: Workdays) -> date:
    """So many working days after ``today``, but before the day on which the office reports, while that is to come."""
    last = workdays.last_until(workdays.last_until(period.deadline_office) - DAY)
    asked = workdays.after(today, days)
    return min(asked, last) if today < last else asked


def load_settings(path: Path = FILE) -> Settings:
    """Read the settings.

    Raises SettingsError where the file is missing or can't be read, or where an entry is missing or makes no sense.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        where = f"{path.name} trong thư mục {path.parent.name}"
        raise SettingsError(f"Không đọc được tệp {where}: {unreadable_vn(error)}.") from error
    reader = _Reader(path.name, tables)
    local, channel, form = (reader.text("issue", key) for key in ("local", "channel", "form"))
    return Settings(
        reader.days("answer_days"),
        reader.days("reminder_days"),
        Contact(*(reader.text("contact", key) for key in ("office", "person", "phone", "email"))),
        reader.text("letter", "drafting_unit"),
        reader.lines("slip", "signer"),
        {kind: reader.text("letter", "addressee", kind.value) for kind in UnitKind},
        reader.texts("letter", "copies"),
        reader.texts("issued"),
        issue=IssueWords(local, channel, form, reader.texts("issue", "kinds")),
        reasons=reader.texts("reasons"),
        remedies={"other": reader.text("remedies", "other"), **reader.texts("remedies")},
    )


@dataclass(frozen=True)
class _Reader:
    """Takes entries out of the parsed file; what is wrong is told with the file's and the entry's name."""

    file: str
    tables: Mapping[str, Any]

    def entry(self, *keys: str) -> Any:
        found: Any = self.tables
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        if found is None:
            raise SettingsError(f"Tệp {self.file} thiếu mục [{keys[0]}] {'.'.join(keys[1:])}.")
        return found

    def text(self, *keys: str) -> str:
        return str(self.entry(*keys)).strip()

    def lines(self, *keys: str) -> tuple[str, ...]:
        """One or several lines; a single text is one line."""
        found = self.entry(*keys)
        return tuple(str(line).strip() for line in (found if isinstance(found, list) else [found]))

    def texts(self, *keys: str) -> Mapping[str, str]:
        """A table of texts. Raises SettingsError where the entry is none."""
        found = self.entry(*keys)
        if not isinstance(found, Mapping):
            raise SettingsError(f"Tệp {self.file}, mục [{keys[0]}] {'.'.join(keys[1:])}: cần các dòng tên = lời.")
        return {str(key): str(text).strip() for key, text in found.items()}

    def days(self, key: str) -> int:
        days = self.entry("deadline", key)
        if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= 60:
            raise SettingsError(f"Tệp {self.file}, mục [deadline] {key}: cần số ngày từ 1 đến 60, đang ghi “{days}”.")
        return days
