"""The Windows run: set-up, commands and tests on Windows' Python under Wine. docs/windows.md tells what it proves.

python -m tests.windows                   all of it; ends with 1 where anything is other than on Linux or than agreed
python -m tests.windows assemble          only makes the PC with Python on it; prints where it is
python -m tests.windows commands          only set-up and the commands, compared with Linux
python -m tests.windows kit               only a kit: made, moved, its maker's Python hidden, used
python -m tests.windows tests             only the test suite
python -m tests.windows python ARGUMENT…  runs that Python in this folder
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from tests.windows import commands, kit, libraries, runtime, suite
from tests.windows.alone import alone
from tests.windows.wine import USER, Machine, Ran, default_root

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = "Kế hoạch 167"
"""The project's folder on both systems: Vietnamese letters and blanks, as a clerk would name it."""
KIT_FROM = "Làm bộ cài"
"""Where the kit is made, on disk C:."""
RESULTS = (".venv", "wheels", "bo-cai", "ket-qua", "bieu-mau", "libreoffice")
"""What the program and its set-up make in the project's folder; a room of the program may well bear such a name."""
MADE_ANYWHERE = shutil.ignore_patterns(".git", "node_modules", "__pycache__", ".*_cache", ".hypothesis")


def not_shipped(folder: str, names: list[str]) -> set[str]:
    """Names in a folder of the project that a person who gets it would not have."""
    own = set(RESULTS) if Path(folder) == PROJECT else set()
    return {*MADE_ANYWHERE(folder, names), *own.intersection(names)}


LOST = "templates/phan-hoi.toml"
"""A file that no module of the program needs to be loaded."""
QUICKER = {"PIP_NO_COMPILE": "1"}
"""Set-up leaves compiling to the first import, as Python does, and then only what is imported is compiled."""


def main(arguments: list[str]) -> int:
    """Do what the command says; gives its exit code."""
    if lacking := runtime.missing():
        print(f"not installed here: {', '.join(lacking)}")
        return 2
    with alone(default_root()) as machine:
        return _done(machine, arguments)


def _done(machine: Machine, arguments: list[str]) -> int:
    command, start = (arguments or ["all"])[0], time.monotonic()
    runtime.make_ready(machine)
    if command == "python":
        program = [str(machine.python / "python.exe"), *arguments[1:]]
        return machine.run(program, folder=Path.cwd(), variables={"PYTHONUTF8": "1"}, show=True).code
    _say(f"Windows' Python: {machine.python} ({time.monotonic() - start:.0f} s)")
    if command == "assemble":
        return 0
    windows = machine.drive / "users" / USER / "Tải xuống" / FOLDER
    faults = []
    if command in ("all", "commands"):
        faults += _commands(machine, windows)
    if command in ("all", "kit"):
        faults += _kit(machine)
    if command in ("all", "tests"):
        faults += _tests(machine, windows)
    _say(f"\nThe Windows run took {(time.monotonic() - start) / 60:.1f} min and found {len(faults)} faults.")
    for fault in faults:
        _say(f"- {fault}")
    return 1 if faults else 0


def _commands(machine: Machine, windows: Path) -> list[str]:
    done = _set_up(machine, _copy(windows))
    faults = [f"Cai-dat.cmd: exit code {done.code}"] if done.code else _incomplete(machine, windows)
    _say(f"\n{'command':18} {'Linux':>5} {'Windows':>7} {'Linux s':>8} {'Windows s':>9} {'files':>5}  result")
    _say(f"{'Cai-dat.cmd':18} {'':5} {done.code:7} {'':8} {done.seconds:9.0f}")
    for row in commands.run(machine, windows, _copy(machine.root / "linux" / FOLDER)):
        ran = f"{row.linux.code:5} {row.windows.code:7} {row.linux.seconds:8.0f} {row.windows.seconds:9.0f}"
        _say(f"{row.name:18} {ran} {row.compared:5}  {'DIFFERENT' if row.faults else 'equal'}")
        faults += [f"{row.name}: {fault}" for fault in row.faults]
    return faults


def _incomplete(machine: Machine, home: Path) -> list[str]:
    """A set-up of a folder that was extracted in part; what is other than it must be."""
    lost = home / LOST
    kept = lost.rename(lost.with_name(f"{lost.name}.giau"))
    try:
        clicked = machine.run(["cmd", "/c", "Cai-dat.cmd"], folder=home, variables=QUICKER)
        done = machine.run(["py", "run.py", "setup"], folder=home, variables=QUICKER)
    finally:
        kept.rename(lost)
    words = f"thiếu tệp: {LOST}."
    # Wine's cmd makes 1 of every code that a program under "call" ends with, so 2 is asked of run.py itself
    code = suite.REFUSED if clicked.code else 0
    return [
        *suite.refused("Cai-dat.cmd without a shipped file", code, clicked.said, words),
        *suite.refused("run.py setup without a shipped file", done.code, done.said, words),
    ]


def _kit(machine: Machine) -> list[str]:
    """A kit from a fresh copy of the project; what is wrong ends it, since each step rests on the one before."""
    libraries.fetch(PROJECT / "requirements" / "app.txt", wheels := machine.root / "wheels" / "app")
    _say("\na kit for PCs that have nothing, used from another folder without the Python that made it")
    try:
        for step in kit.proven(machine, _copy(machine.drive / KIT_FROM), wheels):
            _say(f"{step.name:18} {step.seconds:5.0f} s  passed")
    except AssertionError as fault:
        return [f"kit: {fault}"]
    return []


def _tests(machine: Machine, windows: Path) -> list[str]:
    done = suite.run(machine, _copy(windows), workers=os.cpu_count() or 1)
    _say(
        f"\ntests on Windows: {done.passed} passed in {done.seconds / 60:.1f} min; not run there: {suite.WITHOUT}, "
        f"and what is slow for one of {', '.join(suite.ALIKE)}"
    )
    for reason, count in sorted(done.skipped.items()):
        _say(f"{count:4} skipped: {reason}")
    return list(done.faults)


def _say(line: str) -> None:
    print(line, flush=True)


def _copy(home: Path) -> Path:
    """The project as it lies here, in another folder; a virtual environment there is kept."""
    home.mkdir(parents=True, exist_ok=True)
    for old in home.iterdir():
        if old.name != ".venv":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(PROJECT, home, ignore=not_shipped, dirs_exist_ok=True)
    return home


def _set_up(machine: Machine, home: Path) -> Ran:
    """What a double click on Cai-dat.cmd does, on a PC without network whose folder wheels was filled elsewhere."""
    locked, wheels = home / "requirements" / "app.txt", machine.root / "wheels" / "app"
    libraries.fetch(locked, wheels)
    shutil.copytree(wheels, home / "wheels", ignore=lambda _, names: [name for name in names if name.endswith(".txt")])
    return machine.run(["cmd", "/c", "Cai-dat.cmd"], folder=home, variables=QUICKER, show=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
