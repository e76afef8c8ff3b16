"""Teachers beside the norm: the balance of the units for which it can be worked out, said as lacking or as too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import report_walk
from tests.outputs.test_report_sentences import DISTRICTS, catalogue, telling
from xlpy.model.edition import Edition
from xlpy.outputs.report.computed_figures import beside_norms
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
