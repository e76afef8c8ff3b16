"""File operations of Python counted and struck at, on every system: here, or in a process that dies of it.

``python -m tests.strikes FOLDER replace:3 COMMAND…`` runs a command of the program and ends at once, as a killed
process does, before its third operation of that name below the folder; ``none`` only counts, and prints all names at
the end. Points are named, not numbered through: other systems remove one and the same folder by other operations.
What Python asks of the system is seen, also the ends of SQLite's transactions; what SQLite writes in between is not
(`tests.faults` sees that, on Linux).
"""

from __future__ import annotations

import builtins
import io
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

KILLED = 86
"""Exit code of a process that was struck."""
COUNTED = "operations:"
_ON_PATHS = ("replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "truncate")
_ON_HANDLES = ("fsync", "ftruncate")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ENDS = ("BEGIN IMMEDIATE", "COMMIT")


@dataclass
class Strike:
    """Counts operations below a folder (in all its writings); does ``act`` before the one that ``point`` names."""

    below: tuple[str, ...]
    point: str
    act: Callable[[], None]
    seen: list[str] = field(default_factory=list)
    _handles: set[int] = field(default_factory=set)

    def count(self, name: str, *places: object) -> None:
        """Count an operation on these paths, if any of them lies below the folder."""
        if any(self.is_below(place) for place in places):
            self._struck(name)

    def on_handle(self, name: str, handle: object) -> None:
        """Count an operation on a file that was opened below the folder."""
        if handle in self._handles:
            self._struck(name)

    def opened(self, place: object, handle: int) -> None:
        """Remember whether a handle stands for a file below the folder: numbers are used again."""
        (self._handles.add if self.is_below(place) else self._handles.discard)(handle)

    def is_below(self, place: object) -> bool:
        """Whether a path lies below the folder, also in Windows' long writing."""
        if not isinstance(place, str | os.PathLike):
            return False
        text = os.fspath(place)
        if not isinstance(text, str):
            return False
        whole = os.path.normcase(Path(text.removeprefix("\\\\?\\")).absolute())
        return whole.startswith(self.below)

    def _struck(self, name: str) -> None:
        self.seen.append(name)
        if point_of(self.seen, len(self.seen)) == self.point:
            self.act()


def point_of(names: Sequence[str], turn: int) -> str:
    """The point that is the ``turn``-th of these operations: ``replace:3``."""
    return f"{names[turn - 1]}:{names[:turn].count(names[turn - 1])}"


@contextmanager
def striking(below: Path, point: str, act: Callable[[], None]) -> Iterator[Strike]:
    """Strike within a block; ``act`` raises, or ends the process."""
    writings = {os.path.normcase(path) + os.sep for path in (below.absolute(), below.resolve())}
    strike = Strike(tuple(writings), point, act)
    real_open, real_os_open = io.open, os.open

    def on_paths(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def struck(*given: Any, **more: Any) -> Any:
            if more.get("dir_fd") is None:  # a bare name within an open folder: its place is not known
                strike.count(name, *given[:2])
            return real(*given, **more)

        return struck

    def on_handles(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def struck(handle: Any, *given: Any) -> Any:
            strike.on_handle(name, handle)
            return real(handle, *given)

        return struck

    def open_file(place: Any, mode: str = "r", *given: Any, **more: Any) -> Any:
        if set(mode) & set("wxa+"):
            strike.count("open", place)
        stream = real_open(place, mode, *given, **more)
        strike.opened(place, stream.fileno())
        return stream

    def open_handle(place: Any, flags: int, *given: Any, **more: Any) -> int:
        if flags & _WRITES and more.get("dir_fd") is None:
            strike.count("open", place)
        handle = real_os_open(place, flags, *given, **more)
        strike.opened(place, handle)
        return handle

    named: dict[str, Any] = {name: on_paths(name, getattr(os, name)) for name in _ON_PATHS}
    named |= {name: on_handles(name, getattr(os, name)) for name in _ON_HANDLES}
    with (
        patch.multiple(os, open=open_handle, **named),
        patch.object(io, "open", open_file),
        patch.object(builtins, "open", open_file),
        patch.object(sqlite3, "connect", _connecting(strike)),
    ):
        yield strike


def _connecting(strike: Strike) -> Callable[..., sqlite3.Connection]:
    """sqlite3.connect whose connections count where a transaction that writes begins and ends."""
    real = sqlite3.connect

    class Counting(sqlite3.Connection):
        place: object = ""

        def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
            if statement.startswith(_ENDS):
                strike.count(statement.split(maxsplit=1)[0].lower(), self.place)
            return super().execute(statement, *given)

    def connect(place: Any, *given: Any, **more: Any) -> sqlite3.Connection:
        made: Counting = real(place, *given, factory=Counting, **more)
        made.place = place
        return made

    return connect


def main(arguments: Sequence[str]) -> int:
    """Run a command, struck; its exit code where nothing struck."""
    folder, point, command = Path(arguments[0]), arguments[1], list(arguments[2:])
    with striking(folder, point, lambda: os._exit(KILLED)) as strike:
        # within: the store takes sqlite3.connect as it finds it when it is loaded
        from xlpy.app import cli  # noqa: PLC0415

        code = cli.main(command)
    print(COUNTED, *strike.seen)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
