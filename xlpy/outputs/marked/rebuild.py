"""A file that can't be edited in place -> a plain .xlsx with the same cells, before it is marked.

Addresses and values are the file's own (numbers to 16 digits); formulas give way to their results. Widths, merged
areas, hidden rows and simple looks come along where the format tells them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlpy.basics.text_size import row_height
from xlpy.basics.zip_package import alike
from xlpy.intake.formats.rich_text import LOWERED, RAISED, STRUCK
from xlpy.model.cells import Address, Book, CellError, CellValue, FileKind, Sheet, UncachedFormula, raw_text
from xlpy.outputs.marked import shape_ods, shape_xls
from xlpy.outputs.marked.book import free_name
from xlpy.outputs.marked.format_codes import format_code, text_code
from xlpy.outputs.marked.shape import CellLook, Shape
from xlpy.outputs.publish.cell_text import cell_text

FONT, SIZE = "Times New Roman", 11.0
_PLAIN_WIDTH, _PLAIN_HEIGHT = 14.0, 18.0
_A4 = 9
_DAY, _MOMENT, _HOUR = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm:ss"
CIRCULAR = "{} (kết quả của công thức tính vòng)"
_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!"})
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are other days in Excel's calendar."""
_MADE = datetime(2000, 1, 1)
"""Stated as the time of making: the same file gives the same copy."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The .xlsx, and its name of each sheet by the file's own: what Excel does not take as a name is changed."""

    content: bytes
    names: Mapping[str, str]


def rebuilt(data: bytes, book: Book, left_out: Container[str] = ()) -> Rebuilt:
    """The workbook of a read file's cells as a plain .xlsx; ``data`` are the file's bytes.

    ``left_out`` are colours, like ``#FFC7CE``, that no cell takes over: those of an earlier copy's marks.
    """
    known = _shapes(data, book.kind)
    stream = BytesIO()
    font = {"font_name": FONT, "font_size": SIZE}
    out = Workbook(stream, {"in_memory": True, "default_format_properties": font})
    out.set_properties({"created": _MADE})
    names: dict[str, str] = {}
    formats = _Formats(out)
    for sheet in book.sheets:
        names[sheet.name] = free_name(names.values(), sheet.name)
        page = out.add_worksheet(names[sheet.name])
        shape = known.get(sheet.name, Shape())
        looks = {at: look._replace(fill="") if look.fill in left_out else look for at, look in shape.looks.items()}
        _Page(page, sheet, replace(shape, looks=looks), formats).write()
    out.close()
    return Rebuilt(alike(stream), names)


def _shapes(data: bytes, kind: FileKind) -> Mapping[str, Shape]:
    if kind is FileKind.XLS:
        return shape_xls.shapes(data)
    return shape_ods.shapes(data) if kind in (FileKind.ODS, FileKind.FODS) else {}


class _Formats:
    """The cell formats of the new workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[CellLook, str, str, str], Format] = {}

    def of(self, look: CellLook, shown: str, font: str, sort: str = "") -> Format:
        """The format of a cell or a run that looks so; made once for all alike.

        ``shown`` is its number format, ``sort`` what sets its text apart (`apart`).
        """
        key = (look, shown, font, sort)
        if key not in self._made:
            properties: dict[str, Any] = {
                "text_wrap": True,
                "valign": "vcenter",
                "border": 1,
                "border_color": "#BFBFBF",
            }
            properties |= {"font_name": font or FONT, "font_size": SIZE, "bold": look.bold}
            extra = {"bg_color": look.fill, "font_color": look.ink, "align": look.align, "num_format": shown}
            properties |= {name: value for name, value in extra.items() if value} | apart(sort)
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


@dataclass(frozen=True)
class _Page:
    """One sheet being written."""

    page: Worksheet
    sheet: Sheet
    shape: Shape
    formats: _Formats

    def write(self) -> None:
        """Write columns, rows, cells and merged areas."""
        last = (max((row for row, _ in self.sheet.cells), default=0), max((c for _, c in self.sheet.cells), default=0))
        self._columns(last[1])
        merged = self._merge()
        self._rows(merged)
        for at in sorted({*self.sheet.cells, *(at for at, look in self.shape.looks.items() if look.fill)}):
            if at[0] <= last[0] and at[1] <= last[1]:
                self._cell(at, self.sheet.cells.get(at))
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        if self.sheet.hidden:
            self.page.hide()

    def _columns(self, last: int) -> None:
        for column in range(1, max([last, *self.shape.widths, *self.sheet.hidden_columns]) + 1):
            width = self.shape.widths.get(column, _PLAIN_WIDTH)
            self.page.set_column(column - 1, column - 1, width, None, {"hidden": column in self.sheet.hidden_columns})

    def _rows(self, merged: Mapping[Address, int]) -> None:
        texts: dict[int, list[tuple[str, float, float, bool]]] = {}
        for at, value in self.sheet.cells.items():
            width = sum(self.shape.widths.get(c, _PLAIN_WIDTH) for c in range(at[1], merged.get(at, at[1]) + 1))
            bold = self.shape.looks.get(at, CellLook()).bold
            texts.setdefault(at[0], []).append((raw_text(value), width, SIZE, bold))
        for row in sorted({*texts, *self.shape.heights, *self.sheet.hidden_rows}):
            needed = row_height(iter(texts.get(row, [])))
            height = self.shape.heights.get(row) or max(needed, _PLAIN_HEIGHT)
            self.page.set_row(row - 1, height, None, {"hidden": row in self.sheet.hidden_rows})

    def _merge(self) -> dict[Address, int]:
        """Merge what the file merges; returns the last column of each such area by its first cell."""
        merged: dict[Address, int] = {}
        for (top, left), (bottom, right) in self.shape.merged:
            with suppress(XlsxWriterException):  # areas that overlap, as only a damaged file has them
                self.page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", self._format((top, left), ""))
                merged[top, left] = right
        return merged

    def _format(self, at: Address, shown: str) -> Format:
        look = self.shape.looks.get(at, CellLook())
        marked = self.sheet.marked.get(at)
        sort = marked.sorts if marked and not marked.rest else ""
        return self.formats.of(look, look.format or shown, self.sheet.legacy_fonts.get(at, ""), sort)

    def _cell(self, at: Address, value: CellValue | None) -> None:
        """One value, by its type alone: a text that looks like a formula, a number or a link stays a text.

        What makes a value doubtful stays, so that it is not taken once the copy comes back: runs, the number's looks,
        and of a circular formula, which is not taken over, that it was one.
        """
        row, column = at[0] - 1, at[1] - 1
        if at in self.sheet.circular:
            value = CIRCULAR.format(raw_text(value))
        marked = self.sheet.marked.get(at)
        if marked and marked.rest and isinstance(value, str) and self._runs(at, marked.runs):
            return
        match value:
            case None | UncachedFormula():  # a formula without a result shows nothing
                self.page.write_blank(row, column, None, self._format(at, ""))
            case bool():
                self.page.write_boolean(row, column, value, self._format(at, ""))
            case Decimal():
                self.page.write_number(row, column, value, self._format(at, self._shown(at, value)))
            case datetime() if value.date() >= _FIRST_DAY:
                self.page.write_datetime(
                    row, column, value, self._format(at, _MOMENT if value.time() != time(0) else _DAY)
                )
            case date() if not isinstance(value, datetime) and value >= _FIRST_DAY:
                self.page.write_datetime(row, column, value, self._format(at, _DAY))
            case time():
                self.page.write_datetime(row, column, value, self._format(at, _HOUR))
            case CellError() if value.code in _ERRORS:
                self.page.write_formula(row, column, f"={value.code}", self._format(at, ""), value.code)
            case _:
                self.page.write_string(
                    row, column, cell_text(raw_text(value)), self._format(at, self._shown(at, value))
                )

    def _runs(self, at: Address, runs: Sequence[tuple[str, str]]) -> bool:
        """A text in runs; False where it can't be written so."""
        font = self.sheet.legacy_fonts.get(at, "")
        pieces: list[Format | str] = []
        for text, sort in runs:
            pieces += [self.formats.of(CellLook(), "", font, sort), cell_text(text)]
        return not self.page.write_rich_string(at[0] - 1, at[1] - 1, *pieces, self._format(at, "@"))

    def _shown(self, at: Address, value: object) -> str:
        """The number format of a number or a text, if the shape brings none: one that shows it as the file does."""
        shows = self.sheet.shown.get(at)
        if isinstance(value, Decimal):
            return format_code(shows.section(value)) if shows else ""
        if not shows or not shows.text:
            return "@"
        return text_code(shows.text)


def apart(sort: str) -> dict[str, Any]:
    """What sets text apart, as XlsxWriter calls it; of several sorts the first."""
    known: Mapping[str, dict[str, Any]] = {
        STRUCK: {"font_strikeout": True},
        RAISED: {"font_script": 1},
        LOWERED: {"font_script": 2},
    }
    return known.get(sort.split(", ", maxsplit=1)[0], {})
