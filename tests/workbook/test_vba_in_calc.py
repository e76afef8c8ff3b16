"""Our VBA at work: run by LibreOffice's Basic, with stand-ins for xlwings' module and for Windows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import tiny_macro_book
from tests.start_line import start_line
from workbook.src.package import sheet_code_names, with_macros
from workbook.src.ribbon import RIBBON
from workbook.src.vbamodule import Kind, Module
from workbook.src.vbaproject import modules, vba_project
from xlpy.book.libreoffice import bridge, office

pytestmark = pytest.mark.office
STAND_INS = Path(__file__).parents[1] / "data" / "vba"
ALWAYS = 4
"""com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN"""
Call = Callable[..., Any]


def module(file: str, kind: Kind) -> Module:
    return Module(Path(file).stem, kind, (STAND_INS / file).read_text(encoding="ascii"))


def for_calc(code: str) -> str:
    """Our code with stand-ins for what Windows gives, and without what LibreOffice's Basic has not."""
    return code.replace("CreateObject(", "StandIn(").replace("Application.Hwnd", "1234")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    xlsx = tiny_macro_book.plain()
    ours = [dataclasses.replace(one, code=for_calc(one.code)) for one in modules(sheet_code_names(xlsx))]
    others = [module("StandIns.bas", Kind.STANDARD), module("Probe.bas", Kind.STANDARD)]
    others += [module("Shell.cls", Kind.CLASS), module("Disk.cls", Kind.CLASS)]
    path: Path = tmp_path_factory.mktemp("vba") / "Sổ tổng hợp.xlsm"
    path.write_bytes(with_macros(xlsx, vba_project([*ours, *others]), RIBBON.read_bytes()))
    return path


@pytest.fixture(scope="module")
def call(book) -> Iterator[Call]:
    with office.Office() as lo:
        settings = (bridge.option("Hidden", True), bridge.option("MacroExecutionMode", ALWAYS))
        document = lo.desktop.loadComponentFromURL(book.as_uri(), "_blank", 0, settings)
        provider = document.getScriptProvider()

        def invoke(name: str, *arguments: str) -> Any:
            address = f"vnd.sun.star.script:VBAProject.{name}?language=Basic&location=document"
            return provider.getScript(address).invoke(arguments, (), ())[0]

        yield invoke
        document.close(True)


def disk(home: str, python: str = r".venv\Scripts\python.exe") -> str:
    """What lies on the disk of an installation, as the stand-in for FileSystemObject takes it."""
    return f"|{home}\\{python}|{home}\\xlpy\\start.py|"


@pytest.mark.parametrize(
    ("there", "folder", "home"),
    [
        (r"C:\p", r"C:\p", r"C:\p"),
        (r"C:\p", r"C:\p\workbook", r"C:\p"),
        (r"C:\p", r"C:\p\workbook\nam 2024", ""),
        (r"C:\p", r"C:\elsewhere", ""),
        ("D:", "D:\\", "D:"),
        ("D:", r"D:\workbook", "D:"),
        (r"D:\Kế hoạch 167", r"D:\Kế hoạch 167\workbook", r"D:\Kế hoạch 167"),
        (r"C:\Users\Nguyễn Văn Á\Tải xuống", r"C:\Users\Nguyễn Văn Á\Tải xuống", r"C:\Users\Nguyễn Văn Á\Tải xuống"),
        (r"\\may-chu\kh167", r"\\may-chu\kh167\workbook", r"\\may-chu\kh167"),
        (r"C:\p", r"\\may-chu\kh167", ""),
        (r"C:\p", "https://so.sharepoint.com/Documents", ""),
        (r"C:\p", "C:", ""),
        (r"C:\p", "", ""),
    ],
)
def test_the_program_is_looked_for_beside_the_workbook_and_one_folder_up(there, folder, home, call):
    assert call("Probe.HomeIn", disk(there), folder) == home


@pytest.mark.parametrize(
    "there", [r"|C:\p\.venv\Scripts\python.exe|", r"|C:\p\xlpy\start.py|", r"|C:\p\python|C:\p\xlpy\start.py|"]
)
def test_half_a_program_is_none(there, call):
    assert call("Probe.HomeIn", there, r"C:\p") == ""


HOMES = (
    r"C:\Plan167",
    r"D:\Kế hoạch 167",
    r"C:\Users\Nguyễn Văn Á\Tải xuống",
    r"D:\Phòng GD & ĐT (mới) 'A' [1] ^ = ! ~, 10%",
    r"\\may-chu\Hồ sơ\Plan167",
    "D:",
)


@pytest.mark.parametrize("python", [r".venv\Scripts\python.exe", r"python\python.exe"])
@pytest.mark.parametrize("home", HOMES)
def test_the_line_that_starts_python_is_the_one_that_was_tried(home, python, call):
    """`tests/app/test_start_line.py` follows this very line through cmd.exe to what Python takes from it."""
    name = "Tổng hợp & HK1 (2).xlsm"
    line = call("Probe.Started", disk(home, python), f"{home}\\workbook", name)
    assert line == start_line(f"{home}\\{python}", home, "check", name)


def test_the_python_that_was_set_up_comes_before_the_one_that_came_with_it(call):
    both = disk(r"C:\p", r"python\python.exe") + disk(r"C:\p")
    assert r'"C:\p\.venv\Scripts\python.exe" -B' in call("Probe.Started", both, r"C:\p", "a.xlsm")


LONG = "C:\\" + "a" * 210 + "\\Plan167.xlsm"


@pytest.mark.parametrize(
    ("full_name", "folder", "home", "row"),
    [
        (r"C:\p\workbook\Plan167.xlsm", r"C:\p\workbook", r"C:\p", ""),
        (r"D:\Kế hoạch 167\workbook\Plan167.xlsm", r"D:\Kế hoạch 167\workbook", r"D:\Kế hoạch 167", ""),
        (r"C:\Báo cáo & số liệu (1)\Tổng hợp.xlsm", r"C:\Báo cáo & số liệu (1)", r"C:\p", ""),
        (r"\\may-chu\Hồ sơ\Plan167.xlsm", r"\\may-chu\Hồ sơ", r"\\may-chu\Hồ sơ", ""),
        (r"C:\a^b\n=2 10%\Plan^167.xlsm", r"C:\a^b\n=2 10%", r"C:\p", ""),
        (r"C:\x\Plan167.xlsm", r"C:\x", "", "MSG_NO_PYTHON"),
        (LONG, LONG[:213], "", "MSG_TOO_LONG"),
        (LONG, LONG[:213], r"C:\p", ""),
        ("https://so.sharepoint.com/Plan167.xlsm", "https://so.sharepoint.com", "", "MSG_ONLINE"),
        ("https://so.sharepoint.com/B%C3%A1o%20c%C3%A1o/a.xlsm", "https://so.sharepoint.com", "", "MSG_ONLINE"),
        ("HTTPS://d.docs.live.net/1/a;b.xlsm", "https://d.docs.live.net/1", "", "MSG_ONLINE"),
        ("Plan1671", "", "", "MSG_UNSAVED"),
        (r"C:\a;b\Plan167.xlsm", r"C:\a;b", r"C:\a;b", "MSG_BAD_NAME"),
        (r"C:\a;b\Plan167.xlsm", r"C:\a;b", "", "MSG_BAD_NAME"),
        (r"C:\100%_moi_%\Plan167.xlsm", r"C:\100%_moi_%", r"C:\100%_moi_%", "MSG_BAD_NAME"),
        (r"C:\10%\50%.xlsm", r"C:\10%", r"C:\10%", "MSG_BAD_NAME"),
        (r"C:\p\ky=CN.xlsm", r"C:\p", r"C:\p", "MSG_BAD_NAME"),
    ],
)
def test_what_stands_in_the_way_is_named(full_name, folder, home, row, call):
    assert call("PlanRibbon.Obstacle", full_name, folder, home) == row


def test_a_button_starts_its_function_hidden_and_waits_for_it(book, call):
    python, home = rf"{book.parent}\.venv\Scripts\python.exe", f"{book.parent}"
    first = call("Probe.Pressed", "check").splitlines()[0]
    assert first == f"run 0 True {start_line(python, home, 'check', book.name)}"


@pytest.mark.parametrize(("button", "code"), [("fails", "103"), ("raises", "70")])
def test_a_start_that_fails_is_told_with_the_workbooks_name_and_a_number(button, code, book, call):
    said = call("Probe.Pressed", button).split("say ")[1]
    assert said.startswith(f"Chức năng vừa bấm chưa chạy xong (mã {code}); sổ tính:\n{book.name}\n")


def test_nothing_is_said_where_python_has_said_it(call):
    assert "say" not in call("Probe.Pressed", "check")


@pytest.mark.parametrize("button", ["check", "fails", "raises"])
def test_esc_held_to_stop_our_work_does_not_break_off_the_macro_and_works_again_afterwards(button, call):
    keys = [note for note in call("Probe.Pressed", button).splitlines() if note.startswith("key")]
    assert keys == ["key False", "key True"]  # LibreOffice keeps xlDisabled and xlInterrupt as no and yes


@pytest.mark.parametrize("button", ["check", "fails", "raises"])
def test_what_a_killed_python_left_switched_off_is_on_again(button, call):
    assert call("Probe.Pressed", button).splitlines()[-2:] == ["screen True", "alerts True"]
