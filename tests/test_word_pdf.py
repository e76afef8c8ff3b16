"""A Word document becomes a PDF through LibreOffice; what is missing or fails is told in a sentence."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from xlpy.word import pdf
from xlpy.word.blocks import say
from xlpy.word.package import document_bytes
from xlpy.word.paper import new_paper
from xlpy.word.pdf import PdfError, to_pdf


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


# --- Microsoft Word, played by a stand-in -------------------------------------------------------------------


class ComError(Exception):
    """pywintypes.com_error."""


def stand_in(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """Word as COM gives it: saves a PDF where it is told to."""
    client, com = MagicMock(), MagicMock(com_error=ComError)
    word: MagicMock = client.DispatchEx.return_value
    opened = word.Documents.Open.return_value
    opened.SaveAs2.side_effect = lambda path, **_: Path(path).write_bytes(b"%PDF by Word")
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "pythoncom", com)
    monkeypatch.setitem(sys.modules, "win32com", MagicMock(client=client))
    monkeypatch.setitem(sys.modules, "win32com.client", client)
    return word


def test_on_windows_word_makes_the_pdf_and_is_closed(monkeypatch: pytest.MonkeyPatch):
    word = stand_in(monkeypatch)
    assert to_pdf(document()) == b"%PDF by Word"
    word.Documents.Open.return_value.Close.assert_called_once_with(SaveChanges=False)
    word.Quit.assert_called_once_with()


def test_where_word_fails_libreoffice_is_asked_and_word_is_closed(monkeypatch: pytest.MonkeyPatch):
    word = stand_in(monkeypatch)
    word.Documents.Open.side_effect = ComError
    monkeypatch.setattr(pdf, "soffice", lambda: None)
    with pytest.raises(PdfError, match="không có LibreOffice"):
        to_pdf(document())
    word.Quit.assert_called_once_with()
