"""What can't be edited in place is built anew with the same cells at the same places."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from samples import make_samples
from tests.builders import damaged, form, read
from tests.excel_rules import excel
from tests.flat_ods import flat
from tests.message_cases import FIGURES
from tests.tools import soffice_convert
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Reading
from xlpy.intake.numbers import read_figure
from xlpy.model.cells import Address, Book, CellError, CellValue, FileKind, Sheet, UncachedFormula
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import Severity
from xlpy.outputs.marked import Heading, Mark, MarkedCopy, mark
from xlpy.outputs.marked.listing import SHEET
from xlpy.outputs.marked.rebuild import rebuilt
from xlpy.outputs.marked.shape_ods import shapes as ods_shapes
from xlpy.outputs.marked.shape_xls import shapes as xls_shapes

pytestmark = pytest.mark.slow("form")

TU_NGHIA, LY_SON = "Zalo 20-6/Tu Nghia.xls", "Gửi muộn/Ly Son.ods"

FLAT = "Ly Son.fods"


def data_of(file: str) -> bytes:
    stored = (make_samples.INBOX / (LY_SON if file == FLAT else file)).read_bytes()
    return flat(stored) if file == FLAT else stored


def book_of(data: bytes, name: str = "a.xlsx") -> Book:
    reading = read_book(data, name)
    assert isinstance(reading, Reading)
    return reading.book


@pytest.fixture(scope="module", params=[TU_NGHIA, LY_SON, FLAT], ids=["xls", "ods", "fods"])
def file(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def copy(file: str) -> MarkedCopy:
    marks = [Mark(Severity.ERROR, "O404", "Chỉ tiêu", "F20", "Nội dung", "Cách sửa")]
    return mark(data_of(file), file, marks, Heading(), "Sở")


def test_every_cell_stands_where_it_stood_with_its_value(file: str, copy: MarkedCopy):
    original = book_of(data_of(file), file)
    copied = {sheet.name: shown(sheet) for sheet in book_of(copy.content).sheets if sheet.name != SHEET}
    assert copied == {sheet.name: shown(sheet) for sheet in original.sheets}


def shown(sheet: Sheet) -> dict[Address, CellValue]:
    """The cells that show something, numbers to the 15 digits that Excel keeps."""
    return {
        at: Decimal(f"{value:.15g}") if isinstance(value, Decimal) else value
        for at, value in sheet.cells.items()
        if not isinstance(value, UncachedFormula)
    }


def test_excel_refuses_nothing_in_the_copy(copy: MarkedCopy):
    assert excel.report(copy.content) == []


def test_what_was_hidden_is_hidden(file: str, copy: MarkedCopy):
    original = book_of(data_of(file), file)
    hidden = {s.name: (s.hidden, s.hidden_rows, s.hidden_columns) for s in book_of(copy.content).sheets}
    assert [s.name for s in original.sheets if hidden[s.name] != (s.hidden, s.hidden_rows, s.hidden_columns)] == []


def test_the_marked_cell_is_coloured_and_commented(copy: MarkedCopy):
    cell = load_workbook(BytesIO(copy.content))["Chỉ tiêu"]["F20"]
    assert (cell.comment is not None, cell.fill.fgColor.rgb) == (True, "FFFFC7CE")


def test_columns_keep_their_widths_and_areas_stay_merged(copy: MarkedCopy):
    """Measured against the form as issued, of which all files are saves by another program."""
    page = load_workbook(BytesIO(copy.content))["Chỉ tiêu"]
    assert page.column_dimensions["C"].width == pytest.approx(52, rel=0.1)
    assert "C8:I8" in {str(area) for area in page.merged_cells.ranges}


def test_inputs_keep_their_ground(copy: MarkedCopy):
    assert load_workbook(BytesIO(copy.content))["Chỉ tiêu"]["F21"].fill.fgColor.rgb == "FFFFFBE3"


@pytest.mark.parametrize("shapes", [xls_shapes, ods_shapes])
def test_looks_that_cannot_be_read_are_done_without(shapes):
    assert shapes(b"PK\3\4 no package") == {}


def again(cells: dict[Address, CellValue], name: str = "Trang") -> Sheet:
    """The sheet after it was built anew and read."""
    made = rebuilt(b"", Book(FileKind.XLSB, (Sheet(name, cells),)))
    return book_of(made.content).sheets[0]


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        Decimal("1774.5"),
        Decimal(-3),
        date(2024, 6, 20),
        datetime(2024, 6, 20, 8, 30),
        time(8, 30),
        CellError("#REF!"),
        CellError("#DIV/0!"),
        CellError("#N/A"),
    ],
    ids=str,
)
def test_a_value_keeps_its_type(value: CellValue):
    read = again({(3, 2): value}).cells[3, 2]
    assert read == value or (isinstance(value, date) and read == datetime(2024, 6, 20))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(1899, 5, 1), "01/05/1899"),
        (CellError("Err:502"), "Err:502"),
    ],
    ids=str,
)
def test_what_excel_cannot_hold_becomes_its_text(value: CellValue, text: str):
    assert again({(1, 1): value}).cells == {(1, 1): text}


def test_a_formula_without_a_result_shows_nothing():
    assert again({(1, 1): UncachedFormula("=A1+B1"), (2, 1): "a"}).cells == {(2, 1): "a"}


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 40), st.integers(1, 20)),
        st.one_of(
            st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff_"), min_size=1),
            st.integers(-(10**9), 10**9).map(Decimal),
            st.decimals(-(10**6), 10**6, places=3).map(lambda d: Decimal(repr(float(d)))),
            st.booleans(),
        ),
        max_size=20,
    )
)
def test_any_cells_come_back_as_they_were(cells: dict[Address, CellValue]):
    assert again(cells).cells == cells


@pytest.mark.parametrize("name", ["a" * 40, "x:y", "'trích'", "[1]*?/\\"])
def test_a_sheet_name_that_excel_refuses_is_changed_and_its_marks_follow(name: str):
    book = Book(FileKind.ODS, (Sheet(name, {(1, 1): "a"}), Sheet(name + "b", {(1, 1): "b"})))
    made = rebuilt(b"", book)
    read = book_of(made.content)
    assert [sheet.name for sheet in read.sheets] == list(made.names.values())
    assert [sheet.cells[1, 1] for sheet in read.sheets] == ["a", "b"]


NAMES = st.text(st.sampled_from("aA'[]:*?/\\ ốß😀\x01İ\ud800"), max_size=40) | st.sampled_from(
    ["History", "a" * 31, "A" * 36]
)


@pytest.mark.slow("search")
@settings(max_examples=150, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=6, unique=True))
@example(names=["a" * 30 + "'bcdef"])
@example(names=["a" * 25 + "'" + "b" * 10])
@example(names=["a" * 30 + "/", "a" * 30 + ":"])
@example(names=["History", "history_"])
def test_whatever_a_sheet_is_called_it_gets_a_name_that_excel_takes(names: list[str]):
    made = rebuilt(b"", Book(FileKind.XLSB, tuple(Sheet(name, {(1, 1): "x"}) for name in names)))
    fits = [made.names[name] for name in names]
    assert load_workbook(BytesIO(made.content), read_only=True).sheetnames == fits
    assert len({fit.casefold() for fit in fits}) == len(fits)
    for fit in fits:
        assert 0 < len(fit.encode("utf-16-le")) <= 62
        assert not re.search(r"^'|'$|[\[\]:*?/\\\x00-\x1f]|^history$", fit, re.IGNORECASE)


def test_an_ods_file_with_a_count_that_is_no_number_has_no_looks():
    def broken(content: bytes) -> bytes:
        return content.replace(b"<table:table-row ", b'<table:table-row table:number-rows-repeated="x" ', 1)

    stream = BytesIO()
    with ZipFile(BytesIO(data_of(LY_SON))) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, broken(old.read(name)) if name == "content.xml" else old.read(name))
    assert ods_shapes(stream.getvalue()) == {}


def doubtful(kind: str, tmp_path: Path) -> bytes:
    """A form with figures that the intake takes none of, as a file of a kind."""

    def work_on(book: Workbook) -> None:
        page = book[FIGURES]
        page["F10"] = CellRichText("4", TextBlock(InlineFont(vertAlign="superscript"), "1"))
        page["F11"] = CellRichText(TextBlock(InlineFont(strike=True), "7"), TextBlock(InlineFont(), "4"))
        page["F12"], page["F12"].font = 24568, Font(strike=True)
        page["F13"] = CellRichText("H", TextBlock(InlineFont(vertAlign="subscript"), "2"))
        page["F14"], page["F14"].font = "15", Font(vertAlign="superscript")
        page["F15"], page["F15"].number_format = 29000, "#,##0,"
        page["F16"], page["F16"].number_format = 24, '0"00"'
        page["F18"], page["F18"].number_format = 0.95, "0%"
        page["F19"], page["F19"].number_format = 12, '"-"0'
        page["F20"], page["F20"].number_format = 2024, '00"."00'
        page["F21"], page["F21"].number_format = 5, ";;;"
        page["F22"], page["F22"].number_format = 1.25, "# ?/?"
        page["F25"], page["F25"].number_format = "12", '@"00"'
        page["F24"], page["F24"].number_format = 12345, "0.0E+00"

    path = tmp_path / "form.xlsx"
    path.write_bytes(damaged(form("522"), work_on))
    return soffice_convert(path, kind, tmp_path).read_bytes()


DOUBTFUL = [f"F{row}" for row in (*range(10, 17), *range(18, 23), 24, 25)]


def told_of(data: bytes, name: str) -> dict[str, list[tuple[str, object]]]:
    """What is told of each doubtful cell, with the words that the finding quotes."""
    said = read(data, name)
    return {
        cell: [(f.code, f.params.get("found")) for f in said.findings if f.source.cell == cell] for cell in DOUBTFUL
    }


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_makes_a_number_doubtful_is_told_again_of_the_copy(kind: str, tmp_path: Path):
    data = doubtful(kind, tmp_path)
    told = told_of(data, f"a.{kind}")
    assert [cell for cell in DOUBTFUL if not told[cell]] == []
    assert told_of(mark(data, f"a.{kind}", [], Heading(), "Sở").content, "a.xlsx") == told


def test_the_result_of_a_circular_formula_comes_back_as_no_number():
    sheet = Sheet("Trang", {(1, 1): Decimal(7)}, circular={(1, 1): "=A1+1"})
    made = rebuilt(b"", Book(FileKind.XLS, (sheet,)))
    value = book_of(made.content).sheets[0].cells[1, 1]
    assert read_figure(value, kind=IndicatorKind.COUNT, decimals=0).problem == "O404"
