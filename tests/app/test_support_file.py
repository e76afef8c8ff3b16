"""The file that a person sends to whoever helps: always written, always whole, whatever can't be read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from tests import master
from xlpy.app import cli, selftest
from xlpy.app.about import about
from xlpy.app.desk.buttons import WORKS
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.run import perform
from xlpy.app.selftest import PLACES, Check, CheckState, SelfTest, keep, support_file, support_text
from xlpy.app.setup_checks import SUPPORT_FILE
from xlpy.app.store import Store
from xlpy.basics.progress import Silent
from xlpy.basics.system import facts
from xlpy.book.file import FileBook

pytestmark = pytest.mark.slow("round")

NOW = datetime(2024, 6, 20, 8, 30)
SOUND = SelfTest((Check("python", "Python", CheckState.PASSED, "Python 3.11.9, 64 bit."),))
BOOK = Path(__file__).resolve().parent / "Kế hoạch" / "Plan167.xlsm"


def written(result: SelfTest = SOUND, more: dict[str, Callable[[], str]] | None = None, **places: Path) -> str:
    return support_text(result, BOOK, more or {}, replace(PLACES, **places), NOW)


def section(text: str, title: str) -> list[str]:
    """The lines below a title."""
    return text.split(f"## {title}", 1)[1].split("\n## ", 1)[0].strip().splitlines()


# --- What it holds ----------------------------------------------------------------------------------------------------


def test_it_says_what_it_holds_and_what_not_before_anything_else():
    head = written().split("\n## ")[0]
    assert "Lập lúc 08:30 ngày 20/06/2024." in head
    assert "Tệp không ghi số liệu, nội dung sổ tính hay tệp của đơn vị." in head
    assert "xem lại trước khi gửi" in head


def test_it_holds_every_check_and_the_conclusion():
    lines = section(written(), "Kết quả")
    assert lines[0] == "[Đạt] Python: Python 3.11.9, 64 bit."
    assert lines[-1].startswith("Kết luận:")


def test_it_holds_versions_paths_and_signs_of_this_pc(tmp_path: Path):
    book = tmp_path / "Sổ.xlsm"
    text = support_text(SOUND, book, {}, PLACES, NOW)
    assert f"Chạy từ: {sys.executable}" in text
    length = len(str(book))
    assert re.search(rf"^Sổ tính: {re.escape(str(book))} \({length} ký tự, ngoài ASCII: .*ổ.*\)$", text, re.MULTILINE)
    assert re.search(r"^Ổ đĩa còn trống: [\d.]+ GB$", text, re.MULTILINE)
    assert "Bảng mã Python: tệp utf-8" in text


def test_each_library_stands_with_its_locked_version_and_its_own(monkeypatch: pytest.MonkeyPatch):
    def version(name: str) -> str:
        if name == "xlrd":
            return "1.2.0"
        if name == "lxml":
            raise metadata.PackageNotFoundError(name)
        return metadata.version(name)

    monkeypatch.setattr(support_file, "version", version)
    lines = section(written(), "Thư viện: bản đã khóa / bản trên máy")
    assert "xlrd: 2.0.2 / 1.2.0 <-- khác" in lines
    assert [line for line in lines if line.startswith("lxml: ") and line.endswith("/ không có <-- khác")]
    assert [line for line in lines if line.startswith("openpyxl: ") and "khác" not in line]


@pytest.mark.parametrize(("folder", "words"), [("Kế hoạch", "NẰM TRONG thư mục đồng bộ"), ("khác", "sổ tính ở ngoài")])
def test_a_workbook_in_onedrive_is_told(folder: str, words: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OneDriveCommercial", str(BOOK.parents[1] / folder))
    assert words in written()


def test_the_workbook_s_program_speaks_for_itself():
    api = SimpleNamespace(International={3: ",", 4: ".", 5: ";", 32: 1}.__getitem__, Build=17328)
    app = SimpleNamespace(engine=SimpleNamespace(name="excel"), version="16.0", api=api)
    lines = section(written(more=dict(about(app))), "Phiên bản")
    assert "Sổ mở bằng: excel 16.0" in lines
    assert "Bản dựng của chương trình bảng tính: 17328" in lines
    assert "Dấu thập phân, nghìn, danh sách: “,”, “.”, “;”" in lines
    assert "Thứ tự ngày: ngày-tháng-năm" in lines
    # this one was not asked well: it has no such member
    assert "Máy in của chương trình bảng tính: không đọc được" in lines


# --- Whatever can't be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error", [OSError(5, "x"), RuntimeError("RPC server is unavailable"), KeyError(1), ValueError()]
)
def test_what_can_not_be_read_is_told_as_that(error: Exception):
    def fail() -> NoReturn:
        raise error

    assert "Excel: không đọc được" in section(written(more={"Excel": fail}), "Phiên bản")


@pytest.mark.parametrize("silence", ["", "  \n"])
def test_an_empty_answer_counts_as_unreadable(silence: str):
    assert facts.answer(lambda: silence) == "không đọc được"


def test_an_answer_stays_on_one_line():
    assert facts.answer(lambda: "a\n b\t c") == "a b c"


def test_a_lock_file_that_is_gone_is_told(tmp_path: Path):
    assert section(written(requirements=tmp_path / "x"), "Thư viện: bản đã khóa / bản trên máy") == [
        "Tệp khóa phiên bản: không đọc được"
    ]


# --- Where it goes ----------------------------------------------------------------------------------------------------


def test_it_is_written_so_that_every_notepad_shows_it(tmp_path: Path):
    path = keep(tmp_path, "Tự nhiên\nxã hội\n")
    assert path == tmp_path / SUPPORT_FILE
    assert path.read_bytes() == b"\xef\xbb\xbf" + "Tự nhiên\r\nxã hội\r\n".encode()


def test_it_goes_home_where_the_folder_refuses_and_nowhere_where_both_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    blocked = tmp_path / "tệp"
    blocked.touch()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert keep(blocked / "x", "") == tmp_path / SUPPORT_FILE
    monkeypatch.setattr(Path, "home", lambda: blocked / "y")
    assert keep(blocked / "x", "") is None


def test_a_name_that_utf_8_can_not_hold_does_not_keep_it_from_being_written(tmp_path: Path):
    path = keep(tmp_path, "C:\\\udcff\n")
    assert path is not None
    assert path.read_text(encoding="utf-8-sig") == "C:\\?\n"


# --- The button and the command ---------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(selftest, "run_self_test", lambda *_: SOUND)
    return Desk(FileBook(master.put(tmp_path, macros=False)), master.Answers(), about={"Sổ mở bằng": lambda: "excel"})


def test_the_button_names_the_file_in_its_answer_and_writes_it_beside_the_workbook(desk: Desk, tmp_path: Path):
    text, failed = perform(WORKS["self_test"], desk)
    assert not failed
    assert f"gửi tệp này (không có số liệu): {tmp_path / SUPPORT_FILE}" in text
    assert "Sổ mở bằng: excel" in (tmp_path / SUPPORT_FILE).read_text(encoding="utf-8-sig")
    assert SUPPORT_FILE not in Store(tmp_path / "Plan167.db").journal()[0].entry.detail


def test_the_button_says_where_no_file_could_be_written(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selftest, "keep", lambda *_: None)
    assert "Chưa ghi được tệp để gửi" in perform(WORKS["self_test"], desk)[0]


def test_the_file_is_never_read_as_received(desk: Desk, tmp_path: Path):
    assert tmp_path / SUPPORT_FILE in desk.own


def test_a_check_that_was_stopped_has_not_passed(tmp_path: Path):
    class Stop(Silent):
        def stop_asked(self) -> bool:
            return True

    book = FileBook(master.put(tmp_path, macros=False))
    text, _ = perform(WORKS["self_test"], Desk(book, master.Answers(), Stop()))
    assert "CHƯA đạt" in text
    saved = FileBook(book.written)
    assert "Chưa kiểm tra được" in cells(saved, "Kiểm tra cài đặt")
    assert "Đạt" not in cells(saved, "Kiểm tra cài đặt")


def cells(book: FileBook, sheet: str) -> set[Any]:
    from openpyxl import load_workbook  # noqa: PLC0415

    return {cell.value for row in load_workbook(book.path)[sheet] for cell in row}


def test_the_command_writes_it_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(selftest, "run_self_test", lambda *_: SOUND)
    assert cli.main(["self-test", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith(str(tmp_path / SUPPORT_FILE))
    assert (tmp_path / SUPPORT_FILE).is_file()


@pytest.mark.parametrize(("mode", "words"), [("automatic", "tự động"), ("manual", "thủ công: bấm F9 mới tính lại")])
def test_it_tells_how_excel_calculates(mode: str, words: str):
    told = about(SimpleNamespace(calculation=mode))
    assert f"Chế độ tính công thức: {words}" in written(more={name: told[name] for name in told if "tính công" in name})
