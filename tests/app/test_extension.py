"""The toolbar for LibreOffice: made from the ribbon, accepted by LibreOffice, running the macro behind each button."""

from __future__ import annotations

import ast
import io
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests import click
from tests.calc_book import SUMMARY, make_book
from tests.tools import ROOT
from xlpy import toolbar
from xlpy.app import extension

RIBBON = """<?xml version="1.0" encoding="UTF-8"?>
<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="t" label="KH 167">
<group id="g1" label="Tiếp nhận">
  <button id="check" label="Kiểm tra" screentip="Kiểm tra các tệp" onAction="PlanRibbon.OnAction"/>
  <button id="consolidate" label="Tổng hợp &amp; đối chiếu" onAction="PlanRibbon.OnAction"/></group>
<group id="g2" label="Công cụ"><button id="guide" label="Hướng dẫn" onAction="PlanRibbon.OnAction"/></group>
</tab></tabs></ribbon></customUI>"""
MACROS = """
import xlwings

def check():
    book = xlwings.Book.caller()
    book.sheets[0]["D1"].value = "đã kiểm tra " + book.name
    book.save()

def consolidate():
    raise RuntimeError("lỗi thử")

def guide():
    xlwings.Book.caller().sheets[1].activate()
"""
OOR = "{http://openoffice.org/2001/registry}"


def parts(ribbon: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(extension.build(ribbon))) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(addons: bytes, menu: str) -> list[str]:
    """Titles under a node of Addons.xcu, '' for a line between groups."""
    (node,) = [n for n in ElementTree.fromstring(addons).iter("node") if n.get(f"{OOR}name") == menu]
    items = [item for item in node.iter("node") if item.get(f"{OOR}name", "").startswith("m")]
    titles = {item.get(f"{OOR}name", ""): item.findtext(f"prop[@{OOR}name='Title']/value", "") for item in items}
    return [titles[name] for name in sorted(titles)]


class TestMaking:
    @pytest.mark.parametrize("place", ["plan167.toolbar", "Submenu"])
    def test_labels_order_and_groups_are_those_of_the_ribbon(self, place):
        titles = shown(parts(RIBBON)["Addons.xcu"], place)
        assert titles == ["Kiểm tra", "Tổng hợp & đối chiếu", "", "Hướng dẫn"]

    def test_the_workbooks_own_ribbon_gives_its_seventeen_buttons(self):
        ribbon = (ROOT / "workbook" / "src" / "ribbon.xml").read_bytes()
        groups = extension.groups_of(ribbon)
        assert [len(group.buttons) for group in groups] == [1, 3, 2, 4, 3, 4]
        assert exported(extension.build(ribbon)) == [b.id for g in groups for b in g.buttons]

    def test_the_same_ribbon_gives_the_same_bytes(self):
        assert extension.build(RIBBON) == extension.build(RIBBON.encode())

    def test_it_is_written_under_the_name_that_its_commands_use(self, tmp_path):
        (tmp_path / "ribbon.xml").write_text(RIBBON, encoding="utf-8")
        written = extension.write(tmp_path / "ribbon.xml", tmp_path / "ra")
        assert written.read_bytes() == extension.build(RIBBON)
        assert f":{written.name}|" in extension.command("check")

    def test_it_says_that_it_is_a_trial(self):
        made = parts(RIBBON)
        for name in ("Addons.xcu", "description.xml", "CalcWindowState.xcu"):
            assert "bản thử nghiệm" in made[name].decode()

    def test_each_button_has_its_function(self):
        urls = [
            v.text or ""
            for v in ElementTree.fromstring(parts(RIBBON)["Addons.xcu"]).iter("value")
            if "$" in (v.text or "")
        ]
        assert {url.split("$")[1].split("?")[0] for url in urls} == {"check", "consolidate", "guide"}
        assert exported(extension.build(RIBBON)) == ["check", "consolidate", "guide"]

    def test_any_python_3_reads_the_script_to_say_what_is_missing(self):
        ast.parse(parts(RIBBON)[extension.SCRIPT], feature_version=(3, 8))

    @pytest.mark.parametrize(
        ("wrong", "by", "said"),
        [
            ('id="guide"', 'id="check"', "twice"),
            ('id="guide"', 'id="hướng dẫn"', "function"),
            ('label="Hướng dẫn"', "", "label"),
            ("<button id=", "<toggleButton id=", "toggleButton"),
        ],
    )
    def test_a_ribbon_that_no_toolbar_can_show_is_refused(self, wrong, by, said):
        broken = RIBBON.replace(wrong, by) if "toggle" not in by else RIBBON.replace("button id=", "toggleButton id=")
        with pytest.raises(extension.RibbonUnfit, match=said):
            extension.build(broken)


def exported(oxt: bytes) -> list[str]:
    """The functions that LibreOffice finds in the script, by its own way of looking."""
    with zipfile.ZipFile(io.BytesIO(oxt)) as package:
        tree = ast.parse(package.read(extension.SCRIPT))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "g_exportedScripts":
            names = [getattr(item, "id", "") for item in getattr(node.value, "elts", [])]
            assert set(names) <= defined
            return names
    return []


class TestFindingTheProgram:
    def test_it_is_found_above_the_workbook(self, tmp_path):
        (tmp_path / "xlpy").mkdir()
        (tmp_path / "xlpy" / "__init__.py").touch()
        book = tmp_path / "Kỳ 2024" / "Sổ tổng hợp.xlsx"
        assert toolbar.find_home(book.as_uri()) == tmp_path

    def test_none_is_said_with_the_books_name(self, tmp_path):
        with pytest.raises(toolbar.Refused, match=r"Sổ\.xlsx"):
            toolbar.find_home((tmp_path / "Sổ.xlsx").as_uri())

    def test_libraries_are_those_of_the_same_python(self, tmp_path):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        folder = tmp_path / ".venv" / "lib" / f"python{version}" / "site-packages"
        folder.mkdir(parents=True)
        (tmp_path / ".venv" / "pyvenv.cfg").write_text(f"home = /x\nversion = {version}.9\n", encoding="utf-8")
        assert toolbar.libraries(tmp_path) == folder

    def test_another_python_is_said_with_both_versions(self, tmp_path):
        (tmp_path / ".venv").mkdir()
        (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.7.1\n", encoding="utf-8")
        with pytest.raises(toolbar.Refused, match=r"Python 3\.7"):
            toolbar.libraries(tmp_path)

    def test_missing_libraries_are_said_with_what_to_run(self, tmp_path):
        with pytest.raises(toolbar.Refused, match=r"Cai-dat\.cmd"):
            toolbar.libraries(tmp_path)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A program of three buttons with our engine and libraries."""
    folder = Path(tmp_path_factory.mktemp("nhà"))
    (folder / "xlpy").mkdir()
    (folder / "xlpy" / "macros.py").write_text(MACROS, encoding="utf-8")
    for name in ("__init__.py", "basics", "book", "outputs", "model", "toolbar.py"):
        (folder / "xlpy" / name).symlink_to(ROOT / "xlpy" / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def desk() -> Iterator[click.Desk]:
    with click.Desk(RIBBON.encode()) as made:
        yield made


@pytest.mark.office
@click.needs_screen()
class TestButtons:
    def test_the_toolbar_shows_the_ribbons_labels(self, desk, home):
        with desk.open(make_book(home / "Một.xlsx")) as document:
            assert desk.shown(document) == ["Kiểm tra", "Tổng hợp & đối chiếu", "", "Hướng dẫn"]

    @pytest.mark.parametrize("mouse", [False, True])
    def test_a_button_runs_its_macro_on_the_open_workbook(self, desk, home, mouse):
        with desk.open(make_book(home / f"Hai {mouse}.xlsx")) as document:
            clicked = desk.click(document, "check", mouse=mouse)
            assert clicked.told == ""
            cell = document.Sheets.getByName(SUMMARY).getCellRangeByName("D1")
            assert (cell.String, document.isModified()) == (f"đã kiểm tra Hai {mouse}.xlsx", False)

    def test_what_a_macro_did_cannot_be_undone_by_halves(self, desk, home):
        with desk.open(make_book(home / "Ba.xlsx")) as document:
            document.Sheets.getByName(SUMMARY).getCellRangeByName("E1").setFormula("5")
            desk.click(document, "check")
            assert document.UndoManager.getAllUndoActionTitles() == ()

    def test_a_macro_that_fails_is_a_sentence_with_the_log(self, desk, home):
        with desk.open(make_book(home / "Bốn.xlsx")) as document:
            clicked = desk.click(document, "consolidate")
            log = Path(clicked.told.split("Chi tiết ghi ở ")[1].split(". Sổ")[0])
            assert clicked.went_wrong
            assert "lỗi thử" in log.read_text(encoding="utf-8")

    def test_a_macro_workbook_is_refused_politely_and_untouched(self, desk, home):
        path = home / "Năm.xlsm"
        shutil.copy(make_book(home / "Năm.xlsx"), path)
        before = path.read_bytes()
        with desk.open(path) as document:
            clicked = desk.click(document, "check")
            assert "hãy lưu sổ thành .xlsx" in clicked.told
            assert (path.read_bytes(), document.isModified()) == (before, False)

    def test_a_workbook_away_from_the_program_is_told_where_to_go(self, desk, tmp_path):
        with desk.open(make_book(tmp_path / "Sáu.xlsx")) as document:
            assert "thư mục xlpy" in desk.click(document, "guide").told

    def test_a_button_that_is_not_there_is_not_pressed(self, desk, home):
        with desk.open(make_book(home / "Bảy.xlsx")) as document:
            desk.labels["nothing"] = "Không có nút này"
            with pytest.raises(LookupError, match="Không có nút này"):
                desk.click(document, "nothing")


@pytest.mark.office
@click.needs_screen()
def test_libreoffice_refuses_a_broken_extension(tmp_path):
    file = tmp_path / "Hong.oxt"
    with zipfile.ZipFile(io.BytesIO(extension.build(RIBBON))) as good, zipfile.ZipFile(file, "w") as broken:
        for name in good.namelist():
            content = good.read(name)
            broken.writestr(name, content[:-20] if name == "description.xml" else content)
    tmp_path.chmod(0o755)
    with pytest.raises(RuntimeError):
        click.add_extension(file, tmp_path / "profile")


def test_the_log_of_a_failure_has_a_name_that_nobody_can_lay_a_link_at(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first, second = toolbar._logged("một"), toolbar._logged("hai")
    assert first != second
    assert Path(first).read_text(encoding="utf-8") == "một"
    if os.name == "posix":
        assert Path(first).stat().st_mode & 0o077 == 0
