"""Results folders read back, rolled up, rolled up again, and walked down to a unit's cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.builders import submission
from tests.excel_rules import excel
from tests.feedback import edition_of
from xlpy.catalogue.load import shipped
from xlpy.consolidation.rollup import roll_up, value_of
from xlpy.model.edition import PROVINCE, Edition
from xlpy.model.rollup import RollUp
from xlpy.model.submission import Column
from xlpy.outputs.publish.files import edition_files
from xlpy.outputs.rollup.descent import DescentError, descend
from xlpy.outputs.rollup.edition_part import edition_part
from xlpy.outputs.rollup.files import roll_up_files
from xlpy.outputs.rollup.state import MemberError, member, roll_up_of
from xlpy.outputs.rollup.tables import ResultsError

CATALOGUE = shipped("2023-2024")


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def sample(sample_edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the sample."""
    return write(tmp_path_factory.mktemp("mau") / "Quảng Ngãi", edition_files(sample_edition))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a place where one district sent two figures and a plan."""
    edition = edition_of([submission("522", {"N1.01": 7, "N1.02": "K"}, {"N1.01": 10})])
    return write(tmp_path_factory.mktemp("khac") / "Bình Định", edition_files(edition))


@pytest.fixture
def both(sample: Path, other: Path) -> RollUp:
    return roll_up(member(CATALOGUE, folder.name, folder) for folder in (sample, other))


def spoilt(folder: Path, into: Path, name: str, old: str, new: str) -> Path:
    """A copy of the results in which a text stands for another in one table."""
    copy = write(into / "ban-sao", {path.name: path.read_bytes() for path in folder.iterdir()})
    text = (copy / name).read_text("utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1), "utf-8", newline="")
    return copy


def test_what_is_read_back_comes_to_the_totals_of_the_edition(sample: Path, sample_edition: Edition) -> None:
    sums = edition_part(CATALOGUE, sample).sums
    ours = {code: value_of(CATALOGUE.indicator[code], one) for code, one in sums.items()}
    assert ours == {total.indicator: total.value for total in sample_edition.totals if total.scope == PROVINCE}


def test_its_account_is_that_of_the_edition(sample: Path, sample_edition: Edition) -> None:
    assert edition_part(CATALOGUE, sample).ledger == sample_edition.ledger.total


def test_the_account_of_all_places_balances(both: RollUp) -> None:
    received = [one.part.ledger.received for one in both.members]
    assert (both.whole.ledger.received, both.whole.ledger.balance) == (sum(received), 0)


def test_a_figure_changed_in_the_table_is_no_longer_the_sum_that_stands_beside_it(other: Path, tmp_path: Path) -> None:
    changed = spoilt(other, tmp_path, "figures.csv", "actual,number,7,", "actual,number,8,")
    with pytest.raises(ResultsError, match=r"N1\.01 ghi 7, cộng lại từ figures\.csv được 8"):
        edition_part(CATALOGUE, changed)


def test_a_cell_taken_out_of_the_account_is_missed(other: Path, tmp_path: Path) -> None:
    changed = spoilt(other, tmp_path, "summary.json", '"used": 0', '"used": 1')
    with pytest.raises(ResultsError, match="ghi 1 ô"):
        edition_part(CATALOGUE, changed)


def test_an_indicator_that_means_something_else_there_is_refused(other: Path, tmp_path: Path) -> None:
    name = CATALOGUE.indicator["N1.01"].name
    changed = spoilt(other, tmp_path, "figures.csv", name, f"{name} khác")
    with pytest.raises(ResultsError, match=r"dòng \d+: chỉ tiêu N1.01 là"):
        edition_part(CATALOGUE, changed)


def test_a_summary_without_its_period_is_refused(other: Path, tmp_path: Path) -> None:
    changed = spoilt(other, tmp_path, "summary.json", '"school_year"', '"year"')
    with pytest.raises(ResultsError, match="thiếu hoặc sai mục 'school_year'"):
        edition_part(CATALOGUE, changed)


def test_a_folder_without_results_is_named(tmp_path: Path) -> None:
    with pytest.raises(MemberError, match=re.escape(str(tmp_path))):
        member(CATALOGUE, "A", tmp_path)


def test_places_in_any_order_give_the_same_bytes(sample: Path, other: Path) -> None:
    forth, back = (
        roll_up_files(CATALOGUE, roll_up(member(CATALOGUE, at.name, at) for at in order))
        for order in ((sample, other), (other, sample))
    )
    assert forth == back


def test_a_roll_up_is_read_back_as_it_was_written(both: RollUp, tmp_path: Path) -> None:
    assert roll_up_of(write(tmp_path, roll_up_files(CATALOGUE, both))) == both


def test_a_roll_up_of_roll_ups_comes_to_the_same_as_of_all_editions(both: RollUp, tmp_path: Path) -> None:
    levels = [
        member(CATALOGUE, one.name, write(tmp_path / one.name, roll_up_files(CATALOGUE, roll_up([one]))))
        for one in both.members
    ]
    assert roll_up(levels).whole == both.whole


def test_a_figure_is_the_sum_of_what_its_places_give(both: RollUp, tmp_path: Path) -> None:
    found = descend(CATALOGUE, write(tmp_path, roll_up_files(CATALOGUE, both)), "N1.01", ())
    assert found.value == sum(given.value or 0 for given in found.members)


def test_in_an_edition_it_is_the_sum_of_cells(both: RollUp, tmp_path: Path, sample_edition: Edition) -> None:
    found = descend(CATALOGUE, write(tmp_path, roll_up_files(CATALOGUE, both)), "N1.01", ["Quảng Ngãi"])
    counted = [
        figure.answer
        for figure in sample_edition.figures
        if (figure.answer.indicator, figure.answer.column, figure.counts) == ("N1.01", Column.ACTUAL, True)
    ]
    assert [(c.file, c.sheet, c.cell, c.value) for c in found.cells] == [(*a.source, a.value) for a in counted]
    assert sum(cell.value or 0 for cell in found.cells) == found.value


def test_the_way_down_leads_through_every_level(both: RollUp, tmp_path: Path) -> None:
    lower = write(tmp_path / "vung", roll_up_files(CATALOGUE, both))
    top = write(tmp_path / "nuoc", roll_up_files(CATALOGUE, roll_up([member(CATALOGUE, "Vùng", lower)])))
    assert [cell.cell for cell in descend(CATALOGUE, top, "N1.01", ["Vùng", "Bình Định"]).cells] == ["F101"]


def test_results_that_changed_since_are_not_shown_as_the_source(other: Path, tmp_path: Path) -> None:
    lower = spoilt(other, tmp_path, "figures.csv", "x", "x")
    top = write(tmp_path / "tren", roll_up_files(CATALOGUE, roll_up([member(CATALOGUE, "A", lower)])))
    spoilt(lower, tmp_path, "figures.csv", "actual,number,7,", "actual,number,8,")
    with pytest.raises(DescentError, match="đã thay đổi sau khi gộp"):
        descend(CATALOGUE, top, "N1.01", ["A"])


def test_a_place_that_is_not_there_is_told_with_those_that_are(both: RollUp, tmp_path: Path) -> None:
    with pytest.raises(DescentError, match="“Phú Yên”; có: Bình Định, Quảng Ngãi"):
        descend(CATALOGUE, write(tmp_path, roll_up_files(CATALOGUE, both)), "N1.01", ["Phú Yên"])


def books(both: RollUp) -> bytes:
    return next(data for name, data in roll_up_files(CATALOGUE, both).items() if name.endswith(".xlsx"))


def test_the_workbook_holds_the_sums_and_each_place(both: RollUp) -> None:
    book = load_workbook(BytesIO(books(both)))
    whole = {row[0]: row[3] for row in book["Tổng hợp"].iter_rows(min_row=5, values_only=True)}
    assert whole["N1.01"] == both.whole.sums["N1.01"].value
    places = [row[0] for row in book["Theo nơi báo cáo"].iter_rows(min_row=5, values_only=True)]
    assert places == ["Bình Định", "Quảng Ngãi"]


def test_excel_takes_the_workbook(both: RollUp) -> None:
    assert excel.report(books(both)) == []


def test_two_editions_of_one_form_are_told(other: Path, tmp_path: Path) -> None:
    again = edition_of([submission("522", {"N1.01": 7, "N1.02": 1}, {"N1.01": 10})])
    twice = write(tmp_path / "B", edition_files(again))
    found = roll_up([member(CATALOGUE, "A", other), member(CATALOGUE, "B", twice)])
    assert len(found.whole.doubled) == 1
