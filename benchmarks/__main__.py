"""``python -m benchmarks [--forms N] [--runs N]``: prints the table that docs/hieu-nang.md holds."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import make_catalogue, make_forms
from benchmarks.measure import Run, run


def main() -> None:
    """Build the corpus, run the three commands in turn, print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        forms, catalogue = folder / "forms", folder / "catalogue"
        make_forms(forms, make_catalogue(catalogue, options.forms))
        ours = ["-m", "xlpy", "consolidate", str(forms), "--catalogue", str(catalogue), "--out", str(folder / "out")]
        commands = {
            "plan167 consolidate": ours,
            "python-calamine, reads only": ["-m", "benchmarks.peers", "calamine", str(forms)],
            "pandas.read_excel loop": ["-m", "benchmarks.peers", "pandas", str(forms), str(folder / "loop.xlsx")],
        }
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for turn in range(options.runs + 1):
            for name, command in commands.items():
                measured = run([sys.executable, *command], folder / "bytecode", accepted=(0, 1))
                if turn:  # the first turn warms the disk cache
                    runs[name].append(measured)
    _print(options.forms, runs)


def _print(forms: int, runs: dict[str, list[Run]]) -> None:
    names = list(runs)
    ours = runs[names[0]]
    print(f"| {forms} forms, whole process | median s | min-max s | peak MB | our time as a ratio |")
    print("|---|---|---|---|---|")
    for name in names:
        seconds = [r.seconds for r in runs[name]]
        ratios = [a.seconds / b.seconds for a, b in zip(ours, runs[name], strict=True)]
        print(
            f"| {name} | {statistics.median(seconds):.2f} | {min(seconds):.2f}-{max(seconds):.2f}"
            f" | {max(r.megabytes for r in runs[name]):.0f} | {statistics.median(ratios):.2f} |"
        )


if __name__ == "__main__":
    main()
