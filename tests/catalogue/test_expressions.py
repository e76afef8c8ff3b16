import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.catalogue.expressions import OPERATORS, Breach, MissingPolicy, compare, evaluate
from xlpy.catalogue.grammar import (
    Binary,
    ExpressionError,
    NormOf,
    Number,
    PlanOf,
    PrevOf,
    Ref,
    TotalOf,
    Unary,
    parse,
    references,
)

D = Decimal
NAMES = "ABCDE"


@dataclass(frozen=True)
class Figures:
    """Columns by code; a missing code is missing for each unit."""

    now: Mapping[str, Sequence[Decimal | None]] = field(default_factory=dict)
    before: Mapping[str, Sequence[Decimal | None]] = field(default_factory=dict)
    planned: Mapping[str, Sequence[Decimal | None]] = field(default_factory=dict)
    norms: dict[str, Decimal] = field(default_factory=dict)
    size: int = 1

    def actual(self, code: str) -> Sequence[Decimal | None]:
        return self.now.get(code, [None] * self.size)

    def previous(self, code: str) -> Sequence[Decimal | None]:
        return self.before.get(code, [None] * self.size)

    def plan(self, code: str) -> Sequence[Decimal | None]:
        return self.planned.get(code, [None] * self.size)

    def total(self, code: str) -> Decimal | None:
        known = [value for value in self.actual(code) if value is not None]
        return sum(known, D(0)) if len(known) == self.size else None

    def norm(self, key: str) -> Decimal | None:
        return self.norms.get(key)


def broken(
    text: str, figures: Figures, missing: str = MissingPolicy.SKIP_IF_ANY, tolerance: str = "0"
) -> list[Breach | None]:
    """The outcomes of a rule written ``left operator right``."""
    operator = next(sign for sign in sorted(OPERATORS, key=len, reverse=True) if sign in text)
    left, right = text.split(operator)
    return compare(parse(left), operator, parse(right), D(tolerance), missing, figures)


def test_all_kinds_of_operands_are_parsed():
    tree = parse("N1.02 + prev(N1.02) * plan(N1.03) - total(N3.14) / norm(gv_lop) + 0.5")
    read = (Ref("N1.02"), PrevOf("N1.02"), PlanOf("N1.03"), TotalOf("N3.14"), NormOf("gv_lop"))
    assert references(tree) == read


def test_products_bind_before_sums_and_both_from_the_left():
    assert parse("A - B - C * 2") == Binary("-", Binary("-", Ref("A"), Ref("B")), Binary("*", Ref("C"), Number(D(2))))


def test_a_sign_binds_to_what_follows_it():
    assert parse("-A * +B") == Binary("*", Unary("-", Ref("A")), Ref("B"))


def test_references_name_each_operand_once():
    assert references(parse("(A - B) * (A - B) + 1")) == (Ref("A"), Ref("B"))


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "biểu thức đã hết"),
        ("N1.02 +", 7, "biểu thức đã hết"),
        ("(N1.02", 6, "thiếu dấu “)”"),
        ("N1.02)", 5, "gặp “)”"),
        ("N1.02 N1.03", 6, "gặp “N1.03”"),
        ("1,5", 1, "số thập phân dùng dấu chấm"),
        ("1.2.3", 0, "không hiểu “1”"),
        ("2N1", 0, "không hiểu “2”"),
        ("A $ B", 2, "không hiểu “$”"),
        ("foo(A)", 0, "không có hàm “foo”"),
        ("prev(3)", 5, "cần đúng một mã"),
        ("prev(A + B)", 7, "thiếu dấu “)”"),
        ("A ** B", 3, "gặp “*”"),
        ("A.__class__('x')", 12, "không hiểu “'”"),
        ("(" * 60 + "A" + ")" * 60, 50, "lồng quá"),
        ("A + " * 20 + "(" * 60 + "A" + ")" * 60, 130, "lồng quá"),
        ("A" + " + A" * 300, 999, "dài quá"),
    ],
)
def test_a_text_outside_the_grammar_is_refused_where_it_breaks(text, position, words):
    with pytest.raises(ExpressionError, match="Ký tự thứ") as caught:
        parse(text)
    assert words in caught.value.message
    assert caught.value.position == position


@given(st.text(alphabet="AB1. ()+-*/,prevtotalnorm", max_size=20))
def test_any_text_is_parsed_or_refused(text):
    try:
        tree = parse(text)
    except ExpressionError as error:
        assert 0 <= error.position <= len(text)
    else:
        assert isinstance(references(tree), tuple)


def chained(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    links = st.lists(st.tuples(st.sampled_from([" + ", " - ", " * ", " / ", "-", "*-"]), inner), max_size=3)
    chains = st.tuples(inner, links).map(lambda c: c[0] + "".join(sign + text for sign, text in c[1]))
    return chains | chains.map("({})".format) | chains.map("-({})".format)


texts = st.recursive(st.sampled_from(NAMES), chained, max_leaves=8)
numbers = st.decimals(-(10**6), 10**6, places=2)


@given(texts, st.lists(numbers, min_size=5, max_size=5))
def test_values_are_those_of_exact_arithmetic(text, values):
    table = Figures({name: [value] for name, value in zip(NAMES, values, strict=True)})
    try:
        exact = eval(text, {name: Fraction(value) for name, value in zip(NAMES, values, strict=True)})
    except ZeroDivisionError:
        exact = None
    (value,) = evaluate(parse(text), table)
    if exact is None or value is None:
        assert (exact, value) == (None, None)
    else:
        assert abs(Fraction(value) - exact) <= max(abs(exact), 1) * Fraction(1, 10**15)


def test_each_unit_gets_its_own_value():
    table = Figures({"A": [D(1), D(2), None], "B": [D(10), D(20), D(30)]}, size=3)
    assert evaluate(parse("A + B"), table) == [D(11), D(22), None]


def test_last_period_plan_total_and_norm_are_read():
    now, before, planned = {"A": [D(1), D(2)]}, {"A": [D(10), D(20)]}, {"A": [D(100), D(200)]}
    table = Figures(now, before, planned, {"n": D(1000)}, size=2)
    assert evaluate(parse("prev(A) + plan(A) + total(A) + norm(n)"), table) == [D(1113), D(1223)]


@pytest.mark.parametrize("text", ["A / B", "A / (B - B)", "1 / 0", "norm(nothing)", "total(C)", "prev(A)"])
def test_a_zero_denominator_and_an_unknown_figure_are_missing(text):
    assert evaluate(parse(text), Figures({"A": [D(1)], "B": [D(0)]})) == [None]


@pytest.mark.parametrize(
    ("relation", "tolerance", "holds"),
    [
        ("A == 100", "0", True),
        ("A == 75", "25", True),
        ("A == 74.99", "25", False),
        ("A <= 100", "0", True),
        ("A <= 99.95", "0.05", True),
        ("A <= 99.94", "0.05", False),
        ("A >= 100.05", "0.05", True),
        ("A >= 100.06", "0.05", False),
        ("A < 100", "0", False),
        ("A < 100.01", "0", True),
        ("A > 100", "0", False),
        ("A > 99", "0", True),
        ("A < 99.96", "0.05", True),
        ("A < 99.95", "0.05", False),
        ("A > 100.04", "0.05", True),
        ("A > 100.05", "0.05", False),
        ("A != 100", "0", False),
        ("A != 101", "1", False),
        ("A != 102", "1", True),
        ("A / 3 * 3 == 100", "0", True),
        ("A / 3 * 3 < 100", "0", False),
    ],
)
def test_a_relation_holds_up_to_its_tolerance(relation, tolerance, holds):
    (outcome,) = broken(relation, Figures({"A": [D(100)]}), tolerance=tolerance)
    assert (outcome is None) == holds


def test_a_broken_relation_tells_both_sides_of_the_units_concerned():
    table = Figures({"A": [D(5), D(6)], "B": [D(2), D(3)], "C": [D(3), D(2)]}, size=2)
    assert broken("A == B + C", table) == [None, Breach(D(6), D(5))]


@pytest.mark.parametrize(
    ("missing", "figures", "fires"),
    [
        ("skip_if_any", {"A": [D(9)], "B": [D(1)]}, False),
        ("skip_if_all", {"A": [D(9)], "B": [D(1)]}, True),
        ("skip_if_all", {"A": [D(1)], "B": [D(1)]}, False),
        ("skip_if_all", {"A": [D(9)]}, False),
        ("skip_if_all", {"B": [D(1)]}, False),
        ("never_skip", {"A": [D(2)], "B": [D(1)], "C": [D(1)]}, False),
        ("never_skip", {"A": [D(2)], "B": [D(2)]}, True),
        ("never_skip", {}, True),
    ],
)
def test_missing_figures_do_what_the_rule_says(missing, figures, fires):
    (outcome,) = broken("A == B + C", Figures(figures), missing)
    assert (outcome is not None) == fires


@pytest.mark.parametrize(("missing", "fires"), [("skip_if_any", False), ("skip_if_all", False), ("never_skip", True)])
def test_a_missing_norm_never_counts_as_zero(missing, fires):
    (outcome,) = broken("A <= norm(gone)", Figures({"A": [D(9)]}), missing)
    assert outcome == (Breach(D(9), None) if fires else None)


def test_an_unknown_operator_or_strategy_is_an_error():
    table = Figures({"A": [D(1)]})
    with pytest.raises(KeyError):
        compare(parse("A"), "=<", parse("A"), D(0), "skip_if_any", table)
    with pytest.raises(ValueError, match="sometimes"):
        compare(parse("A"), "==", parse("A"), D(0), "sometimes", table)


def test_a_rule_fires_twice_in_one_process():
    table = Figures({"A": [D(1)]})
    assert broken("A == 2", table) == broken("A == 2", table) == [Breach(D(1), D(2))]


@pytest.mark.parametrize("sign", ["*", "/"])
def test_the_largest_factors_that_fit_a_field_of_a_table_do_not_overflow(sign):
    text = sign.join(["9" * 32_000] * 4)
    assert len(text) < csv.field_size_limit() < len(text) + 32_000
    (value,) = evaluate(parse(text), Figures())
    assert value is not None
    assert value.is_finite()
