"""Single steps on the disk, each of them whole or not there, and lasting over a power cut."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path

from xlpy.basics.commit.plan import Content, digest_of, numbered

NUMBERS = 100
"""How many numbered names are tried for a file whose own name is taken."""
TRIES, PAUSE = 8, 0.1
"""How often a refused rename is tried again, and the seconds in between."""


def write(path: Path, data: Content) -> None:
    """Write a new file so that it lasts. Raises OSError."""
    with path.open("xb") as stream:
        if isinstance(data, bytes):
            stream.write(data)
        else:
            data(stream)
        stream.flush()
        os.fsync(stream.fileno())


def write_at_once(path: Path, data: bytes) -> None:
    """The same for a file that is read by whoever comes next: it is there whole, or not at all."""
    part = path.with_suffix(".part")
    write(part, data)
    part.replace(path)
    sync(path.parent)


def rename(path: Path, target: Path) -> None:
    """Give a file another name, in place of what has it. Raises OSError.

    What is refused is tried again for a moment: a virus scanner may be looking at a file that was just written.
    """
    for _ in range(TRIES):
        with contextlib.suppress(PermissionError):
            path.replace(target)
            return
        time.sleep(PAUSE)
    path.replace(target)


def keep(path: Path, copy: Path) -> None:
    """A second name for a file, which stays when the first is replaced; a copy where the disk has no hard links."""
    try:
        os.link(path, copy)
    except OSError:
        write(copy, path.read_bytes())


def known(path: Path) -> str:
    """The digest of what stands there, '' where nothing does."""
    try:
        with path.open("rb") as stream:
            return digest_of(stream)
    except FileNotFoundError:
        return ""


def make_folder(folder: Path) -> list[Path]:
    """Make a folder with all above it; returns those that were not there, the deepest first."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


def remove_folders(folders: list[Path]) -> None:
    """Remove folders that are empty; others stay."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it, as far as the disk lets it."""
    shutil.rmtree(folder, ignore_errors=True)


def free_name(root: Path, name: str) -> str | None:
    """The first numbered name below the root at which nothing stands; None where there are too many."""
    names = (numbered(name, number) for number in range(2, NUMBERS))
    return next((other for other in names if not (root / other).exists()), None)


def sync(folder: Path) -> None:
    """Let new names in a folder last over a power cut, where the system lets a folder be synced (not Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
