"""What stands under the annexes: signs that are in the table, no others; why a row has no figure; a true example."""

from __future__ import annotations

import re

import pytest

from tests.outputs.test_report_sentences import telling
from xlpy.model.edition import Edition
from xlpy.outputs.report.annex_notes import notes_of_indicators, notes_of_reporting, notes_of_units
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.patterns import load_patterns

pytestmark = pytest.mark.slow("round")


def first(made: Telling) -> str:
    annexes = Annexes(made)
    return text_of(notes_of_indicators(annexes, annexes.indicators()))


def test_signs_that_no_row_has_are_not_explained():
    notes = first(telling({"522": {"N2.01": 10}}, {"522": {"N2.01": 9}}))
    assert "K: không phát sinh" not in notes
    assert "**: " not in notes


def test_a_sign_that_a_row_has_is_explained():
    assert "K: không phát sinh" in first(telling({"SGDDT": {"N7.05": "K"}}))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Tỷ lệ tốt nghiệp trung học phổ thông", "chưa có kết quả chính thức"),
        ("Tỷ lệ phân luồng học sinh sau", "chưa có số liệu của Sở Lao động - Thương binh và Xã hội"),
        ("Tỷ lệ trường có kết nối Internet", "chưa đủ số liệu về tổng số trường mầm non, phổ thông (11/14 đơn vị)"),
    ],
)
def test_why_a_row_of_the_sample_is_blank_is_told(sample_edition: Edition, name: str, reason: str):
    made = Telling(sample_edition, load_patterns())
    annexes = Annexes(made)
    (row,) = (n for n, (indicator, _) in enumerate(annexes.chief, 1) if indicator.name.startswith(name))
    assert f"dòng {row}: {reason}" in first(made)


def test_a_row_whose_sign_tells_why_it_lacks_units_is_not_told_again(sample_edition: Edition):
    annexes = Annexes(Telling(sample_edition, load_patterns()))
    blank = [n for n, (_, total) in enumerate(annexes.chief, 1) if total.value is None]
    assert re.findall(r"dòng (\d+):", first(annexes.telling)) == [str(n) for n in blank]


def test_the_office_is_not_said_to_owe_a_report_of_its_own():
    notes = first(telling({"522": {"N2.01": 10}}))
    assert "đang tổng hợp" in notes
    assert "của Sở Giáo dục và Đào tạo;" not in notes


def test_where_nobody_has_reported_no_row_has_a_reason():
    assert "dòng" not in first(telling({}))


def test_the_second_annex_explains_the_signs_of_its_cells_alone(sample_edition: Edition):
    made = Telling(sample_edition, load_patterns())
    table = Annexes(made).by_unit()
    cells = {text_of(runs) for _, row in table.rows for runs in row[2:]}
    notes = text_of(notes_of_units(made, table))
    signs = {"…": "…: ", "rs": "rs: ", "cb": "cb: ", "cc": "cc: ", "K": "K: ", "–": "–: "}
    assert [sign for sign, told in signs.items() if (told in notes) != (sign in cells)] == []


def test_the_example_of_the_third_annex_is_one_of_its_cells(sample_edition: Edition):
    made = Telling(sample_edition, load_patterns())
    table = Annexes(made).reporting()
    notes = text_of(notes_of_reporting(made, table))
    example = re.search(r"\((\d+)/(\d+) sl là (\d+) trong (\d+) số liệu", notes)
    assert example and example[1] == example[3] and example[2] == example[4]
    assert any(f"{example[1]}/{example[2]} sl" in text_of(runs) for _, row in table.rows for runs in row)


def test_where_nothing_waits_the_third_annex_explains_no_such_sign():
    made = telling({})
    notes = text_of(notes_of_reporting(made, Annexes(made).reporting()))
    assert " sl" not in notes
    assert "nd" not in notes
