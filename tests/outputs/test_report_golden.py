"""The report's whole text for five rounds, read by a person once and held since; no word of the machine in it.

After a wanted change: PLAN167_GOLDEN=write pytest tests/outputs/test_report_golden.py, then read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests import nd30, report_rounds, report_walk
from tests.decided import decision, sample, under
from tests.docx_read import Docx
from tests.machine_words import machine_words
from xlpy.model.decision import Act
from xlpy.model.edition import Edition
from xlpy.outputs.report.files import printed_annex, report_files, report_values

pytestmark = pytest.mark.slow("round")

GOLDEN = Path(__file__).parents[1] / "data" / "report"


@cache
def empty() -> Edition:
    catalogue = report_rounds.catalogue()
    return report_rounds.answered("CN", *(unit.code for unit in catalogue.reporting_units(catalogue.period["CN"])))


@cache
def half() -> Edition:
    return report_rounds.answered("HK1", "532", "SNV", late=("535", "536"))


@cache
def whole() -> Edition:
    return report_rounds.answered("CN", years=True)


@cache
def locked() -> Edition:
    """The sample after the office locked the period; one figure of it is held by another decision."""
    files = tuple(record.sha256 for record in sample().edition.files)
    return under(decision(Act.HOLD, unit="524", indicator="N2.07"), decision(Act.LOCK, files=files)).edition


MADE: dict[str, Callable[[], Edition]] = {"empty": empty, "half": half, "whole": whole, "locked": locked}


@pytest.fixture(params=[*MADE, "sample"])
def named(request: pytest.FixtureRequest, sample_edition: Edition) -> tuple[str, Edition]:
    name = request.param
    return name, MADE[name]() if name in MADE else sample_edition


def text(edition: Edition) -> str:
    """All parts of the text, each under its key, one line for a paragraph."""
    values, report = report_values(edition)
    lines = [f"{key}: {values[key]}" for key in ("huong", "huong_mo_dau")]
    for section in report.sections:
        lines += [f"[{section.key}]", *(paragraph.text for paragraph in section.paragraphs)]
    return "\n".join(lines) + "\n"


def test_the_text_is_the_one_that_was_read(named: tuple[str, Edition]):
    name, edition = named
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PLAN167_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text(edition), encoding="utf-8", newline="\n")
    assert golden.read_text(encoding="utf-8") == text(edition)


def test_no_word_of_the_machine_reaches_the_paper(named: tuple[str, Edition]):
    document = next(data for name, data in report_files(named[1]).items() if name.endswith(".docx"))
    assert [found for paragraph in Docx(document).paragraphs for found in machine_words(paragraph.text)] == []


def test_no_word_of_the_machine_reaches_the_printed_annex(named: tuple[str, Edition]):
    texts = [str(cell.value) for cell in printed_annex(named[1]).cells.values() if cell.value is not None]
    assert [found for text in texts for found in machine_words(text)] == []


def test_the_paper_keeps_every_rule_of_the_decree(named: tuple[str, Edition]):
    document = next(data for name, data in report_files(named[1]).items() if name.endswith(".docx"))
    assert nd30.violations(document, nd30.REPORT) == []


def test_every_figure_is_given_by_the_answers(named: tuple[str, Edition]):
    _, edition = named
    _, report = report_values(edition)
    assert [problem for one in report.cited if (problem := report_walk.untraced(edition, one))] == []


@pytest.mark.parametrize(
    "words",
    [
        "tệp đã gửi chưa sử dụng được",
        "trang Chỉ tiêu, ô F9",
        "số liệu còn lỗi",
        "Mã biểu mẫu",
        "SHA-256",
        "chỉ tiêu N2.05",
        "nội dung N1.A2",
        "BA TƠ (chính thức).xlsx",
        "phát hiện B203",
        "đang chờ chỉnh sửa",
    ],
)
def test_a_word_of_the_machine_would_be_found(words: str):
    assert machine_words(f"Sở đã {words}.")


@pytest.mark.parametrize("words", ["có mã định danh được xác thực", "ở các tổ", "xóa mù chữ", "Phụ lục V, khổ A3"])
def test_a_word_of_the_field_is_none_of_the_machine(words: str):
    assert machine_words(words) == []


def test_a_report_of_a_full_year_looks_to_the_next_and_one_of_half_a_year_to_the_second_term():
    assert report_values(whole())[0]["huong"] == "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM HỌC 2024-2025"
    assert report_values(half())[0]["huong"] == "PHƯƠNG HƯỚNG, NHIỆM VỤ HỌC KỲ II NĂM HỌC 2023-2024"
