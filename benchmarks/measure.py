"""Wall seconds, processor seconds and peak memory of a whole command, children included."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
OFTEN, SELDOM = 0.02, 0.002
"""Seconds between two looks at the memory, and the share of the time gone by: looking must not slow a long run down."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds by the clock and of the processor, the most memory (MB) that its processes held together.

    The latter two are 0 where the system does not tell.
    """

    seconds: float
    processor: float
    megabytes: float


def run(command: Sequence[str], bytecode: Path, accepted: Sequence[int] = (0,)) -> Run:
    """Run a command to its end; ``bytecode`` keeps its compiled modules, as an installed program's are kept.

    Raises RuntimeError where its exit code is none of ``accepted``.
    """
    done, peak = Event(), [0]
    start, before = time.perf_counter(), _processor()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        env=environment,
    )
    watcher = Thread(target=_watch, args=(process.pid, done, peak))
    watcher.start()
    _, errors = process.communicate()
    seconds, processor = time.perf_counter() - start, _processor() - before
    done.set()
    watcher.join()
    if process.returncode not in accepted:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}: {errors[-500:]}")
    return Run(seconds, processor, peak[0] / 1e6)


def _processor() -> float:
    """Seconds of the processor that all commands ended so far took, by themselves and for the system."""
    spent = os.times()
    return spent.children_user + spent.children_system


def _watch(session: int, done: Event, peak: list[int]) -> None:
    """Sample the resident memory of a session's processes, shared pages counted in each (so never too low)."""
    start = time.perf_counter()
    while not done.wait(max(OFTEN, (time.perf_counter() - start) * SELDOM)):
        peak[0] = max(peak[0], sum(_resident(path) for path in Path("/proc").glob("[0-9]*") if _of(path, session)))


def _of(path: Path, session: int) -> bool:
    try:
        fields = (path / "stat").read_text().rpartition(")")[2].split()
        return int(fields[3]) == session
    except (OSError, IndexError, ValueError):
        return False


def _resident(path: Path) -> int:
    try:
        return int((path / "statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError, ValueError):
        return 0
