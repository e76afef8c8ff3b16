"""Our VBA at work: run by LibreOffice's Basic, with stand-ins for xlwings' module and for Windows."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import tiny_macro_book
from workbook.src.package import sheet_code_names, with_macros
from workbook.src.ribbon import RIBBON
from workbook.src.vbamodule import Kind, Module
from workbook.src.vbaproject import modules, vba_project
from xlpy.excel.calc import bridge, office

pytestmark = pytest.mark.office
STAND_INS = Path(__file__).parent / "data" / "vba"
ALWAYS = 4
"""com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN"""
Call = Callable[..., Any]


def module(file: str, kind: Kind) -> Module:
    return Module(Path(file).stem, kind, (STAND_INS / file).read_text(encoding="ascii"))


def for_calc(code: str) -> str:
    """Our code without two things that LibreOffice's Basic does its own way.

    It has a FileExists of its own, called before that of a module, and sets no property that takes a name.
    """
    return code.replace("FileExists", "IsThere").replace(
        '.Item("PLAN167_HOME") = home', '.PutItem "PLAN167_HOME", home'
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    xlsx = tiny_macro_book.plain()
    ours = [
        dataclasses.replace(one, code=for_calc(one.code))
        for one in modules(sheet_code_names(xlsx))
        if one.name not in {"xlwings", "Dictionary"}
    ]
    others = [module("xlwings.bas", Kind.STANDARD), module("Shell.cls", Kind.CLASS), module("Probe.bas", Kind.STANDARD)]
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


@pytest.mark.parametrize(
    ("folder", "home"),
    [
        (r"C:\p", r"C:\p"),
        (r"C:\p\workbook", r"C:\p"),
        (r"C:\p\workbook\nam 2024", ""),
        (r"C:\elsewhere", ""),
        (r"C:\other", ""),
        ("D:\\", "D:"),
        (r"D:\workbook", "D:"),
        (r"\\may-chu\kh167", ""),
        ("C:", ""),
        ("", ""),
    ],
)
def test_the_program_is_looked_for_beside_the_workbook_and_one_folder_up(folder, home, call):
    assert call("PlanRibbon.FindHome", folder) == home


@pytest.mark.parametrize(
    ("full_name", "folder", "home", "row"),
    [
        (r"C:\p\workbook\Plan167.xlsm", r"C:\p\workbook", r"C:\p", ""),
        (r"C:\Báo cáo & số liệu (1)\Tổng hợp.xlsm", r"C:\p", r"C:\p", ""),
        (r"C:\x\Plan167.xlsm", r"C:\x", "", "MSG_NO_PYTHON"),
        ("https://so.sharepoint.com/Plan167.xlsm", "https://so.sharepoint.com", "", "MSG_ONLINE"),
        ("HTTPS://d.docs.live.net/1/a;b.xlsm", "https://d.docs.live.net/1", "", "MSG_ONLINE"),
        ("Plan1671", "", "", "MSG_UNSAVED"),
        (r"C:\a;b\Plan167.xlsm", r"C:\a;b", r"C:\a;b", "MSG_BAD_NAME"),
        (r"C:\p\Plan^167.xlsm", r"C:\p", r"C:\p", "MSG_BAD_NAME"),
        (r"C:\p\ky=CN.xlsm", r"C:\p", r"C:\p", "MSG_BAD_NAME"),
    ],
)
def test_what_stands_in_the_way_is_named(full_name, folder, home, row, call):
    assert call("PlanRibbon.Obstacle", full_name, folder, home) == row


def test_a_button_sets_the_folder_and_starts_its_function(book, call):
    assert call("Probe.Pressed", "check").splitlines() == [
        f"set PLAN167_HOME={book.parent}",
        "run import xlpy.macros; xlpy.macros.check()",
    ]


@pytest.mark.parametrize("button", ["fails", "raises"])
def test_a_start_that_fails_is_told_with_the_workbooks_name(button, book, call):
    notes = call("Probe.Pressed", button).splitlines()
    assert notes[1:] == [f"run import xlpy.macros; xlpy.macros.{button}()", f"say MSG_FAILED {book.name}"]


@pytest.mark.parametrize("button", ["cancel_key", "cancel_key_fails", "cancel_key_raises"])
def test_esc_held_to_stop_our_work_does_not_break_off_the_macro_and_works_again_afterwards(button, call):
    keys = [note for note in call("Probe.Pressed", button).splitlines() if note.startswith("key")]
    assert keys == ["key False", "key True"]  # LibreOffice keeps xlDisabled and xlInterrupt as no and yes
