"""A failure that nobody foresaw ends as a sentence, a code and a log, and as "not done"."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn
from xml.etree import ElementTree

import pytest

from tests.tools import ROOT
from xlpy import start
from xlpy.app import cli, unforeseen_failure


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Lets every command fail with an exception; the log goes into the test's own folder."""
    monkeypatch.setattr(cli, "HOME", tmp_path)

    def fail_with(error: Exception) -> None:
        def fail(_options: object) -> NoReturn:
            raise error

        monkeypatch.setattr(importlib, "import_module", lambda _name: SimpleNamespace(catalogue=fail))

    return fail_with


def told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[str, str]:
    """What was said, and the log."""
    out, said = capsys.readouterr()
    assert "Traceback" not in out + said
    return said, (tmp_path / unforeseen_failure.LOG).read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [RuntimeError("hỏng"), KeyError("x"), RecursionError(), AssertionError("no")])
def test_a_command_that_fails_unforeseen_was_not_done(error: Exception, failing: Any, capsys: Any, tmp_path: Path):
    failing(error)
    assert cli.main(["catalogue"]) == 2
    said, log = told(capsys, tmp_path)
    code = re.search(r"Lỗi ngoài dự kiến, mã (L-[0-9A-F]{6})\.", said)
    assert code is not None
    assert str(tmp_path / unforeseen_failure.LOG) in said
    assert code[1] in log
    assert type(error).__name__ in log


def test_a_library_that_does_not_load_is_told_with_what_to_do(failing: Any, capsys: Any, tmp_path: Path):
    failing(ImportError("DLL load failed while importing _python_calamine", name="_python_calamine"))
    assert cli.main(["catalogue"]) == 2
    said, log = told(capsys, tmp_path)
    assert "thư viện _python_calamine trên máy này bị thiếu hoặc hỏng" in said
    assert "DLL load failed" in log


@pytest.mark.parametrize(
    "error",
    [
        ModuleNotFoundError("No module named 'xlpy.outputs.report'", name="xlpy.outputs.report"),
        ImportError("cannot import name 'x'", name="xlpy.app"),
        SyntaxError("was never closed", (str(Path(unforeseen_failure.__file__)), 1, 1, "(", 1, 1)),
    ],
)
def test_a_file_of_the_program_that_is_missing_or_cut_off_is_extracted_anew(
    error: Exception, failing: Any, capsys: Any, tmp_path: Path
):
    failing(error)
    assert cli.main(["catalogue"]) == 2
    said, _ = told(capsys, tmp_path)
    assert "thiếu tệp hoặc có tệp hỏng (xlpy." in said
    assert "giải nén lại toàn bộ tệp tải về" in said
    assert "Cai-dat.cmd" not in said  # it would find nothing to do, and send people round in a circle


def test_a_fault_in_xml_is_no_file_of_the_program(tmp_path: Path):
    with pytest.raises(SyntaxError) as caught:
        ElementTree.fromstring("<a>")
    assert unforeseen_failure.explained(caught.value, tmp_path).startswith("Lỗi ngoài dự kiến")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The program's files alone, in a folder of their own."""
    home = tmp_path / "Kế hoạch {167}"
    shutil.copytree(ROOT / "xlpy", home / "xlpy", ignore=shutil.ignore_patterns("__pycache__"))
    return home


@pytest.mark.parametrize(
    "gone", [["app/cli.py"], ["app/commands/parser.py"], ["app/cli.py", "app/unforeseen_failure.py"]]
)
def test_a_command_line_that_is_missing_itself_is_a_sentence_too(gone: list[str], copied: Path):
    for name in gone:
        (copied / "xlpy" / name).unlink()
    command = [sys.executable, "-B", "-m", "xlpy", "check"]
    done = subprocess.run(command, cwd=copied, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert f"Chương trình ở {copied} thiếu tệp hoặc có tệp hỏng" in done.stderr


def test_the_log_goes_home_where_the_folder_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert unforeseen_failure.log(tmp_path / "không có", "x") == tmp_path / unforeseen_failure.LOG


def test_a_log_that_has_grown_long_is_put_aside_and_only_the_last_one_is_kept(tmp_path: Path):
    for text in ("first", "second", "third"):
        with (tmp_path / unforeseen_failure.LOG).open("a") as stream:
            stream.write("x" * unforeseen_failure.LONGEST_LOG)
        unforeseen_failure.log(tmp_path, text)
    assert sorted(file.name for file in tmp_path.iterdir()) == [unforeseen_failure.OLD_LOG, unforeseen_failure.LOG]
    assert "third" in (tmp_path / unforeseen_failure.LOG).read_text()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 3 * unforeseen_failure.LONGEST_LOG


def test_the_log_of_the_first_file_is_put_aside_likewise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(start, "HOME", str(tmp_path))
    (tmp_path / start.LOG).write_text("x" * (unforeseen_failure.LONGEST_LOG + 1))
    assert start._logged() == str(tmp_path / unforeseen_failure.LOG)
    assert (tmp_path / unforeseen_failure.OLD_LOG).is_file()
    assert (tmp_path / start.LOG).stat().st_size < 1000
