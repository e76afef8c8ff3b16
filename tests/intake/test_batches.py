"""Files read by an executor: the same receipts as here, whatever becomes of a batch."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.builders import context, form
from xlpy.intake import batches
from xlpy.intake.batches import Content, read_by
from xlpy.intake.reading_cache import reader_of
from xlpy.intake.unpacking import Arrival
from xlpy.intake.workers import STOPPED, Done, Lost

READ = reader_of(context())


class Here(Executor):
    """Does at once what it is given, or fails with ``fault``."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.fault:
            future.set_exception(self.fault)
        else:
            future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture
def arrivals(tmp_path: Path) -> list[Arrival]:
    files = {"522.xlsx": form("522"), "không phải biểu.xlsx": b"chu"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (1_718_000_000, 1_718_000_000))
    return [Arrival(tmp_path / name, name) for name in (*files, "đã xóa.xlsx")]


@pytest.fixture(autouse=True)
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two, read in this process: what becomes of a process is the matter of `test_workers`."""

    def here(job: Callable[[Any], Any], items: Sequence[Any], **_options: Any) -> list[Any]:
        return [Done(job(item)) for item in items]

    monkeypatch.setattr(batches, "run_all", here)
    monkeypatch.setattr(batches, "SIZE", 2)


def _as_it_came(reply: Any) -> Any:
    return reply


def outcomes(executor: Executor, arrivals: Sequence[Arrival], *, send: bool = False, stop: bool = False) -> list[Any]:
    return read_by(
        executor,
        READ,
        arrivals,
        _as_it_came,
        deadline=30,
        send=send,
        progress=lambda done, total: None,
        stop=lambda: stop,
    )


@pytest.mark.parametrize("send", [False, True])
def test_an_executor_gives_what_this_process_gives_in_the_same_order(arrivals, send):
    assert outcomes(Here(), arrivals, send=send) == [Done(READ(arrival)) for arrival in arrivals]


def test_bytes_that_travel_are_read_where_the_folder_is_not(arrivals, tmp_path):
    listed = list(batches.batches(arrivals, send=True))
    for path in tmp_path.iterdir():
        path.unlink()
    read = [one for batch in listed for one in batches.do_batch(READ, 30, batch)]
    assert [outcome.value.receipt.submission.received.size for outcome in read if isinstance(outcome, Done)] == [
        len(form("522")),
        3,
        0,
    ]


def test_what_is_sent_is_the_file_with_its_time(arrivals):
    first = next(iter(batches.batches(arrivals, send=True)))
    assert first.sent[arrivals[1].path] == Content(b"chu", 1_718_000_000)


def test_a_batch_that_is_lost_there_is_read_here(arrivals):
    lost = outcomes(Here(RuntimeError("worker lost")), arrivals)
    assert lost == [Done(READ(arrival)) for arrival in arrivals]


def test_work_that_was_stopped_waits_for_nothing(arrivals):
    with ThreadPoolExecutor(1) as pool:
        assert outcomes(pool, arrivals, stop=True) == [Lost(STOPPED)] * 3


def test_progress_counts_files(arrivals):
    told: list[tuple[int, int]] = []
    read_by(
        Here(),
        READ,
        arrivals,
        _as_it_came,
        deadline=30,
        send=False,
        progress=lambda *step: told.append(step),
        stop=lambda: False,
    )
    assert sorted(told)[-1] == (3, 3)


@pytest.mark.parametrize(("files", "size"), [(5, 2), (200, 5), (10_000, 7)])
def test_batches_grow_with_the_files_up_to_the_most(monkeypatch, files, size):
    monkeypatch.setattr(batches, "MOST", 7)
    arrivals = [Arrival(Path(f"{number}.xlsx"), f"{number}.xlsx") for number in range(files)]
    listed = list(batches.batches(arrivals, send=False))
    assert {len(batch.arrivals) for batch in listed[:-1]} == {size}
    assert [one for batch in listed for one in batch.arrivals] == arrivals
