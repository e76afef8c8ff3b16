"""A paper as PDF: through Word or Excel where they are (Windows), else through LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlpy.basics.errors import UserError, reason_vn
from xlpy.basics.home import HOME
from xlpy.basics.system import HAS_MICROSOFT_OFFICE, NO_CONSOLE, end_tree
from xlpy.outputs.word import office_pdf
from xlpy.outputs.word.fonts import substitution

SECONDS = 120.0
"""How long Office, and LibreOffice after it, may take for one document."""
_PATIENCE = 10.0
"""How much longer the process that asks Office may take to end it."""
_WINDOWS_PROGRAM = Path("LibreOffice") / "program" / "soffice.exe"


VIETNAMESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
{more}</oor:items>
"""
"""LibreOffice's settings for our pages: 1.234,5 whatever the language of the PC; and ``more``."""


class PdfError(UserError):
    """No PDF could be made; the message says what is missing or what went wrong. The document itself is not touched."""


def to_pdf(document: bytes, suffix: str = ".docx", *, seconds: float = SECONDS) -> bytes:
    """The pages of a Word document (``.docx``) or a workbook (``.xlsx``) as PDF.

    Raises PdfError, and nothing else, where there is neither Microsoft Office nor LibreOffice, or where both fail or
    take longer than ``seconds`` each.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="plan167-", ignore_cleanup_errors=True) as folder:
            source = Path(folder) / f"van-ban{suffix}"
            source.write_bytes(document)
            code = _by_office(source, seconds) if HAS_MICROSOFT_OFFICE else office_pdf.ABSENT
            if code != office_pdf.MADE:
                _by_libreoffice(source, seconds, _office_said(code, source, seconds))
            return source.with_suffix(".pdf").read_bytes()
    except OSError as fault:
        raise PdfError(f"Không tạo được bản PDF: {reason_vn(fault)}; {_usable(suffix)}.") from fault


def _by_office(source: Path, seconds: float) -> int:
    """Ask Word or Excel in another process; returns one of its exit codes."""
    paths = [str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-P", "-m", "xlpy.outputs.word.office_pdf", str(source), str(seconds)]
    code = _run(command, seconds + _PATIENCE, {**os.environ, "PYTHONPATH": os.pathsep.join(paths)})
    return office_pdf.LATE if code is None else code


def _office_said(code: int, source: Path, seconds: float) -> str:
    """Why Office made no PDF, as a sentence; '' where there is no Office."""
    name = f"Microsoft {_program(source.suffix)}"
    match code:
        case office_pdf.ABSENT:
            return ""
        case office_pdf.UNREACHABLE:
            return "Plan167 chưa gọi được Microsoft Office vì thiếu thư viện pywin32; hãy chạy lại Cai-dat.cmd."
        case office_pdf.LATE:
            return f"{name} quá {seconds:g} giây chưa tạo xong bản PDF, đã dừng; {_advice(name)}."
        case office_pdf.NO_PRINTER:
            return (
                f"{name} không tạo được bản PDF vì máy tính chưa có máy in nào; hãy cài một máy in (ví dụ Microsoft "
                "Print to PDF có sẵn trong Windows) rồi thực hiện lại."
            )
    return f"{name} không tạo được bản PDF; {_advice(name)}."


def _advice(name: str) -> str:
    return f"hãy mở {name} một lần, trả lời các hộp thoại hiện ra, đóng lại rồi thực hiện lại"


def _program(suffix: str) -> str:
    return "Word" if suffix == ".docx" else "Excel"


def _usable(suffix: str) -> str:
    return f"bản {_program(suffix)} ({suffix}) vẫn dùng được"


NO_PRINTERS = {"SAL_DISABLE_CUPS": "1"}
"""LibreOffice would ask this machine's printing service (port 631) for its printers, though none is needed."""


def _by_libreoffice(source: Path, seconds: float, office: str) -> None:
    """Put the PDF beside the source. ``office`` is what Office failed with: PdfError tells it too."""
    before = f"{office} " if office else ""
    program = soffice()
    if program is None:
        lacking = "không có LibreOffice" if office else "không có Microsoft Office và không có LibreOffice"
        raise PdfError(f"{before}Không tạo được bản PDF vì máy này {lacking}; {_usable(source.suffix)}.")
    profile = source.with_name("profile")
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(VIETNAMESE.format(more=substitution()), encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", "pdf"]
    command += ["--outdir", str(source.parent), str(source)]
    try:
        code = _run(command, seconds, {**os.environ, **NO_PRINTERS})
    except OSError as fault:
        raise PdfError(f"{before}Không chạy được LibreOffice để tạo bản PDF: {reason_vn(fault)}.") from fault
    if code is None:
        raise PdfError(f"{before}LibreOffice quá {seconds:g} giây chưa tạo xong bản PDF; đã dừng.")
    if code or not source.with_suffix(".pdf").exists():
        raise PdfError(f"{before}LibreOffice không tạo được bản PDF từ văn bản này.")


def _run(command: Sequence[str], seconds: float, environment: dict[str, str] | None = None) -> int | None:
    """Run a program that shows nothing; returns its exit code, None where it had to be ended."""
    quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    process = subprocess.Popen(command, env=environment, **NO_CONSOLE, **quiet)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            end_tree(process, _PATIENCE)


def soffice() -> str | None:
    """LibreOffice's program: on the path, or where its installer puts it."""
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
    places = [Path(folder) / _WINDOWS_PROGRAM for folder in folders if folder]
    places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    return shutil.which("soffice") or next((str(place) for place in places if place.exists()), None)
