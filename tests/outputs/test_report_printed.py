"""The printed annex by unit: what annex I says, over how many units, in texts that no PC shows otherwise."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from tests import builders, report_rounds
from xlpy.app.product_files import summary_files
from xlpy.basics.decimals import format_vn
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import PROVINCE, Edition
from xlpy.model.submission import Column
from xlpy.outputs.publish.drawing import Drawing
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.files import printed_annex
from xlpy.outputs.report.lacks import Lack
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.printed_annex import JOINED

pytestmark = pytest.mark.slow("round")

Table = dict[str, dict[str, str]]
"""Texts of the rows by the indicators' names and the columns' titles."""


def texts(drawing: Drawing, row: int) -> list[str]:
    return [str(drawing.cells[row, at].value or "") if (row, at) in drawing.cells else "" for at in drawing.widths]


def table(drawing: Drawing) -> Table:
    top = next(row for row in range(20) if texts(drawing, row)[0] == "TT")
    titles = [lower or upper for upper, lower in zip(texts(drawing, top), texts(drawing, top + 1), strict=True)]
    found: Table = {}
    for row in range(top + 3, drawing.size[0]):
        cells = texts(drawing, row)
        if cells[0].isdigit():
            found[cells[1]] = dict(zip(titles, cells, strict=True))
    return found


def all_texts(drawing: Drawing) -> str:
    return "\n".join(str(cell.value) for cell in drawing.cells.values() if cell.value)


@pytest.fixture(scope="module")
def printed(sample_edition: Edition) -> Drawing:
    return printed_annex(sample_edition)


@pytest.fixture(scope="module")
def rows(printed: Drawing) -> Table:
    return table(printed)


def row_of(rows: Table, edition: Edition, code: str) -> dict[str, str]:
    return rows[edition.catalogue.indicator[code].name]


def lacks_by_sign(annexes: Annexes) -> dict[str, frozenset[Lack]]:
    """What each sign of a table's last column stands for: letters go on where a table lists more rows."""
    return {f"({letter})": missing for missing, letter in annexes.lacks.items()}


def test_every_figure_of_annex_one_stands_there_alike(sample_edition: Edition, rows: Table):
    telling = Telling(sample_edition, load_patterns())
    annex = Annexes(telling)
    columns = ("Kế hoạch", "Thực hiện", "TH/KH (%)", "Học kỳ I")
    by_end = {name.removeprefix("Trong đó: ").casefold(): row for name, row in rows.items()}
    of_one, of_five = lacks_by_sign(annex), lacks_by_sign(Annexes(telling, of_all=True))
    computed = {what.name for what in telling.catalogue.computed}
    compared = 0
    table_one = annex.indicators()
    for group, cells in table_one.rows:
        if not group:
            one = dict(zip(table_one.header, map(text_of, cells), strict=True))
            if one["Chỉ tiêu"] in computed:  # of these the units' figures stand, from which they are worked out
                continue
            row = by_end[one["Chỉ tiêu"].removeprefix("Trong đó: ").casefold()]
            assert {column: row[column] for column in columns} == {column: one[column] for column in columns}
            lacks = of_five.get(row["Ghi chú"])
            told_by_reason = lacks is not None and telling.lacks_office_alone(lacks)
            assert of_one.get(one["Ghi chú"]) == (None if told_by_reason else lacks)
            compared += 1
    assert compared > 30


def test_a_plan_is_of_the_units_that_gave_the_figure(sample_edition: Edition, rows: Table):
    counted = sample_edition.counted
    giving = [u.code for u in sample_edition.reporting_units if counted(u.code, "N6.04", Column.ACTUAL) is not None]
    planned = [counted(code, "N6.04", Column.PLAN) or Decimal(0) for code in giving]
    shown = row_of(rows, sample_edition, "N6.04")["Kế hoạch"]
    assert [shown] * 2 == [format_vn(sum(planned, Decimal(0)), 0), "60.101"]


def test_the_last_period_is_of_the_units_that_gave_the_figure(sample_edition: Edition, rows: Table):
    counted = sample_edition.counted
    giving = [u.code for u in sample_edition.reporting_units if counted(u.code, "N1.02", Column.ACTUAL) is not None]
    before = sum((sample_edition.previous[code]["N1.02"] for code in giving), Decimal(0))
    shown = row_of(rows, sample_edition, "N1.02")
    assert (shown["Học kỳ I"], shown["Số đơn vị"]) == (format_vn(before, 0), f"{len(giving)}/14")


def test_each_total_says_over_how_many_units_it_is(sample_edition: Edition, rows: Table):
    shown = {code: row_of(rows, sample_edition, code) for code in ("N3.01", "N3.07", "N3.10")}
    assert {code: (row["Thực hiện"], row["Số đơn vị"]) for code, row in shown.items()} == {
        "N3.01": ("12.785*", "10/14"),
        "N3.07": ("13.268*", "11/14"),
        "N3.10": ("12.900*", "11/14"),
    }


def test_it_says_that_rows_of_other_numbers_of_units_are_not_compared(printed: Drawing):
    assert "không cộng, trừ, so sánh trực tiếp các dòng có số đơn vị khác nhau" in all_texts(printed)


def test_a_total_has_a_star_exactly_where_it_lacks_units(sample_edition: Edition, rows: Table):
    wrong = []
    for indicator in sample_edition.catalogue.indicators:
        total = sample_edition.total.get((indicator.code, PROVINCE))
        if total is not None and total.value is not None:
            given, _, asked = rows[indicator.name]["Số đơn vị"].partition("/")
            signs = (rows[indicator.name]["Thực hiện"].endswith("*"), given != asked)
            if signs != (bool(total.missing), bool(total.missing)):
                wrong.append(indicator.code)
    assert wrong == []


def test_a_plan_that_lacks_a_unit_of_the_figure_has_two_stars():
    catalogue = report_rounds.catalogue()
    period = catalogue.period["CN"]
    files = [
        builders.submission("522", {"N6.04": 10}, {"N6.04": 20}),
        builders.submission("524", {"N6.04": 10}, {"N6.04": "CCSL"}),
    ]
    made = consolidate(catalogue, period, files, builders.chosen(catalogue, period, files), (), {})
    shown = row_of(table(printed_annex(made)), made, "N6.04")
    assert (shown["Kế hoạch"], shown["TH/KH (%)"], shown["Thực hiện"]) == ("20**", "50,0", "20*")


def test_units_without_a_report_are_named_with_the_reason(printed: Drawing, rows: Table):
    titles = next(iter(rows.values()))
    assert {"H. Sơn Tây (sai kỳ báo cáo)", "H. Nghĩa Hành (chưa gửi)"} <= titles.keys()
    assert "Đơn vị chưa có báo cáo sử dụng được (4/19): các huyện Nghĩa Hành, Minh Long; " in all_texts(printed)


def test_it_has_no_column_of_codes(rows: Table):
    assert "Mã" not in next(iter(rows.values()))


def test_coordinating_departments_share_a_column_where_no_two_are_asked_for_the_same(
    sample_edition: Edition, rows: Table
):
    shown = {code: row_of(rows, sample_edition, code)[JOINED] for code in ("N4.06", "N8.11", "N3.01")}
    assert shown == {"N4.06": "16.938.420,5", "N8.11": "569", "N3.01": ""}


def test_a_unit_that_is_asked_for_nothing_has_no_column():
    made = report_rounds.answered("CN")
    whole = made.catalogue
    kept = tuple(one for one in whole.assignments if one.who != "so_gddt")
    bare = replace(made, catalogue=replace(whole, assignments=kept))
    assert "Sở GDĐT" in all_texts(printed_annex(made))
    assert "Sở GDĐT" not in all_texts(printed_annex(bare))


def test_every_cell_is_a_text(sample_edition: Edition):
    ((_, data),) = summary_files(sample_edition).items()
    cells = [cell for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def printed_head(part: Any) -> str | None:
    """The middle of a page's head."""
    text: str | None = part.center.text
    return text


def test_the_first_page_bears_no_number_and_the_others_do(sample_edition: Edition):
    ((_, data),) = summary_files(sample_edition).items()
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert (sheet.HeaderFooter.differentFirst, printed_head(sheet.firstHeader)) == (True, None)
    assert printed_head(sheet.oddHeader) == "&P"


def test_the_year_of_the_report_stands_in_the_head(printed: Drawing):
    assert "tháng      năm 2024 của Sở Giáo dục và Đào tạo)" in all_texts(printed)


@pytest.mark.parametrize("code", ["HK1", "CN"])
def test_a_round_of_many_units_has_a_column_for_each_region_alone(code: str):
    catalogue = shipped("2025-2026")
    period = catalogue.period[code]
    selection = builders.chosen(catalogue, period, ())
    edition = consolidate(catalogue, period, (), selection, selection.findings, {})
    found = table(printed_annex(edition))
    assert {row["Thực hiện"] for row in found.values()} == {"…"}
    assert len(next(iter(found.values()))) < 20
