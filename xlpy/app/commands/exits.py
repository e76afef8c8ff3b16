"""How a command ends: its exit codes, and what becomes of what it printed."""

from __future__ import annotations

import errno
import os
import sys

DONE, TO_ACT, FAILED, STOPPED = 0, 1, 2, 3
"""Done; done and something waits (an error, a unit that has not sent); not done and nothing written; stopped."""
_NO_READER = (errno.EPIPE, errno.EINVAL)
"""What writing into a pipe ends with once its reader is gone; the second on Windows."""


def say(text: str) -> None:
    """Print, and go on where nobody reads any more: what waits decides the exit code, not who listens."""
    try:
        print(text)
        sys.stdout.flush()
    except OSError as error:
        if not unread(error):
            raise


def unread(error: Exception) -> bool:
    """Whether an error only says that nobody reads what is printed any more: nobody can be told, nothing went wrong."""
    if not isinstance(error, OSError) or error.errno not in _NO_READER or error.filename is not None:
        return False
    return reader_gone("\n")  # Windows says EINVAL of other things too: one more line shows it


def reader_gone(more: str = "") -> bool:
    """Print what still waits, and ``more``; whether nobody reads it (``| more`` was left, ``| head`` has enough).

    Where nobody does, that and all that follows goes nowhere, without an error.
    """
    try:
        sys.stdout.write(more)
        sys.stdout.flush()
    except OSError as error:
        if error.errno in _NO_READER:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return True
    return False
