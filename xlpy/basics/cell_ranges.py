"""Many cells in few words: neighbours of a column become a range, as Excel writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SHOWN = 30
"""How many cells and ranges a line names; that there are more is said."""
_A1 = re.compile(r"([A-Z]+)([0-9]+)")


def cell_list(cells: Iterable[str], shown: int = SHOWN) -> str:
    """``F9, F10, F11, H3`` -> ``F9:F11, H3``; beyond ``shown`` parts the number of cells left out is told."""
    parts = list(_ranges(cells))
    text = ", ".join(name for name, _ in parts[:shown])
    left = sum(count for _, count in parts[shown:])
    return f"{text} và {left} ô khác" if left else text


def row_of(cell: str) -> int:
    """Row number of an A1 address, 0 where it is none."""
    match = _A1.fullmatch(cell)
    return int(match[2]) if match else 0


def _ranges(cells: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each run of neighbours in a column, with how many cells it is of."""
    places = sorted({_place(cell) for cell in cells if cell})
    start = 0
    for at, (width, column, row) in enumerate(places):
        follows = at + 1 < len(places) and places[at + 1] == (width, column, row + 1)
        if not follows:
            first = places[start]
            name = f"{first[1]}{first[2] or ''}"
            count = at - start + 1
            yield (name if count == 1 else f"{name}:{column}{row}"), count
            start = at + 1


def _place(cell: str) -> tuple[int, str, int]:
    """Order of columns (A … Z, AA …), then rows; what is no address stands alone before all."""
    match = _A1.fullmatch(cell)
    return (len(match[1]), match[1], int(match[2])) if match else (0, cell, 0)
