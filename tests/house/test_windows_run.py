"""The Windows run sees what it must see: tried without Wine, on planted differences."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import run
from tests.tools import ROOT
from tests.windows import compare, libraries, runtime, suite
from tests.windows.__main__ import PROJECT, not_shipped
from tests.windows.alone import alone
from tests.windows.compare import Results

JUNIT = """<testsuites><testsuite>
<testcase classname="tests.test_a" name="test_good"/>
<testcase classname="tests.test_a" name="test_bad"><failure message="no"/></testcase>
<testcase classname="tests.test_a" name="test_worse"><error message="no"/></testcase>
<testcase classname="tests.test_a" name="test_left"><skipped message="a reason"/></testcase>
</testsuite></testsuites>"""


def document(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data)  # of no moment: two documents may be made a second apart
    return stream.getvalue()


@pytest.fixture
def results(tmp_path: Path) -> tuple[Results, Results]:
    """Two folders with the same results."""
    for name in ("linux", "windows"):
        (tmp_path / name / "bao-cao").mkdir(parents=True)
        (tmp_path / name / "figures.csv").write_bytes(b"a,b\n")
        (tmp_path / name / "bao-cao" / "a.docx").write_bytes(document(text=b"t", chart=document(sheet=b"1")))
    return Results(tmp_path / "linux", "/home/a/Kế hoạch", "root"), Results(tmp_path / "windows", "C:\\Kế hoạch", "Á")


def test_equal_results_have_no_difference(results):
    assert compare.differences(*results) == []


def test_a_table_that_differs_in_its_line_ends_is_named(results):
    (results[1].folder / "figures.csv").write_bytes(b"a,b\r\n")
    assert compare.differences(*results) == ["different: figures.csv"]


def test_a_workbook_inside_a_document_is_opened(results):
    (results[1].folder / "bao-cao" / "a.docx").write_bytes(document(text=b"t", chart=document(sheet=b"2")))
    assert compare.differences(*results) == ["different: bao-cao/a.docx!chart!sheet"]


def test_equal_parts_packed_otherwise_are_a_difference(results):
    with zipfile.ZipFile(results[1].folder / "bao-cao" / "a.docx", "a") as archive:
        archive.comment = b"packed elsewhere"
    assert compare.differences(*results) == ["same parts, but packed otherwise: bao-cao/a.docx"]


def test_a_file_of_one_system_alone_is_named_but_for_a_pdf(results):
    for name in ("a.pdf", "b.csv"):
        (results[0].folder / name).write_bytes(b"")
    (results[1].folder / "c.csv").write_bytes(b"")
    assert compare.differences(*results) == ["only on Linux: b.csv", "only on Windows: c.csv"]


@pytest.mark.parametrize(("text", "faults"), [("12", 0), ("13", 1)])
def test_a_master_workbook_may_differ_in_its_place_its_user_and_its_moment_alone(results, text, faults):
    ours = "<t>/home/a/K&#7871; hoạch/tep-nhan</t><t>root</t><t>27/11/2026 10:42</t><t>12</t>"
    theirs = f"<t>C:\\Kế hoạch\\tep-nhan</t><t>Á</t><t>27/11/2026 10:43</t><t>{text}</t>"
    for one, sheet in zip(results, (ours, theirs), strict=True):
        (one.folder / "Plan167.xlsm").write_bytes(document(sheet=sheet.encode()))
    assert len(compare.differences(*results)) == faults


def test_failures_errors_and_skips_are_told_apart():
    passed, skipped, failed = suite.outcomes(JUNIT)
    assert (passed, dict(skipped)) == (1, {"a reason": 1})
    assert failed == ["failed: tests.test_a::test_bad", "failed: tests.test_a::test_worse"]


@pytest.mark.parametrize(("counted", "faults"), [(1, 0), (2, 0), (3, 1)])
def test_more_skips_than_agreed_are_a_fault(counted, faults):
    assert len(suite.beyond(Counter({"a reason": counted}), suite.agreed("2 a reason\n"))) == faults


def test_a_skip_that_nobody_agreed_to_is_a_fault():
    assert suite.beyond(Counter({"new": 1}), Counter()) == ["1 tests skipped, 0 agreed: new"]


def test_a_refusal_must_have_its_exit_code_and_its_sentence():
    assert suite.refused("x", 2, "thiếu tệp: a.", "thiếu tệp: a.") == []
    assert suite.refused("x", 1, "thiếu tệp: a.", "thiếu tệp: a.") == ["x: exit code 1, not 2"]
    assert suite.refused("x", 2, "Đã cài đặt xong", "thiếu tệp: a.") == [
        "x did not say “thiếu tệp: a.”:\nĐã cài đặt xong"
    ]


@pytest.mark.parametrize(("version", "told"), [((3, 11, 2), []), ((3, 12, 1), ["python3.11 to run this with"])])
def test_another_python_is_told_before_anything_is_made(version, told, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda program: program)
    monkeypatch.setattr(sys, "version_info", version)
    assert runtime.missing() == told


@pytest.mark.skipif(os.name == "nt", reason="Wine is somewhere else")
def test_a_second_run_on_the_same_pc_is_refused(tmp_path, monkeypatch):
    ended = []
    monkeypatch.setattr("tests.windows.wine.Machine.end", lambda machine: ended.append(machine.root))
    with alone(tmp_path), pytest.raises(RuntimeError, match="another run works on the PC"), alone(tmp_path):
        pass
    assert ended == [tmp_path], "the refused run ends what is not its own"


def test_windows_gets_what_its_markers_ask_for_with_every_hash():
    locked = (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
    lines = {line.split("==")[0]: line for line in libraries.for_windows(locked).splitlines()}
    assert {"pywin32", "colorama", "xlwings"} <= set(lines)
    assert "appscript" not in lines
    (block,) = re.findall(r"^xlwings==.*\n((?:    --hash.*\n)+)", locked, re.MULTILINE)
    assert lines["xlwings"].count("--hash=sha256:") == block.count("--hash=sha256:")
    assert ";" not in "".join(lines.values())


@pytest.mark.parametrize(
    ("wine", "words"), [(None, "Đã bỏ qua phần chạy thử trên Windows: máy này không có Wine"), ("/w", "Chưa chạy thử")]
)
def test_the_test_command_says_what_it_leaves_open_about_windows(monkeypatch, wine, words):
    monkeypatch.setattr(shutil, "which", lambda name: wine)
    assert run.windows_notice().startswith(words)


def test_only_results_in_the_project_s_own_folder_are_left_behind_not_rooms_of_their_name():
    assert not_shipped(str(PROJECT), ["libreoffice", "xlpy", ".git"]) == {"libreoffice", ".git"}
    assert not_shipped(str(PROJECT / "xlpy" / "book"), ["libreoffice", "__pycache__"]) == {"__pycache__"}
