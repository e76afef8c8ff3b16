"""Words of a list as people write them: understood by the catalogue's table, asked about where they mean two things."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest

from tests.builders import form, read
from tests.message_cases import UNIT, complete
from xlpy.catalogue.choices import Choice, read_choice
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import DATA, from_tables, shipped, tables_of
from xlpy.forms.wording import load_wording
from xlpy.model.cells import CellValue
from xlpy.model.choice_words import ChoiceColumn
from xlpy.model.submission import STATUSES, ActivityReport, Finding, Submission
from xlpy.outputs.messages import sentence

CATALOGUE = shipped()


def status(written: str) -> Choice | None:
    return read_choice(CATALOGUE.choices, ChoiceColumn.STATUS, STATUSES, written)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("Hoàn thành", "Hoàn thành"),
        ("HOÀN  THÀNH.", "Hoàn thành"),
        ("Hòan thành", "Hoàn thành"),
        ("hoan thanh", "Hoàn thành"),
        ("Hoàn thanh", "Hoàn thành"),
        ("Đã xong", "Hoàn thành"),
        ("đã hoàn thành", "Hoàn thành"),
        ("da hoan thanh", "Hoàn thành"),
        ("HT", "Hoàn thành"),
        ("đang TH", "Đang thực hiện"),
        ("Ðang thực hiện", "Đang thực hiện"),
        ("dang lam", "Đang thực hiện"),
        ("chưa làm", "Chưa thực hiện"),
        ("Không phát sinh", "K"),
        ("k", "K"),
    ],
)
def test_a_status_in_another_spelling_is_understood(written: str, word: str) -> None:
    assert status(written) == Choice(word)


@pytest.mark.parametrize(
    ("written", "word", "percent"),
    [
        ("Đang thực hiện 80%", "Đang thực hiện", "80"),
        ("Hoàn thành (đạt 100%)", "Hoàn thành", "100"),
        ("đang TH: 62,5 %", "Đang thực hiện", "62.5"),
    ],
)
def test_a_percentage_beside_a_status_is_kept(written: str, word: str, percent: str) -> None:
    assert status(written) == Choice(word, Decimal(percent))


@pytest.mark.parametrize(
    "written",
    [
        "chưa",
        "Chưa hoàn thành",
        "TH",
        "ĐTH",
        "Hoãn thành",
        "Hoàn thành?",
        "Hoàn thành/Đang thực hiện",
        "Đang thực hiện 50% 80%",
        "đang TH 50",
        "80%",
        "Không",
        "sắp xong",
        "",
    ],
)
def test_what_may_mean_two_things_is_not_guessed(written: str) -> None:
    assert status(written) is None


@pytest.mark.parametrize("year", ["2023-2024", "2025-2026"])
def test_each_shipped_spelling_is_of_its_own_word_alone(year: str) -> None:
    catalogue, addressees = shipped(year), load_wording().lines("issues", "addressees")
    for row in catalogue.choices:
        offered = {ChoiceColumn.STATUS: STATUSES, ChoiceColumn.ADDRESSEE: addressees}.get(row.column, (row.choice,))
        for spelling in row.spellings:
            found = read_choice(catalogue.choices, row.column, offered, spelling.replace("{percent}", "50%"))
            assert found is not None and found.word == row.choice, spelling


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"choice": "Đang thực hiện", "spellings": "HT"}, "spellings"),
        ({"choice": "Đang thực hiện", "spellings": "hoan thành"}, "spellings"),
        ({"choice": "Xong", "spellings": "đạt"}, "choice"),
        ({"choice": "Hoàn thành", "spellings": "đạt {tỷ lệ}"}, "spellings"),
    ],
)
def test_a_spelling_of_two_words_or_of_none_is_a_fault_of_the_catalogue(row: dict[str, str], column: str) -> None:
    tables = copy.deepcopy(tables_of(DATA / "2023-2024"))
    tables["choices"].append({"column": "status", **row})
    place = ("choices", f"dòng {len(tables['choices']) + 1}", column)
    assert place in [(problem.table, problem.row, problem.column) for problem in problems(from_tables(tables))]


def sent(status: str, percent: CellValue | None = Decimal(50), works: tuple[str, ...] = ("N8.A4",)) -> Submission:
    """The complete form of the smallest unit, with this status and percentage in the rows of some activities."""
    typed = {("activities", work, "status"): status for work in works}
    fill = {**complete(), **typed, **{("activities", work, "percent"): percent for work in works}}
    return read(form(UNIT, {place: value for place, value in fill.items() if value is not None}))


def report(submission: Submission, activity: str = "N8.A4") -> ActivityReport:
    return next(report for report in submission.activities if report.activity == activity)


def told(submission: Submission, code: str) -> list[Finding]:
    return [finding for finding in submission.findings if finding.code == code]


def test_what_was_understood_is_told_once_with_all_its_cells() -> None:
    works = tuple(code for sheet, code, column in complete() if (sheet, column) == ("activities", "status"))
    got = sent("dang lam", works=works)
    (finding,) = told(got, "O428")
    cells = [report(got, work).source.cell for work in works]
    assert (len(cells), finding.source.cell) == (3, cells[0])
    assert f"(cùng ô {cells[1]}, {cells[2]})" in sentence(CATALOGUE, finding)


def test_a_percentage_beside_the_status_fills_the_blank_cell_of_percentages() -> None:
    got = sent("Đang thực hiện 80%", None)
    assert (report(got).status, report(got).percent) == ("Đang thực hiện", Decimal(80))
    assert "80% ghi kèm là tỷ lệ hoàn thành" in sentence(CATALOGUE, told(got, "O428")[0])


def test_a_percentage_beside_the_status_that_the_next_cell_denies_is_asked_about() -> None:
    got = sent("Đang thực hiện 80%")
    assert (report(got).status, len(told(got, "O418")), told(got, "O428")) == ("", 1, [])


def test_a_sign_that_shows_nothing_needs_no_word_about_a_choice() -> None:
    got = sent("Đang thực hiện\u200e")
    assert (report(got).status, told(got, "O418"), told(got, "O428")) == ("Đang thực hiện", [], [])


def test_an_addressee_in_another_spelling_is_understood() -> None:
    fill = {
        **complete(),
        ("issues", "N8", "recommendation"): "Bổ sung kinh phí",
        ("issues", "N8", "addressee"): "UBND tỉnh",
    }
    (issue,) = read(form(UNIT, fill)).issues
    assert issue.addressee is not None and issue.addressee.value == "Ủy ban nhân dân tỉnh"
