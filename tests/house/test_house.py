"""The house's directions: what may import what, held by reading every import of every module."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from workbook.src.ribbon import buttons
from xlpy import macros
from xlpy.app.desk import BUTTONS
from xlpy.app.desk.buttons import WORKS
from xlpy.basics import system

ROOT = Path(__file__).resolve().parents[2]


@cache
def imported(path: Path) -> frozenset[str]:
    """Full names of all that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = path.relative_to(ROOT).with_suffix("").parts[: -node.level] if node.level else ()
            module = ".".join((*above, *([node.module] if node.module else [])))
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def held(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of ``pyproject.toml``, looked at in a folder that holds a copy of both."""
    call = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"]
    return subprocess.run(call, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_the_rooms_import_one_way():
    done = held(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow("process")
@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("checks", "import xlpy.outputs.publish.page", "The data flows one way"),
        ("basics", "from xlpy.model import cells", "The data flows one way"),
        ("intake/formats", "from xlpy.model.catalogue import Unit", "File formats know nothing of reports"),
        ("outputs/trace", "from xlpy.outputs.report import names", "Papers do not know one another"),
        ("consolidation", "import xlsxwriter", "The core paints nothing"),
        ("forms", "import xlwings", "Only the workbook open in a program knows xlwings"),
        ("app/desk", "import openpyxl", "What the buttons do knows no spreadsheet program"),
        ("book/excel", "import xlpy.book.libreoffice", "Excel and LibreOffice are two adapters of one port"),
        ("app/commands", "import xlpy.app.cli", "Nothing imports in a circle"),
    ],
)
def test_an_arrow_that_should_not_be_is_seen(tmp_path, room, line, contract):
    shutil.copytree(ROOT / "xlpy", tmp_path / "xlpy", ignore=shutil.ignore_patterns("*.csv", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "xlpy" / room / "planted.py").write_text(f"def late():\n    {line}\n", encoding="utf-8")
    done = held(tmp_path)
    assert done.returncode == 1
    assert re.search(rf"^{re.escape(contract)}.*BROKEN", done.stdout, re.MULTILINE)


def test_no_file_imports_itself_by_way_of_others():
    graph = grimp.build_graph("xlpy", exclude_type_checking_imports=False, cache_dir=None)
    arrows = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    order = list(TopologicalSorter(arrows).static_order())  # raises CycleError, which names the files
    assert order.index("xlpy.book.libreoffice.graph") < order.index("xlpy.book.libreoffice.engine")


SYSTEMS_OWN = ("ctypes", "winreg", "msvcrt", "resource", "fcntl", "pwd", "grp", "termios")
"""Modules that one system alone has, or that speak to one system alone."""


def questions_of_the_system(path: Path) -> list[str]:
    """Each place of a file that asks which system this is, or imports what one system alone has."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = {("sys", "platform"), ("os", "name"), ("platform", "system"), ("os", "uname")}
    found = [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in asked
    ]
    return found + sorted(name for name in imported(path) if name.split(".")[0] in SYSTEMS_OWN)


def test_which_system_this_is_is_asked_at_one_door():
    others = [path for path in (ROOT / "xlpy").rglob("*.py") if path.parent.name != "system"]
    assert {path.name: found for path in others if (found := questions_of_the_system(path))} == {}


@pytest.mark.parametrize("line", ["import sys\nif sys.platform == 'win32': pass", "def f():\n    import winreg"])
def test_a_question_of_the_system_is_seen_however_it_is_asked(tmp_path, monkeypatch, line):
    planted = tmp_path / "xlpy" / "planted.py"
    planted.parent.mkdir()
    planted.write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr("tests.house.test_house.ROOT", tmp_path)
    assert questions_of_the_system(planted) != []


def promised(path: Path) -> dict[str, list[str]]:
    """What a system's file offers: its public functions with their parameters, its constants with none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    offered: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            offered[node.name] = [argument.arg for argument in node.args.args]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                offered[getattr(target, "id", "")] = []
    return offered


def test_both_systems_answer_the_same_questions():
    windows, posix = (promised(ROOT / "xlpy" / "basics" / "system" / f"{name}.py") for name in ("windows", "posix"))
    names = set(system.__all__) - {"PLATFORM", "Connection"}
    assert {name: windows.get(name) for name in names} == {name: posix.get(name) for name in names}


def loaded(statement: str) -> set[str]:
    """Modules that a fresh Python has after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_macros_load_nothing_heavy_before_a_click():
    assert loaded("import xlpy.macros") & {"xlwings", "pandas", "openpyxl", "docx", "xlsxwriter", "lxml"} == set()


def test_a_click_loads_no_tables_and_no_writers_before_its_work():
    load = "from xlpy.book.xlwings_library import load_xlwings; load_xlwings()"
    work = "import xlpy.app.desk.run; from xlpy.app.desk import work_of; work_of('check')"
    assert loaded(f"{load}; {work}") & {"numpy", "pandas", "openpyxl", "docx", "xlsxwriter"} == set()


def test_tables_can_be_loaded_after_xlwings():
    load = "from xlpy.book.xlwings_library import load_xlwings; load_xlwings()"
    assert {"xlwings", "numpy", "pandas"} <= loaded(f"{load}; import numpy, pandas")


def test_the_command_line_loads_nothing_heavy_before_it_knows_the_command():
    heavy = {"xlwings", "pandas", "openpyxl", "docx", "xlsxwriter", "lxml", "python_calamine"}
    assert loaded("import xlpy.app.cli; xlpy.app.cli.parser()") & heavy == set()


def test_ribbon_macros_and_works_have_the_same_buttons_in_one_order():
    tree = ast.parse((ROOT / "xlpy" / "macros.py").read_text(encoding="utf-8"))
    functions = tuple(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    assert functions == tuple(WORKS) == tuple(button.id for button in buttons()) == BUTTONS


@pytest.mark.parametrize("one", buttons(), ids=lambda one: one.id)
def test_a_macro_says_what_its_button_does_under_the_label_that_people_see(one):
    said = inspect.getdoc(getattr(macros, one.id)) or ""
    assert said.startswith(f"“{one.label}”: ")
    assert len(said.split()) > len(one.label.split()) + 3


def test_no_file_is_longer_than_four_hundred_lines():
    files = [path for folder in ("xlpy", "workbook") for path in (ROOT / folder).rglob("*.py")]
    long = {path.name: lines for path in files if (lines := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert long == {}
