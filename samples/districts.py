"""The thirteen districts of 2023-2024 and how provincial totals are shared out among them.

Real: the totals of schools and of schools up to the national standard by level (article on the school year's
opening conference, Cổng thông tin điện tử tỉnh Quảng Ngãi), populations (Niên giám thống kê tỉnh Quảng Ngãi 2016,
biểu 13; Tây Trà counted with Trà Bồng, into which it was merged in 2020), communes (Tổng cục Thống kê, 2024).
Pupils, classes, teachers: scaled from the yearbook's provincial series of 2016. Everything by district is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from samples.spread import spread, vary

CITY = "522"
LEVELS = ("MN", "TH", "THCS", "TH-THCS")
SCHOOLS = {"MN": 206, "TH": 150, "THCS": 128, "TH-THCS": 53}
STANDARD = {"MN": 124, "TH": 132, "THCS": 116, "TH-THCS": 21}
"""Schools up to the national standard at the end of the school year."""
NEW_STANDARD = {"MN": 3, "TH": 2, "THCS": 2, "TH-THCS": 1}
"""Of these, recognised in the second half of the year."""
PUPILS = {"MN": 56_420, "TH": 108_350, "THCS": 77_160}
CLASSES = {"MN": 2_064, "TH": 3_905, "THCS": 2_248}
TEACHERS = {"MN": 3_720, "TH": 5_488, "THCS": 3_996}
CLASS_SIZE = {"lowland": 1.0, "mountain": 0.82, "island": 0.9, "city": 1.29}


@dataclass(frozen=True, slots=True)
class District:
    """``communes`` weighs the number of schools; Lý Sơn's three communes were dissolved in 2020."""

    code: str
    population: int
    communes: int
    kind: str = "lowland"


DISTRICTS = (
    District("522", 252_050, 23, "city"),
    District("524", 178_775, 22),
    District("527", 96_359, 11),
    District("528", 128_530, 14),
    District("532", 91_240, 12),
    District("533", 127_879, 13),
    District("534", 143_505, 15),
    District("525", 32_330 + 19_174, 16, "mountain"),
    District("529", 72_307, 14, "mountain"),
    District("530", 18_962, 9, "mountain"),
    District("531", 17_143, 5, "mountain"),
    District("535", 56_623, 19, "mountain"),
    District("536", 19_307, 3, "island"),
)


@dataclass(frozen=True, slots=True)
class Shares:
    """Each provincial total as whole numbers by level, then by district."""

    schools: Mapping[str, Mapping[str, int]]
    standard: Mapping[str, Mapping[str, int]]
    new_standard: Mapping[str, Mapping[str, int]]
    pupils: Mapping[str, Mapping[str, int]]
    classes: Mapping[str, Mapping[str, int]]
    teachers: Mapping[str, Mapping[str, int]]


@cache
def shares() -> Shares:
    """The sharing out; parts add up to the totals above, level by level."""
    people = {d.code: float(d.population) for d in DISTRICTS}
    schools = {level: spread(SCHOOLS[level], _school_weights(level)) for level in LEVELS}
    standard = {level: spread(STANDARD[level], _standard_weights(level), schools[level]) for level in LEVELS}
    new = {
        level: spread(NEW_STANDARD[level], {c: float(n) for c, n in standard[level].items()}, standard[level])
        for level in LEVELS
    }
    pupils = {level: spread(total, people) for level, total in PUPILS.items()}
    classes = {level: spread(total, _class_weights(level, pupils[level])) for level, total in CLASSES.items()}
    teachers = {
        level: spread(total, {c: n * vary(f"{c}|{level}|teachers", 0.97, 1.03) for c, n in classes[level].items()})
        for level, total in TEACHERS.items()
    }
    return Shares(schools, standard, new, pupils, classes, teachers)


def _school_weights(level: str) -> dict[str, float]:
    """Small schools of two levels stand mostly in the mountains, the others follow people and communes."""
    mountain = {"TH-THCS": 3.0, "TH": 0.8, "THCS": 0.7}.get(level, 1.0)
    weights = {}
    for d in DISTRICTS:
        both = d.communes / 176 + d.population / 1_254_184
        weights[d.code] = both * (mountain if d.kind == "mountain" else 1.0)
    return weights


def _standard_weights(level: str) -> dict[str, float]:
    rates = {"mountain": 0.75, "island": 0.8}
    return {
        d.code: shares_of * rates.get(d.kind, 1.0)
        for d, shares_of in ((d, spread(SCHOOLS[level], _school_weights(level))[d.code]) for d in DISTRICTS)
        if shares_of
    }


def _class_weights(level: str, pupils: Mapping[str, int]) -> dict[str, float]:
    """Pupils over the usual size of a class; only the city's primary classes are overcrowded."""
    weights = {}
    for d in DISTRICTS:
        size = CLASS_SIZE["lowland" if d.kind == "city" and level != "TH" else d.kind]
        weights[d.code] = pupils[d.code] / size
    return weights
