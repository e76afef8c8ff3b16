"""What is worked out, under its task: teachers beside the norm, said as lacking or as too many; shares of pupils."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import report_walk
from tests.builders import numbers
from tests.outputs.test_report_sentences import DISTRICTS, catalogue, telling
from xlpy.model.edition import Edition
from xlpy.outputs.report.annexes import Annexes
from xlpy.outputs.report.computed_figures import beside_norms
from xlpy.outputs.report.content import Cited, FigureKind, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.outline import tell
from xlpy.outputs.report.patterns import load_patterns
from xlpy.outputs.report.provenance import Provenance
from xlpy.outputs.report.tasks import TaskText

TASK = catalogue().task["N3"]
UPPER = "So với định mức tối đa: biên chế giáo viên trung học phổ thông được giao"


@pytest.mark.parametrize(
    ("posts", "words"), [(40, "còn thiếu 05 biên chế"), (45, "vừa đủ"), (45.4, "vừa đủ"), (47, "thừa 02 biên chế")]
)
def test_posts_are_set_beside_the_norm_of_the_classes(posts: float, words: str):
    """The norm: 2.25 teachers a class of the upper level (Thông tư 20/2023/TT-BGDĐT)."""
    assert text_of(beside_norms(telling({"SGDDT": {"N2.14": 20, "N3.25": posts}}), TASK)) == f"{UPPER} {words}"


def test_a_balance_that_lacks_units_says_how_many_it_is_of():
    given = {"N2.13": 10, "N3.24": 18}
    words = "So với định mức tối đa: biên chế giáo viên trung học cơ sở được giao còn thiếu"
    assert text_of(beside_norms(telling(dict.fromkeys(DISTRICTS, given)), TASK)) == f"{words} 13 biên chế"
    assert text_of(beside_norms(telling({"522": given}), TASK)) == f"{words} 01 biên chế (01/13 đơn vị)"


def test_where_nothing_can_be_worked_out_nothing_is_said():
    assert beside_norms(telling({"522": {"N2.01": 1}}), TASK) == ()


def test_each_balance_of_the_sample_is_given_by_single_answers_and_the_norms(sample_edition: Edition):
    runs = beside_norms(Telling(sample_edition, load_patterns()), TASK)
    found = [run for run in runs if isinstance(run, Cited) and run.kind is FigureKind.COMPUTED]
    assert [one.text for one in found] == ["339", "368", "54"]
    assert [report_walk.untraced(sample_edition, one) for one in found] == ["", "", ""]
    assert report_walk.untraced(sample_edition, replace(found[0], text="340"))
    assert report_walk.untraced(sample_edition, replace(found[0], units=found[0].units[1:]))


INSURED = {"N6.09": 90, "N2.07": 60, "N2.08": 40}
SHARE = "Tỷ lệ học sinh, học viên tham gia bảo hiểm y tế"


def lines(made: Telling, task: str, words: str) -> list[str]:
    """What is told under a task that has the words in it."""
    told = (text_of(runs) for runs in TaskText(made, made.catalogue.task[task], ()).indicators())
    return [line for line in told if words in line]


def test_a_share_is_told_with_both_its_parts_and_of_how_many_units():
    told = lines(telling({"522": INSURED}), "N6", SHARE)
    assert told == [f"- {SHARE} đạt 90,0% (90/100 học sinh, học viên; 01/14 đơn vị)."]


def test_a_share_is_told_beside_last_year_of_the_same_units():
    before = {"522": {"N6.09": 80, "N2.07": 60, "N2.08": 40}, "524": {"N6.09": 1, "N2.07": 9, "N2.08": 9}}
    made = telling({"522": INSURED})
    made = Telling(replace(made.edition, last_year=numbers(before)), made.patterns)
    assert lines(made, "N6", SHARE)[0].endswith("tăng 10,0 điểm phần trăm so với năm học trước (80,0%).")


def test_last_year_of_a_unit_that_lacks_a_part_is_not_set_beside_this_year():
    made = telling({"522": INSURED})
    made = Telling(replace(made.edition, last_year=numbers({"522": {"N6.09": 80, "N2.07": 60}})), made.patterns)
    assert "năm học trước" not in lines(made, "N6", SHARE)[0]


SWIMMERS = {"N6.04": 30, "N2.07": 60, "N2.08": 40}


def test_what_a_share_counts_is_told_once_within_it_with_its_plan():
    made = telling({"522": SWIMMERS}, {"522": {"N6.04": 40}})
    told = "- Tỷ lệ học sinh, học viên biết bơi đạt 30,0% (30/100 học sinh, học viên; 01/14 đơn vị), kế hoạch 40,0%."
    assert lines(made, "N6", "biết bơi") == [told]


def test_where_a_share_cannot_be_worked_out_what_it_counts_is_told_alone():
    assert lines(telling({"522": {"N6.04": 30}}), "N6", "biết bơi") == ["- Có 30 học sinh biết bơi (01/14 đơn vị)."]


def test_no_share_is_told_under_another_task_or_of_nothing():
    assert lines(telling({"522": INSURED}), "N3", SHARE) == []
    assert lines(telling({"522": {"N2.01": 1}}), "N6", SHARE) == []


def test_the_first_annex_has_a_row_for_each_share_in_place_of_what_it_counts(sample_edition: Edition):
    rows = [
        [text_of(cell) for cell in cells]
        for _, cells in Annexes(Telling(sample_edition, load_patterns())).indicators().rows
    ]
    told = [row[1:6] for row in rows if len(row) > 1 and ("biết bơi" in row[1] or "bảo hiểm y tế" in row[1])]
    assert told == [
        ["Tỷ lệ học sinh, học viên biết bơi", "%", "33,1", "32,3*", "97,6"],
        [SHARE, "%", "", "96,9*", ""],
    ]


def test_each_share_of_the_sample_is_given_by_the_sums_of_single_answers(sample_edition: Edition):
    found = [one for one in tell(Telling(sample_edition, load_patterns())).cited if ".C" in one.indicator]
    shares = [one for one in found if one.kind is FigureKind.ACTUAL and len(one.units) > 1]
    assert [(one.indicator, one.text) for one in shares] == [
        ("N6.C02", "32,3%"),
        ("N6.C02.mau", "181.583"),
        ("N6.C01", "96,9%"),
        ("N6.C01.mau", "207.996"),
        ("N8.C01", "21,4%"),
        ("N8.C01.mau", "332"),
    ]
    assert [problem for one in found if (problem := report_walk.untraced(sample_edition, one))] == []


def test_a_wrong_share_would_be_found(sample_edition: Edition):
    cited = next(one for one in tell(Telling(sample_edition, load_patterns())).cited if one.indicator == "N6.C02")
    assert report_walk.untraced(sample_edition, replace(cited, text="32,2%"))
    assert report_walk.untraced(sample_edition, replace(cited, units=cited.units[:2]))


def test_the_sources_name_a_share_with_its_denominator(sample_edition: Edition):
    made = Telling(sample_edition, load_patterns())
    rows = {text_of(row["ma"]): text_of(row["so"]) for row in Provenance(made, tell(made)).indicators()}
    assert rows["N8.C01"].startswith("21,4%; 332 (mẫu số)")
