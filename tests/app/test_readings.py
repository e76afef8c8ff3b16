"""Kept readings save time and are never needed: whatever becomes of them, the answer is the one that reading gives."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import builders
from tests.store_cases import open_store
from xlpy.app.store.database import Database
from xlpy.app.store.readings import MOST, StoredReadings
from xlpy.app.usecases import read_folder

PACKED = {"a": "một", "b": "hai" * 50}


def readings(path: Path, most: int = MOST) -> StoredReadings:
    return StoredReadings(Database(path, wait=0.02), most)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Plan167.db"


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_what_is_kept_is_given_back(path: Path) -> None:
    readings(path).keep(PACKED, ())
    assert readings(path).known() == {"a", "b"}
    assert readings(path).take(["a", "b", "c"]) == PACKED


def test_where_there_is_no_file_nothing_is_known_and_none_is_made(path: Path) -> None:
    assert readings(path).known() == frozenset()
    assert readings(path).take(["a"]) == {}
    assert not path.exists()


def test_more_keys_than_one_question_takes_are_all_found(path: Path) -> None:
    many = {str(number): f"lời {number}" for number in range(1_234)}
    readings(path).keep(many, ())
    assert readings(path).take(list(many)) == many


def test_those_of_no_use_for_longest_go_first(path: Path) -> None:
    for key in "abc":
        readings(path).keep({key: os.urandom(500).hex()}, ())
    readings(path, most=1_300).keep({"d": os.urandom(500).hex()}, ["a"])
    assert readings(path).known() == {"a", "d"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reading SET packed = x'00' WHERE key = 'a'",
        "UPDATE reading SET packed = 'chữ' WHERE key = 'a'",
        "UPDATE reading SET packed = (SELECT packed FROM reading WHERE key = 'b') WHERE key = 'a'",
        "UPDATE reading SET digest = x'' WHERE key = 'a'",
        "UPDATE reading SET digest = (SELECT digest FROM reading WHERE key = 'b'),"
        " packed = (SELECT packed FROM reading WHERE key = 'b') WHERE key = 'a'",
        "DELETE FROM reading WHERE key = 'a'",
    ],
)
def test_a_row_that_is_not_as_it_was_written_is_not_given(path: Path, statement: str) -> None:
    readings(path).keep(PACKED, ())
    spoil(path, statement)
    assert readings(path).take(["a", "b"]) == {"b": PACKED["b"]}


def test_without_its_table_nothing_is_known_and_the_history_goes_on(path: Path) -> None:
    readings(path).keep(PACKED, ())
    spoil(path, "DROP TABLE reading")
    assert readings(path).known() == frozenset()
    readings(path).keep(PACKED, ())
    assert open_store(path).journal() == ()


@pytest.mark.slow("search")
@settings(max_examples=100)
@given(st.binary(max_size=300), st.integers(0, 40_000))
def test_a_file_with_any_bytes_in_it_raises_nothing_and_gives_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, odd: bytes, at: int
) -> None:
    path = tmp_path_factory.mktemp("kho") / "Plan167.db"
    readings(path).keep(PACKED, ())
    whole = path.read_bytes()
    at %= len(whole)
    path.write_bytes(whole[:at] + odd + whole[at + len(odd) :])
    readings(path).known()
    assert readings(path).take(["a", "b"]).items() <= PACKED.items()
    readings(path).keep({"c": "ba"}, ["a"])


def test_while_somebody_else_writes_nothing_is_kept_and_nobody_waits_long(path: Path) -> None:
    readings(path).keep(PACKED, ())
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert readings(path).take(["a"]) == {}
        readings(path).keep({"c": "ba"}, ())
    assert readings(path).known() == {"a", "b"}


@pytest.mark.slow("process")
def test_a_folder_gives_the_same_edition_the_second_time_and_reads_nothing(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nhan"
    folder.mkdir()
    for unit in ("534", "535"):
        (folder / f"{unit}.xlsx").write_bytes(builders.form(unit))
    (folder / "a.eml").write_bytes(builders.mail(("535.xlsx", builders.form("535"))))
    first = read_folder(builders.context(), folder, workers=2, readings=readings(path))
    assert len(readings(path).known()) == 3
    again = read_folder(builders.context(), folder, workers=2, readings=readings(path))
    plain = read_folder(builders.context(), folder, workers=1)
    assert repr(again.submissions) == repr(first.submissions) == repr(plain.submissions)


@pytest.mark.slow("process")
def test_the_mark_of_a_context_is_the_same_in_every_process() -> None:
    ask = (
        "from tests import builders; from xlpy.intake.reading_cache import reader_of; "
        "print(reader_of(builders.context()).mark)"
    )
    marks = {
        subprocess.run(
            [sys.executable, "-c", ask], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(marks) == 1
