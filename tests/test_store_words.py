"""The history as an office reads it, and work that goes on where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_catalogue import HK1
from tests.store_cases import new, office_clock, open_store
from xlpy.store import Entry, Outcome, Store
from xlpy.store.words import EDITIONS, JOURNAL, edition_rows, history_or, journal_rows, journal_text, standing


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with office_clock():
        yield


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "Plan167.db")


def test_a_row_of_the_journal_has_every_part_under_its_title(store: Store):
    store.record(Entry("Sửa danh mục", "N1.02", "Số trường", "Số trường phổ thông", Outcome.TO_ACT))
    (row,) = journal_rows(store.journal())
    assert dict(zip(JOURNAL, row, strict=True)) == {
        "Thời gian": "24/06/2024 14:05",
        "Người thực hiện": "Nguyễn Thị Hoa",
        "Việc": "Sửa danh mục",
        "Nội dung": "N1.02",
        "Trước": "Số trường",
        "Sau": "Số trường phổ thông",
        "Kết quả": "Xong, còn việc phải xử lý",
    }


def test_a_line_of_a_terminal_leaves_out_what_says_nothing(store: Store):
    store.record(Entry("Kiểm tra"))
    store.record(Entry("Tổng hợp", "bản số 2", "", "Tong-hop.xlsx", Outcome.FAILED))
    first, second = journal_text(store.journal()).splitlines()
    assert second == "24/06/2024 14:05 | Nguyễn Thị Hoa | Kiểm tra | Xong"
    assert first.endswith("| Tổng hợp: bản số 2 | (trống) → Tong-hop.xlsx | Không thực hiện được")


def test_an_empty_journal_says_so(store: Store):
    assert journal_text(store.journal()) == "Nhật ký chưa có dòng nào."


def test_a_row_of_the_editions_has_every_part_under_its_title(store: Store):
    store.new_edition(new("a"))
    (row,) = edition_rows(store.editions())
    told = dict(zip(EDITIONS, row, strict=True))
    assert (told["Kỳ"], told["Số"], told["Tệp dùng"], told["Lỗi"]) == ("HK1", 1, 15, 16)
    assert (told["Thư mục"], told["Tệp tổng hợp"]) == ("tep-nhan", "Tong-hop.xlsx")


def test_it_is_told_whether_the_last_edition_is_still_up_to_date(store: Store):
    assert standing(store.last_edition(HK1), "a") == "Kỳ này chưa có bản tổng hợp nào."
    store.new_edition(new("a"))
    last = store.last_edition(HK1)
    assert "không thay đổi so với bản tổng hợp số 1 (24/06/2024 14:05)." in standing(last, "a")
    assert "đã thay đổi so với bản tổng hợp số 1 (24/06/2024 14:05); cần tổng hợp lại." in standing(last, "b")


def test_work_goes_on_without_a_history_and_says_why(tmp_path: Path):
    broken = tmp_path / "Plan167.db"
    broken.write_bytes(b"khong phai co so du lieu" * 99)
    number, why = history_or(0, lambda: open_store(broken).new_edition(new("a")))
    assert (number, "Plan167.db bị hỏng" in why) == (0, True)


def test_work_with_a_history_has_nothing_to_explain(store: Store):
    assert history_or(0, lambda: store.new_edition(new("a"))) == (1, "")
