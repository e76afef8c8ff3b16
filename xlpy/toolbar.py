"""Runs in LibreOffice's own Python when a button of the toolbar is pressed: the same macros as in Excel.

The extension carries this file with one function for each button behind it. It stands alone, and any Python 3 reads
it, since it must be able to say what is missing: the program is looked for beside the open workbook (`xlpy/` and
`.venv/` in its folder or in one above). Tests set PLAN167_SAID to a file that takes the messages in place of boxes, and
PLAN167_DONE to one that takes the name of a button once its work has ended.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname

TITLE = "KH 167 (bản thử nghiệm)"
KINDS = (".xlsx", ".ods")
NOT_A_BOOK = "Hãy mở sổ làm việc (.xlsx hoặc .ods) rồi bấm lại nút này."
NOT_SAVED = "Sổ này chưa được lưu. Hãy lưu vào thư mục của chương trình (định dạng .xlsx hoặc .ods) rồi bấm lại."
WRONG_KIND = (
    "Thanh công cụ này chỉ làm việc với sổ .xlsx hoặc .ods, còn sổ đang mở là {kind}. Tệp .xlsm dùng với Excel; "
    "muốn làm việc trong LibreOffice, hãy lưu sổ thành .xlsx ở cùng thư mục rồi bấm lại. Không có gì thay đổi."
)
NO_PROGRAM = (
    "Không thấy chương trình (thư mục xlpy) bên cạnh sổ {book}. Hãy đặt sổ vào thư mục của chương trình rồi mở lại."
)
NO_LIBRARIES = (
    "Chưa cài đặt thư viện (thư mục .venv trong {home}). Hãy chạy Cai-dat.cmd trong thư mục đó (trên Linux: "
    "python3 run.py setup) rồi bấm lại."
)
OTHER_PYTHON = (
    "LibreOffice này dùng Python {here}, còn chương trình được cài với Python {there}. "
    "Hãy dùng bản LibreOffice có Python {there}, hoặc dùng Excel. Không có gì thay đổi."
)
OTHER_COPY = "LibreOffice đang dùng chương trình ở {loaded}. Hãy đóng hết LibreOffice rồi mở lại sổ này."
BROKEN = "Nút này chưa chạy được (mã LO-01). Chi tiết ghi ở {log}. Sổ làm việc giữ nguyên."


class Refused(Exception):
    """The button does nothing; the message is a sentence for the user."""


def run(name: str, script_context: Any) -> None:
    """Run ``xlpy.macros.<name>()`` on the document of a LibreOffice script context; never raises."""
    context, document = script_context.getComponentContext(), None
    try:
        document = _document(script_context)
        home = find_home(document.URL)
        use(home)
        _macro(name, context, document)
    except Refused as refusal:
        say(str(refusal), context, document)
    except BaseException:  # a button never shows a traceback
        say(BROKEN.format(log=_logged(traceback.format_exc())), context, document)
    finally:
        _note("PLAN167_DONE", name)


def _logged(text: str) -> str:
    """Write a log of this one failure; gives its path.

    The folder for temporary files may be everybody's, so that the name is one that nobody can foresee.
    """
    with contextlib.suppress(OSError):
        number, path = tempfile.mkstemp(prefix="plan167-", suffix=".log")
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
        return path
    return tempfile.gettempdir()


def _document(script_context: Any) -> Any:
    document = script_context.getDocument()
    if document is None:  # no window has the focus
        documents = script_context.getDesktop().Components
        document = next((one for one in documents if hasattr(one, "Sheets")), None)
    if document is None or not hasattr(document, "Sheets"):
        raise Refused(NOT_A_BOOK)
    if not document.URL.startswith("file:"):
        raise Refused(NOT_SAVED)
    kind = os.path.splitext(document.URL)[1].lower()  # noqa: PTH122  (a URL)
    if kind not in KINDS:
        raise Refused(WRONG_KIND.format(kind=kind or "tệp không có phần mở rộng"))
    return document


def find_home(address: str) -> Path:
    """The folder of the program for a workbook's file URL: its own or one above. Raises Refused."""
    place = urlparse(address)
    book = Path((f"//{place.netloc}" if place.netloc else "") + url2pathname(place.path))
    for folder in book.parents:
        if (folder / "xlpy" / "__init__.py").is_file():
            return folder
    raise Refused(NO_PROGRAM.format(book=book.name))


def libraries(home: Path) -> Path:
    """The folder of the libraries for this very Python. Raises Refused."""
    settings = home / ".venv" / "pyvenv.cfg"
    lines = settings.read_text(encoding="utf-8").splitlines() if settings.is_file() else []
    there = next((line.split("=")[1].strip() for line in lines if line.split("=")[0].strip() == "version"), "")
    here = "{}.{}".format(*sys.version_info[:2])
    version = ".".join(there.split(".")[:2])
    if not version:
        raise Refused(NO_LIBRARIES.format(home=home))
    if version != here:
        raise Refused(OTHER_PYTHON.format(here=here, there=version))
    for folder in (
        home / ".venv" / "lib" / f"python{here}" / "site-packages",
        home / ".venv" / "Lib" / "site-packages",
    ):
        if folder.is_dir():
            return folder
    raise Refused(NO_LIBRARIES.format(home=home))


def use(home: Path) -> None:
    """Let this Python import the program and its libraries. Raises Refused."""
    loaded = getattr(sys.modules.get("xlpy"), "__file__", None)
    if loaded and Path(loaded).parent.parent.resolve() != home.resolve():
        raise Refused(OTHER_COPY.format(loaded=Path(loaded).parent.parent))
    for folder in (str(libraries(home)), str(home)):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    _be_a_program()


def _be_a_program() -> None:
    """What libraries expect of a Python that is a program of its own."""
    if not getattr(sys, "argv", None):
        sys.argv = [""]
    for stream in ("stdout", "stderr"):
        if getattr(sys, stream, None) is None:
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115  (as long as LibreOffice)
    name = "python{}.{}".format(*sys.version_info[:2])
    beside = Path(sys.executable or sys.prefix).parent
    places = (Path(sys.exec_prefix) / "bin" / name, Path(sys.exec_prefix).parent / "python.exe", beside / "python.exe")
    for program in places:  # workers must be Pythons, not second LibreOffices
        if program.is_file():
            multiprocessing.set_executable(str(program))
            return


def _macro(name: str, context: Any, document: Any) -> None:
    from xlpy import macros  # noqa: PLC0415  (found only now)
    from xlpy.book.xlwings_library import load_xlwings  # noqa: PLC0415

    load_xlwings()  # before the engine imports it
    from xlpy.book.libreoffice import engine  # noqa: PLC0415

    engine.wrap(engine.register(context, has_window=True), document).set_mock_caller()
    ended = threading.Event()
    # LibreOffice has threads that Python does not see; with one of its own, workers are never forked from it
    threading.Thread(target=ended.wait, daemon=True).start()
    undo = document.UndoManager
    undo.lock()  # Calc records only part of what a macro does: undoing that part would leave a broken workbook
    try:
        getattr(macros, name)()
    finally:
        undo.unlock()
        undo.clear()
        ended.set()


def say(text: str, context: Any, document: Any) -> None:
    """Show a sentence in a box over the document's window, or write it where tests look; never raises."""
    with contextlib.suppress(Exception):
        if _note("PLAN167_SAID", json.dumps({"wrong": text}, ensure_ascii=False)):
            return
        import uno  # noqa: PLC0415  (LibreOffice's own)

        toolkit = context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
        window = (
            document.CurrentController.Frame.ContainerWindow if document is not None else toolkit.getDesktopWindow()
        )
        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
        toolkit.createMessageBox(window, kind, 1, TITLE, text).execute()


def _note(variable: str, text: str) -> bool:
    """Append a line to the file that an environment variable names; False without one."""
    file = os.environ.get(variable)
    if file:
        with contextlib.suppress(OSError), Path(file).open("a", encoding="utf-8") as lines:
            lines.write(text + "\n")
    return bool(file)
