"""Addresses as a spreadsheet writes them, counted from 1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string, get_column_letter

from xlpy.basics.a1 import a1, address_of, column_letters, column_number, quoted_sheet
from xlpy.outputs.publish import address

CELLS = st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384))


@given(st.integers(1, 16_384))
def test_columns_are_named_as_another_library_names_them(column: int) -> None:
    assert column_letters(column) == get_column_letter(column)
    assert column_number(column_letters(column).lower()) == column == column_index_from_string(column_letters(column))


@given(CELLS)
def test_an_address_is_read_back_as_it_was_written(cell: tuple[int, int]) -> None:
    assert address_of(a1(cell)) == cell


@given(CELLS)
def test_a_place_counted_from_0_is_the_cell_that_the_sheet_shows(cell: tuple[int, int]) -> None:
    assert address.a1(cell[0] - 1, cell[1] - 1) == a1(cell)


def test_an_area_of_one_cell_is_written_as_the_cell() -> None:
    assert [address.area_a1(0, 0, 2, 1), address.area_a1(4, 27, 4, 27)] == ["A1:B3", "AB5"]


def test_a_quote_in_the_name_of_a_sheet_is_doubled() -> None:
    assert quoted_sheet("Sở's × đơn vị") == "'Sở''s × đơn vị'"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("A1", (1, 1)),
        ("AB12", (12, 28)),
        ("$F$24", (24, 6)),
        ("XFD1048576", (1048576, 16384)),
        ("a1", None),
        ("A01", None),
    ],
)
def test_addresses_are_read_as_excel_writes_them(text: str, at: tuple[int, int] | None):
    assert address_of(text) == at
