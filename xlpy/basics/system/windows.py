"""Windows: its answers to what `xlpy.basics.system` asks. Never imported elsewhere.

Declarations of Windows' functions and records follow winbase.h, winnt.h and psapi.h. ``ctypes`` is imported where it
is used, since every click imports this module.
"""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import ntpath
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

assert sys.platform == "win32"

from multiprocessing.connection import PipeConnection as Connection  # noqa: E402  (Windows alone has it)

__all__ = ["Connection"]

HAS_MICROSOFT_OFFICE = True
"""Whether Word and Excel can be asked to do something."""
ESCAPE_STOPS = True
"""Whether a held Esc key can be seen from here."""
NO_CONSOLE: Mapping[str, Any] = {"creationflags": subprocess.CREATE_NO_WINDOW}
"""Options of ``subprocess.Popen`` for a program that shows nothing and that `end_tree` may have to end."""

STOP_SIGNALS = (signal.SIGINT, signal.SIGBREAK)
"""What asks a program to stop: Ctrl+C, Ctrl+Break. Windows ends a program without asking it otherwise."""

_ESCAPE, _DOWN = 0x1B, 0x8000
_MB_ICONERROR, _MB_SETFOREGROUND, _MB_TOPMOST = 0x10, 0x10000, 0x40000
"""Of winuser.h. Windows may refuse the foreground (see SetForegroundWindow), so the box is made topmost as well: behind
Excel nobody would see what is waited for."""
_LIMIT_PROCESS_MEMORY, _EXTENDED_LIMITS = 0x100, 9
_FAR = 0x40000000
_DELETE, _SHARE_ALL, _OPEN_EXISTING = 0x10000, 7, 3
_HELD = (32, 33)
"""ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
_CLOSING = (2, 5, 6)
"""CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT."""
_VERBATIM = "\\\\?\\"


def can_fork() -> bool:
    """Whether a worker can be a copy of this process: Windows can't do that."""
    return False


def start_worker(
    target: Callable[..., None], arguments: tuple[Any, ...], method: Literal["spawn", "fork"] | None = None
) -> tuple[BaseProcess, Connection]:
    """Run ``target(*arguments, connection)`` in a process of its own; returns it and our end of the connection.

    Always by ``spawn``, the only way here; raises ValueError where ``method`` asks for another.
    """
    if method == "fork":
        raise ValueError("Windows cannot fork")
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=target, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def limit_memory(extra: int) -> bool:
    """Let this process take at most ``extra`` bytes more than it has: what goes beyond fails in it alone.

    The process is put into a job of its own whose limit is on committed memory. Windows' limit is absolute, so what the
    process has committed already is added. Returns whether the limit holds; never raises.
    """
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    class BasicLimits(ctypes.Structure):  # JOBOBJECT_BASIC_LIMIT_INFORMATION
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class ExtendedLimits(ctypes.Structure):  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION
        _fields_ = (
            ("BasicLimitInformation", BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    committed = committed_memory()
    if committed is None:
        return False
    limits = ExtendedLimits(ProcessMemoryLimit=committed + extra)
    limits.BasicLimitInformation.LimitFlags = _LIMIT_PROCESS_MEMORY
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    job = kernel.CreateJobObjectW(None, None)
    return bool(
        job
        and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )


def committed_memory() -> int | None:
    """Bytes that this process has committed (its private pages), None where Windows does not tell."""
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    class Counters(ctypes.Structure):  # PROCESS_MEMORY_COUNTERS
        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    told = kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return int(counters.PagefileUsage) if told else None


def end_tree(process: subprocess.Popen[bytes], patience: float) -> None:
    """End a program and all that it started; ``patience`` is the seconds that Windows' own tool for that may take."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True, timeout=patience, **NO_CONSOLE)
    process.kill()
    process.wait()


def extended(path: Path) -> Path:
    r"""The same place by a name without Windows' limits: over 260 letters, ``aux.xlsx``, a name that ends in a dot.

    Windows takes what begins with ``\\?\`` as it stands: so a path is made absolute first, and slashes and ``..`` are
    resolved. That is done in the text alone, since `os.path.abspath` loses a last dot and takes ``aux`` for a device.
    """
    start = "" if path.is_absolute() else os.path.abspath(path.drive or ".")  # noqa: PTH100  (where ``D:a`` starts)
    text = ntpath.normpath(ntpath.join(start, path))
    if text.startswith((_VERBATIM, "\\\\.\\")):
        return Path(text)
    if text.startswith("\\\\"):
        return Path(f"{_VERBATIM}UNC\\{text[2:]}")
    return Path(f"{_VERBATIM}{text}")


def leads_elsewhere(path: Path) -> bool:
    """Whether a folder is but a name for another place: a symbolic link, a junction, a mounted drive. Never raises.

    Told by its reparse tag, since `Path.is_junction` came with Python 3.12. A folder of OneDrive has a tag too, but
    another one: what it holds is its own.
    """
    try:
        return os.lstat(path).st_reparse_tag in (stat.IO_REPARSE_TAG_SYMLINK, stat.IO_REPARSE_TAG_MOUNT_POINT)
    except (OSError, ValueError):
        return False


def is_registered(program: str) -> bool:
    """Whether Windows can start a Microsoft program by its name (``Word``)."""
    import winreg  # noqa: PLC0415

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, f"{program}.Application"))
    except OSError:
        return False
    return True


def escape_is_held() -> bool:
    """Whether the Esc key is down at this moment, whichever window has the keyboard."""
    import ctypes  # noqa: PLC0415

    return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & _DOWN)


def message_box(title: str, text: str) -> bool:
    """Show a box of Windows itself and wait until it is closed; returns whether it was shown."""
    import ctypes  # noqa: PLC0415

    kind = _MB_ICONERROR | _MB_SETFOREGROUND | _MB_TOPMOST
    return bool(ctypes.windll.user32.MessageBoxW(None, text, title, kind))


def try_lock(handle: int) -> bool:
    """Lock an open file for this process until it is closed; returns whether nobody else has it locked.

    Windows lets go when the process ends, however it does. What is locked is a byte far behind the file's end, so that
    others can still read its text. A disk that knows no locks gives every one.
    """
    import msvcrt  # noqa: PLC0415

    place = os.lseek(handle, 0, os.SEEK_CUR)
    try:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as refusal:
        # 0 is what the C runtime of Wine gives for a byte that another process has locked.
        return refusal.errno not in (0, errno.EACCES, errno.EDEADLK)
    finally:
        os.lseek(handle, place, os.SEEK_SET)
    return True


def held_open(path: Path) -> bool:
    """Whether a program holds a file so that it can't be replaced, as Excel does with what it shows.

    Asked as a rename would ask (CreateFileW for DELETE, which only ERROR_SHARING_VIOLATION refuses for this reason), so
    a lack of rights is not taken for it.
    """
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = wintypes.HANDLE
    kernel.CreateFileW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    )
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    handle = kernel.CreateFileW(str(extended(path)), _DELETE, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle in (None, wintypes.HANDLE(-1).value):
        return ctypes.get_last_error() in _HELD
    kernel.CloseHandle(handle)
    return False


@contextlib.contextmanager
def console_close_waits() -> Iterator[None]:
    """Let a console that is closed, a log-off or a shut-down wait for the end of a block.

    Windows calls a handler on a thread of its own and ends the program when that returns, or after five seconds.
    """
    import ctypes  # noqa: PLC0415
    from ctypes import wintypes  # noqa: PLC0415

    over = threading.Event()

    def closing(kind: int) -> bool:
        if kind not in _CLOSING:
            return False
        over.wait()
        return False

    kernel = ctypes.WinDLL("kernel32")
    handler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)(closing)
    kernel.SetConsoleCtrlHandler(handler, True)
    try:
        yield
    finally:
        over.set()
        kernel.SetConsoleCtrlHandler(handler, False)


def search_path(path: str) -> str:
    """The PATH with which LibreOffice is started: as it is."""
    return path


def load_uno_from(folder: Path) -> None:
    """Let LibreOffice's program folder be loaded from: its libraries are found by no PATH."""
    os.add_dll_directory(str(folder))
    os.environ.setdefault("URE_BOOTSTRAP", f"vnd.sun.star.pathname:{folder}\\fundamental.ini")
