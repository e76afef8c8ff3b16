"""What the office decided about a round stands in the report, in a director's words."""

from __future__ import annotations

from functools import cache

import pytest

from tests.decided import decision, sample, under
from xlpy.model.decision import Act, Decision
from xlpy.outputs.report.files import report_values

pytestmark = pytest.mark.slow("round")

HELD = decision(Act.HOLD, unit="524", indicator="N2.07")


@cache
def told(*decisions: Decision) -> str:
    """The report's text on the sample under these decisions."""
    _, report = report_values(under(*decisions).edition)
    return "\n".join(paragraph.text for section in report.sections for paragraph in section.paragraphs)


def test_a_figure_that_the_office_holds_is_named_with_its_unit() -> None:
    assert (
        "Theo quyết định của Sở Giáo dục và Đào tạo, chưa tính vào số chung để đối chiếu thêm: số học sinh tiểu "
        "học của huyện Bình Sơn." in told(HELD)
    )


def test_it_is_not_told_among_those_that_a_unit_has_to_mend() -> None:
    before, after = told(), told(HELD)
    assert "huyện Bình Sơn (01 số liệu" not in before
    assert "huyện Bình Sơn (01 số liệu" not in after


def test_a_locked_period_is_told_with_its_day() -> None:
    locked = decision(Act.LOCK, files=tuple(record.sha256 for record in sample().edition.files))
    assert "Số liệu được chốt ngày 26/6/2024; báo cáo gửi sau ngày này chưa tính" in told(locked)


def test_without_a_decision_nothing_is_said_of_any() -> None:
    assert "quyết định của Sở Giáo dục và Đào tạo" not in told()
    assert "Số liệu được chốt" not in told()


def test_a_decision_that_was_ended_is_told_no_more() -> None:
    assert "quyết định của Sở" not in told(HELD, decision(Act.RELEASE, unit="524", indicator="N2.07"))
