"""The sheets of a book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from xlwings import base_classes

from xlpy.book.libreoffice import address
from xlpy.book.libreoffice.address import Area
from xlpy.book.libreoffice.graph import BookLike, CellsLike
from xlpy.book.libreoffice.names import Names
from xlpy.book.libreoffice.ranges import Range
from xlpy.book.libreoffice.sheet_api import SheetApi
from xlpy.book.libreoffice.tables import Tables

LONGEST_NAME = 31
NOT_IN_NAMES = frozenset("[]:*?/\\")


def check_name(name: str, taken: Sequence[str]) -> None:
    """Raises ValueError for a name that Excel refuses a sheet: Calc takes longer ones, which an .xlsx can't hold."""
    if not 0 < len(name) <= LONGEST_NAME or NOT_IN_NAMES & set(name) or "'" in (name[0], name[-1]):
        raise ValueError(f"no name for a sheet in Excel: {name!r}")
    if name.casefold() in {other.casefold() for other in taken}:
        raise ValueError(f"there is a sheet {name!r} already")  # Calc would keep the old name without a word


class Sheets(base_classes.Sheets):
    """All sheets in their order, hidden ones too."""

    def __init__(self, book: BookLike) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """UNO's sheets."""
        return self.book.api.Sheets

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self.book, self.book.controller.ActiveSheet.Name)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, name) for name in self.api.ElementNames])

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.casefold() in {name.casefold() for name in self.api.ElementNames}

    def __call__(self, key: int | str) -> Sheet:
        """By number, from 1, or by name. Raises KeyError."""
        names = self.api.ElementNames
        if isinstance(key, int):
            return Sheet(self.book, names[key - 1])
        for name in names:
            if name.casefold() == key.casefold():
                return Sheet(self.book, name)
        raise KeyError(key)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """A new sheet, before the active one if no place is given; it comes to the front, as in Excel."""
        taken = self.api.ElementNames
        new = name or next(text for i in count(1) if (text := f"Sheet{i}") not in taken)
        check_name(new, taken)
        place = (before or self.active).index - 1 if after is None else after.index
        self.api.insertNewByName(new, place)
        sheet = Sheet(self.book, new)
        sheet.activate()
        return sheet


class Sheet(base_classes.Sheet):
    """One sheet, held by its name; Calc's own object, which dies when cells are inserted partly, is kept till then."""

    def __init__(self, book: BookLike, name: str) -> None:
        self._book, self._name = book, name
        self._held: Any = None

    @property
    def book(self) -> BookLike:
        """The book it belongs to."""
        return self._book

    @property
    def uno(self) -> Any:
        """UNO's sheet. Raises KeyError if there is none of this name any more."""
        if self._held is None:
            sheets = self._book.api.Sheets
            if not sheets.hasByName(self._name):
                raise KeyError(self._name)
            self._held = sheets.getByName(self._name)
        return self._held

    def forget(self) -> None:
        """Ask Calc for the sheet anew at the next use."""
        self._held = None

    @property
    def api(self) -> SheetApi:
        """The few members of Excel's Worksheet that xlwings has no word for."""
        return SheetApi(self)

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        check_name(value, [name for name in self._book.api.Sheets.ElementNames if name != self._name])
        self.uno.Name = value
        self._name = value

    @property
    def index(self) -> int:
        """Its place, from 1."""
        return int(self._book.api.Sheets.ElementNames.index(self._name)) + 1

    @property
    def names(self) -> Names:
        """The names that hold on this sheet only."""
        return Names(self._book, self)

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self)

    @property
    def cells(self) -> Range:
        """All its cells."""
        return Range(self, Area(1, 1, address.ROWS, address.COLUMNS))

    @property
    def used_range(self) -> Range:
        """The smallest range from the first to the last cell in use."""
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        place = cursor.RangeAddress
        return Range(self, Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1))

    def range(self, arg1: Any, arg2: Any = None) -> CellsLike:
        """The cells of an address, a name, a table, a (row, column), or between two of them."""
        return Range.locate(self, arg1, arg2)

    def activate(self) -> None:
        """Bring it to the front."""
        if self._book.controller:
            self._book.controller.setActiveSheet(self.uno)

    select = activate

    def delete(self) -> None:
        """Delete it. Raises ValueError for the only sheet."""
        if len(self._book.sheets) == 1:
            raise ValueError("a book keeps at least one sheet")
        self._book.app.pages.drop(self._book.api, self.uno)
        self._book.api.Sheets.removeByName(self._name)
        self.forget()

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """A copy in the same book; it comes to the front."""
        other = before or after
        if other is None or other.book.api != self._book.api:
            raise NotImplementedError("copy() into another book")
        taken = self._book.api.Sheets.ElementNames
        new = next(text for i in count(2) if (text := f"{self._name} ({i})") not in taken)
        self._book.api.Sheets.copyByName(self._name, new, before.index - 1 if before is not None else other.index)
        Sheet(self._book, new).activate()

    def clear(self) -> None:
        """Empty all cells and their formats; tables go too, as in Excel."""
        # Listed first: removing one changes what is gone through.
        for table in list(self.tables):
            self._book.api.DatabaseRanges.removeByName(table.name)
        self.used_range.clear()

    def clear_contents(self) -> None:
        """Empty all cells, keep formats."""
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        """Remove formats, keep contents."""
        self.used_range.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        """Fit rows and columns to their contents."""
        self.used_range.autofit(axis)

    @property
    def visible(self) -> bool:
        """Whether its tab is shown."""
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.uno.IsVisible = bool(value)

    @property
    def show_gridlines(self) -> bool:
        """Whether grid lines are drawn on the screen."""
        return bool(self._in_front().ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._in_front().ShowGrid = bool(value)

    @property
    def freeze_panes(self) -> FreezePanes:
        """The frozen rows and columns."""
        return FreezePanes(self)

    @property
    def page_setup(self) -> Any:
        """The print area, as xlwings knows it; more of it in ``api.PageSetup``."""
        return self.api.PageSetup

    def _in_front(self) -> Any:
        self.activate()
        return self._book.controller


class FreezePanes(base_classes.FreezePanes):
    """Frozen rows and columns of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze all rows and columns up to and with the range; "1:2" freezes rows, "A:A" a column."""
        area = Range.locate(self._sheet, frozen_range).area
        columns = 0 if area.right == address.COLUMNS else area.right
        rows = 0 if area.bottom == address.ROWS else area.bottom
        self._in_front(lambda controller: controller.freezeAtPosition(columns, rows))

    def unfreeze(self) -> None:
        """Let everything scroll again."""
        self._in_front(lambda controller: controller.freezeAtPosition(0, 0))

    def _in_front(self, act: Any) -> None:
        book = self._sheet.book
        # Panes belong to the window and not to the sheet, so the sheet is brought to the front for a moment.
        before = book.sheets.active
        self._sheet.activate()
        act(book.controller)
        before.activate()
