"""Names of units and tasks as people write them (the spellings are those met in real files)."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from xlpy.catalogue.load import shipped
from xlpy.catalogue.names import NameIndex, fold, match_task, task_number
from xlpy.model.catalogue import Catalogue

WINDOWS_1258 = unicodedata.normalize("NFD", "Thành phố Quảng Ngãi").replace("o\u0302", "ô")
"""Circumflex composed, tone combining: what old Windows input writes, neither NFC nor NFD."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped("2023-2024")


@pytest.fixture(scope="module")
def in_2024(catalogue: Catalogue) -> NameIndex:
    return NameIndex.build(catalogue, date(2024, 5, 31))


@pytest.fixture(scope="module")
def in_2026() -> NameIndex:
    return NameIndex.build(shipped("2025-2026"), date(2026, 5, 31))


def code(index: NameIndex, text: str) -> str | None:
    unit = index.match(text)
    return unit.code if unit else None


@pytest.mark.case(2)
@pytest.mark.parametrize(
    "text",
    [
        "Thành phố Quảng Ngãi",
        "TP. Quảng Ngãi",
        "TP Quảng Ngãi",
        "T.P Quảng Ngãi",
        "UBND TP Quảng Ngãi",
        "UBND thành phố Quảng Ngãi",
        "ỦY BAN NHÂN DÂN THÀNH PHỐ QUẢNG NGÃI",
        "Phòng GD&ĐT thành phố Quảng Ngãi",
        "PGD-ĐT TP. Quảng Ngãi",
        unicodedata.normalize("NFD", "Thành phố Quảng Ngãi"),
        WINDOWS_1258,
        "Thành phố Quảng Ngãi\u00a0",
        "  Thành  phố\nQuảng Ngãi. ",
        "Thành phố Quảng\u200b Ngãi",
        "UBND thành phố Quảng Ngãi, tỉnh Quảng Ngãi",
        "Phòng GD&ĐT thành phố Quảng Ngãi - tỉnh Quảng Ngãi",
        "522",
    ],
)
def test_every_spelling_of_the_city_is_the_city(in_2024: NameIndex, text: str) -> None:
    assert code(in_2024, text) == "522"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H. Ba Tơ", "535"),
        ("PGD&ĐT huyện Ba Tơ", "535"),
        ("TX Đức Phổ", "534"),
        ("Thị xã \u00d0ức Phổ", "534"),
        ("UBND huyện Đức Phổ", "534"),
        ("Sở GD-ĐT", "SGDDT"),
        ("SGD&ĐT Quảng Ngãi", "SGDDT"),
        ("Sở KH & ĐT", "SKHDT"),
        ("Sở LĐ-TB&XH", "SLDTBXH"),
        ("Sở Lao động – Thương binh và Xã hội tỉnh Quảng Ngãi", "SLDTBXH"),
        ("Sở TT&TT", "STTTT"),
    ],
)
def test_everyday_spellings_are_known(in_2024: NameIndex, text: str, expected: str) -> None:
    assert code(in_2024, text) == expected


@pytest.mark.case(2)
@pytest.mark.parametrize("text", ["Ba Tô", "Tây Trà Bồng", "Sơn Hạ", "Sơn Tinh", "Xã Ba Tơ", "Quảng Ngãi", "", "  -  "])
def test_a_name_that_is_only_alike_is_nobody(in_2024: NameIndex, text: str) -> None:
    assert in_2024.match(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ba Tơ", "21484"),
        ("Ba Tô", "21523"),
        ("Sơn Hà", "21289"),
        ("Sơn Hạ", "21292"),
        ("Trà Bồng", "21115"),
        ("Tây Trà Bồng", "21157"),
        ("Đông Trà Bồng", "21127"),
        ("Xã Sơn Thủy", "21319"),
        ("Đắk Tô", "23401"),
        ("Đặc khu Lý Sơn", "21548"),
    ],
)
def test_the_communes_of_2025_are_told_apart(in_2026: NameIndex, text: str, expected: str) -> None:
    assert code(in_2026, text) == expected


def test_the_province_names_alone_are_nobody_in_2025(in_2026: NameIndex) -> None:
    assert (in_2026.match("Kon Tum"), in_2026.match("Quảng Ngãi")) == (None, None)


def test_a_letter_is_never_folded() -> None:
    assert fold("Lý Sơn") != fold("Lí Sơn")


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("Thủy", "Thuỷ"), ("Thùy Trâm", "Thuỳ Trâm")])
def test_the_place_of_the_tone_mark_is_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_tone_stays_with_its_syllable() -> None:
    assert fold("hoà hoa") != fold("hoa hoà")


def test_an_abolished_unit_is_outside_not_matched(in_2024: NameIndex) -> None:
    unit = in_2024.outside("UBND huyện Tây Trà")
    assert unit is not None
    assert (unit.code, in_2024.match("UBND huyện Tây Trà")) == ("526", None)


def test_a_district_is_outside_in_2026_though_a_commune_bears_its_name(in_2026: NameIndex) -> None:
    unit = in_2026.outside("Huyện Ba Tơ")
    assert unit is not None
    assert unit.code == "535"


def test_nearest_proposes_what_match_refuses(in_2024: NameIndex) -> None:
    near = in_2024.nearest("UBND huyện Ba Tô")
    assert near is not None
    assert near.code == "535"


def test_nearest_proposes_nothing_for_a_stranger(in_2024: NameIndex) -> None:
    assert in_2024.nearest("Sở Giao thông vận tải") is None


@pytest.mark.case(8)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8. Hội nhập quốc tế trong giáo dục", "N7"),
        ("Nhiệm vụ 9: Đẩy mạnh chuyển đổi số, cải cách hành chính trong toàn ngành", "N8"),
        ("X. TĂNG CƯỜNG CÔNG TÁC THANH TRA, KIỂM TRA VÀ XỬ LÝ VI PHẠM TRONG LĨNH VỰC GIÁO DỤC VÀ ĐÀO TẠO", "N9"),
        (
            "nâng cao chất lượng, chuẩn hóa đội ngũ giáo viên, giảng viên và cán bộ quản lý giáo dục các cấp",
            "N3",
        ),
        (
            "4. Bố trí, phân bổ ngân sách nhà nước và huy động, sử dụng hiệu quả các nguồn lực đầu tư cho giáo dục",
            "N4",
        ),
        ("Nhiệm vụ 3. Đội ngũ nhà giáo", "N3"),
        ("N6", "N6"),
    ],
)
def test_the_text_of_a_task_decides_whatever_its_number(catalogue: Catalogue, text: str, expected: str) -> None:
    task = match_task(catalogue, text)
    assert task is not None
    assert task.code == expected


@pytest.mark.parametrize("text", ["8", "Nhiệm vụ 8", "", "Phong trào thi đua"])
def test_a_bare_number_or_another_text_is_no_task(catalogue: Catalogue, text: str) -> None:
    assert match_task(catalogue, text) is None


def test_the_whole_name_of_a_task_with_a_semicolon_matches(catalogue: Catalogue) -> None:
    task = catalogue.task["N6"]
    assert match_task(catalogue, f"6) {task.name}.") == task


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Nhiệm vụ 8: …", 8), ("8. Hội nhập", 8), ("VIII. Hội nhập", 8), ("NV10 - …", 10), ("Hội nhập", None)],
)
def test_task_number_reads_only_a_leading_number(text: str, expected: int | None) -> None:
    assert task_number(text) == expected
