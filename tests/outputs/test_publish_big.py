"""More rows or columns than a sheet of Excel has; the limits are lowered, so that a small edition passes them."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile
from zlib import Z_DEFAULT_COMPRESSION, Z_NO_COMPRESSION

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from tests import builders, tools
from xlpy.basics.zip_package import alike
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import Catalogue
from xlpy.model.edition import Edition
from xlpy.outputs.publish import data, findings, parts, summary, unit_sheet, workbook
from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.edition_sheets import sheets_of
from xlpy.outputs.publish.layout import Layout, lay_out
from xlpy.outputs.publish.paint import Formats, paint
from xlpy.outputs.publish.view import View
from xlpy.outputs.publish.workbook import write_workbook
from xlpy.outputs.trace.place import figure_at

pytestmark = pytest.mark.slow("round")

COLUMNS, ROWS = 44, 40


def opened(edition: Edition, most_rows: int = ROWS, most_columns: int = COLUMNS) -> Workbook:
    return load_workbook(BytesIO(write_workbook(edition, most_rows, most_columns)))


def empty_edition(catalogue: Catalogue) -> Edition:
    period = catalogue.period["CN"]
    return consolidate(catalogue, period, [], builders.chosen(catalogue, period, []), [], {})


@pytest.fixture(scope="module")
def communes() -> Edition:
    return empty_edition(shipped("2025-2026"))


@pytest.fixture(scope="module")
def book(communes: Edition) -> Workbook:
    return opened(communes)


@pytest.fixture(scope="module")
def laid(communes: Edition) -> Layout:
    return lay_out(View(communes, ROWS, COLUMNS))


@pytest.mark.parametrize("name", [unit_sheet.ACTUAL_SHEET, unit_sheet.PLAN_SHEET])
def test_units_that_fit_no_sheet_go_on_on_numbered_ones(book: Workbook, name: str):
    names = [title for title in book.sheetnames if title.startswith(name)]
    assert names == [name, f"{name} (2)", f"{name} (3)"]


def test_no_sheet_is_wider_than_it_may_be(book: Workbook):
    assert max(page.max_column for page in book) <= COLUMNS


def test_each_unit_has_one_column_on_these_sheets(book: Workbook, laid: Layout):
    titles = [
        str(cell.value)
        for name, sheet in laid.unit_sheets.items()
        if name.startswith(unit_sheet.ACTUAL_SHEET)
        for cell in book[name][sheet.rows[0].row - 1][4:]
    ]
    assert len(set(titles)) == len(titles) == 96


def test_a_subtotal_adds_each_unit_of_its_region_up_once(book: Workbook, laid: Layout):
    row = next(row for row in laid.summary.rows if row.indicator and not row.indicator.is_computed)
    place = next(place for place in laid.summary.places if len(place.block.units) > COLUMNS)
    formula = str(book[summary.SHEET].cell(row.row + 1, (place.subtotal or 0) + 1).value)
    counted = re.search(r"COUNT\((.*?:[A-Z]+\d+)\)=0", formula)
    found = [unit for part in (counted or [""] * 2)[1].split(",") for unit in _units_of(part, laid)]
    assert found == [unit.code for unit in place.block.units]


def _units_of(reference: str, laid: Layout) -> list[str]:
    name, cells = reference.rsplit("!", 1)
    first, _, last, _ = range_boundaries(cells)
    at = {column + 1: unit for unit, (_, column) in laid.unit_sheets[name.strip("'")].grid.column.items()}
    return [at[column] for column in range(int(first or 0), int(last or 0) + 1)]


@pytest.mark.validator
def test_workbooks_of_such_sheets_are_valid_open_xml(communes: Edition, sample_edition: Edition, tmp_path: Path):
    paths = [tmp_path / "wide.xlsx", tmp_path / "long.xlsx"]
    for path, edition in zip(paths, (communes, sample_edition), strict=True):
        path.write_bytes(write_workbook(edition, ROWS, COLUMNS))
    assert tools.validate(paths) == ""


def test_many_units_of_a_region_without_a_subtotal_leave_the_summary_too(communes: Edition):
    catalogue = communes.catalogue
    plain = replace(catalogue, regions=tuple(replace(region, subtotal=False) for region in catalogue.regions))
    assert opened(empty_edition(plain))[summary.SHEET].max_column < 25


def test_more_figures_than_rows_are_left_to_the_table_and_the_sheet_says_so(sample_edition: Edition):
    page = opened(sample_edition)[data.SHEET]
    count = f"{len(sample_edition.figures):,}".replace(",", ".")
    said = str(page.cell(1, 1).value)
    assert (page.max_row, said.startswith(f"Bản tổng hợp có {count} số liệu"), "figures.csv" in said) == (1, True, True)


def test_no_figure_is_asked_for_on_a_sheet_that_lists_none(sample_edition: Edition):
    assert figure_at(lay_out(View(sample_edition, ROWS)), data.SHEET, 2, 1) is None


def test_as_many_figures_as_rows_below_the_header_are_all_listed(sample_edition: Edition):
    most = len(sample_edition.figures) + 1
    assert opened(sample_edition, most)[data.SHEET].max_row == most


def test_a_table_that_fills_its_sheet_ends_with_how_many_rows_it_lacks(sample_edition: Edition):
    whole, cut = (opened(sample_edition, most)[findings.SHEET] for most in (10_000, ROWS))
    last = cut.max_row
    lacking = whole.max_row - (last - 1)
    assert (last < ROWS, str(cut.cell(last, 1).value).split(" dòng")[0]) == (True, f"Còn {lacking}")


def test_parts_never_held_whole_give_the_bytes_that_the_library_itself_gives(
    sample_edition: Edition, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parts, "LEVEL", Z_DEFAULT_COMPRESSION)
    made = write_workbook(sample_edition)
    monkeypatch.setattr(workbook, "LongWorkbook", xlsxwriter.Workbook)
    assert alike(BytesIO(write_workbook(sample_edition))) == made


def test_parts_are_packed_at_the_level_that_is_said(sample_edition: Edition, monkeypatch: pytest.MonkeyPatch):
    package = write_workbook(sample_edition)
    monkeypatch.setattr(parts, "LEVEL", Z_NO_COMPRESSION)
    assert len(write_workbook(sample_edition)) > 3 * len(package)


def test_rows_of_a_sheet_stand_from_the_top_down_even_below_a_table_that_is_cut(sample_edition: Edition):
    with ZipFile(BytesIO(write_workbook(sample_edition, ROWS))) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    rows = [[int(number) for number in re.findall(r'<row r="(\d+)"', sheet)] for sheet in sheets]
    assert [found for found in rows if found != sorted(set(found))] == []


def test_rows_that_are_let_go_of_early_are_in_the_file_as_all_others(
    sample_edition: Edition, monkeypatch: pytest.MonkeyPatch
):
    drawing = next(sheets_of(View(sample_edition)))

    def painted() -> dict[str, tuple[object, ...]]:
        stream = BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        paint(book.add_worksheet(drawing.name, worksheet_class=BulkSheet), drawing, Formats(book))
        book.close()
        cells = (cell for row in load_workbook(stream)[drawing.name].iter_rows() for cell in row)
        return {cell.coordinate: (cell.value, cell.font.b, cell.font.sz, cell.number_format) for cell in cells}

    early = painted()
    monkeypatch.setattr(BulkSheet, "settle", lambda _sheet, _before: None)
    assert len(early) > 1_000
    assert early == painted()
