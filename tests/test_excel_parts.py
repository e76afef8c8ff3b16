"""Held about Excel without Excel: the Windows engine of xlwings by its source, refused printers, lost programs."""

from __future__ import annotations

import ast
import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings
from xlwings import base_classes

from xlpy.book.port import BookError
from xlpy.desk.desk import Answer, Desk
from xlpy.desk.run import perform
from xlpy.excel import ask, click, paint, program
from xlpy.excel.click import button
from xlpy.publish.drawing import PrintSetup

OURS = Path(paint.__file__).parent
WINDOWS = Path(xlwings.__file__).with_name("_xlwindows.py")
OUTSIDE_EXCEL = {"Sheet.freeze_panes"}
"""Used only where the program is not Excel."""


def members(node: ast.ClassDef) -> set[str]:
    """Names that a class body defines."""
    functions = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    assigned = {
        target.id
        for each in node.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    return functions | assigned


def test_xlwings_for_windows_has_every_member_that_we_use():
    """xlwings' base classes raise NotImplementedError for what an engine lacks: seen here, not at a clerk's PC."""
    classes = {n.name: members(n) for n in ast.parse(WINDOWS.read_text("utf-8")).body if isinstance(n, ast.ClassDef)}
    used = {
        node.attr
        for path in OURS.glob("*.py")
        if path.stem in ("live", "paint", "click", "ask", "program")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    lacking = {
        f"{kind}.{name}"
        for kind in ("App", "Book", "Sheet", "Range")
        for name in used
        if name in vars(getattr(base_classes, kind)) and name not in classes[kind]
    }
    assert lacking == OUTSIDE_EXCEL


class Printerless:
    """A page set-up of which a printer refuses some settings, as Excel's does without A3."""

    def __init__(self, *refused: str) -> None:
        object.__setattr__(self, "refused", refused)
        object.__setattr__(self, "made", {})

    made: dict[str, Any]
    refused: tuple[str, ...]

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self.refused:
            raise OSError(f"Unable to set the {name} property of the PageSetup class")
        self.made[name] = value


def sheet_with(page: Any) -> Any:
    return SimpleNamespace(api=SimpleNamespace(PageSetup=page))


SETUP = PrintSetup(landscape=True, paper=8, fit=(1, 0), area=(0, 0, 9, 9), rows=(1, 2), header="&C&P")


def test_a_printer_without_a3_keeps_nothing_else_from_being_set():
    page = Printerless("PaperSize")
    assert paint.set_up(sheet_with(page), SETUP) == ("PaperSize",)
    assert (page.made["Orientation"], page.made["PrintTitleRows"], page.made["CenterHeader"]) == (2, "$2:$3", "&P")


def test_a_setting_that_our_own_adapter_lacks_is_an_error():
    class Lacking:
        def __setattr__(self, name: str, value: Any) -> None:
            raise NotImplementedError(name)

    with pytest.raises(NotImplementedError):
        paint.set_up(sheet_with(Lacking()), SETUP)


class Window(SimpleNamespace):
    pass


def excel_sheet(**api: Any) -> Any:
    window = Window()
    book = SimpleNamespace(app=SimpleNamespace(engine=SimpleNamespace(name="excel")), api=SimpleNamespace())
    book.api.Windows = lambda number: window
    activated: list[bool] = []
    sheet = SimpleNamespace(book=book, api=SimpleNamespace(**api), activate=lambda: activated.append(True))
    return SimpleNamespace(sheet=sheet, window=window, activated=activated)


def test_panes_are_frozen_in_the_window_of_excel():
    made = excel_sheet()
    program.freeze(made.sheet, 9, 3)
    assert (made.window.SplitRow, made.window.SplitColumn, made.window.FreezePanes) == (9, 3, True)
    assert made.activated


def test_a_sheet_is_protected_again_as_it_was():
    free = SimpleNamespace(**{name: name == "AllowFiltering" for name in program._ALLOWED})
    made = excel_sheet(Protection=free, ProtectDrawingObjects=False, ProtectScenarios=True)
    kept = program.protection_of(made.sheet)
    assert (kept["AllowFiltering"], kept["AllowSorting"], kept["DrawingObjects"]) == (True, False, False)


@pytest.mark.parametrize(("text", "typed"), [("'tổ", "''tổ"), ("tổ", "tổ"), (5.0, 5.0)])
def test_a_leading_apostrophe_survives_excel(text, typed):
    assert program.as_typed(text, excel_sheet().sheet) == typed


def test_a_link_within_a_formula_keeps_its_sheet():
    formula = "=HYPERLINK(\"#'Phát hiện'!A1\",\"A1\")+'Phát hiện'!B2"
    assert paint._renamed(formula, {"'Phát hiện'": "'~1'"}) == "=HYPERLINK(\"#'Phát hiện'!A1\",\"A1\")+'~1'!B2"


def test_attempts_at_a_busy_excel_take_their_time(monkeypatch):
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    patience = click.Patience(3)
    assert [attempt < patience for attempt in (1, 2, 3)] == [True, True, False]
    assert slept == [click.COM_PAUSE] * 3
    assert patience  # 0 would mean for ever


class Gone:
    """A workbook whose program has ended: every question about it fails."""

    app = property(lambda self: (_ for _ in ()).throw(RuntimeError("RPC server is unavailable")))
    fullname = app


def test_nothing_escapes_where_excel_has_gone_away(monkeypatch, tmp_path):
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(Gone))
    monkeypatch.setattr(click, "PROGRAM", tmp_path)

    @button
    def work(desk: Desk) -> Answer:
        raise AssertionError("never reached")

    work()
    assert "RPC server is unavailable" in (tmp_path / click.LOG).read_text(encoding="utf-8")


def test_nothing_escapes_where_there_is_no_caller(monkeypatch, tmp_path):
    def nobody() -> Any:
        raise RuntimeError("Book.caller() must not be called directly")

    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(nobody))
    monkeypatch.setattr(click, "PROGRAM", tmp_path)
    button(lambda desk: Answer(""))()
    assert (tmp_path / click.LOG).is_file()


def test_a_refused_word_of_progress_does_not_end_the_work():
    class Busy:
        def __setattr__(self, name: str, value: Any) -> None:
            raise RuntimeError("Call was rejected by callee.")

    click.StatusBar(Busy()).step("Đọc tệp", 1, 1)


def test_faults_that_can_not_even_be_listed_are_told(monkeypatch, tmp_path):
    from tests import master  # noqa: PLC0415
    from xlpy.book.catalogue import BookCatalogueError, Fault  # noqa: PLC0415
    from xlpy.book.file import FileBook  # noqa: PLC0415

    def refused(*_: Any) -> None:
        raise BookError("Sổ đang khóa cấu trúc.")

    desk = Desk(FileBook(master.put(tmp_path, macros=False)), master.Answers())
    monkeypatch.setattr(FileBook, "apply", refused)

    def check(_: Desk) -> Answer:
        raise BookCatalogueError((Fault("DM Đơn vị", "C5", "x", "sai."),))

    assert perform(check, desk) == ("Sổ đang khóa cấu trúc.", True)


def test_prepared_answers_are_the_only_ones(tmp_path, monkeypatch):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"overwrite_forms": False}), encoding="utf-8")
    monkeypatch.setenv(ask.ANSWERS, str(answers))
    speaker = ask.speaker_of(None)
    assert speaker.confirm("overwrite_forms", "Ghi đè?") is False
    with pytest.raises(KeyError):
        speaker.confirm("another", "?")
