"""A lock file that the system itself releases when its owner dies; its text says who holds it and since when."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from xlpy.basics.commit.errors import BusyError
from xlpy.basics.system import try_lock

LOCK = ".plan167-khoa"
"""Name of the lock of a folder; of a workbook with the workbook's name behind it."""
PATIENCE, LOOK_EVERY = 30.0, 0.05
"""Seconds to wait for somebody else's commit, which takes one or two; and between two looks."""
WORKBOOK_PATIENCE = 3.0
"""Seconds to wait for somebody else's button, which may take minutes: soon it is better to know who."""
REFUSALS = 5
"""How often a lock file may be refused before that is taken as meant."""
NOBODY = "không rõ"


def who() -> str:
    """The account that works at this PC."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return NOBODY


def workbook_lock(workbook: Path) -> Path:
    """The lock of a workbook."""
    return workbook.with_name(f"{LOCK}-{workbook.name}")


@contextlib.contextmanager
def locked(file: Path, what: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock for a block. ``what`` (Vietnamese) is what it stands for, as the refusal names it.

    Waits ``patience`` seconds. Raises BusyError, which names the owner; OSError where no lock file can be made. A disk
    that knows no locks is taken as free: there one must see to it oneself that one person works at a time.
    """
    handle = _taken(file, what, time.monotonic() + patience)
    try:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.write(handle, json.dumps({"who": who(), "since": f"{datetime.now():%H:%M %d/%m/%Y}"}).encode())
        yield
    finally:
        _release(handle, file)


def _release(handle: int, file: Path) -> None:
    """Remove the file and let go of it; the other way round on Windows, which removes no file that anybody has open."""
    held = False
    with contextlib.suppress(OSError):
        try:
            file.unlink()
        except PermissionError:
            held = True
    os.close(handle)
    if held:
        with contextlib.suppress(OSError):
            file.unlink()


def _taken(file: Path, what: str, until: float) -> int:
    refusals = 0
    while True:
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except PermissionError:  # on Windows also for the moment in which its last owner removes it
            refusals += 1
            if refusals > REFUSALS:
                raise
        else:
            if try_lock(handle) and _is_named(handle, file):
                return handle
            os.close(handle)
        if time.monotonic() > until:
            raise BusyError(f"{what} đang do {_owner(file)} sử dụng; chưa ghi gì. Hãy đợi xong rồi thực hiện lại.")
        time.sleep(LOOK_EVERY)


def _is_named(handle: int, file: Path) -> bool:
    """Whether the file locked is still the one of that name: its last owner may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except OSError:
        return False


def _owner(file: Path) -> str:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return f"{found['who']} (từ {found['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "người khác"


@contextlib.contextmanager
def working_on(workbook: Path) -> Iterator[None]:
    """Hold the lock of a workbook for as long as a button works on it.

    Raises BusyError where somebody else does. A folder that takes no lock file stops no work that only reads.
    """
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            stack.enter_context(locked(workbook_lock(workbook), f"Sổ {workbook.name}", WORKBOOK_PATIENCE))
        yield
