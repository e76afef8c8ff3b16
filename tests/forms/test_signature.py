"""Who a form is from and who signs it: by the kind of unit, after the figures, in words that staff may edit."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import damaged, form, read, sheet_plan
from tests.form_files import WORDING, plan_of, written
from tests.small_catalogue import BA_TO, FINANCE, small_catalogue
from xlpy.basics.a1 import a1
from xlpy.catalogue.load import shipped
from xlpy.forms.inputs import signer_cells
from xlpy.forms.plan import form_plan
from xlpy.forms.reuse import alike
from xlpy.forms.signature import signature_of
from xlpy.forms.wording import Wording, WordingError
from xlpy.model.cells import Address

pytestmark = pytest.mark.slow("form")

SHIPPED = shipped("2023-2024")
UNITS = {unit.code: unit for unit in SHIPPED.reporting_units(SHIPPED.periods[0])}
LAST = "Khó khăn, kiến nghị"
DISTRICT = ["CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"]
DEPARTMENT = ["GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"]


def sheets(code: str) -> dict[str, Worksheet]:
    return {s.title: s for s in openpyxl.load_workbook(BytesIO(written(SHIPPED, UNITS[code]))).worksheets}


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def reworded(section: str, *path: str, to: object) -> Wording:
    """The wording with one entry changed or added."""
    tables: dict[str, Any] = copy.deepcopy(dict(WORDING.tables))
    table = tables[section]
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = to
    return Wording(tables)


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("535", ["ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ"]),
        ("534", ["ỦY BAN NHÂN DÂN", "THỊ XÃ ĐỨC PHỔ"]),
        ("STC", ["UBND TỈNH QUẢNG NGÃI", "SỞ TÀI CHÍNH"]),
        ("SGDDT", ["UBND TỈNH QUẢNG NGÃI", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"]),
    ],
)
def test_a_committee_heads_its_form_alone_and_a_department_under_its_parent_body(code: str, head: list[str]) -> None:
    cover = sheets(code)["Bìa"]
    assert [cover.cell(row, 2).value for row in range(3, 6)] == [*head, None]


def test_the_parent_body_is_not_bold_and_the_office_is() -> None:
    cover = sheets("STC")["Bìa"]
    assert [cover.cell(row, 2).font.bold for row in (3, 4)] == [False, True]


@pytest.mark.parametrize(
    ("code", "authority", "titles"),
    [
        ("535", ["TM. ỦY BAN NHÂN DÂN"], DISTRICT),
        ("STC", [], DEPARTMENT),
        ("SGDDT", [], DEPARTMENT),
    ],
)
def test_a_form_is_signed_after_its_last_figures(code: str, authority: list[str], titles: list[str]) -> None:
    sheet = sheets(code)[LAST]
    last = max(plan_of(SHIPPED, UNITS[code]).sheet["issues"].rows.values())
    below = [str(cell.value) for row in sheet.iter_rows(min_row=last + 1) for cell in row if cell.value is not None]
    day = "……………………, ngày …… tháng …… năm 2024"
    signs = ["(Ký, ghi rõ họ tên)", "(Ký, đóng dấu, ghi rõ họ tên)"]
    assert sorted(below) == sorted([day, "NGƯỜI LẬP BIỂU", *authority, titles[0], *signs])
    assert "NGƯỜI LẬP BIỂU" not in texts(sheets(code)["Bìa"])


@pytest.mark.parametrize(("code", "titles"), [("535", DISTRICT), ("STC", DEPARTMENT)])
def test_a_deputy_is_chosen_where_the_form_is_signed(code: str, titles: list[str]) -> None:
    book = openpyxl.load_workbook(BytesIO(written(SHIPPED, UNITS[code])))
    ((at, _),) = signer_cells(plan_of(SHIPPED, UNITS[code]).sheet["issues"])
    (offer,) = [v for v in book[LAST].data_validations.dataValidation if a1(at) in v.sqref]
    sheet, area = next(iter(book.defined_names[offer.formula1.lstrip("=")].destinations))
    assert [row[0].value for row in book[sheet][area]] == titles


def retitle(at: Address, title: str, book: openpyxl.Workbook) -> None:
    book[LAST].cell(*at, value=title)


def test_a_title_chosen_at_the_signature_is_the_forms_own_print() -> None:
    ((at, cell),) = signer_cells(sheet_plan("535", "issues"))
    usual, deputy = (read(damaged(form("535"), partial(retitle, at, title))) for title in cell.choices)
    assert (deputy.frame, deputy.dispositions) == (usual.frame, usual.dispositions)
    assert [f.code for f in deputy.findings] == [f.code for f in usual.findings]
    assert "O419" not in [f.code for f in deputy.findings]


def test_a_unit_whose_head_bears_another_title_has_it_in_the_wording() -> None:
    words = reworded("issues", "signature", "signers", "STC", to=["CHÁNH VĂN PHÒNG"])
    catalogue = small_catalogue()
    ((_, cell),) = signer_cells(form_plan(catalogue, FINANCE, catalogue.periods[0], words).sheet["issues"])
    assert cell.value == "CHÁNH VĂN PHÒNG"
    assert not alike(SHIPPED, words, UNITS["STC"], replace(UNITS["STC"], code="SNV"))


def test_a_signature_by_nobody_is_told() -> None:
    words = reworded("issues", "signature", "signers", "local", to=[])
    with pytest.raises(WordingError, match="cần ít nhất một chức danh"):
        signature_of(BA_TO, words)


@pytest.mark.parametrize(("entry", "to"), [("letterhead", ["a", "b", "c", "d"]), ("letterhead", [])])
def test_a_letterhead_of_too_many_lines_or_none_is_told_with_its_place(entry: str, to: list[str]) -> None:
    words = reworded("cover", entry, "local", to=to)
    catalogue = small_catalogue()
    with pytest.raises(WordingError, match=rf"letterhead\.local: cần 1 đến 3 dòng, đang có {len(to)}"):
        form_plan(catalogue, BA_TO, catalogue.periods[0], words)


def test_days_are_written_with_a_zero_before_the_months_1_and_2_only() -> None:
    for code in ("535", "STC"):
        said = " ".join(text for sheet in sheets(code).values() for text in texts(sheet))
        assert re.findall(r"\d\d?/0[3-9]/\d{4}|\d\d?/[12]/\d{4}", said) == []
        assert re.findall(r"\d\d?/\d\d?/\d{4}", said)


def test_a_typed_day_is_shown_the_same_way() -> None:
    cover, plan = sheets("535")["Bìa"], plan_of(SHIPPED, UNITS["535"]).sheet["cover"]
    at = a1(plan.at("reported_on", "value"))
    (early,) = [
        rule
        for area in cover.conditional_formatting
        for rule in area.rules
        if at in area.sqref and "MONTH" in rule.formula[0]
    ]
    assert (cover[at].number_format, early.formula, early.dxf.numFmt.formatCode) == (
        "dd/m/yyyy",
        [f"AND(ISNUMBER({at}),MONTH({at})<3)"],
        "dd/mm/yyyy",
    )
