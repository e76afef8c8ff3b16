"""Editions of many places add up to one of the level above, in whatever order and grouping."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlpy.catalogue.load import shipped
from xlpy.consolidation.rollup import RollUpError, add, percent_of, roll_up, value_of
from xlpy.model.ledger import LedgerLine
from xlpy.model.rollup import Contribution, Member, Sums

CATALOGUE = shipped("2023-2024")
NUMBERS = st.none() | st.decimals(-1_000_000, 1_000_000, places=3)
COUNTS = st.integers(0, 500)
SUMS = st.builds(
    Sums, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, COUNTS,
    st.dictionaries(st.sampled_from(["chưa gửi", "chưa có số liệu"]), st.integers(1, 9)),
)  # fmt: skip
LEDGERS = st.builds(
    LedgerLine, st.just(""), COUNTS, COUNTS, st.dictionaries(st.sampled_from("ab"), st.integers(1, 9)), COUNTS, COUNTS
)


def parts(number: int) -> st.SearchStrategy[Contribution]:
    """A part whose edition no part of another number has; forms may be shared."""
    return st.builds(
        Contribution,
        st.just("CN 2023-2024"),
        st.just(frozenset({f"edition {number}"})),
        st.frozensets(st.sampled_from("xyz")),
        st.just(frozenset[str]()),
        COUNTS,
        COUNTS,
        COUNTS,
        LEDGERS,
        st.dictionaries(st.sampled_from(["N1.01", "N1.02"]), SUMS),
    )


def part(edition: str = "a", **sums: Sums) -> Contribution:
    none = frozenset[str]()
    return Contribution("CN 2023-2024", frozenset({edition}), none, none, 1, 1, 1, LedgerLine("", 0, 0, {}, 0, 0), sums)


def member(name: str, found: Contribution) -> Member:
    return Member(name, f"ket-qua/{name}", True, found)


@given(parts(1), parts(2), parts(3))
def test_grouping_makes_no_difference(one: Contribution, two: Contribution, three: Contribution) -> None:
    assert add(add(one, two), three) == add(one, add(two, three))


@given(parts(1), parts(2))
def test_order_makes_no_difference(one: Contribution, two: Contribution) -> None:
    assert add(one, two) == add(two, one)


@given(parts(1), parts(2))
def test_the_account_of_both_is_out_by_as_much_as_theirs_together(one: Contribution, two: Contribution) -> None:
    assert add(one, two).ledger.balance == one.ledger.balance + two.ledger.balance


def test_a_ratio_is_of_sums_and_no_mean_of_ratios() -> None:
    ratio = next(one for one in CATALOGUE.indicators if one.is_computed)
    large, small = (Sums(over=Decimal(over), under=Decimal(under)) for over, under in ((90, 100), (1, 2)))
    found = roll_up([member("A", part("a", **{ratio.code: large})), member("B", part("b", **{ratio.code: small}))])
    assert value_of(ratio, found.whole.sums[ratio.code]) == Decimal(91) / 102 * ratio.scale


def test_a_percentage_of_the_plan_is_over_those_who_gave_both() -> None:
    sums = Sums(value=Decimal(100), plan=Decimal(70), reached=Decimal(40), planned=Decimal(50))
    assert percent_of(sums) == 80


def test_a_number_that_nobody_gave_is_not_0() -> None:
    found = roll_up([member("A", part("a", N=Sums())), member("B", part("b", N=Sums()))])
    assert found.whole.sums["N"].value is None


def test_a_form_that_counts_in_two_places_is_known_by_its_sha256() -> None:
    one, two = (replace(part(name), forms=frozenset({"form", name})) for name in "ab")
    assert add(one, two).doubled == {"form"}


def test_nothing_can_be_made_of_nothing() -> None:
    with pytest.raises(RollUpError, match="Chưa có bản tổng hợp"):
        roll_up([])


def test_two_places_of_one_name_are_refused() -> None:
    with pytest.raises(RollUpError, match="Hai nơi cùng tên “A”"):
        roll_up([member("A", part("a")), member("A", part("b"))])


def test_one_edition_in_two_places_is_refused_with_the_names_of_both() -> None:
    with pytest.raises(RollUpError, match=r"A \(ket-qua/A\) và B \(ket-qua/B\)"):
        roll_up([member("A", part("a")), member("B", add(part("a"), part("b")))])


def test_two_periods_are_refused() -> None:
    with pytest.raises(RollUpError, match="A là CN 2023-2024, B là HK1 2023-2024"):
        roll_up([member("A", part("a")), member("B", replace(part("b"), period="HK1 2023-2024"))])
