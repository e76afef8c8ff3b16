"""The look into an .xls file: password, macros, and (through xlrd) errors, fonts, hiding and links.

Not told: formulas never computed, for the format stores some result with each. A link is named by the file it
reads from, not by the whole formula.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping

import xlrd

from xlpy.intake.facts import SheetFacts, is_legacy
from xlpy.intake.grid import Address, CellError
from xlpy.intake.ole import CompoundFile
from xlpy.intake.refusal import RefusalError, damaged
from xlpy.intake.xls_links import links_by_sheet

_FILEPASS, _BOUNDSHEET, _EOF = 0x2F, 0x85, 0x0A


def workbook_stream(compound: CompoundFile) -> str:
    """Name of the stream that holds the workbook: ``Workbook``, ``Book`` before 1997, '' if there is none."""
    return next((name for name in compound.entries if name.lower() in ("workbook", "book")), "")


def is_encrypted(stream: bytes) -> bool:
    """True if the workbook's globals say that all records after them are encrypted."""
    for kind, _ in records(stream):
        if kind in (_FILEPASS, _BOUNDSHEET, _EOF):
            return kind == _FILEPASS
    return False


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of each BIFF record. Raises `RefusalError` (T102) if one leads past the end."""
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        if position + 4 + length > len(stream):
            raise damaged("tệp bị cắt ngắn")
        yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


def look(data: bytes, stream: bytes) -> Mapping[str, SheetFacts]:
    """Facts of every sheet by name. Raises `RefusalError` (T114) if xlrd can't follow the file."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ignore_workbook_corruption=True
        )
        links = links_by_sheet(records(stream))
        return {sheet.name: _facts(book, sheet, links.get(number, {})) for number, sheet in enumerate(book.sheets())}
    except RefusalError:
        raise
    except Exception as error:  # xlrd meets a damaged file with whatever comes: struct.error, AssertionError …
        raise RefusalError("T114", found="không dò được ô lỗi và phông chữ của tệp .xls") from error


def _facts(book: xlrd.Book, sheet: xlrd.sheet.Sheet, links: Mapping[Address, str]) -> SheetFacts:
    fonts = [font.name for font in book.font_list]
    legacy = {number for number, font in enumerate(fonts) if is_legacy(font)}
    errors: dict[Address, CellError] = {}
    legacy_fonts: dict[Address, str] = {}
    for row in range(sheet.nrows):
        types, values = sheet.row_types(row), sheet.row_values(row)
        for column, kind in enumerate(types):
            if kind == xlrd.XL_CELL_ERROR:
                code = xlrd.error_text_from_code.get(values[column], "#UNKNOWN!")
                errors[row + 1, column + 1] = CellError(code)
            if legacy and kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                used = _fonts_used(book, sheet, row, column) & legacy
                if used:
                    legacy_fonts[row + 1, column + 1] = fonts[min(used)]
    return SheetFacts(
        errors,
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden and column < sheet.ncols),
        legacy_fonts,
        links,
    )


def _fonts_used(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> set[int]:
    """Numbers of the fonts in which text of the cell is set: its own, and those of its rich-text runs."""
    own = book.xf_list[sheet.cell_xf_index(row, column)].font_index
    runs = sheet.rich_text_runlist_map.get((row, column), [])
    used = {font for _, font in runs}
    return used if runs and runs[0][0] == 0 else used | {own}
