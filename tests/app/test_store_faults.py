"""After any fault the history is as it was, and the office is told in Vietnamese which file and what to do."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.small_catalogue import HK1
from tests.store_cases import Fault, Work, kept, new, open_store, sent, whole
from tests.tools import ROOT
from xlpy.app.store import Entry, Store, StoreDamaged, StoreError, StoreLocked
from xlpy.app.store.database import Database
from xlpy.app.store.schema import MIGRATIONS

PAIRS = (sent("a.xlsx", "aa", 20, 5), sent("b.xlsx", "bb", 24, 9, used=True))
SUBMISSIONS, RECORDS = [one for one, _ in PAIRS], [record for _, record in PAIRS]
WORK: dict[str, Work] = {
    "a journal line": lambda store: store.record(Entry("Tổng hợp")),
    "a new edition": lambda store: store.new_edition(new("b"), SUBMISSIONS, RECORDS),
    "sendings": lambda store: kept(store, *PAIRS),
    "the journal": lambda store: store.journal(),
    "the sending before": lambda store: store.previous_sending(HK1, "535", "bb"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Plan167.db"


@pytest.fixture
def filled(path: Path) -> Path:
    store = open_store(path)
    store.record(Entry("Kiểm tra"))
    store.new_edition(new("a"))
    kept(store, sent("a.xlsx", "aa", 20, 4))
    return path


# --- The n-th operation fails -------------------------------------------------------------------------------


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("start", ["no file", "a history"])
def test_old_history_is_whole_after_a_fault_at_any_operation(
    path: Path, request: pytest.FixtureRequest, start: str, work: str, for_good: bool
):
    if start == "a history":
        request.getfixturevalue("filled")
    before = whole(open_store(path))
    for turn in itertools.count(1):
        fault = Fault(turn, for_good=for_good)
        try:
            WORK[work](open_store(path, connect=fault.connect))
        except StoreError as error:
            assert "Plan167.db" in str(error)
        else:
            break
        assert (turn, whole(open_store(path))) == (turn, before)
    assert turn > 3


def test_what_was_to_be_written_is_there_once_nothing_fails(filled: Path):
    WORK["a new edition"](open_store(filled))
    after = whole(open_store(filled))
    assert "b.xlsx" in str(after)
    assert [record.number for record in open_store(filled).editions()] == [2, 1]


def test_a_program_that_dies_in_the_middle_leaves_the_old_history(filled: Path):
    before = whole(open_store(filled))
    code = (
        "import os, sys; from pathlib import Path; from xlpy.app.store.database import Database\n"
        "with Database(Path(sys.argv[1])).writing() as connection:\n"
        "    connection.execute('PRAGMA cache_size = 1')\n"
        "    connection.execute('PRAGMA cache_spill = 1')\n"
        "    connection.execute('DELETE FROM journal')\n"
        "    for turn in range(200):\n"
        "        connection.execute('INSERT INTO journal VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)', ['x' * 999] * 7)\n"
        "    os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(filled)], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 9, done.stderr
    assert filled.with_name("Plan167.db-journal").exists()
    assert whole(open_store(filled)) == before


def test_the_user_who_stops_in_the_middle_leaves_the_old_history(filled: Path):
    before = whole(open_store(filled))

    def stopped() -> Iterator[Any]:
        yield SUBMISSIONS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_store(filled).new_edition(new("b"), stopped(), RECORDS)
    assert whole(open_store(filled)) == before


# --- What the disk, the network and other programs do -------------------------------------------------------


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another PC is writing."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.close()


@pytest.mark.parametrize("work", WORK)
def test_a_file_that_another_pc_holds_is_named_and_waiting_advised(filled: Path, work: str):
    before = whole(open_store(filled))
    with held(filled), pytest.raises(StoreLocked, match=r"Plan167\.db đang bị chương trình khác giữ.*đợi"):
        WORK[work](open_store(filled))
    assert whole(open_store(filled)) == before


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize(
    "content", [b"khong phai co so du lieu" * 99, b"PK\x03\x04", b"SQLite format 3\0" + b"\xff" * 4080]
)
def test_a_file_that_is_no_database_is_named_and_kept_as_it_is(path: Path, work: str, content: bytes):
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"Plan167\.db bị hỏng.*đổi tên"):
        WORK[work](open_store(path))
    assert path.read_bytes() == content


@pytest.mark.parametrize("work", WORK)
def test_a_history_with_a_broken_middle_is_named(filled: Path, work: str):
    data = bytearray(filled.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    filled.write_bytes(data)
    with pytest.raises(StoreDamaged):
        WORK[work](open_store(filled))
    assert filled.read_bytes() == bytes(data)


def test_the_database_of_another_program_is_not_written_to(path: Path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE thu_vien (ten TEXT)")
    connection.close()
    data = path.read_bytes()
    with pytest.raises(StoreDamaged):
        open_store(path).record(Entry("Kiểm tra"))
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE edition_total SET value = 'mười'",
        "UPDATE edition SET at = 'hôm qua'",
        "UPDATE journal SET outcome = '?'",
        "UPDATE sending SET received_on = '24/6'",
        "UPDATE sending_answer SET state = 'đẹp'",
        "DROP TABLE journal",
    ],
)
def test_a_value_that_somebody_typed_into_the_file_is_told_as_damage(filled: Path, damage: str):
    connection = sqlite3.connect(filled)
    connection.execute(damage)
    connection.commit()
    connection.close()
    with pytest.raises(StoreDamaged):
        whole(open_store(filled))


def test_a_full_disk_is_told_and_the_old_history_stands(filled: Path):
    before = whole(open_store(filled))

    def small(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(*args, **options)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    with pytest.raises(StoreError, match=r"Ổ đĩa đã đầy.*Plan167\.db.*nguyên vẹn"):
        kept(open_store(filled, connect=small), *(sent(f"{number}.xlsx", "cc", 20) for number in range(400)))
    assert whole(open_store(filled)) == before


def test_a_folder_in_the_place_of_the_file_is_told(path: Path):
    path.mkdir()
    with pytest.raises(StoreError, match=r"Không mở hoặc không ghi được tệp lịch sử Plan167\.db"):
        open_store(path).journal()


def test_a_history_that_may_only_be_read_is_read_and_its_writing_refused(filled: Path):
    def read_only(where: str, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(f"{Path(where).as_uri()}?mode=ro", uri=True, **options)
        return connection

    store = open_store(filled, connect=read_only)
    assert store.journal() == open_store(filled).journal()
    with pytest.raises(StoreError, match="chỉ cho đọc"):
        store.record(Entry("Kiểm tra"))


def test_a_defect_of_the_program_is_not_blamed_on_the_file(filled: Path):
    with pytest.raises(sqlite3.OperationalError, match="8 columns"), Database(filled).writing() as connection:
        connection.execute("INSERT INTO journal VALUES (1)")
    assert len(open_store(filled).journal()) == 1


def test_a_history_that_was_deleted_begins_anew_and_only_once_something_is_written(filled: Path):
    filled.unlink()
    assert whole(open_store(filled)) == whole(open_store(filled.with_name("never.db")))
    assert not filled.exists()
    assert open_store(filled).new_edition(new("a")) == 1


@pytest.mark.parametrize("left", [1, 15, 16, 99, 100, 511, 512, 1024, 4095, 4096, 4097, 8192, 12288, -4096, -1])
@pytest.mark.parametrize("work", WORK)
def test_a_history_that_was_cut_off_is_named_or_whole_and_never_begun_anew(filled: Path, work: str, left: int):
    before, data = open_store(filled).journal(), filled.read_bytes()
    filled.write_bytes(data[:left])
    cut = filled.read_bytes()
    try:
        WORK[work](open_store(filled))
    except StoreError as error:
        assert "Plan167.db" in str(error)
        assert filled.read_bytes() == cut
        return
    with contextlib.suppress(StoreError):  # this work met nothing of what is gone; another one may
        assert set(open_store(filled).journal()) >= set(before)


@pytest.mark.parametrize("page", range(1, 12))
def test_one_broken_page_is_named_or_not_met_and_never_read_as_something_else(filled: Path, page: int):
    before, data = whole(open_store(filled)), bytearray(filled.read_bytes())
    if page * 4096 >= len(data):
        pytest.skip("the history is shorter")
    data[page * 4096 : page * 4096 + 4096] = b"\xaa" * 4096
    filled.write_bytes(data)
    try:
        assert whole(open_store(filled)) == before
    except StoreError as error:
        assert "Plan167.db" in str(error)


def test_a_write_ahead_log_that_somebody_s_program_left_is_taken_in_not_lost(filled: Path):
    code = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA journal_mode = WAL')\n"
        "connection.execute('UPDATE journal SET action = ?', ['Tổng hợp'])\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(filled)], check=False, capture_output=True)
    assert filled.with_name("Plan167.db-wal").stat().st_size > 0
    assert [line.entry.action for line in open_store(filled).journal()] == ["Tổng hợp"]
    open_store(filled).record(Entry("Kiểm tra"))
    assert not filled.with_name("Plan167.db-wal").exists()


# --- Versions of the tables ---------------------------------------------------------------------------------

MORE = (*MIGRATIONS, ("ALTER TABLE journal ADD COLUMN note TEXT NOT NULL DEFAULT ''", "CREATE TABLE waiver (id TEXT)"))


def tables_of(path: Path) -> tuple[set[str], int]:
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    (version,) = connection.execute("SELECT max(version) FROM migration").fetchone()
    connection.close()
    return tables, version


def test_a_history_of_an_older_version_is_brought_up_to_date_with_all_it_holds(filled: Path):
    before = whole(open_store(filled))
    assert whole(open_store(filled, migrations=MORE)) == before
    tables, version = tables_of(filled)
    assert ("waiver" in tables, version) == (True, len(MORE))


def test_a_migration_that_fails_at_any_operation_leaves_the_older_version(filled: Path):
    before = whole(open_store(filled))
    for turn in itertools.count(1):
        fault = Fault(turn)
        try:
            open_store(filled, migrations=MORE, connect=fault.connect).record(Entry("Kiểm tra"))
        except StoreError:
            assert tables_of(filled)[1] == len(MIGRATIONS)
            assert whole(open_store(filled)) == before
        else:
            break
    assert turn > 8


def test_a_history_of_a_later_version_is_left_alone(filled: Path):
    whole(open_store(filled, migrations=MORE))
    data = filled.read_bytes()
    for work in WORK.values():
        with pytest.raises(StoreError, match=r"Plan167\.db do bản Plan167 mới hơn ghi"):
            work(open_store(filled))
    assert filled.read_bytes() == data


def test_an_empty_file_is_a_history_that_has_not_begun(path: Path):
    path.touch()
    store: Store = open_store(path)
    assert store.journal() == ()
    store.record(Entry("Kiểm tra"))
    assert len(store.journal()) == 1


# --- Two PCs at once ----------------------------------------------------------------------------------------


def test_two_who_work_at_once_wait_for_each_other_and_lose_nothing(path: Path):
    def work(who: int) -> list[int]:
        store = open_store(path, wait=20)
        for turn in range(4):
            store.record(Entry("Kiểm tra", f"{who}-{turn}"))
        return [store.new_edition(new(f"{who}-{turn}")) for turn in range(3)]

    with ThreadPoolExecutor(3) as pool:
        numbers = sorted(number for given in pool.map(work, range(3)) for number in given)
    assert numbers == list(range(1, 10))
    told = {line.entry.detail for line in open_store(path).journal()}
    assert told == {f"{who}-{turn}" for who in range(3) for turn in range(4)}
