"""Values between Python and cells: dates, errors and the rule for text, without any spreadsheet program.

Excel parses text that is written to a cell unless the cell's format is text (``@``): "01" becomes 1, "20/6" a day,
"- Tuyên truyền" a broken formula. Calc's programming interface does not. So that a macro which forgets the format is
caught before it meets Excel, such text for a cell of another format is refused here; ``=…`` there is a formula. In a
cell of the text format all is text, as in Excel: a number or a formula that is put there is one no more.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

EPOCH = dt.datetime(1899, 12, 30)
LONGEST_TEXT, LONGEST_FORMULA = 32_767, 8_192
"""Characters that a cell of Excel holds, and a formula in it ([MS-OI29500] 2.1.1085): longer ones damage an .xlsx."""
EXCEL_ERRORS = {503: "#NUM!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}
"""Calc's error numbers in Excel's words; any other is ``#VALUE!``."""

_NUMBER = r"[-+]?[$€]?[.,]*\d[\d.,]*(?:\s*%)?|[-+]?\d+(?:\.\d*)?e[-+]?\d+"
_CALENDAR = r"\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|\d{1,2}:\d{2}.*"
# Wider than what Excel really reads: better refuse a text too much than let one change.
_READ_BY_EXCEL = re.compile(rf"\s*(?:{_NUMBER}|{_CALENDAR}|true|false)\s*|[+\-@].+|'.*", re.IGNORECASE | re.DOTALL)


class TextWouldChange(ValueError):
    """Text that Excel would not keep as it is was written to a cell whose format is not text (``@``)."""


class ErrorText(str):
    """An error value of a cell, in Excel's words: ``#REF!``."""

    __slots__ = ()


class WriteKind(Enum):
    """How a value is put into a cell."""

    PLAIN = "plain"
    FORMULA = "formula"
    LOGICAL = "logical"
    MOMENT = "moment"


@dataclass(frozen=True)
class CellRun:
    """Values of one kind below each other; row and column count from 0 in the block."""

    kind: WriteKind
    row: int
    column: int
    values: tuple[Any, ...]


def cell_value(value: Any) -> Any:
    """A value as the engine keeps it: None, bool, float, str or datetime. Raises TypeError for anything else."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | Decimal):
        return None if math.isnan(value) else float(value)
    # By name, so that pandas need not be loaded to know them.
    if type(value).__name__ in {"NaTType", "NAType"}:  # pandas' missing values
        return None
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if hasattr(value, "item"):  # a number of numpy
        return cell_value(value.item())
    raise TypeError(f"a cell cannot hold {type(value).__name__}: {value!r}")


def serial(moment: dt.datetime) -> float:
    """The day number that spreadsheets use."""
    return (moment - EPOCH).total_seconds() / 86_400


def moment(number: float) -> dt.datetime:
    """The moment of a day number, to the millisecond."""
    return EPOCH + dt.timedelta(milliseconds=round(number * 86_400_000))


def text_of(value: float | bool) -> str:
    """The text that a cell of the text format makes of a number or of a yes: ``1``, ``0.5``, ``TRUE``."""
    return str(value).upper() if isinstance(value, bool) else f"{value:.15g}"


def kind_of(value: Any, as_text: bool) -> WriteKind:
    """How to write the value to a cell, whose format may be text. Raises TextWouldChange, or ValueError if too long."""
    if as_text and isinstance(value, dt.datetime):
        raise TextWouldChange(f"a day in a cell of the format '@' would be a text as the PC writes days: {value}")
    if isinstance(value, bool):
        return WriteKind.LOGICAL
    if isinstance(value, dt.datetime):
        return WriteKind.MOMENT
    if not isinstance(value, str):
        return WriteKind.PLAIN
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"text of {len(value)} characters: a cell holds {LONGEST_TEXT}")
    if as_text:
        return WriteKind.PLAIN
    if value[:1] == "=" and len(value) > 1:
        if len(value) > LONGEST_FORMULA:
            raise ValueError(f"formula of {len(value)} characters: Excel takes {LONGEST_FORMULA}")
        return WriteKind.FORMULA
    if _READ_BY_EXCEL.fullmatch(value):
        raise TextWouldChange(
            f"set the number format '@' before writing {value[:40]!r}: Excel would not keep this text"
        )
    return WriteKind.PLAIN


def split(rows: Sequence[Sequence[Any]], as_text: Callable[[int, int], bool]) -> tuple[list[list[Any]], list[CellRun]]:
    """A block as what can be written in one call, and the runs of values that need another way.

    ``as_text`` tells for row and column of the block whether the cell's format is text. Nothing is written before all
    of it is known to be writable. Raises TextWouldChange, ValueError, TypeError.
    """
    plain: list[list[Any]] = []
    special: dict[tuple[int, WriteKind], list[tuple[int, Any]]] = {}
    for i, row in enumerate(rows):
        line: list[Any] = []
        for j, item in enumerate(row):
            value = cell_value(item)
            is_text = value is not None and as_text(i, j)
            if is_text and isinstance(value, bool | float):
                value = text_of(value)
            kind = kind_of(value, is_text)
            if kind is WriteKind.PLAIN:
                line.append("" if value is None else value)
            else:
                line.append("")
                special.setdefault((j, kind), []).append((i, value))
        plain.append(line)
    return plain, [run for (column, kind), items in special.items() for run in _runs(kind, column, items)]


def _runs(kind: WriteKind, column: int, items: list[tuple[int, Any]]) -> list[CellRun]:
    runs: list[tuple[int, list[Any]]] = []
    for row, value in items:
        if not runs or row != runs[-1][0] + len(runs[-1][1]):
            runs.append((row, []))
        runs[-1][1].append(value)
    return [CellRun(kind, row, column, tuple(values)) for row, values in runs]
