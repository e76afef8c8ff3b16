"""The plan column: what the office assigned is printed and locked, the rest says whose plan it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests.builders import context, damaged, form, found, read
from tests.form_files import WORDING
from xlpy.catalogue.load import shipped
from xlpy.forms.layout import Role
from xlpy.intake.context import IntakeContext
from xlpy.model.catalogue_cells import YearDay
from xlpy.model.submission import Column
from xlpy.model.target import Target

pytestmark = pytest.mark.slow("form")

SHIPPED = shipped()
TARGETS = (
    Target("524", "N2.21", "CN", Decimal(30), "Quyết định số 12/QĐ-SGDĐT [minh họa]"),
    Target("522", "N2.21", "", Decimal(41), ""),
)
ASSIGNED = replace(SHIPPED, targets=TARGETS)


def opened(period: str = "CN") -> IntakeContext:
    """The catalogue with two assigned targets, opened for a period."""
    return replace(context(period), catalogue=ASSIGNED, _plans={})


def plan_cell(unit: str, period: str = "CN") -> tuple[Role, object]:
    context_ = opened(period)
    reporting_unit = context_.reporting_unit(unit)
    assert reporting_unit
    context_.plan(
        context_.reporting_unit("527") or reporting_unit
    )  # a form already made, of a unit that is asked the same
    sheet = context_.plan(reporting_unit).sheet["indicators"]
    cell = sheet.cells[sheet.at("N2.21", "plan")]
    return cell.role, cell.value


def test_an_assigned_target_is_printed_and_locked_in_the_form_of_its_unit_alone() -> None:
    assert [plan_cell(unit) for unit in ("524", "522", "527")] == [
        (Role.NUMBER, Decimal(30)),
        (Role.NUMBER, Decimal(41)),
        (Role.INPUT_NUMBER, None),
    ]


def test_a_target_of_one_period_is_not_printed_in_another_and_one_of_no_period_in_each() -> None:
    assert [plan_cell(unit, "HK1") for unit in ("524", "522")] == [
        (Role.INPUT_NUMBER, None),
        (Role.NUMBER, Decimal(41)),
    ]


def explained(unit: str, code: str) -> str:
    """What the form's guide says of an indicator."""
    book = openpyxl.load_workbook(BytesIO(form(unit, opened=opened())))
    return next(str(row[2].value) for row in book["Hướng dẫn"].iter_rows() if row[0].value == code)


def test_the_guide_says_of_each_plan_who_sets_it() -> None:
    assert explained("524", "N2.21").endswith("Kế hoạch: Sở GDĐT giao 30 (Quyết định số 12/QĐ-SGDĐT).")
    assert explained("522", "N2.21").endswith("Kế hoạch: Sở GDĐT giao 41.")
    assert explained("527", "N2.21").endswith("Kế hoạch: đơn vị tự xây dựng.")
    assert "Kế hoạch" not in explained("527", "N2.07")


def test_the_guide_says_what_a_plan_is() -> None:
    steps = " ".join(WORDING.lines("guide", "steps"))
    assert "Cột Kế hoạch là mức cần đạt đến hết năm học" in steps


def test_the_guide_says_from_which_day_a_figure_is_known_and_how_it_is_sent() -> None:
    said = explained("SGDDT", "N2.19")
    assert said.endswith(
        "Có số liệu sau ngày 20/7/2024: gửi trước ngày đó thì ghi CCSL; khi có kết quả, ghi số vào "
        "chính biểu này và gửi lại."
    )


def test_the_share_of_an_assigned_target_is_worked_out_in_the_form() -> None:
    data = form("524", {("indicators", "N2.21", "actual"): Decimal(27)}, opened())
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)["Chỉ tiêu"]
    row = next(row for row in sheet.iter_rows() if row[1].value == "N2.21")
    assert (row[4].value, row[6].value, row[4].protection.locked) == (30, 90, True)


@pytest.mark.parametrize("typed", [30, 25, "ba mươi", None])
def test_the_target_counts_as_the_plan_whatever_the_cell_says(typed: int | str | None) -> None:
    context_ = opened()
    reporting_unit = context_.reporting_unit("524")
    assert reporting_unit
    row = context_.plan(reporting_unit).sheet["indicators"].rows["N2.21"]
    data = damaged(form("524", opened=context_), lambda book: setattr(book["Chỉ tiêu"].cell(row, 5), "value", typed))
    answers = read(data, "a.xlsx", context_).answers
    assert [a.value for a in answers if (a.indicator, a.column) == ("N2.21", Column.PLAN)] == [Decimal(30)]


def test_a_figure_that_comes_later_is_asked_for_once_its_day_has_come() -> None:
    catalogue = replace(
        SHIPPED,
        indicators=tuple(
            replace(row, known_from=YearDay(9, 6)) if row.code == "N8.11" else row for row in SHIPPED.indicators
        ),
    )
    opened_ = replace(context(), catalogue=catalogue, _plans={})
    late = read(form("STTTT", {("indicators", "N8.11", "actual"): "CCSL"}, opened_), "a.xlsx", opened_)
    codes = {f.code for f in found(catalogue, opened_.period, [late])}
    assert ("O403" in codes, "C642" in codes) == (True, False)
