"""The difference between two editions as an office reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.small_catalogue import small_catalogue
from xlpy.consolidation.difference import TotalChange
from xlpy.consolidation.difference_words import headline
from xlpy.model.catalogue import Region
from xlpy.model.edition import PROVINCE

CATALOGUE = replace(small_catalogue(), regions=(Region("mien_nui", "Miền núi", True, 1),))

DAY = date(2024, 6, 30)


def name_of(code: str) -> str:
    return CATALOGUE.unit_name(code, DAY)


def change(
    old: str | None,
    new: str | None,
    *,
    indicator: str = "N1.01",
    scope: str = PROVINCE,
    joined: tuple[str, ...] = (),
    left: tuple[str, ...] = (),
) -> TotalChange:
    values = [None if value is None else Decimal(value) for value in (old, new)]
    return TotalChange(indicator, scope, values[0], values[1], joined, left)


def test_the_headline_counts_what_moved_and_each_units_indicators_once():
    moved = [
        change("5", "6", joined=("535",)),
        change("1", "2", scope="mien_nui", joined=("535",)),
        change("3", "4", indicator="N1.02", joined=("535",)),
    ]
    assert (
        headline(name_of, 2, [*moved, change("7", "7", indicator="N1.03", left=("STC",))])
        == "So với bản tổng hợp số 2: 3 số tổng hợp thay đổi; đơn vị có thêm số liệu:"
        " Huyện Ba Tơ (2 chỉ tiêu); đơn vị có số liệu không còn được tính: Sở Tài chính (1 chỉ tiêu)."
    )


def test_the_headline_says_that_nothing_or_no_value_changed():
    assert headline(name_of, 2, []) == "Số tổng hợp không thay đổi so với bản tổng hợp số 2."
    assert "giá trị các số tổng hợp không thay đổi" in headline(name_of, 2, [change("7", "7", joined=("STC",))])


def test_the_headline_names_only_the_first_of_many_units():
    told = headline(name_of, 2, [change("5", "6", joined=tuple("ABCDEFGHI"))])
    assert told.endswith("E (1 chỉ tiêu), F (1 chỉ tiêu) và 3 đơn vị khác.")
