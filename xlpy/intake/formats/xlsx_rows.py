"""The plainly spelled cells of one worksheet of an .xlsx file, taken up as the parser's would be."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlpy.intake.formats.facts import refuse_if_too_many
from xlpy.intake.formats.stored_values import SHORT_DIGITS
from xlpy.intake.formats.xlsx_cells import SheetCells
from xlpy.intake.formats.xlsx_plain_cells import NotPlainError, value_text, values_apart
from xlpy.intake.formats.xlsx_stretches import Between, Formula, Stretches
from xlpy.model.cells import Address

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
    for content, value in zip(pieces[::2], pieces[1::2], strict=True):
        at, kind, style, formula, between = _STRETCHES[content]
        if between is not None:
            edges += between.opens + between.closes
            _take_between(found, between, hidden_rows)
        # The quick way of most cells. Whatever is out of the ordinary is taken up with care.
        if formula is None and plain.get(style) and at not in cells:
            if kind == "s" and (text := texts.get(value)):
                cells[at] = text
                continue
            if kind in _NUMBERS and value.isdigit() and len(value) <= SHORT_DIGITS:
                cells[at] = Decimal(value.decode())
                continue
        if value or formula is not None:
            _put(found, at, kind, style, formula, value)
    if edges != 2:
        raise NotPlainError
    refuse_if_too_many(found.name, len(cells))


def _take_between(found: SheetCells, between: Between, hidden_rows: set[int]) -> None:
    """Take up what stands between two values."""
    hidden_rows.update(between.hidden)
    for at, kind, style, formula in between.alone:
        _put(found, at, kind, style, formula, b"")


def _put(found: SheetCells, at: Address, kind: str, style: str, formula: Formula | None, value: bytes) -> None:
    """Take up one cell as the parser's would be."""
    if formula is not None:
        found.formula(at, formula.attributes, formula.spelled)
    found.put(at, kind or "n", style or "0", _short_text(value) if len(value) <= SHORT else value_text(value), None)
