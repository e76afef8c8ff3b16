"""Open spreadsheets: list, open, save, print to PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlwings import base_classes

from xlpy.book.libreoffice import bridge
from xlpy.book.libreoffice.address import COLUMNS
from xlpy.book.libreoffice.graph import AppLike
from xlpy.book.libreoffice.looks import PADDING
from xlpy.book.libreoffice.names import Names
from xlpy.book.libreoffice.sheets import Sheets

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".pdf": "calc_pdf_Export",
}
"""LibreOffice's filters; .xlsm is missing on purpose, since Calc would rewrite its VBA project."""
SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
NEVER_RUN_MACROS = 0


class Books(base_classes.Books):
    """The spreadsheets that are open."""

    def __init__(self, app: AppLike) -> None:
        self._app = app

    @property
    def app(self) -> AppLike:
        """The application."""
        return self._app

    @property
    def api(self) -> Any:
        """All open documents, as UNO has them."""
        return self._app.engine.desktop.Components

    def _all(self) -> list[Book]:
        documents = self.api.createEnumeration()
        found = []
        while documents.hasMoreElements():
            document = documents.nextElement()
            # Not every open component is a document; some know no services at all.
            if hasattr(document, "supportsService") and document.supportsService(SPREADSHEET):
                found.append(Book(self._app, document))
        return found

    @property
    def active(self) -> Book | None:
        """The book in front; the first one where no window has the focus; None if none is open."""
        current = self._app.engine.desktop.getCurrentComponent()
        if current is not None and current.supportsService(SPREADSHEET):
            return Book(self._app, current)
        return next(iter(self._all()), None)

    def __iter__(self) -> Iterator[Book]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> Book:
        """By number, from 1, or by name. Raises KeyError."""
        books = self._all()
        if isinstance(key, int):
            return books[key - 1]
        for book in books:
            if key.casefold() in {book.name.casefold(), book.fullname.casefold()}:
                return book
        raise KeyError(key)

    def add(self) -> Book:
        """A new, empty book."""
        return self._load("private:factory/scalc")

    def open(self, fullname: str, update_links: Any = None, read_only: bool | None = None, *others: Any) -> Book:
        """Open a file; its macros are never run and its links never followed. Raises OSError."""
        if update_links or any(value is not None for value in others):
            raise NotImplementedError("open() takes a path and read_only")
        if not Path(fullname).is_file():
            raise FileNotFoundError(fullname)
        return self._load(bridge.url(fullname), bridge.option("ReadOnly", bool(read_only)))

    def _load(self, address: str, *options: Any) -> Book:
        # Set with every load: the user's own settings may run macros or fetch links.
        safe = (bridge.option("MacroExecutionMode", NEVER_RUN_MACROS), bridge.option("UpdateDocMode", 0))
        try:
            document = self._app.engine.desktop.loadComponentFromURL(address, "_blank", 0, (*safe, *options))
        except Exception as error:  # UNO's exceptions share only Exception
            raise OSError(f"{address}: {error}") from error
        if document is None:
            raise OSError(f"{address}: LibreOffice cannot open it")
        return Book(self._app, document)


class Book(base_classes.Book):
    """One open spreadsheet."""

    def __init__(self, app: AppLike, document: Any) -> None:
        self._app, self._document = app, document
        self._parent: Any = None
        self._digit: float | None = None

    @property
    def app(self) -> AppLike:
        """The application."""
        return self._app

    @property
    def api(self) -> Any:
        """The UNO document."""
        return self._document

    @property
    def controller(self) -> Any:
        """What rules the window, None without one."""
        return self._document.CurrentController

    @property
    def fullname(self) -> str:
        """Path, or the title of a book that has never been saved."""
        return bridge.path_of(self._document.URL) or str(self._document.Title)

    @property
    def name(self) -> str:
        """File name, or the title of a book that has never been saved."""
        return Path(self.fullname).name

    @property
    def is_read_only(self) -> bool:
        """Whether it is open so that it can't be saved in place."""
        return bool(self._document.isReadonly())

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its defined names."""
        return Names(self)

    def activate(self) -> None:
        """Bring its window to the front."""
        if self.controller:
            self.controller.Frame.activate()

    def close(self) -> None:
        """Close without saving."""
        self._document.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place, or as another file by its extension. Raises OSError; the old file is then untouched."""
        if password:
            raise NotImplementedError("save(password=…)")
        if path is None and self._document.hasLocation():
            self._written(self._document.store)
        elif path is None:
            raise OSError("the book has never been saved: a path is needed")
        elif not Path(path).absolute().parent.is_dir():
            raise FileNotFoundError(path)  # Calc would make the folder
        else:
            self._written(self._document.storeAsURL, bridge.url(path), self._filter(path))

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        """Print all sheets to a PDF file. Raises OSError."""
        self._written(self._document.storeToURL, bridge.url(path), self._filter(".pdf"))

    def _written(self, act: Any, *arguments: Any) -> None:
        # Page styles that still wait would be missing from the file.
        self._app.pages.give()
        try:
            act(*arguments)
        except Exception as error:  # UNO's exceptions share only Exception
            raise OSError(f"{self.fullname}: {error}") from error

    @staticmethod
    def _filter(path: str) -> tuple[Any, ...]:
        ending = path if path == ".pdf" else Path(path).suffix.lower()
        if ending not in FILTERS:
            raise NotImplementedError(f"save as {ending}")
        return (bridge.option("FilterName", FILTERS[ending]),)

    @property
    def digit(self) -> float:
        """Width of a digit of the standard font as Calc shows it here, in hundredths of a millimetre.

        Told by a column of the first sheet: Calc's Excel-like objects have ended the program on sheets just added.
        """
        if self._digit is None:
            first = self._document.Sheets.getByIndex(0)
            column = next(i for i in range(COLUMNS) if first.Columns.getByIndex(i).IsVisible)
            cells = first.getCellRangeByPosition(column, 0, column, 0)
            self._digit = cells.Columns.Width / (self.vba_range(cells).ColumnWidth + PADDING)
        return self._digit

    def vba_range(self, cells: Any) -> Any:
        """Calc's own Excel-like object for a UNO cell range: knows Excel's formulas and units."""
        context = self._app.engine.context
        if self._parent is None:
            # Kept, since every formula and every width asks for it.
            self._parent = bridge.service(context, "ooo.vba.excel.Globals", self._document).ActiveWorkbook
        return bridge.service(context, "ooo.vba.excel.Range", self._parent, cells)
