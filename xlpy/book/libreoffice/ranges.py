"""Cells: one rectangle, or several for what concerns only their look."""

from __future__ import annotations

from typing import Any

from xlwings import NoSuchObjectError, base_classes

from xlpy.basics.a1 import quoted_sheet
from xlpy.book.libreoffice import address, bridge, cells, values
from xlpy.book.libreoffice.address import COLUMNS, ROWS, Area
from xlpy.book.libreoffice.graph import BookLike, CellsLike, NameLike, SheetLike, TableLike
from xlpy.book.libreoffice.looks import Font, RangeLooks
from xlpy.book.libreoffice.range_api import RangeApi

CONTENTS, FORMATS, EVERYTHING = 1 | 2 | 4 | 16, 32 | 64 | 512, 1023
"""Bits of com.sun.star.sheet.CellFlags."""


class SheetProtected(PermissionError):
    """Locked cells of a protected sheet were to be changed."""


class Range(RangeLooks, base_classes.Range):
    """Cells of one sheet. Values, formulas and shape are those of the first rectangle, as in Excel."""

    def __init__(self, sheet: SheetLike, area: Area, *more: Area) -> None:
        self._sheet, self.area, self.areas = sheet, area, (area, *more)

    @classmethod
    def locate(cls, sheet: SheetLike, arg1: Any, arg2: Any = None) -> CellsLike:
        """What xlwings passes to ``sheet.range(…)``. Raises NoSuchObjectError, IndexError."""
        if arg2 is not None:
            first, last = cls.locate(sheet, arg1), cls.locate(sheet, arg2)
            return cls(first.sheet, first.area.around(last.area))
        if isinstance(arg1, Range):
            return arg1
        if isinstance(arg1, tuple):
            row, column, rows, columns = (*arg1, 1, 1)[:4] if len(arg1) == 2 else arg1
            if 0 in {row, column}:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return cls(sheet, Area(row, column, row + rows - 1, column + columns - 1))
        return cls._by_text(sheet, arg1)

    @classmethod
    def _by_text(cls, sheet: SheetLike, text: str) -> CellsLike:
        parts = [address.read(part.strip()) for part in text.split(",")]
        areas = [area for area in parts if area is not None]
        if len(areas) == len(parts):
            return cls(sheet, *areas)
        name, rest = address.with_sheet(text)
        if name is not None and name in sheet.book.sheets:
            return cls._by_text(sheet.book.sheets(name), rest)
        for names in (sheet.names, sheet.book.names):
            if names.contains(text):
                return names(text).refers_to_range
        for other in sheet.book.sheets:
            if text in other.tables:
                return other.tables(text).data_body_range or other.tables(text).range
        raise NoSuchObjectError(f"The address/named range '{text}' doesn't exist.")

    @property
    def sheet(self) -> SheetLike:
        """The sheet."""
        return self._sheet

    @property
    def row(self) -> int:
        """The first row, from 1."""
        return self.area.top

    @property
    def column(self) -> int:
        """The first column, from 1."""
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.area.shape

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """What makes two ranges the same."""
        return (self._sheet.name, self.row, self.column, *self.shape)

    @property
    def uno(self) -> Any:
        """UNO's range of the first rectangle."""
        return self._uno_of(self.area)

    def _uno_of(self, area: Area) -> Any:
        return self._sheet.uno.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)

    @property
    def each(self) -> list[Any]:
        """UNO's ranges of all rectangles."""
        return [self._uno_of(area) for area in self.areas]

    @property
    def api(self) -> RangeApi:
        """The few members of Excel's Range that xlwings has no word for."""
        return RangeApi(self)

    @property
    def has_array(self) -> bool:
        """Array formulas are not told apart."""
        return False

    @property
    def max_cells_per_read(self) -> None:
        """No limit: a block crosses to LibreOffice in one call."""
        return

    max_cells_per_write = max_cells_per_read

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        """One cell by row and column, or by its number counted along the rows, from 1."""
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return self.part(row - 1, column - 1)

    def part(self, row: int, column: int, rows: int = 1, columns: int = 1) -> Range:
        """Cells that begin ``row`` and ``column`` cells (from 0) inside this range."""
        return Range(self._sheet, self.area.part(row, column, rows, columns))

    def guard(self) -> None:
        """Raises SheetProtected where Calc would drop, or worse obey, a change of locked cells."""
        if self._sheet.uno.isProtected():
            for block in self.each:
                # Of cells that differ Calc gives none: then at least one of them is locked or may be.
                lock = block.CellProtection
                if lock is None or lock.IsLocked:
                    raise SheetProtected(f"sheet {self._sheet.name!r} is protected: {self.address} is locked")

    # values

    @property
    def raw_value(self) -> list[list[Any]]:
        """Values by row."""
        return cells.read(self)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if not isinstance(value, list | tuple):
            value = [[value] * self.shape[1]] * self.shape[0]
        cells.write(self, value)

    @property
    def formula(self) -> Any:
        """Formulas in Excel's English writing; the value where there is none. A tuple of rows for several cells."""
        found = self._sheet.book.vba_range(self.uno).Formula
        return tuple(tuple(row) for row in found.Array) if hasattr(found, "Array") else found

    @formula.setter
    def formula(self, value: Any) -> None:
        """Write a formula in Excel's English writing, moved along for each cell, or values by row as `raw_value` does.

        Cells of the text format get the formula as text. Raises, before anything is written: SheetProtected, what
        `values.kind_of` raises, and NotImplementedError where only some of the cells have the text format.
        """
        if isinstance(value, str) and value[:1] == "=" and len(self) > 1 and not cells.text_alone(self):
            values.kind_of(value, as_text=False)
            self.guard()
            book = self._sheet.book
            first = book.vba_range(self.part(0, 0).uno)
            first.Formula = value
            book.vba_range(self.uno).FormulaR1C1 = first.FormulaR1C1  # so that relative references move along
        else:
            self.raw_value = value

    formula2 = formula

    def clear_contents(self) -> None:
        """Empty the cells, keep formats."""
        self._cleared(CONTENTS)

    def clear_formats(self) -> None:
        """Remove formats, keep contents."""
        self._cleared(FORMATS)

    def clear(self) -> None:
        """Remove contents, formats and comments."""
        self._cleared(EVERYTHING)

    def _cleared(self, flags: int) -> None:
        self.guard()
        for block in self.each:
            block.clearContents(flags)

    # places

    def get_address(self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False) -> str:
        """The address in A1 writing, areas with commas between."""
        text = ",".join(address.written(area, row_absolute, col_absolute) for area in self.areas)
        return f"[{self._sheet.book.name}]{self._sheet.name}!{text}" if external else text

    @property
    def address(self) -> str:
        """The address with dollar signs."""
        return self.get_address()

    def end(self, direction: str) -> Range:
        """Where Ctrl and an arrow key lead from the first cell."""
        steps = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
        vertical, step = steps[direction.lower()][0] != 0, sum(steps[direction.lower()])
        used = self._sheet.used_range.area
        last = max(used.bottom if vertical else used.right, 1)
        line = Area(1, self.column, last, self.column) if vertical else Area(self.row, 1, self.row, last)
        block = self._uno_of(line).getDataArray()
        full = [False, *(value != "" for value in ([row[0] for row in block] if vertical else block[0])), False]
        place = min(self.row if vertical else self.column, last + 1)
        if full[place] and full[place + step]:
            while full[place + step]:
                place += step
        else:
            place += step
            while 1 <= place <= last and not full[place]:
                place += step
        edge = ROWS if vertical else COLUMNS
        place = 1 if place < 1 else edge if place > last else place
        return Range(
            self._sheet,
            Area(place, self.column, place, self.column) if vertical else Area(self.row, place, self.row, place),
        )

    @property
    def current_region(self) -> Range:
        """The filled block around the cells."""
        cursor = self._sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToCurrentRegion()
        found = range_of(self._sheet.book, cursor)
        return found if found is not None else self

    @property
    def table(self) -> TableLike | None:
        """The table that the first cell lies in."""
        first = self.area.part(0, 0)
        return next((table for table in self._sheet.tables if table.range.area.holds(first)), None)

    @property
    def name(self) -> NameLike | None:
        """The name of exactly these cells."""
        for names in (self._sheet.book.names, self._sheet.names):
            for name in names:
                if (found := name.range()) is not None and found.coords == self.coords:
                    return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.add(value, f"={quoted_sheet(self._sheet.name)}!{self.address}")

    def select(self) -> None:
        """Select the cells; their sheet comes to the front."""
        self._sheet.activate()
        self._sheet.book.controller.select(self.uno)

    # structure

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Move cells down or right to make room; whole rows and columns where the range is whole rows or columns."""
        self.guard()
        mode = "ROWS" if self.shape[1] == COLUMNS else "COLUMNS" if self.shape[0] == ROWS else (shift or "down").upper()
        self._sheet.uno.insertCells(self.uno.RangeAddress, bridge.enum("sheet.CellInsertMode", mode))
        # Calc's object of the sheet is dead after this; the next use asks for a new one.
        self._sheet.forget()

    def delete(self, shift: str | None = None) -> None:
        """Delete the cells and move others up or left; whole rows and columns as in `insert`."""
        self.guard()
        mode = "ROWS" if self.shape[1] == COLUMNS else "COLUMNS" if self.shape[0] == ROWS else (shift or "up").upper()
        self._sheet.uno.removeRange(self.uno.RangeAddress, bridge.enum("sheet.CellDeleteMode", mode))
        self._sheet.forget()

    def copy(self, destination: Any = None) -> None:
        """Copy contents and formats to the cells that begin at the destination, in the same book."""
        if destination is None:
            raise NotImplementedError("copy() to the clipboard")
        target = destination.impl
        target.part(0, 0, *self.shape).guard()
        place = target.uno.getCellByPosition(0, 0).CellAddress
        self._sheet.uno.copyRange(place, self.uno.RangeAddress)

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self)


def range_of(book: BookLike, block: Any) -> Range | None:
    """A UNO cell range, or several of one sheet, as a range; None for anything else (a chart, nothing)."""
    if block is None:
        return None
    if block.supportsService("com.sun.star.sheet.SheetCellRange"):
        # Cells and whole ranges answer alike; only a selection of several has a list.
        places = [block.RangeAddress]
    elif block.supportsService("com.sun.star.sheet.SheetCellRanges"):
        places = list(block.RangeAddresses)
    else:
        return None
    if not places or len({place.Sheet for place in places}) > 1:
        return None
    sheet = book.sheets(places[0].Sheet + 1)
    areas = [Area(p.StartRow + 1, p.StartColumn + 1, p.EndRow + 1, p.EndColumn + 1) for p in places]
    return Range(sheet, *areas)
