"""How a message quotes what somebody wrote: whole, or as many whole words as there is room for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import context
from xlpy.intake.notes import Notes, cut, shortened

OWN = "số nguyên không âm; giá trị nghi đúng là 14.210; dấu chấm ngăn hàng nghìn có thể đã thành dấu thập phân"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("Đang thực hiện", 14, "Đang thực hiện"),
        ("Đang thực hiện", 13, "Đang thực…"),
        ("Đang thực hiện", 10, "Đang thực…"),
        ("Đang thực hiện", 9, "Đang…"),
        ("Đang", 3, "Đa…"),
    ],
)
def test_a_text_is_cut_between_words(text: str, limit: int, shown: str) -> None:
    assert cut(text, limit) == shown


@given(st.text(st.sampled_from("ab \n"), min_size=1), st.integers(1, 12))
def test_what_is_cut_keeps_to_its_limit_and_ends_with_a_whole_word_if_it_can(text: str, limit: int) -> None:
    shown = cut(text, limit)
    kept = shown.removesuffix("…")
    assert len(shown) <= limit
    assert shown == text or text[len(kept)].isspace() or " " not in kept.strip().replace("\n", " ")


def test_a_quoted_text_stands_on_one_line() -> None:
    assert shortened("Thiếu\n  giáo viên") == "Thiếu giáo viên"


def test_what_the_program_itself_says_is_not_cut_at_the_length_of_a_quotation() -> None:
    notes = Notes(context().catalogue, "tep.xlsx")
    notes.add("O409", "Chỉ tiêu", (9, 6), indicator="N8.11", raw="x" * 100, expected=OWN)
    assert (notes.findings[0].params["expected"], len(notes.findings[0].params["raw"])) == (OWN, 80)
