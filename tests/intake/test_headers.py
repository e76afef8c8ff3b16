"""Another header puts its own column in doubt and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook

from tests.builders import context, damaged, form, found, read
from tests.message_cases import FIGURES, UNIT, WORK, complete
from xlpy.model.submission import Column, FigureRef, Finding, LineRef, Severity, Submission

pytestmark = pytest.mark.slow("form")

Edit = Callable[[Workbook], None]


def typed(sheet: str, cell: str, text: str) -> Edit:
    return lambda book: book[sheet].__setitem__(cell, text)


def cut(sheet: str, column: int) -> Edit:
    return lambda book: book[sheet].delete_cols(column)


def sent(edit: Edit) -> tuple[Submission, list[Finding]]:
    said = read(damaged(form(UNIT, complete()), edit))
    opened = context()
    return said, [
        f for f in found(opened.catalogue, opened.period, [said]) if f.unit == UNIT and f.severity is Severity.ERROR
    ]


@pytest.mark.parametrize(
    ("edit", "column"),
    [
        (typed(FIGURES, "F6", "Thực hiện"), Column.ACTUAL),
        (typed(FIGURES, "E6", "KH"), Column.PLAN),
        (cut(FIGURES, 6), Column.ACTUAL),
    ],
)
def test_the_figures_of_the_column_are_held_and_the_file_counts(edit: Edit, column: Column) -> None:
    said, errors = sent(edit)
    (header,) = (f for f in errors if f.code == "B208")
    assert said.usable
    assert {ref.column for ref in header.holds if isinstance(ref, FigureRef)} == {column}
    assert not any(isinstance(ref, LineRef) for ref in header.holds)


def test_the_lines_of_activities_are_held_and_no_figure() -> None:
    said, errors = sent(typed(WORK, "F6", "Tình hình"))
    (header,) = (f for f in errors if f.code == "B208")
    assert said.usable
    assert {type(ref) for ref in header.holds} == {LineRef}


@pytest.mark.parametrize("cell", ["A6", "C6", "I6"])
def test_over_print_and_notes_it_is_no_error(cell: str) -> None:
    said, errors = sent(typed(FIGURES, cell, "TT"))
    assert (said.usable, [f.code for f in errors]) == (True, [])
    assert [f.source.cell for f in said.findings if f.code == "O419"] == [cell]


def test_it_is_told_once() -> None:
    said, _ = sent(typed(FIGURES, "F6", "Thực hiện"))
    assert [f.code for f in said.findings if f.source.cell == "F6"] == ["B208"]


def test_a_figure_that_is_held_by_its_column_keeps_its_value_for_the_trace() -> None:
    said, _ = sent(typed(FIGURES, "F6", "Thực hiện"))
    assert {a.value for a in said.answers if a.column is Column.ACTUAL} - {None, Decimal(0)}
