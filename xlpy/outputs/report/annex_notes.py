"""What stands under the tables of the annexes: only signs that are in the table, and why rows have no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Total
from xlpy.outputs.publish.view import ABSENT, CCSL, HELD, NO_RATIO, K
from xlpy.outputs.report.annexes import OWN_SCHOOLS, STAR, TWO_STARS, WORDS, Annexes, AnnexTable
from xlpy.outputs.report.content import FigureKind, Runs, Term, joined, text_of
from xlpy.outputs.report.context import Telling, stop
from xlpy.outputs.report.lacks import LATER
from xlpy.outputs.report.open_items import NOT_REPORTED, PARTLY
from xlpy.outputs.report.untold_indicators import incomplete, stand_in_of

PLAN, ACTUAL, EARLIER = 3, 4, 6
"""Columns of Phụ lục I: where earlier figures begin; the last column is the note."""
UNIT_NAME, UNIT_FIGURES, TASKS = 1, 2, 4
"""Columns of Phụ lục II and III: where figures, and tasks, begin."""
_SHARE = re.compile(r"(?<!\d)(\d{1,4})/(\d{1,4}) (sl|nd)")


def notes_of_indicators(annexes: Annexes, table: AnnexTable) -> Runs:
    """Under Phụ lục I."""
    telling, rows = annexes.telling, _rows(table)
    actual, before = [row[ACTUAL] for row in rows], [text for row in rows for text in row[EARLIER:-1]]
    planned = any(row[PLAN] for row in rows)
    parts = [
        *_present(telling, {"thieu_don_vi": any(text.endswith(STAR) for text in actual)}),
        *_present(telling, {"chua_gom": any(row[-1] for row in rows), "khong_phat_sinh": K in actual}),
        *_present(telling, {"chua_co": ABSENT in actual, "khong_ty_le": NO_RATIO in actual}),
        *_present(telling, {"ke_hoach": planned, "cung_don_vi": planned or any(before)}),
        *_present(telling, {"thieu_ky_truoc": any(text.endswith(TWO_STARS) for text in before)}),
        *_of_budgets(annexes),
        *_reasons(annexes),
    ]
    return _note(telling, parts)


def notes_of_units(telling: Telling, table: AnnexTable) -> Runs:
    """Under Phụ lục II."""
    rows = _rows(table, groups=True)
    cells = {text for row in rows for text in row[UNIT_FIGURES:]}
    found = {
        "chua_bao_cao": ABSENT in cells,
        "dang_ra_soat": WORDS[HELD] in cells,
        "bo_trong": NOT_REPORTED in cells,
        "chua_co_so": WORDS[CCSL] in cells,
        "khong_phat_sinh": K in cells,
        "khong_ty_le": NO_RATIO in cells,
        "khong_giao": "" in cells,
        "thieu_don_vi": any(text.endswith(STAR) for text in cells),
        "truc_thuoc": any(row[UNIT_NAME] == OWN_SCHOOLS for row in rows),
    }
    return _note(telling, _present(telling, found))


def notes_of_reporting(telling: Telling, table: AnnexTable) -> Runs:
    """Under Phụ lục III; how many of how many figures wait is told by the first example in the table."""
    cells = [text for row in _rows(table) for text in row[TASKS:]]
    examples = {match[3]: match for text in reversed(cells) for match in _SHARE.finditer(text)}
    held = [
        telling.patterns.fill(f"phu_luc.{key}", vi_du=f"{match[1]}/{match[2]}", so=match[1], tong=match[2])
        for key, word in (("ra_soat_so_lieu", "sl"), ("ra_soat_noi_dung", "nd"))
        if (match := examples.get(word))
    ]
    first = {
        "nhiem_vu": True,
        "du": "Đủ" in cells,
        "thieu": any(PARTLY in text.casefold() for text in cells),
        "bo_trong_nhiem_vu": NOT_REPORTED in cells,
    }
    last = {"chua_bao_cao": ABSENT in cells, "khong_phan_cong": "–" in cells}
    return _note(telling, [*_present(telling, first), *held, *_present(telling, last)])


def _note(telling: Telling, parts: Sequence[Runs]) -> Runs:
    return stop(telling.patterns.fill("phu_luc.ghi_chu", chi_tiet=joined(list(parts), "; "))) if parts else ()


def _present(telling: Telling, found: dict[str, bool]) -> list[Runs]:
    return [telling.patterns.fill(f"phu_luc.{key}") for key, there in found.items() if there]


def _rows(table: AnnexTable, *, groups: bool = False) -> list[list[str]]:
    """The texts of the rows, as wide as the header; ``groups``: those of a group's figures too."""
    width = len(table.header)
    return [[text_of(runs) for runs in cells] for group, cells in table.rows if len(cells) == width and groups >= group]


def _of_budgets(annexes: Annexes) -> list[Runs]:
    """Rows whose figure of last year is of a budget's year, not of a school year."""
    telling = annexes.telling
    column = next((name for name, kind in annexes.earlier if kind is FigureKind.LAST_YEAR), "")
    spans: dict[str, list[str]] = {}
    for number, (indicator, _) in enumerate(annexes.chief, 1):
        span = telling.year_before(indicator)
        if column and span != telling.last_year and annexes.before(indicator, FigureKind.LAST_YEAR):
            spans.setdefault(span, []).append(str(number))
    fill = telling.patterns.fill
    return [fill("phu_luc.ngan_sach", cot=column, dong=", ".join(rows), ky=span) for span, rows in spans.items()]


def _reasons(annexes: Annexes) -> Iterable[Runs]:
    """Why rows have no figure, where the sign beside them does not tell it; nothing where nobody has reported."""
    telling = annexes.telling
    if not telling.edition.used_files:
        return
    groups: dict[Runs, list[str]] = {}
    for number, (indicator, total) in enumerate(annexes.chief, 1):
        if total.value is None and total.missing and not annexes.lack_sign(indicator, total):
            groups.setdefault(_reason(telling, indicator, total), []).append(str(number))
    for reason, rows in groups.items():
        yield telling.patterns.fill("phu_luc.chua_tinh", dong=", ".join(rows), ly_do=reason)


def _reason(telling: Telling, indicator: Indicator, total: Total) -> Runs:
    if stand_in_of(telling, indicator):
        return telling.patterns.fill("phu_luc.chua_du", so_lieu=incomplete(telling, indicator))
    lacks = telling.lacking(indicator, total)
    if telling.lacks_office_alone(lacks):
        return telling.why(LATER) if lacks[0].why == LATER else telling.patterns.fill("phu_luc.dang_tong_hop")
    units = telling.ordered(missing.unit for missing in total.missing)
    return telling.patterns.fill("phu_luc.chua_co_cua", don_vi=(Term(text_of(telling.units(units))),))
