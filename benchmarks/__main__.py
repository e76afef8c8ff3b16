"""``python -m benchmarks [--quick]``: prints the tables that docs/performance.md holds."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.buttons import clicking, consolidating
from benchmarks.corpus import make_catalogue, make_forms
from benchmarks.measure import Run
from benchmarks.parts import show_parts
from benchmarks.table import Command, Commands, in_turn, show, show_growth

SIZES = (19, 200, 1_000, 10_000)
SLOWEST = 1_000
"""Forms up to which the office's loop is run, too: at ten thousand it takes the better part of an hour."""
ISSUED = (19, 110, 700)


def main() -> None:
    """Build what is worked on, run the commands in turn, print medians and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="19 forms, once: does it run at all, within a minute")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="how many forms; 1 000 and more run once")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    sizes, runs = (SIZES[:1], 1) if options.quick else (options.sizes, options.runs)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        bytecode = folder / "bytecode"
        whole = {size: _consolidated(folder / str(size), bytecode, size, runs) for size in sizes}
        if len(whole) > 1:
            show_growth("forms consolidated", whole)
        issued = {size: _issued(folder / f"issue-{size}", bytecode, size, runs) for size in ISSUED[: len(sizes)]}
        show_growth("forms issued", issued)
        show("a click, up to its work", in_turn(clicking(every=not options.quick), bytecode, runs))
        show("the sample into the workbook's file", in_turn(consolidating(folder), bytecode, runs))


def _consolidated(folder: Path, bytecode: Path, size: int, runs: int) -> Sequence[Run]:
    """The tables of a folder of that many forms; the runs of the whole consolidation."""
    folder.mkdir()
    forms, catalogue = folder / "forms", folder / "catalogue"
    make_forms(forms, make_catalogue(catalogue, size))
    few, warm = (1, False) if size >= SLOWEST else (runs, runs > 1)
    found = in_turn(_commands(folder, size), bytecode, few, warm=warm)
    refuse_if_lacking(folder / "out", size)
    show(f"{size:,} forms, whole process", found)
    if size <= SLOWEST:
        show(f"{size:,} forms, read before", in_turn(_again(folder), bytecode, few, warm=warm))
        show_parts(forms, catalogue)
    shutil.rmtree(forms)
    return found["plan167 consolidate"]


def refuse_if_lacking(out: Path, size: int) -> None:
    """Raise RuntimeError where the edition lacks forms: one that gives files up is made in less time and memory."""
    (summary,) = out.glob("*/summary.json")
    used = json.loads(summary.read_text(encoding="utf-8"))["units"]["used"]
    if used != size:
        raise RuntimeError(f"the edition is of {used} forms, not of {size}: what it took says nothing")


def _ours(folder: Path, *more: str) -> list[str]:
    forms, catalogue, out = (str(folder / name) for name in ("forms", "catalogue", "out"))
    return ["-m", "xlpy", "consolidate", forms, "--catalogue", catalogue, "--out", out, *more]


def _commands(folder: Path, size: int) -> Commands:
    forms = str(folder / "forms")
    commands = {
        "plan167 consolidate": Command(_ours(folder)),
        "python-calamine, reads only": Command(["-m", "benchmarks.peers", "calamine", forms]),
        "raw inflation": Command(["-m", "benchmarks.peers", "inflate", forms]),
    }
    loop = Command(["-m", "benchmarks.peers", "pandas", forms, str(folder / "loop.xlsx")])
    return commands | ({"pandas.read_excel loop": loop} if size <= SLOWEST else {})


def _again(folder: Path) -> Commands:
    """With readings kept: nothing known, one file changed since, and the same without writing the edition."""
    kept = folder / "readings.db"
    forms = sorted((folder / "forms").iterdir())
    contents = [forms[0].read_bytes(), forms[-1].read_bytes()]

    def forget() -> None:
        kept.unlink(missing_ok=True)

    def change() -> None:
        """The first file says something that it never said before."""
        contents.reverse()
        forms[0].write_bytes(contents[0] + bytes(len(list(folder.glob("*.mark")))))
        (folder / f"{len(list(folder.glob('*.mark')))}.mark").touch()

    again, check = _ours(folder, "--readings", str(kept)), ("--dry-run",)
    return {
        "first, nothing known": Command(again, forget),
        "one file changed": Command(again, change),
        "first, nothing written": Command([*again, *check], forget),
        "one file changed, nothing written": Command([*again, *check], change),
    }


def _issued(folder: Path, bytecode: Path, size: int, runs: int) -> Sequence[Run]:
    """The runs of issuing that many forms."""
    folder.mkdir()
    make_catalogue(folder / "catalogue", size)
    catalogue, out = str(folder / "catalogue"), str(folder / "out")
    command = Command(["-m", "xlpy", "issue", "--catalogue", catalogue, "--out", out])
    few = runs if size < ISSUED[-1] else 1
    return in_turn({"plan167 issue": command}, bytecode, few, warm=few > 1)["plan167 issue"]


if __name__ == "__main__":
    main()
