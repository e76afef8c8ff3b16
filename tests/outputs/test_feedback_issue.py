"""The letter that issues a period's forms: to whom, by when, with which form for each unit."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import docx
import pytest

from tests import nd30
from tests.feedback import text_of
from xlpy.catalogue.load import shipped
from xlpy.outputs.feedback.files import ISSUE, issue_letter_file
from xlpy.outputs.feedback.make_templates import templates

TODAY = date(2024, 5, 20)


@cache
def made(year: str = "2023-2024", period: str = "CN", number: str = "", day: date | None = None) -> bytes:
    catalogue = shipped(year)
    (data,) = issue_letter_file(catalogue, catalogue.period[period], TODAY, number, day).values()
    return data


@cache
def text(year: str = "2023-2024", period: str = "CN", number: str = "", day: date | None = None) -> str:
    return text_of(made(year, period, number, day))


def test_it_keeps_the_rules_of_official_papers() -> None:
    assert nd30.violations(made(), nd30.LETTER) == []


def test_a_letter_without_the_national_name_would_be_told(tmp_path: Path) -> None:
    document = docx.Document(str(ISSUE))
    for paragraph in document.tables[0].cell(0, 1).paragraphs[:1]:
        paragraph.runs[0].text = "CỘNG HÒA"
    template = tmp_path / ISSUE.name
    document.save(str(template))
    catalogue = shipped()
    (data,) = issue_letter_file(catalogue, catalogue.period["CN"], TODAY, template=template).values()
    assert "Quốc hiệu" in nd30.broken(nd30.violations(data, nd30.LETTER))


def test_it_names_the_days_of_the_period() -> None:
    said = text()
    assert "Số liệu chốt đến ngày 31/5/2024." in said
    assert "chậm nhất ngày 25/6/2024 để tổng hợp" in said and "trước ngày 30/6/2024" in said


def test_every_sender_stands_in_the_annex_with_its_form_and_what_it_is_asked() -> None:
    catalogue = shipped()
    lines = text().splitlines()
    for unit in catalogue.senders(catalogue.period["CN"]):
        assert any(unit.name in line for line in lines), unit.name
        assert any(f"KH167_CN_{unit.code}_" in line for line in lines), unit.code


@pytest.mark.parametrize(
    ("year", "local"),
    [
        ("2023-2024", "- Ủy ban nhân dân các huyện, thị xã, thành phố;"),
        ("2025-2026", "- Ủy ban nhân dân các xã, phường, đặc khu;"),
    ],
)
def test_it_is_put_to_the_localities_of_its_year(year: str, local: str) -> None:
    assert local in text(year)


def test_copies_go_to_who_does_the_localities_reports() -> None:
    assert "- Phòng Giáo dục và Đào tạo các huyện, thị xã, thành phố;" in text()
    assert "- Phòng Văn hóa - Xã hội các xã, phường, đặc khu;" in text("2025-2026")


def test_number_and_day_are_those_given_or_left_to_the_registry() -> None:
    blank, given = text(), text(number="7", day=date(2024, 5, 20))
    assert "Số:          /SGDĐT-VP" in blank and "ngày      tháng      năm 2024" in blank
    assert "Số: 07/SGDĐT-VP" in given and "Quảng Ngãi, ngày 20 tháng 5 năm 2024" in given
    assert "(Kèm theo Công văn số 07/SGDĐT-VP ngày 20 tháng 5 năm 2024 của Sở Giáo dục và Đào tạo)" in given


def test_the_shipped_template_is_the_first_wording() -> None:
    assert ISSUE.read_bytes() == templates()[ISSUE.name]
