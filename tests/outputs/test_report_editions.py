"""The report of other editions: nobody has sent, the first half-year, the catalogue of 2025 with its communes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests import nd30, report_walk
from tests.builders import chosen, found, submission
from tests.docx_read import Docx
from tests.tools import validate
from xlpy.catalogue.load import shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.model.catalogue import Catalogue
from xlpy.model.edition import Edition
from xlpy.model.submission import Finding, Severity, Source, Submission
from xlpy.outputs.report.files import report_files, report_values

pytestmark = pytest.mark.slow("round")


@cache
def catalogue(name: str) -> Catalogue:
    return shipped(name)


def edition(name: str, period_code: str, files: tuple[Submission, ...] = ()) -> Edition:
    whole = catalogue(name)
    period = whole.period[period_code]
    return consolidate(whole, period, files, chosen(whole, period, files), found(whole, period, files), {})


@cache
def empty() -> Edition:
    return edition("2023-2024", "CN")


@cache
def of_2025() -> Edition:
    units = [u.code for u in catalogue("2025-2026").reporting_units(catalogue("2025-2026").period["HK1"])][1:60]
    figures = {"N2.04": 100, "N2.05": 90, "N1.03": 3}
    files = tuple(
        submission(unit, {**figures, "N2.05": 80 + place % 20}, period="HK1") for place, unit in enumerate(units)
    )
    return edition("2025-2026", "HK1", files)


EDITIONS: dict[str, Callable[[], Edition]] = {
    "empty": empty,
    "half": lambda: edition("2023-2024", "HK1"),
    "2025": of_2025,
}


def text(made: Edition) -> str:
    data, _ = report_files(made).values()
    return "\n".join(paragraph.text for paragraph in Docx(data).paragraphs)


@pytest.mark.parametrize("name", EDITIONS)
def test_the_report_keeps_every_rule(name: str):
    data, _ = report_files(EDITIONS[name]()).values()
    assert nd30.violations(data, nd30.REPORT) == []


@pytest.mark.validator
def test_the_reports_are_valid(tmp_path: Path):
    paths = []
    for name, make in EDITIONS.items():
        for made, data in report_files(make()).items():
            paths.append(tmp_path / f"{name}{made}")
            paths[-1].write_bytes(data)
    assert validate(paths) == ""


@pytest.mark.parametrize("name", EDITIONS)
def test_every_figure_is_given_by_the_answers(name: str):
    made = EDITIONS[name]()
    _, report = report_values(made)
    assert [problem for one in report.cited if (problem := report_walk.untraced(made, one))] == []


def test_a_report_without_any_file_says_that_it_has_no_figures():
    told = text(empty())
    assert "chưa có báo cáo sử dụng được của đơn vị nào trong 19 đơn vị" in told
    assert "Chưa tổng hợp được tổng số trẻ em mầm non đến trường, nhóm, lớp; tỷ lệ huy động" in told
    assert "Các đơn vị không có đề xuất, kiến nghị." in told


def test_a_report_without_any_file_lists_nobody_twice():
    told = text(empty()).partition("II. KẾT QUẢ")[0]
    assert "Còn 19 đơn vị" not in told


def test_why_the_only_files_are_refused_is_told_though_nobody_counts():
    wrong = Finding("B203", Severity.ERROR, Source("522.xlsx"), "522")
    refused = replace(submission("522", {"N2.01": 1}), usable=False, findings=(wrong,))
    told = text(edition("2023-2024", "CN", (refused,))).partition("II. KẾT QUẢ")[0]
    assert "chưa có báo cáo sử dụng được của đơn vị nào trong 19 đơn vị" in told
    assert "thành phố Quảng Ngãi (đã gửi nhưng chưa sử dụng được: sai kỳ báo cáo)" in told


def test_the_first_period_is_compared_with_none():
    told = text(EDITIONS["half"]())
    assert "kết quả thực hiện học kỳ I năm học 2023-2024 (số liệu chốt đến ngày 15/01/2024)" in told
    assert "so với học kỳ" not in told.partition("Phụ lục I")[0].replace("So với", "so với")


def test_many_units_whose_figures_are_examined_are_named_in_no_task():
    told = text(of_2025()).partition("II. KẾT QUẢ")[2].partition("Phụ lục I")[0]
    assert "Chưa tổng hợp được tổng số giáo viên trực tiếp giảng dạy" in told
    assert "đang rà soát)" not in told


def test_where_units_are_missing_the_summary_does_not_say_that_nothing_is_lacking():
    assert "chưa ghi nhận hạn chế" not in text(of_2025()).partition("I. CÔNG TÁC")[0]


def test_the_year_of_the_paper_is_that_of_its_deadline():
    assert "Quảng Ngãi, ngày      tháng      năm 2026" in text(of_2025())


def test_communes_of_2025_are_told_and_long_lists_are_cut():
    told = text(of_2025())
    assert "Tỷ lệ huy động trẻ em 5 tuổi đến lớp đạt" in told
    assert "đơn vị khác" in told.partition("I. CÔNG TÁC")[0]
    assert "Kế hoạch số …/KH-UBND" in told
    assert "huyện" not in told.partition("Phụ lục I")[0]
