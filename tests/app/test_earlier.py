"""Where earlier years are found: editions' folders by name, the typed table, and what two places may not say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests import master
from tests.builders import context
from tests.fake_book import FakeBook
from xlpy.app.commands.core import context_of, own_places
from xlpy.app.commands.parser import parser
from xlpy.app.desk.desk import Desk
from xlpy.app.earlier_years import earlier_in, read_earlier
from xlpy.book.places import PERIOD
from xlpy.intake.years_table import YearsError
from xlpy.model.submission import Earlier
from xlpy.outputs.publish.csvout import FIGURES

TABLE = "nam_hoc,ky,don_vi,chi_tieu,gia_tri\n"


def kept(results: Path, folder: str, value: int, unit: str = "535") -> Path:
    """An edition's folder with one figure, N1.02."""
    row = {**dict.fromkeys(FIGURES, ""), "unit": unit, "indicator": "N1.02", "column": "actual", "state": "number"}
    row |= {"value": str(value), "counted": "Y"}
    file = results / folder / "figures.csv"
    file.parent.mkdir(parents=True)
    file.write_text(",".join(FIGURES) + "\n" + ",".join(row[name] for name in FIGURES) + "\n", encoding="utf-8")
    return file


def typed(results: Path, *rows: str) -> Path:
    file = results / "so-lieu-nam-truoc.csv"
    file.write_text(TABLE + "\n".join(rows), encoding="utf-8")
    return file


def value(found: Earlier, year: str) -> Decimal:
    return found[year]["535"]["N1.02"]


def test_editions_of_the_same_period_in_earlier_years_are_found_among_the_results(tmp_path: Path):
    for folder in ("CN_2022-2023", "CN_2021-2022", "HK1_2022-2023", "CN_2023-2024", "CN_2024-2025", "khac"):
        kept(tmp_path, folder, 31)
    assert set(earlier_in(tmp_path, context())) == {"2022-2023", "2021-2022"}


def test_results_without_any_earlier_year_are_no_fault(tmp_path: Path):
    assert earlier_in(tmp_path, context()) == earlier_in(tmp_path / "không có", context()) == {}


def test_the_typed_table_is_found_beside_them(tmp_path: Path):
    kept(tmp_path, "CN_2022-2023", 31)
    typed(tmp_path, "2021-2022,CN,535,N1.02,30")
    found = earlier_in(tmp_path, context())
    assert (value(found, "2022-2023"), value(found, "2021-2022")) == (Decimal(31), Decimal(30))


@pytest.mark.parametrize("place", ["", "CN_2022-2023", "CN_2022-2023/figures.csv"])
def test_results_an_editions_folder_and_its_file_may_be_named(tmp_path: Path, place: str):
    kept(tmp_path, "CN_2022-2023", 31)
    assert value(read_earlier([tmp_path / place], context()), "2022-2023") == 31


def test_a_place_that_was_named_and_holds_nothing_is_refused(tmp_path: Path):
    with pytest.raises(YearsError, match="Không thấy số liệu năm trước"):
        read_earlier([tmp_path], context())


def test_figures_of_an_unknown_year_are_refused(tmp_path: Path):
    file = kept(tmp_path, "chép về", 31)
    with pytest.raises(YearsError, match=r"Không rõ .* là số liệu của năm học nào"):
        read_earlier([file], context())


def test_two_places_that_differ_are_refused_with_both_values(tmp_path: Path):
    kept(tmp_path, "CN_2022-2023", 31)
    typed(tmp_path, "2022-2023,CN,535,N1.02,30")
    with pytest.raises(YearsError, match="là 30, ở nơi khác là 31"):
        earlier_in(tmp_path, context())


def test_two_places_that_agree_are_one(tmp_path: Path):
    kept(tmp_path, "CN_2022-2023", 31)
    typed(tmp_path, "2022-2023,CN,535,N1.02,31")
    assert value(earlier_in(tmp_path, context()), "2022-2023") == 31


def test_the_command_line_takes_several_places(tmp_path: Path):
    kept(tmp_path, "CN_2022-2023", 31)
    other = tmp_path / "khac"
    kept(other, "CN_2021-2022", 30)
    given = [text for place in (tmp_path, other) for text in ("--earlier", str(place))]
    options = parser().parse_args(["report", "tep-nhan", "--out", "ket-qua", *given])
    found = context_of(options).earlier
    assert (value(found, "2022-2023"), value(found, "2021-2022")) == (Decimal(31), Decimal(30))


def test_a_table_that_lies_among_what_was_received_is_not_read_as_received(tmp_path: Path):
    table = typed(tmp_path, "2022-2023,CN,535,N1.02,30")
    options = parser().parse_args(["check", str(tmp_path), "--earlier", str(table), "--earlier", str(tmp_path)])
    assert own_places(options, context().catalogue) == (table,)


def test_a_workbook_takes_earlier_years_from_its_own_results(tmp_path: Path):
    kept(tmp_path / "ket-qua", "CN_2022-2023", 31)
    book = FakeBook(tmp_path / "Plan167.xlsx")
    book.cells |= {PERIOD: "CN"}
    assert value(Desk(book, master.Answers()).context().earlier, "2022-2023") == 31
