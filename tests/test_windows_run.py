"""The Windows run sees what it must see: tried without Wine, on planted differences."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import run
from tests.tools import ROOT
from tests.windows import compare, libraries, suite

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
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the same results."""
    for name in ("linux", "windows"):
        (tmp_path / name / "bao-cao").mkdir(parents=True)
        (tmp_path / name / "figures.csv").write_bytes(b"a,b\n")
        (tmp_path / name / "bao-cao" / "a.docx").write_bytes(document(text=b"t", chart=document(sheet=b"1")))
    return tmp_path / "linux", tmp_path / "windows"


def test_equal_results_have_no_difference(folders):
    assert compare.differences(*folders) == []


def test_a_table_that_differs_in_its_line_ends_is_named(folders):
    (folders[1] / "figures.csv").write_bytes(b"a,b\r\n")
    assert compare.differences(*folders) == ["different: figures.csv"]


def test_a_workbook_inside_a_document_is_opened(folders):
    (folders[1] / "bao-cao" / "a.docx").write_bytes(document(text=b"t", chart=document(sheet=b"2")))
    assert compare.differences(*folders) == ["different: bao-cao/a.docx!chart!sheet"]


def test_equal_parts_packed_otherwise_are_a_difference(folders):
    with zipfile.ZipFile(folders[1] / "bao-cao" / "a.docx", "a") as archive:
        archive.comment = b"packed elsewhere"
    assert compare.differences(*folders) == ["same parts, but packed otherwise: bao-cao/a.docx"]


def test_a_file_of_one_system_alone_is_named_but_for_a_pdf(folders):
    for name in ("a.pdf", "b.csv"):
        (folders[0] / name).write_bytes(b"")
    (folders[1] / "c.csv").write_bytes(b"")
    assert compare.differences(*folders) == ["only on Linux: b.csv", "only on Windows: c.csv"]


def test_failures_errors_and_skips_are_told_apart():
    passed, skipped, failed = suite.outcomes(JUNIT)
    assert (passed, dict(skipped)) == (1, {"a reason": 1})
    assert failed == ["failed: tests.test_a::test_bad", "failed: tests.test_a::test_worse"]


@pytest.mark.parametrize(("counted", "faults"), [(1, 0), (2, 0), (3, 1)])
def test_more_skips_than_agreed_are_a_fault(counted, faults):
    assert len(suite.beyond(Counter({"a reason": counted}), suite.agreed("2 a reason\n"))) == faults


def test_a_skip_that_nobody_agreed_to_is_a_fault():
    assert suite.beyond(Counter({"new": 1}), Counter()) == ["1 tests skipped, 0 agreed: new"]


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
