"""The values python-calamine gives, as the values of `xlpy.model.cells`: numbers exact, texts untouched."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from xlpy.model.cells import Address, CellError, CellValue

Raw = int | float | str | bool | date | datetime | time | timedelta
EXACT_INTEGERS = 1e15
"""Below this a whole float is that integer; from here on its shortest text is the better witness."""


def cells_of(rows: Sequence[Sequence[Raw]]) -> dict[Address, CellValue]:
    """The cells that hold something, by true address. ``rows`` must start at A1; "" is an empty cell."""
    cells: dict[Address, Any] = {
        (row, column): value
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value or value != ""
    }
    for address, value in cells.items():
        # By exact type: to Python a bool is an int as well, and a datetime a date.
        kind = type(value)
        if kind is not str:
            cells[address] = number(value) if kind is float else _CONVERT[kind](value)
    return cells


def number(value: float) -> Decimal | CellError:
    """The decimal number a person would write for ``value``: 1810.0 is 1810, 0.1 is 0.1, -0.0 is 0.

    Infinity and NaN, which no spreadsheet shows but a damaged file can hold, are errors: they are no figures, no words.
    """
    if value.is_integer() and -EXACT_INTEGERS < value < EXACT_INTEGERS:
        return Decimal(int(value))
    return Decimal(repr(value)) if math.isfinite(value) else CellError(repr(value))


def duration(value: timedelta) -> str:
    """A time span as the sheet shows it, ``36:00:00``: text, for what was meant by it is unknown."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{second:02}"


def _as_is(value: CellValue) -> CellValue:
    return value


_CONVERT: Mapping[type, Callable[..., CellValue]] = {
    int: Decimal,
    bool: _as_is,
    datetime: _as_is,
    date: _as_is,
    time: _as_is,
    timedelta: duration,
}
