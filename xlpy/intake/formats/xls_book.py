"""An .xls workbook: values and formats through xlrd, and what xlrd passes over out of the records.

Not told: formulas never computed, for the format stores some result with each. A link is named by the file it
reads from, not by the whole formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

import xlrd

from xlpy.intake.formats.facts import (
    CHARACTER,
    MAX_COLUMN,
    MAX_ROW,
    covered,
    hidden_within,
    is_unseen,
    refuse_if_far,
    refuse_if_too_many,
)
from xlpy.intake.formats.ole import CompoundFile
from xlpy.intake.formats.refusal import RefusalError
from xlpy.intake.formats.rich_text import LOWERED, RAISED, STRUCK, RichText, Run
from xlpy.intake.formats.stored_values import stored_date
from xlpy.intake.formats.values import number
from xlpy.intake.formats.xls_records import SheetRecords, is_encrypted, read_records, records, within_reach
from xlpy.intake.formats.xlsx_parts import MANUAL
from xlpy.intake.formats.xlsx_styles import CellStyle, cell_style
from xlpy.model.cells import Address, Book, CellError, CellValue, FileKind, Marked, Sheet
from xlpy.model.number_format import NumberFormat, read_format

VBA, MACRO_SHEETS = "dự án VBA", "trang macro Excel 4.0"
_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def workbook_stream(compound: CompoundFile) -> str:
    """Name of the stream that holds the workbook: ``Workbook``, ``Book`` before 1997, '' if there is none."""
    return next((name for name in compound.entries if name.lower() in ("workbook", "book")), "")


def read_xls(compound: CompoundFile, name: str) -> tuple[Book, str]:
    """The workbook of the stream of that name, and its sorts of macros in words ('' = none).

    Raises `RefusalError`: T101 (password), T102 (damaged), T107 (a cell far away), T114 (xlrd can't follow it).
    """
    stream = compound.stream(name)
    if is_encrypted(stream):
        raise RefusalError("T101")
    try:
        found = read_records(records(stream))
        book = xlrd.open_workbook(
            file_contents=within_reach(stream),
            formatting_info=True,
            logfile=io.StringIO(),
            # Old exports break rules that Excel passes over and at which xlrd would stop.
            ignore_workbook_corruption=True,
            # One stray cell far to the right would else fill every row up to it.
            ragged_rows=True,
        )
        styles = [_style(book, xf) for xf in book.xf_list]
        sheets = tuple(
            _sheet(book, sheet, styles, found.sheets.get(number, SheetRecords()))
            for number, sheet in enumerate(book.sheets())
        )
    except (RefusalError, MemoryError):
        raise
    except Exception as error:  # xlrd meets a damaged file with whatever comes: struct.error, AssertionError …
        raise RefusalError("T114", found="không dò được ô lỗi và phông chữ của tệp .xls") from error
    has_vba = "_VBA_PROJECT_CUR" in compound.entries
    macros = " và ".join(filter(None, (VBA if has_vba else "", MACRO_SHEETS if found.has_macro_sheets else "")))
    uncalculated = MANUAL if found.calculates_by_hand else ""
    return Book(FileKind.XLS, sheets, bool(macros), found.beside, uncalculated), macros


def _style(book: xlrd.Book, xf: xlrd.formatting.XF) -> CellStyle:
    font = book.font_list[xf.font_index]
    shows = book.format_map.get(xf.format_key)
    code = shows.format_str if shows is not None else ""
    return cell_style(read_format(code), font.name, _sort(font))


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet, styles: Sequence[CellStyle], told: SheetRecords) -> Sheet:
    cells: dict[Address, CellValue] = {}
    legacy_fonts: dict[Address, str] = {}
    marked: dict[Address, Marked] = {}
    shown: dict[Address, NumberFormat] = {}
    for row in range(sheet.nrows):
        for column, (kind, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if kind in _EMPTY or raw == "":
                continue
            at = row + 1, column + 1
            if at[0] > MAX_ROW or at[1] > MAX_COLUMN:
                if isinstance(raw, str) and not raw.strip():
                    continue
                refuse_if_far(sheet.name, *at)
            style = styles[sheet.cell_xf_index(row, column)]
            value = cells[at] = _value(book, kind, raw, style)
            runs = _runs(book, sheet, row, column, raw) if kind == xlrd.XL_CELL_TEXT else None
            font = runs.legacy_font(style.legacy_font) if runs else style.legacy_font
            if font:
                legacy_fonts[at] = font
            apart = runs.marked(style.sort) if runs else Marked(style.sort, "") if style.sort else None
            if apart and kind != xlrd.XL_CELL_ERROR:
                marked[at] = apart
            if style.shows.alters(value):
                shown[at] = style.shows
        refuse_if_too_many(sheet.name, len(cells))
    merges = [((top + 1, left + 1), (bottom, right)) for top, bottom, left, right in sheet.merged_cells]
    return Sheet(
        sheet.name,
        cells,
        sheet.visibility != 0,
        *hidden_within(
            [row + 1 for row, info in sheet.rowinfo_map.items() if _is_hidden(info)],
            [
                column + 1
                for column, info in sheet.colinfo_map.items()
                if info.hidden or is_unseen(info.width, CHARACTER / 256)
            ],
            cells,
        ),
        legacy_fonts,
        told.links,
        told.formulas,
        dict.fromkeys(told.circular, "=…"),
        marked,
        shown,
        covered(cells, merges),
    )


def _is_hidden(row: xlrd.sheet.Rowinfo) -> bool:
    return bool(row.hidden) or (not row.has_default_height and is_unseen(row.height, 1 / 20))


def _value(book: xlrd.Book, kind: int, raw: float | str, style: CellStyle) -> CellValue:
    if isinstance(raw, str):
        return raw
    if kind == xlrd.XL_CELL_ERROR:
        return CellError(xlrd.error_text_from_code.get(int(raw), "#UNKNOWN!"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(raw)
    value = number(raw)
    if isinstance(value, Decimal) and (style.shows.is_date or style.shows.is_span):
        return stored_date(value, is_span=style.shows.is_span, epoch_1904=book.datemode == 1)
    return value


def _runs(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int, text: str) -> RichText | None:
    """The runs of a text in several fonts; None where it has but the cell's own."""
    starts: Sequence[tuple[int, int]] = sheet.rich_text_runlist_map.get((row, column), ())
    if not starts:
        return None
    # xlrd gives only where a font begins; the stretch before the first such place has the cell's own.
    runs = [Run(text[: starts[0][0]])] if starts[0][0] else []
    for (start, font), end in zip(starts, [*(start for start, _ in starts[1:]), len(text)], strict=True):
        runs.append(Run(text[start:end], book.font_list[font].name, _sort(book.font_list[font])))
    return RichText(tuple(runs))


def _sort(font: xlrd.formatting.Font) -> str:
    """What a font sets apart: by [MS-XLS] 2.4.122 its ``sss`` is 1 for raised text and 2 for lowered."""
    return STRUCK if font.struck_out else _ESCAPEMENTS.get(font.escapement, "")


_ESCAPEMENTS: Mapping[int, str] = {1: RAISED, 2: LOWERED}
