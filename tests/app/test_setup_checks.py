"""What a clerk is told about the place of the workbook."""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import cast

import pytest

from tests.tools import ROOT
from workbook.src import conf
from xlpy.app import setup_checks
from xlpy.app.product_files import results_name
from xlpy.app.products import FEEDBACK, REMINDERS, REPORT
from xlpy.app.selftest.pinned_libraries import environment, locked
from xlpy.app.setup_checks import Notice, Trouble, notices
from xlpy.basics.commit.plan import numbered
from xlpy.catalogue.load import shipped
from xlpy.forms.layout import form_name
from xlpy.model.edition import Edition
from xlpy.outputs.feedback.files import file_name
from xlpy.outputs.marked import copy_name
from xlpy.outputs.publish.files import workbook_name
from xlpy.outputs.report.files import report_name

INSTALLED = {r"C:\Plan167\.venv\Scripts\python.exe", r"C:\Plan167\xlpy\start.py"}


def told(full_name: str, *, read_only: bool = False, there: set[str] = INSTALLED) -> tuple[Notice, ...]:
    return notices(full_name, read_only=read_only, exists=there.__contains__)


def troubles(full_name: str, *, read_only: bool = False) -> list[Trouble]:
    return [one.trouble for one in told(full_name, read_only=read_only)]


@pytest.mark.parametrize("full_name", [r"C:\Plan167\Plan167.xlsm", r"C:\Plan167\workbook\plan167.XLSM"])
def test_nothing_is_said_of_a_workbook_in_its_place(full_name):
    assert told(full_name) == ()


@pytest.mark.parametrize(
    ("full_name", "trouble"),
    [
        ("https://so-my.sharepoint.com/personal/Plan167.xlsm", Trouble.ONLINE),
        ("Plan167.xlsm", Trouble.UNSAVED),
        ("", Trouble.UNSAVED),
        (r"C:\Users\Lan\AppData\Local\Temp\Temp1_Plan167.zip\workbook\Plan167.xlsm", Trouble.ARCHIVE),
        (r"C:\Users\Lan\AppData\Local\Temp\1b2c_Plan167.zip.2c3\Plan167.xlsm", Trouble.ARCHIVE),
        (r"C:\Users\Lan\AppData\Local\Temp\7zO4F21\Plan167.xlsm", Trouble.ARCHIVE),
        (r"C:\Báo cáo; số liệu\Plan167.xlsm", Trouble.BAD_NAME),
        (r"C:\Plan167\a;b\Plan167.xlsm", Trouble.BAD_NAME),
        (r"C:\100%_moi_%\Plan167.xlsm", Trouble.BAD_NAME),
        (r"C:\10%\50%\Plan167.xlsm", Trouble.BAD_NAME),
        (rf"C:\{'a' * 210}\Plan167.xlsm", Trouble.TOO_LONG),
        (r"D:\Tải về\Plan167.xlsm", Trouble.NO_PYTHON),
        (r"C:\Plan167\workbook\cũ\Plan167.xlsm", Trouble.NO_PYTHON),
        (r"\\may-chu\kh167\Plan167.xlsm", Trouble.NO_PYTHON),
        ("/srv/kh167/Plan167.xlsm", Trouble.NO_PYTHON),
    ],
)
def test_what_stops_the_work_is_told_alone_and_once(full_name, trouble):
    assert [(one.trouble, one.stops) for one in told(full_name)] == [(trouble, True)]


def test_python_without_the_program_beside_it_is_not_ours():
    assert troubles(r"C:\Plan167\Plan167.xlsm") == []
    (one,) = told(r"C:\Plan167\Plan167.xlsm", there={r"C:\Plan167\.venv\Scripts\python.exe"})
    assert one.trouble is Trouble.NO_PYTHON


@pytest.mark.parametrize("name", ["Kế hoạch 167", "Nguyễn Văn Á", "a & b (1)", "'x'", "10%", "a^b", "n=2"])
def test_other_signs_in_a_folders_name_are_nothing_to_speak_of(name):
    there = {rf"D:\{name}\.venv\Scripts\python.exe", rf"D:\{name}\xlpy\start.py"}
    assert told(rf"D:\{name}\workbook\Plan167.xlsm", there=there) == ()


def test_xlwings_can_not_be_told_a_workbooks_name_with_an_equals_sign():
    first, renamed = told(r"C:\Plan167\ky=CN.xlsm")
    assert (first.trouble, renamed.trouble) == (Trouble.BAD_NAME, Trouble.RENAMED)
    assert "dấu = trong tên sổ" in first.sentence


def test_the_python_that_came_with_the_program_will_do():
    there = {r"C:\Plan167\python\python.exe", r"C:\Plan167\xlpy\start.py"}
    assert told(r"C:\Plan167\workbook\Plan167.xlsm", there=there) == ()


def test_a_path_that_excel_may_refuse_stops_nothing_where_the_program_is_found():
    home = "C:\\" + "a" * 170
    there = {rf"{home}\.venv\Scripts\python.exe", rf"{home}\xlpy\start.py"}
    (one,) = told(rf"{home}\workbook\Plan167.xlsm", there=there)
    assert (one.trouble, one.stops) == (Trouble.TOO_LONG, False)
    assert f"dài {len(home) + 9} ký tự" in one.sentence


def test_the_longest_folder_is_one_in_which_excel_can_open_the_longest_result():
    names = set(results())
    assert max(map(len, names)) == setup_checks.RESULTS
    longest = PureWindowsPath("C:\\" + "a" * (setup_checks.LONGEST - 3))
    assert max(len(str(longest / name)) for name in names) == setup_checks.EXCEL_LONGEST
    assert [told(str(PureWindowsPath(f"{longest}{more}") / "a.xlsm"))[0].trouble for more in ("", "a")] == [
        Trouble.NO_PYTHON,
        Trouble.TOO_LONG,
    ]


def results() -> Iterator[str]:
    """Every name of a result that the shipped catalogues can bring forth, seen from the workbook's folder."""
    for catalogue in map(shipped, ("2023-2024", "2024-2025", "2025-2026")):
        for period in catalogue.periods:
            names = {unit.code: unit.name for unit in catalogue.units}
            edition = cast(Edition, SimpleNamespace(catalogue=catalogue, period=period, unit_name=names.__getitem__))
            papers = [workbook_name(edition), f"{REPORT.folder}/{report_name(edition)}"]
            for unit in catalogue.units:
                papers.append(f"{FEEDBACK.folder}/{file_name('Phieu-phan-hoi', period, unit)}")
                papers.append(f"{FEEDBACK.folder}/{copy_name(edition, unit.code, 2)}")
                papers.append(f"{REMINDERS.folder}/{file_name('Cong-van-don-doc', period, unit)}")
                yield f"bieu-mau/{numbered(form_name(catalogue.plan, period, unit), 2)}"
            yield from (f"ket-qua/{results_name(period)}/{numbered(name, 2)}" for name in papers)


def test_the_longest_project_folder_is_one_in_which_every_library_has_room():
    text = (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
    files = [file for name in locked(text, environment()) for file in distribution(name).files or ()]
    longest = max(len(str(file)) for file in files if file.suffix != ".pyc" and ".." not in file.parts)
    assert len(".venv\\Lib\\site-packages\\") + longest == setup_checks.LIBRARIES
    home = "C:\\" + "a" * (setup_checks.LONGEST_HOME - 3)
    assert len(home) + 1 + setup_checks.LIBRARIES == setup_checks.WINDOWS_LONGEST
    assert setup_checks.too_long(home) == ""
    assert f"dài {len(home) + 1} ký tự" in setup_checks.too_long(home + "a")


def test_the_guide_gives_the_length_at_which_all_results_can_be_opened():
    page = " ".join((ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8").split())
    assert f"không dài quá {setup_checks.LONGEST - len('/workbook')} ký tự" in page


def test_an_installation_of_another_system_is_found_too():
    there = {"/srv/kh167/.venv/bin/python", "/srv/kh167/xlpy/start.py"}
    assert told("/srv/kh167/workbook/Plan167.xlsm", there=there) == ()


def test_another_name_is_only_a_notice():
    (one,) = told(r"C:\Plan167\workbook\Tổng hợp HK1.xlsm")
    assert (one.trouble, one.stops) == (Trouble.RENAMED, False)
    assert "Tổng hợp HK1.xlsm" in one.sentence


def test_a_workbook_open_for_reading_only_is_told_that_results_cannot_be_saved():
    (one,) = told(r"C:\Plan167\Plan167.xlsm", read_only=True)
    assert (one.trouble, one.stops) == (Trouble.READ_ONLY, True)
    assert "không lưu được" in one.sentence


def test_a_synced_folder_is_a_notice_and_what_stops_comes_first():
    full_name = r"C:\Users\Lan\OneDrive - Sở GDĐT\Plan167\KH167.xlsm"
    assert troubles(full_name, read_only=True) == [
        Trouble.NO_PYTHON,
        Trouble.READ_ONLY,
        Trouble.SYNCED,
        Trouble.RENAMED,
    ]


def test_the_disk_is_asked_where_no_other_way_is_given(tmp_path):
    for parts in (setup_checks.INTERPRETERS[-1], setup_checks.PROGRAM):
        file = tmp_path.joinpath(*parts)
        file.parent.mkdir(parents=True)
        file.touch()
    assert notices(str(tmp_path / "workbook" / "Plan167.xlsm")) == ()


def test_every_sentence_is_composed_vietnamese_and_ends_as_one():
    places = ["https://x/y.xlsm", "y.xlsm", r"C:\a.zip\y.xlsm", r"C:\a;b\%%=.xlsm", r"C:\OneDrive\y.xlsm"]
    places.append("C:\\" + "a" * 250 + "\\y.xlsm")
    for one in (notice for place in places for notice in told(place, read_only=True)):
        assert one.sentence == unicodedata.normalize("NFC", one.sentence)
        assert one.sentence.endswith(".")


def test_what_is_refused_here_is_what_vba_refuses():
    vba = (Path(conf.__file__).parent / "PlanRibbon.bas").read_text(encoding="ascii")
    for line in (
        f'InStr(fullName, "{setup_checks.LOADED_FROM_NOT}")',
        'fullName Like "*%*%*"',
        f'InStr(Mid$(fullName, Len(folder) + 1), "{setup_checks.SPLIT_AT}")',
        f"Len(fullName) > {setup_checks.EXCEL_LONGEST}",
    ):
        assert line in vba
    assert vba.count('Obstacle = "MSG_BAD_NAME"') == 2


def test_vba_looks_for_the_files_that_are_looked_for_here():
    vba = (Path(conf.__file__).parent / "PlanRibbon.bas").read_text(encoding="ascii")
    asked = set(re.findall(r'HasFile\(\w+ & "\\([^"]+)"\)', vba))
    windows = [parts for parts in (*setup_checks.INTERPRETERS, setup_checks.PROGRAM) if "bin" not in parts]
    assert asked == {"\\".join(parts) for parts in windows}


def test_it_needs_nothing_but_the_standard_library():
    tree = ast.parse(Path(setup_checks.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in imports}
    assert {str(name).split(".")[0] for name in names} <= sys.stdlib_module_names
