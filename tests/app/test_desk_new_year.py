"""The button Năm học mới: a folder and a workbook beside this one, which stays as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import master
from xlpy.app.desk import work_of
from xlpy.app.desk.desk import Desk
from xlpy.app.desk.run import perform
from xlpy.book.catalogue import catalogue_of
from xlpy.book.file import FileBook
from xlpy.book.words import load_book_words
from xlpy.catalogue.load import load

TYPED = {"plan_number": "210/KH-UBND", "plan_day": "09/9/2024"}


def pressed(folder: Path, texts: Mapping[str, str | None]) -> tuple[str, bool]:
    path = folder / "Plan167.xlsx"
    book = FileBook(path if path.exists() else master.put(folder, macros=False))
    return perform(work_of("new_year"), Desk(book, master.Answers(texts=texts)))


@pytest.mark.slow("book")
def test_a_new_year_is_a_folder_and_a_workbook_beside_this_one(tmp_path):
    before = hashlib.sha256(master.put(tmp_path, macros=False).read_bytes()).hexdigest()
    text, failed = pressed(tmp_path, TYPED)
    assert (failed, "Plan167-2024-2025.xlsx" in text, "Sở Giáo dục và Đào tạo không còn báo cáo" in text) == (
        False,
        True,
        True,
    )
    assert hashlib.sha256((tmp_path / "Plan167.xlsx").read_bytes()).hexdigest() == before
    made = load(tmp_path / "danh-muc-2024-2025")
    assert (made.plan.number, made.plan.date) == ("210/KH-UBND", "09/9/2024")
    assert catalogue_of(FileBook(tmp_path / "Plan167-2024-2025.xlsx"), load_book_words()) == made


@pytest.mark.slow("book")
@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"plan_number": None}, "Đã hủy theo lựa chọn"),
        ({"plan_number": "210/KH-UBND", "plan_day": None}, "Đã hủy theo lựa chọn"),
        ({"plan_number": "210/KH-UBND", "plan_day": "hôm qua"}, "“hôm qua” không phải ngày"),
    ],
)
def test_nothing_is_written_where_the_plan_is_not_said(tmp_path, texts, words):
    text, _ = pressed(tmp_path, texts)
    assert words in text
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".db"] == ["Plan167.xlsx"]


@pytest.mark.slow("book")
def test_a_workbook_of_the_new_year_is_never_replaced(tmp_path):
    (tmp_path / "Plan167-2024-2025.xlsx").write_bytes(b"own work")
    text, failed = pressed(tmp_path, TYPED)
    assert (failed, "đã có sổ Plan167-2024-2025.xlsx" in text) == (True, True)
    assert (tmp_path / "Plan167-2024-2025.xlsx").read_bytes() == b"own work"
