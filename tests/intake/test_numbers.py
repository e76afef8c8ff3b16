import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.intake.numbers import REPAIRS, FigureReading, quoted, read_figure, read_percent
from xlpy.model.cells import CellError, CellValue, UncachedFormula
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import State

DECIMALS = {IndicatorKind.COUNT: 0, IndicatorKind.MONEY: 1, IndicatorKind.RATIO: 1}


def count(value: CellValue | None) -> FigureReading:
    return read_figure(value, kind=IndicatorKind.COUNT, decimals=0)


def money(value: CellValue | None) -> FigureReading:
    return read_figure(value, kind=IndicatorKind.MONEY, decimals=1)


def ratio(value: CellValue | None) -> FigureReading:
    return read_figure(value, kind=IndicatorKind.RATIO, decimals=1)


@pytest.mark.parametrize(
    ("read", "raw", "value", "repair"),
    [
        (count, "1774", "1774", "số lưu dạng chữ"),
        (count, "1.810", "1810", "dấu chấm ngăn hàng nghìn"),
        (count, "1.234.567", "1234567", "dấu chấm ngăn hàng nghìn"),
        (count, "1,234,567", "1234567", "dấu phẩy ngăn hàng nghìn"),
        (count, "1 234", "1234", "dấu cách ngăn hàng nghìn"),
        (count, "1\xa0234", "1234", "dấu cách ngăn hàng nghìn"),
        (count, "1\u2009234\u2009567", "1234567", "dấu cách ngăn hàng nghìn"),
        (count, "12,0", "12", "dấu phẩy thập phân"),
        (count, "12.0", "12", "dấu chấm thập phân"),
        (count, "１２", "12", "chữ số toàn khổ"),
        (count, "\ufeff12\xa0", "12", "bỏ khoảng trắng thừa và ký tự ẩn"),
        (count, " 1.810 ", "1810", "bỏ khoảng trắng thừa và ký tự ẩn; dấu chấm ngăn hàng nghìn"),
        (count, Decimal("12.0000000001"), "12", "làm tròn sai số máy"),
        (count, Decimal("12.000000001"), "12", "làm tròn sai số máy"),
        (money, "1.234,5", "1234.5", "dấu chấm ngăn hàng nghìn; dấu phẩy thập phân"),
        (money, "1,234.5", "1234.5", "dấu phẩy ngăn hàng nghìn; dấu chấm thập phân"),
        (money, "1 234,5", "1234.5", "dấu cách ngăn hàng nghìn; dấu phẩy thập phân"),
        (money, "1234,567", "1234.567", "dấu phẩy thập phân"),
        (money, "12.5", "12.5", "dấu chấm thập phân"),
        (money, "1.234.567,8", "1234567.8", "dấu chấm ngăn hàng nghìn; dấu phẩy thập phân"),
        (ratio, "0,125", "0.125", "dấu phẩy thập phân"),
        (ratio, "12,5%", "12.5", "dấu phẩy thập phân; bỏ ký hiệu %"),
        (ratio, "85 %", "85", "bỏ ký hiệu %"),
    ],
)
def test_a_listed_rule_reads_the_number_and_is_named(read, raw, value, repair):
    reading = read(raw)
    assert (reading.state, str(reading.value), reading.repair, reading.problem) == (State.NUMBER, value, repair, "")


@pytest.mark.parametrize("value", ["0", "1774", "12345678"])
@pytest.mark.parametrize("read", [count, money, ratio])
def test_a_number_cell_passes_as_it_is(read, value):
    reading = read(Decimal(value))
    assert (reading.state, reading.value, reading.repair, reading.problem) == (State.NUMBER, Decimal(value), "", "")


def test_a_double_is_kept_with_all_its_digits():
    assert money(Decimal("12.299999999999999")).value == Decimal("12.299999999999999")


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        (None, State.BLANK),
        ("", State.BLANK),
        (" \xa0\u200b", State.BLANK),
        ("K", State.NOT_APPLICABLE),
        ("k\xa0", State.NOT_APPLICABLE),
        ("CCSL", State.NOT_YET),
        (" ccsl", State.NOT_YET),
        ("0", State.NUMBER),
        (Decimal(0), State.NUMBER),
    ],
)
def test_blank_zero_k_and_ccsl_are_told_apart(raw, state):
    assert (count(raw).state, count(raw).problem) == (state, "")


@pytest.mark.parametrize(
    ("read", "raw", "problem", "suspects"),
    [
        (count, "1,810", "O405", ("1,81", "1.810")),
        (count, "1234.567", "O405", ("1.234.567", "1.234,567")),
        (money, "1.234", "O405", ("1.234", "1,234")),
        (money, "1,234", "O405", ("1,234", "1.234")),
        (money, "1.234,567", "O405", ("1.234,567", "1.234.567")),
        (ratio, "98.383", "O405", ("98.383", "98,383")),
        (count, "1.234,5", "O409", ()),
        (count, "12,5", "O409", ()),
        (count, "0.125", "O409", ()),
        (count, Decimal("1.81"), "O409", ("1.810",)),
        (count, Decimal("1.811"), "O409", ("1.811",)),
        (count, Decimal("0.811"), "O409", ()),
        (count, Decimal("1000.811"), "O409", ()),
        (count, Decimal("12.5"), "O409", ()),
        (count, Decimal("12.000000002"), "O409", ()),
        (count, "-5", "O408", ()),
        (money, "– 1.234,5", "O408", ()),
        (count, Decimal(-1), "O408", ()),
        (count, CellError("#REF!"), "O410", ()),
        (count, UncachedFormula("=SUM(A1:A3)"), "O411", ()),
        (count, "-", "O417", ()),
        (count, "–", "O417", ()),
        (count, "không", "O417", ()),
        (count, "Không  có", "O417", ()),
        (count, "KHÔNG PHÁT SINH", "O417", ()),
        (count, "x", "O404", ()),
        (count, "Tr.đg", "O404", ()),
        (count, "10/13", "O404", ()),
        (count, "khoảng 20", "O404", ("20",)),
        (count, "1.234 HS", "O404", ("1.234",)),
        (ratio, "≥ 95%", "O404", ("95",)),
        (count, "12%", "O404", ()),
        (money, "1,5 tỷ", "O404", ()),
        (money, "2 triệu", "O404", ()),
        (count, "2 TRIỆU đồng", "O404", ()),
        (money, "2 tr.", "O404", ()),
        (money, "2 tr.đ", "O404", ()),
        (money, "2 trđ", "O404", ()),
        (count, "Lớp 5A", "O404", ()),
        (count, "1e5", "O404", ()),
        (count, "12.5.2024", "O404", ()),
        (count, "1.2345.678", "O404", ()),
        (money, "12.34,5", "O404", ()),
        (count, "1 23", "O404", ()),
        (count, "12.", "O404", ("12",)),
        (count, "²", "O404", ()),
        (count, "0912345678901234567", "O404", ()),
        (count, Decimal("NaN"), "O404", ()),
    ],
)
def test_what_is_no_plain_number_is_a_problem_and_gives_no_value(read, raw, problem, suspects):
    reading = read(raw)
    assert (reading.state, reading.value) == (State.UNREADABLE, None)
    assert (reading.problem, reading.suspects) == (problem, suspects)


@pytest.mark.parametrize("raw", [True, date(2024, 3, 5), datetime(2024, 3, 5, 7), time(7)])
def test_another_type_of_cell_is_a_problem_and_says_what_it_holds(raw):
    assert (count(raw).problem, count(raw).hint.startswith("ô đang")) == ("O404", True)


@given(st.text(alphabet="0123456789., ", max_size=12), st.sampled_from([count, money, ratio]))
def test_a_number_read_has_the_digits_that_were_typed(text, read):
    value = read(text).value
    if value is not None:
        typed, read_back = (re.sub(r"\D", "", t).strip("0") for t in (text, f"{value:f}"))
        assert typed == read_back


@given(st.one_of(st.text(max_size=12), st.decimals(), st.booleans(), st.dates(), st.none()))
def test_a_cell_has_a_value_or_a_problem_or_a_code(value):
    for kind, decimals in DECIMALS.items():
        reading = read_figure(value, kind=kind, decimals=decimals)
        assert (reading.value is not None) == (reading.state is State.NUMBER)
        assert bool(reading.problem) == (reading.state is State.UNREADABLE)
        assert all(rule in REPAIRS for rule in reading.repair.split("; ") if rule)


@given(st.integers(0, 10**15))
def test_a_count_written_for_readers_is_read_back(number):
    assert count(format_vn(Decimal(number))).value == number


@given(st.decimals(0, 10**9, places=1))
def test_an_amount_written_for_readers_is_read_back(amount):
    assert money(format_vn(amount, 1)).value == amount


@pytest.mark.parametrize(
    ("raw", "value", "problem", "suspects"),
    [
        (Decimal(95), Decimal(95), "", ()),
        ("95%", Decimal(95), "", ()),
        ("0,5%", Decimal("0.5"), "", ()),
        (Decimal("0.95"), Decimal("0.95"), "O420", ("95",)),
        ("0,95", Decimal("0.95"), "O420", ("95",)),
        (Decimal(0), Decimal(0), "", ()),
        (Decimal(1), Decimal(1), "", ()),
        (Decimal(100), Decimal(100), "", ()),
        (Decimal("100.1"), None, "O407", ()),
        (Decimal(-1), None, "O407", ()),
        (None, None, "", ()),
        ("xong", None, "O404", ()),
    ],
)
def test_a_percentage_is_between_0_and_100(raw, value, problem, suspects):
    reading = read_percent(raw)
    assert (reading.value, reading.problem, reading.suspects) == (value, problem, suspects)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("1234.50", None, "1.234,5"),
        ("1E+3", None, "1.000"),
        ("1234567", None, "1.234.567"),
        ("-1234.5", None, "-1.234,5"),
        ("98.375", 2, "98,38"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("12", 1, "12,0"),
        ("-0.04", 1, "0,0"),
        ("0", None, "0"),
    ],
)
def test_numbers_are_written_as_vietnamese_readers_expect(value, decimals, shown):
    assert format_vn(Decimal(value), decimals) == shown


@given(st.decimals(-(10**40), 10**40, allow_nan=False), st.integers(0, 5))
def test_rounding_moves_by_half_a_unit_at_most(value, decimals):
    assert abs(round_half_up(value, decimals) - value) <= Decimal(5).scaleb(-decimals - 1)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Decimal("0.85"), "0,85"),
        (Decimal("1234.5"), "1.234,5"),
        (Decimal(-5), "-5"),
        ("0.85", "0.85"),
        ("=1+1", "=1+1"),
        (None, ""),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_a_number_is_quoted_as_readers_write_it_and_words_as_received(cell, text):
    assert quoted(cell) == text
