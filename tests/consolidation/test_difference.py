"""What changed between two sendings of a unit and between two editions, told exactly once each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import answer, cell_of
from xlpy.consolidation.difference import Change, TotalChange, changes, edition_changes
from xlpy.model.edition import PROVINCE, Total
from xlpy.model.submission import Answer, Column, State

Key = tuple[str, Column]


def said(indicator: str, value: int | str | None, column: Column = Column.ACTUAL) -> Answer:
    return answer("524", indicator, value, cell_of(indicator, column), column)


def total(indicator: str, value: int | None, *units: str, scope: str = PROVINCE) -> Total:
    number = None if value is None else Decimal(value)
    return Total(indicator, scope, number, None, None, None, units, ())


def test_a_corrected_figure_is_told_with_both_cells():
    old, new = said("N1.02", 31), said("N1.02", 34)
    (change,) = changes([old, said("N1.03", 5)], [new, said("N1.03", 5)])
    assert Change("N1.02", Column.ACTUAL, old, new) == change
    assert (old.source, new.source) == change.cells


def test_the_plan_and_the_actual_of_one_indicator_are_two_figures():
    old = [said("N1.02", 31), said("N1.02", 40, Column.PLAN)]
    new = [said("N1.02", 31), said("N1.02", 41, Column.PLAN)]
    assert [change.column for change in changes(old, new)] == [Column.PLAN]


def test_the_same_number_typed_in_another_way_is_no_change():
    old = said("N1.02", 1810)._replace(raw="1.810", repair="O406")
    new = said("N1.02", 1810)._replace(value=Decimal("1810.0"))
    assert changes([old], [new]) == ()


def test_zero_does_not_apply_not_yet_and_blank_are_four_different_things():
    words = (0, "K", "CCSL", None)
    for old in words:
        for new in words:
            assert bool(changes([said("N1.02", old)], [said("N1.02", new)])) == (old != new)


def test_an_unreadable_cell_is_told_apart_by_its_text():
    broken = said("N1.02", None)._replace(state=State.UNREADABLE, raw="#REF!")
    assert changes([broken], [broken]) == ()
    assert changes([broken], [broken._replace(raw="mười hai")])


def test_a_row_that_only_one_sending_has_is_told_without_its_partner():
    old, new = said("N1.02", 31), said("N1.03", 5)
    assert (
        Change("N1.03", Column.ACTUAL, None, new),
        Change("N1.02", Column.ACTUAL, old, None),
    ) == changes([old], [new])


sendings = st.dictionaries(
    st.tuples(st.sampled_from(["N1.02", "N1.03", "N2.01"]), st.sampled_from(Column)),
    st.one_of(st.integers(0, 3), st.sampled_from(["K", "CCSL"]), st.none()),
).map(lambda figures: {key: said(key[0], value, key[1]) for key, value in figures.items()})


@given(sendings, sendings)
def test_changes_made_to_the_old_sending_give_the_new_one(old: dict[Key, Answer], new: dict[Key, Answer]):
    patched = dict(old)
    for change in changes(old.values(), new.values()):
        key = change.indicator, change.column
        if change.new is None:
            del patched[key]
        else:
            patched[key] = change.new
    assert patched == new


@given(sendings, sendings)
def test_going_back_is_the_same_list_the_other_way_round(old: dict[Key, Answer], new: dict[Key, Answer]):
    there = {(c.indicator, c.column): (c.old, c.new) for c in changes(old.values(), new.values())}
    back = {(c.indicator, c.column): (c.new, c.old) for c in changes(new.values(), old.values())}
    assert there == back


def test_a_total_that_moved_names_the_units_that_came_in():
    (change,) = edition_changes([total("N1.02", 480, "522")], [total("N1.02", 514, "522", "524")])
    assert TotalChange("N1.02", PROVINCE, Decimal(480), Decimal(514), ("524",), ()) == change


def test_a_total_that_a_unit_fell_out_of_is_told_even_when_its_value_stands():
    (change,) = edition_changes([total("N1.02", 480, "522", "STC")], [total("N1.02", 480, "522")])
    assert (("STC",), change.old) == (change.left, change.new)


def test_a_total_that_had_no_number_has_moved():
    (change,) = edition_changes([total("N1.02", None)], [total("N1.02", 3, "522")])
    assert (change.old, change.new) == (None, Decimal(3))


def test_each_scope_is_compared_with_itself():
    old = [total("N1.02", 480), total("N1.02", 90, scope="mien_nui")]
    new = [replace(old[1]), replace(old[0], value=Decimal(481))]
    assert [(PROVINCE, Decimal(481))] == [(c.scope, c.new) for c in edition_changes(old, new)]


def test_the_same_edition_has_no_changes():
    assert edition_changes([total("N1.02", 480, "522")], [total("N1.02", 480, "522")]) == ()
