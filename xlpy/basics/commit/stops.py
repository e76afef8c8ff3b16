"""Ctrl+C, SIGTERM, a closed terminal: one exception everywhere, and none while files get their names."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from xlpy.basics.system import STOP_SIGNALS, console_close_waits

Handler = Callable[[int, FrameType | None], object]


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """Within the block every signal to stop raises KeyboardInterrupt, as Ctrl+C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with _handled(stop):
        yield


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Let a block end before any signal to stop is heard; where one came, KeyboardInterrupt is raised after it.

    A console of Windows that is closed waits too, as long as Windows lets it. A fault of the block itself goes first.
    """
    came: list[int] = []
    with console_close_waits(), _handled(lambda number, _: came.append(number)):
        yield
    if came:
        raise KeyboardInterrupt


@contextlib.contextmanager
def _handled(handler: Handler) -> Iterator[None]:
    """The handler for all these signals; only the main thread hears any."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in STOP_SIGNALS:
            before[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, kept in before.items():
            signal.signal(number, signal.SIG_DFL if kept is None else kept)
