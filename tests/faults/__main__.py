"""The table: ``python -m tests.faults [--only CASE] [--every N] [--race TIMES] [--table FILE]``; 1 for any fault."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

assert sys.platform != "win32"  # no copies of a process there

from tests.faults.cases import CASES, World  # noqa: E402
from tests.faults.points import FAULTS, MIXED, NEW, OLD, tally  # noqa: E402
from tests.faults.races import RACED, races  # noqa: E402
from tests.faults.shim import LOADED, MODES, with_library  # noqa: E402
from xlpy.basics.commit import disk  # noqa: E402

COLUMNS = ("points", OLD, NEW, MIXED, *FAULTS)
HEAD = "| command | fault | " + " | ".join(COLUMNS) + " |\n|---|---|" + "---:|" * len(COLUMNS)
RACES = "| command | times | both done, one after the other | one told who works there | MIXED |\n|---|" + "---:|" * 4


def main(arguments: list[str]) -> int:
    """Run all points, or those chosen; print the table."""
    options = _options(arguments)
    if LOADED not in os.environ:
        return with_library("tests.faults", arguments)
    disk.PAUSE = 0  # a refused rename is tried again at once: nobody else holds these files
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        world = World(Path(folder))
        gc.freeze()  # copies of this process need not look at what it holds
        lines, bad = _races(world, options) if options.race else _points(world, options)
    print("\n".join(lines))
    if options.table:
        options.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return int(bad)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", action="append", choices=[case.name for case in CASES], help="these commands alone")
    parser.add_argument("--every", type=int, default=1, help="each so-many-th point alone")
    parser.add_argument("--race", type=int, default=0, help="two processes at once, so many times, instead of points")
    parser.add_argument("--table", type=Path, help="the table into this file too")
    return parser.parse_args(arguments)


def _memory() -> str | None:
    """A folder in memory where the system has one: a sync of each file costs nothing there."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _points(world: World, options: argparse.Namespace) -> tuple[list[str], bool]:
    lines, whole = [HEAD], Counter[str]()
    for case in CASES:
        if options.only and case.name not in options.only:
            continue
        for mode, counts in tally(world, case, MODES, options.every):
            lines.append(f"| {case.name} | {mode.name} | {_cells(counts)} |")
            print(lines[-1], file=sys.stderr, flush=True)
            whole += counts
    lines.append(f"| **sum** | | {_cells(whole)} |")
    return lines, any(whole[name] for name in (MIXED, *FAULTS))


def _cells(counts: Counter[str]) -> str:
    return " | ".join(str(counts[name]) for name in COLUMNS)


def _races(world: World, options: argparse.Namespace) -> tuple[list[str], bool]:
    lines, bad = [RACES], False
    for case in CASES:
        if case.name not in (options.only or RACED):
            continue
        counts = races(world, case, options.race)
        lines.append(f"| {case.name} | {options.race} | {counts['both']} | {counts['told']} | {counts[MIXED]} |")
        bad = bad or counts[MIXED] > 0
    return lines, bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
