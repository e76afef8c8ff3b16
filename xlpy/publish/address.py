"""A1 addresses, from rows and columns counted from 0."""

from __future__ import annotations


def column_letters(column: int) -> str:
    """``0`` -> ``A``, ``27`` -> ``AB``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """``(0, 2)`` -> ``C1``."""
    return f"{column_letters(column)}{row + 1}"


def area_a1(top: int, left: int, bottom: int, right: int) -> str:
    """``(0, 0, 2, 1)`` -> ``A1:B3``; one cell alone -> ``A1``."""
    first, last = a1(top, left), a1(bottom, right)
    return first if first == last else f"{first}:{last}"


def quoted_sheet(name: str) -> str:
    """A sheet's name as formulas write it: ``'Nhiệm vụ × đơn vị'``."""
    return "'" + name.replace("'", "''") + "'"
