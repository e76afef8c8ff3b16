"""The plainly spelled cells of one worksheet of an .xlsx file, taken up as the parser's would be."""

from __future__ import annotations

from collections.abc import Iterable
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
    stretches, values = map(_STRETCHES.__getitem__, pieces[::2]), pieces[1::2]
    others = []
    for stretch, value in zip(stretches, values, strict=True):
        if stretch.is_string and plain.get(stretch.style) and (text := texts.get(value)):
            cells[stretch.at] = text
        else:
            others.append((stretch, value))
    if len(cells) + len(others) < len(values):
        raise NotPlainError  # a cell that is there twice
    _take_others(found, others, hidden_rows)
    refuse_if_too_many(found.name, len(cells))


def _take_others(found: SheetCells, others: Iterable[tuple[Stretch, bytes]], hidden_rows: set[int]) -> None:
    """Take up the cells that are no plain texts of the workbook's list, and what stands between cells."""
    cells, texts, plain = found.cells, found.legend.plain_texts, found.legend.plain_styles
    edges = 0
    for (at, kind, style, formula, between, _), value in others:
        if between is not None:
            edges += between.opens + between.closes
            _take_between(found, between, hidden_rows)
        is_lost = formula is not None and found.formula(at, formula.attributes, formula.spelled) == LOST
        # The quick way of most cells. Whatever is out of the ordinary is taken up with care.
        if plain.get(style) and not is_lost and at not in cells:
            if kind == "s" and (text := texts.get(value)):
                cells[at] = text
                continue
            if kind == "str" and (text := unescaped(_value(value))):
                cells[at] = text
                continue
            if kind in _NUMBERS and value.isdigit() and len(value) <= SHORT_DIGITS:
                cells[at] = Decimal(value.decode())
                continue
        if value or formula is not None:
            found.put(at, kind or "n", style or "0", _value(value), None)
    if edges != 2:
        raise NotPlainError


def _take_between(found: SheetCells, between: Between, hidden_rows: set[int]) -> None:
    """Take up what stands between two values."""
    hidden_rows.update(between.hidden)
    for at, kind, style, formula in between.alone:
        found.formula(at, formula.attributes, formula.spelled)
        found.put(at, kind or "n", style or "0", "", None)


def _value(value: bytes) -> str:
    """The text of a value; that of a short one is remembered."""
    return _short_text(value) if len(value) <= SHORT else value_text(value)
