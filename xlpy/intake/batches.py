"""Files read in batches by whatever executor there is, such as a cluster's: what is lost there is read here.

The job stays the pure function that it is; a batch only saves the sending of its context for each file.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from xlpy.intake.reading_cache import Hear, Heard, Job, Reply
from xlpy.intake.unpacking import Arrival
from xlpy.intake.workers import STOPPED, Done, Lost, Outcome, run_all

SIZE, MOST = 100, 250
"""Files in a batch, at least and at most: a process is started for them, and what all need is sent along, which must
cost little beside reading them; and a machine that is lost should not lose much."""
BATCHES = 40
"""Into so many the files are cut, as far as the two sizes allow it: each of twenty machines then gets two."""
_TICK = 0.1


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file for a machine that can't reach its folder, and when it was last written (seconds)."""

    data: bytes
    modified: float


@dataclass(frozen=True)
class Batch:
    """Some arrivals; ``sent`` holds their bytes by path where those travel too."""

    arrivals: tuple[Arrival, ...]
    sent: dict[Path, Content]


def batches(arrivals: Sequence[Arrival], *, send: bool) -> Iterator[Batch]:
    """All arrivals in their order. A file that can't be read here is not sent: its reader then says why."""
    size = max(SIZE, min(len(arrivals) // BATCHES, MOST))
    for first in range(0, len(arrivals), size):
        some = tuple(arrivals[first : first + size])
        yield Batch(some, dict(_contents(some)) if send else {})


def _contents(arrivals: Sequence[Arrival]) -> Iterator[tuple[Path, Content]]:
    for path in dict.fromkeys(arrival.path for arrival in arrivals):
        try:
            if path.is_file():
                yield path, Content(path.read_bytes(), path.stat().st_mtime)
        except OSError:
            continue


def do_batch(job: Job, deadline: float, batch: Batch) -> list[Outcome[Reply]]:
    """Outcome of each arrival of a batch, in order, read in a process of its own where one may be started.

    A process that Dask's nanny watches as a daemon may start none: files are then read in it, and what kills it is
    for `read_by` to mend.
    """
    with TemporaryDirectory() as folder:
        places = {path: Path(folder, f"{number}") for number, path in enumerate(batch.sent)}
        arrivals = [_laid(arrival, batch.sent, places) for arrival in batch.arrivals]
        if multiprocessing.current_process().daemon:
            return [Done(job(arrival)) for arrival in arrivals]
        # spawned: a copy of a process that runs threads, as a cluster's does, may never get its locks
        return run_all(job, arrivals, workers=1, deadline=deadline, start_method="spawn")


def _laid(arrival: Arrival, sent: dict[Path, Content], places: dict[Path, Path]) -> Arrival:
    """The arrival with its bytes in its place on this machine; as it is where they did not travel."""
    content = sent.get(arrival.path)
    if content is None:
        return arrival
    path = places[arrival.path]
    if not path.exists():
        path.write_bytes(content.data)
        os.utime(path, (content.modified, content.modified))
    return replace(arrival, path=path)


def read_by(
    executor: Executor,
    job: Job,
    arrivals: Sequence[Arrival],
    hear: Hear,
    *,
    deadline: float,
    send: bool,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> list[Outcome[Heard]]:
    """Outcome of each arrival, in order, each reply heard when it comes.

    A batch that the executor loses for good is read by this machine. Once ``stop`` returns True
    nothing more is waited for, and what has no outcome is lost.
    """
    listed = list(batches(arrivals, send=send))
    waiting = {executor.submit(do_batch, job, deadline, batch): place for place, batch in enumerate(listed)}
    found: dict[int, list[Outcome[Heard]]] = {}
    done = 0
    while waiting:
        if stop():
            for future in waiting:
                future.cancel()
            break
        ended, _ = wait(waiting, _TICK, FIRST_COMPLETED)
        for future in ended:
            place = waiting.pop(future)
            replies = _outcomes(future, job, deadline, listed[place], stop)
            found[place] = [Done(hear(one.value)) if isinstance(one, Done) else one for one in replies]
            done += len(listed[place].arrivals)
            progress(done, len(arrivals))
    lost: Outcome[Heard] = Lost(STOPPED)
    return [one for place, batch in enumerate(listed) for one in found.get(place, [lost] * len(batch.arrivals))]


def _outcomes(
    future: Future[list[Outcome[Reply]]], job: Job, deadline: float, batch: Batch, stop: Callable[[], bool]
) -> list[Outcome[Reply]]:
    """What the executor gave; read here instead where it gave nothing."""
    try:
        return future.result()
    except Exception:  # a lost machine, a killed process, an answer that can't be rebuilt: whatever it was
        return run_all(job, batch.arrivals, workers=1, deadline=deadline, stop=stop)
