"""The difference between two editions as an office reads it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.small_catalogue import small_catalogue
from xlpy.catalogue.model import Region
from xlpy.difference import TotalChange
from xlpy.difference_words import TITLES, headline, rows
from xlpy.edition import PROVINCE

CATALOGUE = replace(small_catalogue(), regions=(Region("mien_nui", "Miền núi", True, 1),))


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


def row(one: TotalChange) -> dict[str, str]:
    (cells,) = rows(CATALOGUE, [one])
    return dict(zip(TITLES, cells, strict=True))


def test_a_row_names_indicator_scope_numbers_and_units():
    told = row(change("1480", "1514", joined=("535",), left=("STC",)))
    assert told == {
        "Mã": "N1.01",
        "Chỉ tiêu": "Tổng số trường",
        "Đơn vị tính": "trường",
        "Phạm vi": "Toàn tỉnh",
        "Bản trước": "1.480",
        "Bản này": "1.514",
        "Tăng (+), giảm (–)": "+34",
        "Đơn vị thêm vào": "Huyện Ba Tơ",
        "Đơn vị không còn": "Sở Tài chính",
    }


def test_a_fall_has_a_minus_sign_and_a_region_its_name():
    told = row(change("5", "3", scope="mien_nui"))
    assert (told["Tăng (+), giảm (–)"], told["Phạm vi"]) == ("–2", "Miền núi")


def test_a_total_that_had_no_number_says_so_and_gives_no_difference():
    told = row(change(None, "3"))
    assert (told["Bản trước"], told["Bản này"], told["Tăng (+), giảm (–)"]) == ("chưa có", "3", "")


def test_a_small_move_of_a_ratio_is_not_rounded_away():
    told = row(change("72.911", "72.934", indicator="N1.04"))
    assert (told["Bản trước"], told["Bản này"], told["Tăng (+), giảm (–)"]) == ("72,91", "72,93", "+0,02")


def test_a_total_whose_units_alone_changed_shows_no_change_of_value():
    told = row(change("5", "5.0", left=("STC",)))
    assert (told["Bản trước"], told["Bản này"], told["Tăng (+), giảm (–)"]) == ("5", "5", "0")


def test_what_the_catalogue_no_longer_has_goes_by_its_code():
    told = row(change("5", None, indicator="N8.88", scope="vung_cu", left=("999",)))
    assert (told["Mã"], told["Phạm vi"], told["Đơn vị không còn"]) == ("N8.88", "vung_cu", "999")


def test_the_headline_counts_what_moved_and_each_units_indicators_once():
    moved = [
        change("5", "6", joined=("535",)),
        change("1", "2", scope="mien_nui", joined=("535",)),
        change("3", "4", indicator="N1.02", joined=("535",)),
    ]
    assert (
        headline(CATALOGUE, 2, [*moved, change("7", "7", indicator="N1.03", left=("STC",))])
        == "So với bản tổng hợp số 2: 3 số tổng hợp thay đổi; đơn vị có thêm số liệu:"
        " Huyện Ba Tơ (2 chỉ tiêu); đơn vị có số liệu không còn được tính: Sở Tài chính (1 chỉ tiêu)."
    )


def test_the_headline_says_that_nothing_or_no_value_changed():
    assert headline(CATALOGUE, 2, []) == "Số tổng hợp không thay đổi so với bản tổng hợp số 2."
    assert "giá trị các số tổng hợp không thay đổi" in headline(CATALOGUE, 2, [change("7", "7", joined=("STC",))])


def test_the_headline_names_only_the_first_of_many_units():
    told = headline(CATALOGUE, 2, [change("5", "6", joined=tuple("ABCDEFGHI"))])
    assert told.endswith("E (1 chỉ tiêu), F (1 chỉ tiêu) và 3 đơn vị khác.")
