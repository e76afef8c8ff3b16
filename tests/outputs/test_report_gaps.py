"""What can't be told is said with its reason, and what is counted as planned can be found by name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests import report_rounds
from tests.outputs.test_report_sentences import telling
from xlpy.model.edition import Edition
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Cited, FigureKind, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.tasks import TaskText

CATALOGUE = report_rounds.catalogue()


def told(made: Telling, task: str) -> list[str]:
    return [text_of(runs) for runs in TaskText(made, CATALOGUE.task[task], ()).indicators()]


# --- Counted as planned -------------------------------------------------------------------------------------


def test_a_ratio_that_lacks_a_part_is_told_by_the_part_that_is_known_and_why():
    made = telling({"STTTT": {"N8.11": 569}, "522": {"N1.02": 94}}, {"STTTT": {"N8.11": 576}})
    (words,) = (text for text in told(made, "N8") if "Internet" in text)
    assert words == (
        "- Có 569 trường có kết nối Internet cáp quang băng rộng, đạt 98,8% kế hoạch (576 trường); chưa tính tỷ lệ "
        "trường có kết nối Internet cáp quang băng rộng vì chưa đủ số liệu về tổng số trường mầm non, phổ thông "
        "(01/14 đơn vị)."
    )


@pytest.mark.parametrize("period", ["HK1", "CN"])
def test_each_indicator_counted_as_planned_has_its_percentage_in_the_first_annex(period: str):
    made = Telling(report_rounds.answered(period, "532"), load_patterns())
    listed = {
        run.indicator
        for group, cells in Annexes(made).indicators().rows
        if not group
        for run in cells[5]
        if isinstance(run, Cited) and run.kind is FigureKind.PERCENT
    }
    counted = {indicator.code for indicator, _ in Assessment(made).planned}
    assert len(counted) > 8
    assert counted <= listed


def test_each_planned_indicator_of_the_sample_is_a_row_of_its_own_or_that_of_its_ratio(sample_edition: Edition):
    made = Telling(sample_edition, load_patterns())
    rows = {text_of(cells[1]): text_of(cells[5]) for group, cells in Annexes(made).indicators().rows if not group}
    assert rows["Số trường có kết nối Internet cáp quang băng rộng"] == "98,8"
    assert rows["Tỷ lệ trường đạt chuẩn quốc gia"] == "91,8"
    assert sum(percent != "" for percent in rows.values()) == len(Assessment(made).planned)


# --- Reasons ------------------------------------------------------------------------------------------------


def test_the_only_unit_asked_is_named_where_its_report_is_not_there():
    made = telling({"522": {"N2.01": 1}})
    (words,) = (text for text in told(made, "N4") if "giải ngân vốn đầu tư công" in text)
    assert words.endswith("; chưa có báo cáo của Sở Kế hoạch và Đầu tư.")


def test_the_office_does_not_say_that_it_lacks_a_report_of_its_own():
    made = telling({"522": {"N2.01": 1}})
    (words,) = (text for text in told(made, "N7") if "hợp tác quốc tế" in text)
    assert words == (
        "- Sở Giáo dục và Đào tạo đang tổng hợp số chương trình, thỏa thuận hợp tác quốc tế về giáo dục đang thực "
        "hiện, sẽ báo cáo bổ sung."
    )


def test_many_units_without_a_report_are_counted_and_not_named_again():
    made = telling({"SNV": {}})
    (words,) = (text for text in told(made, "N2") if "trẻ em mầm non" in text)
    assert words.endswith("; chưa có báo cáo của 13 đơn vị được giao.")


def test_where_nobody_has_reported_no_reason_is_repeated():
    assert not any("chưa có báo cáo" in text for text in told(telling({}), "N2"))


@pytest.mark.parametrize(
    ("figures", "task", "words"),
    [
        ({"N2.18": "CCSL", "N2.19": "CCSL"}, "N2", "- Tỷ lệ tốt nghiệp trung học phổ thông chưa có kết quả chính thức"),
        ({"N7.01": "CCSL", "N7.02": "CCSL"}, "N7", "- Sở Giáo dục và Đào tạo đang tổng hợp tỷ lệ giáo viên Ngoại ngữ"),
    ],
)
def test_only_what_comes_later_by_the_catalogue_has_no_official_result_yet(
    figures: Mapping[str, str], task: str, words: str
):
    assert len([text for text in told(telling({"SGDDT": figures}), task) if text.startswith(words)]) == 1


def test_a_locality_that_has_no_figure_yet_is_named_with_the_reason():
    made = telling({"522": {"N7.01": "CCSL", "N7.02": "CCSL"}})
    assert any("thành phố Quảng Ngãi (chưa có số liệu)" in text for text in told(made, "N7"))


def test_below_the_first_annex_stand_the_notes_that_its_rows_use_and_no_other(sample_edition: Edition):
    annexes = Annexes(Telling(sample_edition, load_patterns()))
    used = dict.fromkeys(
        text_of(cells[-1]) for group, cells in annexes.indicators().rows if not group and text_of(cells[-1])
    )
    notes = [note.partition(" ")[0] for note in text_of(annexes.lack_notes()).split("; ")]
    assert list(used) == notes
    assert len(notes) > 2
