"""What stands between two values of a worksheet's part, understood once for all files that have it.

Forms of one kind differ in values: their rows, blank cells, formats and formulas are the same stretches of XML. Each
begins where the cell of the value before it ends, or with the table itself; each ends where a cell's value begins, or
with the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xlpy.basics.a1 import column_letters
from xlpy.intake.formats.facts import MAX_COLUMN, MAX_ROW, is_unseen
from xlpy.intake.formats.spreadsheet_ml import TRUE
from xlpy.intake.formats.xlsx_plain_cells import (
    TABLE,
    TABLE_END,
    NotPlainError,
    Token,
    attributes_of,
    plain_text,
    resolved,
    tokens,
)
from xlpy.model.cells import Address

MOST, LONGEST = 20_000, 2_000
"""How many stretches are kept, and bytes of one that is: a form has some two thousand of a hundred."""

_COLUMNS = {column_letters(number): number for number in range(1, MAX_COLUMN + 1)}
_CELL_END = b"</c>"
_STAND_IN = "<v>0</v></c>"


class Formula(NamedTuple):
    """A cell's formula as its part spells it: the attributes, the text without ``=``."""

    attributes: Mapping[str, str]
    spelled: str


@dataclass(frozen=True, slots=True)
class Between:
    """What a stretch holds besides the cell whose value comes next; whether the table begins or ends with it."""

    opens: bool
    closes: bool
    hidden: tuple[int, ...]
    """Rows that are not to be seen."""
    alone: tuple[tuple[Address, str, str, Formula], ...]
    """Cells with a formula and no value at all: place, type, style."""


class Stretch(NamedTuple):
    """The cell whose value comes next: place, type ('' = a number), style ('' = the first), formula.

    The table's last stretch has no such cell. ``between`` is what else stands in it.
    """

    at: Address
    kind: str
    style: str
    formula: Formula | None
    between: Between | None
    is_bare_string: bool = False
    """Whether it holds nothing but the start of a cell with a shared string and without a formula."""


class Stretches(dict[bytes, Stretch]):
    """Stretches by their bytes. One that is spelled in another way raises NotPlainError."""

    def __missing__(self, content: bytes) -> Stretch:
        found = _understood(content)
        if len(self) >= MOST:
            self.clear()
        if len(content) <= LONGEST:
            self[content] = found
        return found


def _understood(content: bytes) -> Stretch:
    opens, closes = content.startswith(TABLE), content.endswith(TABLE_END)
    if not (opens or content.startswith(_CELL_END)):
        raise NotPlainError
    text = plain_text(content)[len(TABLE if opens else _CELL_END) : -len(TABLE_END) if closes else None]
    found = tokens(text if closes else text + _STAND_IN)
    hidden, alone = _rows(found if closes else found[:-1], is_open=not opens, ends_open=not closes)
    between = Between(opens, closes, hidden, alone) if opens or closes or hidden or alone else None
    if closes:
        return Stretch((0, 0), "", "", None, between)
    at, kind, style, formula = _cell(found[-1])
    return Stretch(at, kind, style, formula, between, kind == "s" and formula is None and between is None)


def _rows(
    found: list[Token], *, is_open: bool, ends_open: bool
) -> tuple[tuple[int, ...], tuple[tuple[Address, str, str, Formula], ...]]:
    """The hidden rows, and the cells without a value, of what comes before the next value."""
    hidden, alone = [], []
    for token in found:
        *_, value, end, number, more, closed = token
        if token[0] and is_open and not value:
            at, kind, style, formula = _cell(token)
            if formula is not None:
                alone.append((at, kind, style, formula))
        elif end and is_open:
            is_open = False
        elif number and not is_open:
            is_open = not closed
            if _hides(more):
                hidden.append(int(number))
        else:
            raise NotPlainError
    if is_open != ends_open:
        raise NotPlainError
    return tuple(hidden), tuple(alone)


def _cell(token: Token) -> tuple[Address, str, str, Formula | None]:
    """Place, type, style and formula of a cell."""
    column, line, style, kind, said, formula, spelled, *_ = token
    at = int(line or 0), _COLUMNS.get(column, 0)
    if not (0 < at[0] <= MAX_ROW and at[1]):
        raise NotPlainError  # no cell, or one far away: refused, or blank
    return at, kind, style, Formula(attributes_of(said), resolved(spelled)) if formula else None


def _hides(said: str) -> bool:
    """Whether a row is not to be seen, by its attributes besides its number."""
    attributes = attributes_of(said)
    if "r" in attributes:
        raise NotPlainError
    return attributes.get("hidden") in TRUE or is_unseen(attributes.get("ht"))
