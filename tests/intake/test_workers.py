"""The pool: what dies, hangs or misbehaves costs one item, and every item has an outcome."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from tests.windows.limits import JOB_MEMORY, not_under_wine
from xlpy.intake import workers
from xlpy.intake.workers import STOPPED, Done, Lost, Outcome, run_all

METHODS = ["spawn", "fork"] if sys.platform == "linux" else ["spawn"]


class PanicError(BaseException):
    """As a panic of the reader: not an Exception, and not to be pickled."""

    def __reduce__(self):
        raise TypeError("cannot pickle a panic")


def behave(prefix, item):
    """Do what the item says."""
    match item:
        case "die":
            os._exit(3)
        case "hang":
            time.sleep(60)
        case "panic":
            raise PanicError
        case "closure":
            return lambda: None
        case "memory":
            return len(bytearray(workers.MEMORY + (256 << 20)))
        case "noise":
            os.write(2, b"thread panicked at src/lib.rs")
    return f"{prefix}{item}"


def die_at_start(job, connection):
    os._exit(4)


def run(items: Sequence[Any], **options: Any) -> list[Outcome[Any]]:
    settings: dict[str, Any] = {"workers": 2, "deadline": 20.0, **options}
    return run_all(partial(behave, "đã đọc "), items, **settings)


@pytest.mark.parametrize("method", METHODS)
def test_outcomes_come_in_the_order_of_the_items(method):
    items = [str(number) for number in range(12)]
    expected = [Done(f"đã đọc {item}") for item in items]
    assert expected == run(items, start_method=method)


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_dies_costs_one_item(method):
    first, second, third = run(["a", "die", "b"], start_method=method)
    assert (Done("đã đọc a"), Lost("bộ đọc dừng đột ngột", "EOFError()"), Done("đã đọc b")) == (first, second, third)


def test_the_only_worker_is_replaced_each_time_it_dies():
    outcomes = run(["die", "die", "die", "die", "a"], workers=1)
    assert [Lost, Lost, Lost, Lost, Done] == [type(outcome) for outcome in outcomes]


def test_a_worker_that_is_late_costs_one_item():
    first, second, third = run(["a", "hang", "b"], deadline=0.3)
    assert (Done("đã đọc a"), "quá 0.3 giây", Done("đã đọc b")) == (first, getattr(second, "reason", ""), third)


@pytest.mark.parametrize("fault", ["panic", "closure"])
def test_a_panic_or_an_answer_that_cannot_travel_costs_one_item(fault):
    first, second, third = run(["a", fault, "b"], workers=1)
    assert (Done("đã đọc a"), "gặp lỗi không lường trước", Done("đã đọc b")) == (
        first,
        getattr(second, "reason", ""),
        third,
    )


def test_a_crash_is_told_to_the_log_in_detail():
    (lost,) = run(["panic"])
    assert isinstance(lost, Lost)
    assert "PanicError" in lost.detail


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS offers no memory limit")
@not_under_wine(JOB_MEMORY)
def test_an_item_that_takes_all_memory_is_lost_alone():
    assert run(["memory", "a"]) == [Lost(workers.NO_MEMORY), Done("đã đọc a")]


def test_what_a_worker_prints_as_an_error_is_not_seen(capfd):
    run(["noise"])
    assert capfd.readouterr().err == ""


def test_progress_counts_each_item_once():
    seen = []
    run(["a", "die", "b"], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_once_stopped_the_rest_is_lost_at_once():
    done = []
    outcomes = run(
        ["a", "hang", "hang"],
        workers=1,
        progress=lambda number, total: done.append(number),
        stop=lambda: bool(done),
    )
    assert [Done("đã đọc a"), Lost(STOPPED), Lost(STOPPED)] == outcomes


def test_nothing_to_do_is_done_at_once():
    assert run([]) == []


def test_none_is_an_item_like_any():
    assert [Done("đã đọc None")] == run([None])


def test_workers_that_never_start_do_not_keep_us_waiting(monkeypatch):
    monkeypatch.setattr(workers, "_serve", die_at_start)
    assert [Lost("không khởi động được bộ đọc")] == run(["a"])
