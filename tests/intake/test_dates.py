from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.basics.days import short_day
from xlpy.intake.dates import DateReading, days_named, read_date
from xlpy.model.cells import CellError

WINDOW = (date(2024, 1, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2024, 1, 25), date(2024, 1, 25)),
        (datetime(2024, 1, 25, 10, 30), date(2024, 1, 25)),
        ("25/01/2024", date(2024, 1, 25)),
        (" 5-3-24 ", date(2024, 3, 5)),
        ("5.3.2024", date(2024, 3, 5)),
        ("2024-01-25", date(2024, 1, 25)),
        ("Ngày 05 tháng 3 năm 2024", date(2024, 3, 5)),
    ],
)
def test_a_whole_date_is_read_without_a_word(cell, day):
    assert read_date(cell, window=None) == DateReading(day)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Kế hoạch số 05/KH-UBND ngày 12/10/2023; Báo cáo ngày 03 tháng 5 năm 2024", {(2023, 10, 12), (2024, 5, 3)}),
        ("Thông tư số 20/2023/TT-BGDĐT, Quý I/2026, tháng 5/2024", set()),
        ("ngày 31/02/2024", set()),
    ],
)
def test_the_whole_days_that_a_text_names(text, days):
    assert days_named(text) == {date(*day) for day in days}


@pytest.mark.case(12)
@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Quý I/2026", date(2026, 3, 31)),
        ("Quý l/2026", date(2026, 3, 31)),
        ("Đăng ký Quý II/2026", date(2026, 6, 30)),
        ("quí 4 năm 2025", date(2025, 12, 31)),
        ("Tháng 5/2026", date(2026, 5, 31)),
        ("Tháng 02/2024", date(2024, 2, 29)),
        (" Kỳ họp chuyên đề tháng 5/2026", date(2026, 5, 31)),
        ("T6/2026", date(2026, 6, 30)),
        ("6/2026", date(2026, 6, 30)),
        ("Công văn số 484/STP-XDTHPL ngày 23/01/2026.", date(2026, 1, 23)),
        ("12/25/2024", date(2024, 12, 25)),
        (Decimal(45000), date(2023, 3, 15)),
    ],
)
def test_what_stands_for_a_date_is_read_and_flagged(cell, day):
    assert read_date(cell, window=None) == DateReading(day, "O412", short_day(day))


@pytest.mark.parametrize(
    "cell",
    [
        "chưa xác định",
        "31/02/2024",
        "30/6/2124",
        "tháng 13/2024",
        "2023-2024",
        "Quý V/2026",
        "từ 1/1/2024 đến 2/2/2024",
        date(1900, 1, 5),
        date(2101, 1, 1),
        Decimal(5),
        Decimal("1e30"),
        True,
        time(7),
        CellError("#N/A"),
    ],
)
def test_no_date_is_made_up(cell):
    reading = read_date(cell, window=None)
    assert (reading.value, reading.problem) == (None, "O412")


@pytest.mark.parametrize("cell", [None, "", " \xa0"])
def test_a_blank_cell_is_no_problem(cell):
    assert read_date(cell, window=None) == DateReading()


@pytest.mark.parametrize("cell", ["03/04/2024", date(2024, 4, 3)])
def test_day_and_month_swapped_are_told_by_the_window_and_left(cell):
    found = "03/4/2024; nếu tháng bị ghi trước ngày thì là 04/3/2024"
    assert read_date(cell, window=WINDOW) == DateReading(date(2024, 4, 3), "O412", found)


@pytest.mark.parametrize("cell", ["04/02/2024", "03/02/2024", "25/04/2024", "05/06/2024"])
def test_a_date_is_not_doubted_unless_only_the_swapped_one_fits(cell):
    assert read_date(cell, window=WINDOW).problem == ""


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_written_for_readers_is_read_back(day):
    assert read_date(short_day(day), window=None) == DateReading(day)


@given(st.text(alphabet="0123456789/-. quýthángiIVl", max_size=16))
def test_no_text_breaks_the_reader(text):
    assert read_date(text, window=None).problem in {"", "O412"}


@pytest.mark.parametrize(("cell", "day"), [("Tháng 1/2000", date(2000, 1, 31)), ("Tháng 12/2099", date(2099, 12, 31))])
def test_the_first_and_the_last_month_of_all_are_read(cell, day):
    assert read_date(cell, window=None).value == day


@pytest.mark.parametrize("cell", ["Tháng 12/1999", "Tháng 1/2100", "Tháng 0/2024"])
def test_a_month_before_the_first_or_after_the_last_is_none(cell):
    assert read_date(cell, window=None).value is None


SERIALS = [(36526, date(2000, 1, 1)), (36556, date(2000, 1, 31)), (73050, date(2099, 12, 31))]


@pytest.mark.parametrize(("serial", "day"), SERIALS)
def test_a_count_of_days_is_a_date_from_the_first_day_of_2000_to_the_last_of_2099(serial, day):
    assert read_date(Decimal(serial), window=None).value == day


@pytest.mark.parametrize("serial", [36525, 73051])
def test_a_count_of_days_outside_this_century_is_no_date(serial):
    assert read_date(Decimal(serial), window=None).value is None


@pytest.mark.parametrize(
    ("first", "last", "is_doubted"),
    [
        (date(2024, 3, 4), date(2024, 3, 31), True),
        (date(2024, 3, 1), date(2024, 3, 4), True),
        (date(2024, 3, 1), date(2024, 4, 3), False),
        (date(2024, 3, 5), date(2024, 3, 31), False),
        (date(2024, 3, 1), date(2024, 3, 3), False),
    ],
)
def test_the_first_and_the_last_day_of_the_window_are_likely_days(first, last, is_doubted):
    assert (read_date(date(2024, 4, 3), window=(first, last)).problem == "O412") is is_doubted


def test_a_date_on_the_first_day_of_the_window_is_not_doubted():
    assert read_date(date(2024, 3, 4), window=(date(2024, 3, 4), date(2024, 4, 30))).problem == ""
