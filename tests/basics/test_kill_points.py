"""Commands killed and refused at their file operations, by means that every system has: old or new, nothing left.

A few points each; `tests.faults` strikes at every operation, on Linux alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import master
from tests.strikes import COUNTED, KILLED, point_of, striking
from tests.tools import ROOT
from xlpy.app import cli
from xlpy.app.commands.exits import DONE, TO_ACT
from xlpy.app.store import FILE, Entry, Outcome, Store
from xlpy.basics.commit import disk, settle, working_on
from xlpy.book.file import FileBook

pytestmark = pytest.mark.slow("process")

OTHER = "Sơn Hà.xlsx"
OLD, NEW = "old", "new"
FEEDBACK = "Phiếu phản hồi"
Seen = Mapping[str, bytes]


@dataclass(frozen=True)
class Case:
    """A command in a state: ``before`` is a folder with it, ``work`` the one that it runs in."""

    before: Path
    work: Path
    command: tuple[str, ...]
    old: Seen
    new: Seen
    names: tuple[str, ...]
    """Its operations below the folder, in their order."""

    def fill(self) -> None:
        """The state before, afresh."""
        shutil.rmtree(self.work)
        shutil.copytree(self.before, self.work)

    def state(self) -> str:
        """What stands after the next start has put right what was left: `OLD`, `NEW`, or what else, and what lies."""
        start(self.work)
        now = seen(self.work)
        left = [
            path.name for path in self.work.rglob("*") if ".plan167-" in path.name or path.name.endswith("-journal")
        ]
        kind = OLD if now == self.old else NEW if now == self.new else f"mixed: {sorted(now)}"
        return " ".join([kind, *left])


def run(work: Path, point: str, command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, killed at a point below ``work``."""
    line = [sys.executable, "-m", "tests.strikes", str(work), point, *command]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        line, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )


def start(work: Path) -> None:
    """What any command does first: put right what was left; and a line of the history, as any button writes."""
    book, folders = work / "Plan167.xlsx", [work, *(path for path in work.rglob("*") if path.is_dir())]
    with working_on(book):
        settle(path for path in folders if not path.name.startswith(".plan167-"))
    if (work / FILE).exists():
        Store(work / FILE).record(Entry("Hướng dẫn"))


def seen(work: Path) -> Seen:
    """What people see: files by name, and how often the journal says that slips were made."""
    found = {path.relative_to(work).as_posix(): path for path in work.rglob("*") if path.is_file()}
    files = {n: p.read_bytes() for n, p in found.items() if ".plan167-" not in n and not n.startswith(FILE)}
    return {**files, "journal": b"%d" % _slips_told(work / FILE)}


def _slips_told(history: Path) -> int:
    if not history.exists():
        return 0
    with closing(sqlite3.connect(history)) as connection:
        query = "SELECT count(*) FROM journal WHERE action = ? AND outcome IN (?, ?)"
        good = (FEEDBACK, Outcome.DONE.value, Outcome.TO_ACT.value)
        found: tuple[int] = connection.execute(query, good).fetchone()
        return found[0]


def case(folder: Path, before: Path, command: tuple[str, ...]) -> Case:
    """The case with what an undisturbed run makes of it; ``{}`` in the command stands for the folder worked in."""
    work = folder / "lam"
    shutil.copytree(before, work)
    typed = tuple(word.replace("{}", str(work)) for word in command)
    old = seen(work)
    done = run(work, "none", typed)
    assert done.returncode in (DONE, TO_ACT), done.stdout + done.stderr
    names = done.stdout.rpartition(COUNTED)[2].split()
    new = seen(work)
    assert new != old
    return Case(before, work, typed, old, new, tuple(names))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """An edition made of one file, over that of another."""
    folder = tmp_path_factory.mktemp("ban")
    before, inbox = folder / "truoc", folder / "nhan"
    inbox.mkdir()
    shutil.copy2(next(master.SAMPLE_INBOX.rglob(OTHER)), inbox)
    common = ("--catalogue", str(master.SAMPLE_CATALOGUE), "--period", "CN", "--workers", "1")
    old = master.sent_by_one(folder / "nhan-cu")
    assert cli.main(["consolidate", str(old), *common, "--out", str(before / "kq")]) in (DONE, TO_ACT)
    return case(folder, before, ("consolidate", str(inbox), *common, "--out", "{}/kq"))


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Slips made by a button for the first time: files and a line of the history, together."""
    folder = tmp_path_factory.mktemp("phieu")
    before = folder / "truoc"
    before.mkdir()
    master.set_up(FileBook(master.put(before, macros=False)), master.sent_by_one(folder / "nhan"))
    return case(folder, before, ("book", "feedback", "--workbook", "{}/Plan167.xlsx", "--workers", "1"))


def half_renamed(names: Sequence[str]) -> str:
    """The point at which half of the files have their names."""
    return f"replace:{names.count('replace') // 2 + 1}"


def all_recorded(names: Sequence[str]) -> tuple[str, str]:
    """The point at which all files stand and nothing says so yet; and the one after it."""
    last = max(turn for turn, name in enumerate(names, 1) if name in ("replace", "commit"))
    return point_of(names, last), point_of(names, last + 1)


def killed(case: Case, point: str) -> str:
    """What stands after a kill and the next start."""
    case.fill()
    ended = run(case.work, point, case.command)
    assert ended.returncode == KILLED, ended.stdout + ended.stderr
    return case.state()


def test_a_command_killed_at_its_commit_leaves_the_old_edition_until_all_of_the_new_one_stands(edition: Case):
    last, behind = all_recorded(edition.names)
    assert [killed(edition, point) for point in (half_renamed(edition.names), last, behind)] == [OLD, OLD, NEW]


def test_a_button_killed_at_its_commit_leaves_files_and_journal_together(slips: Case):
    last, behind = all_recorded(slips.names)
    assert last.startswith("commit")
    assert [killed(slips, point) for point in (last, behind)] == [OLD, NEW]


def test_after_a_kill_the_same_command_ends_as_if_there_had_been_none(edition: Case):
    edition.fill()
    assert run(edition.work, half_renamed(edition.names), edition.command).returncode == KILLED
    assert seen(edition.work) not in (edition.old, edition.new)
    assert cli.main(list(edition.command)) in (DONE, TO_ACT)
    assert edition.state() == NEW


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES], ids=["full disk", "no right"])
def test_a_refused_operation_leaves_the_old_edition_or_the_new_one_and_says_which(
    edition: Case, number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(disk, "PAUSE", 0)  # a refused rename is tried again at once: nobody else holds these files
    struck = []

    def refuse() -> None:
        struck.append(number)
        raise OSError(number, os.strerror(number))

    for point in ("fsync:1", half_renamed(edition.names), all_recorded(edition.names)[0]):
        edition.fill()
        with striking(edition.work, point, refuse):
            code = cli.main(list(edition.command))
        said = capsys.readouterr()
        assert struck == [number]
        assert "Traceback" not in said.out + said.err
        assert (code in (DONE, TO_ACT), edition.state()) in ((True, NEW), (False, OLD)), (point, code)
        struck.clear()
