"""Every unit's plan and actual figures of a period of 2023-2024: made up, but adding up to the real totals.

Pure and seeded: the same catalogue and period give the same figures. No figure of a unit is real (the README of
this folder says so); the provincial numbers of schools and of schools up to the national standard are.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from samples.districts import DISTRICTS
from samples.local_figures import Figures, local_figures, so_far
from xlpy.model.catalogue import Catalogue, Indicator, Period, Unit
from xlpy.model.submission import Column

Value = Decimal | str
"""A figure as typed: a number, ``K`` (does not apply) or ``CCSL`` (not known yet)."""
UnitFigures = Mapping[tuple[str, Column], Value]
HALF_YEAR = "HK1"

K_FOR_ZERO = ("N1.09", "N2.31", "N2.42", "N2.43", "N2.44", "N2.45", "N7.04")
"""Indicators whose definition asks for K where there is none."""
NOT_ITS_OWN = ("N1.05", "N2.08", "N2.13", "N2.15", "N2.16", "N2.24", "N2.49", "N2.50", "N3.04", "N3.18")
"""Indicators of lower secondary schools, of which the department has none directly under it."""
AT_YEAR_END = ("N2.46", "N2.47", "N2.49", "N2.50")
"""Indicators whose definition asks for K before the end of the year."""
CAPPED_PLAN = {
    "N3.10": "N3.01",
    "N4.02": "N4.01",
    "N5.04": "N1.07",
    "N6.02": "N1.02",
    "N2.22": "N1.03",
    "N2.23": "N1.04",
    "N2.24": "N1.05",
    "N2.25": "N1.06",
    "N2.26": "N1.07",
}
"""Indicators that can't be planned beyond another."""
SCHOOLS_OF_PROVINCE = Decimal(576)
PARTS_OF_STANDARD = ("N2.22", "N2.23", "N2.24", "N2.25", "N2.26")


def sample_figures(catalogue: Catalogue, period: Period) -> dict[str, UnitFigures]:
    """Figures by unit code, for every indicator that each reporting unit of the period is asked for."""
    half = period.code == HALF_YEAR
    actual, year = _all_actual(half=half), _all_actual(half=False)
    return {
        unit.code: {
            **_answers(catalogue.asked(unit).indicators, actual[unit.code], year[unit.code]),
            **_assigned(catalogue, unit, period),
        }
        for unit in catalogue.reporting_units(period)
    }


def _answers(asked: tuple[Indicator, ...], actual: Mapping[str, Value], year: Mapping[str, Value]) -> UnitFigures:
    answers: dict[tuple[str, Column], Value] = {}
    for indicator in asked:
        answers[indicator.code, Column.ACTUAL] = actual[indicator.code]
        if indicator.has_plan:
            answers[indicator.code, Column.PLAN] = _plan(indicator, year)
    return answers


def _assigned(catalogue: Catalogue, unit: Unit, period: Period) -> UnitFigures:
    """The plans that the unit's form already bears."""
    found = {i.code: catalogue.target(unit.code, i.code, period.code) for i in catalogue.asked(unit).indicators}
    return {(code, Column.PLAN): target.value for code, target in found.items() if target}


def _plan(indicator: Indicator, year: Mapping[str, Value]) -> Value:
    """The year's plan: a little more than what was reached, within what there is."""
    code = indicator.code
    if code == "N2.21":
        parts = [_plan_of(part, year) for part in PARTS_OF_STANDARD if part in year]
        return _sum(parts)
    return _plan_of(code, year)


def _sum(values: list[Value]) -> Decimal:
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def _plan_of(code: str, year: Mapping[str, Value]) -> Value:
    reached = year[code]
    if isinstance(reached, str):
        return reached
    wanted = reached + (1 if code in PARTS_OF_STANDARD else reached // 40)
    if code == "N8.11":
        return min(wanted, SCHOOLS_OF_PROVINCE)
    cap = year.get(CAPPED_PLAN.get(code, ""))
    return min(wanted, cap) if isinstance(cap, Decimal) else wanted


def _all_actual(*, half: bool) -> dict[str, dict[str, Value]]:
    local = {d.code: local_figures(d, half=half) for d in DISTRICTS}
    department = _department(half=half)
    quota = sum(f["N3.14"] for f in local.values()) + department["N3.14"]
    units = {code: _values(figures) for code, figures in {**local, "SGDDT": department}.items()}
    for code in local if half else ():
        units[code] |= dict.fromkeys(AT_YEAR_END, "K")
    units["SGDDT"] |= dict.fromkeys(NOT_ITS_OWN, "K")
    units["SGDDT"] |= dict.fromkeys(("N2.18", "N2.19"), "K" if half else "CCSL")
    units["SNV"] = _values({"N3.15": quota})
    units["STTTT"] = _values({"N8.11": 548 if half else 569})
    units["SLDTBXH"] = _values({"N2.29": so_far(3_486, half)})
    units["STC"] = {"N4.06": Decimal("16938420.5"), "N4.07": Decimal("5417260.8")}
    units["SKHDT"] = {"N4.09": Decimal("412560"), "N4.10": Decimal("6184.5" if half else "143265.2")}
    return units


def _values(figures: Figures) -> dict[str, Value]:
    return {code: "K" if code in K_FOR_ZERO and not n else Decimal(n) for code, n in figures.items()}


def _department(*, half: bool) -> Figures:
    """Sở Giáo dục và Đào tạo: the 39 upper secondary schools and the centres directly under it."""
    return {**_department_schools(half=half), **_department_work(half=half)}


def _department_schools(*, half: bool) -> Figures:
    """Tasks 1 to 4: schools, pupils, teachers, rooms, money."""
    return {
        "N1.01": so_far(64, half),
        "N1.02": 39,
        "N1.07": 39,
        "N1.08": 37,
        "N1.09": 2,
        "N2.09": 38_712 if half else 38_604,
        "N2.10": 2_946,
        "N2.14": 968,
        "N2.28": 17_230,
        "N2.21": 26 if half else 27,
        "N2.26": 26 if half else 27,
        "N2.52": 38_800,
        "N2.53": so_far(148, half),
        "N2.55": 19 if half else 20,
        "N2.56": 7,
        "N2.57": 6 if half else 15,
        "N3.01": 2_291,
        "N3.05": 2_148,
        "N3.06": 143,
        "N3.07": 2_206,
        "N3.08": 85,
        "N3.10": 2_286,
        "N3.14": 2_268,
        "N3.19": 2_286,
        "N3.25": 2_124,
        "N3.26": 118,
        "N4.01": 1_034,
        "N4.02": 968,
        "N4.03": 66,
        "N4.04": 0,
        "N4.12": 33 if half else 35,
        "N4.14": so_far(7_860, half),
    }


def _department_work(*, half: bool) -> Figures:
    """Tasks 5 to 9: what was done for pupils, abroad, in offices, and what was inspected."""
    online, direct = so_far(1_486, half), so_far(392, half)
    solved, late = online + direct + 14 - 21, so_far(6, half)
    return {
        "N5.01": 38 if half else 39,
        "N5.03": so_far(4_120, half),
        "N5.04": 39,
        "N5.05": 96,
        "N5.06": so_far(9, half),
        "N6.01": 34,
        "N6.02": 36,
        "N6.03": 39,
        "N6.04": 17_940 if half else 19_265,
        "N6.05": so_far(41, half) + 1,
        "N6.06": 1,
        "N6.09": 39_120 if half else 40_185,
        "N7.01": 231,
        "N7.02": 219,
        "N7.04": 4,
        "N7.05": 5,
        "N7.06": so_far(86, half),
        "N8.01": online + direct + 14,
        "N8.02": online,
        "N8.03": direct,
        "N8.04": 14,
        "N8.05": solved,
        "N8.06": 21,
        "N8.07": solved - late,
        "N8.08": late,
        "N8.10": 39_480 if half else 41_120,
        "N8.13": 0,  # primary schools alone try digital report books, and none of these is directly under it
        "N8.14": 33 if half else 36,
        "N9.01": so_far(24, half),
        "N9.02": so_far(22, half),
        "N9.03": so_far(17, half),
        "N9.04": so_far(15, half),
        "N9.06": so_far(8, half),
    }
