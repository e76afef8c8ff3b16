"""A paper as PDF: through Word or Excel where they are (Windows), else through LibreOffice."""

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
WORD_PDF, EXCEL_PDF = 17, 0
"""wdFormatPDF, xlTypePDF."""
_WINDOWS_PROGRAM = Path("LibreOffice") / "program" / "soffice.exe"


class PdfError(UserError):
    """No PDF could be made; the message says what is missing or what went wrong."""


def to_pdf(document: bytes, suffix: str = ".docx", *, seconds: float = SECONDS) -> bytes:
    """The pages of a Word document (``.docx``) or a workbook (``.xlsx``) as PDF.

    Raises PdfError where there is neither Microsoft Office nor LibreOffice, or where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="plan167-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"van-ban{suffix}"
        source.write_bytes(document)
        if sys.platform == "win32" and _by_office(source):
            return source.with_suffix(".pdf").read_bytes()
        return _by_libreoffice(source, seconds)


def _by_office(source: Path) -> bool:
    """Ask Word or Excel, in an instance of its own that shows nothing and runs no macro; False where there is none."""
    try:
        client: Any = importlib.import_module("win32com.client")
        com: Any = importlib.import_module("pythoncom")
    except ImportError:
        return False
    com.CoInitialize()
    program = None
    is_word = source.suffix == ".docx"
    try:
        program = client.DispatchEx("Word.Application" if is_word else "Excel.Application")
        program.Visible, program.DisplayAlerts, program.AutomationSecurity = False, 0, 3
        (_word_to_pdf if is_word else _excel_to_pdf)(program, source)
    except com.com_error:
        return False
    finally:
        if program is not None:
            program.Quit()
        com.CoUninitialize()
    return source.with_suffix(".pdf").exists()


def _word_to_pdf(word: Any, source: Path) -> None:
    opened = word.Documents.Open(str(source), ReadOnly=True, AddToRecentFiles=False)
    opened.SaveAs2(str(source.with_suffix(".pdf")), FileFormat=WORD_PDF)
    opened.Close(SaveChanges=False)


def _excel_to_pdf(excel: Any, source: Path) -> None:
    opened = excel.Workbooks.Open(str(source), UpdateLinks=0, ReadOnly=True)
    opened.ExportAsFixedFormat(EXCEL_PDF, str(source.with_suffix(".pdf")))
    opened.Close(SaveChanges=False)


def _by_libreoffice(source: Path, seconds: float) -> bytes:
    program = soffice()
    if program is None:
        raise PdfError(
            "Không tạo được bản PDF vì máy này không có Microsoft Office và không có LibreOffice; "
            f"bản {'Word' if source.suffix == '.docx' else 'Excel'} ({source.suffix}) vẫn dùng được."
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
