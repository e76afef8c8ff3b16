"""Mails and archives of the folder received: recognised, and what came in them taken out one by one, in memory.

Nothing is written anywhere. Each reading opens the outermost file anew and goes down to the one entry asked for, so
that a worker needs to be told no more than a path and numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePath

from xlpy.basics.bounded_read import TooLargeError, read_bounded
from xlpy.intake.archive import open_archive
from xlpy.intake.container import MAX_CONTAINER, MAX_DEPTH, Opened, locked_in
from xlpy.intake.formats.refusal import suspicious
from xlpy.intake.formats.sniff import is_temporary
from xlpy.intake.mail import open_mail
from xlpy.model.received_name import clean


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file to read: where it is, and its name relative to the folder received.

    One that came in a mail or an archive bears the path of that, the numbers of the entries that lead down to it, and
    what the mail says of when it came.
    """

    path: Path
    name: str
    inside: tuple[int, ...] = ()
    came: datetime | None = None


def open_container(data: bytes, name: str) -> Opened | None:
    """The mail or archive in ``data``; None for all that is read as one file. Raises RefusalError (T119)."""
    if is_temporary(name):
        return None
    extension = PurePath(name).suffix.lower()
    return open_archive(data, named_so=extension == ".zip") or open_mail(data, named_so=extension == ".eml")


def content(arrival: Arrival) -> bytes:
    """The bytes of a file, be it in the folder or within others. Raises OSError, RefusalError (T106, T119)."""
    if not arrival.inside:
        return _bytes(arrival.path)
    if len(arrival.inside) > MAX_DEPTH:
        raise locked_in(f"nằm sâu quá {MAX_DEPTH} lớp thư, tệp nén")
    *around, last = arrival.inside
    return _taken(arrival.path, tuple(around), last)


def _taken(path: Path, around: tuple[int, ...], number: int) -> bytes:
    facts = path.stat()
    container = _opened(path, (facts.st_mtime_ns, facts.st_size), around)
    if container is None or number >= len(container.entries):
        raise locked_in("tệp chứa nó đã thay đổi trong lúc đọc")
    return container.read(number)


@lru_cache(maxsize=2)
def _opened(path: Path, version: tuple[int, int], around: tuple[int, ...]) -> Opened | None:
    """The container that these numbers lead to; kept, since its entries are read one after the other."""
    if not around:
        return open_container(_bytes(path), path.name)
    parent = _opened(path, version, around[:-1])
    name = clean(parent.entries[around[-1]].name) if parent and around[-1] < len(parent.entries) else ""
    return open_container(_taken(path, around[:-1], around[-1]), name)


def _bytes(path: Path) -> bytes:
    """All of a file. Raises OSError, and RefusalError (T106) where it is larger than whatever is read."""
    try:
        return read_bounded(path, MAX_CONTAINER)
    except TooLargeError as error:
        raise suspicious(f"có {error.size >> 20} MB", f"{MAX_CONTAINER >> 20} MB") from error
