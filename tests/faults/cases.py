"""The commands whose every file operation is struck at: what stood before, and what each does, all read beforehand."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests import master
from xlpy.app import cli, product_files
from xlpy.app.desk.desk import Desk
from xlpy.app.store import FILE, Entry, Outcome, Store
from xlpy.app.store.kept_figures import STANDING
from xlpy.app.usecases import Round, form_files, open_period, read_folder
from xlpy.basics.commit import settle, working_on
from xlpy.basics.commit.plan import digest
from xlpy.book.file import FileBook
from xlpy.book.port import Update
from xlpy.book.update import edition_update
from xlpy.book.words import load_book_words
from xlpy.catalogue.load import load
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.model.edition import Edition
from xlpy.outputs.publish import files as publish_files

PERIOD, RESULTS, FORMS, BOOK = "CN", "ket-qua", "bieu-mau", "Plan167.xlsx"
TODAY, NOON = date(2024, 6, 28), datetime(2024, 6, 28, 12)
BEFORE: tuple[str, ...] = ("BA TƠ (chính thức).xlsx",)
NOW: tuple[str, ...] = (*BEFORE, "Sơn Hà.xlsx")
"""The sample's files of which the old edition was made, and the new one."""
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class History:
    """What the history says: its editions' numbers, and how often the journal says that the work was done."""

    editions: tuple[int, ...] = ()
    done: int = 0


def _put(owner: object, name: str, value: object) -> None:
    setattr(owner, name, value)


class World:
    """One folder in which commands work; whatever needs no disk of its own was made once."""

    def __init__(self, base: Path) -> None:
        self.base, self.work = base, base / "lam-viec"
        self.inbox = base / "nhan"
        self.inbox.mkdir(parents=True)
        self.work.mkdir()
        self.context = open_period(load(master.SAMPLE_CATALOGUE), PERIOD, load_wording())
        self.rounds = {names: self._round(names) for names in (BEFORE, NOW)}
        self.now = BEFORE
        self._made: dict[tuple[object, ...], Any] = {}
        self._teach()

    def _round(self, names: tuple[str, ...]) -> Round:
        inbox = self.base / f"nhan-{len(names)}"
        inbox.mkdir()
        for name in names:
            shutil.copy2(next(master.SAMPLE_INBOX.rglob(name)), inbox)
        return replace(read_folder(self.context, inbox, workers=1), folder=inbox)

    def _once(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _teach(self) -> None:
        """Let the commands take what was made: rounds, papers, pictures of the workbook; and one moment as now."""
        import xlpy.app.commands.book  # noqa: PLC0415
        import xlpy.app.commands.core  # noqa: PLC0415
        import xlpy.app.commands.products  # noqa: PLC0415
        import xlpy.app.desk.desk  # noqa: PLC0415
        import xlpy.app.desk.intake  # noqa: PLC0415
        import xlpy.app.store.records  # noqa: PLC0415

        def read(*_: object, **__: object) -> Round:
            return self.rounds[self.now]

        for module in (xlpy.app.commands.core, xlpy.app.commands.products, xlpy.app.desk.desk):
            _put(module, "read_folder", read)
        for module in (xlpy.app.commands.core, xlpy.app.commands.products):
            _put(module, "context_of", lambda _: self.context)
        _put(Desk, "context", lambda _: self.context)
        for name in ("feedback", "reminders", "report"):
            self._keep(product_files, name)
        self._keep(publish_files, "edition_files")
        for module in (xlpy.app.desk.intake, xlpy.app.store.records):
            self._keep(module, "fingerprint")
        update = edition_update

        def updated(edition: Edition, number: int, *more: Any) -> Any:
            return self._once(("update", self.now, number), lambda: update(edition, number, *more))

        def formed(context: IntakeContext, **_: object) -> Files:
            made: Files = self._once(("forms",), lambda: form_files(context))
            return {name: data[: 2000 * len(self.now)] for name, data in made.items()}

        words = load_book_words()
        _put(xlpy.app.desk.intake, "edition_update", updated)
        _put(xlpy.app.desk.intake, "form_files", formed)
        _put(xlpy.app.commands.book, "Desk", partial(Desk, clock=lambda: NOON, words=words))
        self._teach_book()

    def _keep(self, module: object, name: str) -> None:
        """Let a function be done once for each folder received."""
        real = getattr(module, name)
        _put(module, name, lambda *given: self._once((name, self.now), lambda: real(*given)))

    def _teach_book(self) -> None:
        import xlpy.book.file  # noqa: PLC0415

        opened, painted = xlpy.book.file._open, FileBook._painted

        def paint(book: FileBook, update: Update) -> bytes:
            key = ("book", digest(book._bytes), str(sorted(update.cells.items())), len(update.sheets))
            data: bytes = self._once(key, lambda: painted_whole(book, update))
            book._book = open_once(book.path, data)
            return data

        def painted_whole(book: FileBook, update: Update) -> bytes:
            """Painting changes the workbook that was opened: what was opened for these bytes is opened anew."""
            before = book._bytes
            data = painted(book, update)
            self._made["open", digest(before)] = opened(book.path, before)
            return data

        def open_once(path: Path, data: bytes) -> Any:
            return self._once(("open", digest(data)), lambda: opened(path, data))

        _put(xlpy.book.file, "_open", open_once)
        _put(FileBook, "_painted", paint)

    def files(self) -> dict[str, bytes]:
        """What people see in the folder."""
        found = {path.relative_to(self.work).as_posix(): path for path in self.work.rglob("*") if path.is_file()}
        seen = {n: p.read_bytes() for n, p in found.items() if ".plan167-" not in n and not n.startswith(FILE)}
        return {**seen, "decided": self._decided()}

    def _decided(self) -> bytes:
        """What the history holds of decisions: they are as much of the state as files are."""
        if not (self.work / FILE).exists():
            return b""
        with closing(sqlite3.connect(self.work / FILE)) as connection:
            try:
                rows = connection.execute("SELECT act, who, reason, day, files FROM decision ORDER BY id").fetchall()
            except sqlite3.OperationalError:  # a file that was begun and holds nothing
                return b""
        return repr(rows).encode() if rows else b""

    def leftovers(self) -> list[str]:
        """What only a work that goes on may have there."""
        names = (path.name for path in self.work.rglob("*"))
        return [name for name in names if ".plan167-" in name or name.endswith("-journal")]

    def history(self, action: str) -> History:
        """Read as any program reads it; nothing where there is none yet."""
        if not (self.work / FILE).exists():
            return History()
        with sqlite3.connect(self.work / FILE) as connection:
            try:
                query = f"SELECT number FROM edition WHERE {STANDING} ORDER BY number"
                numbers = connection.execute(query).fetchall()
                good = (Outcome.DONE.value, Outcome.TO_ACT.value)
                query = "SELECT count(*) FROM journal WHERE action = ? AND outcome IN (?, ?)"
                (done,) = connection.execute(query, (action, *good)).fetchone()
            except sqlite3.OperationalError:  # a file that was begun and holds nothing
                return History()
        connection.close()
        return History(tuple(number for (number,) in numbers), done)

    def start(self) -> None:
        """What any command does first: put right what was left."""
        below = list((self.work / RESULTS).iterdir()) if (self.work / RESULTS).is_dir() else []
        with working_on(self.work / BOOK):
            settle([self.work, self.work / FORMS, *below])
        if (self.work / FILE).exists():  # any button writes a line at last
            Store(self.work / FILE).record(Entry("Hướng dẫn"))

    def fill(self, files: Path) -> None:
        """Put a kept state in place of what is there."""
        shutil.rmtree(self.work)
        shutil.copytree(files, self.work)


@dataclass(frozen=True)
class Case:
    """One command in one state. ``action`` is its name in the journal, '' where it keeps none."""

    name: str
    over_an_old_one: bool
    command: tuple[str, ...]
    action: str = ""
    editions: tuple[tuple[str, ...], ...] = ()
    """Of what files editions were made before, in their order."""

    def run(self, world: World) -> int:
        """The command as it is typed; returns its exit code."""
        out, book = str(world.work / RESULTS), str(world.work / BOOK)
        given = {"IN": str(world.inbox), "OUT": out, "BOOK": book, "TODAY": TODAY.isoformat()}
        return cli.main([given.get(word, word) for word in self.command])

    def prepare(self, world: World) -> Path:
        """The state before, kept in a folder."""
        kept = world.base / f"truoc-{self.name.replace(' ', '-')}"
        shutil.rmtree(world.work)
        world.work.mkdir()
        if "BOOK" in self.command:
            master.put(world.work, macros=False)
        if self.over_an_old_one:
            world.now = BEFORE
            self.run(world)
        for names in self.editions:
            world.now = names
            CONSOLIDATE.run(world)
        shutil.copytree(world.work, kept)
        return kept


_READ = ("IN", "--catalogue", str(master.SAMPLE_CATALOGUE), "--period", PERIOD, "--out", "OUT")
_PRESS = ("--workbook", "BOOK", "--period", PERIOD, "--folder", "IN", "--out", "OUT", "--yes")
CONSOLIDATE = Case(
    "book consolidate", over_an_old_one=True, command=("book", "consolidate", *_PRESS), action="Tổng hợp"
)
_DECIDE = ("--workbook", "BOOK", "--period", PERIOD, "--who", "Lan", "--reason", "chốt số", "--day", "2024-06-28")
CASES = (
    Case("consolidate, first", over_an_old_one=False, command=("consolidate", *_READ)),
    Case("consolidate", over_an_old_one=True, command=("consolidate", *_READ)),
    Case("report", over_an_old_one=True, command=("report", *_READ, "--today", "TODAY")),
    Case("all", over_an_old_one=True, command=("all", *_READ, "--today", "TODAY")),
    CONSOLIDATE,
    Case("book make_forms", over_an_old_one=True, command=("book", "make_forms", *_PRESS), action="Tạo biểu mẫu"),
    Case("undo", False, ("decide", "undo", *_DECIDE), "Hoàn tác bản tổng hợp", (BEFORE, NOW)),
    Case("lock", False, ("decide", "lock", *_DECIDE), "Quyết định", (BEFORE,)),
)
