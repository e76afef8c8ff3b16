"""Does a catalogue agree with itself? Every fault at once, for the person who edits its tables.

This stands above the tables: it reads rules with the checks' own parser and names with the intake's own index,
so what it passes is what they will meet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from xlpy.basics.days import short_day
from xlpy.catalogue.choices import PERCENT, meanings
from xlpy.catalogue.consistency_computed import computed_problems
from xlpy.catalogue.consistency_rules import message_problems, rule_problems
from xlpy.catalogue.consistency_targets import target_problems
from xlpy.catalogue.consistency_versions import version_problems
from xlpy.catalogue.names import NameIndex, fold, spellings
from xlpy.catalogue.problem import Problem
from xlpy.catalogue.workdays import repeated
from xlpy.model.catalogue import Aggregation, Catalogue, Indicator, Unit, UnitKind
from xlpy.model.choice_words import ChoiceColumn
from xlpy.model.submission import STATUSES

DECIMALS = 3
"""So many digits after the comma are what published sheets have number formats for."""
IN_PATHS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?")
"""Codes of units and periods: they stand in names of files and folders, on every disk and in every mail."""
_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{4})?")
PROFILE = re.compile(r"[TBDONC][0-9]{3}|R[0-9]{2}-[0-9]{2}")


def problems(catalogue: Catalogue) -> tuple[Problem, ...]:
    """All faults of a loaded catalogue, table by table; empty for a sound one."""
    return (
        *_repeated_codes(catalogue),
        *_in_paths(catalogue),
        *_tasks(catalogue),
        *_references(catalogue),
        *_who(catalogue),
        *_indicators(catalogue),
        *_units(catalogue),
        *_names(catalogue),
        *_periods(catalogue),
        *_norms(catalogue),
        *_choices(catalogue),
        *_days_off(catalogue),
        *_asked(catalogue),
        *target_problems(catalogue),
        *computed_problems(catalogue),
        *rule_problems(catalogue),
        *message_problems(catalogue),
        *version_problems(catalogue),
    )


def _repeated_codes(catalogue: Catalogue) -> Iterator[Problem]:
    keys: dict[str, Iterable[str]] = {
        "tasks": (row.code for row in catalogue.tasks),
        "activities": (row.code for row in catalogue.activities),
        "indicators": (row.code for row in catalogue.indicators),
        "regions": (row.code for row in catalogue.regions),
        "periods": (row.code for row in catalogue.periods),
        "assignments": (f"{row.task} × {row.who}" for row in catalogue.assignments),
        "rules": [*(row.code for row in catalogue.rules), *(row.code for row in catalogue.messages)],
    }
    for table, codes in keys.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield Problem(table, code, "code", f"mã này có ở {times} dòng; mỗi mã chỉ dùng một lần.")
    for code in (*catalogue.rule, *catalogue.message):
        if not PROFILE.fullmatch(code):
            table = "rules" if code in catalogue.rule else "messages"
            yield Problem(table, code, "code", "mã phải có dạng R01-01 (quy tắc) hoặc O401 (thông báo).")


def _in_paths(catalogue: Catalogue) -> Iterator[Problem]:
    """What becomes a part of a file's or a folder's name leads nowhere else and is taken by Windows."""
    codes = [("units", unit.code) for unit in catalogue.units] + [("periods", row.code) for row in catalogue.periods]
    for table, code in dict.fromkeys(codes):
        if not IN_PATHS.fullmatch(code):
            sentence = "mã đứng trong tên tệp: chỉ dùng chữ không dấu, số, “-”, “_”, nhiều nhất 30 ký tự."
            yield Problem(table, code, "code", sentence)
    for period in catalogue.periods:
        if not _YEAR.fullmatch(period.school_year):
            yield Problem(
                "periods", period.code, "school_year", "cần dạng 2023-2024 hoặc 2024, vì đứng trong tên thư mục."
            )


def _tasks(catalogue: Catalogue) -> Iterator[Problem]:
    numbers = [task.number for task in catalogue.tasks]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Problem("tasks", "", "number", "nhiệm vụ phải đánh số liên tục từ 1 theo đúng thứ tự dòng.")
    bearers: dict[str, str] = {}
    for task in catalogue.tasks:
        for name in {fold(name) for name in (task.name, task.short_name, *task.aliases)}:
            if bearers.setdefault(name, task.code) != task.code:
                sentence = f"có tên trùng với nhiệm vụ {bearers[name]}; tên phải phân biệt được nhiệm vụ."
                yield Problem("tasks", task.code, "aliases", sentence)


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    def absent(table: str, key: str, column: str, code: str, known: Iterable[str]) -> Iterator[Problem]:
        if code and code not in known:
            yield Problem(table, key, column, f"mã “{code}” không có trong danh mục.")

    regions = {region.code for region in catalogue.regions}
    units = {unit.code for unit in catalogue.units}
    for activity in catalogue.activities:
        yield from absent("activities", activity.code, "task", activity.task, catalogue.task)
    for indicator in catalogue.indicators:
        yield from absent("indicators", indicator.code, "task", indicator.task, catalogue.task)
        for column in ("numerator", "denominator", "part_of"):
            yield from absent("indicators", indicator.code, column, getattr(indicator, column), catalogue.indicator)
    for unit in catalogue.units:
        yield from absent("units", unit.code, "region", unit.region, regions)
        for code in unit.successor:
            yield from absent("units", unit.code, "successor", code, units)
    for row in catalogue.assignments:
        yield from absent("assignments", f"{row.task} × {row.who}", "task", row.task, catalogue.task)


def _who(catalogue: Catalogue) -> Iterator[Problem]:
    known = who_terms(catalogue)
    cells = [
        *(("activities", row.code, "lead", row.lead) for row in catalogue.activities),
        *(("activities", row.code, "coordinated_by", row.coordinated_by) for row in catalogue.activities),
        *(("indicators", row.code, "reported_by", row.reported_by) for row in catalogue.indicators),
        *(("assignments", f"{row.task} × {row.who}", "who", (row.who,)) for row in catalogue.assignments),
        *(("rules", row.code, "applies_to", row.applies_to) for row in catalogue.rules),
        *(("computed", row.code, "applies_to", row.applies_to) for row in catalogue.computed),
    ]
    for table, key, column, terms in cells:
        for term in terms:
            if term not in known:
                sentence = f"“{term}” không phải loại đơn vị, đầu mối (desk:…) hay mã đơn vị của danh mục."
                yield Problem(table, key, column, sentence)


def who_terms(catalogue: Catalogue) -> frozenset[str]:
    """All terms that may say who: unit kinds, the desks that some unit carries, unit codes."""
    desks = {f"desk:{desk}" for unit in catalogue.units for desk in unit.desks}
    return frozenset(desks | {kind.value for kind in UnitKind} | {unit.code for unit in catalogue.units})


def _indicators(catalogue: Catalogue) -> Iterator[Problem]:
    for indicator in catalogue.indicators:
        for column, sentence in _of_indicator(catalogue, indicator):
            yield Problem("indicators", indicator.code, column, sentence)
    for group in {row.part_group for row in catalogue.indicators} - {""}:
        wholes = {row.part_of for row in catalogue.indicators if row.part_group == group}
        if len(wholes) > 1:
            yield Problem("indicators", group, "part_group", "các thành phần của một nhóm phải thuộc cùng một tổng.")


def _of_indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[tuple[str, str]]:
    ratio = indicator.kind.is_quotient
    parts = (indicator.numerator, indicator.denominator)
    if any(parts) and not all(parts):
        yield "numerator", "tỷ lệ phải có cả tử số và mẫu số."
    if ratio and not all(parts) and not indicator.reported_by:
        yield "numerator", "tỷ lệ không ai báo cáo thì phải có tử số và mẫu số để tính."
    if not ratio and (any(parts) or not indicator.reported_by):
        yield "reported_by", "chỉ tiêu số lượng, số tiền phải có người báo cáo và không có tử số, mẫu số."
    if (indicator.aggregation is Aggregation.RATIO_OF_SUMS) != all(parts):
        yield "aggregation", "ratio_of_sums dùng cho và chỉ dùng cho tỷ lệ có tử số, mẫu số."
    if not indicator.kind.is_added and indicator.aggregation is Aggregation.SUM:
        yield "aggregation", "loại số này không được cộng giữa các đơn vị."
    if indicator.kind.is_count and indicator.decimals:
        yield "decimals", "số đếm không có phần thập phân."
    if not 0 <= indicator.decimals <= DECIMALS:
        yield "decimals", f"số chữ số thập phân phải từ 0 đến {DECIMALS}."
    if indicator.part_group and not indicator.part_of:
        yield "part_of", "có nhóm thành phần thì phải có chỉ tiêu tổng."
    known = [catalogue.indicator[code] for code in parts if code in catalogue.indicator]
    if indicator.unit_of_measure == "%" and len({row.unit_of_measure for row in known}) > 1:
        yield "numerator", "tử số và mẫu số của tỷ lệ phần trăm phải cùng đơn vị tính."
    whole = catalogue.indicator.get(indicator.part_of)
    if whole and not ratio and whole.kind is not indicator.kind:
        yield "part_of", "thành phần và tổng phải cùng loại số."


def _units(catalogue: Catalogue) -> Iterator[Problem]:
    groups = {group for group, _ in catalogue.name_patterns}
    for unit in catalogue.units:
        if unit.valid_to and unit.valid_to < unit.valid_from:
            yield Problem("units", unit.code, "valid_to", "ngày hết hiệu lực trước ngày bắt đầu.")
        if unit.core_name and unit.name_group not in groups:
            yield Problem("units", unit.code, "name_group", f"nhóm tên “{unit.name_group}” chưa có mẫu nào.")
    by_code: dict[str, list[Unit]] = {}
    for unit in catalogue.units:
        by_code.setdefault(unit.code, []).append(unit)
    for code, rows in by_code.items():
        if any(_overlap(a.valid_from, a.valid_to, b.valid_from, b.valid_to) for a, b in combinations(rows, 2)):
            yield Problem("units", code, "valid_from", "hai dòng cùng mã có hiệu lực chồng nhau.")


def _overlap(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    return (end is None or other_start <= end) and (other_end is None or start <= other_end)


def _names(catalogue: Catalogue) -> Iterator[Problem]:
    told: set[tuple[str, ...]] = set()
    for day in sorted({period.cut_off for period in catalogue.periods}):
        for key, units in NameIndex.build(catalogue, day).valid.items():
            codes = tuple(unit.code for unit in units)
            if len(units) > 1 and codes not in told:
                told.add(codes)
                spelling = next(s for s in spellings(units[0], catalogue.name_patterns) if fold(s) == key)
                sentence = f"cách viết “{spelling}” trỏ tới nhiều đơn vị: {', '.join(u.name for u in units)}."
                yield Problem("units", codes[0], "aliases", sentence)


def _periods(catalogue: Catalogue) -> Iterator[Problem]:
    for period in catalogue.periods:
        days = (period.start, period.cut_off, period.deadline_unit, period.deadline_office)
        if list(days) != sorted(days):
            sentence = "các ngày phải theo thứ tự: bắt đầu, chốt số liệu, hạn đơn vị gửi, hạn Sở báo cáo."
            yield Problem("periods", period.code, "cut_off", sentence)
        if period.previous:
            before = catalogue.period.get(period.previous)
            if before is None or before.cut_off >= period.cut_off:
                sentence = f"kỳ trước “{period.previous}” phải có trong bảng và chốt số liệu sớm hơn kỳ này."
                yield Problem("periods", period.code, "previous", sentence)


def _norms(catalogue: Catalogue) -> Iterator[Problem]:
    for a, b in combinations(catalogue.norms, 2):
        first, second = a.valid_from or date.min, b.valid_from or date.min
        if a.key == b.key and _overlap(first, a.valid_to, second, b.valid_to):
            yield Problem("norms", a.key, "valid_from", "hai mức cùng khóa có hiệu lực chồng nhau.")


def _choices(catalogue: Catalogue) -> Iterator[Problem]:
    """A spelling has one meaning, and a status one of the words that a form offers."""
    for number, row in enumerate(catalogue.choices, start=2):
        place = f"dòng {number}"
        if row.column is ChoiceColumn.STATUS and row.choice not in STATUSES:
            sentence = f"“{row.choice}” không phải trạng thái của biểu mẫu; chỉ nhận: {', '.join(STATUSES)}."
            yield Problem("choices", place, "choice", sentence)
        for spelling in row.spellings:
            others = meanings(catalogue.choices, row.column, spelling) - {row.choice}
            if others:
                sentence = f"cách viết “{spelling}” trỏ tới nhiều chữ: {', '.join(sorted({row.choice, *others}))}."
                yield Problem("choices", place, "spellings", sentence)
            if "{" in spelling.replace(PERCENT, "") or spelling.count(PERCENT) > 1:
                yield Problem("choices", place, "spellings", f"“{spelling}”: chỉ dùng được một chỗ điền {PERCENT}.")


def _days_off(catalogue: Catalogue) -> Iterator[Problem]:
    for number, day in repeated(catalogue.days_off):
        sentence = f"ngày {short_day(day)} đã có ở dòng khác; mỗi ngày chỉ ghi một lần."
        yield Problem("days_off", f"dòng {number + 2}", "day", sentence)


def _asked(catalogue: Catalogue) -> Iterator[Problem]:
    """Everything is asked of somebody, and somebody asked of something, in at least one period."""
    reporting_units = dict.fromkeys(unit for period in catalogue.periods for unit in catalogue.reporting_units(period))
    asked: set[str] = set()
    for unit in reporting_units:
        own = catalogue.asked(unit).codes | {row.code for row in catalogue.asked(unit).activities}
        asked |= own
        if not own:
            yield Problem("units", unit.code, "desks", "đơn vị phải gửi báo cáo nhưng không được hỏi nội dung nào.")
    for indicator in catalogue.indicators:
        if indicator.reported_by and indicator.code not in asked:
            yield Problem("indicators", indicator.code, "reported_by", "không đơn vị nào báo cáo chỉ tiêu này.")
    for activity in catalogue.activities:
        if activity.code not in asked:
            yield Problem("activities", activity.code, "lead", "không đơn vị nào báo cáo nội dung này.")
