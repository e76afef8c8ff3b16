"""A Word document becomes a PDF through LibreOffice; what is missing or fails is told in a sentence."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from xlpy.outputs.word import pdf
from xlpy.outputs.word.blocks import say
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.paper import new_paper
from xlpy.outputs.word.pdf import PdfError, to_pdf


def document() -> bytes:
    paper = new_paper()
    say(paper, "NoiDung", "Ủy ban nhân dân tỉnh Quảng Ngãi")
    return document_bytes(paper)


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.office
def test_the_pages_hold_the_text(tmp_path: Path):
    made = tmp_path / "x.pdf"
    made.write_bytes(to_pdf(document()))
    shown = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, text=True, check=True).stdout
    assert "Ủy ban nhân dân tỉnh Quảng Ngãi" in shown


def test_without_word_and_libreoffice_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "soffice", lambda: None)
    with pytest.raises(PdfError, match="không có Microsoft Office và không có LibreOffice"):
        to_pdf(document())


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
@pytest.mark.parametrize(
    ("script", "words"),
    [("exit 1", "không tạo được"), ("exit 0", "không tạo được"), ("sleep 20", "chưa tạo xong")],
)
def test_a_failing_libreoffice_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str):
    path = program(tmp_path, script)
    monkeypatch.setattr(pdf, "soffice", lambda: path)
    with pytest.raises(PdfError, match=words):
        to_pdf(document(), seconds=0.5)


def test_a_disk_that_fills_up_is_a_sentence_that_leaves_the_document(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PdfError, match=r"ổ đĩa đã đầy; bản Word \(\.docx\) vẫn dùng được\.$"):
        to_pdf(b"")


# --- Microsoft Office, played by modules of the names that pywin32 has, in the process that asks it ---------------

PYTHONCOM = """
class com_error(Exception):
    def __init__(self, hresult=-2147352567):
        self.hresult = hresult
def CoInitialize(): pass
def CoUninitialize(): note("free")
def note(word):
    import os
    with open(os.environ["TOLD"], "a") as told:
        told.write(word + " ")
"""
CLIENT = """
import os, pathlib, subprocess, time, types
from pythoncom import com_error, note
BEHAVIOUR = os.environ["OFFICE"]
def save(path, FileFormat=None):
    if BEHAVIOUR == "fails":
        raise com_error()
    pathlib.Path(path).write_bytes(b"%PDF by Word")
class Document:
    def SaveAs2(self, path, FileFormat): save(path)
    def ExportAsFixedFormat(self, kind, path): save(path)
    def Close(self, SaveChanges): note("close")
class Documents:
    def Open(self, path, **_): return Document()
class Program:
    Documents = Workbooks = Documents()
    def Quit(self):
        note("quit")
        if BEHAVIOUR == "quit fails":
            raise com_error()
def DispatchEx(name):
    note(name)
    if BEHAVIOUR == "absent":
        raise com_error(-2147221005)
    if BEHAVIOUR == "hangs":
        process = subprocess.Popen(["sleep", "60"])
        pathlib.Path(os.environ["OURS"]).write_text(str(process.pid))
        time.sleep(60)
    return Program()
class GetObject:
    def __init__(self, name): pass
    def ExecQuery(self, question):
        assert "WINWORD.EXE" in question and "-Embedding" in question
        files = [pathlib.Path(os.environ[name]) for name in ("THEIRS", "OURS")]
        return [types.SimpleNamespace(ProcessId=int(file.read_text())) for file in files if file.exists()]
if BEHAVIOUR == "import hangs":
    time.sleep(60)
"""

PRINTERS = """
import os
def EnumPrinters(flags, name, level):
    assert (flags, name, level) == (6, None, 1)
    return tuple(os.environ.get("PRINTERS", "Microsoft Print to PDF").split())
"""


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Windows with pywin32; what was asked of Office is told in the file."""
    modules = tmp_path / "modules"
    (modules / "win32com").mkdir(parents=True)
    (modules / "pythoncom.py").write_text(PYTHONCOM)
    (modules / "win32com" / "__init__.py").write_text("")
    (modules / "win32com" / "client.py").write_text(CLIENT)
    (modules / "win32print.py").write_text(PRINTERS)
    monkeypatch.setattr(pdf, "HAS_MICROSOFT_OFFICE", True)
    monkeypatch.setattr(pdf, "soffice", lambda: None)
    monkeypatch.setenv("PYTHONPATH", str(modules))
    for name in ("TOLD", "OURS", "THEIRS"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("OFFICE", "works")
    return tmp_path / "TOLD"


@pytest.mark.parametrize(("suffix", "name"), [(".docx", "Word"), (".xlsx", "Excel")])
def test_on_windows_office_makes_the_pdf_and_is_closed(told: Path, suffix: str, name: str):
    assert to_pdf(b"", suffix) == b"%PDF by Word"
    assert told.read_text() == f"{name}.Application close quit free "


def test_an_office_that_cannot_be_closed_has_made_its_pdf(told: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OFFICE", "quit fails")
    assert to_pdf(b"") == b"%PDF by Word"
    assert told.read_text().endswith("quit free ")


def test_where_word_fails_it_is_closed_and_not_called_absent(told: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OFFICE", "fails")
    with pytest.raises(PdfError, match=r"^Microsoft Word không tạo được bản PDF; hãy mở .*không có LibreOffice; bản"):
        to_pdf(b"")
    assert told.read_text() == "Word.Application quit free "


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_where_office_fails_for_want_of_a_printer_one_is_asked_for(
    told: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
):
    monkeypatch.setenv("OFFICE", "fails")
    monkeypatch.setenv("PRINTERS", "")
    with pytest.raises(PdfError, match=r"chưa có máy in nào; hãy cài một máy in \(ví dụ Microsoft Print to PDF"):
        to_pdf(b"", suffix)


@pytest.mark.parametrize(
    ("behaviour", "modules", "words"),
    [
        ("absent", True, "^Không tạo được .* không có Microsoft Office và không có LibreOffice"),
        ("works", False, "^Plan167 chưa gọi được Microsoft Office vì thiếu thư viện"),
    ],
)
def test_what_is_missing_is_told_as_that(
    told: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str, modules: bool, words: str
):
    monkeypatch.setenv("OFFICE", behaviour)
    if not modules:  # whether this machine has pywin32 or not
        (told.parent / "modules" / "pythoncom.py").write_text("raise ImportError")
    with pytest.raises(PdfError, match=words):
        to_pdf(b"")


@pytest.mark.usefixtures("told")
@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_where_word_fails_libreoffice_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = program(tmp_path, 'for last; do :; done; printf "%%PDF by Calc" > "${last%.docx}.pdf"')
    monkeypatch.setattr(pdf, "soffice", lambda: path)
    monkeypatch.setenv("OFFICE", "fails")
    assert to_pdf(b"") == b"%PDF by Calc"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Word is a process of POSIX")
@pytest.mark.usefixtures("told")
def test_a_word_that_hangs_is_ended_and_no_other_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    theirs = subprocess.Popen(["sleep", "60"])
    (tmp_path / "THEIRS").write_text(str(theirs.pid))
    monkeypatch.setenv("OFFICE", "hangs")
    try:
        with pytest.raises(PdfError, match=r"^Microsoft Word quá 1 giây chưa tạo xong bản PDF, đã dừng; hãy mở"):
            to_pdf(b"", seconds=1)
        assert theirs.poll() is None
    finally:
        theirs.kill()
        theirs.wait()
    assert not runs(int((tmp_path / "OURS").read_text()))


def runs(number: int) -> bool:
    """Whether a process still does something (one that has ended may wait for its parent to notice)."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.usefixtures("told")
def test_a_process_that_cannot_even_end_itself_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "_PATIENCE", 0.3)
    monkeypatch.setenv("OFFICE", "import hangs")
    with pytest.raises(PdfError, match=r"^Microsoft Excel quá 0\.2 giây"):
        to_pdf(b"", ".xlsx", seconds=0.2)
