"""What makes the samples: figures that add up, the same each time, and edits that keep a workbook whole."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from samples import arrivals, damage, make_samples, yearbook
from samples.districts import CLASSES, DISTRICTS, PUPILS, SCHOOLS, STANDARD, TEACHERS, shares
from samples.figures import sample_figures
from samples.maker import Maker
from samples.package_edit import hide_rows, part, put_error, put_text, put_uncached, set_font, sheet_parts
from samples.spread import spread
from samples.structure_edit import insert_column, insert_row, rename_sheet, reorder_sheets
from samples.tcvn3 import to_tcvn3
from xlpy.basics.text import Encoding, to_unicode
from xlpy.catalogue.load import shipped
from xlpy.intake.folder import RECEIPTS
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Refusal
from xlpy.model.catalogue import Catalogue
from xlpy.model.cells import Book, CellError, Sheet, UncachedFormula
from xlpy.model.submission import Column


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture(scope="module")
def small() -> bytes:
    """Two sheets: figures in B2:B3 with their sum, and a second sheet that reads the sum."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        page, other = book.add_worksheet("Số liệu"), book.add_worksheet("Xem")
        page.write_row("A1", ("Tên", "Số", "Ghi chú"))
        page.write_row("A2", ("một", 1, "x"))
        page.write_row("A3", ("hai", 2, "y"))
        page.write_row("A4", ("cộng", None, "z"))
        page.write_formula("B4", "=SUM(B2:B3)", None, 3)
        other.write_formula("A1", "='Số liệu'!B4*2", None, 6)
        book.define_name("tong", "='Số liệu'!$B$4")
    return buffer.getvalue()


def book(data: bytes) -> Book:
    reading = read_book(data, "a.xlsx")
    assert not isinstance(reading, Refusal)
    return reading.book


def first(data: bytes) -> Sheet:
    return book(data).sheets[0]


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@given(st.integers(0, 500), st.dictionaries(st.text(max_size=3), st.floats(0.5, 100), min_size=1))
def test_a_total_is_shared_out_whole(total: int, weights: dict[str, float]):
    assert total == sum(spread(total, weights).values())


def test_a_share_does_not_pass_its_cap():
    assert spread(10, {"a": 9.0, "b": 1.0}, {"a": 2, "b": 20}) == {"a": 2, "b": 8}


def test_caps_without_room_are_refused():
    with pytest.raises(ValueError, match="fit"):
        spread(10, {"a": 1.0}, {"a": 9})


@pytest.mark.parametrize(
    ("totals", "parts"),
    [
        (SCHOOLS, shares().schools),
        (STANDARD, shares().standard),
        (PUPILS, shares().pupils),
        (CLASSES, shares().classes),
        (TEACHERS, shares().teachers),
    ],
)
def test_districts_add_up_to_the_province(totals: dict[str, int], parts: dict[str, dict[str, int]]):
    assert totals == {level: sum(by_district.values()) for level, by_district in parts.items()}


def test_the_districts_are_those_of_the_catalogue(catalogue: Catalogue):
    reporting_units = {unit.code for unit in catalogue.reporting_units(catalogue.period["CN"]) if unit.region != "tinh"}
    assert {district.code for district in DISTRICTS} == reporting_units


@pytest.mark.parametrize("period", ["HK1", "CN"])
def test_every_unit_has_a_figure_for_all_it_is_asked(catalogue: Catalogue, period: str):
    figures = sample_figures(catalogue, catalogue.period[period])
    asked = {
        unit.code: {
            (i.code, column)
            for i in catalogue.asked(unit).indicators
            for column in Column
            if column is Column.ACTUAL or i.has_plan
        }
        for unit in catalogue.reporting_units(catalogue.period[period])
    }
    assert asked == {code: set(answers) for code, answers in figures.items()}


def test_figures_are_the_same_each_time(catalogue: Catalogue):
    period = catalogue.period["CN"]
    assert sample_figures(catalogue, period) == sample_figures(catalogue, period)


@pytest.mark.parametrize("story", [damage.rebuilt, damage.old_font])
def test_a_file_is_the_same_each_time(story: Callable[[Maker], bytes]):
    assert story(make_samples.whole_year()) == story(make_samples.whole_year())


@pytest.mark.slow("round")
def test_the_shipped_files_are_what_the_program_makes():
    made = arrivals.contents(make_samples.whole_year(), make_samples.half_year())
    plain = [(make_samples.INBOX / sent.name, data) for sent, data in made if not sent.office]
    plain += [(yearbook.INBOX / name, data) for name, data in yearbook.forms(2016).items()]
    stale = [path.name for path, data in plain if not _same(path, data)]
    assert stale == [], "run python -m samples.make_samples"


def _same(path: Path, data: bytes) -> bool:
    """Equal but for how the parts are compressed."""
    shipped_data = path.read_bytes()
    if data[:2] != b"PK":
        return data == shipped_data
    return contents(data) == contents(shipped_data)


def test_the_shipped_registers_are_what_the_program_makes():
    shipped_text = [(folder / RECEIPTS).read_text("utf-8-sig") for folder in (make_samples.INBOX, yearbook.INBOX)]
    assert [arrivals.register(), yearbook.register()] == shipped_text


def test_tcvn3_is_read_back_as_it_was_written():
    text = "Đề nghị bổ sung biên chế; vướng mắc ở phường, xã"
    reading = to_unicode(to_tcvn3(text), ".VnTime")
    assert (text, Encoding.TCVN3) == (reading.value, reading.encoding)


def test_a_letter_without_a_code_is_refused():
    with pytest.raises(ValueError, match="Ủ"):
        to_tcvn3("Ủy ban")


def test_an_error_is_an_error_cell(small: bytes):
    assert CellError("#REF!") == first(put_error(small, "Số liệu", "B2", "#REF!*1", "#REF!")).cells[2, 2]


def test_a_formula_without_result_stays_one(small: bytes):
    assert UncachedFormula("=1+2") == first(put_uncached(small, "Số liệu", "B2", "1+2")).cells[2, 2]


def test_text_is_put_untouched(small: bytes):
    assert first(put_text(small, "Số liệu", {"B2": " 1.810 & \u00a0"})).cells[2, 2] == " 1.810 & \u00a0"


def test_rows_are_hidden(small: bytes):
    assert frozenset({3}) == first(hide_rows(small, "Số liệu", [3])).hidden_rows


def test_a_font_is_set_for_its_cells_only(small: bytes):
    assert first(set_font(small, "Số liệu", ["A2"], ".VnTime")).legacy_fonts == {(2, 1): ".VnTime"}


def test_an_inserted_row_moves_formulas_and_names(small: bytes):
    changed = insert_row(small, "Số liệu", 3, {1: "chen"})
    sheets = sheet_parts(changed)
    assert "<f>SUM(B2:B4)</f>" in part(changed, sheets["Số liệu"])
    assert "<f>'Số liệu'!B5*2</f>" in part(changed, sheets["Xem"])
    assert "'Số liệu'!$B$5" in part(changed, "xl/workbook.xml")
    assert first(changed).cells[3, 1] == "chen"


def test_an_inserted_column_moves_formulas(small: bytes):
    changed = insert_column(small, "Số liệu", 2, {1: "chen"})
    assert "<f>SUM(C2:C3)</f>" in part(changed, sheet_parts(changed)["Số liệu"])
    assert first(changed).cells[1, 2] == "chen"


def test_a_renamed_sheet_is_followed(small: bytes):
    changed = rename_sheet(small, "Số liệu", "B1")
    assert "<f>'B1'!B4*2</f>" in part(changed, sheet_parts(changed)["Xem"])


def test_sheets_change_places(small: bytes):
    assert [sheet.name for sheet in book(reorder_sheets(small, ["Xem", "Số liệu"])).sheets] == ["Xem", "Số liệu"]
