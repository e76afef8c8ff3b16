"""What a unit says of an activity must hang together: its status with its percent (N507)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook

from tests.builders import context, damaged, found, read, submission
from tests.message_cases import FILE, WORK, sound
from xlpy.checks.activities import check_activities
from xlpy.model.submission import ActivityReport, ActivityStatus, Severity, Source, Text

OPENED = context()
ACTIVITY = OPENED.catalogue.activities[0].code
AT = Source("535.xlsx", "Tiến độ", "F9")
SAID = Text("có", AT)
BETWEEN = "tỷ lệ lớn hơn 0% và nhỏ hơn 100%"


def told(status: ActivityStatus, percent: str) -> list[str]:
    """The percents that N507 asks for."""
    report = ActivityReport("535", ACTIVITY, status, Decimal(percent), SAID, SAID, SAID, AT)
    chosen = replace(submission("535", {}), activities=(report,))
    findings = check_activities(OPENED.catalogue, OPENED.period, chosen)
    return [finding.params["expected"] for finding in findings if finding.code == "N507"]


@pytest.mark.parametrize(
    ("status", "percent"),
    [
        (ActivityStatus.DONE, "100"),
        (ActivityStatus.NOT_STARTED, "0"),
        (ActivityStatus.DOING, "50"),
        (ActivityStatus.DOING, "0.5"),
        (ActivityStatus.DOING, "99.5"),
        (ActivityStatus.NONE, "0"),
        (ActivityStatus.NONE, "50"),
    ],
)
def test_a_percent_that_fits_its_status_is_not_told(status: ActivityStatus, percent: str) -> None:
    assert told(status, percent) == []


@pytest.mark.parametrize("evidence", ["x", "Có.", "ĐÃ CÓ", "da co", "-----", "Hồ sơ lưu tại đơn vị", "đính kèm"])
def test_evidence_that_names_nothing_is_told_of_finished_work_alone(evidence: str) -> None:
    assert codes(ActivityStatus.DONE, evidence) == ["N509"]
    assert codes(ActivityStatus.DOING, evidence) == []


@pytest.mark.parametrize(
    "evidence", ["KH 12/KH-UBND", "Đã có Quyết định số 5", "Phần mềm tuyển sinh", "Hồ sơ tự đánh giá"]
)
def test_evidence_that_names_a_document_or_a_product_is_not_told(evidence: str) -> None:
    assert codes(ActivityStatus.DONE, evidence) == []


def test_a_plan_for_later_in_a_document_of_the_year_is_no_later_document() -> None:
    text = "Kế hoạch số 12/KH-UBND ngày 05/3/2024 thi tuyển ngày 10/6/2024"
    assert codes(ActivityStatus.DONE, text) == []


def codes(status: ActivityStatus, evidence: str) -> list[str]:
    """What is told of the evidence."""
    text = Text(evidence, AT)
    percent = Decimal(100 if status is ActivityStatus.DONE else 50)
    report = ActivityReport("535", ACTIVITY, status, percent, SAID, text, SAID, AT)
    chosen = replace(submission("535", {}), activities=(report,))
    return [finding.code for finding in check_activities(OPENED.catalogue, OPENED.period, chosen)]


@pytest.mark.parametrize(
    ("status", "percent", "expected"),
    [
        (ActivityStatus.DONE, "50", "100%"),
        (ActivityStatus.DONE, "0", "100%"),
        (ActivityStatus.NOT_STARTED, "50", "0%"),
        (ActivityStatus.NOT_STARTED, "1", "0%"),
        (ActivityStatus.NOT_STARTED, "100", "0%"),
        (ActivityStatus.DOING, "0", BETWEEN),
        (ActivityStatus.DOING, "100", BETWEEN),
    ],
)
def test_a_percent_of_another_status_is_told_with_the_one_that_fits(
    status: ActivityStatus, percent: str, expected: str
) -> None:
    assert told(status, percent) == [expected]


@pytest.mark.parametrize(("before", "told_of"), [(0, []), (1, ["N505"])])
def test_work_is_overdue_from_the_day_after_its_deadline_unless_the_unit_says_why(
    before: int, told_of: list[str]
) -> None:
    deadline = OPENED.period.cut_off - timedelta(days=before)
    activities = tuple(replace(one, deadline=deadline) for one in OPENED.catalogue.activities)
    report = ActivityReport("535", ACTIVITY, ActivityStatus.DOING, Decimal(50), SAID, SAID, None, AT)
    chosen = replace(submission("535", {}), activities=(report,))
    findings = check_activities(replace(OPENED.catalogue, activities=activities), OPENED.period, chosen)
    assert [finding.code for finding in findings] == told_of


@pytest.mark.parametrize(
    ("unread", "expected"),
    [
        ({}, ("kết quả và minh chứng", "", Severity.ERROR)),
        ({"evidence": "O425"}, ("kết quả", "", Severity.ERROR)),
        ({"result": "O426", "evidence": "O425"}, ("kết quả và minh chứng", "O426", Severity.ERROR)),
        ({"result": "O424", "evidence": "O425"}, ("kết quả và minh chứng", "O425", Severity.ERROR)),
        ({"result": "O424", "evidence": "O424"}, ("kết quả và minh chứng", "O424", Severity.WARNING)),
    ],
)
def test_what_is_lacking_only_for_a_cell_without_words_follows_from_that_cell(unread, expected) -> None:
    report = ActivityReport("535", ACTIVITY, ActivityStatus.DONE, None, None, None, SAID, AT, unread)
    chosen = replace(submission("535", {}), activities=(report,))
    (told,) = (f for f in check_activities(OPENED.catalogue, OPENED.period, chosen) if f.code == "N504")
    assert (told.params["found"], told.caused_by, told.severity) == expected


@pytest.mark.parametrize(("column", "code"), [("H", "N504"), ("I", "N504"), ("F", "N503")])
def test_a_cell_that_shows_an_error_is_not_called_blank_besides(column: str, code: str) -> None:
    def work_on(book: Workbook) -> None:
        page = book[WORK]
        page["F13"], page["H13"], page["I13"] = "Hoàn thành", "xong", "Báo cáo số 1"
        page["G13"] = None
        page[f"{column}13"] = "#NAME?"
        page[f"{column}13"].data_type = "e"

    said = read(damaged(sound()[FILE], work_on), FILE)
    findings = found(OPENED.catalogue, OPENED.period, [said])
    assert {f.caused_by for f in findings if f.code == code} <= {"O425"}
    assert [f.source.cell for f in findings if f.code == "O425"] == [f"{column}13"]
