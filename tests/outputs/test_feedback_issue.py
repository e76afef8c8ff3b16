"""The letter that issues a period's forms: to whom, by when, with which form for each unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from tests import nd30
from tests.feedback import printed, text_of
from tests.machine_words import machine_words
from xlpy.catalogue.load import shipped
from xlpy.outputs.feedback.files import ISSUE, issue_letter_file
from xlpy.outputs.feedback.make_templates import templates
from xlpy.outputs.feedback.values import asked_words
from xlpy.outputs.word.styles import LOOKS

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
    assert "chậm nhất ngày 25/6/2024 để tổng hợp" in said


def test_an_office_s_deadline_on_a_day_off_is_the_working_day_before() -> None:
    assert "trước ngày 28/6/2024." in text()
    assert "trước ngày 31/01/2024." in text(period="HK1")


@pytest.mark.parametrize(
    ("today", "period", "year"),
    [
        (date(2026, 11, 27), "CN", 2024),
        (date(2023, 12, 20), "HK1", 2023),
        (date(2024, 1, 5), "HK1", 2024),
        (date(2022, 1, 5), "CN", 2023),
    ],
)
def test_the_year_of_an_undated_letter_is_one_of_its_period(today: date, period: str, year: int) -> None:
    catalogue = shipped()
    (data,) = issue_letter_file(catalogue, catalogue.period[period], today).values()
    assert f"tháng      năm {year}\n" in text_of(data)


def test_no_word_of_the_machine_reaches_the_letter() -> None:
    assert [machine_words(said) for said in (text(), text("2025-2026"))] == [[], []]


def annex(year: str = "2023-2024") -> dict[str, tuple[str, str]]:
    """What the annex says of each unit: its form and what it is asked."""
    rows = docx.Document(BytesIO(made(year))).tables[-1].rows[1:]
    cells = [[cell.text for cell in row.cells] for row in rows]
    return {name: (form, asked) for _, name, form, asked in cells}


def test_every_reporting_unit_stands_in_the_annex_with_its_form_and_what_it_is_asked() -> None:
    catalogue, told = shipped(), annex()
    reporting_units = catalogue.reporting_units(catalogue.period["CN"])
    assert {unit.name: asked_words(catalogue, unit) for unit in reporting_units} == {
        name: asked for name, (_, asked) in told.items()
    }


@pytest.mark.parametrize(
    ("year", "unit", "form"),
    [
        ("2023-2024", "Huyện Ba Tơ", "Biểu dành cho huyện"),
        ("2023-2024", "Thành phố Quảng Ngãi", "Biểu dành cho thành phố"),
        ("2023-2024", "Sở Tài chính", "Biểu dành cho Sở Tài chính"),
        ("2025-2026", "Đặc khu Lý Sơn", "Biểu dành cho đặc khu"),
    ],
)
def test_a_form_is_named_by_whom_it_is_for(year: str, unit: str, form: str) -> None:
    assert annex(year)[unit][0] == form


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


@pytest.mark.office
@pytest.mark.parametrize("year", ["2023-2024", "2025-2026"])
def test_letter_and_signature_are_one_page_before_the_annex(year: str, tmp_path: Path) -> None:
    catalogue = shipped(year)
    settled = replace(catalogue, plan=replace(catalogue.plan, note=""))
    (data,) = issue_letter_file(settled, settled.period["CN"], TODAY).values()
    (pages,) = printed({"a.docx": data}, tmp_path).values()
    assert ["Kính gửi" in page and "GIÁM ĐỐC" in page for page in pages.split("\f")[:2]] == [True, False]


def test_to_whom_keeps_its_distance_from_the_subject() -> None:
    first = next(p for p in docx.Document(BytesIO(made())).paragraphs if p.text == "Kính gửi:")
    assert first.paragraph_format.space_before == Pt(LOOKS["KinhGui"].before) > Pt(0)


def test_number_and_day_are_those_given_or_left_to_the_registry() -> None:
    blank, given = text(), text(number="7", day=date(2024, 5, 20))
    assert "Số:          /SGDĐT-VP" in blank and "ngày      tháng      năm 2024" in blank
    assert "Số: 07/SGDĐT-VP" in given and "Quảng Ngãi, ngày 20 tháng 5 năm 2024" in given
    assert "(Kèm theo Công văn số 07/SGDĐT-VP ngày 20 tháng 5 năm 2024 của Sở Giáo dục và Đào tạo)" in given


def test_the_shipped_template_is_the_first_wording() -> None:
    assert ISSUE.read_bytes() == templates()[ISSUE.name]
