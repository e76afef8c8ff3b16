"""Table 211 of the yearbook, split into fourteen forms, comes back exactly."""

from __future__ import annotations

import pytest

from samples import yearbook
from xlpy.app.usecases import examine
from xlpy.model.edition import PROVINCE, Edition
from xlpy.outputs.publish.csvout import read_previous

PUBLISHED: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    PROVINCE: ((1819, 1651, 168), (1810, 1691, 119)),
    "dong_bang": ((1202, 1034, 168), (1203, 1084, 119)),
    "mien_nui": ((580, 580, 0), (572, 572, 0)),
    "hai_dao": ((37, 37, 0), (35, 35, 0)),
}
"""All, public and non-public classes of 2016 and of 2015, as printed."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return examine(yearbook.context(2016), yearbook.INBOX, workers=1)


@pytest.mark.case(3)
@pytest.mark.parametrize("scope", PUBLISHED)
def test_the_totals_of_both_years_are_the_printed_ones(edition: Edition, scope: str):
    totals = [edition.total[code, scope] for code in yearbook.CODES]
    now, before = PUBLISHED[scope]
    assert list(now) == [total.value for total in totals]
    assert list(before) == [total.previous for total in totals]


def test_fourteen_districts_send_and_none_is_missing(edition: Edition):
    assert len(edition.used_files) == 14
    assert not [total for total in edition.totals if total.missing]


@pytest.mark.case(13)
def test_ly_son_has_no_non_public_class_and_that_is_no_fault(edition: Edition):
    assert edition.number("536", "N1.03") == 0
    assert not [finding for finding in edition.findings if finding.unit == "536"]


def test_the_one_great_change_is_asked_about(edition: Edition):
    assert [(finding.code, finding.unit) for finding in edition.findings] == [("R15-01", "532")]


def test_the_file_of_2015_holds_the_printed_figures():
    expected = {row.unit: dict(zip(yearbook.CODES, row.before, strict=True)) for row in yearbook.TABLE_211}
    assert expected == read_previous(yearbook.PREVIOUS)
