"""What a unit says of an activity must hang together: its status with its percent (N507)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import context, submission
from xlpy.checks.activities import check_activities
from xlpy.model.submission import ActivityReport, ActivityStatus, Source, Text

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
