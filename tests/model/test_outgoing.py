"""Which outgoing paper a later one quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.small_catalogue import HK1, small_catalogue
from xlpy.model.catalogue import Period
from xlpy.model.outgoing import ALL_UNITS, OutgoingPaper, PaperKind, last_sent, of_round

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


CN = Period("CN", "Cả năm", "2023-2024", HK1.start, date(2024, 5, 31), date(2024, 6, 25), date(2024, 6, 30), HK1.code)
BOTH = replace(small_catalogue(), periods=(HK1, CN))
TODAY = date(2024, 7, 5)


def paper(kind: PaperKind, day: date) -> OutgoingPaper:
    return OutgoingPaper(f"{day:%d%m}/SGDĐT-VP", day, kind, ALL_UNITS, "V/v báo cáo")


def test_a_round_has_the_papers_from_the_letter_that_issued_its_forms_on():
    first_period = paper(PaperKind.COVERING, date(2023, 12, 20))
    too_late_for_it = paper(PaperKind.REMINDER, date(2024, 2, 2))  # of the first period, after its last day
    issued, reminder = paper(PaperKind.COVERING, date(2024, 5, 20)), paper(PaperKind.REMINDER, date(2024, 6, 26))
    later, next_year = paper(PaperKind.REMINDER, date(2024, 7, 6)), paper(PaperKind.COVERING, date(2024, 7, 1))
    papers = (first_period, too_late_for_it, issued, reminder, next_year, later)
    assert of_round(papers, BOTH, CN, TODAY) == (issued, reminder)
    assert of_round(papers, BOTH, HK1, date(2024, 1, 20)) == (first_period,)


def test_a_letter_of_last_year_s_round_is_none_of_this_one_s():
    assert of_round([paper(PaperKind.COVERING, date(2023, 5, 20))], BOTH, HK1, TODAY) == ()


def test_where_no_line_says_when_forms_were_issued_reminders_count_since_the_period_before():
    reminder = paper(PaperKind.REMINDER, date(2024, 6, 26))
    assert of_round([paper(PaperKind.REMINDER, date(2024, 1, 20)), reminder], BOTH, CN, TODAY) == (reminder,)
