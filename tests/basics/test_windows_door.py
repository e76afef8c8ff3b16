"""Windows' own answers, as far as they need no Windows: their module, loaded with stand-ins for what it alone has."""

from __future__ import annotations

import ctypes
import importlib.util
import multiprocessing.connection
import signal
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.tools import ROOT

FILE = ROOT / "xlpy" / "basics" / "system" / "windows.py"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, under another name than its own."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        patch.setattr(subprocess, "CREATE_NO_WINDOW", 0x08000000, raising=False)
        patch.setattr(signal, "SIGBREAK", 21, raising=False)
        patch.setattr(multiprocessing.connection, "PipeConnection", object, raising=False)
        spec = importlib.util.spec_from_file_location("windows_door", FILE)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


def test_a_box_that_speaks_without_excel_can_not_lie_behind_it(windows, monkeypatch):
    """MB_TOPMOST of winuser.h is 0x40000, MB_SETFOREGROUND 0x10000, MB_ICONERROR 0x10."""
    shown: list[tuple[Any, ...]] = []

    def show(*arguments: Any) -> int:
        shown.append(arguments)
        return 1

    user = SimpleNamespace(MessageBoxW=show)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    assert windows.message_box("KH 167", "Chưa nối được") is True
    assert shown == [(None, "Chưa nối được", "KH 167", 0x40000 | 0x10000 | 0x10)]


@pytest.mark.parametrize(
    ("path", "extended"),
    [
        (r"C:\nhận\a.xlsx", r"\\?\C:\nhận\a.xlsx"),
        (r"C:\nhận\a.xlsx.", r"\\?\C:\nhận\a.xlsx."),
        ("C:\\nhận\\a.xlsx ", "\\\\?\\C:\\nhận\\a.xlsx "),
        (r"C:\nhận.\aux.xlsx", r"\\?\C:\nhận.\aux.xlsx"),
        (r"C:\nhận\..\b/c.xlsx", r"\\?\C:\b\c.xlsx"),
        (r"\\máy\chung\nhận\nul", r"\\?\UNC\máy\chung\nhận\nul"),
        (r"\\?\C:\nhận\a.", r"\\?\C:\nhận\a."),
    ],
)
def test_the_extended_form_keeps_a_name_as_it_is(windows, path, extended):
    assert str(windows.extended(PureWindowsPath(path))) == extended


@pytest.mark.skipif(sys.platform != "win32", reason="drives: Windows only")
def test_the_extended_form_of_a_relative_path_starts_where_the_program_is(windows):
    assert str(windows.extended(Path("aux.xlsx"))) == rf"\\?\{Path.cwd()}\aux.xlsx"
