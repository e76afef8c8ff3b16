"""Who gets a reminder letter, why, and by when: the day is given, never the clock's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document

from tests.builders import context, form
from tests.feedback import TODAY, edition_of, received, text_of
from tests.machine_words import machine_words
from tests.message_cases import UNIT, complete, sound
from xlpy.forms.plan import form_plan
from xlpy.forms.wording import load_wording
from xlpy.model.edition import Edition
from xlpy.model.outgoing import OutgoingPaper, PaperKind
from xlpy.model.submission import Severity
from xlpy.outputs.feedback.files import reminder_files
from xlpy.outputs.feedback.letter import Letter, Reason, letters
from xlpy.outputs.feedback.quoted import reminded, with_register
from xlpy.outputs.feedback.settings import load_settings
from xlpy.outputs.feedback.slip import slips
from xlpy.outputs.feedback.values import asked_words, letter_values

SETTINGS = load_settings()
BEFORE = date(2024, 6, 20)


def letter(edition: Edition, unit: str, today: date = TODAY) -> Letter:
    return next(each for each in letters(edition, today, SETTINGS) if each.unit.code == unit)


def values(edition: Edition, unit: str, today: date = TODAY) -> dict[str, object]:
    return letter_values(edition, letter(edition, unit, today), SETTINGS, today)


def test_who_has_not_sent_or_sent_nothing_usable_gets_a_letter(sample_edition: Edition) -> None:
    assert [(each.unit.code, each.reason) for each in letters(sample_edition, TODAY, SETTINGS)] == [
        ("532", Reason.NOT_SENT),
        ("530", Reason.REFUSED),
        ("531", Reason.NOT_SENT),
        ("SLDTBXH", Reason.NOT_SENT),
    ]


def test_who_sent_in_time_gets_none() -> None:
    assert UNIT not in {each.unit.code for each in letters(edition_of(received(sound())), TODAY, SETTINGS)}


def test_every_reporting_unit_gets_a_letter_where_nothing_came() -> None:
    edition = edition_of(())
    reporting_units = edition.catalogue.reporting_units(edition.period)
    assert [each.unit for each in letters(edition, TODAY, SETTINGS)] == list(reporting_units)


def test_the_new_deadline_is_so_many_working_days_from_the_letter(sample_edition: Edition) -> None:
    assert letter(sample_edition, "532").send_by == date(2024, 7, 3)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2024, 6, 24), date(2024, 6, 27)),
        (date(2024, 6, 25), date(2024, 6, 27)),
        (date(2024, 6, 26), date(2024, 6, 27)),
    ],
)
def test_while_the_office_s_report_is_to_come_the_new_deadline_is_before_its_day(
    sample_edition: Edition, today: date, day: date
) -> None:
    assert letter(sample_edition, "532", today).send_by == day


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2024, 6, 26), ["Để kịp tổng hợp", "Quá thời hạn nêu trên"]),
        (TODAY, ["Để có số liệu báo cáo bổ sung", "báo cáo bổ sung."]),
    ],
)
def test_a_letter_says_which_report_the_figures_are_still_for(
    sample_edition: Edition, today: date, told: list[str]
) -> None:
    (text,) = (text_of(data) for name, data in reminder_files(sample_edition, today).items() if "_532_" in name)
    assert [words for words in told if words not in text] == []


def test_before_the_deadline_the_period_s_own_deadline_stands(sample_edition: Edition) -> None:
    told = letter(sample_edition, "532", BEFORE)
    assert (told.send_by, told.overdue) == (sample_edition.period.deadline_unit, 0)


@pytest.mark.parametrize(("today", "days"), [(date(2024, 6, 25), 0), (date(2024, 6, 26), 1), (TODAY, 3)])
def test_days_past_the_deadline_are_counted_from_the_day_after_it(
    sample_edition: Edition, today: date, days: int
) -> None:
    assert letter(sample_edition, "532", today).overdue == days


def test_a_refused_file_is_named_with_reason_and_remedy(sample_edition: Edition) -> None:
    (refusal,) = letter(sample_edition, "530").refusals
    assert (refusal.file, refusal.received_on) == ("Sơn Tây bao cao KH167", date(2024, 6, 24))
    assert refusal.reason == "báo cáo ghi kỳ Học kỳ I năm học 2023-2024, không phải cả năm học 2023-2024"
    assert refusal.remedy.startswith("nếu gửi nhầm thì gửi đúng báo cáo")


def test_what_letters_say_of_reports_holds_no_word_of_the_machine() -> None:
    said = (*SETTINGS.reasons.values(), *SETTINGS.remedies.values())
    assert [found for words in said for found in machine_words(words.replace("{sheet}", ""))] == []


def test_every_finding_that_keeps_a_file_out_has_words_for_letters() -> None:
    holding = {m.code for m in context().catalogue.messages if m.severity is Severity.ERROR and m.code[0] in "TBD"}
    assert holding - set(SETTINGS.reasons) == {"B208", "D306"}


def test_every_refused_file_of_a_unit_is_named_in_order_of_receipt() -> None:
    files = received({"b.xlsx": form(UNIT, opened=context("HK1"))})
    older = replace(files[0].received, file="a.xlsx", sha256="1", modified=datetime(2024, 6, 12))
    again = replace(files[0], received=older, findings=tuple(_of(f, "a.xlsx") for f in files[0].findings))
    assert [each.file for each in letter(edition_of([*files, again]), UNIT).refusals] == ["b", "a"]


def _of(finding, file: str):
    source = finding.source._replace(file=file)
    return replace(finding, source=source, params={**finding.params, "file": file})


def test_a_locked_file_that_bears_the_name_of_who_has_not_sent_is_told_in_its_letter() -> None:
    edition = edition_of(received({"Các sở/SO TTTT quét.pdf": b"%PDF-1.4\n%%EOF\n"}))
    told = letter(edition, UNIT)
    assert (told.reason, [refusal.file for refusal in told.unclear]) == (Reason.NOT_SENT, ["SO TTTT quét"])
    assert [each.unit.code for each in letters(edition, TODAY, SETTINGS) if each.unclear] == [UNIT]


def test_who_only_sent_late_is_told_by_the_slip_and_gets_no_letter() -> None:
    files = received({"x.xlsx": form(UNIT, complete())}, arrived=datetime(2024, 6, 27, 8))
    edition = edition_of(files)
    (slip,) = slips(edition)
    assert UNIT not in {each.unit.code for each in letters(edition, TODAY, SETTINGS)}
    assert [note.code for note in slip.notes if "muộn 02 ngày" in note.matter] == ["D305"]


@pytest.mark.parametrize(
    ("unit", "copy"),
    [("532", "Phòng Giáo dục và Đào tạo huyện Nghĩa Hành"), ("SLDTBXH", "")],
)
def test_who_does_the_unit_s_report_gets_a_copy(sample_edition: Edition, unit: str, copy: str) -> None:
    assert values(sample_edition, unit)["sao_gui"] == copy


@pytest.mark.parametrize(
    ("issued", "told"),
    [({}, ""), ({"CN_2023-2024": "số 9/SGDĐT-VP ngày 20/5/2024"}, "số 9/SGDĐT-VP ngày 20/5/2024")],
)
def test_the_letter_that_issued_the_forms_is_quoted_where_it_is_known(
    sample_edition: Edition, issued: dict[str, str], told: str
) -> None:
    settings = replace(SETTINGS, issued=issued)
    assert letter_values(sample_edition, letter(sample_edition, "532"), settings, TODAY)["cong_van"] == told


ISSUED = OutgoingPaper("215/SGDĐT-VP", date(2024, 5, 20), PaperKind.COVERING, "", "V/v báo cáo")
FIRST = OutgoingPaper("240/SGDĐT-VP", date(2024, 6, 26), PaperKind.REMINDER, "532", "V/v đôn đốc")


def test_the_register_s_number_of_that_letter_goes_before_the_one_that_was_typed(sample_edition: Edition) -> None:
    typed = replace(SETTINGS, issued={"CN_2023-2024": "số 9/SGDĐT-VP ngày 20/5/2024"})
    told = [with_register(typed, sample_edition, papers, TODAY) for papers in ([ISSUED], [FIRST])]
    assert [each.issued["CN_2023-2024"] for each in told] == [
        "số 215/SGDĐT-VP ngày 20/5/2024",
        "số 9/SGDĐT-VP ngày 20/5/2024",
    ]


def test_a_second_reminder_quotes_the_first_and_not_itself(sample_edition: Edition) -> None:
    second = replace(FIRST, number="250/SGDĐT-VP", day=TODAY)
    assert reminded(sample_edition, [ISSUED, FIRST, second], TODAY) == {"532": "số 240/SGDĐT-VP ngày 26/6/2024"}


def test_the_letter_s_text_quotes_both(sample_edition: Edition) -> None:
    settings = with_register(SETTINGS, sample_edition, [ISSUED], TODAY)
    before = reminded(sample_edition, [ISSUED, FIRST], TODAY)
    files = reminder_files(sample_edition, TODAY, settings=settings, reminded=before)
    told = {
        name: "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)
        for name, data in files.items()
    }
    assert all("có Công văn số 215/SGDĐT-VP ngày 20/5/2024 đề nghị" in text for text in told.values())
    quoting = [name for name, text in told.items() if "đã đôn đốc tại Công văn số 240/SGDĐT-VP ngày 26/6/2024." in text]
    assert ["_532_" in name for name in quoting] == [True]


def test_a_plan_whose_day_is_not_known_leaves_room_to_write_it(sample_edition: Edition) -> None:
    dated = replace(sample_edition.catalogue.plan, date="25/9/2023")
    known = replace(sample_edition, catalogue=replace(sample_edition.catalogue, plan=dated))
    assert values(sample_edition, "532")["ngay_ke_hoach"] == f" ngày{' ' * 6}tháng{' ' * 6}năm 2023"
    assert values(known, "532")["ngay_ke_hoach"] == " ngày 25/9/2023"


def test_a_file_of_the_last_day_is_not_late() -> None:
    edition = edition_of(received({"x.xlsx": form(UNIT, complete())}, arrived=datetime(2024, 6, 25, 23, 59)))
    assert UNIT not in {each.unit.code for each in letters(edition, TODAY, SETTINGS)}


@pytest.mark.parametrize(("today", "in_time"), [(date(2024, 6, 19), True), (TODAY, False)])
def test_a_letter_promises_the_office_s_deadline_only_where_it_can_be_met(
    sample_edition: Edition, today: date, in_time: bool
) -> None:
    assert values(sample_edition, "532", today)["con_kip"] is in_time


def test_a_letter_names_the_form_that_the_unit_was_sent(sample_edition: Edition) -> None:
    assert values(sample_edition, "532")["bieu_mau"] == "KH167_CN_532_Huyen-Nghia-Hanh.xlsx"


def test_what_is_asked_is_counted_in_the_catalogue() -> None:
    catalogue = context().catalogue
    reporting_unit = context().reporting_unit(UNIT)
    assert reporting_unit is not None
    asked = catalogue.asked(reporting_unit)
    planned = sum(indicator.has_plan for indicator in asked.indicators)
    assert asked_words(catalogue, reporting_unit) == (
        f"{len(asked.indicators):02} chỉ tiêu, {planned:02} số kế hoạch, {len(asked.activities):02} nội dung công việc "
        f"của {len(asked.tasks):02} nhiệm vụ"
    )


def test_indicators_are_counted_as_the_form_has_rows_and_told_apart_by_who_fills_them_in(
    sample_edition: Edition,
) -> None:
    catalogue = sample_edition.catalogue
    unit = next(unit for unit in sample_edition.reporting_units if unit.code == "533")
    sheet = form_plan(catalogue, unit, sample_edition.period, load_wording()).sheet["indicators"]
    rows = [code for code in sheet.rows if code in catalogue.indicator]
    own = len(catalogue.asked(unit).indicators)
    assert asked_words(catalogue, unit).startswith(
        f"{len(rows)} chỉ tiêu ({own} chỉ tiêu đơn vị ghi số liệu, {len(rows) - own} chỉ tiêu biểu mẫu tự tính), "
    )


def test_the_figures_asked_are_those_that_a_slip_counts(sample_edition: Edition) -> None:
    (slip,) = (slip for slip in slips(sample_edition) if slip.unit.code == "533")
    actual, planned = slip.figures.asked - slip.figures.planned, slip.figures.planned
    told = asked_words(sample_edition.catalogue, slip.unit)
    assert (f"({actual} chỉ tiêu đơn vị ghi" in told, f", {planned:02} số kế hoạch" in told) == (True, True)
