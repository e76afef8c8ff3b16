"""A formula that cells share, as each of them reads it: compared with openpyxl's translator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from xlpy.basics.a1 import a1
from xlpy.intake.formats.xlsx_shared_formulas import SharedFormulas, shifted

PARTS = (
    *("B20", "$B20", "B$20", "$B$20", "b20", "B20:C31", "$B20:C$31", "B:B", "$B:$D", "20:20", "$20:31", "AZ99"),
    *("'Biểu 1'!B20", "'D''B20'!B20:C21", "Biểu1!B20", "Q1!B20", "[1]A!B20", "[2]A!$B:C", "'[1]A B20'!B20"),
    *(
        '"B20"',
        '"a""B20"',
        "LOG10(B20)",
        "Bang[Cột B20]",
        "Bang[[#This Row],[B20]]",
        "SoLop",
        "Lop_B20",
        "_B20",
        "B20x",
    ),
    *("1.5", "1E5", "TRUE", "#REF!", "#N/A", "{1,2;3,4}", "SUM(B20,C21:D$22)"),
)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5), st.integers(-15, 900), st.integers(-1, 900))
def test_a_formula_is_shifted_as_openpyxl_shifts_it(parts: list[str], down: int, right: int):
    formula = f"={'+'.join(parts)}"
    known = Translator(formula, "B20").translate_formula(a1((20 + down, 2 + right)))
    assert (shifted(formula, down, right) or "").upper() == known.upper()


@pytest.mark.parametrize(
    ("formula", "down", "right"), [("=A1", -1, 0), ("=A1", 0, -1), ("=XFD1", 0, 1), ("=9:9", -9, 0)]
)
def test_a_formula_that_leads_off_the_sheet_is_none(formula: str, down: int, right: int):
    assert shifted(formula, down, right) is None


def test_a_later_group_of_the_same_number_takes_the_place_of_the_first():
    shared = SharedFormulas()
    group = {"t": "shared", "si": "0"}
    given_texts = [((2, 4), "A2"), ((3, 4), ""), ((9, 4), "B9"), ((8, 4), "")]
    assert [shared.text(at, group, text) for at, text in given_texts] == ["=A2", "=A3", "=B9", "=B8"]
