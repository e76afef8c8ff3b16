"""Findings in words, and their grouping for a printed list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import context
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Severity, Source
from xlpy.outputs.messages import CELLS_SHOWN, Line, group, matter, remedy, sentence, title
from xlpy.outputs.publish.workbook import draw_sheets

CATALOGUE = context().catalogue
WORDS = {"file": "a.xlsx", "sheet": "Chỉ tiêu", "cell": "F9", "indicator": "N1.01 Số văn bản", "raw": "nhiều"}


def blank(cell: str, file: str = "a.xlsx", unit: str = "522", task: str = "N1", caused_by: str = "") -> Finding:
    source = Source(file, "Chỉ tiêu", cell)
    return Finding("O401", Severity.ERROR, source, unit, task, "N1.01", {**WORDS, "cell": cell}, caused_by)


def blanks(count: int) -> list[Finding]:
    return [blank(f"F{9 + place}") for place in range(count)]


def test_sentence_has_its_placeholders_filled():
    finding = replace(blank("F9"), code="O417", params={**WORDS, "raw": "-"})
    assert sentence(CATALOGUE, finding).startswith("Tệp a.xlsx, trang Chỉ tiêu, ô F9: ghi “-” ở N1.01 Số văn bản;")


def test_rule_speaks_with_its_own_sentence():
    finding = Finding("R03-01", Severity.ERROR, Source("a.xlsx"), params={"unit": "Huyện Ba Tơ"})
    assert sentence(CATALOGUE, finding).startswith("Huyện Ba Tơ: tổng số trường")


def test_missing_placeholder_reads_unknown():
    assert "ô không rõ: bỏ trống" in sentence(CATALOGUE, replace(blank("F9"), params={}))


def test_empty_placeholder_reads_unknown():
    assert "trang không rõ" in sentence(CATALOGUE, replace(blank("F9"), params={**WORDS, "sheet": ""}))


def test_value_with_braces_is_printed_as_it_is():
    finding = replace(blank("F9"), code="O417", params={**WORDS, "raw": "{file} {0} {"})
    assert "ghi “{file} {0} {” ở" in sentence(CATALOGUE, finding)


def test_code_without_a_row_still_gives_a_sentence():
    finding = Finding("Z999", Severity.ERROR, Source("a.xlsx"))
    assert sentence(CATALOGUE, finding) == "Mã Z999 chưa có câu giải thích trong danh mục."


def test_code_without_a_row_has_no_remedy():
    assert remedy(CATALOGUE, Finding("Z999", Severity.ERROR, Source("a.xlsx"))) == ""


def test_remedy_is_the_catalogue_s():
    assert remedy(CATALOGUE, blank("F9")) == CATALOGUE.message["O401"].remedy


@pytest.mark.parametrize(
    ("code", "expected"),
    [("O401", "Ô bỏ trống"), ("R03-01", "Số liệu trong biểu không khớp"), ("Z999", "Z999")],
)
def test_title_in_a_few_words(code: str, expected: str):
    assert title(CATALOGUE, code) == expected


def test_matter_leaves_out_the_place_that_the_list_has_columns_for():
    assert matter(CATALOGUE, blank("F9")).startswith("Bỏ trống ở N1.01 Số văn bản;")


def test_few_alike_keep_a_line_each():
    assert group(blanks(3)) == tuple(Line(finding) for finding in blanks(3))


def test_many_alike_share_a_line():
    found = blanks(5)
    assert group(found) == (Line(found[0], tuple(found[1:])),)


def test_many_alike_in_two_files_share_no_line():
    assert [line.count for line in group([*blanks(4), *(replace(f, unit="524") for f in blanks(4))])] == [4, 4]


def test_shared_line_names_the_other_cells():
    line = group(blanks(5))[0]
    assert line.sentence(CATALOGUE).endswith(" … và 4 chỗ khác cùng loại: F10, F11, F12, F13.")


def test_cap_on_the_cells_named_is_announced():
    line = group(blanks(CELLS_SHOWN + 2))[0]
    assert f" … và {CELLS_SHOWN + 1} chỗ khác" in line.sentence(CATALOGUE)
    assert line.sentence(CATALOGUE).endswith("F21, ….")


def test_consequences_are_counted_under_their_root():
    root = Finding("N501", Severity.ERROR, Source("a.xlsx"), "522", "N1")
    found = [root, *(blank(f"F{n}", caused_by="N501") for n in range(7))]
    assert group(found) == (Line(root, (), 7),)


def test_consequences_go_to_the_root_of_their_own_task():
    first = Finding("N501", Severity.ERROR, Source("a.xlsx"), "522", "N1")
    second = replace(first, task="N2")
    found = [first, second, blank("F9", task="N2", caused_by="N501")]
    assert [line.folded for line in group(found)] == [0, 1]


def test_consequence_whose_root_is_not_listed_is_not_lost():
    orphan = blank("F9", caused_by="N501")
    assert group([orphan]) == (Line(orphan),)


def test_number_of_consequences_is_told():
    root = Finding("B203", Severity.ERROR, Source("a.xlsx"), "522", params=WORDS)
    line = group([root, blank("F9", caused_by="B203")])[0]
    assert "Kéo theo 1 phát hiện khác" in line.sentence(CATALOGUE)


def test_a_locked_file_is_told_with_the_unit_whose_name_it_bears(sample_edition: Edition):
    sheet = next(drawing for drawing in draw_sheets(sample_edition) if drawing.name == "Tình hình gửi")
    said = {str(drawn.value) for drawn in sheet.cells.values()}
    assert "Chưa rõ đơn vị, có thể của Sở Nội vụ" in said
