"""A file read whole once it is known to be one, never more of it than was agreed: it may grow or change meanwhile."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class TooLargeError(OSError):
    """The file holds more than it may; ``size`` is what the system says of it, in bytes."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(f"{path.name}: {size} bytes")
        self.size = size


class NoFileError(OSError):
    """What stands at the path is a pipe, a device or a folder: to read it might never end."""


def read_bounded(path: Path, most: int) -> bytes:
    """All bytes of a usual file of at most ``most`` bytes.

    The kind and the size are asked of the opened file, not of the name, which may lead elsewhere by then. Raises
    TooLargeError, NoFileError, OSError.
    """
    with open(path, "rb", opener=_opened) as stream:  # pathlib's takes no opener
        facts = os.fstat(stream.fileno())
        if not stat.S_ISREG(facts.st_mode):
            raise NoFileError(f"{path.name} is no usual file")
        if facts.st_size > most:
            raise TooLargeError(path, facts.st_size)
        data = stream.read(most + 1)
    if len(data) > most:
        raise TooLargeError(path, len(data))
    return data


def _opened(path: str, flags: int) -> int:
    """Open without waiting for somebody to write into a pipe, where the system knows of such a wait."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
