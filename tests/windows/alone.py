"""One run at a time on a PC: a second would put its own project into the first one's folder."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.windows.wine import Machine


@contextlib.contextmanager
def alone(root: Path) -> Iterator[Machine]:
    """The PC at ``root``, there or not yet; at the end none of its processes is left.

    Raises RuntimeError where another run works on it.
    """
    if sys.platform == "win32":
        raise RuntimeError("Wine is somewhere else")
    import fcntl  # noqa: PLC0415  (Windows has none)

    root.mkdir(parents=True, exist_ok=True)
    machine = Machine(root)
    with (root / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RuntimeError(f"another run works on the PC in {root}; $PLAN167_WINDOWS names another") from error
        try:
            yield machine
        finally:
            machine.end()
