"""The master workbook through its file: read and written with openpyxl, replaced as one; for the command line."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from xlpy.basics.commit import FolderPart, Written, commit
from xlpy.basics.commit.plan import digest
from xlpy.basics.errors import reason_vn
from xlpy.book.carry import carry_over
from xlpy.book.paint import paint, put_value
from xlpy.book.port import ActiveCell, BookError, NamedTable, NoSuchPartError, Rows, Together, Update
from xlpy.book.text import cell_as_text
from xlpy.outputs.publish.address import a1
from xlpy.outputs.publish.drawing import Drawing, Value

_BROKEN = (InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, NotImplementedError, OSError)
"""What reading a package raises where it is none, is cut off or holds no XML (lxml's faults are syntax errors)."""
_ODD = (ValueError, KeyError, TypeError, IndexError, AttributeError)
"""What openpyxl raises over a workbook that was changed in a way it does not understand."""


class FileBook:
    """A workbook file. ``path`` is the name asked for; updates go to ``written``, beside it once it is held open."""

    def __init__(self, path: Path, selected: ActiveCell | None = None) -> None:
        self.path = path
        self.written = path
        self._selected = selected
        self._bytes = _read(path)
        self._book = _open(path, self._bytes)

    def table(self, name: str) -> NamedTable:
        """A named table; cells as text."""
        found = _table(self._book, name)
        if found is None:
            raise NoSuchPartError("bảng", name)
        sheet, (left, top, right, bottom) = found
        cells = list(sheet.iter_rows(top, bottom, left, right, values_only=True))
        texts = [tuple(cell_as_text(value) for value in row) for row in cells]
        return NamedTable(name, sheet.title, top - 1, left - 1, texts[0], tuple(texts[1:]))

    def value(self, name: str) -> str:
        """The text of a named cell."""
        sheet, (left, top, _, _) = self._place(name)
        return cell_as_text(sheet.cell(top, left).value)

    def selection(self) -> ActiveCell | None:
        """The cell named by the caller: nobody stands in a file."""
        return self._selected

    def apply(self, update: Update, put: Together = commit) -> Written:
        """Write an update into the file; another name beside it where the file is held open (see ``written``).

        Raises also ChangedError where somebody saved the file since it was read.
        """
        target = self.written  # a second update goes after the first one
        try:
            data = self._painted(update)
            read = {target.name: digest(self._bytes)}
            written = put([FolderPart(target.parent, {target.name: data}, read, derived=False)])
        except BaseException as fault:
            self._book = _open(self.path, self._bytes)  # half painted, maybe: back to what the file holds
            if isinstance(fault, _ODD):
                raise BookError(
                    f"Không ghi được vào sổ làm việc “{self.path.name}”: trong sổ có phần đã bị xóa hoặc sửa khác đi "
                    "(kiểu ô, vùng có tên, bảng, trang). Sổ vẫn như cũ; lấy lại từ bản lưu, hoặc mở sổ mới."
                ) from fault
            raise
        self._bytes, self.written = data, written[target]
        return written

    def _painted(self, update: Update) -> bytes:
        book = self._book
        self._paint(book, update)
        for name, value in update.cells.items():
            self._fill(book, name, ((value,),))
        for name, rows in update.blocks.items():
            self._fill(book, name, rows)
        if update.front and update.front in book.sheetnames:
            _show(book, update.front)
        stream = io.BytesIO()
        book.save(stream)
        return carry_over(self._bytes, stream.getvalue(), {d.name: _results(d) for d in update.sheets})

    def _paint(self, book: Workbook, update: Update) -> None:
        place = len(book.sheetnames)
        for drawing in update.sheets:
            old = book[drawing.name] if drawing.name in book.sheetnames else None
            place = book.sheetnames.index(drawing.name) if old is not None else place
            new = book.create_sheet(drawing.name + "\u200b" if old is not None else drawing.name, place)
            paint(new, drawing)
            if old is not None:
                _inherit(new, old)
                book.remove(old)
                new.title = drawing.name
            place += 1
        for name in update.absent:
            if name in book.sheetnames:
                book.remove(book[name])

    def _place(self, name: str) -> tuple[Worksheet, tuple[int, int, int, int]]:
        return _named(self._book, name)

    def _fill(self, book: Workbook, name: str, rows: Rows) -> None:
        sheet, (left, top, right, bottom) = _named(book, name)
        _same_size(name, rows, bottom - top + 1, right - left + 1)
        for row, values in enumerate(rows, top):
            for column, value in enumerate(values, left):
                put_value(sheet.cell(row, column), value)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BookError(f"Không có sổ làm việc “{path}”.") from error
    except OSError as error:
        raise BookError(f"Không đọc được sổ làm việc “{path.name}” ({reason_vn(error)}).") from error


def _open(path: Path, data: bytes) -> Workbook:
    try:
        return load_workbook(io.BytesIO(data), keep_vba=path.suffix.lower() == ".xlsm")
    except (*_ODD, *_BROKEN) as error:
        raise BookError(
            f"Sổ làm việc “{path.name}” bị hỏng hoặc không phải tệp Excel; lấy lại từ bản lưu, hoặc mở sổ mới."
        ) from error


def _table(book: Workbook, name: str) -> tuple[Worksheet, tuple[int, int, int, int]] | None:
    """The sheet and the place of a named table, its header included."""
    for sheet in book.worksheets:
        if name in sheet.tables:
            return sheet, _bounds(sheet.tables[name].ref)
    return None


def _named(book: Workbook, name: str) -> tuple[Worksheet, tuple[int, int, int, int]]:
    """The sheet and the place of a named range, or of a named table's rows."""
    if (table := _table(book, name)) is not None:
        sheet, (left, top, right, bottom) = table
        return sheet, (left, top + 1, right, bottom)
    found = book.defined_names.get(name)
    places = list(found.destinations) if found is not None else []
    if len(places) != 1 or places[0][0] not in book.sheetnames:
        raise NoSuchPartError("ô có tên", name)
    return book[places[0][0]], _bounds(places[0][1].replace("$", ""))


def _bounds(address: str) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of an area of cells, counted from 1."""
    try:
        left, top, right, bottom = range_boundaries(address)
    except _ODD as error:
        raise BookError(f"Vùng “{address}” của sổ không phải một vùng ô.") from error
    if left is None or top is None or right is None or bottom is None:
        raise BookError(f"Vùng “{address}” của sổ không phải một vùng ô.")
    return left, top, right, bottom


def _same_size(name: str, rows: Rows, high: int, wide: int) -> None:
    if len(rows) != high or any(len(row) != wide for row in rows):
        raise BookError(
            f"Vùng “{name}” của sổ có {high} dòng, {wide} cột, không đúng số cần ghi; danh mục nhiệm vụ đã đổi thì "
            "cần dựng sổ mới."
        )


def _inherit(new: Worksheet, old: Worksheet) -> None:
    """What stays with the place of a sheet: its VBA name, its colour, its protection."""
    new.sheet_properties.codeName = old.sheet_properties.codeName
    new.sheet_properties.tabColor = old.sheet_properties.tabColor
    new.protection = old.protection
    new.sheet_state = old.sheet_state


def _show(book: Workbook, name: str) -> None:
    book.active = book.sheetnames.index(name)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == name
        if sheet.title == name:
            sheet.sheet_state = "visible"


def _results(drawing: Drawing) -> dict[str, Value]:
    return {a1(*place): drawn.value for place, drawn in drawing.cells.items() if drawn.formula}
