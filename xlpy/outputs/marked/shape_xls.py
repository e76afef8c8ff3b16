"""The looks of an .xls file: columns, rows, merged areas and cells' formats, through xlrd."""

from __future__ import annotations

import io
from collections.abc import Mapping

import xlrd

from xlpy.intake.formats.ole import open_compound
from xlpy.intake.formats.xls_book import workbook_stream
from xlpy.intake.formats.xls_records import within_reach
from xlpy.model.cells import Address
from xlpy.outputs.marked.shape import CellLook, Shape

_ALIGN = {1: "left", 2: "center", 3: "right"}
_SOLID = 1
MOST_CELLS = 100_000
"""Cells of a sheet after which no more rows' looks are taken over: this runs where no worker bounds the memory."""


def shapes(data: bytes) -> Mapping[str, Shape]:
    """Shapes by sheet name; empty where xlrd can't follow the file: then the copy is plainer."""
    try:
        compound = open_compound(data)
        book = xlrd.open_workbook(
            file_contents=within_reach(compound.stream(workbook_stream(compound)), keep_blanks=True),
            formatting_info=True,
            logfile=io.StringIO(),
            ignore_workbook_corruption=True,
            ragged_rows=True,
        )
        return {sheet.name: _shape(book, sheet) for sheet in book.sheets()}
    except Exception:  # xlrd meets a damaged file with whatever comes; looks are not worth failing for
        return {}


def _shape(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Shape:
    looks: dict[Address, CellLook] = {}
    known: dict[int, CellLook] = {}
    for row in range(sheet.nrows):
        if len(looks) > MOST_CELLS:
            break
        for column in range(sheet.row_len(row)):
            number = sheet.cell_xf_index(row, column)
            if number not in known:
                known[number] = _look(book, number)
            looks[row + 1, column + 1] = known[number]
    return Shape(
        {column + 1: info.width / 256 for column, info in sheet.colinfo_map.items() if info.width},
        {row + 1: info.height / 20 for row, info in sheet.rowinfo_map.items() if info.height and info.height < 0x7FFF},
        tuple(((top + 1, left + 1), (bottom, right)) for top, bottom, left, right in sheet.merged_cells),
        looks,
    )


def _look(book: xlrd.Book, number: int) -> CellLook:
    xf = book.xf_list[number]
    font = book.font_list[xf.font_index]
    pattern = xf.background
    fill = _colour(book, pattern.pattern_colour_index) if pattern.fill_pattern == _SOLID else ""
    shown = book.format_map[xf.format_key].format_str if xf.format_key in book.format_map else ""
    align = _ALIGN.get(xf.alignment.hor_align, "")
    return CellLook(bool(font.bold), fill, _colour(book, font.colour_index), align, "" if shown == "General" else shown)


def _colour(book: xlrd.Book, index: int) -> str:
    colour = book.colour_map.get(index)
    return "#{:02X}{:02X}{:02X}".format(*colour) if colour else ""
