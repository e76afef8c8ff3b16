"""The count of errors: one for all screens, with what it is made of beside it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.feedback import edition_of
from xlpy.app import console
from xlpy.consolidation.headline import numbers_of
from xlpy.model.edition import Edition
from xlpy.model.submission import Severity
from xlpy.outputs.publish.jsonout import summary_json

TOLD = "15 lỗi (9 chờ đơn vị sửa, 3 của tệp không dùng được, 3 do đơn vị chưa gửi)"


def errors(edition: Edition) -> int:
    return sum(f.severity is Severity.ERROR and not f.caused_by for f in edition.findings)


def test_the_parts_of_the_count_of_errors_are_told_and_add_up(sample_edition: Edition) -> None:
    numbers = numbers_of(sample_edition)
    assert (numbers.all_errors, numbers.error_words) == (errors(sample_edition), TOLD)
    assert numbers.errors + numbers.stray_errors + numbers.unsent_errors == numbers.all_errors


def test_a_unit_that_has_sent_nothing_is_an_error_of_its_own_kind() -> None:
    nobody = edition_of(())
    count = len(nobody.reporting_units)
    assert numbers_of(nobody).error_words == f"{count} lỗi ({count} do đơn vị chưa gửi)"


def test_a_round_without_errors_has_none(sample_edition: Edition) -> None:
    assert numbers_of(replace(sample_edition, findings=())).error_words == "0 lỗi"


@pytest.mark.parametrize("listed", [False, True])
def test_the_terminal_tells_the_count_of_every_screen(sample_edition: Edition, listed: bool) -> None:
    assert TOLD in console.report(sample_edition, None, findings=listed)


def test_the_lines_of_the_list_stand_for_as_many_errors(sample_edition: Edition) -> None:
    listed = json.loads(summary_json(sample_edition, findings=True))["findings"]
    groups = listed["groups"]
    assert listed["errors"]["all"] == listed["roots"]["error"] == errors(sample_edition)
    assert sum(group["count"] for group in groups if group["severity"] == "error") == errors(sample_edition)
    assert sum(group["count"] + group["following"] for group in groups) == len(sample_edition.findings)
