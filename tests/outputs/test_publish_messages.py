"""Findings in words, and their grouping for a printed list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import context
from xlpy.basics.cell_ranges import SHOWN
from xlpy.intake.appearance import PERCENT_FORMAT
from xlpy.model.edition import Edition, FileRecord
from xlpy.model.submission import Finding, Severity, Source
from xlpy.outputs.grouping import Line, group
from xlpy.outputs.messages import matter, remedy, sentence, title
from xlpy.outputs.publish import reporting_units
from xlpy.outputs.publish.edition_sheets import draw_sheets

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


def few(*cells: str, **words: str) -> list[Finding]:
    return [replace(blank(cell), params={"cell": cell, "raw": cell, **words}) for cell in cells]


def test_few_that_say_different_things_keep_a_line_each():
    found = [*few("F9", indicator="N1.01"), *few("F10", indicator="N1.02"), *few("F11", indicator="N1.03")]
    assert group(found) == tuple(Line(finding) for finding in found)


@pytest.mark.parametrize("cells", [("F9", "F12"), ("D9", "F9", "H9")], ids=["a column", "a row"])
def test_few_that_say_the_same_in_one_column_or_row_share_a_line(cells):
    found = few(*cells)
    assert group(found) == (Line(found[0], tuple(found[1:])),)


def test_few_that_say_the_same_in_other_columns_and_rows_keep_a_line_each():
    assert [line.count for line in group(few("D9", "F12", "H20"))] == [1, 1, 1]


def test_what_shares_a_column_shares_no_line_with_its_row():
    assert [[f.source.cell for f in line.findings] for line in group(few("F9", "F10", "H9"))] == [["F9", "F10"], ["H9"]]


def repaired(cell: str, raw: str, value: str, sheet: str = "Chỉ tiêu", code: str = "O406") -> Finding:
    words = {"cell": cell, "raw": raw, "value": value, "rule": "số lưu dạng chữ"}
    return Finding(code, Severity.INFO, Source("a.xlsx", sheet, cell), "522", params=words)


def test_repairs_that_change_nothing_visible_are_counted_and_not_listed():
    found = [
        repaired("F9", "1.875", "1.875"),
        repaired("E9", " 94 ", "94", "Nội dung"),
        repaired("F10", "1 380", "1.380"),
    ]
    counted, listed = group(found)
    assert (counted.count, counted.matter(CATALOGUE)) == (
        2,
        "Có 2 ô số lưu dưới dạng chữ, được đọc đúng như nhìn thấy; bản đơn vị đã gửi được giữ nguyên.",
    )
    assert (counted.source, counted.remedy(CATALOGUE)) == (Source("a.xlsx"), "Không cần xử lý.")
    assert listed.findings == (found[2],)
    assert "1 380" in listed.matter(CATALOGUE)


def test_percentages_read_as_they_show_are_counted_and_not_listed():
    shown = [repaired(f"G{row}", "1", "100", "Nội dung") for row in (9, 10)]
    shown = [replace(f, params={**f.params, "rule": PERCENT_FORMAT}) for f in shown]
    assert [line.matter(CATALOGUE) for line in group([*shown, repaired("F9", "1.875", "1.875")])] == [
        "Có 2 ô tỷ lệ định dạng phần trăm, được đọc đúng như nhìn thấy; bản đơn vị đã gửi được giữ nguyên.",
        "Có 1 ô số lưu dưới dạng chữ, được đọc đúng như nhìn thấy; bản đơn vị đã gửi được giữ nguyên.",
    ]


def test_words_that_were_read_differently_have_a_line_each_however_many_they_are():
    readings = [("HT", "Hoàn thành"), ("Đang TH", "Đang thực hiện"), ("Chưa", "Chưa thực hiện"), ("Xong", "Hoàn thành")]
    found = [repaired(f"F{row}", *reading, "Nội dung", "O428") for row, reading in enumerate(readings, 9)]
    assert [line.count for line in group(found)] == [1, 1, 1, 1]


def test_repairs_of_unlike_rules_share_no_line_however_many_they_are():
    found = [repaired(f"F{row}", "1 380", "1.380") for row in range(9, 14)]
    found += [replace(f, params={**f.params, "rule": "dấu chấm tách hàng nghìn"}) for f in found[:2]]
    assert [line.count for line in group(found)] == [5, 2]


def test_letters_stored_in_pieces_are_counted_once_a_file():
    found = [repaired("F9", "", "Thiếu", sheet, "O415") for sheet in ("Nội dung", "Khó khăn, kiến nghị")]
    assert [line.matter(CATALOGUE) for line in group(found)] == [
        "Có 2 ô chữ có dấu lưu rời, được đọc đúng như nhìn thấy; bản đơn vị đã gửi được giữ nguyên."
    ]


def test_letters_of_old_fonts_are_one_line_a_file_with_its_cells():
    found = [repaired(cell, "", "x", sheet, "O413") for sheet, cell in (("Nội dung", "H9"), ("Khó khăn", "C9"))]
    (line,) = group(found)
    assert line.matter(CATALOGUE).endswith(" … và 1 chỗ khác cùng loại: trang Khó khăn: C9.")


def test_many_alike_share_a_line():
    found = blanks(5)
    assert group(found) == (Line(found[0], tuple(found[1:])),)


def test_many_alike_in_two_files_share_no_line():
    assert [line.count for line in group([*blanks(4), *(replace(f, unit="524") for f in blanks(4))])] == [4, 4]


def test_shared_line_names_the_other_cells():
    line = group(blanks(5))[0]
    assert line.sentence(CATALOGUE).endswith(" … và 4 chỗ khác cùng loại: F10:F13.")


def test_cap_on_the_cells_named_is_announced():
    found = [blank(f"F{9 + 2 * number}") for number in range(SHOWN + 3)]
    assert group(found)[0].sentence(CATALOGUE).endswith(" và 2 ô khác.")


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


def lines_of_reporting_units(edition: Edition) -> dict[str, str]:
    """Whose each file is, by the file, as the list of reporting units says."""
    sheet = next(drawing for drawing in draw_sheets(edition) if drawing.name == reporting_units.SHEET)
    rows = {row for row, _ in sheet.cells}
    return {str(sheet.cells[row, 5].value): str(sheet.cells[row, 1].value) for row in rows if (row, 5) in sheet.cells}


def test_an_opened_mail_is_no_file_of_a_unit_that_is_not_clear(sample_edition: Edition):
    name = "Huyện Ba Tơ.eml"
    opened = FileRecord(name, "", 1, "", None, False, "T117", {})
    assert (
        lines_of_reporting_units(replace(sample_edition, files=(*sample_edition.files, opened)))[name]
        == reporting_units.OPENED
    )


def test_the_list_of_reporting_units_says_why_slips_count_otherwise(sample_edition: Edition):
    sheet = next(drawing for drawing in draw_sheets(sample_edition) if drawing.name == reporting_units.SHEET)
    assert reporting_units.COUNTED in {drawn.value for drawn in sheet.cells.values()}
