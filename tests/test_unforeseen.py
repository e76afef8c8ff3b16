"""A failure that nobody foresaw ends as a sentence, a code and a log, and as "not done"."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from xlpy.app import cli, unforeseen


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
    return said, (tmp_path / unforeseen.LOG).read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [RuntimeError("hỏng"), KeyError("x"), RecursionError(), AssertionError("no")])
def test_a_command_that_fails_unforeseen_was_not_done(error: Exception, failing: Any, capsys: Any, tmp_path: Path):
    failing(error)
    assert cli.main(["catalogue"]) == 2
    said, log = told(capsys, tmp_path)
    code = re.search(r"Lỗi ngoài dự kiến, mã (L-[0-9A-F]{6})\.", said)
    assert code is not None
    assert str(tmp_path / unforeseen.LOG) in said
    assert code[1] in log
    assert type(error).__name__ in log


def test_a_library_that_does_not_load_is_told_with_what_to_do(failing: Any, capsys: Any, tmp_path: Path):
    failing(ImportError("DLL load failed while importing _python_calamine", name="_python_calamine"))
    assert cli.main(["catalogue"]) == 2
    said, log = told(capsys, tmp_path)
    assert "thư viện _python_calamine trên máy này bị thiếu hoặc hỏng" in said
    assert "DLL load failed" in log


def test_the_log_goes_home_where_the_folder_can_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert unforeseen.log(tmp_path / "không có", "x") == tmp_path / unforeseen.LOG
