"""``python -m benchmarks [--forms N] [--runs N]``: prints the tables that docs/performance.md holds."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.buttons import clicking, consolidating
from benchmarks.corpus import make_catalogue, make_forms
from benchmarks.table import in_turn, show


def main() -> None:
    """Build what is worked on, run the commands in turn, print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        bytecode = folder / "bytecode"
        forms, catalogue = folder / "forms", folder / "catalogue"
        make_forms(forms, make_catalogue(catalogue, options.forms))
        ours = ["-m", "xlpy", "consolidate", str(forms), "--catalogue", str(catalogue), "--out", str(folder / "out")]
        commands = {
            "plan167 consolidate": ours,
            "python-calamine, reads only": ["-m", "benchmarks.peers", "calamine", str(forms)],
            "pandas.read_excel loop": ["-m", "benchmarks.peers", "pandas", str(forms), str(folder / "loop.xlsx")],
        }
        show(f"{options.forms} forms, whole process", in_turn(commands, bytecode, options.runs))
        show("a click, up to its work", in_turn(clicking(), bytecode, options.runs))
        show("the sample into the workbook's file", in_turn(consolidating(folder), bytecode, options.runs))


if __name__ == "__main__":
    main()
