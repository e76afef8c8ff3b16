"""Cai-dat.cmd read, not run, there being no Windows here; the Windows run starts it for real."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch

import pytest

import run
from tests.app.test_installer import INSTALLER, OURS
from tests.shipped import exists
from tests.tools import ROOT


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return INSTALLER.read_bytes().decode("utf-8").split("\r\n")


def test_every_line_ends_as_windows_wants_it():
    raw = INSTALLER.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r") > 20
    assert not raw.startswith(b"\xef\xbb\xbf")


def test_vietnamese_stands_only_in_texts_shown_after_the_code_page_is_set(lines):
    beyond = [number for number, line in enumerate(lines) if not line.isascii()]
    assert beyond
    assert min(beyond) > lines.index("chcp 65001 >nul")
    assert all(lines[number].startswith("echo ") for number in beyond)


def test_no_text_shown_holds_a_sign_that_cmd_would_act_on(lines):
    assert not [line for line in lines if line.startswith("echo ") and set(line) & set("&|<>^%!")]


def test_the_file_is_small_enough_for_cmd_to_read_at_once():
    # cmd reads 8191 bytes at a time: a letter of several bytes can't be cut in two
    assert len(INSTALLER.read_bytes()) < 8191


def test_every_jump_has_its_label_and_every_label_its_jump(lines):
    labels = [line[1:] for line in lines if line.startswith(":")]
    jumps = set(re.findall(r"\b(?:goto|call) :?(\w+)(?=$|\s)", "\n".join(lines))) - {"run"}
    assert len(labels) == len(set(labels))
    assert set(labels) == jumps


def test_no_label_is_fallen_into_but_the_last(lines):
    for number, line in enumerate(lines):
        if line.startswith(":") and line != ":end":
            before = [one for one in lines[:number] if one and not one.startswith("rem ")][-1]
            assert before.startswith(("goto ", "exit /b")), f"{line} is reached from above"


def test_every_file_it_names_is_shipped(lines):
    named = set(re.findall(r'if not exist "([^"]+)"', "\n".join(lines))) | {"run.py"}
    assert named == {"run.py", r"requirements\app.txt", r"xlpy\start.py"}
    assert all(exists(name.replace("\\", "/")) for name in named)


def test_it_asks_for_the_python_that_run_py_asks_for(lines):
    text = "\n".join(lines)
    assert f"sys.version_info < {run.MINIMUM}" in text
    assert f"Python {run.MINIMUM[0]}.{run.MINIMUM[1]} trở lên" in text


def test_of_several_pythons_the_one_that_wheels_are_for_is_tried_before_all_but_a_kit_s(lines):
    (number,) = [number for number, line in enumerate(lines) if line.startswith("for %%V")]
    found = re.fullmatch(r'for %%V in \(([\d ]+)\) do if exist "wheels\\(.+)" call :try py -3\.%%V', lines[number])
    assert found is not None
    assert found[1].split()[0] == str(run.MINIMUM[1])
    name = f"numpy-2.4.6-cp3{OURS}-cp3{OURS}-win_amd64.whl"
    assert str(OURS) in found[1].split()
    assert fnmatch(name, found[2].replace("%%V", str(OURS)))
    assert run.MADE_FOR.search(name)
    tries = [line for line in lines if line.startswith("call :try") or line == lines[number]]
    assert tries[:3] == [r"call :try python\python.exe", lines[number], "call :try py -3"]


def test_its_question_to_python_is_one_that_python_understands(lines):
    (code,) = re.findall(r'%\* -c "(.+?)"', "\n".join(lines))
    assert "%" not in code
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    old = code.replace("(3, 11)", "(9, 0)")
    assert subprocess.run([sys.executable, "-c", old], check=False).returncode == 1


def test_the_command_it_gives_exists(lines):
    (command,) = re.findall(r"^call %PYTHON% run\.py (\w+)$", "\n".join(lines), re.MULTILINE)
    assert f'command == "{command}"' in (ROOT / "run.py").read_text(encoding="utf-8")


def test_the_window_stays_open(lines):
    end = lines[lines.index(":end") :]
    assert end.index("pause") < end.index("exit /b %RESULT%")
