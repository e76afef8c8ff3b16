"""The next school year's catalogue from this one's: what moves by itself, and all that somebody has to look at.

Pure: tables of text in, tables of text and notes out. The calendar moves by a year; terms that would end on a day off
are moved too. What the days of force end (units, norms, with them indicators and rules) is not mended but named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from xlpy.basics.days import short_day
from xlpy.catalogue.advice import answered
from xlpy.catalogue.grammar import ExpressionError, NormOf, parse, references
from xlpy.catalogue.load import Row, Tables, from_tables
from xlpy.catalogue.problem import CatalogueError, Problem
from xlpy.catalogue.workdays import Workdays, workdays_of
from xlpy.model.catalogue import Activity, Catalogue, Period, Rule, Unit

_YEARS = re.compile(r"(\d{4})(\s*[-–]\s*)(\d{4})")
_YEAR = re.compile(r"\b(năm )(\d{4})\b(?!\s*[-–]\s*\d{4})")
_GRADES = re.compile(r"\blớp \d+")
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
TEXTS = {"activities": ("name", "product", "evidence"), "periods": ("name", "school_year")}
"""Columns in which years are counted on."""
BASES = frozenset({"source", "basis", "legal_basis", "since"})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that changed by itself, or that somebody has to decide; ``part`` is the heading it belongs under."""

    part: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """A term that a year's counting on gave a day, and the day that it got."""

    what: str
    wanted: date
    day: date


@dataclass(frozen=True, slots=True)
class NewYear:
    """The new year's tables, which of them differ from the old year's, and what has to be looked at."""

    school_year: str
    tables: Mapping[str, list[Row]]
    changed: tuple[str, ...]
    remarks: tuple[Remark, ...]


UNITS, ASKED, NORMS = "Đơn vị", "Chỉ tiêu, nội dung không còn ai báo cáo", "Định mức, quy tắc hết hiệu lực"
TARGETS = "Chỉ tiêu giao"
DAYS, WORDS = "Hạn rơi vào ngày nghỉ, đã chuyển", "Lời, ngày ghi trong danh mục cần soát lại"
PARTS = (UNITS, ASKED, NORMS, TARGETS, DAYS, WORDS)
"""Headings in the order in which they matter."""


def next_year(tables: Tables, number: str = "", day: date | None = None) -> NewYear:
    """The catalogue of the school year after that of ``tables``, for a plan with this number and day.

    Without a number the plan stands as ``…/KH-UBND``, and a line under every title says that it is not known yet.
    Raises CatalogueError where the tables make no catalogue or the school year is not written as ``2023-2024``.
    """
    old = from_tables(tables)
    years = _YEARS.fullmatch(old.plan.school_year)
    if years is None:
        sentence = f"“{old.plan.school_year}” không phải năm học viết như 2023-2024."
        raise CatalogueError((Problem("plan", "school_year", "value", sentence),))
    year = _counted_on(old.plan.school_year)
    workdays, moved = workdays_of(old), list[Move]()
    made = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    made["plan"] = [row | {"value": _plan_value(row, year, number, day)} for row in made["plan"]]
    for table, columns in TEXTS.items():
        made[table] = [row | {column: _counted_on(row[column]) for column in columns} for row in made[table]]
    periods = {period.code: _moved_period(period, workdays, moved) for period in old.periods}
    for row in made["periods"]:
        if period := periods.get(row["code"]):
            row |= {name: getattr(period, name).isoformat() for name in _PERIOD_DAYS}
    for row, activity in zip(_filled(made["activities"]), old.activities, strict=True):
        if activity.deadline:
            row["deadline"] = _moved_deadline(activity, old, workdays, moved).isoformat()
    made["targets"] = []  # what was assigned for one year is not assigned for the next
    new = from_tables(made)
    notes = (
        *_targets(old),
        *_units(old, new),
        *_asked(old, new),
        *_norms(old, new),
        *_told(moved, workdays),
        *_words(old, new, made),
    )
    ordered = tuple(sorted(notes, key=lambda note: PARTS.index(note.part)))
    return NewYear(year, made, tuple(name for name in made if made[name] != tables[name]), ordered)


def _targets(old: Catalogue) -> Iterator[Remark]:
    if old.targets:
        yield Remark(
            TARGETS,
            f"{len(old.targets)} chỉ tiêu giao của năm học {old.plan.school_year} không chuyển sang; ghi chỉ tiêu giao "
            "của năm học mới vào bảng chỉ tiêu giao.",
        )


_PERIOD_DAYS = ("start", "cut_off", "deadline_unit", "deadline_office")


def _filled(rows: Iterable[Row]) -> list[Row]:
    """Rows that are a record: wholly empty ones are none."""
    return [row for row in rows if any(cell.strip() for cell in row.values())]


def _counted_on(text: str) -> str:
    """Years of a text a year later: ``năm học 2023-2024``, ``năm 2024``."""
    text = _YEARS.sub(lambda m: f"{int(m[1]) + 1}{m[2]}{int(m[3]) + 1}", text)
    return _YEAR.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", text)


def _plan_value(row: Row, year: str, number: str, day: date | None) -> str:
    match row["key"]:
        case "version":
            return f"{year}.1"
        case "school_year":
            return year
        case "accepts":
            return ""
        case "number":
            return number or "…/KH-UBND"
        case "date":
            return short_day(day) if day else ""
        case "title":
            return _counted_on(row["value"])
        case "note":
            return "" if number else f"Danh mục dự kiến cho năm học {year}; số, ngày kế hoạch chờ cập nhật"
        case _:
            return row["value"]


def _later(day: date) -> date:
    """A year later; 29 February becomes 28."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _moved_period(period: Period, workdays: Workdays, moved: list[Move]) -> Period:
    """The period a year later. What it covers stays as the law counts it; only terms avoid days off.

    Where both terms would move to one day (Tết), units send on the last working day before: the office needs the rest.
    """
    unit, office = _later(period.deadline_unit), _later(period.deadline_office)
    ends = workdays.next_from(unit), workdays.next_from(office)
    if unit < office and ends[0] == ends[1]:
        ends = workdays.last_until(unit), ends[1]
    moved += [
        Move(f"kỳ {period.code}, hạn đơn vị gửi", unit, ends[0]),
        Move(f"kỳ {period.code}, hạn báo cáo UBND tỉnh", office, ends[1]),
    ]
    start, cut_off = _later(period.start), _later(period.cut_off)
    return replace(period, start=start, cut_off=cut_off, deadline_unit=ends[0], deadline_office=ends[1])


def _moved_deadline(activity: Activity, old: Catalogue, workdays: Workdays, moved: list[Move]) -> date:
    """The next working day; the last one before where the next would lie beyond the cut-off that the deadline kept."""
    assert activity.deadline is not None
    wanted = _later(activity.deadline)
    kept = [_later(period.cut_off) for period in old.periods if activity.deadline <= period.cut_off]
    day = workdays.next_from(wanted)
    if kept and day > min(kept):
        day = workdays.last_until(wanted)
    moved.append(Move(activity.code, wanted, day))
    return day


def _told(moved: Iterable[Move], workdays: Workdays) -> Iterator[Remark]:
    """A line for each day off, with all that would have ended on it."""
    groups: dict[tuple[date, date], list[str]] = {}
    for move in moved:
        if move.day != move.wanted:
            groups.setdefault((move.wanted, move.day), []).append(move.what)
    for (wanted, day), what in groups.items():
        why = f"{short_day(wanted)} là ngày nghỉ ({workdays.why_off(wanted)}), chuyển sang {short_day(day)}"
        yield Remark(DAYS, f"{why}: {', '.join(what)}.")


def _units(old: Catalogue, new: Catalogue) -> Iterator[Remark]:
    """Who reported in a period last year and does not in the same one of the new year, and the other way."""
    for period, before in zip(new.periods, old.periods, strict=True):
        now, then = new.reporting_units(period), old.reporting_units(before)
        head = f"Kỳ {period.code} (chốt {short_day(period.cut_off)})"
        gone = [unit for unit in then if unit.code not in {one.code for one in now}]
        if gone:
            yield Remark(UNITS, f"{head}: còn {len(now):02d} đơn vị báo cáo, năm trước {len(then):02d}.")
        for unit in gone:
            yield Remark(
                UNITS, f"{head}: {unit.name} không còn báo cáo{_since(unit, period)}{_heirs(unit, new, period)}"
            )
        for unit in now:
            if unit.code not in {one.code for one in then}:
                yield Remark(UNITS, f"{head}: thêm {unit.name} (từ {short_day(unit.valid_from)}).")


def _since(unit: Unit, period: Period) -> str:
    over = unit.valid_to is not None and unit.valid_to < period.cut_off
    return f", hết hiệu lực ngày {short_day(unit.valid_to)}" if unit.valid_to and over else ""


def _heirs(unit: Unit, new: Catalogue, period: Period) -> str:
    """Who follows; where nobody does, what to add."""
    heirs = [new.unit_name(code, period.cut_off) for code in unit.successor]
    if heirs:
        return f"; đơn vị kế tiếp: {', '.join(heirs)}."
    return "; danh mục chưa có đơn vị kế tiếp: thêm dòng đơn vị mới, hoặc sửa ngày hết hiệu lực."


def _asked(old: Catalogue, new: Catalogue) -> Iterator[Remark]:
    for period, before in zip(new.periods, old.periods, strict=True):
        lost = answered(old, before) - answered(new, period)
        rows = [(f"chỉ tiêu {row.code}", row.code, row.name) for row in new.indicators]
        rows += [(f"nội dung {row.code}", row.code, row.name) for row in new.activities]
        for head, code, name in rows:
            if code in lost:
                yield Remark(ASKED, f"Kỳ {period.code}, {head}: {name}.")


def _norms(old: Catalogue, new: Catalogue) -> Iterator[Remark]:
    """Norms that held on a cut-off of last year and on none of the new one, with the rules that fall silent."""
    for key in dict.fromkeys(norm.key for norm in new.norms):
        for period, before in zip(new.periods, old.periods, strict=True):
            if old.norm(key, before.cut_off) is None or new.norm(key, period.cut_off) is not None:
                continue
            rules = [rule.code for rule in new.rules if key in _named(rule)]
            silent = f"; quy tắc {', '.join(rules)} sẽ không chạy" if rules else "; không quy tắc nào dùng"
            yield Remark(NORMS, f"Kỳ {period.code}: định mức {key} không có mức nào còn hiệu lực{silent}.")


def _named(rule: Rule) -> set[str]:
    """Norms that a rule compares with."""
    try:
        sides = [parse(rule.left), parse(rule.right)]
    except ExpressionError:
        return set()
    return {one.key for side in sides for one in references(side) if isinstance(one, NormOf)}


def _words(old: Catalogue, new: Catalogue, tables: Tables) -> Iterator[Remark]:
    """Texts that speak of grades or days of the old year: nobody but the office knows what they are in the new one."""
    for activity in new.activities:
        if _GRADES.search(activity.name):
            yield Remark(WORDS, f"Nội dung {activity.code} nêu lớp của năm cũ: “{activity.name}”.")
    end = max(period.cut_off for period in new.periods)
    years = old.plan.school_year
    for table, rows in tables.items():
        for row in _filled(rows):
            for column, cell in row.items():
                if column in BASES or table in ("days_off", "norms", "plan", "units"):
                    continue
                if years in cell or any(_past(m, end) for m in _DAY.finditer(cell)):
                    key = next(iter(row.values()))
                    yield Remark(WORDS, f"Bảng {table}, {key}, cột {column}: “{_short(cell)}”.")


def _past(found: re.Match[str], end: date) -> bool:
    """Whether a day named in a text lies before the end of the new year."""
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) < end
    except ValueError:
        return False


def _short(text: str, limit: int = 160) -> str:
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]}…"
