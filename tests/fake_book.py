"""The master workbook without a file: the port on tables and named cells held in memory, for tests of what uses it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests import master
from xlpy.basics.commit import Written, commit
from xlpy.book.file import FileBook
from xlpy.book.places import MARK, NEXT, NEXT_LINES, SENDING, SETTINGS, STATE, TASKS
from xlpy.book.port import ActiveCell, BookError, NamedTable, NoSuchPartError, Together, Update
from xlpy.book.text import cell_as_text
from xlpy.book.words import load_book_words
from xlpy.outputs.publish.drawing import Drawing

CELLS = (*SETTINGS.values(), *STATE.values(), MARK)
ROWS: Mapping[str, int] = {SENDING: 4, TASKS: 9, NEXT: NEXT_LINES}
"""Rows of the named ranges, in the sample's workbook."""


@cache
def _shipped() -> tuple[Mapping[str, NamedTable], Mapping[str, str]]:
    """Tables and named cells of the workbook on the sample's catalogue, as its file gives them."""
    with tempfile.TemporaryDirectory() as folder:
        book = FileBook(master.put(Path(folder), macros=False))
    words = load_book_words()
    tables = {own.table: book.table(own.table) for own in (*words.catalogue.values(), *words.office)}
    return tables, {name: book.value(name) for name in CELLS}


class FakeBook:
    """A `MasterBook` that writes nothing. ``sheets`` are the drawings on it, ``front`` the sheet shown last."""

    def __init__(self, path: Path, selected: ActiveCell | None = None) -> None:
        tables, cells = _shipped()
        self.path, self.tables, self.cells = path, dict(tables), dict(cells)
        self.sheets: dict[str, Drawing] = {}
        self.front = ""
        self.updates = 0
        self._selected = selected

    def table(self, name: str) -> NamedTable:
        """A named table."""
        if name not in self.tables:
            raise NoSuchPartError("bảng", name)
        return self.tables[name]

    def value(self, name: str) -> str:
        """The text of a named cell."""
        if name not in self.cells:
            raise NoSuchPartError("ô có tên", name)
        return self.cells[name]

    def selection(self) -> ActiveCell | None:
        """The cell that it was made with."""
        return self._selected

    def apply(self, update: Update, put: Together = commit) -> Written:
        """Keep what an update holds; nothing of it where a name is unknown, a range has other rows, or files fail."""
        for name in update.cells:
            self.value(name)
        for name, rows in update.blocks.items():
            high = len(self.tables[name].rows) if name in self.tables else ROWS.get(name)
            if high != len(rows):
                raise BookError(f"Vùng {name} có {high} dòng, không phải {len(rows)}.")
        written = put([])
        self.cells |= {name: cell_as_text(value) for name, value in update.cells.items()}
        for name, rows in update.blocks.items():
            if name in self.tables:
                texts = tuple(tuple(cell_as_text(value) for value in row) for row in rows)
                self.tables[name] = replace(self.tables[name], rows=texts)
        self.sheets |= {drawing.name: drawing for drawing in update.sheets}
        for name in update.absent:
            self.sheets.pop(name, None)
        self.front = update.front or self.front
        self.updates += 1
        return written

    def at(self, path: Path) -> FakeBook:
        """The same workbook at another place."""
        moved = FakeBook(path, self._selected)
        moved.tables, moved.cells, moved.sheets = dict(self.tables), dict(self.cells), dict(self.sheets)
        moved.front = self.front
        return moved

    def text(self, sheet: str) -> str:
        """All words on a sheet that was drawn, cell by cell."""
        return "\n".join(str(cell.value) for cell in self.sheets[sheet].cells.values())

    def edit(self, table: str, change: Callable[[list[str], tuple[str, ...]], Iterable[str]]) -> FakeBook:
        """Change each row of a table: ``change`` gets a row and the columns, and gives the row's new texts."""
        old = self.tables[table]
        rows = tuple(tuple(change(list(row), old.columns)) for row in old.rows)
        self.tables[table] = replace(old, rows=rows)
        return self
