"""Names of received files, also of those that came inside another: ``email/thu.eml › ho so.zip › Ba Tơ/BC.xlsx``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from pathlib import PurePosixPath

SEPARATOR = " › "
"""Stands between a mail or an archive and what came in it; a name inside one never holds the sign (`clean`)."""
NAMELESS = "không tên"
LONGEST = 120
"""Signs of a name inside a container that are shown; the extension is kept."""
_CONTROL = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "\ufffd", "Co": "\ufffd", "Cn": "\ufffd"}
"""What becomes of signs by category: those that break a line, that are not seen, or that are no letters."""


def inside(container: str, name: str) -> str:
    """The name of what came as ``name`` in a container."""
    return f"{container}{SEPARATOR}{name}"


def parts(file: str) -> tuple[str, ...]:
    """The containers from the outermost on, and last the file itself; a file that lies free is its only part."""
    return tuple(file.split(SEPARATOR))


def enclosing(file: str) -> Iterator[str]:
    """The file, then each container around it from the nearest to the outermost."""
    steps = parts(file)
    return (SEPARATOR.join(steps[:number]) for number in range(len(steps), 0, -1))


def around(file: str, depth: int) -> str:
    """The name without its last ``depth`` parts: the container that lies so many steps around the file."""
    return file.rsplit(SEPARATOR, depth)[0]


def outermost(file: str) -> str:
    """The first part of the name: what lies in the folder received, the file or what it came in."""
    return parts(file)[0]


def own_name(file: str) -> str:
    """The name that the reporting unit gave: without the folders and containers around it."""
    return PurePosixPath(parts(file)[-1]).name


def clean(raw: str) -> str:
    """A name inside a container, fit to be shown and to be told apart; never a path that leads anywhere.

    NFC, ``/`` between folders, nothing invisible, no ``..``, drive or sign of ours.
    """
    text = unicodedata.normalize("NFC", raw).replace("\\", "/").replace(SEPARATOR.strip(), ">")
    text = "".join(_CONTROL.get(unicodedata.category(sign), sign) for sign in text)
    steps = [re.sub(r" {2,}", " ", step).strip() for step in text.split("/")]
    name = "/".join(step for step in steps if step.strip(".") and not re.fullmatch(r"[A-Za-z]:", step)) or NAMELESS
    if len(name) <= LONGEST:
        return name
    end = PurePosixPath(name).suffix[:10]
    return f"{name[: LONGEST - len(end) - 1]}…{end}"


def distinct(name: str, taken: Container[str]) -> str:
    """The name, with a number before its extension where it is taken: ``BC (2).xlsx``."""
    path, number, free = PurePosixPath(name), 1, name
    while free in taken:
        number += 1
        free = f"{name.removesuffix(path.suffix)} ({number}){path.suffix}"
    return free
