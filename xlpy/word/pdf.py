"""A Word document as PDF: through Word itself where there is one (Windows), else through LibreOffice."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from xlpy.errors import UserError

SECONDS = 120
"""How long LibreOffice may take for one document."""
WORD_PDF = 17
"""wdFormatPDF."""
_WINDOWS_PROGRAM = Path("LibreOffice") / "program" / "soffice.exe"


class PdfError(UserError):
    """No PDF could be made; the message says what is missing or what went wrong."""


def to_pdf(document: bytes, seconds: float = SECONDS) -> bytes:
    """The document's pages as PDF.

    Raises PdfError where there is neither Word nor LibreOffice, or where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="plan167-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "van-ban.docx"
        source.write_bytes(document)
        if sys.platform == "win32" and _by_word(source):
            return source.with_suffix(".pdf").read_bytes()
        return _by_libreoffice(source, seconds)


def _by_word(source: Path) -> bool:
    """Ask Word, in an instance of its own that shows nothing and runs no macro; False where there is none."""
    try:
        client: Any = importlib.import_module("win32com.client")
        com: Any = importlib.import_module("pythoncom")
    except ImportError:
        return False
    com.CoInitialize()
    word = None
    try:
        word = client.DispatchEx("Word.Application")
        word.Visible, word.DisplayAlerts, word.AutomationSecurity = False, 0, 3
        opened = word.Documents.Open(str(source), ReadOnly=True, AddToRecentFiles=False)
        opened.SaveAs2(str(source.with_suffix(".pdf")), FileFormat=WORD_PDF)
        opened.Close(SaveChanges=False)
    except com.com_error:
        return False
    finally:
        if word is not None:
            word.Quit(SaveChanges=False)
        com.CoUninitialize()
    return source.with_suffix(".pdf").exists()


def _by_libreoffice(source: Path, seconds: float) -> bytes:
    program = soffice()
    if program is None:
        raise PdfError(
            "Không tạo được bản PDF vì máy này không có Microsoft Word và không có LibreOffice; "
            "bản Word (.docx) vẫn dùng được."
        )
    profile = source.with_name("profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
    command += ["--outdir", str(source.parent), str(source)]
    quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    try:
        process = subprocess.Popen(command, start_new_session=True, **quiet)
    except OSError as fault:
        raise PdfError("Không chạy được LibreOffice để tạo bản PDF.") from fault
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired as fault:
        raise PdfError(f"LibreOffice quá {seconds:g} giây chưa tạo xong bản PDF; đã dừng.") from fault
    finally:
        _end(process)
    made = source.with_suffix(".pdf")
    if code or not made.exists():
        raise PdfError("LibreOffice không tạo được bản PDF từ văn bản này.")
    return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing of it running: LibreOffice's starter has a child that does the work."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def soffice() -> str | None:
    """LibreOffice's program: on the path, or where its installer puts it."""
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
    places = [Path(folder) / _WINDOWS_PROGRAM for folder in folders if folder]
    places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return shutil.which("soffice") or next((str(place) for place in places if place.exists()), None)
