"""One point after another: strike, let the next start put it right, look, run the command again, look."""

from __future__ import annotations

import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

assert sys.platform != "win32"  # no copies of a process there

from tests.faults.cases import NOW, Case, Files, History, World  # noqa: E402
from tests.faults.shim import COUNTED, Mode, Strike  # noqa: E402
from xlpy.app.commands.exits import DONE, FAILED, STOPPED, TO_ACT  # noqa: E402

OLD, NEW, MIXED = "old", "new", "MIXED"
FAULTS = ("untrue", "left", "re-run", "history")
"""What may be wrong besides a mixture: a sentence, temporary files after the next start, files of the re-run, numbers
or journal."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code (negative: by that signal), and what it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Known:
    """What an undisturbed run makes of the state before."""

    before: Path
    old: Files
    new: Files
    again: Files
    """After a second run over the first one's results: a workbook is painted anew from what it holds."""
    history_old: History
    history_new: History
    history_again: History
    operations: int


def forked(work: Callable[[], int], told: Path) -> Ended:
    """Do work in a copy of this process."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
            code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), told.read_text(encoding="utf-8", errors="replace"))


def known(world: World, case: Case, strike: Strike) -> Known:
    """Run it once here, where all that is made stays made, and once more in a copy, where operations are counted."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        return _known(world, case, strike)


def _known(world: World, case: Case, strike: Strike) -> Known:
    before = case.prepare(world)
    old, history_old = world.files(), world.history(case.action)
    world.now = NOW
    code = case.run(world)
    assert code in (DONE, TO_ACT), code
    new, history_new = world.files(), world.history(case.action)
    case.run(world)
    again, history_again = world.files(), world.history(case.action)
    world.fill(before)
    ended = _struck(world, case, strike, COUNTED, 0)
    assert (ended.code, world.files()) == (code, new), ended.said
    return Known(before, old, new, again, history_old, history_new, history_again, strike.seen)


def _struck(world: World, case: Case, strike: Strike, mode: Mode, turn: int) -> Ended:
    def work() -> int:
        strike.arm(world.work, mode, turn)
        try:
            return case.run(world)
        finally:
            strike.disarm()

    return forked(work, world.base / "said.txt")


def point(world: World, case: Case, known: Known, strike: Strike, mode: Mode, turn: int) -> Iterator[str]:
    """What comes of one point: `OLD`, `NEW` or `MIXED`, and each of `FAULTS` that shows."""
    world.fill(known.before)
    ended = _struck(world, case, strike, mode, turn)
    at_once = _which(world, known)
    started = forked(lambda: _started(world), world.base / "start.txt")
    state = _which(world, known)
    yield state
    if started.code or not _is_true(ended, mode, at_once, state):
        yield "untrue"
    if world.leftovers():
        yield "left"
    told_without = "không ghi được vào lịch sử" in ended.said
    after = world.history(case.action)
    if case.action and not told_without and after != (known.history_new if state == NEW else known.history_old):
        yield "history"
    expected = known.again if state == NEW else known.new
    again = forked(lambda: case.run(world), world.base / "again.txt")
    if again.code not in (DONE, TO_ACT) or world.files() != expected or world.leftovers():
        yield "re-run"
    last = known.history_again if state == NEW else known.history_new
    more = known.history_again.done - known.history_new.done if state == NEW else 1
    if case.action and world.history(case.action) != History(last.editions, after.done + more):
        yield "history"


def _started(world: World) -> int:
    world.start()
    return 0


def _which(world: World, known: Known) -> str:
    files = world.files()
    return NEW if files == known.new else OLD if files == known.old else MIXED


def _is_true(ended: Ended, mode: Mode, at_once: str, state: str) -> bool:
    """Whether what was said agrees with what stood at once, and with what stands after the next start."""
    if "Traceback" in ended.said or "ngoài dự kiến" in ended.said:
        return False
    if ended.code < 0:
        return mode.kills
    if ended.code in (DONE, TO_ACT):
        return at_once == state == NEW
    if ended.code == STOPPED:
        return at_once == state == (OLD if "chưa ghi tệp nào" in ended.said else NEW)
    if "CHƯA trả lại" in ended.said or "chưa biết" in ended.said:
        return ended.code == FAILED
    return ended.code == FAILED and at_once == state == OLD


def tally(world: World, case: Case, modes: Iterable[Mode], every: int = 1) -> Iterator[tuple[Mode, Counter[str]]]:
    """All points of a case by mode; ``every`` takes only each so-many-th of them."""
    strike = Strike()
    found = known(world, case, strike)
    for mode in modes:
        counts: Counter[str] = Counter()
        for turn in range(1, found.operations + 1, every):
            seen = set(point(world, case, found, strike, mode, turn))
            counts.update(seen | {"points"})
            if seen - {OLD, NEW}:
                ended = (world.base / "said.txt").read_text(encoding="utf-8", errors="replace")
                print(f"! {case.name}, {mode.name}, {turn}: {sorted(seen)}\n{ended}", file=sys.stderr)
        yield mode, counts
