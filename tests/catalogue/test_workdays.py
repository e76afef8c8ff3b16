"""Which days are worked: the holidays of five years as the government announced them, and the catalogue's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import DATA, from_tables, shipped, tables_of
from xlpy.catalogue.workdays import Workdays, workdays_of
from xlpy.model.special_day import DayKind, SpecialDay

DAYS = st.dates(date(2022, 1, 1), date(2030, 1, 1))
CALENDAR = Workdays()
OFF = {
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
}
"""Monday to Friday without work. From the government's notices; 2027 by the rule of the Labour Code alone (Tết 6/2)."""
WORKED = (date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22))


@pytest.mark.parametrize("year", OFF)
def test_weekdays_off_are_those_announced(year: int) -> None:
    calendar, first = workdays_of(shipped()), date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(366)]
    found = [
        f"{day.day}/{day.month}" for day in days if day.year == year and day.weekday() < 5 and calendar.is_off(day)
    ]
    assert " ".join(found) == OFF[year]


def test_weekends_are_off_but_for_days_worked_in_place_of_others() -> None:
    calendar = workdays_of(shipped())
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(5 * 365)]
    assert tuple(day for day in days if day.weekday() >= 5 and not calendar.is_off(day)) == WORKED


@given(DAYS, st.integers(0, 30))
def test_a_term_never_ends_on_a_day_off(start: date, count: int) -> None:
    assert not CALENDAR.is_off(CALENDAR.after(start, count))


@given(DAYS, st.integers(1, 30))
def test_so_many_working_days_lie_in_a_term(start: date, count: int) -> None:
    end = CALENDAR.after(start, count)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(not CALENDAR.is_off(day) for day in days) == count


def test_a_row_of_the_catalogue_overrides_the_calendar_both_ways() -> None:
    storm = SpecialDay(date(2024, 10, 28), DayKind.OFF, "nghỉ tránh bão", "")
    made_up = SpecialDay(date(2024, 9, 3), DayKind.WORK, "làm bù", "")
    calendar = Workdays((storm, made_up))
    assert (calendar.why_off(storm.day), calendar.why_off(made_up.day)) == ("nghỉ tránh bão", "")
    assert calendar.after(date(2024, 10, 25), 1) == date(2024, 10, 29)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2024, 6, 30), "Chủ nhật"), (date(2024, 9, 2), "Quốc khánh"), (date(2024, 4, 18), "Ngày Giỗ Tổ Hùng Vương")],
)
def test_a_day_off_is_called_by_its_name(day: date, words: str) -> None:
    assert CALENDAR.why_off(day) == words


def test_two_rows_on_one_day_are_a_fault_of_the_catalogue() -> None:
    tables = tables_of(DATA / "2023-2024")
    tables["days_off"].append(tables["days_off"][0] | {"kind": "work"})
    assert [(p.table, p.row) for p in problems(from_tables(tables))] == [("days_off", "dòng 4")]
