"""Addresses as a spreadsheet writes them. One rule: rows and columns count from 1, as a sheet shows them.

What counts from 0 (XlsxWriter, and the drawings made for it) goes through `xlpy.outputs.publish.address`.
"""

from __future__ import annotations

import re
from functools import lru_cache

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet holds (Microsoft, “Excel specifications and limits”)."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def column_letters(column: int) -> str:
    """``1`` -> ``A``, ``28`` -> ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """``A`` -> ``1``, ``ab`` -> ``28``."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=65536)
def a1(address: tuple[int, int]) -> str:
    """Row and column as Excel writes them: ``(5, 28)`` -> ``AB5``."""
    row, column = address
    return f"{column_letters(column)}{row}"


def address_of(cell: str) -> tuple[int, int] | None:
    """``F24`` or ``$F$24`` -> ``(24, 6)``; None for anything else."""
    match = _CELL.fullmatch(cell)
    return (int(match[2]), column_number(match[1])) if match else None


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it, always quoted, which is never wrong: ``'Nhiệm vụ × đơn vị'``."""
    return "'" + name.replace("'", "''") + "'"
