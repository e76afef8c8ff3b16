"""The master workbook in a running spreadsheet program, through xlwings: Excel, or LibreOffice by our engine.

An update is painted on new sheets first. Only when all of them stand do they take the places and names of the old
ones; whatever fails before that leaves the workbook as it was. Where even undoing fails (somebody keeps typing in a
cell, the program is ended), the names of the sheets say what to do at the next update.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlpy.basics.a1 import quoted_sheet
from xlpy.basics.commit import Written, commit
from xlpy.basics.errors import UserError
from xlpy.book.excel.calculate import MANUAL, calculate
from xlpy.book.excel.pages import set_up_pages
from xlpy.book.excel.paint import paint, plain
from xlpy.book.excel.program import FREE, as_read, as_typed, is_excel, is_shown, protection_of
from xlpy.book.port import ActiveCell, BookError, NamedTable, NoSuchPartError, Rows, Together, Update
from xlpy.book.sheets import result_sheets
from xlpy.book.text import cell_as_text
from xlpy.book.words import load_book_words

NEW, ASIDE, NUMBERED = "~KH167 {}", "~{}~", "~KH167 {}~"
"""Temporary names: of sheets being painted, and of those they replace, by their own names or by number if too long.

What a person may well call a sheet (``~Ghi chú~``, ``~2024``) must be none of them: what is left over is deleted.
"""
_NEW, _NUMBERED = re.compile(r"~KH167 \d+"), re.compile(r"~KH167 \d+~")
ADVICE = (
    "Nếu sổ đang khóa cấu trúc (Review > Protect Workbook), đang mở hộp thoại hoặc đang gõ dở một ô, hãy thoát ra rồi "
    "bấm lại."
)


LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""


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

    def table(self, name: str) -> NamedTable:
        """A named table; cells as text."""
        if name not in self._all_tables():
            raise NoSuchPartError("bảng", name)
        sheet, table = self._all_tables()[name]
        place = table.range
        texts = [tuple(cell_as_text(value) for value in row) for row in _read(place)]
        return NamedTable(name, sheet.name, place.row - 1, place.column - 1, texts[0], tuple(texts[1:]))

    def _all_tables(self) -> dict[str, Any]:
        if self._tables is None:
            # One walk for all tables: over COM each question about a table is a call to another process.
            self._tables = {table.name: (sheet, table) for sheet in self._book.sheets for table in sheet.tables}
        return self._tables

    def value(self, name: str) -> str:
        """The text of a named cell."""
        return cell_as_text(_read(self._named(name))[0][0])

    def selection(self) -> ActiveCell | None:
        """The cell that the user stands on."""
        try:
            chosen = self._book.app.selection
            if chosen is None or chosen.sheet.book.name != self._book.name:
                return None
            return ActiveCell(chosen.sheet.name, chosen.row - 1, chosen.column - 1)
        except Exception:  # a chart, or a whole sheet, which has more cells than Excel counts
            return None

    def apply(self, update: Update, put: Together = commit) -> Written:
        """Write the sheets, then the files while sheets can still be undone; if either fails, both are as before."""
        blocks = {**{name: ((value,),) for name, value in update.cells.items()}, **update.blocks}
        # All places are looked up before the first is written: a missing name must change nothing.
        places = {name: self._sized(name, rows) for name, rows in blocks.items()}
        shown = self._book.sheets.active.name
        with self._undoing() as undo:
            # Registered first, so it runs last: a sheet can come to the front only once it has its name back.
            undo.callback(self._show, shown)
            for name, rows in blocks.items():  # first, since a password shows here before the long work begins
                _fill(places[name], rows, undo)
            made = self._paint(update, undo)
            self._swap(made, undo)
            written = put([])
        # All of it stands. What is left over now is taken away at the next update where it can't be taken away here.
        for name in (*made.values(), *update.absent):
            with contextlib.suppress(Exception):
                self._delete(name)
        with contextlib.suppress(Exception):
            self._show(update.front if update.front in self._names() else shown)
        self._tables = None
        return written

    def _show(self, name: str) -> None:
        if name in self._names():
            sheet = self._book.sheets[name]
            if not is_shown(sheet):  # where the structure is locked Excel refuses even what is so already
                sheet.visible = True
            sheet.activate()

    def _names(self) -> list[str]:
        return [sheet.name for sheet in self._book.sheets]

    def _named(self, name: str) -> Any:
        try:
            return self._book.names[name].refers_to_range
        except Exception as error:  # each engine has its own way of saying that there is none
            raise NoSuchPartError("ô có tên", name) from error

    def _area(self, name: str) -> Any:
        """A named range, or the rows of a named table."""
        try:
            return self._named(name)
        except NoSuchPartError:
            if name not in self._all_tables():
                raise
        sheet, table = self._all_tables()[name]
        place = table.range
        (high, wide), top, left = place.shape, place.row, place.column
        return sheet.range((top + 1, left), (top + high - 1, left + wide - 1))

    def _sized(self, name: str, rows: Rows) -> Any:
        place = self._area(name)
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
            try:
                undo.close()
            except Exception:  # undoing must not hide what went wrong
                raise BookError(
                    "Chưa ghi được vào sổ và chưa trả lại được hết như cũ; số liệu cũ còn đủ ở các trang có tên bắt "
                    f"đầu bằng dấu “~”, lần bấm sau chương trình tự đặt lại. {ADVICE}"
                ) from error
            if isinstance(error, UserError) or not isinstance(error, Exception):
                raise
            # Whatever COM said is kept as the cause for the log; people get a sentence.
            raise BookError(f"Chưa ghi được vào sổ; sổ vẫn như cũ. {ADVICE}") from error
        # Nothing failed: what would have been undone is forgotten, not run.
        undo.pop_all()

    def _paint(self, update: Update, undo: contextlib.ExitStack) -> dict[str, str]:
        """Each drawing on a new sheet beside the one it will replace; returns temporary names by final ones."""
        temporary = {drawing.name: NEW.format(number) for number, drawing in enumerate(update.sheets, 1)}
        self._tidy({*result_sheets(load_book_words()), *temporary})
        renamed = {quoted_sheet(name): quoted_sheet(other) for name, other in temporary.items()}
        added: list[tuple[Any, Any]] = []
        # Not behind a hidden last sheet: xlwings would move that one and bring it to the front, which Excel refuses
        after: Any = [sheet for sheet in self._book.sheets if is_shown(sheet)][-1]
        for name, other in temporary.items():  # all of them first: formulas lead from one to another
            old = self._book.sheets[name] if name in self._names() else None
            place = {"before": old} if old is not None else {"after": after}
            sheet = self._book.sheets.add(**place)
            undo.callback(sheet.delete)  # by itself, since Excel may refuse it the name
            sheet.name = other
            added.append((sheet, old))
            after = old if old is not None else sheet
        for drawing, (sheet, _) in zip(update.sheets, added, strict=True):
            paint(sheet, drawing, renamed)
        if self._book.app.calculation == MANUAL:
            calculate(update.sheets, [sheet for sheet, _ in added])
        pages = [(sheet, drawing.name, drawing.setup) for drawing, (sheet, _) in zip(update.sheets, added, strict=True)]
        self.notes = set_up_pages(self._book, pages)
        for sheet, old in added:
            _inherit(sheet, old)
        return temporary

    def _tidy(self, own: set[str]) -> None:
        """What a stopped update left. One that had not changed all names is taken back: old sheets get them again.

        ``own`` are the sheets that the program writes. A sheet of any other name is somebody's, and left alone.
        """
        left = self._names()
        asides = {aside: name for name in own if (aside := ASIDE.format(name)) in left}
        painted = [name for name in left if _NEW.fullmatch(name)]
        for aside, name in asides.items():
            if painted or name not in left:
                self._delete(name)
                self._rename(aside, name)
            else:
                self._delete(aside)
        for name in left:
            if _NEW.fullmatch(name) or _NUMBERED.fullmatch(name):
                self._delete(name)

    def _swap(self, made: dict[str, str], undo: contextlib.ExitStack) -> None:
        """Give the new sheets their names; the old ones keep the temporary names until they are deleted.

        Sheets that replace none come last: until then what `_tidy` finds tells that not all is done.
        """
        known = self._names()
        ordered = sorted(made.items(), key=lambda item: item[0] not in known)
        for number, (name, temporary) in enumerate(ordered, 1):
            if name in known:
                aside = ASIDE.format(name)
                if len(aside) > LONGEST_NAME:
                    aside = NUMBERED.format(number)
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
    """Protection (without a password, filters free) as result sheets have it; the old sheet's tab."""
    sheet.api.Protect(**FREE)
    if old is None:
        return
    with contextlib.suppress(Exception):  # a colour is not worth the update
        if _has_colour(old):
            sheet.api.Tab.Color = old.api.Tab.Color
    if not is_shown(old):
        sheet.visible = old.visible


def _has_colour(sheet: Any) -> bool:
    """Whether its tab has a colour. Without one ``Color`` is False, which given to another tab would be black."""
    if is_excel(sheet) and sheet.api.Tab.ColorIndex <= 0:
        return False
    return not isinstance(sheet.api.Tab.Color, bool)


def _read(place: Any) -> list[list[Any]]:
    """The values of cells by row, errors as their texts."""
    return [[as_read(value) for value in row] for row in place.options(ndim=2, err_to_str=True).value]


def _fill(place: Any, rows: Rows, undo: contextlib.ExitStack) -> None:
    """Write values into a range, through the sheet's protection where it has one without a password."""
    sheet = place.sheet
    # Values, not formulas: these cells are the program's own and hold none.
    before = place.options(ndim=2).value
    with _open_sheet(sheet):
        undo.callback(_restore, place, before)  # before writing: protecting the sheet again may fail too
        place.value = [[as_typed(plain(value), sheet) for value in row] for row in rows]


def _restore(place: Any, rows: Any) -> None:
    with _open_sheet(place.sheet):
        place.value = [[as_typed(value, place.sheet) for value in row] for row in rows]


@contextlib.contextmanager
def _open_sheet(sheet: Any) -> Iterator[None]:
    """The sheet unprotected for a moment. Raises BookError where a password stands in the way."""
    if not sheet.api.ProtectContents:
        yield
        return
    allowed = protection_of(sheet)
    try:
        # An empty password, never none: without the argument Excel asks for one in a box, and waits.
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
        "rồi bấm lại. Nếu trang không có mật khẩu: sổ đang bật Tự lưu (AutoSave) hoặc có người khác cùng mở; tắt Tự "
        "lưu, đóng sổ ở máy kia rồi bấm lại. Sổ vẫn như cũ."
    )
