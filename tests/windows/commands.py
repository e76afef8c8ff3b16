"""The commands of the product, run on the Windows PC and on Linux in folders of one name, and what they gave."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.windows.compare import Results, differences, files
from tests.windows.wine import USER, Machine, Ran

YEAR = "samples/nam-hoc-2023-2024"
READING = (f"{YEAR}/tep-nhan", "--period", "CN", "--catalogue", f"{YEAR}/danh-muc")
LAST = ("--previous", f"{YEAR}/ky-truoc/figures.csv")
DAY = ("--today", "2024-06-16")
BOOK = ("--folder", READING[0], "--period", "CN", *LAST)
"""The catalogue is the one in the workbook."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line of ``run.py`` and the exit code it must give; ``{out}`` in it is its own folder for results."""

    name: str
    line: tuple[str, ...]
    code: int = 0


COMMANDS = (
    Command("demo", ("demo", "--out", "{out}")),
    Command("issue", ("issue", "--period", "CN", "--catalogue", f"{YEAR}/danh-muc", *LAST, "--out", "{out}")),
    Command("check", ("check", *READING, *LAST), 1),
    Command("consolidate", ("consolidate", *READING, *LAST, "--out", "{out}"), 1),
    Command("feedback", ("feedback", *READING, *LAST, *DAY, "--out", "{out}"), 1),
    Command("reminders", ("reminders", *READING, *LAST, *DAY, "--out", "{out}"), 1),
    Command("report", ("report", *READING, *LAST, *DAY, "--out", "{out}"), 1),
    Command("trace", ("trace", "N3.13", "mien_nui", "--folder", *READING)),
    Command("book consolidate", ("book", "consolidate", *BOOK, "--out", "{out}"), 1),
    Command("self-test", ("self-test",)),
)
SAID_ALIKE = ("check", "trace")
"""Commands that write no file: what they print is compared instead."""


@dataclass(frozen=True, slots=True)
class Row:
    """One command on both systems; ``faults`` are sentences, none where both did the same."""

    name: str
    linux: Ran
    windows: Ran
    compared: int
    faults: tuple[str, ...]


def run(machine: Machine, windows: Path, linux: Path) -> Iterator[Row]:
    """Run every command in both folders, each a copy of the project; a row as soon as both are done."""
    for command in COMMANDS:
        out = Path("ket-qua") / command.name
        line = [part.replace("{out}", out.as_posix()) for part in command.line]
        here = _on_linux(line, linux)
        there = machine.run(["py", "run.py", *line], folder=windows)
        yield _row(
            command,
            here,
            there,
            Results(linux / out, str(linux), getpass.getuser()),
            Results(windows / out, machine.windows(windows), USER),
        )


def _on_linux(line: list[str], home: Path) -> Ran:
    start = time.monotonic()
    env = {**os.environ, "PYTHONPATH": str(home), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "xlpy", *line]
    done = subprocess.run(command, cwd=home, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return Ran(done.returncode, done.stdout.decode("utf-8"), time.monotonic() - start)


def _row(command: Command, here: Ran, there: Ran, linux: Results, windows: Results) -> Row:
    faults = [
        f"exit code {ran.code} on {system}, not {command.code}:\n{ran.said}"
        for system, ran in (("Linux", here), ("Windows", there))
        if ran.code != command.code
    ]
    compared = len(files(linux.folder) & files(windows.folder))
    if command.name in SAID_ALIKE:
        compared, alike = 1, here.said == there.said.replace("\\", "/")
        faults += [] if alike else [f"said on Linux:\n{here.said}said on Windows:\n{there.said}"]
    elif "{out}" in command.line:
        faults += differences(linux, windows) if compared else ["wrote no file"]
    return Row(command.name, here, there, compared, tuple(faults))
