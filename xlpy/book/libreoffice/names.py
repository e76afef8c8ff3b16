"""Defined names of a book or of one sheet, and the two print names that Calc keeps elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlpy.basics.a1 import quoted_sheet
from xlpy.book.libreoffice import address, bridge, printing
from xlpy.book.libreoffice.graph import BookLike, SheetLike
from xlpy.book.libreoffice.ranges import Range, range_of

CALC_A1, EXCEL_A1 = 0, 3
"""Grammars of Calc's formula parser (com.sun.star.sheet.AddressConvention)."""


def _converted(book: BookLike, text: str, read_as: int, write_as: int) -> str:
    parser = book.api.createInstance("com.sun.star.sheet.FormulaParser")
    # Else names of functions are read in the language of the user's LibreOffice.
    parser.CompileEnglish = True
    parser.FormulaConvention = read_as
    corner = bridge.struct("table.CellAddress")
    tokens = parser.parseFormula(text, corner)
    parser.FormulaConvention = write_as
    return str(parser.printFormula(tokens, corner))


class Names(base_classes.Names):
    """Names of the book, or those of one sheet."""

    def __init__(self, book: BookLike, sheet: SheetLike | None = None) -> None:
        self.book, self.sheet = book, sheet

    @property
    def api(self) -> Any:
        """UNO's names."""
        return (self.sheet.uno if self.sheet is not None else self.book.api).NamedRanges

    def _stored(self) -> list[str]:
        # Names that Calc makes for Excel's filters and print areas when it loads an .xlsx; Excel hides them too.
        return [name for name in self.api.ElementNames if not name.startswith("_xlnm")]

    def __len__(self) -> int:
        return len(self._stored())

    def __iter__(self) -> Iterator[Name]:
        return (Name(self, name) for name in self._stored())

    def __call__(self, key: int | str) -> Name:
        """By number, from 1, or by name. Raises KeyError."""
        if isinstance(key, int):
            return Name(self, self._stored()[key - 1])
        wanted = address.with_sheet(key)[1].casefold()
        for name in self._stored():
            if name.casefold() == wanted:
                return Name(self, name)
        raise KeyError(key)

    def contains(self, key: str) -> bool:
        """Whether there is such a name, upper and lower case alike."""
        wanted = address.with_sheet(key)[1].casefold()
        return wanted in {name.casefold() for name in self._stored()}

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name, or define it anew. ``Print_Area`` and ``Print_Titles`` of a sheet set what it prints."""
        sheet_name, own = address.with_sheet(name)
        sheet = self.sheet if sheet_name is None else self.book.sheets(sheet_name)
        names = Names(self.book, sheet)
        if own.casefold() in printing.NAMES:
            if sheet is None:
                raise ValueError(f"{own} belongs to a sheet")
            printing.set_by_name(sheet, own, refers_to)
            return Name(names, own)
        content = _converted(self.book, refers_to.removeprefix("="), EXCEL_A1, CALC_A1)
        if names.contains(own):
            names(own).delete()
        names.api.addNewByName(own, content, bridge.struct("table.CellAddress"), 0)
        return Name(names, own)


class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, names: Names, name: str) -> None:
        self._names, self._name = names, name

    @property
    def api(self) -> Any:
        """UNO's name."""
        return self._names.api.getByName(self._name)

    @property
    def name(self) -> str:
        """The name, with its sheet if it holds on that sheet only."""
        sheet = self._names.sheet
        return f"{quoted_sheet(sheet.name)}!{self._name}" if sheet is not None else self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(address.with_sheet(value)[1])
        self._name = address.with_sheet(value)[1]

    def delete(self) -> None:
        """Delete the name, not the cells."""
        self._names.api.removeByName(self._name)

    @property
    def refers_to(self) -> str:
        """What it stands for, in Excel's writing, with ``=`` before it."""
        return "=" + _converted(self._names.book, self.api.Content, CALC_A1, EXCEL_A1)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._names.add(self._name, value)

    def range(self) -> Range | None:
        """The cells it stands for, None if it stands for something else."""
        return range_of(self._names.book, self.api.getReferredCells())

    @property
    def refers_to_range(self) -> Range:
        """The cells it stands for. Raises ValueError if it stands for something else, or for cells that are gone."""
        found = self.range()
        if found is None:
            raise ValueError(f"name {self._name!r} does not stand for cells")
        return found
