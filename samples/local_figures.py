"""What one district reports, indicator by indicator: every part is made first, every sum out of its parts."""

from __future__ import annotations

from samples.districts import LEVELS, District, shares
from samples.spread import vary

Figures = dict[str, int]
LEVEL_CODES = {
    "MN": ("N1.03", "N2.22"),
    "TH": ("N1.04", "N2.23"),
    "THCS": ("N1.05", "N2.24"),
    "TH-THCS": ("N1.06", "N2.25"),
}
PRIVATE = {"522": 11, "524": 4, "527": 1, "528": 2, "533": 1, "534": 3}
"""Non-public schools, all of them preschools; the other districts have none."""
JOINT_TEACHING = {"522": 14, "524": 5, "527": 2, "528": 3, "532": 1, "533": 2, "534": 4}


def local_figures(district: District, *, half: bool) -> Figures:
    """The actual figures of a district; ``half`` for the first half of the year, else for all of it."""
    figures: Figures = {}
    for part in (
        _schools,
        _children,
        _pupils,
        _leavers,
        _communes,
        _teachers,
        _rooms,
        _school_life,
        _languages,
        _files,
        _inspections,
    ):
        part(district, figures, half)
    return figures


def so_far(year: int, half: bool) -> int:
    """A running count at the end of the period; keeps the order of parts and wholes."""
    return year * 55 // 100 if half else year


def _part(d: District, name: str, whole: int, low: float, high: float) -> int:
    return int(whole * vary(f"{d.code}|{name}", low, high))


def _pick(d: District, name: str, low: int, high: int) -> int:
    return int(vary(f"{d.code}|{name}", low, high + 1))


def _schools(d: District, f: Figures, half: bool) -> None:
    spread = shares()
    for level in LEVELS:
        schools, standard = LEVEL_CODES[level]
        f[schools] = spread.schools[level][d.code]
        f[standard] = spread.standard[level].get(d.code, 0)
        if half:
            f[standard] -= spread.new_standard[level].get(d.code, 0)
    f["N1.02"] = sum(f[schools] for schools, _ in LEVEL_CODES.values())
    f["N2.21"] = sum(f[standard] for _, standard in LEVEL_CODES.values())
    f["N2.56"] = _part(d, "second level", f["N2.21"], *((0.05, 0.12) if d.kind == "mountain" else (0.14, 0.26)))
    f["N2.55"] = f["N2.21"] - f["N2.56"]
    f["N1.09"] = PRIVATE.get(d.code, 0)
    f["N1.08"] = f["N1.02"] - f["N1.09"]
    f["N1.01"] = so_far(_pick(d, "papers", 18, 34), half)


def _children(d: District, f: Figures, half: bool) -> None:
    year = shares().pupils["MN"][d.code]
    present = year * 985 // 1000 if half else year
    f["N2.02"] = _part(d, "nursery", present, 0.08, 0.11)
    f["N2.03"] = present - f["N2.02"]
    f["N2.01"] = present
    f["N2.04"] = _part(d, "aged five", year, 0.31, 0.34)
    lacking = _part(d, "not at school", f["N2.04"], *((0.01, 0.025) if d.kind == "mountain" else (0.001, 0.006)))
    f["N2.05"] = f["N2.04"] - lacking
    f["N2.33"] = f["N2.02"] * 100 // _pick(d, "nursery share", 18, 29)
    f["N2.35"] = f["N2.03"] * 100 // _pick(d, "kindergarten share", 88, 97)
    f["N2.11"] = shares().classes["MN"][d.code]
    f["N2.31"] = -(-f["N2.02"] * 10 // 225)
    f["N2.32"] = f["N2.11"] - f["N2.31"]


def _pupils(d: District, f: Figures, half: bool) -> None:
    spread = shares()
    f["N2.07"] = spread.pupils["TH"][d.code] + (_pick(d, "moved", 0, 6) if half else 0)
    f["N2.15"] = spread.pupils["THCS"][d.code]
    f["N2.16"] = so_far(
        _part(d, "left school", f["N2.15"], *((0.004, 0.009) if d.kind == "mountain" else (0.0005, 0.002))), half
    )
    f["N2.08"] = f["N2.15"] - f["N2.16"] - so_far(_pick(d, "moved away", 2, 12), half)
    f["N2.12"], f["N2.13"] = spread.classes["TH"][d.code], spread.classes["THCS"][d.code]
    f["N2.37"] = _part(d, "two sessions", f["N2.12"], *((0.55, 0.75) if d.kind == "mountain" else (0.75, 0.95)))
    f["N2.40"] = so_far(_part(d, "left primary", f["N2.07"], 0.0001, 0.0006), half)
    f["N2.39"] = f["N2.07"] + f["N2.40"] + _pick(d, "moved away from primary", 2, 9)


def _leavers(d: District, f: Figures, half: bool) -> None:
    """The last classes of both levels; who completes them is known at the end of the year."""
    f["N2.46"] = _part(d, "fifth class", f["N2.07"], 0.19, 0.205)
    f["N2.47"] = f["N2.46"] - _part(d, "not completed", f["N2.46"], 0.0005, 0.004)
    f["N2.49"] = _part(d, "ninth class", f["N2.08"], 0.225, 0.245)
    failed = _part(d, "not graduated", f["N2.49"], *((0.006, 0.018) if d.kind == "mountain" else (0.001, 0.006)))
    f["N2.50"] = f["N2.49"] - failed


def _communes(d: District, f: Figures, half: bool) -> None:
    """Lý Sơn has no communes any more: it answers K."""
    whole = f["N2.42"] = 0 if d.kind == "island" else d.communes
    f["N2.43"] = max(0, whole - _pick(d, "primary 3", 0, 2))
    f["N2.44"] = whole - (1 if d.kind == "mountain" and whole > 10 else 0)
    f["N2.45"] = max(0, whole - _pick(d, "literacy 2", 0, 3))


def _teachers(d: District, f: Figures, half: bool) -> None:
    for code, level in (("N3.02", "MN"), ("N3.03", "TH"), ("N3.04", "THCS")):
        year = shares().teachers[level][d.code]
        f[code] = year - year // 160 if half else year
    whole = f["N3.01"] = f["N3.02"] + f["N3.03"] + f["N3.04"]
    f["N3.08"] = _part(d, "contract", whole, 0.04, 0.09)
    f["N3.07"] = whole - f["N3.08"]
    for code, level in (("N3.16", "N3.02"), ("N3.17", "N3.03"), ("N3.18", "N3.04")):
        f[code] = _part(d, f"qualified {level}", f[level], *((0.84, 0.9) if half else (0.86, 0.93)))
    f["N3.10"] = f["N3.16"] + f["N3.17"] + f["N3.18"]
    f["N3.12"] = _part(d, "to be qualified", whole, 0.1, 0.14)
    f["N3.13"] = _part(d, "in training", f["N3.12"], *((0.42, 0.5) if half else (0.56, 0.72)))
    f["N3.14"] = f["N3.07"] + _part(d, "vacant", whole, 0.015, 0.045) + 1
    f["N3.23"], f["N3.24"] = (f["N3.14"] * f[level] // whole for level in ("N3.03", "N3.04"))
    f["N3.26"] = 2 * f["N1.02"] + _pick(d, "second deputies", 0, 9)


def _rooms(d: District, f: Figures, half: bool) -> None:
    built = _pick(d, "built", 0, 9)
    classes = f["N2.11"] + f["N2.12"] + f["N2.13"]
    year = int(classes * vary(f"{d.code}|rooms", 0.96, 1.04))
    f["N4.03"] = _part(d, "semi-solid", year, 0.17, 0.3)
    f["N4.04"] = _part(d, "makeshift", year, *((0.02, 0.05) if d.kind == "mountain" else (0.0, 0.01)))
    f["N4.01"] = year - built if half else year
    f["N4.02"] = f["N4.01"] - f["N4.03"] - f["N4.04"]
    f["N4.12"] = _part(d, "equipped", f["N1.02"], 0.6, 0.85) * (9 if half else 10) // 10
    f["N4.14"] = so_far(_pick(d, "gifts", 900, 6_400), half)


def _school_life(d: District, f: Figures, half: bool) -> None:
    schools, pupils = f["N1.02"], f["N2.07"] + f["N2.08"]
    f["N5.01"] = schools * 9 // 10 if half else schools
    f["N5.03"] = so_far(_part(d, "courses", f["N3.01"], 1.3, 1.8), half)
    f["N5.06"] = so_far(_pick(d, "violence", 0, 5), half)
    f["N6.01"] = _part(d, "nurses", schools, 0.72, 0.9)
    f["N6.02"] = _part(d, "toilets", schools, *((0.6, 0.75) if d.kind == "mountain" else (0.8, 0.95)))
    f["N6.03"] = schools
    f["N6.04"] = _part(d, "swimmers", pupils, 0.24, 0.38) * (93 if half else 100) // 100
    f["N6.06"] = so_far(_pick(d, "drowned", 0, 1), half)
    f["N6.09"] = _part(d, "insured", pupils, *((0.93, 0.95) if half else (0.955, 0.985)))
    f["N6.05"] = so_far(_part(d, "injured", pupils, 0.0006, 0.0016), half) + f["N6.06"]


def _languages(d: District, f: Figures, half: bool) -> None:
    f["N7.01"] = _part(d, "language teachers", f["N3.03"] + f["N3.04"], 0.07, 0.085)
    f["N7.02"] = _part(d, "tested", f["N7.01"], *((0.72, 0.85) if d.kind == "mountain" else (0.88, 0.98)))
    f["N7.04"] = JOINT_TEACHING.get(d.code, 0)


def _files(d: District, f: Figures, half: bool) -> None:
    year = _part(d, "files", f["N1.02"], 5.0, 9.0)
    online = _part(d, "online", year, 0.55, 0.82)
    f["N8.02"], f["N8.03"] = so_far(online, half), so_far(year - online, half)
    f["N8.04"] = _pick(d, "carried over", 0, 6)
    f["N8.01"] = f["N8.02"] + f["N8.03"] + f["N8.04"]
    f["N8.06"] = _pick(d, "open files", 1, 5)
    f["N8.05"] = f["N8.01"] - f["N8.06"]
    f["N8.08"] = so_far(_pick(d, "late files", 0, 4), half)
    f["N8.07"] = f["N8.05"] - f["N8.08"]
    f["N8.13"] = _part(d, "digital books", f["N1.04"] + f["N1.06"], *((0.0, 0.15) if half else (0.25, 0.55)))
    f["N8.14"] = _part(d, "cashless", f["N1.02"], *((0.3, 0.5) if d.kind == "mountain" else (0.7, 0.95)))
    everyone = f["N2.01"] + f["N2.07"] + f["N2.08"]
    f["N8.10"] = _part(d, "identified", everyone, *((0.9, 0.94) if half else (0.955, 0.992)))


def _inspections(d: District, f: Figures, half: bool) -> None:
    year = _pick(d, "inspections", 9, 22)
    f["N9.01"] = so_far(year, half)
    f["N9.02"] = so_far(min(f["N1.02"], year * 3 // 2), half)
    found = _pick(d, "breaches", 2, 12)
    f["N9.03"] = so_far(found, half)
    f["N9.04"] = so_far(found - _pick(d, "open breaches", 0, 1), half)
    f["N9.06"] = so_far(year // 3, half)
