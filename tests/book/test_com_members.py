"""Every name that we say to Excel is one that it knows: compared with typings made from Microsoft's type libraries."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from tests import master
from tests.com_typings import Typings, typings
from tests.com_use import Module, modules_of
from tests.excel_double import cells, printing, sheets
from tests.excel_double.com import Dispatch, Use
from tests.tools import ROOT
from xlpy.app.click import StatusBar
from xlpy.book.excel.live_workbook import LiveBook
from xlpy.book.places import INBOX, NEXT, NEXT_LINES
from xlpy.book.port import Update
from xlpy.book.sheets import new_page
from xlpy.outputs.publish.drawing import PrintSetup
from xlpy.outputs.publish.styles import Look

pytestmark = pytest.mark.typings
OURS = [
    path for path in sorted(ROOT.glob("xlpy/**/*.py")) if "libreoffice" not in path.parts and "system" not in path.parts
]
CALC = {
    "SheetApi": "Worksheet",
    "RangeApi": "Range",
    "PageSetup": "PageSetup",
    "Tab": "Tab",
    "VPageBreaks": "VPageBreaks",
}
"""Classes of our engine for LibreOffice that have Excel's members, and Excel's names of them."""
ON_OUR_BEHALF = {
    "Excel.Range.Value",
    "Excel.Range.Formula",
    "Excel.Worksheet.Activate",
    "Excel.Application.DisplayAlerts",
    "Excel.Application.Calculation",
}
"""Some of what only xlwings says to Excel: proof that it was heard."""


@pytest.fixture(scope="module")
def known() -> Typings:
    return typings()


@pytest.fixture(scope="module")
def read(known) -> dict[str, Module]:
    return modules_of(ROOT, OURS, known)


def test_excel_has_every_member_argument_and_constant_that_our_code_names(read):
    assert {name: module.wrong for name, module in read.items() if module.wrong} == {}


def test_what_is_read_is_what_we_use(read):
    used = set().union(*(module.used for module in read.values()))
    assert {
        "Excel.PageSetup.PrintTitleRows",  # from a table, by setattr
        "Excel.Protection.AllowSorting",  # from a table, by getattr
        "Excel.Worksheet.Protect(AllowUsingPivotTables)",  # from another module, by **
        "Excel.Worksheet.Calculate",
        "Excel.Window.FreezePanes",  # through a call
        "Excel.Workbooks.Open(UpdateLinks)",  # of an Excel that we start
        "Office.FileDialogSelectedItems.Item",
        "xlLandscape",
        "msoFileDialogFolderPicker",
    } <= used
    chains = sum(path.read_text("utf-8").count(".api.") for path in OURS)
    assert len(used) > chains > 20


def planted(*lines: str) -> str:
    return "\n".join(("def work(sheet, book, app):", *(f"    {line}" for line in lines)))


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (planted("sheet.api.Tab.Colour = 5"), "Excel.Tab has no Colour"),
        (planted("page = sheet.api.PageSetup", "page.PaperSise = 9"), "Excel.PageSetup has no PaperSise"),
        (planted("window = book.api.Windows(1)", "window.SplitRows, window.SplitColumn = 1, 2"), "has no SplitRows"),
        (planted("sheet.api.Protect(AllowFilters=True)"), "Protect takes no 0 arguments and ['AllowFilters']"),
        (planted("sheet.api.Protect(**FREE)") + '\nFREE = {"AllowFilters": True}', "['AllowFilters']"),
        (planted('for name in ("Zoom", "Zooom"):', "    setattr(sheet.api.PageSetup, name, 1)"), "has no Zooom"),
        (
            planted("return {n: getattr(sheet.api.Protection, n) for n in ALL}") + '\nALL = ("AllowSort",)',
            "no AllowSort",
        ),
        (planted("sheet.api.Range('A1').AutoFilter(1, 2, 3, 4, 5, 6)"), "AutoFilter takes no 6 arguments"),
        (planted("sheet.api.ProtectContents = True"), "Excel.Worksheet.ProtectContents can't be set"),
        (planted("app.api.AutomationSecurity = 9"), "Excel.Application.AutomationSecurity is never 9"),
        (planted("thing.api.Tab"), "what is thing.api?"),
        ('WIDE = 3\n"""Excel\'s xlLandscape."""', "xlLandscape is 2, not 3"),
        ('WIDE = 2\n"""Excel\'s xlLandskape."""', "xlLandskape is None, not 2"),
    ],
)
def test_a_planted_fault_is_found(known, source, fault):
    assert fault in " ".join(Module(source, known).read().wrong)


def said(path: Path) -> set[Use]:
    """What xlwings' Windows side says to Excel while we read and write the workbook in every way that we know."""
    page = new_page("Phát hiện", (20.0, 12.0))
    page.header(0, ("Chữ", "Số"))
    page.line(1, "dài" * 4_000, Look.TEXT)
    end = page.table(2, [("một", 1), ("hai", 2)], [Look.TEXT, Look.CENTRE])
    page.formula(end, 1, f"=SUM(B3:B{end})", "3", Look.NUMBER)
    page.sheet.filter = (0, 0, end, 1)
    page.sheet.freeze = (1, 1)
    page.sheet.setup = PrintSetup(breaks=(1,), fit=(1, 0))
    drawing = page.sheet.drawing()
    lines = tuple(("việc",) for _ in range(NEXT_LINES))
    with sheets.started(path) as book:
        live = LiveBook(book)
        live.table("tblDonVi"), live.value("KyBaoCao"), live.selection(), live.path
        live.apply(Update((drawing,), cells={INBOX: "mới"}, blocks={NEXT: lines}, front=drawing.name))
        StatusBar(book.app).step("Đọc tệp", 1, 1)
        return set(book.impl.world.uses)


def test_excel_has_every_member_that_xlwings_uses_on_our_behalf(known, tmp_path):
    uses = said(master.put(tmp_path))
    names = {f"Excel.{use.kind}.{use.member}" for use in uses}
    assert names >= ON_OUR_BEHALF
    assert [fault for use in uses if (fault := wrong_in(known, use))] == []


def wrong_in(known: Typings, use: Use) -> str:
    """What Excel would not understand of a use, '' where it would."""
    member = known.types[f"Excel.{use.kind}"].get(use.member)
    if member is None:
        return f"{use.kind} has no {use.member}"
    if use.how == "set" and not member.settable:
        return f"{use.kind}.{use.member} can't be set"
    ways = member.arguments if use.how == "call" else []
    if ways and not any(len(way) >= use.given and set(use.names) <= set(way) for way in ways):
        return f"{use.kind}.{use.member} takes no {use.given} arguments and {use.names}"
    return ""


@pytest.mark.parametrize(
    "use",
    [Use("Range", "Formul", "get"), Use("Worksheet", "Index", "set"), Use("Sheets", "Add", "call", 0, ("Behind",))],
)
def test_a_planted_fault_in_the_name_of_xlwings_is_found(known, use):
    assert wrong_in(known, use)


def test_the_stand_in_for_excel_has_no_member_that_excel_lacks(known):
    kinds = [each for module in (sheets, cells, printing) for each in vars(module).values() if is_stand_in(each)]
    assert len(set(kinds)) > 10
    invented = {
        f"{kind.__name__}.{name}"
        for kind in kinds
        for name in vars(kind)
        if name[0].isupper() and name not in known.types[f"Excel.{kind.__name__}"]
    }
    assert invented == set()


def is_stand_in(thing: Any) -> bool:
    return isinstance(thing, type) and issubclass(thing, Dispatch) and thing is not Dispatch


def test_our_engine_for_libreoffice_has_no_member_that_excel_lacks(known):
    found: dict[str, set[str]] = {}
    for path in (ROOT / "xlpy" / "book" / "libreoffice").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name in CALC:
                found[node.name] = set(members_of(node))
    assert found.keys() == CALC.keys()
    excel = {ours: known.types[f"Excel.{theirs}"].keys() for ours, theirs in CALC.items()}
    assert {ours: names - excel[ours] for ours, names in found.items() if names - excel[ours]} == {}


def members_of(node: ast.ClassDef) -> list[str]:
    functions = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
    assigned = [
        name.id
        for each in node.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    ]
    return [name for name in (*functions, *assigned) if name[0].isupper()]
