"""What the eye sees in a cell, in each kind of file: raised and struck signs, formats, merges, errors, old results."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from samples.package_edit import edit_parts, sheet_parts
from tests.builders import damaged, form, read
from tests.message_cases import FIGURES, UNIT, WORK, complete, sound, stored
from tests.tools import soffice_convert
from xlpy.catalogue.load import shipped
from xlpy.forms.values import Fill
from xlpy.model.number_format import read_format
from xlpy.model.submission import Column, Disposition, Submission
from xlpy.outputs.messages import sentence

pytestmark = pytest.mark.slow("form")

KINDS = pytest.mark.parametrize(
    "kind", ["xlsx", *(pytest.param(kind, marks=pytest.mark.office) for kind in ("xls", "ods"))]
)
CITY = "522"


def _runs(plain: str, apart: str, **font: str | bool) -> CellRichText:
    return CellRichText(plain, TextBlock(InlineFont(**font), apart))  # type: ignore[arg-type]


def _work_on(book: Workbook) -> None:
    figures, work = book[FIGURES], book[WORK]
    figures["F10"] = _runs("3", "1", vertAlign="superscript")
    figures["F11"] = _runs("6", "5", strike=True)
    figures["F12"], figures["F12"].font = 7, Font(strike=True)
    # As LibreOffice saves it once the whole cell was struck: its runs say themselves what is struck.
    figures["F19"] = CellRichText(TextBlock(InlineFont(strike=True), "5"), TextBlock(InlineFont(strike=False), "6"))
    figures["F20"] = CellRichText(TextBlock(InlineFont(sz=11), "8"), TextBlock(InlineFont(sz=12), "9"))
    figures["F19"].font = figures["F20"].font = Font(strike=True)
    figures["F13"], figures["F13"].number_format = 29000, "#,##0,"
    figures["F14"], figures["F14"].number_format = 24, '0"00"'
    figures["F15"], figures["F15"].number_format = 0.95, "0%"
    work["G9"], work["G9"].number_format = 0.8, "0%"
    work["G10"], work["G10"].number_format = 1, "0.00%"
    figures["F18"], figures["F18"].number_format = 5, ";;;"
    work["H9"], work["I9"] = "#NAME?", '=DISPIMG("ID_AB12",1)'
    work["H9"].data_type, work["I9"].data_type = "e", "s"
    work["J9"].comment = Comment("số đúng là 97", "Trường")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """One form with all of it as a file of a kind, once each: .xlsx as written, another converted by LibreOffice."""
    folder = tmp_path_factory.mktemp("appearance")
    path = folder / "form.xlsx"
    path.write_bytes(damaged(form(CITY), _work_on))

    @cache
    def of(kind: str) -> bytes:
        return (path if kind == "xlsx" else soffice_convert(path, kind, folder)).read_bytes()

    return of


@pytest.fixture
def said(files: Callable[[str], bytes], kind: str) -> Submission:
    return read(files(kind), f"form.{kind}")


def at(said: Submission, cell: str, code: str) -> list[str]:
    return [sentence(shipped(), f) for f in said.findings if f.source.cell == cell and f.code == code]


@KINDS
@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("F10", ("“1” là chỉ số trên", "đúng là 3.")),
        ("F11", ("“5” là gạch ngang", "đúng là 6.")),
        ("F12", ("“7” là gạch",)),
        ("F19", ("“5” là gạch ngang", "đúng là 6.")),
    ],
)
def test_signs_set_apart_are_never_joined_into_a_number(said: Submission, cell: str, words: tuple[str, ...]):
    (told,) = at(said, cell, "O421")
    assert [word for word in words if word not in told] == []
    assert [a.value for a in said.answers if a.source.cell == cell and a.column is Column.ACTUAL] == [None]


@KINDS
def test_runs_that_are_not_struck_are_read_though_the_cells_format_is(said: Submission):
    assert (at(said, "F20", "O421"), len(at(said, "F20", "O406"))) == ([], 1)


@KINDS
@pytest.mark.parametrize(("cell", "shown"), [("F13", "“29”"), ("F14", "“2400”"), ("F15", "“95%”")])
def test_a_number_that_shows_as_another_one_is_asked_for(said: Submission, cell: str, shown: str):
    (told,) = at(said, cell, "O422")
    assert shown in told


@KINDS
def test_a_percent_format_proves_the_hundredfold_of_a_percentage(said: Submission):
    percents = [report.percent for report in said.activities if report.source.cell in ("F9", "F10")]
    assert percents == [Decimal(80), Decimal(100)]
    assert [len(at(said, cell, "O406")) for cell in ("G9", "G10")] == [1, 1]


@KINDS
def test_a_number_that_its_format_hides_is_told(said: Submission):
    assert len(at(said, "F18", "B213")) == 1


@KINDS
def test_an_error_and_a_picture_are_no_words(said: Submission):
    assert (len(at(said, "H9", "O425")), len(at(said, "I9", "O424"))) == (1, 1)
    (report,) = (report for report in said.activities if report.source.cell == "F9")
    assert (report.result, report.evidence) == (None, None)
    entries = {
        entry.source.cell: (entry.disposition, entry.reason)
        for entry in said.dispositions
        if entry.source.sheet == WORK
    }
    assert (entries["H9"], entries["I9"]) == ((Disposition.EXCLUDED, "O425"), (Disposition.EXCLUDED, "O424"))


@KINDS
def test_notes_are_counted_once_a_file(said: Submission):
    (told,) = at(said, "", "T116")
    assert "1 chú thích" in told


@pytest.mark.parametrize(("height", "told"), [(0.1, 1), (1.5, 1), (30, 0)])
def test_a_number_in_a_row_without_height_is_told_as_hidden(height: float, told: int):
    def lower(book: Workbook) -> None:
        book[FIGURES].row_dimensions[9].height = height

    assert len(at(read(damaged(sound()["tep.xlsx"], lower)), "F9", "B210")) == told


MERGE = '<mergeCells count="1"><mergeCell ref="E9:F9"/></mergeCells>'


@KINDS
def test_a_number_under_a_merge_is_told(kind: str, tmp_path: Path):
    data = sound()["tep.xlsx"]

    def merge(xml: str) -> str:
        if "<mergeCells" in xml:
            return xml.replace("</mergeCells>", '<mergeCell ref="E9:F9"/></mergeCells>')
        return xml.replace("</sheetData>", f"</sheetData>{MERGE}")

    path = tmp_path / "form.xlsx"
    path.write_bytes(edit_parts(data, {sheet_parts(data)[FIGURES]: merge}))
    data = path.read_bytes() if kind == "xlsx" else soffice_convert(path, kind, tmp_path).read_bytes()
    assert len(at(read(data, f"form.{kind}"), "F9", "B213")) == 1


@pytest.mark.parametrize("typed", ["99%", "99,0%", "99,0", Decimal(99), "98,96"])
def test_a_right_ratio_typed_over_its_formula_is_no_error(typed: str | Decimal):
    data = damaged(sound()["tep.xlsx"], lambda book: setattr(book[FIGURES]["G9"], "value", typed))
    assert at(read(data), "G9", "O416") == []


def test_a_right_ratio_in_percent_format_is_no_error():
    def type_over(book: Workbook) -> None:
        book[FIGURES]["G9"], book[FIGURES]["G9"].number_format = 0.99, "0%"

    assert at(read(damaged(sound()["tep.xlsx"], type_over)), "G9", "O416") == []


@pytest.mark.parametrize(
    ("typed", "rule"), [(90, "đã làm tròn"), ("90%", "đã làm tròn"), (0.898, "nhân 100"), (0.9, "nhân 100")]
)
def test_a_right_ratio_typed_over_its_formula_in_another_way_is_told_for_information(typed: str | float, rule: str):
    fill = {
        **complete(),
        ("indicators", "N8.11", "plan"): Decimal(1000),
        ("indicators", "N8.11", "actual"): Decimal(898),
    }
    said = read(damaged(form(UNIT, fill), lambda book: setattr(book[FIGURES]["G9"], "value", typed)))
    (told,) = at(said, "G9", "O406")
    assert ("được đọc là 89,8" in told, rule in told, at(said, "G9", "O416")) == (True, True, [])


@pytest.mark.parametrize("typed", [89, 100, 0.89, 8.98])
def test_a_ratio_near_the_right_one_is_an_error_all_the_same(typed: float):
    fill = {
        **complete(),
        ("indicators", "N8.11", "plan"): Decimal(1000),
        ("indicators", "N8.11", "actual"): Decimal(898),
    }
    said = read(damaged(form(UNIT, fill), lambda book: setattr(book[FIGURES]["G9"], "value", typed)))
    assert (len(at(said, "G9", "O416")), at(said, "G9", "O406")) == (1, [])


@pytest.mark.parametrize("typed", ["90%", "chín chín", 12])
def test_a_wrong_ratio_typed_over_its_formula_is_an_error(typed: str | int):
    data = damaged(sound()["tep.xlsx"], lambda book: setattr(book[FIGURES]["G9"], "value", typed))
    assert len(at(read(data), "G9", "O416")) == 1


def test_words_over_a_formula_whose_parts_are_missing_read_well():
    entered: Fill = {key: value for key, value in complete().items() if key[2] != "plan"}
    data = damaged(form(UNIT, entered), lambda book: setattr(book[FIGURES]["G9"], "value", "khoảng"))
    assert "chưa đủ số để tính lại" in at(read(data), "G9", "O416")[0]


def test_an_old_result_of_the_forms_own_formula_is_not_called_overwritten():
    said = read(stored("G9", "", "12"))
    assert (len(at(said, "G9", "O427")), at(said, "G9", "O416")) == (1, [])


def test_two_formulas_that_need_each_other_are_circular():
    data = stored("E9", "F9", "0", stored("F9", "SUM(D9:E9)", "0"))
    said = read(data)
    assert (len(at(said, "F9", "O423")), len(at(said, "E9", "O423"))) == (1, 1)


@pytest.mark.parametrize(
    ("formula", "is_circular"),
    [("F9+1", True), ("$F$9", True), ("SUM(A1:Z99)", True), ("F8+G10", False), ('"F9"', False), ("X!F9", False)],
)
def test_only_a_formula_that_needs_its_own_result_is_circular(formula: str, is_circular: bool):
    assert bool(at(read(stored("F9", formula, "0")), "F9", "O423")) is is_circular


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "#,##0",
        "#,##0.00 ₫",
        '#,##0" trường"',
        "#,##0;[Red]-#,##0",
        '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-',
        "@",
    ],
)
def test_an_ordinary_format_shows_what_is_stored(code: str):
    section = read_format(code).section(Decimal(5))
    assert (section.percents, section.thousands, section.adds_digits, section.shows_number) == (0, 0, False, True)


@pytest.mark.parametrize(
    ("code", "value", "odd"),
    [
        ("0%", 5, "percents"),
        ("#,##0.0,,", 5, "thousands"),
        ('0"00"', 5, "adds_digits"),
        (r"0\0", 5, "adds_digits"),
        (";;;", 5, "hides"),
        ("0;;", -5, "hides"),
        ("[>100]0%;0", 500, "percents"),
    ],
)
def test_an_odd_format_is_known_for_what_it_does(code: str, value: int, odd: str):
    assert getattr(read_format(code).section(Decimal(value)), odd)


@pytest.mark.parametrize(
    ("code", "is_date"), [("dd/mm/yyyy", True), ("*d#", False), ('0 "d"', False), ("[h]:mm", False)]
)
def test_a_date_format_is_told_from_letters_that_are_only_printed(code: str, is_date: bool):
    assert read_format(code).is_date is is_date
