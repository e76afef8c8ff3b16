"""Runs commands in turn, several times, and prints what each takes beside the first."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measure import Run, run

Commands = Mapping[str, Sequence[str]]
"""Arguments of Python by what they are called in the table; the first is ours."""


def in_turn(commands: Commands, bytecode: Path, runs: int) -> Mapping[str, Sequence[Run]]:
    """Each command ``runs`` times, one after another; a first turn only warms the disk cache."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = run([sys.executable, *command], bytecode, accepted=(0, 1))
            if turn:
                found[name].append(measured)
    return found


def show(title: str, found: Mapping[str, Sequence[Run]]) -> None:
    """A table in Markdown; ratios are taken turn by turn."""
    ours = next(iter(found.values()))
    print(f"| {title} | median s | min-max s | peak MB | the first one's time as a ratio |")
    print("|---|---|---|---|---|")
    for name, runs in found.items():
        seconds = [each.seconds for each in runs]
        ratios = [a.seconds / b.seconds for a, b in zip(ours, runs, strict=True)]
        print(
            f"| {name} | {statistics.median(seconds):.2f} | {min(seconds):.2f}-{max(seconds):.2f}"
            f" | {max(each.megabytes for each in runs):.0f} | {statistics.median(ratios):.2f} |"
        )
