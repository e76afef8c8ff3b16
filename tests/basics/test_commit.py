"""Files over several folders are written all or none: after any fault, after a kill, and against other writers."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools import ROOT
from xlpy.basics.commit import (
    OLD_NOTE,
    BusyError,
    ChangedError,
    FolderPart,
    WriteError,
    commit,
    newest,
    noting,
    settle,
    write_all,
)
from xlpy.basics.commit.lock import LOCK, locked
from xlpy.basics.commit.plan import digest

OLD = {"a.xlsx": b"old a", "b.csv": b"old b"}
NEW = {"a.xlsx": b"new a", "b.csv": b"new b", "sub/c.csv": b"new c"}
BOOK = {"so.xlsm": b"old book"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two roots: results, and a workbook's."""
    return fill(tmp_path)


def fill(folder: Path) -> Path:
    for place, files in (("kq", OLD), ("so", BOOK)):
        shutil.rmtree(folder / place, ignore_errors=True)
        (folder / place).mkdir()
        for name, data in files.items():
            (folder / place / name).write_bytes(data)
    return folder


def both(folder: Path) -> list[FolderPart]:
    return [FolderPart(folder / "kq", NEW), FolderPart(folder / "so", {"so.xlsm": b"new book"}, derived=False)]


def state(folder: Path) -> str:
    """Whether all is old, all new, or neither."""
    old = {f"kq/{name}": data for name, data in OLD.items()} | {"so/so.xlsm": b"old book"}
    new = {f"kq/{name}": data for name, data in NEW.items()} | {"so/so.xlsm": b"new book"}
    found = {name: data for name, data in contents(folder).items() if ".plan167-" not in name}
    return "old" if found == old else "new" if found == new else "mixed"


def leftovers(folder: Path) -> list[str]:
    return [name for name in contents(folder) if ".plan167-" in name]


def hold(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """A program holds these files open, as Excel does."""
    for module in ("file_set", "undo"):
        monkeypatch.setattr(f"xlpy.basics.commit.{module}.held_open", lambda path: path.name in names)


# all or none


def test_all_files_are_written_over_all_folders(folder: Path) -> None:
    commit(both(folder))
    assert state(folder) == "new"


def test_missing_folder_is_made(tmp_path: Path) -> None:
    assert write_all(tmp_path / "deep" / "er", OLD) == {name: tmp_path / "deep" / "er" / name for name in OLD}
    assert contents(tmp_path / "deep" / "er") == OLD


class Fault:
    """Lets every operation on the disk through but the n-th, and those after it where the disk is gone for good."""

    def __init__(self, turn: int, *, for_good: bool = False) -> None:
        self.turn, self.seen, self.for_good = turn, 0, for_good

    def wrap(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            self.seen += 1
            if self.seen == self.turn or (self.for_good and self.seen > self.turn):
                raise OSError(28, "No space left on device")
            return work(*args, **more)

        return counted


OPERATIONS = ((os, "replace"), (os, "fsync"), (os, "link"), (os, "unlink"), (Path, "open"), (Path, "mkdir"))


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_a_fault_at_any_operation_leaves_all_as_it_was_or_is_undone_by_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, for_good: bool
) -> None:
    for turn in itertools.count(1):
        fault, said = Fault(turn, for_good=for_good), ""
        with monkeypatch.context() as patch:
            for owner, name in OPERATIONS:
                patch.setattr(owner, name, fault.wrap(getattr(owner, name)))
            try:
                commit(both(folder))
            except WriteError as error:
                said = str(error)
        if "giữ nguyên" in said:
            assert (turn, state(folder)) == (turn, "old")
        settle([folder / "so"])
        settle([folder / "kq"])
        assert (turn, state(folder), leftovers(folder)) == (turn, "old" if said else "new", [])
        if fault.seen < turn:
            break
        fill(folder)
    assert turn > 30


def test_fault_in_a_new_folder_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", Fault(2).wrap(os.replace))
    with pytest.raises(WriteError):
        write_all(tmp_path / "new", NEW)
    assert not (tmp_path / "new").exists()


def test_refusal_is_told_in_vietnamese_with_the_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Fault(1).wrap(os.fsync))
    with pytest.raises(WriteError, match=r"^Không ghi được vào thư mục kq: ổ đĩa đã đầy; các tệp cũ vẫn giữ nguyên\.$"):
        write_all(folder / "kq", NEW)


def test_a_folder_in_the_place_of_a_file_is_named_before_anything_changes(folder: Path) -> None:
    (folder / "kq" / "sub" / "c.csv").mkdir(parents=True)
    with pytest.raises(WriteError, match=r"tệp c\.csv trong thư mục kq: đây là thư mục"):
        write_all(folder / "kq", NEW)
    assert contents(folder / "kq") == OLD


def test_a_disk_without_hard_links_keeps_copies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def refused(source: Any, target: Any) -> None:
        if Path(target).name == "b.csv" and Path(source).suffix == ".new":
            raise OSError(5, "Input/output error", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr(os, "link", Fault(1, for_good=True).wrap(os.link))
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(WriteError, match=r"tệp b\.csv"):
        commit(both(folder))
    assert state(folder) == "old"


def test_a_file_that_must_be_as_it_was_read_is_not_replaced(folder: Path) -> None:
    part = FolderPart(folder / "so", {"so.xlsm": b"new"}, {"so.xlsm": digest(b"what was read")})
    with pytest.raises(ChangedError):
        commit([FolderPart(folder / "kq", NEW), part])
    assert state(folder) == "old"


# a kill, and the next start

KILLED = """
import os, sys
from pathlib import Path
from tests.basics.test_commit import OPERATIONS, both
from xlpy.basics.commit import commit
seen, turn = 0, int(sys.argv[2])
def wrap(work):
    def counted(*args, **more):
        global seen
        seen += 1
        if seen == turn:
            os._exit(9)
        return work(*args, **more)
    return counted
for owner, name in OPERATIONS:
    setattr(owner, name, wrap(getattr(owner, name)))
commit(both(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("turn", range(1, 50, 4))
def test_the_next_start_undoes_what_a_kill_left_and_says_so(folder: Path, turn: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(turn)], cwd=ROOT, check=False)
    with noting() as notes:
        settle([folder / "so"])
        settle([folder / "kq"])
    after = state(folder)
    assert (after, leftovers(folder)) in (("old", []), ("new", []))
    assert after == "new" or done.returncode == 9
    assert after == "old" or not notes.undone
    commit(both(folder))
    assert state(folder) == "new"


def cut_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a commit of which all files have their names and that was not recorded: the disk went away."""
    with monkeypatch.context() as patch:
        patch.setattr("xlpy.basics.commit.file_set.undo", Fault(1, for_good=True).wrap(lambda *_: []))
        patch.setattr("xlpy.basics.commit.file_set._Staging._record", Fault(1).wrap(lambda _: None))
        with pytest.raises(WriteError, match="CHƯA trả lại được hết"):
            commit(both(folder))


def test_what_somebody_saved_since_the_cut_stays_and_the_old_file_lies_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(folder, monkeypatch)
    (folder / "so" / "so.xlsm").write_bytes(b"somebody's work")
    with noting() as notes:
        settle([folder / "kq"])
    assert contents(folder / "so") == {"so.xlsm": b"somebody's work", "so (2).xlsm": b"old book"}
    assert contents(folder / "kq") == OLD
    assert notes.undone[0].endswith("đã được lưu lại sau đó nên giữ nguyên; bản cũ ở tệp so (2).xlsm.")


def test_a_folder_out_of_sight_keeps_a_cut_commit_undecided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(folder, monkeypatch)
    (folder / "so").rename(folder / "elsewhere")
    with pytest.raises(WriteError, match="chưa đọc được phần còn lại"):
        settle([folder / "kq"])
    (folder / "elsewhere").rename(folder / "so")
    settle([folder / "kq"])
    assert state(folder) == "old"


# held open by another program


def test_file_open_in_excel_stays_and_a_note_names_the_newer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, "a.xlsx")
    written = write_all(folder / "kq", NEW)
    found = contents(folder / "kq")
    note = found.pop(OLD_NOTE).decode("utf-8-sig")
    assert found == {**NEW, "a.xlsx": b"old a", "a (2).xlsx": b"new a"}
    assert "- a.xlsx: bản mới là a (2).xlsx" in note
    assert written["a.xlsx"] == newest(folder / "kq" / "a.xlsx") == folder / "kq" / "a (2).xlsx"


def test_the_next_commit_takes_note_and_numbered_file_away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        hold(patch, "a.xlsx")
        write_all(folder / "kq", NEW)
    write_all(folder / "kq", NEW)
    assert contents(folder / "kq") == NEW
    assert newest(folder / "kq" / "a.xlsx") == folder / "kq" / "a.xlsx"


def test_a_numbered_file_that_is_open_at_the_next_commit_is_noted_as_the_older(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        hold(patch, "a.xlsx")
        write_all(folder / "kq", NEW)
    with monkeypatch.context() as patch:
        hold(patch, "a (2).xlsx")
        write_all(folder / "kq", NEW)
    assert newest(folder / "kq" / "a (2).xlsx") == folder / "kq" / "a.xlsx"
    write_all(folder / "kq", NEW)
    assert contents(folder / "kq") == NEW


def test_number_taken_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "kq" / "a (2).xlsx").write_bytes(b"older")
    hold(monkeypatch, "a.xlsx")
    assert write_all(folder / "kq", NEW)["a.xlsx"].name == "a (3).xlsx"
    assert (folder / "kq" / "a (2).xlsx").read_bytes() == b"older"


def test_a_file_held_open_under_every_number_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2, 100):
        (folder / "kq" / f"a ({number}).xlsx").write_bytes(b"older")
    hold(monkeypatch, "a.xlsx")
    with pytest.raises(WriteError, match=r"Không ghi được tệp a\.xlsx: tệp đang mở .*các tệp cũ vẫn giữ nguyên\."):
        write_all(folder / "kq", NEW)


def test_a_lack_of_rights_is_not_taken_for_a_file_held_open(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: Any, target: Any) -> None:
        raise PermissionError(13, "Permission denied", str(source), None, str(target))

    monkeypatch.setattr("xlpy.basics.commit.disk.PAUSE", 0)
    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(WriteError, match="không có quyền đọc hoặc ghi"):
        write_all(folder / "kq", NEW)
    assert contents(folder / "kq") == OLD


# stops, and other writers


def test_a_stop_during_the_renames_waits_until_all_is_in_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def stopped(source: Any, target: Any) -> None:
        real(source, target)
        if Path(target).name == "a.xlsx":
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "replace", stopped)
    with noting() as notes, pytest.raises(KeyboardInterrupt):
        commit(both(folder))
    assert (state(folder), len(notes.written)) == ("new", 2)


def test_a_stop_before_the_renames_leaves_all_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xlpy.basics.commit.disk.write_at_once", stopped)
    with noting() as notes, pytest.raises(KeyboardInterrupt):
        commit(both(folder))
    assert (state(folder), notes.written) == ("old", [])


HOLDER = """
import sys, time
from pathlib import Path
from xlpy.basics.commit.lock import locked
with locked(Path(sys.argv[1]), ""):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock of a folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / LOCK)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_who_holds_a_folder_and_since_when_is_told(
    tmp_path: Path, holder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xlpy.basics.commit.recovery.PATIENCE", 0)
    with pytest.raises(BusyError, match=r"đang do .+ \(từ \d\d:\d\d \d\d/\d\d/\d{4}\) sử dụng; chưa ghi gì"):
        write_all(tmp_path, OLD)
    assert not contents(tmp_path).keys() & OLD.keys()


def test_the_lock_of_a_process_that_died_is_taken_over(tmp_path: Path, holder: Any) -> None:
    holder.kill()
    holder.wait()
    assert (tmp_path / LOCK).exists()
    write_all(tmp_path, OLD)
    assert contents(tmp_path) == OLD


def test_a_lock_is_gone_when_it_is_let_go(tmp_path: Path) -> None:
    with locked(tmp_path / LOCK, "Thư mục"):
        assert (tmp_path / LOCK).exists()
    assert contents(tmp_path) == {}
