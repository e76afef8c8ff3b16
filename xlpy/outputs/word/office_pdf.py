"""Word or Excel asked for a PDF, in a process that may be ended.

Run as ``python -m xlpy.outputs.word.office_pdf SOURCE SECONDS``.

A dialog that nobody sees (first start, sign-in, a damaged add-in) holds Office for ever; here it holds nobody else.
What came of it is told by the exit code.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MADE, FAILED, ABSENT, UNREACHABLE, LATE, NO_PRINTER = 0, 1, 3, 4, 5, 6
"""Exit codes: done; Office failed; no such program of Office; pywin32 is missing; Office took too long; Office failed
on a PC without any printer, which it asks how to lay out pages."""
PRINTERS = 2 | 4
"""PRINTER_ENUM_LOCAL and PRINTER_ENUM_CONNECTIONS."""
WORD_PDF, EXCEL_PDF = 17, 0
"""wdFormatPDF, xlTypePDF."""
_NO_SUCH_PROGRAM = frozenset({-2147221005, -2147221164})
"""CO_E_CLASSSTRING, REGDB_E_CLASSNOTREG."""


def main(arguments: Sequence[str]) -> int:
    """Put the PDF beside the source; the program of Office is closed, or ended when the seconds are over."""
    source, seconds = Path(arguments[0]), float(arguments[1])
    try:
        client: Any = importlib.import_module("win32com.client")
        com: Any = importlib.import_module("pythoncom")
    except ImportError:
        return UNREACHABLE
    watch = _Watch(client, com, "WINWORD.EXE" if source.suffix == ".docx" else "EXCEL.EXE")
    timer = threading.Timer(seconds, watch.give_up)
    timer.daemon = True
    timer.start()
    com.CoInitialize()
    try:
        watch.look()
        return _ask(client, com, source)
    finally:
        timer.cancel()
        with contextlib.suppress(Exception):
            com.CoUninitialize()


def _ask(client: Any, com: Any, source: Path) -> int:
    """One document through an instance of its own that shows nothing and runs no macro."""
    is_word = source.suffix == ".docx"
    try:
        program = client.DispatchEx("Word.Application" if is_word else "Excel.Application")
    except com.com_error as error:
        return ABSENT if getattr(error, "hresult", None) in _NO_SUCH_PROGRAM else FAILED
    try:
        program.Visible, program.DisplayAlerts, program.AutomationSecurity = False, 0, 3
        (_word_to_pdf if is_word else _excel_to_pdf)(program, source)
    except com.com_error:
        return FAILED if _has_printer() else NO_PRINTER
    finally:
        with contextlib.suppress(Exception):  # it may be gone already: what it made counts
            program.Quit()
    return MADE if source.with_suffix(".pdf").exists() else FAILED


def _has_printer() -> bool:
    """Whether Windows has any printer, a paper one or one like Microsoft Print to PDF; yes where that can't be told."""
    try:
        spooler: Any = importlib.import_module("win32print")
        return bool(spooler.EnumPrinters(PRINTERS, None, 1))
    except Exception:  # pywin32's own, where the spooler does not run
        return True


def _word_to_pdf(word: Any, source: Path) -> None:
    opened = word.Documents.Open(str(source), ReadOnly=True, AddToRecentFiles=False)
    opened.SaveAs2(str(source.with_suffix(".pdf")), FileFormat=WORD_PDF)
    opened.Close(SaveChanges=False)


def _excel_to_pdf(excel: Any, source: Path) -> None:
    opened = excel.Workbooks.Open(str(source), UpdateLinks=0, ReadOnly=True)
    opened.ExportAsFixedFormat(EXCEL_PDF, str(source.with_suffix(".pdf")))
    opened.Close(SaveChanges=False)


class _Watch:
    """Ends the instance that was started here, and this process, when the time is over.

    Windows starts such an instance for us, so it is no child of this process: it is known as one that was started
    for another program (``-Embedding``) and was not there before. A person's own Word or Excel is never touched.
    """

    def __init__(self, client: Any, com: Any, image: str) -> None:
        self._client, self._com, self._image = client, com, image
        self._before: set[int] | None = None

    def look(self) -> None:
        """Note what runs before anything is started."""
        with contextlib.suppress(Exception):  # without Windows' management service nothing is ended but this process
            self._before = self._embedded()

    def give_up(self) -> None:
        """Called in a thread of its own: the first one hangs in a call to Office."""
        with contextlib.suppress(Exception):
            self._com.CoInitialize()
            if self._before is not None:
                for number in self._embedded() - self._before:
                    os.kill(number, signal.SIGTERM)
        os._exit(LATE)

    def _embedded(self) -> set[int]:
        question = f"SELECT ProcessId FROM Win32_Process WHERE Name='{self._image}' AND CommandLine LIKE '%-Embedding%'"
        return {int(process.ProcessId) for process in self._client.GetObject("winmgmts:").ExecQuery(question)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
