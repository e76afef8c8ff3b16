"""Days as official papers write them."""

from __future__ import annotations

from datetime import date

import pytest

from xlpy.basics.days import short_day


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 6, 28), "28/6/2024"),
        (date(2024, 3, 5), "05/3/2024"),
        (date(2024, 1, 15), "15/01/2024"),
        (date(2024, 2, 9), "09/02/2024"),
        (date(2024, 11, 30), "30/11/2024"),
    ],
)
def test_a_zero_stands_before_days_below_ten_and_the_first_two_months(day: date, text: str) -> None:
    assert short_day(day) == text
