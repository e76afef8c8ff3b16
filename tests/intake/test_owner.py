"""Whose a file may be by its name: proposed where one unit is named, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from samples import make_samples
from tests.builders import context
from xlpy.catalogue.load import shipped
from xlpy.catalogue.names import NameIndex, spellings
from xlpy.intake.owner import suggested_unit

NAMES = context().names


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("Các sở/So Noi vu_mat khau.xlsx", "SNV"),
        ("Các sở/Sở Nội vụ.pdf", "SNV"),
        ("email/BA TƠ (chính thức).xlsx", "535"),
        ("BC Phong GDDT huyen Mo Duc.docx", "533"),
        ("Sở Tài chính/scan0001.pdf", "STC"),
        ("Sơn Tịnh/sở tài chính ký.pdf", "STC"),
        ("So\u031b\u0309 No\u0323\u0302i vu\u0323.pdf", "SNV"),
    ],
)
def test_a_file_that_bears_the_name_of_a_unit_is_proposed_for_it(file: str, unit: str) -> None:
    assert suggested_unit(NAMES, file) == unit


@pytest.mark.parametrize(
    "file",
    [
        "danh sách.xlsx",
        "Zalo 20-6/scan0001.pdf",
        "Ba Tô.xlsx",
        "Sơn Hạ.xlsx",
        "Sở Nội vụ và Sở Tài chính.xlsx",
        "GD 522.xlsx",
        "~$Sơn Hà.xlsx",
        "",
    ],
)
def test_none_is_proposed_where_no_one_unit_is_named(file: str) -> None:
    assert suggested_unit(NAMES, file) == ""


def test_a_place_whose_bare_letters_are_those_of_several_is_proposed_for_none() -> None:
    names = NameIndex.build(shipped("2025-2026"), date(2026, 5, 31))
    assert (suggested_unit(names, "xa Ba To.xlsx"), suggested_unit(names, "xã Ba Tơ.xlsx") != "") == ("", True)


def test_every_spelling_of_a_unit_is_its_own() -> None:
    catalogue = context().catalogue
    wrong = [
        spelling
        for unit in catalogue.reporting_units(context().period)
        for spelling in spellings(unit, catalogue.name_patterns)
        if suggested_unit(NAMES, f"{spelling.replace('/', ' ')}.xlsx") not in ("", unit.code)
    ]
    assert wrong == []


def test_files_of_the_sample_are_proposed_for_those_that_sent_them(sample_edition) -> None:
    records = {record.file: record.unit for record in sample_edition.files if record.unit}
    proposed = {file: suggested_unit(make_samples.whole_year().context.names, file) for file in records}
    assert {file: unit for file, unit in proposed.items() if unit not in ("", records[file])} == {}
    assert sum(unit != "" for unit in proposed.values()) > 10
