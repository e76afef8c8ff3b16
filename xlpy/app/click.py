"""One click: find the workbook, do the work with progress in the status bar, say how it ended. Nothing escapes.

Whoever clicked sees no more of Python than what is said here, so every failure ends as a sentence: in a box of Excel,
or of Windows itself where Excel can't be reached. One that nobody foresaw gets a code, and its details go into a log
beside the workbook.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from xlpy.app.unforeseen_failure import explained
from xlpy.basics.home import HOME
from xlpy.basics.system import ESCAPE_STOPS, HAS_MICROSOFT_OFFICE, escape_is_held, message_box
from xlpy.book.excel import patience
from xlpy.book.xlwings_library import load_xlwings

TITLE = "KH 167"
SHOWN_EVERY = 0.1
"""Seconds between two changes of the status bar."""
NO_BOOK = (
    "Chương trình đã khởi động nhưng không nối được với sổ tính đang mở (mã {code}). Hãy đóng các hộp thoại còn mở "
    "trong Excel, bấm Enter để xong ô đang gõ, rồi bấm lại nút. Nếu vẫn vậy: lưu sổ, đóng hết cửa sổ Excel, mở lại "
    "theo cách thường (không dùng Run as administrator). Sổ và các tệp vẫn còn nguyên. Nếu vẫn lỗi, gửi tệp "
    "nhật ký lỗi này cho người phụ trách:"
)


def button(described: Callable[[], None]) -> Callable[[], None]:
    """A function of `xlpy.macros` as a button: called without arguments, returns nothing, raises nothing.

    The function only describes the button. The work is that of the same name in `xlpy.app.desk`.
    """

    @functools.wraps(described)
    def clicked() -> None:
        _click(described.__name__)

    return clicked


def _click(name: str) -> None:
    try:
        from xlpy.app.ask import speaker_of  # noqa: PLC0415

        book = _caller()
    except Exception as error:  # no workbook to speak through
        _tell_alone(explained(error, HOME, NO_BOOK))
        return
    folder = HOME
    try:
        folder = Path(book.fullname).parent
        speaker = speaker_of(book.app)
        with _quiet(book.app):
            text, wrong = _worked(name, book, speaker)
        speaker.tell(text, wrong=wrong)
    except Exception as error:  # the program itself is at fault, or Excel went away
        text = explained(error, folder)
        try:
            speaker_of(book.app).tell(text, wrong=True)
        except Exception:
            _tell_alone(text)


def _caller() -> Any:
    """The workbook whose button was clicked.

    Raises ImportError where a library does not load, and whatever xlwings raises where it can't reach the workbook.
    """
    xlwings = load_xlwings()
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        _tame(windows)
    elif HAS_MICROSOFT_OFFICE and not hasattr(xlwings.Book, "_mock_caller"):
        raise ImportError("xlwings has no engine for Excel", name="pywin32")  # it says nothing of a pywin32 that fails
    return xlwings.Book.caller()


def _tame(windows: Any) -> None:
    """Let xlwings' engine for Windows end nobody's Excel, and calls to one that can't answer end some day.

    At exit it would end every Excel process in which it finds no workbook by force: also that of files in Protected
    View, and an Excel that has just been started.
    """
    atexit.unregister(windows.cleanup)
    patience.teach(windows)


def _worked(name: str, book: Any, speaker: Any) -> tuple[str, bool]:
    """Do the button's work; returns what to say and whether it went wrong."""
    from xlpy.app.about import about  # noqa: PLC0415
    from xlpy.app.desk import work_of  # noqa: PLC0415
    from xlpy.app.desk.desk import Desk  # noqa: PLC0415
    from xlpy.app.desk.run import perform  # noqa: PLC0415
    from xlpy.app.setup_checks import Trouble, notices  # noqa: PLC0415
    from xlpy.basics.commit import BusyError, working_on  # noqa: PLC0415
    from xlpy.book.excel.live_workbook import LiveBook  # noqa: PLC0415
    from xlpy.book.excel.program import is_read_only  # noqa: PLC0415

    running = Trouble.NO_PYTHON  # whoever reads this has found it
    said = notices(book.fullname, read_only=is_read_only(book))
    blocked = [one.sentence for one in said if one.stops and one.trouble is not running]
    if blocked:
        return "\n".join(blocked), True
    try:
        with working_on(Path(book.fullname)):
            live = LiveBook(book)
            desk = Desk(live, speaker, StatusBar(book.app), is_live=True, about=about(book.app))
            text, wrong = perform(work_of(name), desk)
    except BusyError as busy:
        return str(busy), True
    return "\n".join((text, *live.notes)), wrong


@contextlib.contextmanager
def _quiet(app: Any) -> Iterator[None]:
    """No flicker and no built-in questions while the work lasts; all as it was afterwards."""
    kept = {name: getattr(app, name) for name in ("screen_updating", "display_alerts", "enable_events")}
    try:
        for name in kept:
            setattr(app, name, False)
        yield
    finally:
        for name, value in kept.items():
            with contextlib.suppress(Exception):
                setattr(app, name, value)
        with contextlib.suppress(Exception):
            app.status_bar = False


class StatusBar:
    """Progress in the program's status bar; holding Esc stops (Windows)."""

    def __init__(self, app: Any) -> None:
        self._app, self._shown = app, 0.0

    def step(self, what: str, done: int, total: int) -> None:
        """``Đọc tệp 5/23 (giữ phím Esc để dừng)``; not more often than people can read."""
        now = time.monotonic()
        if done < total and now - self._shown < SHOWN_EVERY:
            return
        self._shown = now
        hint = " (giữ phím Esc để dừng)" if ESCAPE_STOPS else ""
        with contextlib.suppress(Exception):  # a word of progress is not worth the work
            self._app.status_bar = f"KH 167: {what} {done}/{total}{hint}"

    def stop_asked(self) -> bool:
        """Whether Esc is held down."""
        return escape_is_held()


def _tell_alone(text: str) -> None:
    """Say it without any spreadsheet program; ends Python with 1 where that can't be, so that VBA says something."""
    told = False
    with contextlib.suppress(Exception):
        told = message_box(TITLE, text)
    if not told:
        raise SystemExit(1)
