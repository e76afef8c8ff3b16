"""Writing is all or nothing, and a file open in Excel is never lost."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlpy.basics.atomic import WriteError, stage, write_all

OLD = {"a.xlsx": b"old a", "b.csv": b"old b"}
NEW = {"a.xlsx": b"new a", "b.csv": b"new b", "c.csv": b"new c"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


class Fault:
    """Lets every operation on the disk through but the n-th."""

    def __init__(self, turn: int) -> None:
        self.turn, self.seen = turn, 0

    def wrap(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            self.seen += 1
            if self.seen == self.turn:
                raise OSError(28, "No space left on device")
            return work(*args, **more)

        return counted


def test_all_files_are_written(folder: Path) -> None:
    write_all(folder, NEW)
    assert contents(folder) == NEW


def test_missing_folder_is_made(tmp_path: Path) -> None:
    write_all(tmp_path / "deep" / "er", NEW)
    assert contents(tmp_path / "deep" / "er") == NEW


def test_it_tells_where_each_file_went(folder: Path) -> None:
    assert write_all(folder, NEW) == {name: folder / name for name in NEW}


def test_old_state_is_whole_after_a_fault_at_any_operation(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for turn in itertools.count(1):
        fault = Fault(turn)
        with monkeypatch.context() as patch:
            for owner, name in (
                (os, "replace"),
                (os, "fsync"),
                (Path, "open"),
                (Path, "mkdir"),
                (Path, "exists"),
            ):
                patch.setattr(owner, name, fault.wrap(getattr(owner, name)))
            try:
                write_all(folder, NEW)
            except WriteError:
                pass
            else:
                break
        assert (turn, contents(folder)) == (turn, OLD)
    assert (turn > 12, contents(folder)) == (True, NEW)


def test_fault_in_a_new_folder_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", Fault(2).wrap(os.replace))
    with pytest.raises(WriteError):
        write_all(tmp_path / "new", NEW)
    assert not (tmp_path / "new").exists()


def test_stop_by_the_user_also_leaves_the_old_state(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_all(folder, NEW)
    assert contents(folder) == OLD


def lock(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let nothing replace these files, as Excel does with a file it has open."""
    real = os.replace

    def guarded(source: Path, target: Path) -> None:
        if Path(target).name in names:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", guarded)


def test_file_open_in_excel_goes_beside_it_under_a_number(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(monkeypatch, "a.xlsx")
    written = write_all(folder, NEW)
    assert written["a.xlsx"] == folder / "a (2).xlsx"
    assert contents(folder) == {**NEW, "a.xlsx": b"old a", "a (2).xlsx": b"new a"}


def test_number_taken_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a (2).xlsx").write_bytes(b"older")
    lock(monkeypatch, "a.xlsx")
    assert write_all(folder, NEW)["a.xlsx"] == folder / "a (3).xlsx"
    assert (folder / "a (2).xlsx").read_bytes() == b"older"


def test_failure_after_a_numbered_file_takes_it_away_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(monkeypatch, "a.xlsx", "c.csv", *(f"c ({n}).csv" for n in range(2, 100)))
    with pytest.raises(WriteError):
        write_all(folder, NEW)
    assert contents(folder) == OLD


def test_refusal_is_told_in_vietnamese_with_the_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Fault(1).wrap(os.fsync))
    with pytest.raises(WriteError, match=r"^Không ghi được vào thư mục .*: ổ đĩa đã đầy; các tệp cũ vẫn giữ nguyên\.$"):
        write_all(folder, NEW)


def test_a_file_that_cannot_be_moved_to_its_place_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: Path, target: Path) -> None:
        raise OSError(5, "Input/output error", str(source), None, str(target))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(WriteError, match=r"^Không ghi được tệp a\.xlsx trong thư mục [^:]*: ổ đĩa gặp lỗi"):
        write_all(folder, NEW)


def test_a_file_held_open_under_every_number_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2, 100):
        (folder / f"a ({number}).xlsx").write_bytes(b"older")
    lock(monkeypatch, "a.xlsx")
    with pytest.raises(WriteError, match=r"Không ghi được tệp a\.xlsx: tệp đang mở .*các tệp cũ vẫn giữ nguyên\."):
        write_all(folder, NEW)


def test_staged_files_replace_nothing_before_the_commit(folder: Path) -> None:
    with stage(folder, NEW) as staged:
        before = {name: (folder / name).read_bytes() for name in OLD}
        staged.commit()
    assert (before, contents(folder)) == (OLD, NEW)


def test_staged_files_that_are_not_committed_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), stage(tmp_path / "new", NEW):
        raise ZeroDivisionError
    assert contents(tmp_path) == {}


def test_a_disk_that_is_full_refuses_when_files_are_staged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Fault(2).wrap(os.fsync))
    with pytest.raises(WriteError):
        stage(folder, NEW)
    assert contents(folder) == OLD
