"""For each rule of the shipped catalogues: figures that break it, the change that mends them, what must be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders import Figures

DISTRICT, OFFICE, BUDGET, INVESTMENT, STAFF, NETWORK, LABOUR = (
    "524",
    "SGDDT",
    "STC",
    "SKHDT",
    "SNV",
    "STTTT",
    "SLDTBXH",
)
DISTRICTS = ("522", "524", "527", "528", "532", "533", "534", "525", "529", "530", "531", "535", "536")
YEARBOOK = Path(__file__).resolve().parents[1] / "samples" / "nien-giam-2016" / "danh-muc"


@dataclass(frozen=True)
class Case:
    """One unit's figures that break a rule, once; the finding stands at the first of them unless ``about`` is set.

    ``mended`` are the figures to change for the rule to hold. ``shown`` are the numbers (or words) of the
    Vietnamese sentence. ``plan``, ``before`` (last period) and ``others`` are the same in both.
    """

    unit: str
    fails: Figures
    mended: Figures
    shown: tuple[str, ...]
    about: str = ""
    plan: Figures = field(default_factory=dict)
    before: Mapping[str, float] = field(default_factory=dict)
    others: Mapping[str, Figures] = field(default_factory=dict)
    province: bool = False
    """The finding is about the province: no unit, no cell."""

    @property
    def indicator(self) -> str:
        """Where the finding stands."""
        return self.about or next(iter(self.fails))


def everyone(figures: Figures, *units: str) -> dict[str, Figures]:
    """The same figures from each of the units."""
    return dict.fromkeys(units, figures)


def _sum(unit: str, whole: str, parts: str, figures: tuple[int, ...], shown: tuple[str, ...]) -> Case:
    """A total that is not the sum of its parts until the last part is right; figures: total, parts, right part."""
    codes = [whole, *parts.split()]
    return Case(unit, dict(zip(codes, figures, strict=False)), {codes[-1]: figures[-1]}, shown)


def _part(unit: str, part: str, whole: str, figures: tuple[int, int] = (1235, 1234)) -> Case:
    """A part greater than its whole; mended it is as great."""
    shown = tuple(f"{number // 1000}.{number % 1000:03}" for number in figures)
    return Case(unit, {part: figures[0], whole: figures[1]}, {part: figures[1]}, shown)


def _jump(unit: str, codes: str, before: int, now: int, allowed: int, shown: str) -> Case:
    """Figures of which the first changed too much since the last period; mended by the most that is allowed."""
    first, *others = codes.split()
    same = dict.fromkeys(others, before)
    return Case(unit, {first: now, **same}, {first: allowed}, (shown, "20%"), before={first: before, **same})


def _silent(unit: str, code: str) -> Case:
    """A key figure that is not there yet."""
    return Case(unit, {code: "CCSL"}, {code: 0}, (code, "chưa có số liệu"))


CASES: Mapping[str, Case] = {
    "R01-01": Case(
        STAFF,
        {"N3.15": 1500},
        {"N3.15": 1400},
        ("14/14 đơn vị", "1.400", "1.500"),
        about="N3.14",
        others=everyone({"N3.14": 100}, OFFICE, *DISTRICTS),
        province=True,
    ),
    "R03-01": _sum(DISTRICT, "N1.02", "N1.08 N1.09", (1234, 1200, 30, 34), ("1.234", "1.230")),
    "R04-01": _sum(DISTRICT, "N1.02", "N1.03 N1.04 N1.05 N1.06", (1040, 500, 300, 200, 39, 40), ("1.040", "1.039")),
    "R04-02": _sum(OFFICE, "N1.02", "N1.05 N1.07", (1040, 2, 1037, 1038), ("1.040", "1.039")),
    "R04-03": _sum(DISTRICT, "N2.01", "N2.02 N2.03", (5077, 862, 4000, 4215), ("5.077", "4.862")),
    "R04-04": _sum(DISTRICT, "N2.21", "N2.22 N2.23 N2.24 N2.25", (1012, 500, 300, 200, 10, 12), ("1.012", "1.010")),
    "R04-05": _sum(OFFICE, "N2.21", "N2.24 N2.26", (1028, 1, 1026, 1027), ("1.028", "1.027")),
    "R04-06": _sum(DISTRICT, "N3.01", "N3.02 N3.03 N3.04", (1600, 500, 600, 400, 500), ("1.600", "1.500")),
    "R04-07": _sum(OFFICE, "N3.01", "N3.04 N3.05 N3.06", (2300, 20, 2200, 70, 80), ("2.300", "2.290")),
    "R04-08": _sum(DISTRICT, "N2.11", "N2.31 N2.32", (1810, 119, 1619, 1691), ("1.810", "1.738")),
    "R05-01": _sum(DISTRICT, "N4.01", "N4.02 N4.03 N4.04", (2700, 1774, 888, 39, 38), ("2.700", "2.701")),
    "R06-01": _sum(DISTRICT, "N3.01", "N3.07 N3.08", (1600, 1500, 90, 100), ("1.600", "1.590")),
    "R06-02": _part(DISTRICT, "N3.07", "N3.14"),
    "R07-01": _part(DISTRICT, "N2.05", "N2.04"),
    "R07-02": _part(DISTRICT, "N2.16", "N2.15"),
    "R07-03": _part(OFFICE, "N2.19", "N2.18"),
    "R07-05": _part(DISTRICT, "N3.12", "N3.01"),
    "R07-06": _part(DISTRICT, "N3.13", "N3.12"),
    "R07-07": _part(DISTRICT, "N5.01", "N1.02"),
    "R07-08": _part(OFFICE, "N5.04", "N1.07"),
    "R07-09": _part(OFFICE, "N5.05", "N3.05"),
    "R07-10": _part(DISTRICT, "N6.01", "N1.02"),
    "R07-11": _part(DISTRICT, "N6.02", "N1.02"),
    "R07-12": _part(DISTRICT, "N6.03", "N1.02"),
    "R07-13": _part(DISTRICT, "N6.06", "N6.05"),
    "R07-14": _part(DISTRICT, "N7.01", "N3.01"),
    "R07-15": _part(DISTRICT, "N7.02", "N7.01"),
    "R07-16": _part(DISTRICT, "N7.04", "N1.02"),
    "R07-17": Case(DISTRICT, {"N6.04": 9001, "N2.07": 5000, "N2.08": 4000}, {"N6.04": 9000}, ("9.001", "9.000")),
    "R07-18": Case(
        OFFICE, {"N6.04": 9601, "N2.08": 600, "N2.09": 8000, "N2.10": 1000}, {"N6.04": 9600}, ("9.601", "9.600")
    ),
    "R07-19": Case(
        DISTRICT, {"N8.10": 9601, "N2.01": 600, "N2.07": 5000, "N2.08": 4000}, {"N8.10": 9600}, ("9.601", "9.600")
    ),
    "R07-20": Case(
        OFFICE, {"N8.10": 9601, "N2.08": 600, "N2.09": 8000, "N2.10": 1000}, {"N8.10": 9600}, ("9.601", "9.600")
    ),
    "R07-21": Case(
        LABOUR, {"N2.29": 1235}, {"N2.29": 1234}, ("1.235", "1.234"), others={OFFICE: {"N2.28": 1234}}, province=True
    ),
    "R07-22": Case(
        NETWORK,
        {"N8.11": 1401},
        {"N8.11": 1400},
        ("1.401", "1.400"),
        others=everyone({"N1.02": 100}, OFFICE, *DISTRICTS),
        province=True,
    ),
    "R08-01": _part(DISTRICT, "N3.10", "N3.01"),
    "R08-02": Case(
        DISTRICT,
        {"N3.13": 10, "N3.12": 100},
        {"N3.13": 50},
        ("13/13 đơn vị", "46,92%", "50%"),
        others=everyone({"N3.12": 100, "N3.13": 50}, *(code for code in DISTRICTS if code != DISTRICT)),
        province=True,
    ),
    "R09-01": _part(DISTRICT, "N2.22", "N1.03"),
    "R09-02": _part(DISTRICT, "N2.23", "N1.04"),
    "R09-03": _part(DISTRICT, "N2.24", "N1.05"),
    "R09-04": _part(DISTRICT, "N2.25", "N1.06"),
    "R09-05": _part(OFFICE, "N2.26", "N1.07"),
    "R09-06": _part(DISTRICT, "N2.21", "N1.02"),
    "R09-07": Case(DISTRICT, {"N1.02": 1234}, {"N1.02": 1235}, ("1.235", "1.234"), about="N2.21", plan={"N2.21": 1235}),
    "R10-01": Case(DISTRICT, {"N3.02": 30, "N2.31": 4, "N2.32": 50}, {"N3.02": 90}, ("25%", "50%", "100%")),
    "R10-02": Case(DISTRICT, {"N3.03": 310, "N2.12": 200}, {"N3.03": 300}, ("103,33%", "50%", "100%")),
    "R10-03": Case(DISTRICT, {"N3.04": 94, "N2.13": 100}, {"N3.04": 95}, ("49,47%", "50%", "100%")),
    "R10-04": Case(OFFICE, {"N3.05": 1000, "N2.14": 400}, {"N3.05": 900}, ("111,11%", "50%", "100%")),
    "R11-01": Case(DISTRICT, {"N2.02": 2550, "N2.31": 100}, {"N2.02": 2505}, ("25,5", "25")),
    "R11-02": Case(DISTRICT, {"N2.07": 3600, "N2.12": 100}, {"N2.07": 3500}, ("36", "35")),
    "R11-03": Case(DISTRICT, {"N2.08": 4625, "N2.13": 100}, {"N2.08": 4500}, ("46,25", "45")),
    "R11-04": Case(OFFICE, {"N2.09": 4625, "N2.14": 100}, {"N2.09": 4500}, ("46,25", "45")),
    "R11-06": Case(DISTRICT, {"N2.03": 3651, "N2.32": 100}, {"N2.03": 3505}, ("36,51", "35")),
    "R11-07": Case(DISTRICT, {"N2.02": 490, "N2.31": 100}, {"N2.02": 495}, ("4,9", "5")),
    "R11-08": Case(DISTRICT, {"N2.03": 790, "N2.32": 100}, {"N2.03": 795}, ("7,9", "8")),
    "R11-09": Case(DISTRICT, {"N2.07": 790, "N2.12": 100}, {"N2.07": 795}, ("7,9", "8")),
    "R11-10": Case(DISTRICT, {"N2.08": 1190, "N2.13": 100}, {"N2.08": 1195}, ("11,9", "12")),
    "R11-11": Case(OFFICE, {"N2.09": 1490, "N2.14": 100}, {"N2.09": 1495}, ("14,9", "15")),
    "R12-01": Case(DISTRICT, {"N4.01": 190, "N2.11": 100, "N2.12": 70, "N2.13": 50}, {"N4.01": 199}, ("95%", "100%")),
    "R12-02": Case(OFFICE, {"N4.01": 50, "N2.13": 10, "N2.14": 90}, {"N4.01": 60}, ("0,5", "0,6")),
    "R12-03": Case(DISTRICT, {"N4.01": 205, "N2.11": 40, "N2.12": 40, "N2.13": 20}, {"N4.01": 200}, ("2,05", "2")),
    "R14-01": Case(DISTRICT, {"N2.08": 4900, "N2.15": 5100, "N2.16": 100}, {"N2.08": 4950}, ("98%", "1%")),
    "R15-01": _jump(DISTRICT, "N2.01 N2.07 N2.08", 1000, 1630, 1600, "121%"),
    "R15-02": _jump(OFFICE, "N2.09", 10000, 7900, 8000, "79%"),
    "R15-03": _jump(DISTRICT, "N3.01", 1000, 1205, 1200, "120,5%"),
    "R15-04": _jump(DISTRICT, "N2.11 N2.12 N2.13", 100, 39, 40, "79,67%"),
    "R15-05": _jump(DISTRICT, "N4.01", 1000, 1205, 1200, "120,5%"),
    "R16-01": Case(BUDGET, {"N4.07": 1050}, {"N4.07": 1000}, ("10,5", "10"), before={"N4.07": 100}),
    "R16-02": Case(BUDGET, {"N4.07": 5}, {"N4.07": 10}, ("0,05", "0,1"), before={"N4.07": 100}),
    "R16-03": Case(BUDGET, {"N4.06": 1234.5}, {"N4.06": 1000000}, ("1.234,5", "1.000.000")),
    "R16-04": Case(BUDGET, {"N4.06": 250000000.5}, {"N4.06": 200000000}, ("250.000.000,5", "200.000.000")),
    "R17-01": _sum(DISTRICT, "N8.01", "N8.02 N8.03 N8.04", (1234, 1000, 200, 33, 34), ("1.234", "1.233")),
    "R17-02": _sum(DISTRICT, "N8.01", "N8.05 N8.06", (1234, 1200, 33, 34), ("1.234", "1.233")),
    "R17-03": _sum(DISTRICT, "N8.05", "N8.07 N8.08", (1234, 1200, 33, 34), ("1.234", "1.233")),
    "R18-01": _part(DISTRICT, "N9.04", "N9.03"),
    "R18-02": _part(DISTRICT, "N9.02", "N1.02"),
    "R18-03": _part(DISTRICT, "N9.06", "N9.01"),
    "R19-01": Case(INVESTMENT, {"N4.10": 1234.6, "N4.09": 1234.5}, {"N4.10": 1234.5}, ("1.234,6", "1.234,5")),
    "R19-02": Case(BUDGET, {"N4.07": 1234.6, "N4.06": 1234.5}, {"N4.07": 1234.5}, ("1.234,6", "1.234,5")),
    "R19-03": Case(BUDGET, {"N4.07": 1950, "N4.06": 10000}, {"N4.07": 1995}, ("19,5%", "20%")),
    "R20-00": Case(DISTRICT, {"N1.01": 1005}, {"N1.01": 1007}, ("1.005", "1.007"), before={"N1.01": 1007}),
    "R23-01": _silent(DISTRICT, "N1.01"),
    "R23-02": _silent(DISTRICT, "N2.21"),
    "R23-03": _silent(DISTRICT, "N3.01"),
    "R23-04": _silent(DISTRICT, "N4.01"),
    "R23-05": _silent(DISTRICT, "N5.01"),
    "R23-06": _silent(DISTRICT, "N6.03"),
    "R23-07": _silent(DISTRICT, "N7.01"),
    "R23-08": _silent(DISTRICT, "N8.01"),
    "R23-09": _silent(DISTRICT, "N9.01"),
    "R23-10": _silent(INVESTMENT, "N4.09"),
    "R23-11": _silent(BUDGET, "N4.07"),
    "R23-12": _silent(STAFF, "N3.15"),
    "R23-13": _silent(NETWORK, "N8.11"),
    "R23-14": _silent(LABOUR, "N2.29"),
    "R26-01": Case(
        DISTRICT,
        {"N2.07": 500, "N2.08": 500, "N2.12": 20, "N2.13": 20, "N3.03": 30, "N3.04": 30},
        {"N3.04": 31},
        ("tiểu học", "trung học cơ sở"),
    ),
    "R27-01": Case(DISTRICT, {"N6.04": 897}, {"N6.04": 898}, ("897", "900"), plan={"N6.04": 9000}),
    "R27-02": Case(DISTRICT, {"N6.04": 101}, {"N6.04": 100}, ("101", "90"), plan={"N6.04": 30}),
    "R30-01": Case(DISTRICT, {"N2.05": 945, "N2.04": 1000}, {"N2.05": 950}, ("94,5%", "95%")),
    "R30-02": Case(
        LABOUR, {"N2.29": 390}, {"N2.29": 400}, ("39%", "40%"), others={OFFICE: {"N2.28": 1000}}, province=True
    ),
    "R31-01": _sum(DISTRICT, "N3.10", "N3.16 N3.17 N3.18", (1500, 500, 600, 300, 400), ("1.500", "1.400")),
    "R31-02": _sum(OFFICE, "N3.10", "N3.18 N3.19", (2300, 20, 2270, 2280), ("2.300", "2.290")),
    "R31-03": _part(DISTRICT, "N3.16", "N3.02"),
    "R31-04": _part(DISTRICT, "N3.17", "N3.03"),
    "R31-05": _part(DISTRICT, "N3.18", "N3.04"),
    "R31-06": Case(
        DISTRICT, {"N3.23": 700, "N3.24": 601, "N3.14": 1300}, {"N3.24": 600}, ("1.301", "1.300"), about="N3.23"
    ),
    "R31-07": _part(OFFICE, "N3.25", "N3.14"),
    "R31-08": Case(DISTRICT, {"N3.26": 1234, "N1.02": 1235}, {"N3.26": 1235}, ("1.234", "1.235")),
    "R32-01": _part(DISTRICT, "N2.37", "N2.12"),
    "R32-02": _part(DISTRICT, "N2.40", "N2.39"),
    "R32-03": _part(DISTRICT, "N2.43", "N2.42"),
    "R32-04": _part(DISTRICT, "N2.44", "N2.42"),
    "R32-05": _part(DISTRICT, "N2.45", "N2.42"),
    "R32-06": Case(DISTRICT, {"N2.44": 17, "N2.42": 20}, {"N2.44": 18}, ("85%", "90%")),
    "R33-01": _part(DISTRICT, "N4.12", "N1.02"),
    "R34-01": _part(DISTRICT, "N2.46", "N2.07"),
    "R34-02": _part(DISTRICT, "N2.47", "N2.46"),
    "R34-03": _part(DISTRICT, "N2.49", "N2.08"),
    "R34-04": _part(DISTRICT, "N2.50", "N2.49"),
    "R34-05": _part(OFFICE, "N2.53", "N2.52"),
    "R35-01": _sum(DISTRICT, "N2.21", "N2.55 N2.56", (1012, 800, 210, 212), ("1.012", "1.010")),
    "R35-02": Case(
        OFFICE,
        {"N2.57": 1401, "N2.21": 100},
        {"N2.57": 1400},
        ("1.401", "1.400"),
        others=everyone({"N2.21": 100}, *DISTRICTS),
        province=True,
    ),
    "R36-01": Case(DISTRICT, {"N6.09": 9001, "N2.07": 5000, "N2.08": 4000}, {"N6.09": 9000}, ("9.001", "9.000")),
    "R36-02": Case(
        OFFICE, {"N6.09": 9601, "N2.08": 600, "N2.09": 8000, "N2.10": 1000}, {"N6.09": 9600}, ("9.601", "9.600")
    ),
    "R37-01": Case(
        DISTRICT, {"N8.13": 1051, "N1.04": 500, "N1.05": 400, "N1.06": 150}, {"N8.13": 1050}, ("1.051", "1.050")
    ),
    "R37-02": Case(OFFICE, {"N8.13": 1051, "N1.05": 50, "N1.07": 1000}, {"N8.13": 1050}, ("1.051", "1.050")),
    "R37-03": _part(DISTRICT, "N8.14", "N1.02"),
}
"""Rules of the catalogue 2023-2024, which those of the later years take over whole."""

OF_2025: Mapping[str, tuple[Figures, Figures]] = {
    "R07-61": ({"N2.62": 101, "N2.61": 100}, {"N2.62": 100}),
    "R07-62": ({"N2.04": 101, "N2.61": 100}, {"N2.04": 100}),
    "R07-63": ({"N2.05": 101, "N2.62": 100}, {"N2.05": 100}),
    "R30-01": ({"N2.62": 89, "N2.61": 100}, {"N2.62": 90}),
    "R32-03": ({"N2.43": 2}, {"N2.43": 1}),
    "R32-04": ({"N2.44": 2}, {"N2.44": 1}),
    "R32-05": ({"N2.45": 2}, {"N2.45": 1}),
    "R32-06": ({"N2.44": 0}, {"N2.44": 1}),
}
"""Figures of a commune that break rules which the catalogue 2025-2026 adds or changes, and the change that mends them:
universalisation from 3 to 5 years, and communes that tell of themselves whether they are up to a standard."""

YEARBOOK_CASES: Mapping[str, Case] = {
    "R03-01": Case("522", {"N1.01": 1334, "N1.02": 1218, "N1.03": 0}, {"N1.03": 116}, ("1.334", "1.218")),
    "R15-01": Case("522", {"N1.01": 400}, {"N1.01": 334}, ("121,95%", "20%"), before={"N1.01": 328}),
}
"""Rules of the sample catalogue of the yearbook 2016; the figures of “now” and “before” of Quảng Ngãi town."""
