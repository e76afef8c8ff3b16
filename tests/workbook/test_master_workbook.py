"""The built master workbook: the same from the same text, valid, complete, and the one that is committed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests import master, tools
from workbook.src.build import BUILT, build, build_plain
from workbook.src.lint import ribbon_faults
from xlpy.book.catalogue import catalogue_of
from xlpy.book.file import FileBook
from xlpy.book.places import COUNTED, MARK, NEXT, SENDING, SETTINGS, STATE, TASKS
from xlpy.book.words import load_book_words
from xlpy.catalogue.load import shipped
from xlpy.outputs.publish import unit_sheet
from xlpy.outputs.publish.layout import EDITION_SHEETS

pytestmark = pytest.mark.slow("book")

WORDS = load_book_words()
VERSIONS = ("Office2007", "Office2016", "Microsoft365")
BETWEEN = ("Office2010", "Office2013", "Office2019", "Office2021")


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def once() -> bytes:
    """The workbook, built once for those that look at it."""
    return build()


@pytest.fixture(scope="module")
def book(once) -> Workbook:
    return load_workbook(io.BytesIO(once), keep_vba=True)


def test_two_builds_are_the_same_bytes(once):
    assert build() == once


def test_the_committed_workbook_has_the_parts_of_a_build(once):
    assert parts(BUILT.read_bytes()) == parts(once)


@pytest.mark.validator
@pytest.mark.parametrize("version", (*VERSIONS, *(BETWEEN if tools.THOROUGH else ())))
def test_the_validator_of_each_office_passes_it(once, tmp_path, version):
    path = tmp_path / "Plan167.xlsm"
    path.write_bytes(once)
    assert tools.validate([path], version) == ""


@pytest.mark.validator
def test_the_variant_without_macros_is_valid_too(tmp_path):
    path = tmp_path / "Plan167.xlsx"
    path.write_bytes(build_plain())
    assert tools.validate([path]) == ""


def test_its_tables_give_the_shipped_catalogue():
    assert catalogue_of(FileBook(BUILT), WORDS) == shipped()


def test_every_result_sheet_of_an_ordinary_edition_is_there(book):
    assert set(EDITION_SHEETS) - {unit_sheet.ACTUAL_SHEET} <= set(book.sheetnames)


def test_every_place_that_the_program_fills_has_a_name(book):
    wanted = {*SETTINGS.values(), *STATE.values(), MARK, NEXT, SENDING, TASKS}
    assert wanted <= set(book.defined_names)


def test_panel_first_then_guide_the_office_s_tables_results_catalogue(book):
    first = [WORDS.sheet("panel"), WORDS.sheet("guide"), *(own.sheet for own in WORDS.office), EDITION_SHEETS[0]]
    last = [*(own.sheet for own in WORDS.catalogue.values()), WORDS.sheet("conf")]
    assert [*book.sheetnames[: len(first)], *book.sheetnames[-len(last) :]] == [*first, *last]


def test_every_sheet_has_a_vba_name_of_its_own(book):
    names = [sheet.sheet_properties.codeName for sheet in book.worksheets]
    assert len(set(names)) == len(names) and all(names)


def test_the_panel_has_three_charts(book):
    assert len(book[WORDS.sheet("panel")]._charts) == 3


def test_only_the_settings_of_the_panel_are_open(book):
    sheet = book[WORDS.sheet("panel")]
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    named = {next(iter(book.defined_names[name].destinations))[1].replace("$", "") for name in SETTINGS.values()}
    assert open_cells == named


def test_counts_start_empty_not_at_zero(book):
    sheet = book[WORDS.sheet("panel")]
    cells = [next(iter(book.defined_names[STATE[key]].destinations))[1].replace("$", "") for key in COUNTED]
    assert [sheet[cell].value for cell in cells] == [None] * len(cells)


@pytest.mark.parametrize("name", list(WORDS.catalogue))
def test_a_code_typed_below_a_catalogue_table_stays_text(book, name):
    sheet = book[WORDS.catalogue[name].sheet]
    columns = list("ABCDEFGHIJKLMNOPQRS")[: len(WORDS.catalogue[name].columns)]
    assert {sheet.column_dimensions[column].number_format for column in columns} == {"@"}


def test_all_text_is_times_new_roman(book):
    fonts = {cell.font.name for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert fonts == {"Times New Roman"}


def test_every_printed_sheet_has_a_page_of_its_own_size(book):
    sizes = {
        sheet.title: int(sheet.page_setup.paperSize) for sheet in book.worksheets if sheet.sheet_state == "visible"
    }
    assert set(sizes.values()) <= {8, 9}


def test_a_build_on_the_catalogue_of_2025_has_its_units(tmp_path):
    from xlpy.catalogue.load import DATA  # noqa: PLC0415

    path = tmp_path / "2025.xlsx"
    path.write_bytes(build_plain(DATA / "2025-2026"))
    assert catalogue_of(FileBook(path), WORDS) == shipped("2025-2026")


def test_the_ribbon_of_the_built_workbook_is_the_linted_one():
    found = parts(build())["customUI/customUI14.xml"]
    from workbook.src.vbaproject import modules  # noqa: PLC0415

    sources = {module.name: module.code for module in modules(["Sheet01"])}
    assert ribbon_faults(found, sources) == []


def test_the_sample_workbook_differs_only_by_its_catalogue(tmp_path):
    path = master.put(tmp_path)
    assert catalogue_of(FileBook(path), WORDS).plan.note == "Số liệu minh họa, không phải số liệu thật"
    assert isinstance(path, Path)
