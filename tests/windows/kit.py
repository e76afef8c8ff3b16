"""A kit proven on Windows' Python: made, moved to a folder with a Vietnamese name, its maker's Python hidden, used.

`proven` is a step of the Windows run. It is given the PC, a folder on its disk C: with the project as it is unpacked,
and the locked libraries as wheels for Windows; it prints nothing and raises AssertionError with all that was said.
"""

from __future__ import annotations

import contextlib
import csv
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SAMPLE = Path("samples", "nam-hoc-2023-2024", "tep-nhan")
MOVED = Path("Kế hoạch 167 (bản 2)")
"""Where the kit is unzipped, on disk C:."""
HIDDEN = ".giau"
FIGURES = Path("workbook", "ket-qua", "CN_2023-2024", "figures.csv")
CONSOLIDATED = "15/19 đơn vị có tệp dùng được"


class Ran(Protocol):
    """A process that ended."""

    @property
    def code(self) -> int:
        """Its exit code."""

    @property
    def said(self) -> str:
        """What it printed."""

    @property
    def seconds(self) -> float:
        """How long it took."""


class Machine(Protocol):
    """The PC, as `tests.windows.wine.Machine` gives it."""

    @property
    def drive(self) -> Path:
        """Disk C: as Linux sees it."""

    @property
    def python(self) -> Path:
        """The folder of the Python installed on it."""

    def run(
        self,
        command: Sequence[str],
        *,
        folder: Path | None = None,
        variables: Mapping[str, str] | None = None,
        seconds: float = 600,
        show: bool = False,
    ) -> Ran:
        """Run a Windows program."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the proof and what it said."""

    name: str
    said: str
    seconds: float


def proven(machine: Machine, project: Path, wheels: Path) -> Iterator[Step]:
    """Each step as it is done. ``project`` lies on disk C:; raises AssertionError where a step fails."""
    yield _ran("run.py kit", _make(machine, project, wheels), 0, "Đã làm xong bộ cài")
    home = machine.drive / MOVED
    shutil.rmtree(home, ignore_errors=True)  # of an earlier run
    with zipfile.ZipFile(next((project / "bo-cai").glob("*.zip"))) as archive:
        archive.extractall(home)
    kit = home / "Plan167"
    with _hidden(machine.python, project):
        yield _ran("Cai-dat.cmd", machine.run(["cmd", "/c", "Cai-dat.cmd"], folder=kit), 0, "Đã cài đặt xong")
        python = str(kit / "python" / "python.exe")
        tested = machine.run([python, "run.py", "self-test"], folder=kit)
        yield _ran("self-test", tested, 0, "chương trình hoạt động đúng trên máy này")
        book = [python, "run.py", "book", "consolidate", "--folder", str(SAMPLE), "--period", "CN", "--yes"]
        yield _ran("book consolidate", machine.run(book, folder=kit), 1, CONSOLIDATED)  # errors wait
        asked = "import sys, xlpy; sys.stdout.reconfigure(encoding='utf-8'); print(*sys.path, xlpy.__file__, sep='\\n')"
        found = machine.run([python, "-B", "-c", asked], variables={"PYTHONPATH": "C:\\khac"})
        yield _ran("folders of modules", found, 0, "xlpy")
        outside = [line for line in found.said.splitlines() if line.strip() and str(MOVED) not in line]
        assert not outside, f"the kit's Python looks outside the kit: {outside}"
    with (kit / FIGURES).open(encoding="utf-8-sig", newline="") as stream:
        assert sum(1 for _ in csv.reader(stream)) > 1, "the kit wrote no figures"


def _make(machine: Machine, project: Path, wheels: Path) -> Ran:
    """Make the kit without network, from a folder wheels that was filled elsewhere."""
    shutil.copytree(wheels, project / "wheels", dirs_exist_ok=True)
    python = str(machine.python / "python.exe")
    return machine.run([python, "run.py", "kit"], folder=project, seconds=1800)


@contextlib.contextmanager
def _hidden(*folders: Path) -> Iterator[None]:
    """The folders under another name, as on a PC that never had them."""
    for folder in folders:
        folder.rename(folder.with_name(folder.name + HIDDEN))
    try:
        yield
    finally:
        for folder in folders:
            folder.with_name(folder.name + HIDDEN).rename(folder)


def _ran(name: str, done: Ran, code: int, words: str) -> Step:
    assert done.code == code, f"{name} ended with {done.code}:\n{done.said}"
    assert words in done.said, f"{name} did not say “{words}”:\n{done.said}"
    return Step(name, done.said, done.seconds)
