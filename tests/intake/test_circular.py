"""Circular formulas: exactly those that need their own result are found, however long the chains are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xlpy.intake.formats import circular_formulas as looking
from xlpy.intake.formats.circular_formulas import Area, circular, leading_back

Reads = dict[tuple[int, int], tuple[Area, ...]]
SIDE = st.integers(1, 4)


def slowly(reads: Reads) -> set[tuple[int, int]]:
    """The same by its plain meaning: follow what each needs until nothing new comes."""
    found: set[tuple[int, int]] = set()
    for start in reads:
        reached: set[tuple[int, int]] = set()
        waiting = [start]
        while waiting:
            at = waiting.pop()
            for top, left, bottom, right in reads.get(at, ()):
                new = {cell for cell in reads if top <= cell[0] <= bottom and left <= cell[1] <= right} - reached
                reached |= new
                waiting += new
        if start in reached:
            found.add(start)
    return found


def area(corners: tuple[int, int, int, int]) -> Area:
    top, left, bottom, right = corners
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


@given(
    st.dictionaries(
        st.tuples(SIDE, SIDE), st.lists(st.tuples(SIDE, SIDE, SIDE, SIDE).map(area), max_size=2).map(tuple), max_size=9
    )
)
def test_those_are_found_that_need_their_own_result_and_no_other(reads: Reads):
    assert leading_back(reads) == slowly(reads)


def test_a_long_column_of_running_sums_is_not_circular():
    assert circular({(row, 3): f"=C{row - 1}+B{row}" for row in range(2, 20_000)}) == {}


def test_what_only_reads_a_circle_is_not_called_one():
    assert set(circular({(1, 1): "=A2", (2, 1): "=A1", (3, 1): "=A2+1"})) == {(1, 1), (2, 1)}


def test_an_area_of_very_many_columns_is_looked_through_by_its_formulas():
    assert set(circular({(5, 4): "=SUM(A1:XFD9)"})) == {(5, 4)}


def test_a_sheet_with_too_many_needs_is_left_alone(monkeypatch):
    monkeypatch.setattr(looking, "MOST", 3)
    assert circular({(row, 1): "=SUM(A1:A4)" for row in range(1, 5)}) == {}
