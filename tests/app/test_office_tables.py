"""Contacts and the register of papers that left, as the office keeps them in Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from xlpy.app.office_tables import OfficeTableError, contacts_csv, papers_csv, read_contacts, read_papers
from xlpy.model.contact import UnitContact
from xlpy.model.outgoing import OutgoingPaper, PaperKind

HOA = UnitContact("535", "Bà Hoa", "+84 255 3863", "bato@quangngai.gov.vn")
PAPER = OutgoingPaper("215/SGDĐT-VP", date(2024, 5, 20), PaperKind.REMINDER, "535", "V/v đôn đốc; lần 1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bang.csv"


def test_contacts_come_back_as_they_were_written_with_a_line_for_each_unit(path: Path):
    path.write_bytes(contacts_csv([HOA], {"522": "Thành phố Quảng Ngãi", "535": "Huyện Ba Tơ"}))
    assert read_contacts(path) == {"522": UnitContact("522"), "535": HOA}


def test_a_unit_that_is_asked_no_more_keeps_its_contact(path: Path):
    path.write_bytes(contacts_csv([HOA], {"522": "Thành phố Quảng Ngãi"}))
    assert read_contacts(path)["535"] == HOA


def test_a_telephone_number_is_no_formula_where_the_table_is_opened(path: Path):
    assert b",'+84 255 3863," in contacts_csv([HOA], {})


def test_the_register_comes_back_as_it_was_written(path: Path):
    path.write_bytes(papers_csv([PAPER, PAPER]))
    assert read_papers(path) == (PAPER, PAPER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_table_is_read_however_excel_saved_it(path: Path, separator: str, encoding: str):
    lines = ["SO,Ngay,loai,ma don vi,trich_yeu", "215,20/05/2024,công văn ĐÔN ĐỐC,535,x", ",,,,"]
    path.write_text("\r\n".join(lines).replace(",", separator), encoding=encoding)
    assert read_papers(path) == (OutgoingPaper("215", date(2024, 5, 20), PaperKind.REMINDER, "535", "x"),)


def test_where_there_is_no_table_nothing_is_known(path: Path):
    assert (read_contacts(path), read_papers(path)) == ({}, ())


FAULTS = {
    "so,ngay\n": "thiếu cột loai, ma_don_vi, trich_yeu",
    "so,ngay,loai,ma_don_vi,trich_yeu\n1,32/05/2024,Khác,,x\n": "dòng 2: ngày “32/05/2024”",
    "so,ngay,loai,ma_don_vi,trich_yeu\n1,20/05/2024,Thư,,x\n": "dòng 2: loại “Thư” không có",
    "so,ngay,loai,ma_don_vi,trich_yeu\n,20/05/2024,Khác,,x\n": "dòng 2: thiếu số",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_line_that_can_not_be_used_is_named(path: Path, text: str):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OfficeTableError, match=FAULTS[text]):
        read_papers(path)


def test_a_table_too_large_to_be_one_is_refused_before_it_is_read(path: Path):
    with path.open("wb") as stream:
        stream.truncate(3 << 30)
    with pytest.raises(OfficeTableError, match="tệp quá lớn"):
        read_contacts(path)
