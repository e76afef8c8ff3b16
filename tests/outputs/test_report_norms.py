"""What is worked out, under its task: teachers beside the norm, said as lacking or as too many; shares of pupils."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import report_walk
from tests.outputs.test_report_sentences import DISTRICTS, catalogue, telling
from xlpy.model.edition import Edition
from xlpy.outputs.report.computed_figures import beside_norms, shares
from xlpy.outputs.report.content import Cited, FigureKind, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.patterns import load_patterns

TASK = catalogue().task["N3"]
UPPER = "So với định mức tối đa: biên chế giáo viên trung học phổ thông được giao"


@pytest.mark.parametrize(
    ("posts", "words"), [(40, "còn thiếu 05 người"), (45, "vừa đủ"), (45.4, "vừa đủ"), (47, "thừa 02 người")]
)
def test_posts_are_set_beside_the_norm_of_the_classes(posts: float, words: str):
    """The norm: 2.25 teachers a class of the upper level (Thông tư 20/2023/TT-BGDĐT)."""
    assert text_of(beside_norms(telling({"SGDDT": {"N2.14": 20, "N3.25": posts}}), TASK)) == f"{UPPER} {words}"


def test_a_balance_that_lacks_units_says_how_many_it_is_of():
    given = {"N2.13": 10, "N3.24": 18}
    words = "So với định mức tối đa: biên chế giáo viên trung học cơ sở được giao còn thiếu"
    assert text_of(beside_norms(telling(dict.fromkeys(DISTRICTS, given)), TASK)) == f"{words} 13 người"
    assert text_of(beside_norms(telling({"522": given}), TASK)) == f"{words} 01 người (01/13 đơn vị)"


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


def test_a_share_is_told_with_how_many_units_it_is_of():
    told = [text_of(runs) for runs in shares(telling({"522": INSURED}), catalogue().task["N6"])]
    assert told == ["Tỷ lệ học sinh, học viên tham gia bảo hiểm y tế đạt 90,0% (01/14 đơn vị)"]


def test_no_share_is_told_under_another_task_or_of_nothing():
    assert shares(telling({"522": INSURED}), TASK) == []
    assert shares(telling({"522": {"N2.01": 1}}), catalogue().task["N6"]) == []


def test_each_share_of_the_sample_is_given_by_the_sums_of_single_answers(sample_edition: Edition):
    made = Telling(sample_edition, load_patterns())
    found = [run for code in ("N6", "N8") for runs in shares(made, catalogue().task[code]) for run in runs]
    cited = [run for run in found if isinstance(run, Cited) and run.kind is FigureKind.COMPUTED]
    assert [one.text for one in cited] == ["96,9%", "32,3%", "40,7%"]
    assert [report_walk.untraced(sample_edition, one) for one in cited] == ["", "", ""]
    assert report_walk.untraced(sample_edition, replace(cited[0], text="96,8%"))
    assert report_walk.untraced(sample_edition, replace(cited[0], units=cited[0].units[:2]))
