"""Run the oracle and print its table.

python -m tests.oracle --seed 167 --count 3000
python -m tests.oracle --seed 167 --only 1234 --keep form.xlsx   # one form again, its file kept
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests import tools
from tests.oracle.run import Outcome, Run

COLUMNS = ("forms", "refused", "equal", "unused", "told", "different")


def table(outcomes: Iterable[Outcome]) -> str:
    """Changes by sort: in how many forms; then of the changed cells of accepted forms how many came out how."""
    rows: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        for done in outcome.mutant.done:
            row = rows.setdefault(f"{outcome.mutant.suffix[1:]}: {done.name}", Counter())
            row["forms"] += 1
            if outcome.refused:
                row["refused"] += 1
            else:
                row[outcome.verdicts.get(done.where, "equal")] += 1
    lines = ["| change | " + " | ".join(COLUMNS) + " |", "|---|" + "---:|" * len(COLUMNS)]
    lines += [f"| {name} | " + " | ".join(str(row[c]) for c in COLUMNS) + " |" for name, row in sorted(rows.items())]
    return "\n".join(lines)


def told(outcome: Outcome) -> str:
    """The differences of one form, with what was done to it."""
    lines = [f"{outcome.number} {outcome.mutant.form.name} {outcome.mutant.suffix}"]
    lines += [f"   did {done.name} at {done.where}: {done.what}" for done in outcome.mutant.done]
    lines += [f"   DIFFERENT {d.where}: ours {d.ours}, LibreOffice {d.printed} {d.told}" for d in outcome.differences]
    return "\n".join(lines)


def main() -> int:
    """1 where a difference is silent."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("--seed", type=int, default=167)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--only", type=int, help="the number of one form")
    parser.add_argument("--keep", type=Path, help="where to write the form of --only")
    chosen = parser.parse_args()
    first = chosen.start if chosen.only is None else chosen.only
    numbers = range(first, first + (chosen.count if chosen.only is None else 1))
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            run = Run(chosen.seed, Path(folder))
            if chosen.keep:
                chosen.keep.write_bytes(run.mutant(first).data)
            for outcome in run.outcomes(numbers):
                outcomes.append(outcome)
                if len(outcomes) % 100 == 0:
                    print(f"{len(outcomes)} forms", file=sys.stderr, flush=True)
                if outcome.differences or chosen.only is not None:
                    print(told(outcome), outcome.refused, dict(outcome.cells), flush=True)
        finally:
            tools.end_shared_office()
    cells = sum((outcome.cells for outcome in outcomes), Counter[str]())
    print(table(outcomes))
    refused = sum(bool(outcome.refused) for outcome in outcomes)
    print(f"{len(outcomes)} forms, {refused} refused; cells of the accepted: {dict(cells)}")
    return 1 if any(outcome.differences for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
