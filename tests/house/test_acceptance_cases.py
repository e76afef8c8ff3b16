"""Acceptance cases of the domain that need a form bent in one special way; the others carry the mark where they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from samples.tcvn3 import to_tcvn3
from tests.builders import SHEET, damaged, form, read, sheet_plan
from xlpy.model.submission import Column, Submission

pytestmark = pytest.mark.slow("form")

COVER = "Bìa"


def named(text: str, font: str | None = None) -> Submission:
    """The city's form whose cover names the unit in this way."""
    row, column = sheet_plan("522", "cover").at("unit_name", "value")

    def write(book: Workbook) -> None:
        cell = book[COVER].cell(row, column)
        cell.value = text
        if font:
            cell.font = Font(name=font)

    return read(damaged(form("522"), write))


@pytest.mark.case(2)
def test_the_city_named_in_a_tcvn3_font_is_522():
    assert named(to_tcvn3("Thành phố Quảng Ngãi"), ".VnTime").usable


@pytest.mark.case(2)
def test_the_city_named_in_a_vni_font_is_522():
    assert named("Thaønh phoá Quaûng Ngaõi", "VNI-Times").usable


@pytest.mark.case(2)
def test_the_city_named_with_a_trailing_hard_space_is_522():
    assert named("TP. Quảng Ngãi\u00a0").usable


@pytest.mark.case(2)
@pytest.mark.parametrize("name", ["Ba Tô", "Tây Trà Bồng"])
def test_a_form_named_for_somewhere_else_is_not_used(name):
    assert not named(name).usable


def test_a_cover_that_names_nobody_leaves_the_form_to_the_unit_it_was_made_for():
    said = named("")
    assert (said.usable, said.unit) == (True, "522")


def actuals(got: Submission) -> dict[str, Decimal | None]:
    return {a.indicator: a.value for a in got.answers if a.column is Column.ACTUAL}


def spread_formats(page: Worksheet) -> None:
    """A used range of A1:Z995, most of it formatted and empty."""
    for row in (300, 600, 995):
        page.cell(row, 26).fill = PatternFill("solid", fgColor="FFFF00")


def second_header_row(page: Worksheet) -> None:
    """A row above the header that says over three columns what they have in common."""
    page.insert_rows(6)
    page["E6"] = "Kết quả"


def repeat_header(page: Worksheet) -> None:
    """The text of one header three times: two more columns of the unit's own bear it."""
    for column in (10, 11):
        page.cell(6, column).value = "Ghi chú, giải trình"


@pytest.mark.case(11)
@pytest.mark.parametrize("bend", [spread_formats, second_header_row, repeat_header])
def test_the_figures_are_found_whatever_was_done_to_the_table(bend: Callable[[Worksheet], None]):
    fill = {("indicators", "N1.02", "actual"): Decimal(94), ("indicators", "N9.06", "actual"): Decimal(7)}
    whole = form("522", fill)

    assert actuals(read(damaged(whole, lambda book: bend(book[SHEET])))) == actuals(read(whole))


def test_a_form_whose_cover_lost_a_contact_line_is_still_used():
    row, _ = sheet_plan("522", "cover").at("email", "value")

    assert read(damaged(form("522"), lambda book: book[COVER].delete_rows(row))).usable


@pytest.mark.parametrize("number", [n for n in range(1, 15) if n != 10])
def test_every_acceptance_case_has_a_test_that_bears_its_number(number):
    marked = {
        int(found)
        for path in Path(__file__).parents[1].rglob("test_*.py")
        for found in re.findall(r"^@pytest\.mark\.case\((\d+)\)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert number in marked
