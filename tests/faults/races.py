"""Two processes that do the same command at nearly the same moment, on other inputs: one waits, or says so."""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

assert sys.platform != "win32"  # no copies of a process there

from tests.faults.cases import BEFORE, NOW, Case, World  # noqa: E402
from xlpy.app.commands.exits import DONE, FAILED, TO_ACT  # noqa: E402

SEED = 167
RACED = ("consolidate", "all", "book consolidate")
LATEST = 0.06
"""Seconds by which one may start later than the other: about as long as one takes here."""


def races(world: World, case: Case, times: int) -> Counter[str]:
    """``both`` done, one ``told`` who works there, or something MIXED: how often."""
    before = case.prepare(world)
    whole = []
    for order in ((BEFORE,), (NOW,), (BEFORE, NOW), (NOW, BEFORE)):  # in this process, so that all is made
        world.fill(before)
        whole.append([_alone(world, case, names) for names in order][-1])
    lot, counts = random.Random(SEED), Counter[str]()
    for _ in range(times):
        world.fill(before)
        ended = _together(world, case, lot)
        counts[_seen(world, case, ended, whole)] += 1
    return counts


def _alone(world: World, case: Case, names: tuple[str, ...]) -> dict[str, bytes]:
    world.now = names
    assert case.run(world) in (DONE, TO_ACT)
    return world.files()


def _together(world: World, case: Case, lot: random.Random) -> list[tuple[int, str]]:
    children = []
    for number, names in enumerate((BEFORE, NOW)):
        wait, told = lot.uniform(0, LATEST), world.base / f"said-{number}.txt"
        child = os.fork()
        if child == 0:
            world.now = names
            handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            time.sleep(wait)
            code = 99
            try:
                code = case.run(world)
            finally:
                os._exit(code)
        children.append((child, told))
    return [(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), _text(told)) for child, told in children]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _seen(world: World, case: Case, ended: list[tuple[int, str]], whole: list[dict[str, bytes]]) -> str:
    codes = [code for code, _ in ended]
    done = sum(code in (DONE, TO_ACT) for code in codes)
    told = sum(code == FAILED and "sử dụng; chưa ghi gì" in said for code, said in ended)
    history = world.history(case.action)
    if done + told != 2 or not done or world.files() not in whole or world.leftovers():
        print(codes, [said for _, said in ended], world.leftovers())
        return "MIXED"
    if case.action and len(set(history.editions)) != len(history.editions):
        return "MIXED"
    return "both" if done == 2 else "told"
