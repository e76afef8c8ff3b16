"""What the system says in English reaches nobody: its codes are told in Vietnamese."""

from __future__ import annotations

import csv
import errno
import os
import re
import tomllib
from pathlib import Path

import pytest

from xlpy.app import cli
from xlpy.app.selftest.model import run_check
from xlpy.basics import bounded_read
from xlpy.basics.errors import UserError, reason_vn, refusal_vn, unreadable_vn
from xlpy.catalogue.load import load
from xlpy.catalogue.problem import CatalogueError
from xlpy.forms.wording import load_wording
from xlpy.intake.folder import RECEIPTS, open_inbox
from xlpy.outputs.feedback.settings import load_settings
from xlpy.outputs.publish.csvout import read_previous
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.word.template import render

ENGLISH = re.compile(r"\b(the|is|not|no|at|file|line|error|denied|space|found|directory|device|found|expected)\b", re.I)


def windows(code: int, number: int = errno.EACCES) -> OSError:
    """An error as Windows raises it (the field is there on no other system)."""
    error = OSError(number, "The process cannot access the file", "a.xlsx")
    setattr(error, "winerror", code)  # noqa: B010  (a plain assignment is right on one system only)
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "ổ đĩa đã đầy"),
        (OSError(errno.EACCES, "Permission denied"), "không có quyền đọc hoặc ghi"),
        (OSError(errno.EPERM, "Operation not permitted"), "không có quyền đọc hoặc ghi"),
        (OSError(errno.ENOENT, "No such file or directory"), "không có tệp hoặc thư mục này"),
        (OSError(errno.EROFS, "Read-only file system"), "tệp hoặc ổ đĩa chỉ cho đọc"),
        (OSError(errno.EBUSY, "Device or resource busy"), "tệp đang mở ở chương trình khác"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "tên hoặc đường dẫn quá dài"),
        (OSError(errno.EIO, "Input/output error"), "ổ đĩa gặp lỗi khi đọc hoặc ghi"),
        (OSError(errno.ETIMEDOUT, "Connection timed out"), "quá thời gian chờ trả lời"),
        (OSError(errno.EHOSTDOWN, "Host is down"), "mất kết nối tới ổ mạng hoặc máy chủ"),
        (OSError(9999, "Unknown error 9999"), "lỗi hệ thống mã 9999"),
        (OSError("a sentence in English"), "lỗi hệ thống không rõ mã"),
        (TimeoutError("timed out"), "quá thời gian chờ trả lời"),
        (windows(32), "tệp đang mở ở chương trình khác"),
        (windows(33), "tệp đang mở ở chương trình khác"),
        (windows(5), "không có quyền đọc hoặc ghi"),
        (windows(112, errno.ENOSPC), "ổ đĩa đã đầy"),
        (windows(53, errno.ENOENT), "mất kết nối tới ổ mạng hoặc máy chủ"),
        (windows(64, errno.EINVAL), "mất kết nối tới ổ mạng hoặc máy chủ"),
        (windows(206, errno.ENOENT), "tên hoặc đường dẫn quá dài"),
        (windows(225, errno.EINVAL), "phần mềm diệt vi-rút đã chặn tệp"),
        (windows(4390, errno.EINVAL), "lỗi hệ thống Windows mã 4390"),
    ],
)
def test_a_code_is_told_in_vietnamese(error: OSError, words: str) -> None:
    assert reason_vn(error) == words


@pytest.mark.parametrize("code", [2, 3])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("C:\\" + "a" * 256, "không có tệp hoặc thư mục này"),
        ("C:\\" + "a" * 257, "tên hoặc đường dẫn quá dài"),
        ("\\\\?\\C:\\" + "a" * 257, "không có tệp hoặc thư mục này"),
    ],
)
def test_windows_says_of_a_path_too_long_that_nothing_is_there(code: int, name: str, words: str) -> None:
    for names in ((name, None), ("a.xlsx", name)):
        error = windows(code, errno.ENOENT)
        error.filename, error.filename2 = names
        assert reason_vn(error) == words


def test_the_network_s_errors_are_told_by_the_names_that_windows_gives_them(monkeypatch) -> None:
    monkeypatch.setitem(errno.errorcode, 10064, "WSAEHOSTDOWN")
    assert reason_vn(OSError(10064, "Host is down")) == "mất kết nối tới ổ mạng hoặc máy chủ"


def test_every_code_of_this_system_is_told_without_its_english() -> None:
    for number in errno.errorcode:
        words = reason_vn(OSError(number, os.strerror(number)))
        assert not ENGLISH.search(words), words


def test_a_refusal_names_its_files() -> None:
    assert refusal_vn(OSError(errno.ENOSPC, "x")) == "ổ đĩa đã đầy"
    assert refusal_vn(OSError(errno.ENOSPC, "x", "so/a.xlsx")) == "ổ đĩa đã đầy (so/a.xlsx)"
    assert refusal_vn(OSError(errno.ENOSPC, "x", b"a.tmp", None, "a.xlsx")) == "ổ đĩa đã đầy (a.tmp → a.xlsx)"


def _toml(text: str) -> Exception:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    return caught.value


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EIO, "Input/output error"), "ổ đĩa gặp lỗi khi đọc hoặc ghi"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "tệp không lưu bằng bảng mã UTF-8"),
        (_toml("a = 1\nx = \n"), "sai cú pháp ở dòng 2, cột 5"),
        (_toml("[contact"), "sai cú pháp ở cuối tệp"),
        (csv.Error("field larger than field limit"), "nội dung không đúng định dạng CSV"),
        (ValueError("not enough values to unpack"), "nội dung không đúng định dạng"),
        (UserError("Thiếu cột x."), "Thiếu cột x"),
    ],
)
def test_what_is_wrong_with_a_text_file_is_told_in_vietnamese(error: Exception, words: str) -> None:
    assert unreadable_vn(error) == words


def denied(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, "Input/output error", "a.xlsx")


READERS = {
    "settings of feedback": lambda folder: load_settings(folder / "x.toml"),
    "words of forms": lambda folder: load_wording(folder / "x.toml"),
    "last period's figures": lambda folder: read_previous(folder / "x.csv"),
    "patterns of sentences": lambda folder: load_patterns(folder / "x.docx"),
    "a template": lambda folder: render(folder / "x.docx", {}),
    "the register": open_inbox,
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_file_that_the_disk_refuses_is_told_with_the_reason(read, tmp_path, monkeypatch) -> None:
    (tmp_path / RECEIPTS).write_text("tep,ngay\n", encoding="utf-8")
    monkeypatch.setattr(Path, "read_text", denied)
    monkeypatch.setattr(Path, "read_bytes", denied)
    monkeypatch.setattr(bounded_read, "open", denied, raising=False)
    with pytest.raises(UserError, match="ổ đĩa gặp lỗi khi đọc hoặc ghi") as caught:
        read(tmp_path)
    assert not ENGLISH.search(re.sub(r"\S+\.\S+", "", str(caught.value))), caught.value


def test_a_catalogue_of_another_encoding_is_told_without_english(tmp_path) -> None:
    (tmp_path / "plan.csv").write_bytes(b"key,value\nname,\xff\n")
    with pytest.raises(CatalogueError, match=r"\(tệp không lưu bằng bảng mã UTF-8\)"):
        load(tmp_path)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("os.scandir", denied)
    with pytest.raises(UserError, match=r": ổ đĩa gặp lỗi khi đọc hoặc ghi\.$"):
        open_inbox(tmp_path)


def test_a_command_that_the_system_refuses_says_why_and_which_file(monkeypatch, capsys) -> None:
    monkeypatch.setattr("xlpy.app.commands.demo.demo", denied)
    assert cli.main(["demo"]) == 2
    assert capsys.readouterr().err == "Không thực hiện được: ổ đĩa gặp lỗi khi đọc hoặc ghi (a.xlsx).\n"


def test_a_file_name_that_utf8_cannot_hold_is_told_too(monkeypatch, capsys) -> None:
    def refused(_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "a\udcff.xlsx")

    monkeypatch.setattr("xlpy.app.commands.demo.demo", refused)
    assert cli.main(["demo"]) == 2
    assert "(a\\udcff.xlsx)" in capsys.readouterr().err


def test_a_check_of_the_program_that_the_disk_refuses_says_why() -> None:
    def check() -> str:
        raise OSError(errno.EIO, "Input/output error", "a.xlsx")

    assert run_check("1", "x", check).detail == "Gặp lỗi khi kiểm tra: ổ đĩa gặp lỗi khi đọc hoặc ghi (a.xlsx)."
