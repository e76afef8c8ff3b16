"""A unit's whole form as filled in: its figures, its work, its difficulties, who made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from samples import issues
from samples.districts import DISTRICTS
from samples.figures import HALF_YEAR, UnitFigures, Value, sample_figures
from samples.spread import vary
from samples.words import HALF_WAY, LOCAL, UNFINISHED, Unfinished, Work
from samples.words_departments import COORDINATING, DEPARTMENT
from xlpy.basics.decimals import format_vn
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Activity, Catalogue, Period, Unit, UnitKind
from xlpy.model.cells import CellValue
from xlpy.model.submission import ActivityStatus, Column

ILLUSTRATION = "Số liệu minh họa, không phải số liệu thật."
SHOWN = {
    "schools": "N1.02",
    "five": "N2.05",
    "standard": "N2.21",
    "trained": "N3.13",
    "solid": "N4.02",
    "courses": "N5.03",
    "swimmers": "N6.04",
    "tested": "N7.02",
    "identified": "N8.10",
    "inspections": "N9.01",
    "fees": "N9.06",
}
"""Figures that the words quote, by placeholder."""
KIND = {district.code: district.kind for district in DISTRICTS}
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đỗ", "Huỳnh", "Bùi", "Đinh", "Phan")
GIVEN_NAMES = (
    "Thị Minh Hà",
    "Văn Bình",
    "Thị Thu Thủy",
    "Quốc Hòa",
    "Thị Ngọc Ánh",
    "Tấn Dũng",
    "Thị Hiền",
    "Đức Thịnh",
)


def sample_fills(
    catalogue: Catalogue, period: Period, wording: Wording
) -> dict[str, dict[tuple[str, str, str], CellValue]]:
    """What each reporting unit types into its form of the period, without any fault, by unit code."""
    figures = sample_figures(catalogue, period)
    return {
        unit.code: {
            **_cover(unit, period),
            **_figures(figures[unit.code]),
            **_activities(catalogue, unit, period, figures[unit.code]),
            **_issues(catalogue, unit, wording),
        }
        for unit in catalogue.reporting_units(period)
    }


def _cover(unit: Unit, period: Period) -> dict[tuple[str, str, str], CellValue]:
    number = unit.display_order
    day = period.deadline_unit - timedelta(days=int(vary(f"{unit.code}|day", 3, 16)))
    person = f"{SURNAMES[number % 10]} {GIVEN_NAMES[number * 3 % 8]}"
    chief = f"{SURNAMES[(number + 4) % 10]} {GIVEN_NAMES[(number * 5 + 1) % 8]}"
    values: dict[str, CellValue] = {
        "prepared_by": person,
        "position": "Chuyên viên",
        "phone": f"0255 3000 {number:03}",
        "email": f"{unit.code.lower()}@minhhoa.example",
        "reported_on": day,
        "approved_by": chief,
    }
    return {("cover", key, "value"): value for key, value in values.items()}


def _figures(figures: UnitFigures) -> dict[tuple[str, str, str], CellValue]:
    cells: dict[tuple[str, str, str], CellValue] = {
        ("indicators", code, column.value): value for (code, column), value in figures.items()
    }
    first = next(iter(figures))[0]
    cells["indicators", first, "note"] = ILLUSTRATION
    for code in sorted({code for (code, _), value in figures.items() if value == "CCSL"}):
        cells["indicators", code, "note"] = "Kỳ thi tổ chức ngày 27, 28/6/2024; bổ sung sau khi có kết quả."
    return cells


def _activities(
    catalogue: Catalogue, unit: Unit, period: Period, figures: UnitFigures
) -> dict[tuple[str, str, str], CellValue]:
    cells: dict[tuple[str, str, str], CellValue] = {}
    shown = {key: _shown(figures.get((code, Column.ACTUAL))) for key, code in SHOWN.items()}
    shown["lower"] = unit.name[0].lower() + unit.name[1:]
    for activity in catalogue.asked(unit).activities:
        if activity.code == "N7.A3" and figures.get(("N7.04", Column.ACTUAL)) == "K":
            cells["activities", activity.code, "status"] = ActivityStatus.NONE.value
            continue
        for key, value in _report(unit, period, activity, shown).items():
            cells["activities", activity.code, key] = value
    return cells


def _report(unit: Unit, period: Period, activity: Activity, shown: Mapping[str, str]) -> dict[str, CellValue]:
    work = _work(unit, activity.code)
    name = f"{unit.code}|{activity.code}"
    due = activity.deadline is not None and activity.deadline <= period.cut_off
    unfinished = UNFINISHED.get(activity.code)
    if period.code != HALF_YEAR and unfinished and _struggles(unit, activity.code):
        return _doing(unfinished, Decimal(70 + 5 * int(vary(name, 0, 5))))
    if not due:
        return _doing(Unfinished(HALF_WAY, ""), Decimal(40 + 5 * int(vary(name, 0, 5))))
    day = _working_day(work.since + timedelta(days=int(vary(f"{name}|day", 0, work.days))))
    number = int(vary(f"{name}|no", 12, 420))
    return {
        "status": ActivityStatus.DONE.value,
        "percent": Decimal(100),
        "result": work.result.format_map(shown),
        "evidence": work.evidence.format(no=f"{number:02}", date=official(day)),
    }


def _doing(words: Unfinished, percent: Decimal) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = {"status": ActivityStatus.DOING.value, "percent": percent, "result": words.result}
    return {**cells, "difficulty": words.difficulty} if words.difficulty else cells


def _struggles(unit: Unit, activity: str) -> bool:
    """Who is behind with what at the end of the year."""
    if unit.kind is not UnitKind.LOCAL:
        return False
    likely = {"mountain": 0.7, "island": 0.5}.get(KIND[unit.code], 0.2)
    return vary(f"{unit.code}|{activity}|behind", 0, 1) < likely


def _work(unit: Unit, activity: str) -> Work:
    if unit.kind is UnitKind.LOCAL:
        return LOCAL[activity]
    return DEPARTMENT[activity] if unit.kind is UnitKind.DEPARTMENT else COORDINATING[unit.code][activity]


def _issues(catalogue: Catalogue, unit: Unit, wording: Wording) -> dict[tuple[str, str, str], CellValue]:
    addressees = wording.lines("issues", "addressees")
    asked = {task.code for task in catalogue.asked(unit).tasks}
    cells: dict[tuple[str, str, str], CellValue] = {}
    for said in _said(unit):
        assert said.task in asked
        words = {"difficulty": said.difficulty, "cause": said.cause, "recommendation": said.recommendation}
        for key, text in {**words, "addressee": addressees[said.addressee]}.items():
            if text:
                cells["issues", said.task, key] = text
    return cells


def _said(unit: Unit) -> tuple[issues.Said, ...]:
    if unit.kind is UnitKind.DEPARTMENT:
        return issues.OFFICE
    if unit.kind is UnitKind.COORDINATING:
        own = issues.COORDINATING.get(unit.code)
        return (own,) if own else ()
    pools = {"mountain": issues.MOUNTAIN, "island": issues.ISLAND, "city": (*issues.CITY, *issues.LOWLAND[:2])}
    pool = pools.get(KIND[unit.code], issues.LOWLAND)
    return tuple(said for said in pool if vary(f"{unit.code}|{said.difficulty}", 0, 1) < 0.8) or pool[:1]


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def official(day: date) -> str:
    """A date as official papers write it: 0 before a day under 10 and before months 1 and 2 only."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def _shown(value: Value | None) -> str:
    """A count as papers write it: ``04``, ``1.234``."""
    if not isinstance(value, Decimal):
        return "chưa có số liệu"
    return f"{int(value):02}" if value < 10 else format_vn(value)
