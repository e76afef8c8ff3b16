"""Work done item by item in processes that may die: a dead or late worker costs one item and is replaced.

The library that reads spreadsheets can abort its whole process on a malformed file, so no file that came from
outside is read in the process that holds the results.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from xlpy.basics.system import Connection, limit_memory, start_worker

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")

MEMORY = 400 << 20
"""Bytes one worker may take on top of what it starts with, some 90 MB."""
START_DEADLINE = 120.0
"""Seconds a worker has for starting: imports take long on a PC with a busy virus scanner."""
_MAX_FAILED_STARTS = 3
_TICK = 0.1
"""Seconds between two looks at the deadlines and at ``stop``."""

STOPPED = "dừng theo yêu cầu"
_DIED = "bộ đọc dừng đột ngột"
CRASHED = "gặp lỗi không lường trước"
NO_MEMORY = f"cần hơn {MEMORY >> 20} MB bộ nhớ, quá mức dành cho một tệp"
NOT_STARTED = "không khởi động được bộ đọc"


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What the job returned for an item."""

    value: R


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result: ``reason`` in Vietnamese for people, ``detail`` for the log ('' = none)."""

    reason: str
    detail: str = ""


Outcome: TypeAlias = Done[R] | Lost
StartMethod: TypeAlias = Literal["spawn", "fork"] | None
"""How workers are started; None lets the system's own best way be taken."""


def run_all(
    job: Callable[[T], R],
    items: Sequence[T],
    *,
    workers: int,
    deadline: float,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    start_method: StartMethod = None,
) -> list[Outcome[R]]:
    """Outcome of ``job(item)`` for each item, in the order of ``items``, whatever becomes of the processes.

    ``job`` is a top-level function or a `functools.partial` of one; it travels to each worker once, with
    all that a partial binds, so bind there what every item needs. ``deadline`` is in seconds per item.
    ``progress`` is called with (items done, items in all) as they come in. Once ``stop`` returns True the
    workers are ended and what has no outcome yet is lost.
    """
    return run_each(
        job,
        items,
        _as_it_is,
        workers=workers,
        deadline=deadline,
        progress=progress,
        stop=stop,
        start_method=start_method,
    )


def _as_it_is(result: R) -> R:
    return result


def run_each(
    job: Callable[[T], R],
    items: Sequence[T],
    take: Callable[[R], S],
    *,
    workers: int,
    deadline: float,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    start_method: StartMethod = None,
) -> list[Outcome[S]]:
    """As `run_all`; of each result only what ``take`` makes of it here, when it comes, is held."""
    pool = _Pool[T, R, S](job, items, take, deadline, start_method, progress or (lambda done, total: None))
    try:
        pool.run(max(1, min(workers, len(items))), stop or (lambda: False))
    finally:
        pool.close()
    return [pool.outcomes[number] for number in range(len(items))]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    due: float
    item: int | None = None
    ready: bool = False


class _Pool(Generic[T, R, S]):
    """The workers and the items; keyed by connection, for that is what the system wakes us with."""

    def __init__(
        self,
        job: Callable[[T], R],
        items: Sequence[T],
        take: Callable[[R], S],
        deadline: float,
        start_method: StartMethod,
        progress: Callable[[int, int], None],
    ) -> None:
        self.outcomes: dict[int, Outcome[S]] = {}
        self._job, self._items, self._take, self._deadline = job, items, take, deadline
        self._start_method, self._progress = start_method, progress
        self._workers: dict[Connection, _Worker] = {}
        self._next = 0
        self._failed_starts = 0

    def run(self, workers: int, stop: Callable[[], bool]) -> None:
        """Give every item an outcome."""
        while len(self.outcomes) < len(self._items):
            if stop():
                return self._lose_the_rest(STOPPED)
            if self._failed_starts >= _MAX_FAILED_STARTS:
                return self._lose_the_rest(NOT_STARTED)
            while len(self._workers) < min(workers, len(self._items) - len(self.outcomes)):
                self._start()
            for connection in wait(list(self._workers), _TICK):
                self._hear(connection)  # type: ignore[arg-type]  # only connections are waited for
            for connection, worker in list(self._workers.items()):
                if worker.due < time.monotonic():
                    self._drop(connection, f"quá {self._deadline:g} giây")
        return None

    def close(self) -> None:
        """End all workers, the idle ones by asking."""
        for connection, worker in self._workers.items():
            if worker.item is None and worker.ready:
                with contextlib.suppress(OSError):
                    connection.send(None)
            else:
                worker.process.kill()
        for connection, worker in self._workers.items():
            worker.process.join(1)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            connection.close()
        self._workers.clear()

    def _start(self) -> None:
        process, ours = start_worker(_serve, (self._job,), self._start_method)
        self._workers[ours] = _Worker(process, time.monotonic() + START_DEADLINE)

    def _hear(self, connection: Connection) -> None:
        """Take a worker's message, its first one saying only that it is ready, and give it its next item."""
        worker = self._workers[connection]
        try:
            outcome: Outcome[R] | None = connection.recv()
        except Exception as error:  # the end of the pipe, or an answer that can't be rebuilt here
            ended = isinstance(error, (EOFError, OSError))
            return self._drop(connection, _DIED if ended else CRASHED, repr(error))
        if worker.item is None or outcome is None:
            worker.ready = True
            self._failed_starts = 0
        else:
            self._settle(worker.item, outcome)
        self._give(connection, worker)
        return None

    def _give(self, connection: Connection, worker: _Worker) -> None:
        worker.item, worker.due = None, float("inf")
        if self._next < len(self._items):
            worker.item, worker.due = self._next, time.monotonic() + self._deadline
            self._next += 1
            try:
                connection.send((self._items[worker.item],))  # wrapped: None alone means the end
            except OSError as error:
                self._drop(connection, _DIED, repr(error))

    def _drop(self, connection: Connection, reason: str, detail: str = "") -> None:
        """Give up a worker and the item it was at; one that never got ready had none."""
        worker = self._workers.pop(connection)
        worker.process.kill()
        worker.process.join()
        connection.close()
        if not worker.ready:
            self._failed_starts += 1
        if worker.item is not None:
            self._settle(worker.item, Lost(reason, detail or f"exit code {worker.process.exitcode}"))

    def _settle(self, number: int, outcome: Outcome[R]) -> None:
        self.outcomes[number] = Done(self._take(outcome.value)) if isinstance(outcome, Done) else outcome
        self._progress(len(self.outcomes), len(self._items))

    def _lose_the_rest(self, reason: str) -> None:
        for number in range(len(self._items)):
            self.outcomes.setdefault(number, Lost(reason))


def _serve(job: Callable[[Any], Any], connection: Connection) -> None:
    """A worker's life: answer each item with an outcome, until told to end or left alone."""
    with contextlib.suppress(OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the main process to handle
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a copy of the main process has what that made of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the reader's panics are told as findings, not printed
    limit_memory(MEMORY)
    parent = multiprocessing.parent_process()
    ends: list[Connection | int] = [connection, *([parent.sentinel] if parent else [])]
    connection.send(None)
    while connection in wait(ends):
        message = connection.recv()
        if message is None:
            return
        try:
            connection.send(Done(job(*message)))
        except MemoryError:
            connection.send(Lost(NO_MEMORY))
        except BaseException:  # a panic of the reader is one, and can't be pickled
            connection.send(Lost(CRASHED, traceback.format_exc()))
