"""Formulas that Excel would refuse are not built: not in forms, not in editions, not in validations."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.form_files import plan_of, written
from tests.small_catalogue import BA_TO, HK1, indicator, rule, small_catalogue
from xlpy.basics.formula import (
    DEEPEST,
    LONGEST,
    LONGEST_LITERAL,
    LONGEST_OF_VALIDATION,
    MOST_ARGUMENTS,
    FormulaError,
    formula,
)
from xlpy.catalogue.load import shipped
from xlpy.forms.completeness import ROOM, counts
from xlpy.forms.formulas import FormTable, relations
from xlpy.forms.values import Fill
from xlpy.model.catalogue import Catalogue
from xlpy.model.submission import ActivityStatus
from xlpy.outputs.publish.canvas import Canvas

SOME = "SUM(A1:A9)+"


def nested(depth: int) -> str:
    return "=" + "ABS(" * depth + "1" + ")" * depth


def called(arguments: int) -> str:
    return f"=SUM({','.join(['A1'] * arguments)})"


def quoted(length: int) -> str:
    return f'=A1&"{"x" * length}"'


@pytest.mark.parametrize(
    "text",
    [
        "=" + "1+" * (LONGEST // 2 - 1) + "1",
        nested(DEEPEST),
        called(MOST_ARGUMENTS),
        quoted(LONGEST_LITERAL),
        '=A1&"' + '""' * LONGEST_LITERAL + '"',
        "=" + "(" * 100 + "1" + ")" * 100,
        '=IF(A1="(,(",SUM(\'Biểu (1), "2"\'!A1:A9),"' + "x" * 200 + '")',
        "=SUM({" + "1," * 300 + "1})",
    ],
    ids=["length", "depth", "arguments", "literal", "quotes in it", "brackets", "signs in texts", "array"],
)
def test_a_formula_at_its_limit_is_built(text: str) -> None:
    assert formula(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("=" + "1+" * (LONGEST // 2) + "1", "dài 8.194 ký tự, Excel chỉ nhận 8.192"),
        (nested(DEEPEST + 1), "hơn 64 hàm lồng nhau"),
        (called(MOST_ARGUMENTS + 1), "hơn 255 đối số"),
        (quoted(LONGEST_LITERAL + 1), "đoạn chữ dài hơn 255 ký tự"),
        ("=" + SOME * 20 + "SUM(1", "dấu ngoặc"),
        ("=" + SOME * 20 + "1)", "dấu ngoặc"),
        ("=" + SOME * 20 + '"x', "dấu ngoặc"),
    ],
    ids=["length", "depth", "arguments", "literal", "open", "closed", "quote"],
)
def test_a_formula_beyond_a_limit_is_not_built(text: str, told: str) -> None:
    with pytest.raises(FormulaError, match=told):
        formula(text)


def test_a_validation_holds_less_than_a_cell() -> None:
    with pytest.raises(FormulaError, match="Excel chỉ nhận 255"):
        formula("=" + "1+" * 150 + "1", LONGEST_OF_VALIDATION)


def test_an_edition_takes_no_formula_that_excel_refuses() -> None:
    with pytest.raises(FormulaError):
        Canvas("Tổng hợp", ()).formula(0, 0, called(MOST_ARGUMENTS + 1), "", 0)


def large_catalogue() -> Catalogue:
    """A thousand indicators and activities whose cells alternate, so that no two can be asked about at once."""
    small = small_catalogue(())
    figures = [indicator(f"N1.{n:03}", f"Chỉ tiêu {n}", decimals=n % 2) for n in range(1, 1001)]
    works = [replace(small.activities[0], code=f"N1.A{n}", deadline=(HK1.start, None)[n % 2]) for n in range(1, 1001)]
    return replace(small, indicators=tuple(figures), activities=tuple(works))


def test_a_rule_too_long_for_a_form_is_told_with_its_code() -> None:
    sums = " + ".join(f"N1.{n:03}" for n in range(2, 202))
    catalogue = replace(large_catalogue(), rules=(rule("R03-01", "N1.001", "==", sums),))
    with pytest.raises(FormulaError, match=r"Dòng R03-01 .*Excel chỉ nhận 8\.192"):
        written(catalogue, BA_TO)


def test_no_line_of_a_form_comes_near_the_limit_however_large_the_catalogue() -> None:
    catalogue = large_catalogue()
    lines = counts(plan_of(catalogue, BA_TO), catalogue, {})
    assert max(len(line.formula) for line in lines) <= ROOM < LONGEST / 4


def test_a_line_cut_in_several_counts_each_cell_once_and_says_its_rows() -> None:
    catalogue = large_catalogue()
    fill: Fill = {("indicators", "N1.777", "actual"): "nhiều"}
    plan = plan_of(catalogue, BA_TO)
    lines = [line for line in counts(plan, catalogue, fill) if line.key == "indicators_wrong"]
    (wrong,) = [line for line in lines if line.result]
    row = plan.sheet["indicators"].rows["N1.777"]
    assert sum(line.asked for line in lines) == 1000
    assert wrong.rows
    assert wrong.rows[0] <= row <= wrong.rows[1]


def test_a_wrong_figure_is_told_with_its_task_and_a_cell_of_it() -> None:
    catalogue = shipped("2023-2024")
    unit = next(unit for unit in catalogue.reporting_units(catalogue.periods[0]) if unit.code == "535")
    plan = plan_of(catalogue, unit)
    fill: Fill = {
        ("indicators", "N3.01", "actual"): "nhiều",
        ("indicators", "N7.01", "actual"): Decimal(-1),
        ("activities", "N1.A1", "status"): ActivityStatus.NONE,
    }
    lines = [line for line in counts(plan, catalogue, fill) if line.key == "indicators_wrong" and line.result]
    assert [(line.code, line.result) for line in lines] == [("N3", 1), ("N7", 1)]
    places = [plan.sheet["indicators"].code_of[line.first[0]] for line in lines]
    assert [place[:2] for place in places] == ["N3", "N7"]


@pytest.mark.slow("round")
@pytest.mark.parametrize("year", ["2023-2024", "2025-2026"])
def test_every_formula_of_every_form_of_the_shipped_catalogues_is_short(year: str) -> None:
    catalogue = shipped(year)
    longest = 0
    for unit in catalogue.reporting_units(catalogue.periods[0]):
        plan = plan_of(catalogue, unit)
        sides = (
            side[0]
            for relation in relations(FormTable(catalogue, plan, {}))
            for side in (relation.side(relation.left), relation.side(relation.right))
        )
        longest = max(longest, *(len(line.formula) for line in counts(plan, catalogue, {})), *map(len, sides))
    assert longest <= ROOM
