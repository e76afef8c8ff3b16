"""Runs commands in turn, several times, and prints what each takes beside the first."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Run, run


@dataclass(frozen=True, slots=True)
class Command:
    """Arguments of Python; ``before`` is done first, outside of what is measured."""

    arguments: Sequence[str]
    before: Callable[[], object] | None = None

    @property
    def accepted(self) -> Sequence[int]:
        """Its exit codes where it did its work: 1 of ours tells that something waits, of any other that it failed."""
        return (0, 1) if self.arguments[:2] == ["-m", "xlpy"] else (0,)


Commands = Mapping[str, Command]
"""Commands by what they are called in the table; the first is ours."""
Found = Mapping[str, Sequence[Run]]


def in_turn(commands: Commands, bytecode: Path, runs: int, *, warm: bool = True) -> Found:
    """Each command ``runs`` times, one after another; a first turn only warms the disk cache."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(-warm, runs):
        for name, command in commands.items():
            if command.before:
                command.before()
            measured = run([sys.executable, *command.arguments], bytecode, command.accepted)
            if turn >= 0:
                found[name].append(measured)
    return found


def show(title: str, found: Found) -> None:
    """A table in Markdown; ratios are the first one's, turn by turn."""
    ours = next(iter(found.values()))
    head = ("median s", "min-max s", "processor s", "peak MB", "ratio by clock", "ratio by processor")
    rows = []
    for name, runs in found.items():
        seconds = [each.seconds for each in runs]
        rows.append(
            (
                name,
                f"{statistics.median(seconds):.2f}",
                f"{min(seconds):.2f}-{max(seconds):.2f}",
                f"{median(runs):.2f}",
                f"{max(each.megabytes for each in runs):.0f}",
                _ratio([(a.seconds, b.seconds) for a, b in zip(ours, runs, strict=True)]),
                _ratio([(a.processor, b.processor) for a, b in zip(ours, runs, strict=True)]),
            )
        )
    print_table((title, *head), rows)


def show_growth(title: str, found: Mapping[int, Sequence[Run]]) -> None:
    """How processor seconds and memory grow with the number of forms; an exponent of 1 is in step."""
    rows = []
    sizes = sorted(found)
    for size, smaller in zip(sizes, (None, *sizes), strict=False):
        took, held = median(found[size]), max(each.megabytes for each in found[size])
        exponent = "" if smaller is None else f"{_exponent(took / median(found[smaller]), size / smaller):.2f}"
        rows.append((f"{size:,}", f"{took:.2f}", f"{1000 * took / size:.1f}", f"{held:.0f}", exponent))
    print_table((title, "processor s", "ms each", "peak MB", "exponent since the row above"), rows)


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in Markdown, with a line before it."""
    print()
    for row in (head, ["---"] + ["---:"] * (len(head) - 1), *rows):
        print(f"| {' | '.join(row)} |", flush=True)


def median(runs: Sequence[Run]) -> float:
    """Processor seconds."""
    return statistics.median(each.processor for each in runs)


def _ratio(pairs: Sequence[tuple[float, float]]) -> str:
    ratios = [ours / theirs for ours, theirs in pairs if theirs]
    return f"{statistics.median(ratios):.2f}" if ratios else ""


def _exponent(growth: float, more: float) -> float:
    return math.log(max(growth, 1e-9)) / math.log(more)
