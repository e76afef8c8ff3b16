"""Formulas that cells of an .xlsx sheet share: only the first cell spells one out, the others read it from their place.

ISO/IEC 29500-1, 18.3.1.40: ``si`` numbers the group, and the text is written as the first cell has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlpy.basics.a1 import column_letters, column_number
from xlpy.model.cells import Address

LOST = "="
"""A formula of which nothing is spelled out, not here and not in the cell that it is shared with."""
MOST_LETTERS = 1_000_000
"""Letters of formulas that are shifted on one sheet: well under a second's work, and no form comes near that."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of any sheet of Excel."""

# Texts, names of sheets and what stands in brackets (books, columns of tables) go first: nothing in them is shifted.
_PLACES = re.compile(
    r""""[^"]*"|'(?:[^']|'')*'|\[[^\[\]]*\]"""
    r"|(?<![\w.\\$])(?:(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})"
    r"|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})|(?P<rows>\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}))(?![\w(.!\\\[])"
)
_PART = re.compile(r"(\$?)(?:([A-Za-z]+)|(\d+))")


class SharedFormulas:
    """The shared formulas of one sheet while its cells come in."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, Address]] = {}
        self._letters = 0
        self.unshifted: set[Address] = set()
        """Cells whose formula stands as the first cell of its group has it: what they read is not known."""

    def text(self, at: Address, attributes: Mapping[str, str], spelled: str) -> str:
        """A cell's formula with its ``=``, as the cell itself reads it; `LOST` where no cell spells it out."""
        if spelled and attributes.get("t") != "shared":
            return f"={spelled}"
        group = attributes.get("si", "")
        if spelled:
            self._first[group] = f"={spelled}", at
        text, first = self._first.get(group, (LOST, at))
        if at == first:
            return text
        self._letters += len(text)
        moved = shifted(text, at[0] - first[0], at[1] - first[1]) if self._letters <= MOST_LETTERS else None
        if moved is None:
            self.unshifted.add(at)
        return moved or text


def shifted(formula: str, down: int, right: int) -> str | None:
    """A formula as it reads so many rows further down and columns further right; None where it leads off the sheet."""
    try:
        return _PLACES.sub(lambda found: _moved(found, down, right), formula)
    except ValueError:
        return None


def _moved(found: re.Match[str], down: int, right: int) -> str:
    return _PART.sub(lambda part: _part(part, down, right), found[0]) if found.lastgroup else found[0]


def _part(part: re.Match[str], down: int, right: int) -> str:
    """A column or a row of a reference. Raises ValueError where the sheet has none so far out."""
    fixed, column, row = part.groups()
    number = (column_number(column) if column else int(row)) + (0 if fixed else right if column else down)
    if not 1 <= number <= (LAST_COLUMN if column else LAST_ROW):
        raise ValueError(part[0])
    return fixed + (column_letters(number) if column else str(number))
