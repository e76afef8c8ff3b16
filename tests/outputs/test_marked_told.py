"""Which findings a copy marks and lists, in what order and in what words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import builders
from xlpy.model.submission import Finding, Severity, Source
from xlpy.outputs.marked import marks_of
from xlpy.outputs.marked.notes import NoteParagraph, new_comments, without_ours
from xlpy.outputs.messages import SEVERITY_WORDS, UNIT_WORDS

CATALOGUE = builders.context().catalogue


def finding(code: str, cell: str, severity: Severity = Severity.ERROR, caused_by: str = "") -> Finding:
    source = Source("a.xlsx", "Chỉ tiêu" if cell else "", cell)
    return Finding(code, severity, source, "522", "N7", params={"indicator": "N7.01"}, caused_by=caused_by)


def test_errors_come_first_then_warnings_then_notes():
    found = [
        finding("O402", "F1", Severity.INFO),
        finding("O412", "F2", Severity.WARNING),
        finding("O401", "F3"),
    ]
    assert [mark.code for mark in marks_of(CATALOGUE, found)] == ["O401", "O412", "O402"]


def test_alike_findings_have_a_mark_each():
    found = [finding("O401", f"F{row}") for row in range(1, 9)]
    assert [mark.cell for mark in marks_of(CATALOGUE, found)] == [f"F{row}" for row in range(1, 9)]


def test_what_follows_from_a_root_colours_its_cell_but_is_no_line():
    found = [finding("O401", "F72", caused_by="N501"), finding("N501", "")]
    root, consequence = marks_of(CATALOGUE, found)
    assert (root.code, root.caused_by, "Kéo theo 1 phát hiện khác" in root.text) == ("N501", "", True)
    assert (consequence.cell, consequence.caused_by, "Theo sau N501" in consequence.text) == ("F72", "N501", True)


def test_a_consequence_without_its_root_is_a_root():
    (alone,) = marks_of(CATALOGUE, [finding("O401", "F72", caused_by="B203")])
    assert alone.caused_by == ""


def test_a_mark_says_what_is_wrong_and_what_to_do():
    (mark,) = marks_of(CATALOGUE, [finding("O401", "F72")])
    assert (mark.word, mark.text[:24], bool(mark.remedy)) == ("Cần sửa", "Bỏ trống ở N7.01; cần mộ", True)


@pytest.mark.parametrize("word", [*UNIT_WORDS.values(), *SEVERITY_WORDS.values()])
def test_a_comment_of_an_earlier_copy_is_known_by_its_first_words_whoever_saved_it(word: str) -> None:
    saved = new_comments(
        "Máy của đơn vị", {(9, 6): [NoteParagraph(f"{word} O404\n", bold=True), NoteParagraph("Ghi chữ ở ô số.")]}
    )
    assert without_ours(saved, "Sở Giáo dục và Đào tạo")[1] == [(9, 6)]


@pytest.mark.parametrize("text", ["Lỗi của ai?", "Xem lại với trường A", "Để biết thêm: O404"])
def test_a_unit_s_own_comment_is_left_alone(text: str) -> None:
    saved = new_comments("Máy của đơn vị", {(9, 6): [NoteParagraph(text)]})
    assert without_ours(saved, "Sở Giáo dục và Đào tạo") == (saved, [])


def test_the_units_name_is_not_said_in_its_own_file():
    broken = replace(finding("R03-01", "F9"), params={"unit": "Huyện Mộ Đức", "left": "5", "right": "4", "gap": "1"})
    (mark,) = marks_of(CATALOGUE, [broken])
    assert mark.text.startswith("Tổng số trường theo loại hình là 5 nhưng cộng các thành phần được 4, chênh 1")
