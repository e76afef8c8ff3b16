"""The plainly spelled cells of one worksheet of an .xlsx file, taken up as the parser's would be."""

from __future__ import annotations

from decimal import Decimal

from xlpy.basics.a1 import column_letters
from xlpy.intake.formats.facts import MAX_COLUMN, MAX_ROW, is_unseen, refuse_if_too_many
from xlpy.intake.formats.spreadsheet_ml import TRUE
from xlpy.intake.formats.stored_values import SHORT_DIGITS
from xlpy.intake.formats.xlsx_cells import SheetCells
from xlpy.intake.formats.xlsx_plain_cells import NotPlainError, attributes_of, resolved, tokens
from xlpy.model.cells import Address

_COLUMNS = {column_letters(number): number for number in range(1, MAX_COLUMN + 1)}


def take_rows(found: SheetCells, within: str, hidden_rows: set[int]) -> None:
    """Take up all cells of a ``sheetData``, and which rows are hidden.

    Raises NotPlainError where something is spelled otherwise, `RefusalError` where a cell must be refused.
    """
    cells, texts = found.cells, found.legend.plain_texts
    styles = {str(number): style.is_plain for number, style in enumerate(found.legend.styles)}
    styles[""] = found.style("0").is_plain
    hides = _Hides()
    is_open, line, row = False, "", 0
    for column, at_line, style, kind, said, formula, spelled, value, end, number, more, closed in tokens(within):
        if column and is_open:
            if at_line != line:
                line, row = at_line, int(at_line)
            at = row, _COLUMNS.get(column, 0)
            # The quick way of most cells. Whatever is out of the ordinary is taken up with care.
            if formula or not (at[1] and row <= MAX_ROW and styles.get(style)) or at in cells:
                _put(found, at, kind, style, (said, formula, spelled), value)
            elif kind == "s" and (text := texts.get(value)):
                cells[at] = text
            elif kind in ("", "n") and value.isdigit() and value.isascii() and len(value) <= SHORT_DIGITS:
                cells[at] = Decimal(value)
            else:
                _put(found, at, kind, style, (said, formula, spelled), value)
        elif end and is_open:
            is_open = False
            refuse_if_too_many(found.name, len(cells))
        elif number and not is_open:
            is_open = not closed
            if hides[more]:
                hidden_rows.add(int(number))
        else:
            raise NotPlainError
    if is_open:
        raise NotPlainError


def _put(found: SheetCells, at: Address, kind: str, style: str, formula: tuple[str, str, str], value: str) -> None:
    """Take up one cell as the parser's would be."""
    if not at[1]:
        raise NotPlainError  # far to the right: refused, or blank
    said, is_there, spelled = formula
    if is_there:
        found.formula(at, attributes_of(said), resolved(spelled))
    if is_there or value:
        found.put(at, kind or "n", style or "0", resolved(value), None)


class _Hides(dict[str, bool]):
    """Whether a row is not to be seen, by its attributes besides its number: those of most rows are alike."""

    def __missing__(self, said: str) -> bool:
        attributes = attributes_of(said)
        if "r" in attributes:
            raise NotPlainError
        self[said] = attributes.get("hidden") in TRUE or is_unseen(attributes.get("ht"))
        return self[said]
