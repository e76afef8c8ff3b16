"""The plainly spelled cells of one worksheet of an .xlsx file, taken up as the parser's would be."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlpy.intake.formats.facts import refuse_if_too_many
from xlpy.intake.formats.stored_values import SHORT_DIGITS
from xlpy.intake.formats.xlsx_cells import SheetCells
from xlpy.intake.formats.xlsx_plain_cells import NotPlainError, value_text, values_apart
from xlpy.intake.formats.xlsx_shared_formulas import LOST
from xlpy.intake.formats.xlsx_stretches import Between, Stretch, Stretches
from xlpy.intake.formats.xlsx_strings import unescaped

_STRETCHES = Stretches()
"""Those that this process has met."""
_NUMBERS = ("", "n")
SHORT = 64
"""Bytes of a value up to which its text is remembered: results of formulas, which say “Đạt” over and over."""
_short_text = lru_cache(maxsize=4096)(value_text)


def take_rows(found: SheetCells, table: bytes, hidden_rows: set[int]) -> None:
    """Take up all cells of a ``sheetData``, and which rows are hidden.

    Raises NotPlainError where something is spelled otherwise, `RefusalError` where a cell must be refused.
    """
    cells, texts, plain = found.cells, found.legend.plain_texts, found.legend.plain_styles
    pieces = [*values_apart(table), b""]  # the last stretch has no value after it
    edges = 0
    for stretch, value in zip(map(_STRETCHES.__getitem__, pieces[::2]), pieces[1::2], strict=True):
        at = stretch.at
        # The quick way of three cells of four.
        if stretch.is_bare_string and plain.get(stretch.style) and at not in cells and (text := texts.get(value)):
            cells[at] = text
        else:
            edges += _take(found, stretch, value, hidden_rows)
    if edges != 2:
        raise NotPlainError
    refuse_if_too_many(found.name, len(cells))


def _take(found: SheetCells, stretch: Stretch, value: bytes, hidden_rows: set[int]) -> int:
    """Take up a cell of any kind, with what stands before it; gives how many of the table's ends are there."""
    cells, texts, edges = found.cells, found.legend.plain_texts, 0
    at, kind, style, formula, between, _ = stretch
    if between is not None:
        edges = between.opens + between.closes
        _take_between(found, between, hidden_rows)
    is_lost = formula is not None and found.formula(at, formula.attributes, formula.spelled) == LOST
    # The quick way of most of these cells. Whatever is out of the ordinary is taken up with care.
    if found.legend.plain_styles.get(style) and not is_lost and at not in cells:
        if kind == "s" and (text := texts.get(value)):
            cells[at] = text
            return edges
        if kind == "str" and (text := unescaped(_value(value))):
            cells[at] = text
            return edges
        if kind in _NUMBERS and value.isdigit() and len(value) <= SHORT_DIGITS:
            cells[at] = Decimal(value.decode())
            return edges
    if value or formula is not None:
        found.put(at, kind or "n", style or "0", _value(value), None)
    return edges


def _take_between(found: SheetCells, between: Between, hidden_rows: set[int]) -> None:
    """Take up what stands between two values."""
    hidden_rows.update(between.hidden)
    for at, kind, style, formula in between.alone:
        found.formula(at, formula.attributes, formula.spelled)
        found.put(at, kind or "n", style or "0", "", None)


def _value(value: bytes) -> str:
    """The text of a value; that of a short one is remembered."""
    return _short_text(value) if len(value) <= SHORT else value_text(value)
