"""The sheet of years: what stands where, what is drawn, and what it says without an earlier year."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests import builders, tools
from tests.excel_rules import excel
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.edition import Edition
from xlpy.outputs.publish import years
from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.drawing import Drawing
from xlpy.outputs.publish.page import Page
from xlpy.outputs.publish.paint import Formats, paint
from xlpy.outputs.publish.view import View

RATIO, CODES = "N5.02", ("N5.01", "N1.02")


def edition(*, earlier: bool = True) -> Edition:
    opened = builders.context()
    files = [builders.submission(unit, {"N1.02": 40, "N5.01": 30}) for unit in ("524", "535")]
    chosen = builders.chosen(opened.catalogue, opened.period, files)
    before = {"535": {"N1.02": Decimal(40), "N5.01": Decimal(20)}, "533": {"N1.02": Decimal(10)}}
    given = {"2022-2023": before} if earlier else {}
    return consolidate(opened.catalogue, opened.period, files, chosen, chosen.findings, {}, given)


def drawing(made: Edition) -> Drawing:
    page = Page(Canvas(years.SHEET, years.widths(View(made))))
    years.write_years(page, View(made))
    return page.sheet.drawing()


def workbook(made: Edition) -> bytes:
    stream = io.BytesIO()
    book = Workbook(stream)
    paint(book.add_worksheet(years.SHEET, worksheet_class=BulkSheet), drawing(made), Formats(book))
    book.close()
    return stream.getvalue()


def row_of(drawn: Drawing, code: str) -> list[object]:
    row = next(row for (row, column), cell in drawn.cells.items() if column == 1 and cell.value == code)
    return [drawn.cells[row, column].value for column in range(years.FIRST_YEAR, len(drawn.widths))]


def test_the_years_stand_side_by_side_and_last_year_over_the_same_units():
    assert row_of(drawing(edition()), "N1.02") == [50, 80, 40, 40, 0, 1]


def test_without_an_earlier_year_it_says_how_to_bring_one():
    assert [cell.value for cell in drawing(edition(earlier=False)).cells.values()].count(years.NONE) == 1


def test_what_is_drawn_are_percentages_of_the_province_under_their_names():
    made = edition()
    drawn = drawing(made)
    names = [drawn.cells[line.name].value for chart in drawn.charts for line in chart.lines]
    percent = {i.name for i in made.catalogue.indicators if i.unit_of_measure == "%"}
    assert names != [] and set(names) <= percent


def test_a_workbook_of_its_own_holds_the_chart():
    chart = zipfile.ZipFile(io.BytesIO(workbook(edition()))).read("xl/charts/chart1.xml").decode()
    assert "'Chuỗi năm'!$F$" in chart


def test_a_figure_of_this_year_that_lacks_units_bears_the_mark_of_one():
    drawn = drawing(edition())
    row = next(row for (row, column), cell in drawn.cells.items() if column == 1 and cell.value == "N1.02")
    assert "Tổng thiếu" in drawn.cells[row, years.FIRST_YEAR + 1].style


def test_excel_takes_the_sheet_with_its_chart():
    assert excel.report(workbook(edition())) == []


@pytest.mark.validator
def test_the_open_xml_sdk_finds_nothing_wrong_with_the_chart(tmp_path: Path):
    path = tmp_path / "chuoi-nam.xlsx"
    path.write_bytes(workbook(edition()))
    assert tools.validate([path]) == ""
