"""The master workbook in a running spreadsheet program, through xlwings: Excel, or LibreOffice by our engine.

An update is painted on new sheets first. Only when all of them stand do they take the places and names of the old
ones; whatever fails before that leaves the workbook as it was.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlpy.a1 import quoted_sheet
from xlpy.book.port import BookError, NoSuchPartError, Rows, Selection, Table, Update
from xlpy.book.text import cell_as_text
from xlpy.excel.paint import paint, plain
from xlpy.excel.program import FREE, as_typed, printing_at_once, protection_of

NEW, ASIDE = "~{}", "~{}~"
"""Temporary names, by number: of sheets being painted, and of those they replace."""
_TEMPORARY = re.compile(r"~\d+~?")
NO_PAPER = (
    "Máy in đang chọn không nhận một số thiết lập trang in (ví dụ khổ A3) của trang {names}; khi in, chọn lại khổ giấy "
    "và máy in. Số liệu trong sổ không bị ảnh hưởng."
)


class LiveBook:
    """A workbook (xlwings) that people have open."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._tables: dict[str, Any] | None = None
        self.notes: tuple[str, ...] = ()
        """What there is to tell of the last update besides that it was written."""

    @property
    def path(self) -> Path:
        """Where the workbook is."""
        return Path(self._book.fullname)

    def table(self, name: str) -> Table:
        """A named table; cells as text."""
        if self._tables is None:
            self._tables = {table.name: (sheet, table) for sheet in self._book.sheets for table in sheet.tables}
        if name not in self._tables:
            raise NoSuchPartError("bảng", name)
        sheet, table = self._tables[name]
        place = table.range
        cells = place.options(ndim=2).value
        texts = [tuple(cell_as_text(value) for value in row) for row in cells]
        return Table(name, sheet.name, place.row - 1, place.column - 1, texts[0], tuple(texts[1:]))

    def value(self, name: str) -> str:
        """The text of a named cell."""
        return cell_as_text(self._named(name).value)

    def selection(self) -> Selection | None:
        """The cell that the user stands on."""
        try:
            chosen = self._book.app.selection
            if chosen is None or chosen.sheet.book.name != self._book.name:
                return None
            return Selection(chosen.sheet.name, chosen.row - 1, chosen.column - 1)
        except Exception:  # a chart, or a whole sheet, which has more cells than Excel counts
            return None

    def apply(self, update: Update) -> None:
        """Write an update, all of it or nothing."""
        blocks = {**{name: ((value,),) for name, value in update.cells.items()}, **update.blocks}
        places = {name: self._sized(name, rows) for name, rows in blocks.items()}
        shown = self._book.sheets.active.name
        with self._undoing() as undo:
            undo.callback(self._show, shown)
            for name, rows in blocks.items():  # first, since a password shows here before the long work begins
                _fill(places[name], rows, undo)
            made = self._paint(update, undo)
            self._swap(made, undo)
        # All of it stands. What is left over now is taken away at the next update where it can't be taken away here.
        for name in (*made.values(), *update.absent):
            with contextlib.suppress(Exception):
                self._delete(name)
        with contextlib.suppress(Exception):
            self._show(update.front if update.front in self._names() else shown)
        self._tables = None

    def _show(self, name: str) -> None:
        if name in self._names():
            sheet = self._book.sheets[name]
            sheet.visible = True
            sheet.activate()

    def _names(self) -> list[str]:
        return [sheet.name for sheet in self._book.sheets]

    def _named(self, name: str) -> Any:
        try:
            return self._book.names[name].refers_to_range
        except Exception as error:  # each engine has its own way of saying that there is none
            raise NoSuchPartError("ô có tên", name) from error

    def _sized(self, name: str, rows: Rows) -> Any:
        place = self._named(name)
        high, wide = place.shape
        if len(rows) != high or any(len(row) != wide for row in rows):
            raise BookError(
                f"Vùng “{name}” của sổ có {high} dòng, {wide} cột, không đúng số cần ghi; danh mục nhiệm vụ đã đổi "
                "thì cần dựng sổ mới."
            )
        return place

    @contextlib.contextmanager
    def _undoing(self) -> Iterator[contextlib.ExitStack]:
        """Run a block; where it fails, undo what it registered, last first, and tell it as a BookError."""
        undo = contextlib.ExitStack()
        try:
            yield undo
        except BaseException as error:
            with contextlib.suppress(Exception):  # undoing must not hide what went wrong
                undo.close()
            if isinstance(error, BookError) or not isinstance(error, Exception):
                raise
            raise BookError(
                "Chưa ghi được vào sổ; sổ vẫn như cũ. Nếu sổ đang khóa cấu trúc (Review > Protect Workbook), đang mở "
                "hộp thoại hoặc đang gõ dở một ô, hãy thoát ra rồi bấm lại."
            ) from error
        undo.pop_all()

    def _paint(self, update: Update, undo: contextlib.ExitStack) -> dict[str, str]:
        """Each drawing on a new sheet beside the one it will replace; returns temporary names by final ones."""
        temporary = {drawing.name: NEW.format(number) for number, drawing in enumerate(update.sheets, 1)}
        for left_over in [name for name in self._names() if _TEMPORARY.fullmatch(name)]:
            self._delete(left_over)
        renamed = {quoted_sheet(name): quoted_sheet(other) for name, other in temporary.items()}
        added: list[tuple[Any, Any]] = []
        after: Any = self._book.sheets[-1]
        for name, other in temporary.items():  # all of them first: formulas lead from one to another
            old = self._book.sheets[name] if name in self._names() else None
            undo.callback(self._delete, other)
            place = {"before": old} if old is not None else {"after": after}
            sheet = self._book.sheets.add(other, **place)
            added.append((sheet, old))
            after = old if old is not None else sheet
        refused = []
        with printing_at_once(self._book):
            for drawing, (sheet, _) in zip(update.sheets, added, strict=True):
                if paint(sheet, drawing, renamed):
                    refused.append(drawing.name)
        for sheet, old in added:
            _inherit(sheet, old)
        self.notes = (NO_PAPER.format(names=", ".join(f"“{name}”" for name in refused)),) if refused else ()
        return temporary

    def _swap(self, made: dict[str, str], undo: contextlib.ExitStack) -> None:
        """Give the new sheets their names; the old ones keep the temporary names until they are deleted."""
        for number, (name, temporary) in enumerate(made.items(), 1):
            if name in self._names():
                aside = ASIDE.format(number)
                self._rename(name, aside)
                undo.callback(self._rename, aside, name)
                self._rename(temporary, name)
                undo.callback(self._rename, name, temporary)
                made[name] = aside
            else:
                self._rename(temporary, name)
                undo.callback(self._rename, name, temporary)

    def _rename(self, name: str, other: str) -> None:
        self._book.sheets[name].name = other

    def _delete(self, name: str) -> None:
        if name in self._names():
            self._book.sheets[name].delete()


def _inherit(sheet: Any, old: Any) -> None:
    """Protection (without a password, filters free) as result sheets have it; the tab's colour where there is one."""
    sheet.api.Protect(**FREE)
    if old is not None:
        with contextlib.suppress(NotImplementedError):
            sheet.api.Tab.Color = old.api.Tab.Color


def _fill(place: Any, rows: Rows, undo: contextlib.ExitStack) -> None:
    """Write values into a range, through the sheet's protection where it has one without a password."""
    sheet = place.sheet
    before = place.options(ndim=2).value
    with _open_sheet(sheet):
        place.value = [[as_typed(plain(value), sheet) for value in row] for row in rows]
    undo.callback(_restore, place, before)


def _restore(place: Any, rows: Any) -> None:
    with _open_sheet(place.sheet):
        place.value = rows


@contextlib.contextmanager
def _open_sheet(sheet: Any) -> Iterator[None]:
    """The sheet unprotected for a moment. Raises BookError where a password stands in the way."""
    if not sheet.api.ProtectContents:
        yield
        return
    allowed = protection_of(sheet)
    try:
        sheet.api.Unprotect("")
        locked = bool(sheet.api.ProtectContents)
    except Exception as error:  # Excel and Calc each raise their own
        raise _password(sheet.name) from error
    if locked:
        raise _password(sheet.name)
    try:
        yield
    finally:
        sheet.api.Protect(**allowed)


def _password(name: str) -> BookError:
    return BookError(
        f"Trang “{name}” của sổ có mật khẩu bảo vệ nên không ghi được; bỏ mật khẩu (Review > Unprotect Sheet) "
        "rồi bấm lại. Sổ vẫn như cũ."
    )
