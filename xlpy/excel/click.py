"""One click: find the workbook, do the work with progress in the status bar, say how it ended. Nothing escapes.

RunPython would show an exception's text with its Vietnamese letters garbled, so every failure ends here as a sentence;
one that nobody foresaw gets a code, and its details go into a log beside the workbook.
"""

from __future__ import annotations

import contextlib
import functools
import secrets
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from xlpy.system import ESCAPE_STOPS, escape_is_held

LOG = "Plan167.log"
PROGRAM = Path(__file__).resolve().parents[2]
"""Where the log goes if there is no workbook."""
COM_ATTEMPTS, COM_PAUSE = 400, 0.05
"""How often a call to a busy Excel is tried again, and the seconds between: 20 s. xlwings' own default is for ever."""
SHOWN_EVERY = 0.1
"""Seconds between two changes of the status bar."""


def button(work: Callable[..., Any]) -> Callable[[], None]:
    """A function of `xlpy.macros` as a button: called without arguments, returns nothing, raises nothing."""

    @functools.wraps(work)
    def clicked() -> None:
        _click(work)

    return clicked


def _click(work: Callable[..., Any]) -> None:
    import xlwings  # noqa: PLC0415  (the slowest import of all: not before a click)

    from xlpy.excel.ask import speaker_of  # noqa: PLC0415

    _be_finite()
    try:
        book = xlwings.Book.caller()
    except Exception:  # no workbook to speak through: only the log is left
        _log(PROGRAM, traceback.format_exc())
        return
    folder = PROGRAM
    try:
        folder = Path(book.fullname).parent
        speaker = speaker_of(book.app)
        with _quiet(book.app):
            text, wrong = _worked(work, book, speaker)
        speaker.tell(text, wrong=wrong)
    except Exception:  # the program itself is at fault, or Excel went away
        text = _unforeseen(folder)
        with contextlib.suppress(Exception):
            speaker_of(book.app).tell(text, wrong=True)


def _worked(work: Callable[..., Any], book: Any, speaker: Any) -> tuple[str, bool]:
    """Do the work; returns what to say and whether it went wrong."""
    from xlpy.desk.desk import Desk  # noqa: PLC0415
    from xlpy.desk.run import perform  # noqa: PLC0415
    from xlpy.excel.live import LiveBook  # noqa: PLC0415
    from xlpy.setup_checks import Trouble, notices  # noqa: PLC0415

    running = Trouble.NO_PYTHON  # whoever reads this has found it
    blocked = [one.sentence for one in notices(book.fullname) if one.stops and one.trouble is not running]
    if blocked:
        return "\n".join(blocked), True
    live = LiveBook(book)
    text, wrong = perform(work, Desk(live, speaker, StatusBar(book.app), is_live=True))
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


def _be_finite() -> None:
    """Let calls to a busy Excel end some day."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = Patience(COM_ATTEMPTS)  # type: ignore[attr-defined]


class Patience(int):
    """A number of attempts that takes its time: xlwings tries again without a pause, and compares with this between."""

    def __gt__(self, attempt: int) -> bool:
        time.sleep(COM_PAUSE)
        return int(self) > attempt


def _unforeseen(folder: Path) -> str:
    code = f"L-{secrets.token_hex(3).upper()}"
    path = _log(folder, f"{code}\n{traceback.format_exc()}")
    return (
        f"Lỗi ngoài dự kiến, mã {code}. Sổ không có bản tổng hợp dở dang. "
        "Gửi tệp nhật ký lỗi này cho người phụ trách:\n"
        f"{path}"
    )


def _log(folder: Path, text: str) -> Path:
    """Add to the log beside the workbook, or in the user's own folder where that can't be written."""
    for place in (folder, Path.home()):
        with contextlib.suppress(OSError):
            path = place / LOG
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{text}\n")
            return path
    return folder / LOG
