"""The fast lanes of a sheet give what XlsxWriter's own ways give, byte by byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.cell_text import cell_text
from xlpy.outputs.publish.drawing import Cell, Value

STYLES = ({"bold": True}, {"num_format": "0.0"}, {"num_format": "0.0", "bold": False}, {"italic": True})
"""The second and the third are the same to Excel."""
NUMBERS = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(max_size=8).map(cell_text) | st.sampled_from(["K", "", "=1+1", " a ", "<r>b", "\n", "x" * 17_000])
RESULTS = st.floats(-1e9, 1e9) | st.sampled_from(["", "–", "a & b", "#N/A"])
FORMULAS = st.sampled_from(["=A1+B1", '=IF(A1<>"K",A1&"<",0)', "=SUM(A1:B9)"])


class Put(NamedTuple):
    """A cell, the number of its style, its formula."""

    value: Value
    style: int
    formula: str = ""


STYLE = st.integers(0, len(STYLES) - 1)
CELLS = st.builds(Put, st.none() | NUMBERS | TEXTS, STYLE, st.just("")) | st.builds(Put, RESULTS, STYLE, FORMULAS)
PLACES = st.tuples(st.integers(0, 40), st.integers(0, 60))


def parts(sheet: type[Worksheet], fill: Callable[[Worksheet, list[Format]], object]) -> dict[str, bytes]:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book.add_worksheet("Trang", worksheet_class=sheet), [book.add_format(dict(style)) for style in STYLES])
    book.close()
    with ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("xl/")}


def written(sheet: Worksheet, row: int, column: int, cell: Put, style: Format) -> None:
    if cell.formula:
        sheet.write_formula(row, column, cell.formula, style, cell.value)
    elif cell.value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell.value, str):
        sheet.write_string(row, column, cell.value, style)
    else:
        sheet.write_number(row, column, cell.value, style)


@given(st.dictionaries(PLACES, CELLS, max_size=30))
def test_a_cell_put_is_the_cell_that_the_library_writes(cells: dict[tuple[int, int], Put]):
    def put(sheet: Worksheet, styles: list[Format]) -> None:
        for place in sorted(cells):
            sheet.put(*place, cells[place].value, styles[cells[place].style], cells[place].formula)

    def write(sheet: Worksheet, styles: list[Format]) -> None:
        for place in sorted(cells):
            written(sheet, *place, cells[place], styles[cells[place].style])

    assert parts(BulkSheet, put) == parts(Worksheet, write)


@pytest.mark.parametrize("value", [Decimal("93.50"), Decimal(0), Decimal("-12345678901234567890.5"), 0.1, -0.0])
def test_a_number_put_is_the_number_that_the_library_writes(value: Decimal | float):
    put = parts(BulkSheet, lambda sheet, styles: sheet.put(3, 4, value, styles[0]))
    assert put == parts(Worksheet, lambda sheet, styles: sheet.write_number(3, 4, value, styles[0]))


def test_a_day_put_is_the_day_that_the_library_writes():
    put = parts(BulkSheet, lambda sheet, styles: sheet.put(3, 4, date(2026, 5, 31), styles[0]))
    assert put == parts(Worksheet, lambda sheet, styles: sheet.write_datetime(3, 4, date(2026, 5, 31), styles[0]))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_excel_has_no_number_for_is_not_put(value: Decimal | float):
    with pytest.raises(ValueError, match="a cell holds no"):
        parts(BulkSheet, lambda sheet, styles: sheet.put(0, 0, value, styles[0]))


@pytest.mark.parametrize("place", [(1_048_576, 0), (0, 16_384)])
def test_a_cell_beyond_the_sheet_is_left_out_as_the_library_does(place: tuple[int, int]):
    put = parts(BulkSheet, lambda sheet, styles: sheet.put(*place, 1.5, styles[0]))
    assert put == parts(Worksheet, lambda sheet, styles: sheet.write_number(*place, 1.5, styles[0]))


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers(-(10**9), 10**9), st.none() | st.dates()), max_size=20))
def test_rows_in_bulk_hold_the_cells_that_are_put_one_by_one(rows: list[tuple[Cell, ...]]):
    def bulk(sheet: BulkSheet, styles: list[Format]) -> None:
        sheet.put(0, 0, "Tên", styles[3])
        sheet.bulk_rows(2, rows, styles[:3], {})

    def singly(sheet: BulkSheet, styles: list[Format]) -> None:
        sheet.put(0, 0, "Tên", styles[3])
        sheet.settle(1)
        for style in styles[:3]:  # columns number their formats before the first cell
            style._get_xf_index()
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row):
                sheet.put(number, column, value or None if isinstance(value, str) else value, styles[column])

    def without_spans(made: dict[str, bytes]) -> dict[str, bytes]:
        return {name: data.replace(b' spans="1:3"', b"") for name, data in made.items()}

    assert without_spans(parts(BulkSheet, bulk)) == without_spans(parts(BulkSheet, singly))


def test_equal_numbers_in_bulk_are_written_as_each_is():
    rows = [(Decimal(1),), (Decimal("1.0"),), (1,), ("1",)]
    made = parts(BulkSheet, lambda sheet, styles: sheet.bulk_rows(0, rows, styles[:1], {}))
    sheet = made["xl/worksheets/sheet1.xml"].decode()
    assert [cell.split("</v>")[0] for cell in sheet.split("<v>")[1:]] == ["1", "1.0", "1", "0"]


def test_a_row_in_bulk_of_another_length_is_an_error():
    with pytest.raises(ValueError, match="zip"):
        parts(BulkSheet, lambda sheet, styles: sheet.bulk_rows(0, [("a", "b")], styles[:1], {}))
