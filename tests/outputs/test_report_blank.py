"""What a unit left blank is told as not reported in every part; what it wrote and must mend as examined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.outputs.test_report_sentences import catalogue, telling
from xlpy.model.edition import Edition
from xlpy.model.submission import (
    ActivityReport,
    Column,
    FigureRef,
    Finding,
    LineRef,
    Severity,
    Source,
    Submission,
    Text,
    Touched,
)
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.content import text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.directions import directions
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.situation import situation
from xlpy.outputs.report.summary import summary

TASK = catalogue().task["N7"]
FIGURES = ("N7.01", "N7.02", "N7.04")
BLANK = "Còn 01 đơn vị đã gửi báo cáo nhưng chưa báo cáo một số phần được giao: thành phố Quảng Ngãi (%s)."


def finding(code: str, *touched: Touched) -> Finding:
    place = Source("522.xlsx", "Chỉ tiêu", "F9")
    return Finding(code, Severity.ERROR, place, "522", "N7", touches=touched)


def refs(*codes: str) -> tuple[FigureRef, ...]:
    return tuple(FigureRef(code, Column.ACTUAL) for code in codes)


def blank(code: str = "O401", *, result: str = "") -> Telling:
    """One unit whose figures of a task and whose line of its activity are blank, but for ``result``."""

    def change(made: Submission) -> Submission:
        place = Source(made.received.file, "Nội dung", "F9")
        said = Text(result, place) if result else None
        return replace(made, activities=(ActivityReport("522", "N7.A3", "", None, said, None, None, place),))

    findings = (*(finding(code, ref) for ref in refs(*FIGURES)), finding("N503", LineRef("N7.A3")))
    return telling({"522": dict.fromkeys(FIGURES) | {"N2.01": 1}}, change=change, findings=findings)


def part_i(made: Telling) -> str:
    return " ".join(paragraph.text for paragraph in situation(made, (), ()))


def of_task(made: Telling) -> str:
    row = next(cells for _, cells in Annexes(made).reporting().rows if text_of(cells[1]) == "Thành phố Quảng Ngãi")
    return text_of(row[3 + TASK.number])


def test_a_task_left_blank_is_not_reported_and_nothing_of_it_is_examined():
    made = blank()
    assert BLANK % "03 số liệu, 01 nội dung công việc" in part_i(made)
    assert of_task(made) == "cb"
    assert "chưa báo cáo" in text_of(Annexes(made).lack_notes())
    texts = [paragraph.text for paragraph in tell(made).paragraphs]
    told = next(text for text in texts if "đạt chuẩn năng lực ngoại ngữ" in text)
    assert told.endswith("chưa có số liệu của thành phố Quảng Ngãi (chưa báo cáo).")
    assert not any("đang rà soát báo cáo" in text for text in texts)


def test_a_ratio_of_what_was_left_blank_has_the_sign_of_not_reported_in_the_annex_by_unit():
    table = Annexes(blank()).by_unit()
    column = next(number for number, title in enumerate(table.header) if title.startswith("Tỷ lệ giáo viên Ngoại ngữ"))
    row = next(cells for _, cells in table.rows if text_of(cells[1]) == "Thành phố Quảng Ngãi")
    assert text_of(row[column]) == "cb"


def test_a_blank_beside_which_something_stands_is_examined():
    made = blank("O411")
    assert of_task(made) == "3/3 sl, thiếu"
    assert BLANK % "01 nội dung công việc" in part_i(made)
    assert "đang rà soát chưa tính vào số chung: thành phố Quảng Ngãi (03 số liệu)" in part_i(made)


def test_a_line_without_a_status_that_says_something_is_examined():
    made = blank(result="Đã kiểm tra.")
    assert of_task(made) == "1/1 nd, thiếu"
    assert BLANK % "03 số liệu" in part_i(made)


def test_who_left_something_blank_is_urged_to_complete_it_and_not_to_mend_it():
    urged = summary(blank())[-1].text
    assert "các đơn vị báo cáo chưa đủ bổ sung phần chưa báo cáo" in urged
    assert "rà soát" not in urged
    assert any("đơn vị chưa có báo cáo, chưa báo cáo đủ" in paragraph.text for paragraph in directions(blank()))


@pytest.mark.parametrize("place", ["text", "annexes"])
def test_the_blank_task_of_the_sample_is_nowhere_called_examined(sample_edition: Edition, place: str):
    made = Telling(sample_edition, load_patterns())
    if place == "text":
        words = part_i(made)
        assert "huyện Ba Tơ (01 nội dung công việc). Còn 01 đơn vị" in words
        assert "phần được giao: huyện Ba Tơ (03 số liệu, 01 nội dung công việc)." in words
    else:
        assert "huyện Ba Tơ (chưa báo cáo)" in text_of(Annexes(made).lack_notes())
