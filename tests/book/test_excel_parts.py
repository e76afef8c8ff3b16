"""Held about Excel without Excel: the Windows engine of xlwings by its source, refused printers, lost programs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings
from xlwings import base_classes

from xlpy.app import ask, click
from xlpy.app.click import button
from xlpy.app.desk.desk import ButtonAnswer, Desk
from xlpy.app.desk.run import perform
from xlpy.app.unforeseen_failure import LOG
from xlpy.book.excel import pages, paint, patience, program
from xlpy.book.port import BookError
from xlpy.outputs.publish.drawing import PrintSetup

OURS = Path(paint.__file__).parent
ROOT = OURS.parents[2]
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
        if path.stem not in ("extension", "toolbar")
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
    assert pages.set_up(sheet_with(page), SETUP) == ("PaperSize",)
    assert (page.made["Orientation"], page.made["PrintTitleRows"], page.made["CenterHeader"]) == (2, "$2:$3", "&P")


def test_a_setting_that_our_own_adapter_lacks_is_an_error():
    class Lacking:
        def __setattr__(self, name: str, value: Any) -> None:
            raise NotImplementedError(name)

    with pytest.raises(NotImplementedError):
        pages.set_up(sheet_with(Lacking()), SETUP)


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


def at_the_end(code: str) -> str:
    """What a Python prints that runs the code with such an engine, a clean-up that tells, and comes to its end."""
    plant = (
        "import atexit, sys, types; engine = types.ModuleType('xlwings._xlwindows'); "
        "engine.cleanup = lambda: print('taskkill'); atexit.register(engine.cleanup); "
        "calls = dict.fromkeys(('__call__', '__getattr__'), lambda *_: None); "
        "engine.COMRetryMethodWrapper = engine.COMRetryObjectWrapper = type('Wrapper', (), calls); "
        "import xlwings; sys.modules['xlwings._xlwindows'] = engine; "
    )
    command = [sys.executable, "-c", plant + code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


@pytest.mark.slow("process")
def test_no_excel_is_ended_by_a_click_even_where_no_workbook_is_found(tmp_path):
    place = f"from xlpy.app import click; click.HOME = click.Path({str(tmp_path)!r}); "
    assert at_the_end("pass") == "taskkill\n"  # what xlwings would do
    assert at_the_end(f"{place}from xlpy import macros; macros.guide()") == ""
    assert (tmp_path / LOG).is_file()  # so it did get as far as to ask for the workbook


@pytest.mark.slow("process")
@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("xlpy", "import xlpy.app.cli as cli; cli.main = lambda: 0; "),
        (
            "xlpy.app.proof",
            "from xlpy.app.proof import loading, reading; "
            "loading.loaded = list; reading.read_form = lambda folder: ''; ",
        ),
    ],
)
def test_no_excel_is_ended_by_what_loads_xlwings_only_to_prove_it(module, without):
    """``self-test`` and the proof load every library; both end by `os._exit`, before what is planned for the end."""
    started = f"{without}import runpy; sys.argv = ['x']; runpy.run_module({module!r}, run_name='__main__')"
    assert at_the_end(started) == ""
    reached = started.replace("import runpy", "import os, runpy; os._exit = lambda code: print('end', code)")
    assert at_the_end(reached) == "end 0\ntaskkill\n"  # so it did come to its end, by that call


def test_xlwings_is_loaded_nowhere_but_in_a_click_in_libreoffice_s_engine_and_in_the_proof():
    """Whoever else loads it must see to it that its clean-up ends nobody's Excel."""
    loads = re.compile(r"^\s*(?:import|from) xlwings\b|\"xlwings\"", re.MULTILINE)
    places = {path.relative_to(ROOT / "xlpy").as_posix(): path for path in (ROOT / "xlpy").rglob("*.py")}
    found = {name for name, path in places.items() if loads.search(path.read_text("utf-8"))}
    assert {name for name in found if not name.startswith("book/libreoffice/")} == {
        "book/xlwings_library.py",
        "app/proof/loading.py",
    }


def test_the_clean_up_of_xlwings_is_known_by_its_name():
    (cleanup,) = (
        node
        for node in ast.parse(WINDOWS.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and "atexit.register" in map(ast.unparse, node.decorator_list)
    )
    assert cleanup.name == "cleanup"


def test_a_click_teaches_xlwings_patience(monkeypatch):
    """How it waits then is held on the stand-in for Excel."""
    windows = SimpleNamespace(cleanup=lambda: None)
    taught: list[Any] = []
    monkeypatch.setattr(patience, "teach", taught.append)
    click._tame(windows)
    assert taught == [windows]


@pytest.fixture
def boxes(monkeypatch, tmp_path) -> list[str]:
    """What boxes of Windows itself say, where nothing else can."""
    said: list[str] = []

    def box(_: str, text: str) -> bool:
        said.append(text)
        return True

    monkeypatch.setattr(click, "message_box", box)
    monkeypatch.setattr(click, "HOME", tmp_path)
    return said


def never() -> None:
    """A button that has no work: whoever reaches for it fails."""


class Gone:
    """A workbook whose program has ended: every question about it fails."""

    app = property(lambda self: (_ for _ in ()).throw(RuntimeError("RPC server is unavailable")))
    fullname = app


def no_workbook() -> Any:
    raise RuntimeError("no window of that number")


@pytest.mark.parametrize(
    ("caller", "words", "logged"),
    [
        (Gone, "Lỗi ngoài dự kiến, mã L-", "RPC server is unavailable"),
        (no_workbook, "không nối được với sổ tính đang mở (mã L-", "no window of that number"),
    ],
)
def test_windows_itself_tells_where_excel_can_not(monkeypatch, tmp_path, boxes, caller, words, logged):
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(caller))
    button(never)()
    (text,) = boxes
    assert words in text
    assert text.endswith(str(tmp_path / LOG))
    assert logged in (tmp_path / LOG).read_text(encoding="utf-8")


def test_a_pywin32_that_does_not_load_is_told_though_xlwings_passes_over_it(monkeypatch, boxes):
    monkeypatch.setattr(click, "HAS_MICROSOFT_OFFICE", True)
    monkeypatch.delitem(sys.modules, "xlwings._xlwindows", raising=False)
    monkeypatch.delattr(xlwings.Book, "_mock_caller", raising=False)  # other tests leave theirs
    button(never)()
    assert "thư viện pywin32 trên máy này bị thiếu hoặc hỏng" in boxes[0]


def test_an_xlwings_that_does_not_load_is_told(monkeypatch, boxes):
    monkeypatch.setitem(sys.modules, "xlwings", None)
    button(never)()
    assert "thư viện xlwings trên máy này bị thiếu hoặc hỏng" in boxes[0]
    assert "Cai-dat.cmd" in boxes[0]


def test_where_nobody_can_be_told_the_exit_code_tells_vba(monkeypatch, boxes):
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(no_workbook))
    monkeypatch.setattr(click, "message_box", lambda *_: False)
    with pytest.raises(SystemExit) as end:
        button(never)()
    assert end.value.code == 1
    assert boxes == []


def guide() -> None:
    """A button that has work."""


def excel_book(tmp_path: Path, *, read_only: bool) -> Any:
    app = SimpleNamespace(
        engine=SimpleNamespace(name="excel"), screen_updating=True, display_alerts=True, enable_events=True
    )
    api = SimpleNamespace(ReadOnly=read_only)
    return SimpleNamespace(fullname=str(tmp_path / "Plan167.xlsm"), app=app, api=api)


def clicked(book: Any, monkeypatch: pytest.MonkeyPatch, described: Any) -> list[tuple[str, bool]]:
    """Click a button in that workbook; returns what was said, and whether as something wrong."""
    said: list[tuple[str, bool]] = []
    speaker = SimpleNamespace(tell=lambda text, *, wrong: said.append((text, wrong)))
    monkeypatch.setattr(ask, "speaker_of", lambda _: speaker)
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(lambda: book))
    button(described)()
    return said


def test_a_workbook_that_can_not_be_saved_is_told_before_anything_is_done(monkeypatch, tmp_path):
    ((text, wrong),) = clicked(excel_book(tmp_path, read_only=True), monkeypatch, never)
    assert ("chế độ chỉ đọc" in text, wrong) == (True, True)


def test_a_library_that_does_not_load_in_the_middle_is_told(monkeypatch, tmp_path):
    def broken(*_: Any) -> None:
        raise ImportError("DLL load failed while importing _python_calamine", name="_python_calamine")

    monkeypatch.setattr("xlpy.app.desk.run.perform", broken)
    monkeypatch.setattr("xlpy.book.excel.live_workbook.LiveBook", lambda _: SimpleNamespace(notes=()))
    ((text, wrong),) = clicked(excel_book(tmp_path, read_only=False), monkeypatch, guide)
    assert ("thư viện _python_calamine trên máy này bị thiếu hoặc hỏng" in text, wrong) == (True, True)


def test_a_box_waits_until_esc_is_let_go_and_no_longer_than_some_seconds(monkeypatch):
    now = [0.0]
    up_at = [1.0]
    shown: list[float] = []
    monkeypatch.setattr(ask, "escape_is_held", lambda: now[0] < up_at[0])
    monkeypatch.setattr(
        ask, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=lambda s: now.append(now.pop() + s))
    )
    boxes = ask.Boxes(SimpleNamespace(alert=lambda *_: shown.append(now[0])))
    boxes.tell("Đã hủy.")
    up_at[0] = float("inf")
    boxes.tell("Đã hủy.")
    assert shown == pytest.approx([1.0, 1.0 + ask.ESCAPE_UP], abs=2 * ask.ESCAPE_PAUSE)


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

    def check(_: Desk) -> ButtonAnswer:
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


@pytest.mark.parametrize(("typed", "answer"), [("210/KH-UBND", "210/KH-UBND"), ("", ""), (False, None)])
def test_a_text_is_asked_for_in_excel_s_own_box_and_cancel_is_no_text(typed: object, answer: str | None) -> None:
    asked: list[tuple[object, ...]] = []

    def box(*words: object, **more: object) -> object:
        asked.append((*words, more))
        return typed

    app = SimpleNamespace(engine=SimpleNamespace(name="excel"), api=SimpleNamespace(InputBox=box))
    assert ask.Boxes(app).ask_text("plan_number", "Số kế hoạch:") == answer
    assert asked == [("Số kế hoạch:", ask.TITLE, {"Type": 2})]
