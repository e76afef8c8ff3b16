"""Broken, giant and hostile files: one finding each with the file's name, and the batch goes on."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from samples.make_samples import catalogue
from tests.tools import ROOT
from xlpy.app.usecases import examine, open_period
from xlpy.forms.wording import load_wording
from xlpy.model.edition import Edition

FORM = ROOT / "samples" / "nam-hoc-2023-2024" / "tep-nhan" / "Các sở" / "Sở KHĐT.xlsx"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def with_part(name: str, content: bytes) -> bytes:
    """A real form one of whose parts is replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(FORM) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, content if item.filename == name else old.read(item))
    return out.getvalue()


CODES = {
    "xa.xlsx": "T107",
    "bom.xlsx": "T106",
    "thuc the.xlsx": "T106",
    "cut.xlsx": "T102",
    "trang web.xls": "T103",
    "rong.xlsx": "T112",
}
"""The code that each hostile file must get."""


def hostile() -> dict[str, bytes]:
    """The files of CODES."""
    whole = FORM.read_bytes()
    far = SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>').encode()
    bomb = SHEET.format("<!--" + " " * 90_000_000 + "-->").encode()
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + SHEET.format("").encode()
    return {
        "xa.xlsx": with_part("xl/worksheets/sheet1.xml", far),
        "bom.xlsx": with_part("xl/worksheets/sheet1.xml", bomb),
        "thuc the.xlsx": with_part("xl/worksheets/sheet1.xml", entity),
        "cut.xlsx": whole[: len(whole) // 2],
        "trang web.xls": b"<html><table><tr><td>1</td></tr></table></html>",
        "rong.xlsx": b"",
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile")
    for name, data in hostile().items():
        (path / name).write_bytes(data)
    shutil.copy(FORM, path / "dung.xlsx")
    return path


@pytest.fixture(scope="module")
def edition(folder: Path) -> Edition:
    return examine(open_period(catalogue(), "CN", load_wording()), folder)


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_a_hostile_file_is_one_finding_with_its_name(edition, name, code):
    assert [f.code for f in edition.findings if f.source.file == name] == [code]


def test_the_good_file_beside_them_is_used(edition):
    assert [record.file for record in edition.files if record.used] == ["dung.xlsx"]


def test_no_file_is_silently_absent(edition, folder):
    assert [record.file for record in edition.files] == sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is POSIX only")
def test_the_batch_stays_under_500_mb_and_10_seconds(folder):
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'xlpy', 'check', sys.argv[1]], timeout=10, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 500
