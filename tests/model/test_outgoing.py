"""Which outgoing paper a later one quotes."""

from __future__ import annotations

from datetime import date

from xlpy.model.outgoing import ALL_UNITS, OutgoingPaper, PaperKind, last_sent

COVERING = OutgoingPaper("215/SGDĐT-VP", date(2024, 5, 20), PaperKind.COVERING, ALL_UNITS, "V/v báo cáo")
SLIP = OutgoingPaper("301/SGDĐT-VP", date(2024, 6, 24), PaperKind.SLIP, "524", "V/v bổ sung")
SECOND = OutgoingPaper("318/SGDĐT-VP", date(2024, 6, 24), PaperKind.SLIP, "524", "V/v bổ sung lần 2")
PAPERS = (COVERING, SLIP, SECOND)


def test_the_newest_paper_of_its_kind_is_quoted_and_of_one_day_the_later_in_the_register():
    assert last_sent(PAPERS, [PaperKind.SLIP], "524") == SECOND


def test_a_paper_to_all_units_reached_each_of_them():
    assert last_sent(PAPERS, [PaperKind.COVERING, PaperKind.SLIP], "527") == COVERING


def test_a_unit_that_got_nothing_of_that_kind_has_nothing_quoted():
    assert last_sent(PAPERS, [PaperKind.SLIP], "527") is None
