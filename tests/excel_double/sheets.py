"""Application, workbook and sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import xlwings
from openpyxl import load_workbook
from openpyxl.utils.protection import hash_password

from tests.excel_double.cells import Range, areas_of
from tests.excel_double.com import Dispatch, World, refusal, windows_side
from tests.excel_double.printing import PageSetup, Printing, VPageBreaks

AUTOMATIC, MANUAL = -4105, -4135
"""xlCalculationAutomatic, xlCalculationManual."""
STATES = {"visible": -1, "hidden": 0, "veryHidden": 2}
"""XlSheetVisibility."""
NO_COLOUR = -4142
"""xlColorIndexNone."""
ALLOWED = {"AllowFiltering": "autoFilter"} | {
    f"Allow{excel}{what}": f"{ours}{what}"
    for excel, ours in (("Formatting", "format"), ("Inserting", "insert"), ("Deleting", "delete"))
    for what in ("Cells", "Columns", "Rows", "Hyperlinks")
    if f"{excel}{what}" not in ("FormattingHyperlinks", "InsertingCells", "DeletingCells", "DeletingHyperlinks")
}
ALLOWED |= {"AllowSorting": "sort", "AllowUsingPivotTables": "pivotTables"}
"""Excel's words for what a protected sheet still allows, and those of the file, where they say what is locked."""


@contextmanager
def started(path: Path) -> Iterator[xlwings.Book]:
    """A workbook open in the stand-in, as xlwings' book, in an Excel that is the only one while the block lasts.

    ``book.impl`` has more than xlwings knows: ``world``, ``printing`` and ``file``, the stand-in's `Workbook`.
    """
    side = windows_side()
    app = Application(World(), path)
    shown = side.App(xl=side.COMRetryObjectWrapper(app))
    book = side.Book(xl=side.COMRetryObjectWrapper(app._book))
    book.world, book.printing, book.file = app._world, app._printing, app._book
    engine = xlwings.Engine(impl=SimpleNamespace(name="excel", type="desktop", apps=[shown]))
    with patch.object(xlwings.engines, "active", engine):
        yield xlwings.Book(impl=book)


class Application(Dispatch):
    """Excel with one workbook."""

    def __init__(self, world: World, path: Path) -> None:
        super().__init__(world)
        self._printing, self._settings = (
            Printing(),
            {"ScreenUpdating": True, "DisplayAlerts": True, "EnableEvents": True},
        )
        self._status: Any = False
        self._mode = AUTOMATIC
        self._book = Workbook(self, path)

    def _setting(name: str) -> property:  # type: ignore[misc]  # noqa: N805  (makes properties of the class)
        return property(lambda self: self._settings[name], lambda self, value: self._settings.update({name: value}))

    ScreenUpdating, DisplayAlerts = _setting("ScreenUpdating"), _setting("DisplayAlerts")
    EnableEvents = _setting("EnableEvents")
    StatusBar = property(lambda self: self._status, lambda self, text: object.__setattr__(self, "_status", text))
    Hwnd = property(lambda self: 4711)
    ActiveWorkbook = property(lambda self: self._book)
    ActiveSheet = property(lambda self: self._book._active())
    Selection = property(lambda self: Range(self._book._active(), [(1, 1, 1, 1)]))

    @property
    def Calculation(self) -> int:
        return self._mode

    @Calculation.setter
    def Calculation(self, mode: int) -> None:
        object.__setattr__(self, "_mode", mode)
        self._book.calculate()

    @property
    def PrintCommunication(self) -> bool:
        return self._printing.talks

    @PrintCommunication.setter
    def PrintCommunication(self, talks: bool) -> None:
        self._printing.talk(talks)


class Workbook(Dispatch):
    """The workbook."""

    def __init__(self, app: Application, path: Path) -> None:
        super().__init__(app._world)
        self._app, self._path = app, path
        self.book = load_workbook(path, keep_vba=path.suffix == ".xlsm")
        self.changes = 0
        """How often cells were written or sheets calculated."""
        self.structure_locked = self.shared = False
        """Whether its structure is locked (Review > Protect Workbook); whether others edit it now (AutoSave)."""
        self._sheets = {id(sheet): Worksheet(self, sheet) for sheet in self.book.worksheets}
        self._window = Window(self)

    def _active(self) -> Worksheet:
        return self._sheets[id(self.book.active)]

    def _all(self) -> list[Worksheet]:
        return [self._sheets[id(sheet)] for sheet in self.book.worksheets]

    def saved(self, path: Path) -> Path:
        """What stands in the workbook now, as a file."""
        self.book.save(path)
        return path

    def change(self) -> None:
        """Raises as Excel does where the structure of the workbook is locked."""
        if self.structure_locked:
            raise refusal("Workbook is protected and cannot be changed.")

    def calculate(self) -> None:
        """What Excel does by itself after each change, unless that is left to the user."""
        if self._app._mode != MANUAL:
            for sheet in self._all():
                sheet.calculated = self.changes

    def stale(self) -> list[str]:
        """The sheets whose formulas do not show what they would: something that they read is newer than they are."""
        return [sheet.sheet.title for sheet in self._all() if sheet.is_stale()]

    Application = property(lambda self: self._app)
    Name = property(lambda self: self._path.name)
    FullName = property(lambda self: str(self._path))
    Worksheets = property(lambda self: Sheets(self))
    ActiveSheet = property(lambda self: self._active())
    Names = property(lambda self: Names(self))
    ReadOnly = property(lambda self: False)

    def Windows(self, Index: int) -> Window:
        return self._window

    def Activate(self) -> None:
        return None


class Window(Dispatch):
    """The workbook's window: what it shows belongs to the sheet that is in front."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book._world)
        self._book = book
        self._split = {"SplitRow": 0, "SplitColumn": 0}

    def _sheet(self) -> Any:
        return self._book.book.active

    ScrollRow = property(lambda self: 1, lambda self, row: None)
    ScrollColumn = property(lambda self: 1, lambda self, column: None)
    SplitRow = property(lambda self: self._split["SplitRow"], lambda self, n: self._split.update(SplitRow=n))
    SplitColumn = property(lambda self: self._split["SplitColumn"], lambda self, n: self._split.update(SplitColumn=n))

    @property
    def FreezePanes(self) -> bool:
        return self._sheet().freeze_panes is not None

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:
        corner = self._sheet().cell(self._split["SplitRow"] + 1, self._split["SplitColumn"] + 1).coordinate
        self._sheet().freeze_panes = corner if value else None

    @property
    def DisplayGridlines(self) -> bool:
        return bool(self._sheet().sheet_view.showGridLines)

    @DisplayGridlines.setter
    def DisplayGridlines(self, value: bool) -> None:
        self._sheet().sheet_view.showGridLines = value


class Sheets(Dispatch):
    """All sheets of the workbook."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book._world)
        self._book = book

    Count = property(lambda self: len(self._book._all()))
    Parent = property(lambda self: self._book)

    def __iter__(self) -> Iterator[Worksheet]:
        return iter(self._book._all())

    def __call__(self, Index: int | str) -> Worksheet:
        for number, sheet in enumerate(self._book._all(), 1):
            if Index == number or (isinstance(Index, str) and sheet.sheet.title.casefold() == Index.casefold()):
                return sheet
        raise refusal("Invalid index.", -2147352565)

    def Add(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> Worksheet:
        self._book.change()
        place = After.Index if After else (Before or self._book._active()).Index - 1
        number = next(n for n in range(1, 999) if f"Sheet{n}" not in self._book.book.sheetnames)
        made = self._book.book.create_sheet(f"Sheet{number}", place)
        sheet = self._book._sheets[id(made)] = Worksheet(self._book, made)
        self._book.book.active = made
        return sheet


class Worksheet(Dispatch):
    """One sheet."""

    def __init__(self, book: Workbook, sheet: Any) -> None:
        super().__init__(book._world)
        self._book, self.sheet = book, sheet
        self.made: dict[str, Any] = {}
        self.changed = self.calculated = 0
        """At which of the workbook's changes cells were written, and formulas calculated, for the last time."""

    Parent = property(lambda self: self._book)
    Application = property(lambda self: self._book._app)
    Index = property(lambda self: self._book.book.worksheets.index(self.sheet) + 1)
    ListObjects = property(lambda self: ListObjects(self))
    PageSetup = property(lambda self: PageSetup(self, self._book._app._printing))
    VPageBreaks = property(lambda self: VPageBreaks(self, self._book._app._printing))
    Tab = property(lambda self: Tab(self))
    Protection = property(lambda self: Protection(self))
    ProtectContents = property(lambda self: bool(self.sheet.protection.sheet))
    ProtectDrawingObjects = property(lambda self: bool(self.sheet.protection.objects))
    ProtectScenarios = property(lambda self: bool(self.sheet.protection.scenarios))

    @property
    def Name(self) -> str:
        return str(self.sheet.title)

    @Name.setter
    def Name(self, name: str) -> None:
        self._book.change()
        others = {other.casefold() for other in self._book.book.sheetnames} - {self.sheet.title.casefold()}
        if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name) or name.casefold() in others:
            raise refusal("That name is already taken, or it is no name for a sheet.")
        _led_on(self._book.book, f"'{self.sheet.title}'!", f"'{name}'!")
        self.sheet.title = name

    @property
    def Visible(self) -> int:
        return STATES[self.sheet.sheet_state]

    @Visible.setter
    def Visible(self, value: Any) -> None:
        self._book.change()
        number = -1 if value is True else int(value)
        if number != -1 and self._is_last_shown():
            raise refusal("Unable to set the Visible property of the Worksheet class")
        self.sheet.sheet_state = next(word for word, state in STATES.items() if state == number)
        if number != -1 and self._book.book.active is self.sheet:
            self._book.book.active = next(s for s in self._book.book.worksheets if s.sheet_state == "visible")

    def written(self) -> None:
        """Cells of this sheet have changed."""
        self._book.changes += 1
        self.changed = self._book.changes
        self._book.calculate()

    def Calculate(self) -> None:
        self._book.changes += 1
        self.calculated = self._book.changes

    def _formulas(self) -> list[str]:
        return [str(cell.value) for cell in self.sheet._cells.values() if cell.data_type == "f"]

    def is_stale(self) -> bool:
        """Whether what a formula of this sheet reads is newer than its result."""
        formulas = self._formulas()
        others = [other for other in self._book._all() if any(f"'{other.sheet.title}'!" in text for text in formulas)]
        newest = max([self.changed, *(max(o.changed, o.calculated if o._formulas() else 0) for o in others)])
        return bool(formulas) and (self.calculated < newest or any(o.is_stale() for o in others if o is not self))

    def _is_last_shown(self) -> bool:
        return [s for s in self._book.book.worksheets if s.sheet_state == "visible"] == [self.sheet]

    def Activate(self) -> None:
        if self.sheet.sheet_state != "visible":
            raise refusal("Activate method of Worksheet class failed")
        self._book.book.active = self.sheet

    def Move(self, Before: Worksheet) -> None:
        self._book.change()
        if self.sheet.sheet_state != "visible":
            raise refusal("Move method of Worksheet class failed")
        self._book.book.move_sheet(self.sheet, Before.Index - self.Index)

    def Delete(self) -> None:
        self._book.change()
        if self._is_last_shown():
            raise refusal("A workbook must contain at least one visible worksheet.")
        assert not self._book._app._settings["DisplayAlerts"], "Excel would ask whether to delete it"
        _led_on(self._book.book, f"'{self.sheet.title}'!", "#REF!")
        self._book.book.remove(self.sheet)
        del self._book._sheets[id(self.sheet)]

    def Cells(self, RowIndex: int, ColumnIndex: int) -> Range:
        return Range(self, [(RowIndex, ColumnIndex, RowIndex, ColumnIndex)])

    def Range(self, Cell1: Any, Cell2: Any = None) -> Range:
        if Cell2 is None:
            return Range(self, areas_of(Cell1))
        first, last = Cell1._areas[0], Cell2._areas[0]
        return Range(self, [(first[0], first[1], last[2], last[3])])

    def Protect(
        self,
        Password: str | None = None,
        DrawingObjects: bool = True,
        Contents: bool = True,
        Scenarios: bool = True,
        UserInterfaceOnly: bool = False,
        **allowed: bool,
    ) -> None:
        lock = self.sheet.protection
        for excel, ours in ALLOWED.items():
            setattr(lock, ours, not allowed.pop(excel, False))
        if allowed:
            raise TypeError(f"Protect() knows no {', '.join(allowed)}")
        lock.objects, lock.scenarios, lock.sheet = DrawingObjects, Scenarios, True
        if Password:
            lock.set_password(Password)

    def Unprotect(self, Password: str = "") -> None:
        lock = self.sheet.protection
        if self._book.shared:
            raise refusal("Unprotect method of Worksheet class failed")
        if lock.password and lock.password != hash_password(Password):
            raise refusal("The password you supplied is not correct.")
        lock.sheet = False
        lock._password = None


def _led_on(book: Any, old: str, new: str) -> None:
    """A sheet that gets another name takes with it whatever leads to it."""
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.data_type == "f" and old in str(cell.value):
                cell.value = re.sub(rf"(?<!#){re.escape(old)}", new, cell.value)  # behind # it is a link's text
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace(old, new)


class Tab(Dispatch):
    """The tab of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet._world)
        self._sheet = sheet

    @property
    def Color(self) -> int | bool:
        colour = self._sheet.sheet.sheet_properties.tabColor
        return False if colour is None else int.from_bytes(bytes.fromhex(colour.rgb[2:]), "little")

    @Color.setter
    def Color(self, value: int) -> None:  # False is the number 0 to Excel, which is black
        red_first = int(value).to_bytes(3, "little").hex()
        self._sheet.sheet.sheet_properties.tabColor = f"FF{red_first}".upper()

    @property
    def ColorIndex(self) -> int:
        return NO_COLOUR if self._sheet.sheet.sheet_properties.tabColor is None else 1


class Protection(Dispatch):
    """What a protected sheet allows."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet._world)
        self._lock = sheet.sheet.protection


def _allowed(word: str) -> property:
    return property(lambda self: not getattr(self._lock, word))


for _name, _word in ALLOWED.items():
    setattr(Protection, _name, _allowed(_word))


class Names(Dispatch):
    """Defined names of the workbook."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book._world)
        self._book = book

    def __call__(self, Index: str) -> Name:
        if Index not in self._book.book.defined_names:
            raise refusal("Application-defined or object-defined error")
        return Name(self._book, Index)


class Name(Dispatch):
    """One defined name."""

    def __init__(self, book: Workbook, name: str) -> None:
        super().__init__(book._world)
        self._book, self._name = book, name

    @property
    def RefersToRange(self) -> Range:
        ((title, address),) = self._book.book.defined_names[self._name].destinations
        return Range(self._book._sheets[id(self._book.book[title])], areas_of(address))


class ListObjects(Dispatch):
    """The tables of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet._world)
        self._sheet = sheet

    Count = property(lambda self: len(self._sheet.sheet.tables))

    def __iter__(self) -> Iterator[ListObject]:
        return (ListObject(self._sheet, table) for table in self._sheet.sheet.tables.values())


class ListObject(Dispatch):
    """One table."""

    def __init__(self, sheet: Worksheet, table: Any) -> None:
        super().__init__(sheet._world)
        self._sheet, self._table = sheet, table

    Name = property(lambda self: self._table.displayName)
    Range = property(lambda self: Range(self._sheet, areas_of(self._table.ref)))
