"""The register of receipts as offices keep it: which file came when; and what is told of lines that can't be used."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.builders import context, form
from xlpy.app.usecases import read_folder
from xlpy.intake.register import Receipts, RegisterError, read_lines, receipts
from xlpy.model.submission import Came

FILES = ("Tư Nghĩa.xls", "email/Ba Tơ.xlsx", "email/Mộ Đức.xlsx")
DAY = date(2024, 6, 20)


def said(text: str, *, encoding: str = "utf-8", name: str = "so-nhan.csv") -> Receipts:
    return receipts(name, text.encode(encoding), FILES)


def came(day: str, clock: str | None = None) -> Came | None:
    """How the day (and time) of one line is read."""
    table = f"tep;ngay_nhan;gio_nhan\nTư Nghĩa.xls;{day};{clock or ''}\n"
    return said(table).came.get("Tư Nghĩa.xls")


def book(*rows: tuple[Any, ...]) -> bytes:
    sheet = Workbook()
    for row in rows:
        sheet.active.append(row)  # type: ignore[union-attr]
    saved = BytesIO()
    sheet.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "tep,ngay_nhan\nTư Nghĩa.xls,2024-06-20\n",
        "tep;ngay_nhan\r\nTư Nghĩa.xls;20/06/2024\r\n",
        "tep\tngay_nhan\nTư Nghĩa.xls\t20/6/2024\n",
        "\ufefftep;ngay_nhan\nTư Nghĩa.xls;20/06/2024\n;\n;;\n",
        "sep=;\ntep;ngay_nhan\nTư Nghĩa.xls;20/06/2024\n",
        "STT,Tên tệp,Ngày nhận,Ghi chú\n1,Tư Nghĩa.xls,20-06-2024,\n",
        "SỔ NHẬN BÁO CÁO,,\n,,\nTệp,Ngày nhận,\nTư Nghĩa.xls,20.6.2024,\n",
    ],
)
def test_a_table_is_read_however_it_was_saved(text: str) -> None:
    assert said(text) == Receipts({"Tư Nghĩa.xls": Came(DAY)})


def test_unicode_text_of_excel_is_read() -> None:
    assert said("tep\tngay_nhan\nTư Nghĩa.xls\t20/06/2024\n", encoding="utf-16").came == {"Tư Nghĩa.xls": Came(DAY)}


def test_a_workbook_is_read_with_its_days_times_and_documents() -> None:
    data = book(
        ("SỔ NHẬN BÁO CÁO",),
        ("Tên tệp", "Ngày nhận", "Giờ nhận", "Số công văn"),
        ("Tư Nghĩa.xls", date(2024, 6, 20), time(14, 53), "123/UBND-GDĐT"),
        ("Ba Tơ.xlsx", datetime(2024, 6, 21, 8, 5), None, 45),
        ("email/Mộ Đức.xlsx", "22/6/2024", "8h30", None),
        (None, None, None, None),
    )
    assert receipts("so-nhan.xlsx", data, FILES) == Receipts(
        {
            "Tư Nghĩa.xls": Came(DAY, time(14, 53), "123/UBND-GDĐT"),
            "email/Ba Tơ.xlsx": Came(date(2024, 6, 21), time(8, 5), "45"),
            "email/Mộ Đức.xlsx": Came(date(2024, 6, 22), time(8, 30)),
        }
    )


@pytest.mark.parametrize(
    ("day", "clock", "at"),
    [
        ("20/06/2024 14:53", None, time(14, 53)),
        ("20/06/2024 14:53:07", None, time(14, 53)),
        ("2024-06-20T14:53", None, time(14, 53)),
        ("20/06/2024 2:53 PM", None, time(14, 53)),
        ("20/06/2024 2:53 CH", None, time(14, 53)),
        ("20/06/24", "14 giờ 53 phút", time(14, 53)),
        ("20/06/2024", "14h53", time(14, 53)),
        ("20/06/2024", "8g", time(8)),
        ("20/06/2024", "12:05 AM", time(0, 5)),
        ("20/06/2024", None, None),
    ],
)
def test_a_time_is_read_as_it_is_written(day: str, clock: str | None, at: time | None) -> None:
    assert came(day, clock) == Came(DAY, at)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("31/6/2024", None),
        ("hôm qua", None),
        ("", None),
        ("20/06/1924", None),
        ("20/06/2024", "25:00"),
        ("20/06", "8h"),
    ],
)
def test_a_day_or_time_that_is_none_is_told_and_not_used(day: str, clock: str | None) -> None:
    read = said(f"tep;ngay_nhan;gio_nhan\nTư Nghĩa.xls;{day};{clock or ''}\n")
    assert (dict(read.came), [note.code for note in read.notes]) == ({}, ["T124"])


def test_days_of_an_english_excel_are_read_as_it_writes_them() -> None:
    read = said("tep,ngay_nhan\nTư Nghĩa.xls,6/5/2024\nBa Tơ.xlsx,6/20/2024\n")
    assert [moment.day for moment in read.came.values()] == [date(2024, 6, 5), DAY]


def test_a_day_that_fits_only_an_english_excel_is_told_where_another_fits_only_ours() -> None:
    read = said("tep,ngay_nhan\nTư Nghĩa.xls,21/6/2024\nBa Tơ.xlsx,6/20/2024\n")
    assert (list(read.came), [note.code for note in read.notes]) == (["Tư Nghĩa.xls"], ["T124"])


@pytest.mark.parametrize(
    "typed",
    [
        "email/Ba Tơ.xlsx",
        "EMAIL\\BA TƠ.XLSX",
        "./email/Ba Tơ.xlsx",
        " Ba Tơ.xlsx ",
        "Ba\u200b Tơ.xlsx",
        unicodedata.normalize("NFD", "email/Ba Tơ.xlsx"),
    ],
)
def test_names_compare_as_people_type_them(typed: str) -> None:
    assert list(said(f"tep,ngay_nhan\n{typed},2024-06-20\n").came) == ["email/Ba Tơ.xlsx"]


def test_a_file_whose_own_name_is_decomposed_is_found() -> None:
    loose = unicodedata.normalize("NFD", "Ba Tơ.xlsx")
    assert list(receipts("so-nhan.csv", "tep,ngay_nhan\nBa Tơ.xlsx,2024-06-20\n".encode(), [loose]).came) == [loose]


def test_a_bare_name_that_two_folders_have_fits_neither() -> None:
    read = receipts("so-nhan.csv", b"tep,ngay_nhan\nb.xlsx,2024-06-20\n", ["1/b.xlsx", "2/b.xlsx"])
    assert (dict(read.came), [note.code for note in read.notes]) == ({}, ["T122"])


def test_a_file_inside_another_is_registered_by_the_outer_name() -> None:
    read = receipts("so-nhan.csv", b"tep,ngay_nhan\nthu.eml,2024-06-20\n", ["thu.eml"])
    assert (dict(read.came), read.notes) == ({"thu.eml": Came(DAY)}, ())


def test_a_line_that_fits_no_file_is_told_with_its_number() -> None:
    (note,) = said("tep,ngay_nhan\nkhông có.xlsx,2024-06-20\n").notes
    assert (note.code, note.params["count"], note.params["raw"]) == ("T122", "2", "không có.xlsx")


def test_of_a_file_listed_twice_the_later_line_is_taken_and_told() -> None:
    read = said("tep,ngay_nhan\nBa Tơ.xlsx,2024-06-20\nEMAIL/BA TƠ.XLSX,2024-06-21\n")
    assert read.came["email/Ba Tơ.xlsx"].day == date(2024, 6, 21)
    assert [(note.code, note.params["count"], note.params["other"]) for note in read.notes] == [("T123", "3", "2")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"ten,ngay\na.xlsx,2024-06-20\n", "hai cột tep .* dấu phẩy, dấu chấm phẩy hoặc dấu tab"),
        (b"", "không thấy dòng tên cột"),
        ("tep,ngay_nhan\nBa Tơ.xlsx,20".encode("cp1258", "replace"), "UTF-8"),
    ],
)
def test_what_is_no_register_is_refused_with_what_is_needed(data: bytes, words: str) -> None:
    with pytest.raises(RegisterError, match=words):
        read_lines("so-nhan.csv", data)


def test_a_damaged_workbook_is_no_register() -> None:
    with pytest.raises(RegisterError, match=r"so-nhan\.xlsx: không phải sổ tính"):
        read_lines("so-nhan.xlsx", b"PK\3\4")


def write_csv(folder: Path) -> None:
    text = "\ufefftep;ngay_nhan\nBáo cáo KH167 TP Quảng Ngãi.xlsx;20/06/2024\n;\nthừa.xlsx;20/06/2024\n"
    (folder / "so-nhan.csv").write_text(text, encoding="utf-8")


def write_book(folder: Path) -> None:
    rows = (("tep", "ngay_nhan"), ("Báo cáo KH167 TP Quảng Ngãi.xlsx", DAY), ("thừa.xlsx", DAY))
    (folder / "so-nhan.xlsx").write_bytes(book(*rows))


@pytest.mark.parametrize("write", [write_csv, write_book])
def test_a_register_kept_in_excel_says_when_a_file_came(tmp_path: Path, write: Callable[[Path], None]) -> None:
    (tmp_path / "Báo cáo KH167 TP Quảng Ngãi.xlsx").write_bytes(form("522"))
    write(tmp_path)
    edition = read_folder(context(), tmp_path, workers=1).edition
    assert [(record.unit, record.received_on) for record in edition.files] == [("522", DAY)]
    assert [f.params["raw"] for f in edition.findings if f.code == "T122"] == ["thừa.xlsx"]
