"""``plan167 book BUTTON``: what the ribbon's buttons do, on the workbook's file, without Excel."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from xlpy.app.commands.exits import DONE, FAILED, STOPPED, TO_ACT, say
from xlpy.app.desk import work_of
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.run import carry_out
from xlpy.app.store import Outcome
from xlpy.basics.a1 import column_number
from xlpy.basics.commit import ChangedError, settle, working_on
from xlpy.basics.errors import UserError
from xlpy.basics.progress import bar_or_silence
from xlpy.book.file import FileBook
from xlpy.book.places import INBOX, OUTBOX, PERIOD, PREVIOUS
from xlpy.book.port import ActiveCell, Update

CODES = {Outcome.DONE: DONE, Outcome.TO_ACT: TO_ACT, Outcome.FAILED: FAILED, Outcome.STOPPED: STOPPED}
ROUNDS = 3
"""How often a button begins again on a workbook that somebody saves meanwhile."""
AGAIN = "Làm lại trên bản vừa được lưu?"
_PLACE = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]{1,3})(?P<row>[1-9][0-9]*)")


class PlaceError(UserError):
    """``--at`` names no cell."""


class Terminal:
    """Questions on a terminal; with ``--yes`` and ``--folder`` there are none."""

    def __init__(self, *, yes: bool, folder: Path | None) -> None:
        self._yes, self._folder = yes, folder

    def confirm(self, question: str, text: str) -> bool:
        """Yes where said beforehand, else as typed; no where nobody can type."""
        if self._yes:
            return True
        if not sys.stdin.isatty():
            return False
        return input(f"{text} [c/k] ").strip().lower() in ("c", "có", "y")

    def pick_folder(self, question: str, title: str, start: Path) -> Path | None:
        """The folder given with the command."""
        return self._folder

    def ask_text(self, question: str, text: str) -> str | None:
        """What is typed; '' with ``--yes``, and where nobody can type."""
        return "" if self._yes or not sys.stdin.isatty() else input(f"{text} ")


def press(options: argparse.Namespace) -> int:
    """Do the button's work on the file; where somebody saves that meanwhile, ask whether to begin again on his."""
    terminal = Terminal(yes=options.yes, folder=options.folder.resolve() if options.folder else None)
    with working_on(options.workbook):
        for left in reversed(range(ROUNDS)):
            try:
                return _pressed(options, terminal)
            except ChangedError as fault:
                if not left or not terminal.confirm("begin_again", f"{fault}\n{AGAIN}"):
                    raise
    raise AssertionError("the last round returns or raises")


def _pressed(options: argparse.Namespace, terminal: Terminal) -> int:
    settle([options.workbook.parent])
    book = FileBook(options.workbook, _selection(options.at))
    received = options.folder.resolve() if options.folder else None
    folder = None if options.button == "choose_folder" else received  # that button notes it by itself
    given = {INBOX: folder, PREVIOUS: options.previous, OUTBOX: options.out}
    cells = {name: str(path.resolve()) for name, path in given.items() if path}
    cells |= {PERIOD: options.period} if options.period else {}
    if any(book.value(name) != text for name, text in cells.items()):
        book.apply(Update(cells=cells))
    with bar_or_silence() as progress:
        desk = Desk(book, terminal, progress, workers=options.workers)
        text, outcome = carry_out(work_of(options.button), desk)
    failed = outcome is Outcome.FAILED
    if failed:
        print(text, file=sys.stderr)
    else:
        say(text)
    if not failed and book.written != book.path:
        say(f"Sổ đang mở ở chương trình khác nên đã ghi vào tệp mới: {book.written}")
    return CODES[outcome]


def _selection(place: str | None) -> ActiveCell | None:
    if not place:
        return None
    found = _PLACE.fullmatch(place)
    if found is None:
        raise PlaceError(f'“{place}” không phải địa chỉ ô; ghi như "Tổng hợp!F12".')
    return ActiveCell(found["sheet"].strip("'"), int(found["row"]) - 1, column_number(found["column"]) - 1)
