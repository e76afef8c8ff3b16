"""Files as they were really found or typed: each gives its right value, or a finding at the right cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.feedback import edition_of, received

pytestmark = pytest.mark.slow("form")

WILD = Path(__file__).parents[1] / "data" / "wild"
TOLD = {
    "e01-nghin-thanh-don-vi-F68.xlsx": ("O429", {"F68"}),
    "error_single_quotes_blank.xlsx": ("O410", {"F9"}),
    "m07-binh-luan-chuoi.xlsx": ("T116", {""}),
    "o01-chu-thich.xlsx": ("T116", {""}),
    "o02-ods-tab.ods": ("T116", {""}),
    "p02-loi-trong-o-chu.xlsx": ("O425", {"H9", "I9", "J9", "C9"}),
    "p03-cong-thuc-chu-chua-tinh.xlsx": ("O426", {"H9", "E9"}),
    "p04-wps-dispimg.xlsx": ("O424", {"I9"}),
    "p07-an-LRM.xlsx": ("O406", {"F10", "F33"}),
    "p08-trang-thai-an.xlsx": ("O428", {"F10"}),
    "p10-trang-chep-sau.xlsx": ("B214", {"F63"}),
    "p11-o-gop-co-so-ben-duoi.xlsx": ("B213", {"F76"}),
    "p13-vong-lap-N506.xlsx": ("O423", {"F63"}),
    "p14-tinh-tay-so-cu.xlsx": ("T115", {""}),
    "p15-dinh-dang-F75.xlsx": ("O422", {"F75"}),
    "percent_format_on_money.xlsx": ("O422", {"F9"}),
    "q05-chi-so-tren.xlsx": ("O421", {"F63", "F94"}),
    "s01-VelvetSweatshop.xlsx": ("T125", {""}),
    "second_sheetData.xlsx": ("T102", {""}),
    "undefined_entity.xlsx": ("T102", {""}),
}
"""What is told, and at which cells."""
READ = {
    "foreign_ns_cell.xlsx": Decimal(12),
    "rels_to_workbook2_decoy.xlsx": Decimal(98765),
    "v_cdata_all_blank.xlsx": Decimal(123),
    "v_charref_1_x32.xlsx": Decimal(12),
    "v_comment_inside.xlsx": Decimal(123),
}
"""What F9 of the sheet of figures holds, as LibreOffice shows it."""
TAKEN = ("r10-dau-cach-dong-60000.xlsx", "xls_root_named_R.xls")


def read(name: str):
    return received({name: (WILD / name).read_bytes()})


@pytest.mark.parametrize("name", TOLD)
def test_what_a_person_would_stumble_over_is_told_at_its_cell(name):
    code, cells = TOLD[name]
    assert {f.source.cell for f in edition_of(read(name)).findings if f.code == code} == cells


@pytest.mark.parametrize("name", READ)
def test_unusual_but_sound_xml_means_what_a_spreadsheet_shows(name):
    (form,) = read(name)
    assert [a.value for a in form.answers if a.source.cell == "F9"] == [READ[name]]


@pytest.mark.parametrize("name", TAKEN)
def test_a_form_that_looks_odd_only_inside_is_taken(name):
    (form,) = read(name)
    assert (form.usable, bool(form.answers)) == (True, True)


def test_a_format_proves_a_percentage():
    (form,) = read("p01-phan-tram-100.xlsx")
    assert [r.percent for r in form.activities if r.percent is not None][:3] == [100, 80, 100]


def test_a_workbook_saved_uncalculated_is_one_matter_not_seven_formulas_to_copy_anew():
    findings = edition_of(read("p14-tinh-tay-so-cu.xlsx")).findings
    told = {f.caused_by for f in findings if f.code == "O427"}
    assert told == {"T115"}


def test_every_file_kept_is_tried():
    tried = {*TOLD, *READ, *TAKEN, "p01-phan-tram-100.xlsx"}
    assert tried == {path.name for path in WILD.iterdir()}
