"""For every code of the catalogue a line that a clerk understands: where, what was found and what to do, plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

import pytest

from tests import message_cases, rule_cases
from tests.builders import ARRIVED, context, damaged, form, numbers, submission
from tests.feedback import edition_of, received, slip_of
from tests.message_cases import UNIT, complete
from xlpy.catalogue.load import shipped
from xlpy.forms.values import Fill
from xlpy.model.edition import Edition
from xlpy.model.submission import Severity
from xlpy.outputs.feedback.lines import Section, SlipLine
from xlpy.outputs.feedback.slip import Slip, slips
from xlpy.outputs.messages import remedy, sentence

pytestmark = pytest.mark.slow("codes")

CATALOGUE = shipped()
FOR_OFFICE = (
    "T101",
    "T102",
    "T103",
    "T105",
    "T106",
    "T107",
    "T112",
    "T113",
    "T114",
    "T117",
    "T118",
    "T119",
    "T120",
    "B201",
    "B209",
    "D303",
    "D307",
)
"""Codes of files that are nobody's: no slip can carry them, the office reads them in its list."""
OF_REGISTER = ("T122", "T123", "T124")
"""Codes about the office's own register of receipts."""
OF_ROUND = ("D306", "C601", "C604", "C610", "C611", "C612", "C613", "C640", "R08-02", "R35-02")
"""Codes told by letter, about the catalogue, or about the whole province."""
OF_DECISIONS = ("T140", "T141", "C660", "C661", "C662")
"""Codes that decisions of the office bring about: `tests.outputs.test_decisions_told` has their lines."""
NOT_IN_SLIPS = (*FOR_OFFICE, *OF_REGISTER, *OF_ROUND, *OF_DECISIONS)
IN_SLIPS = [code for code in (*CATALOGUE.message, *CATALOGUE.rule) if code not in NOT_IN_SLIPS]
JARGON = re.compile(
    r"\b[TBDONC]\d{3}\b|\bR\d\d-\d\d\b|[{}_]|không rõ(?! ngày)|\bNone\b|\(\)|“”|  |\b(?:norm|prev|total|plan)\b|"
    r"\b(?:error|warning|null|NaN|True|False|Decimal)\b"
)


@cache
def case_edition(code: str) -> tuple[Edition, str]:
    """An edition in which the code is told, and the unit it is told to."""
    if code in CATALOGUE.message:
        case = message_cases.CASES[code]
        opened = case.opened()
        return edition_of(received(case.broken(), opened, case.arrived), opened), case.unit
    told = rule_cases.CASES[code]
    files = [submission(told.unit, told.fails, told.plan)]
    files += [submission(unit, figures) for unit, figures in told.others.items()]
    opened = replace(context(), previous=numbers({told.unit: told.before}), _plans={})
    return edition_of(files, opened), told.unit


@cache
def line(code: str) -> SlipLine:
    """The line of the code in the slip of its unit."""
    edition, unit = case_edition(code)
    unit = unit or next(record.unit for record in edition.files if record.reason == code)
    found = [each for each in lines(slip_of(slips(edition), unit)) if each.code == code]
    assert found, f"{code} stands in no line of the slip of {unit}"
    return found[0]


def lines(slip: Slip) -> tuple[SlipLine, ...]:
    return (*(each for section in slip.sections for each in section.lines), *slip.notes)


@pytest.mark.parametrize(
    "text",
    [
        "Lỗi O401.",
        "Quy tắc R03-01.",
        "ô {cell}",
        "ô không rõ",
        "norm(x)",
        "None",
        "ghi “”",
        "có  hai",
        "chi_tieu",
        "()",
    ],
)
def test_the_check_of_plain_words_sees_each_fault(text: str) -> None:
    assert JARGON.findall(text) != []


@pytest.mark.slow("codes")
@pytest.mark.parametrize("code", IN_SLIPS)
def test_a_line_says_where(code: str) -> None:
    assert re.match(r"(Trang .+|Bản .+|Cả biểu mẫu|Cả nhiệm vụ|Số liệu toàn tỉnh)", line(code).place)


@pytest.mark.slow("codes")
@pytest.mark.parametrize("code", IN_SLIPS)
def test_a_line_is_whole_sentences(code: str) -> None:
    texts = [line(code).matter, line(code).remedy, *filter(None, [line(code).more])]
    assert [text for text in texts if not (text.endswith(".") and text[:1] == text[:1].upper())] == []


@pytest.mark.slow("codes")
@pytest.mark.parametrize("code", IN_SLIPS)
def test_a_line_speaks_no_jargon_and_leaves_no_missing_reason(code: str) -> None:
    told = line(code)
    assert JARGON.findall("|".join((told.place, told.row, told.matter, told.more, told.remedy))) == []


@pytest.mark.slow("codes")
@pytest.mark.parametrize("code", IN_SLIPS)
def test_a_line_does_not_name_the_unit_to_itself_first(code: str) -> None:
    edition, unit = case_edition(code)
    names = {each.code: each.name for each in edition.catalogue.units}
    assert not line(code).matter.startswith(names.get(unit, "?"))


@pytest.mark.slow("codes")
@pytest.mark.parametrize("code", [*FOR_OFFICE, "D306", "R08-02", "C604"])
def test_what_no_slip_tells_reads_as_well(code: str) -> None:
    edition, _ = case_edition(code)
    finding = next(finding for finding in edition.findings if finding.code == code)
    texts = sentence(CATALOGUE, finding), remedy(CATALOGUE, finding)
    assert ([text[-1] for text in texts], JARGON.findall(" | ".join(texts))) == ([".", "."], [])


def test_the_lists_of_codes_without_a_line_hold_no_code_that_could_have_one() -> None:
    told = {
        line.code for code in (*FOR_OFFICE, *OF_ROUND) for slip in slips(case_edition(code)[0]) for line in lines(slip)
    }
    assert told & {*FOR_OFFICE, *OF_ROUND} == set()


@pytest.mark.slow("codes")
@pytest.mark.parametrize("code", [code for code in IN_SLIPS if code.startswith("O4") or code in CATALOGUE.rule])
def test_a_line_about_a_row_shows_the_row(code: str) -> None:
    expected = case_edition(code)[0]
    finding = next(finding for finding in expected.findings if finding.code == code)
    name = CATALOGUE.indicator[finding.indicator].name if finding.indicator else ""
    assert name in line(code).row


def test_a_line_about_a_figure_quotes_what_the_unit_wrote() -> None:
    assert (line("O404").column, line("O404").written) == ("thực hiện", "khoảng 1.234 trường")


@pytest.mark.parametrize(
    ("code", "entered", "written"),
    [("O409", Decimal("12.5"), "12,5"), ("O409", "12,5", "12,5"), ("O404", "1.234.5 trường", "1.234.5 trường")],
)
def test_a_number_reads_as_the_office_writes_it_and_words_as_received(
    code: str, entered: Decimal | str, written: str
) -> None:
    edition = edition_of(received({"x.xlsx": form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): entered})}))
    told = {each.code: each.written for each in lines(slip_of(slips(edition), UNIT))}
    assert told[code] == written


def test_a_percentage_that_seems_a_hundredth_is_quoted_as_the_office_writes_it(sample_edition: Edition) -> None:
    (told,) = [each for each in lines(slip_of(slips(sample_edition), "522")) if each.code == "O420"]
    assert "“0,85”" in told.matter and "0.85" not in told.matter + told.remedy


def test_a_line_about_an_activity_shows_its_whole_name() -> None:
    assert line("O418").row == CATALOGUE.activity["N8.A4"].name


def test_a_line_about_a_sum_shows_the_cells_that_it_compares() -> None:
    found = [(figure.cell, figure.indicator, figure.value) for figure in line("R03-01").related]
    assert found == [("F102", "N1.02", "1.234"), ("F108", "N1.08", "1.200"), ("F109", "N1.09", "30")]


def test_a_total_that_does_not_add_up_is_decided_by_its_parts() -> None:
    assert line("R03-01").remedy == (
        "Rà soát lại từng thành phần: nếu các thành phần đúng thì sửa dòng tổng thành 1.230; "
        "nếu không thì sửa thành phần sai."
    )


def test_what_is_hidden_is_said_when_asked_to_be_shown() -> None:
    assert line("B210").remedy.startswith("Bỏ ẩn dòng, cột hoặc trang đó")


@pytest.mark.parametrize("code", ["B214", "O405", "O422"])
def test_who_does_not_choose_in_the_unit_s_place_is_named(code: str) -> None:
    assert "Sở GDĐT không tự chọn thay đơn vị" in line(code).matter


def test_a_line_about_two_periods_shows_last_period_s_figure() -> None:
    assert [(f.cell, f.value) for f in line("R20-00").related if not f.cell] == [("", "1.007")]


def test_what_follows_from_a_task_not_answered_is_folded_with_its_cells() -> None:
    assert line("N501").more == (
        "Kéo theo 4 nội dung khác, ở 3 ô: trang Nội dung: F13; trang Chỉ tiêu: E9, F9; tự hết khi sửa xong chỗ này."
    )


@cache
def half_blank() -> tuple[Edition, Slip]:
    """A district that answered tasks 1 and 3 to 9 with one figure each, and task 2 with none."""
    reporting_unit = context().reporting_unit("524")
    assert reporting_unit is not None
    first = {each.task: each.code for each in reversed(CATALOGUE.asked(reporting_unit).indicators) if each.task != "N2"}
    fill: Fill = {("indicators", code, "actual"): Decimal(5) for code in first.values()}
    edition = edition_of(received({"h.xlsx": form("524", fill)}))
    return edition, slip_of(slips(edition), "524")


def test_many_blanks_are_taken_apart_by_task() -> None:
    blanks = [section.title for section in half_blank()[1].sections if any(e.code == "O401" for e in section.lines)]
    assert [title.partition(".")[0] for title in blanks] == [f"Nhiệm vụ {n}" for n in (1, 3, 4, 5, 6, 7, 8, 9)]


def test_each_task_s_consequences_are_told_with_that_task() -> None:
    edition, slip = half_blank()
    follows = sum((f.caused_by, f.task) == ("N501", "N2") for f in edition.findings)
    told = [each.more for each in lines(slip) if each.code == "N501"]
    assert [text.partition(" khác")[0] for text in told] == [f"Kéo theo {follows} nội dung"]


def test_every_root_finding_is_counted_in_one_line() -> None:
    edition, slip = half_blank()
    assert sum(each.count for each in lines(slip)) == sum(f.unit == "524" and not f.caused_by for f in edition.findings)


def test_every_blank_cell_that_is_no_consequence_is_named() -> None:
    edition, slip = half_blank()
    roots = {f.source.cell for f in edition.findings if f.code == "O401" and not f.caused_by}
    named = {cell for each in lines(slip) if each.code == "O401" for cell in cells_in(f"{each.place}, {each.more}")}
    assert named == roots


def cells_in(text: str) -> Iterator[str]:
    """Every cell that a text names, ranges spelt out."""
    for column, first, last in re.findall(r"\b([A-Z]+)(\d+)(?::[A-Z]+(\d+))?", text):
        yield from (f"{column}{row}" for row in range(int(first), int(last or first) + 1))


def test_letters_in_an_old_font_are_one_line_for_the_whole_file(sample_edition: Edition) -> None:
    told = [each for each in lines(slip_of(slips(sample_edition), "525")) if each.code == "O413"]
    assert [(each.count, each.more) for each in told] == [
        (12, "Cùng loại ở 11 chỗ khác: C22, C26; trang Khó khăn, kiến nghị: C9:C11, D9:D11, E9:E11.")
    ]


def test_what_needs_no_answer_stands_apart(sample_edition: Edition) -> None:
    slip = slip_of(slips(sample_edition), "534")
    assert {each.severity for each in slip.notes} == {Severity.INFO}
    assert Severity.INFO not in {each.severity for section in slip.sections for each in section.lines}


def test_sections_stand_in_the_plan_s_order_after_what_concerns_the_file() -> None:
    wrong = {("indicators", "N8.11", "actual"): "x", ("activities", "N1.A5", "status"): "sắp xong"}
    file = damaged(form(UNIT, {**complete(), **wrong}), lambda book: book.create_sheet("Nháp").append(["x"]))
    sections: tuple[Section, ...] = slip_of(slips(edition_of(received({"x.xlsx": file}))), UNIT).sections
    assert [section.title for section in sections] == [
        "Về báo cáo và biểu mẫu đã gửi",
        "Nhiệm vụ 1. Thể chế, quản lý nhà nước",
        "Nhiệm vụ 8. Chuyển đổi số, cải cách hành chính",
    ]


def test_a_correction_sent_as_asked_is_no_point_of_a_slip_to_look_at() -> None:
    first, second = form(UNIT, {**complete(), ("indicators", "N8.11", "actual"): Decimal(571)}), form(UNIT, complete())
    edition = edition_of(
        [
            *received({"BC.xlsx": first}),
            *received({"BC lần 2.xlsx": second}, arrived=ARRIVED + timedelta(hours=6)),
        ]
    )
    slip = slip_of(slips(edition), UNIT)
    assert (slip.warnings, [each.code for each in slip.notes]) == (0, ["T111"])
    assert "vì nhận sau cùng (lúc 14:00 ngày 10/6/2024)" in slip.notes[0].matter


def test_lines_are_numbered_through(sample_edition: Edition) -> None:
    slip = slip_of(slips(sample_edition), "535")
    assert [each.number for section in slip.sections for each in section.lines] == [1, 2, 3]


def test_the_office_in_charge_of_a_subject_is_told_what_does_not_agree_over_the_province() -> None:
    assert (line("R01-01").place, line("R01-01").severity) == ("Số liệu toàn tỉnh", Severity.WARNING)


def test_a_unit_with_no_such_charge_is_not_told_it() -> None:
    edition, _ = case_edition("R01-01")
    assert "R01-01" not in {each.code for each in lines(slip_of(slips(edition), "524"))}


def test_a_finding_of_another_file_than_the_one_in_use_names_the_file() -> None:
    files = {"dung.xlsx": form(UNIT, complete()), "ky-truoc.xlsx": form(UNIT, opened=context("HK1"))}
    told = next(each for each in lines(slip_of(slips(edition_of(received(files))), UNIT)) if each.code == "B203")
    assert told.place == "Bản ky-truoc.xlsx, trang Bìa, ô C13"
