"""The small library before the system's calls: built, loaded with a fresh Python, armed within a process."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

assert sys.platform != "win32"  # no library stands before the system's calls there

SOURCE = Path(__file__).with_name("shim.c")
LOADED = "PLAN167_FAULTS"
"""Says in the environment that this process was started with the library."""
_COUNT, _ONCE, _ON, _FULL, _RAISE = range(5)


@dataclass(frozen=True, slots=True)
class Mode:
    """What happens at an operation."""

    name: str
    how: int
    number: int = 0

    @property
    def kills(self) -> bool:
        """Whether the process says nothing any more."""
        return self.how == _RAISE and self.number == signal.SIGKILL


MODES = (
    Mode("ENOSPC at one", _ONCE, errno.ENOSPC),
    Mode("ENOSPC from it on", _FULL, errno.ENOSPC),
    Mode("EIO at one", _ONCE, errno.EIO),
    Mode("EIO from it on", _ON, errno.EIO),
    Mode("EACCES at one", _ONCE, errno.EACCES),
    Mode("SIGKILL", _RAISE, signal.SIGKILL),
    Mode("SIGTERM", _RAISE, signal.SIGTERM),
    Mode("SIGINT", _RAISE, signal.SIGINT),
)
COUNTED = Mode("none", _COUNT)


def with_library(module: str, arguments: list[str]) -> int:
    """Run a module in a Python of its own that has the library before the system's; gives its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "shim.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
        environment = {**os.environ, "LD_PRELOAD": str(library), LOADED: str(library)}
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


class Strike:
    """Arms the library in this process; what it counted is seen in the process that this one was forked from."""

    def __init__(self) -> None:
        self._room = mmap.mmap(-1, mmap.PAGESIZE)
        self._seen = ctypes.c_int.from_buffer(self._room)
        self._library = ctypes.CDLL(os.environ[LOADED])

    def arm(self, below: Path, mode: Mode, turn: int) -> None:
        """Strike at the ``turn``-th operation below a folder."""
        pointer = ctypes.byref(self._seen)
        self._library.faults_arm(os.fsencode(below), mode.how, turn, mode.number, pointer)

    def disarm(self) -> None:
        """Strike and count no more."""
        self._library.faults_disarm()

    @property
    def seen(self) -> int:
        """Operations counted since it was armed."""
        return self._seen.value
