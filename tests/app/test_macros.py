"""The macros through real xlwings on a real spreadsheet program: what they change, and that nothing escapes them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import master
from tests.start_line import arguments_of, start_line
from xlpy import macros
from xlpy.app.ask import ANSWERS, SAID
from xlpy.book.excel import live_workbook
from xlpy.book.libreoffice import bridge, office
from xlpy.book.places import INBOX
from xlpy.book.port import Update

pytest_plugins = ("tests.calc_office",)
pytestmark = pytest.mark.office
ROOT = Path(__file__).resolve().parents[2]


class Screen:
    """A workbook open in LibreOffice, its macros called as a click calls them, and what they said."""

    def __init__(self, book: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book, self._answers, self._said = book, folder / "answers.json", folder / "said.txt"
        monkeypatch.setenv(ANSWERS, str(self._answers))
        monkeypatch.setenv(SAID, str(self._said))
        book.set_mock_caller()

    def press(self, name: str, **answers: Any) -> tuple[str, str]:
        """Press a button; returns (``told`` or ``wrong``, what was said)."""
        self._answers.write_text(json.dumps(answers), encoding="utf-8")
        self._said.write_text("", encoding="utf-8")
        getattr(macros, name)()
        lines = [json.loads(line) for line in self._said.read_text(encoding="utf-8").splitlines()]
        ((kind, text),) = lines[-1].items()
        return kind, text

    def cells(self, sheet: str) -> Any:
        return self.book.sheets[sheet].range("A1:H40").options(ndim=2).value


@pytest.fixture
def screen(calc_engine, tmp_path, monkeypatch) -> Iterator[Screen]:
    import xlwings  # noqa: PLC0415

    with master.opened(calc_engine, master.put(tmp_path, macros=False)) as book:
        master.set_up(live_workbook.LiveBook(book))
        yield Screen(book, tmp_path, monkeypatch)
    if hasattr(xlwings.Book, "_mock_caller"):
        del xlwings.Book._mock_caller


@pytest.mark.parametrize("name", ["check", "feedback", "reminders"])
def test_an_empty_folder_is_no_failure(screen, tmp_path, name):
    (tmp_path / "trong").mkdir()
    live_workbook.LiveBook(screen.book).apply(Update(cells={INBOX: str(tmp_path / "trong")}))
    assert screen.press(name)[0] == "told"


def test_a_cancelled_dialog_changes_nothing(screen):
    before = screen.cells("Điều khiển")
    assert screen.press("choose_folder", choose_folder=None) == ("told", "Không đổi thư mục nhận.")
    assert screen.cells("Điều khiển") == before


def protected(screen: Screen, _: pytest.MonkeyPatch) -> None:
    panel = screen.book.sheets["Điều khiển"]
    panel.api.Unprotect("")
    panel.api.Protect("bí mật")


def without_a_table(screen: Screen, _: pytest.MonkeyPatch) -> None:
    screen.book.api.DatabaseRanges.removeByName("tblDonVi")


def on_a_full_disk(_: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)


def with_results_read_only(_: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)


def with_a_bug(_: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlpy.app.desk.intake.edition_update", lambda *_: 1 / 0)


TROUBLES: dict[str, tuple[Callable[[Screen, pytest.MonkeyPatch], None], str]] = {
    "a panel with a password": (protected, "mật khẩu"),
    "a missing table": (without_a_table, "tblDonVi"),
    "a full disk": (on_a_full_disk, "ổ đĩa đã đầy"),
    "a folder of results that can't be made": (with_results_read_only, "Không ghi được"),
    "a bug of ours": (with_a_bug, "Lỗi ngoài dự kiến, mã L-"),
}


@pytest.mark.parametrize("case", TROUBLES)
def test_trouble_is_told_in_words_and_the_workbook_is_intact(screen, tmp_path, monkeypatch, case):
    plant, words = TROUBLES[case]
    live_workbook.LiveBook(screen.book).apply(Update(cells={INBOX: str(master.sent_by_one(tmp_path / "nhan"))}))
    plant(screen, monkeypatch)
    names = [sheet.name for sheet in screen.book.sheets]
    before = screen.cells("Điều khiển"), screen.cells("Tổng hợp")
    kind, text = screen.press("consolidate")
    assert (kind, words in text) == ("wrong", True), text
    assert "Traceback" not in text
    assert (screen.cells("Điều khiển"), screen.cells("Tổng hợp")) == before
    assert [sheet.name for sheet in screen.book.sheets] == names


def test_the_log_of_an_unforeseen_failure_holds_what_happened(screen, tmp_path, monkeypatch):
    with_a_bug(screen, monkeypatch)
    _, text = screen.press("consolidate")
    log = Path(text.splitlines()[-1])
    assert log.parent == tmp_path
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_the_status_bar_and_the_screen_are_as_before_after_a_failure(screen, monkeypatch):
    with_a_bug(screen, monkeypatch)
    screen.press("consolidate")
    app = screen.book.app
    assert (app.status_bar, app.screen_updating, app.display_alerts) == (False, True, True)


def test_progress_is_shown_in_the_status_bar(screen, monkeypatch):
    shown: list[Any] = []
    kind = type(screen.book.app.impl)
    put = kind.status_bar.fset

    def noted(self: Any, text: Any) -> None:
        shown.append(text)
        put(self, text)

    monkeypatch.setattr(kind, "status_bar", kind.status_bar.setter(noted))
    screen.press("check")
    assert [text for text in shown if text and "Đọc tệp" in text]
    assert shown[-1] is False


CONNECT = """
from xlpy.book.libreoffice import bridge, engine
local = bridge.uno().getComponentContext()
resolver = bridge.service(local, "com.sun.star.bridge.UnoUrlResolver")
engine.register(resolver.resolve("uno:{pipe};urp;StarOffice.ComponentContext"))
"""
"""What stands in for COM, which finds Excel by itself: the connection to LibreOffice."""


def test_the_words_of_the_line_that_vba_starts_find_the_workbook(tmp_path, monkeypatch):
    """`Book.caller()` of xlwings finds it by its name, among the words of the very line that our VBA makes."""
    # in letters that xlwings takes whole where it is not on Windows
    path = master.put(tmp_path, macros=False).rename(tmp_path / "Tong hop & HK1 (2).xlsx")
    said, answers = tmp_path / "said.txt", tmp_path / "answers.json"
    answers.write_text("{}", encoding="utf-8")
    monkeypatch.setenv(ANSWERS, str(answers))
    monkeypatch.setenv(SAID, str(said))
    with office.Office() as lo:
        document = lo.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (bridge.option("Hidden", True),))
        code = CONNECT.format(pipe=lo.pipe) + "import xlpy.start; xlpy.start.main()"
        _, flag, _, _, *words = arguments_of(start_line("python.exe", r"C:\p", "check", path.name))
        command = [sys.executable, flag, "-c", code, *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        document.close(True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Chưa chọn thư mục" in said.read_text(encoding="utf-8")
