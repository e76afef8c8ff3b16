"""The history as an office reads it, and work that goes on where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store_cases import new, office_clock, open_store
from xlpy.app.store import Entry, Outcome, Store
from xlpy.app.store.words import history_or, journal_rows


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with office_clock():
        yield


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "Plan167.db")


def test_a_row_of_the_journal_has_every_part(store: Store):
    store.record(Entry("Sửa danh mục", "N1.02", "Số trường", "Số trường phổ thông", Outcome.TO_ACT))
    (row,) = journal_rows(store.journal())
    when, who, *said = row
    assert (when, who) == ("24/06/2024 14:05", "Nguyễn Thị Hoa")
    assert said == ["Sửa danh mục", "N1.02", "Số trường", "Số trường phổ thông", "Xong, còn việc phải xử lý"]


def test_work_goes_on_without_a_history_and_says_why(tmp_path: Path):
    broken = tmp_path / "Plan167.db"
    broken.write_bytes(b"khong phai co so du lieu" * 99)
    number, why = history_or(0, lambda: open_store(broken).new_edition(new("a")))
    assert (number, "Plan167.db bị hỏng" in why) == (0, True)


def test_work_with_a_history_has_nothing_to_explain(store: Store):
    assert history_or(0, lambda: store.new_edition(new("a"))) == (1, "")
