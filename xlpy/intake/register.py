"""The register of receipts that an office may keep beside the files: which file came when, with which document.

A table with a header, as CSV (``,`` ``;`` or tab, UTF-8 or Excel's “Unicode text”) or as .xlsx. Days and times are read
as Excel writes them; nothing is guessed: a line that can't be used is told, and the file's own time serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from xlpy.basics.errors import UserError
from xlpy.basics.text import fold, tidy
from xlpy.intake.plain_table import Row, TableError, header, table_rows
from xlpy.model.cells import CellValue, raw_text
from xlpy.model.codes import MessageCode
from xlpy.model.received_name import SEPARATOR
from xlpy.model.submission import Came

CSV, XLSX = "so-nhan.csv", "so-nhan.xlsx"
REGISTERS = (CSV, XLSX)
Column = Literal["file", "day", "time", "document"]
HEADINGS: Mapping[Column, tuple[str, ...]] = {
    "file": ("tep", "tentep", "tenfile", "file"),
    "day": ("ngaynhan", "ngaynhantep", "ngaygionhan", "ngay"),
    "time": ("gionhan", "gio"),
    "document": ("sovanban", "socongvan", "sokyhieu", "sovanbangui", "congvan"),
}
"""How a column may be headed, without marks, case and spaces."""
NEEDED: tuple[Column, ...] = ("file", "day")

_DAY = re.compile(r"(?P<a>\d{1,4})([/.-])(?P<b>\d{1,2})\2(?P<c>\d{4}|\d{2})(?P<rest>\D.*)?", re.DOTALL)
_TIME = re.compile(r"(\d{1,2})\s*(?:h|g|giờ|:)\s*(?:(\d{1,2})(?:[:.]\d{1,2})?)?\s*(?:phút|p|ph)?\s*(am|pm|sa|ch)?")
_EPOCH = datetime(1899, 12, 30)
_FIRST, _LAST = 2000, 2099
_DAY_WANTED = "ngày/tháng/năm hoặc năm-tháng-ngày"


class RegisterError(UserError):
    """The register as a whole can't be read; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the register; ``came`` is None where its day or time can't be read (``fault`` says what)."""

    number: int
    file: str
    came: Came | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RegisterNote:
    """Something to tell about a line: T122, T123 or T124, with its placeholders."""

    code: MessageCode
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Receipts:
    """What the register says of the files that are there, by their names; and what is to be told of the others."""

    came: Mapping[str, Came] = field(default_factory=dict)
    notes: tuple[RegisterNote, ...] = ()


def is_register(name: str) -> bool:
    """Whether a file directly in the folder received is its register, however its name is cased."""
    return fold(name) in REGISTERS


def receipts(name: str, data: bytes, files: Iterable[str]) -> Receipts:
    """Read the register's bytes and lay its lines over the names of the files received.

    Names compare in NFC and without case; folders may be parted by ``\\`` and left out where the name alone tells the
    file. Raises RegisterError where the register is no table with its two columns.
    """
    known = _Names(files)
    found: dict[str, Came] = {}
    line_of: dict[str, int] = {}
    notes: list[RegisterNote] = []
    for line in read_lines(name, data):
        words = {"file": name, "count": str(line.number), "raw": line.file}
        places = known.find(line.file)
        if not places:
            notes.append(RegisterNote("T122", words))
            continue
        if line.came is None:
            notes.append(RegisterNote("T124", {**words, "found": line.fault, "expected": _DAY_WANTED}))
            continue
        for place in places:
            if place in line_of:
                notes.append(RegisterNote("T123", {**words, "other": str(line_of[place])}))
            found[place], line_of[place] = line.came, line.number
    return Receipts(found, tuple(notes))


class _Names:
    """The files received by what a register may call them."""

    def __init__(self, files: Iterable[str]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for file in sorted(files):
            self._whole.setdefault(fold(file), []).append(file)
            self._last.setdefault(fold(file.rsplit("/", 1)[-1]), []).append(file)

    def find(self, written: str) -> Sequence[str]:
        """The file that a line is of; several where names differ in case alone, none where it fits nothing."""
        outer, inside, entry = written.partition(SEPARATOR)
        if inside:  # what lies in a mail is not known before that is opened
            return [f"{file}{SEPARATOR}{tidy(entry)}" for file in self.find(outer)]
        name = written.replace("\\", "/").strip().removeprefix("./")
        alike = self._whole.get(fold(name), ())
        exact = [file for file in alike if tidy(file) == tidy(name)]
        by_last = self._last.get(fold(name), ())
        return exact or alike or (by_last if len(by_last) == 1 else ())


def read_lines(name: str, data: bytes) -> tuple[RegisterLine, ...]:
    """The register's lines but for empty ones; raises RegisterError where it is no table with its two columns."""
    rows = _rows(name, data)
    head, columns = _header(name, rows)
    listed = [
        (number, {column: cells[at] if at < len(cells) else None for column, at in columns.items()})
        for number, cells in rows
        if number > head and any(raw_text(cell).strip() for cell in cells)
    ]
    month_first = _month_first([cells.get("day") for _, cells in listed])
    return tuple(_line(number, cells, month_first=month_first) for number, cells in listed)


def _rows(name: str, data: bytes) -> tuple[Row, ...]:
    try:
        return table_rows(name, data)
    except TableError as error:
        raise RegisterError(f"Không đọc được sổ nhận {name}: {error}") from error


def _header(name: str, rows: Iterable[Row]) -> tuple[int, Mapping[Column, int]]:
    """Number of the header's row and where its columns stand."""
    found = header(rows, HEADINGS, NEEDED)
    if found is not None:
        return found
    raise RegisterError(
        f"Sổ nhận {name}: không thấy dòng tên cột; cần hai cột tep (tên tệp) và ngay_nhan (ngày nhận), có thể thêm "
        "gio_nhan (giờ nhận) và so_van_ban (số công văn); tệp CSV ngăn cột bằng dấu phẩy, dấu chấm phẩy hoặc dấu tab."
    )


def _line(number: int, cells: Mapping[Column, CellValue | None], *, month_first: bool) -> RegisterLine:
    file = raw_text(cells.get("file")).strip()
    day, at = _moment(cells.get("day"), month_first=month_first)
    if day is None:
        return RegisterLine(number, file, None, f"ngày nhận “{raw_text(cells.get('day')).strip() or '(để trống)'}”")
    if raw_text(cells.get("time")).strip():
        at = _clock(cells.get("time"))
        if at is None:
            return RegisterLine(number, file, None, f"giờ nhận “{raw_text(cells.get('time')).strip()}”")
    return RegisterLine(number, file, Came(day, at, tidy(raw_text(cells.get("document")))))


def _moment(value: CellValue | None, *, month_first: bool) -> tuple[date | None, time | None]:
    """A day and, where the cell has one, the time of it."""
    if isinstance(value, Decimal) and 1 <= value < 100_000:
        value = _EPOCH + timedelta(minutes=round(value * 1440))
    if isinstance(value, datetime):
        return _likely(value.date()), _clock(value) if value.time() != time(0) else None
    if isinstance(value, date):
        return _likely(value), None
    match = _written(value)
    if match is None:
        return None, None
    day = _day(match, month_first=month_first)
    rest = (match["rest"] or "").strip(" ,T")
    at = _clock(rest) if rest else None
    return (None, None) if rest and at is None else (day, at)


def _written(value: CellValue | None) -> re.Match[str] | None:
    return _DAY.fullmatch(_year_last(tidy(value))) if isinstance(value, str) else None


def _year_last(text: str) -> str:
    """``2024-06-20`` as ``20-06-2024``: one order for the pattern."""
    return re.sub(r"^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)", r"\4\2\3\2\1", text)


def _day(match: re.Match[str], *, month_first: bool) -> date | None:
    day, month, year = int(match["a"]), int(match["b"]), int(match["c"])
    if month_first:
        day, month = month, day
    try:
        return _likely(date(year + 2000 if year < 100 else year, month, day))
    except ValueError:
        return None


def _likely(day: date) -> date | None:
    return day if _FIRST <= day.year <= _LAST else None


def _month_first(values: Iterable[CellValue | None]) -> bool:
    """Whether the days were written by an English Excel: not all are days as we write them, and all are as it does.

    ``2024-06-20`` says itself which is which and tells nothing of the others.
    """
    matches = [m for v in values if isinstance(v, str) and not re.match(r"\d{4}\D", tidy(v)) and (m := _written(v))]

    def all_days(*, first: bool) -> bool:
        return all(_day(match, month_first=first) for match in matches)

    return bool(matches) and not all_days(first=False) and all_days(first=True)


def _clock(value: CellValue | None) -> time | None:
    """A time of day to the minute; None where it is none."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, Decimal):
        minutes = round(value * 1440) if 0 <= value < 1 else -1
        return time(*divmod(minutes, 60)) if 0 <= minutes < 1440 else None
    match = _TIME.fullmatch(fold(value)) if isinstance(value, str) else None
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3] or ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in ("pm", "ch") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
