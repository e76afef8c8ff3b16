"""How long work tells where it is and learns that it should stop: a bar in a terminal, a status bar in Excel."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

NOTHING_WRITTEN = "Đã dừng theo yêu cầu, chưa ghi tệp nào."


class Stopped(Exception):
    """The user asked to stop; nothing was written."""


class Progress(Protocol):
    """Where work reports; implementations must be cheap, they are called for each file."""

    def step(self, what: str, done: int, total: int) -> None:
        """``done`` of ``total`` things of ``what`` (Vietnamese words) are finished."""

    def stop_asked(self) -> bool:
        """Whether the user wants to stop; work then ends with `Stopped` before anything is written."""


def go_on(progress: Progress) -> None:
    """Return where work may go on. Raises Stopped, before any file is written."""
    if progress.stop_asked():
        raise Stopped(NOTHING_WRITTEN)


class Silent:
    """No progress shown, never stopped."""

    def step(self, what: str, done: int, total: int) -> None:
        """Ignored."""

    def stop_asked(self) -> bool:
        """Never."""
        return False


class Bar:
    """A bar on a terminal's error stream."""

    def __init__(self) -> None:
        from tqdm import tqdm  # noqa: PLC0415  (loaded only where a bar is shown)

        self._new = tqdm
        self._bar: object | None = None
        self._what = ""

    def step(self, what: str, done: int, total: int) -> None:
        """Move the bar; a new kind of work starts a new bar."""
        if what != self._what:
            self.close()
            self._what = what
            self._bar = self._new(total=total, desc=what, unit="", file=sys.stderr, leave=True)
        if self._bar is not None:
            self._bar.n = done  # type: ignore[attr-defined]
            self._bar.refresh()  # type: ignore[attr-defined]

    def stop_asked(self) -> bool:
        """Never: Ctrl+C raises KeyboardInterrupt instead."""
        return False

    def close(self) -> None:
        """End the line of the current bar."""
        if self._bar is not None:
            self._bar.close()  # type: ignore[attr-defined]
        self._bar = None


@contextmanager
def bar_or_silence() -> Iterator[Progress]:
    """A bar where people look (a terminal), silence where a program reads."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()
