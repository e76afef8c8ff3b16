"""The small parts of feedback: cells in few words, settings that staff edit."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import context
from xlpy.basics.cell_ranges import cell_list, row_of
from xlpy.catalogue.load import shipped
from xlpy.catalogue.workdays import Workdays
from xlpy.outputs.feedback.settings import FILE, SettingsError, load_settings

CELLS = st.sets(st.tuples(st.sampled_from(["A", "F", "Z", "AA", "XFD"]), st.integers(1, 40)), max_size=60)


def spelt_out(text: str) -> set[tuple[str, int]]:
    """Every cell that the text names."""
    named = set()
    for column, first, last in re.findall(r"([A-Z]+)(\d+)(?::[A-Z]+(\d+))?", text):
        named |= {(column, row) for row in range(int(first), int(last or first) + 1)}
    return named


# --- Cells --------------------------------------------------------------------------------------------------


@given(CELLS)
def test_ranges_name_exactly_the_cells_given(cells: set[tuple[str, int]]) -> None:
    assert spelt_out(cell_list((f"{column}{row}" for column, row in cells), 1000)) == cells


@given(CELLS, st.integers(1, 5))
def test_cells_beyond_the_cap_are_counted(cells: set[tuple[str, int]], shown: int) -> None:
    text = cell_list((f"{column}{row}" for column, row in cells), shown)
    left = re.search(r" và (\d+) ô khác$", text)
    assert len(spelt_out(text.partition(" và ")[0])) + (int(left[1]) if left else 0) == len(cells)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["F9", "F10", "F11", "H3"], "F9:F11, H3"),
        (["AA1", "Z2", "F10", "F9"], "F9:F10, Z2, AA1"),
        (["F9", "F9", ""], "F9"),
        ([], ""),
    ],
)
def test_cells_read_as_an_office_writes_them(cells: list[str], text: str) -> None:
    assert cell_list(cells) == text


def test_what_is_no_address_has_no_row() -> None:
    assert (row_of("XFD1048576"), row_of(""), row_of("F")) == (1048576, 0, 0)


# --- Settings -----------------------------------------------------------------------------------------------


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """The shipped settings with one line changed."""
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / FILE.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_the_number_of_days_is_what_the_file_says(tmp_path: Path) -> None:
    settings = load_settings(edited(tmp_path, "answer_days = 5", "answer_days = 1"))
    assert settings.answer_by(date(2024, 6, 28), context().period, Workdays()) == date(2024, 7, 1)


def test_an_answer_is_asked_for_before_the_day_of_the_office_s_report() -> None:
    assert load_settings().answer_by(date(2024, 6, 21), context().period, Workdays()) == date(2024, 6, 27)


def test_papers_of_the_days_before_tet_give_days_after_it() -> None:
    workdays, period = Workdays(), context("HK1").period
    assert load_settings().answer_by(date(2024, 2, 5), period, workdays) == date(2024, 2, 19)
    assert load_settings().send_by(date(2024, 2, 5), period, workdays) == date(2024, 2, 15)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("answer_days = 5", "answer_days = 0", "[deadline] answer_days: cần số ngày từ 1 đến 60, đang ghi “0”"),
        ("answer_days = 5", 'answer_days = "năm"', "đang ghi “năm”"),
        ("answer_days = 5", "", "thiếu mục [deadline] answer_days"),
        ("addressee.local", "addressee.huyen", "thiếu mục [letter] addressee.local"),
        ("[contact]", "[contact", "Không đọc được tệp phan-hoi.toml"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(words)):
        load_settings(edited(tmp_path, old, new))


def test_missing_settings_are_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=re.escape("Không đọc được tệp phan-hoi.toml")):
        load_settings(tmp_path / "phan-hoi.toml")


def test_a_contact_without_a_telephone_leaves_room_to_write_it() -> None:
    assert load_settings().contact.line == "Văn phòng Sở Giáo dục và Đào tạo, điện thoại ………………"


def test_a_contact_is_told_in_one_line(tmp_path: Path) -> None:
    path = edited(tmp_path, 'person = ""', 'person = "bà Lê Thị Hoa"')
    text = path.read_text(encoding="utf-8").replace('phone = ""', 'phone = "0255 3822 000"')
    path.write_text(text.replace('email = ""', 'email = "vp@so.example"'), encoding="utf-8")
    assert load_settings(path).contact.line == (
        "Văn phòng Sở Giáo dục và Đào tạo (bà Lê Thị Hoa), điện thoại 0255 3822 000, thư điện tử vp@so.example"
    )


@pytest.mark.parametrize(
    ("unit", "addressee"),
    [
        ("534", "Ủy ban nhân dân thị xã Đức Phổ"),
        ("SLDTBXH", "Sở Lao động - Thương binh và Xã hội"),
        ("SGDDT", "Các phòng chuyên môn thuộc Sở Giáo dục và Đào tạo"),
    ],
)
def test_papers_are_put_to_the_office_that_answers(unit: str, addressee: str) -> None:
    reporting_unit = context().reporting_unit(unit)
    assert reporting_unit is not None and load_settings().addressee(reporting_unit) == addressee


def test_communes_of_2025_are_addressed_as_districts_were() -> None:
    catalogue = shipped("2025-2026")
    reporting_unit = next(unit for unit in catalogue.units if unit.name == "Phường Cẩm Thành")
    assert load_settings().addressee(reporting_unit) == "Ủy ban nhân dân phường Cẩm Thành"
