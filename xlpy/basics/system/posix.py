"""Linux and macOS: their answers to what `xlpy.basics.system` asks. Never imported on Windows."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

assert sys.platform != "win32"

__all__ = ["Connection"]

HAS_MICROSOFT_OFFICE = False
"""Whether Word and Excel can be asked to do something."""
ESCAPE_STOPS = False
"""Whether a held Esc key can be seen from here."""
NO_CONSOLE: Mapping[str, Any] = {"start_new_session": True}
"""Options of ``subprocess.Popen`` for a program that shows nothing and that `end_tree` may have to end."""
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What asks a program to stop: Ctrl+C, the system, a terminal that is closed."""
_SYSTEM_PROGRAMS = ("/usr/bin", "/bin")


def can_fork() -> bool:
    """Whether a worker can be a copy of this process, made in milliseconds: on Linux, while it has one thread.

    From a process with several threads a copy could inherit a lock that nobody will ever release.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def start_worker(
    target: Callable[..., None], arguments: tuple[Any, ...], method: Literal["spawn", "fork"] | None = None
) -> tuple[BaseProcess, Connection]:
    """Run ``target(*arguments, connection)`` in a process of its own; returns it and our end of the connection.

    A fork costs milliseconds where an interpreter and its imports cost tenths of a second: so by ``fork`` where one
    may (`can_fork`), else by ``spawn``, unless ``method`` says which.
    """
    if (method or ("fork" if can_fork() else "spawn")) == "fork":
        fork = multiprocessing.get_context("fork")
        ours, theirs = fork.Pipe()
        process: BaseProcess = fork.Process(target=target, args=(*arguments, theirs), daemon=True)
    else:
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=target, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def limit_memory(extra: int) -> bool:
    """Let this process take at most ``extra`` bytes more than it has: what goes beyond fails in it alone.

    Linux limits the address space. macOS ignores such a limit; there the deadline of the worker pool remains. Returns
    whether the limit holds; never raises.
    """
    with contextlib.suppress(OSError, ValueError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        limit = int(pages) * resource.getpagesize() + extra
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a process that aborts here leaves nothing worth a dump
        return True
    return False


def end_tree(process: subprocess.Popen[bytes], patience: float) -> None:
    """End a program started with `NO_CONSOLE` and all that it started. ``patience`` is not needed here."""
    del patience
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # its group: LibreOffice's starter has a child that does the work
    process.wait()


def extended(path: Path) -> Path:
    """The same place by a name without Windows' limits of length and of reserved words; here as it is."""
    return path


def leads_elsewhere(path: Path) -> bool:
    """Whether a folder is but a name for another place: a symbolic link. Never raises."""
    return path.is_symlink()


def is_registered(program: str) -> bool:
    """Whether the system can start a Microsoft program by its name (``Word``): never here."""
    del program
    return False


def escape_is_held() -> bool:
    """Whether the Esc key is down at this moment: not to be seen here."""
    return False


def message_box(title: str, text: str) -> bool:
    """Show a box without any spreadsheet program; returns whether it was shown: here there is none."""
    del title, text
    return False


def try_lock(handle: int) -> bool:
    """Lock an open file for this process until it is closed; returns whether nobody else has it locked.

    The system lets go when the process ends, however it does; its children do not have the lock. A disk that knows no
    locks gives every one.
    """
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refusal:
        return refusal.errno not in (errno.EACCES, errno.EAGAIN)
    return True


def held_open(path: Path) -> bool:
    """Whether a program holds a file so that it can't be replaced: no program can here."""
    del path
    return False


@contextlib.contextmanager
def console_close_waits() -> Iterator[None]:
    """Let a console that is closed wait for the end of a block: here that is a signal like others."""
    yield


def search_path(path: str) -> str:
    """The PATH with which LibreOffice is started.

    On Linux LibreOffice's own Python takes the first python3 of PATH for its home, and dies of one that lacks uno, so
    the system's folders come first.
    """
    return os.pathsep.join((*_SYSTEM_PROGRAMS, path)) if sys.platform == "linux" else path


def load_uno_from(folder: Path) -> None:
    """Let the program folder of LibreOffice be loaded from: nothing to do here."""
    del folder
