"""Nothing that Excel or Word refuses is in the files that we write; the day's files are checked in test_desk."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests import builders, master
from tests.excel_rules import excel, words
from tests.excel_rules.table import PAGE, page
from tests.form_files import WORDING, complete_fill, varied_fill
from workbook.src.build import build_plain
from workbook.src.lint import BUILT
from xlpy.app.desk.pages import faults_page
from xlpy.basics.home import TEMPLATES
from xlpy.book.catalogue import Fault
from xlpy.book.file import FileBook
from xlpy.book.port import Update
from xlpy.book.words import load_book_words
from xlpy.catalogue.load import DATA, shipped
from xlpy.consolidation.consolidate import consolidate
from xlpy.forms.plan import form_plan
from xlpy.forms.writer import write_form
from xlpy.model.catalogue import Catalogue, Period, Unit, UnitKind
from xlpy.outputs.publish.workbook import write_workbook

pytestmark = pytest.mark.slow("book")

YEARS = {year: shipped(year) for year in ("2023-2024", "2025-2026")}
FEW = 24
"""Of the communes one in so many is looked at: they are alike but for their names."""


def sampled(catalogue: Catalogue, period: Period) -> list[Unit]:
    """Units whose forms differ, and some of those that are alike; fewer for the half year, which asks the same."""
    units = catalogue.reporting_units(period)
    alike = [unit for unit in units if unit.kind is UnitKind.LOCAL]
    others = [unit for unit in units if unit.kind is not UnitKind.LOCAL]
    return [*alike[: FEW * 4 : FEW], *others[:: 3 if period.code == "HK1" else 1]]


FORMS = [
    pytest.param(year, period, unit, id=f"{year} {period.code} {unit.code}")
    for year, catalogue in YEARS.items()
    for period in catalogue.periods
    if (year, period.code) != ("2023-2024", "CN")  # all of these are among the day's files
    for unit in sampled(catalogue, period)
]


@pytest.mark.slow("round")
@pytest.mark.parametrize(("year", "period", "unit"), FORMS)
def test_excel_takes_a_form(year: str, period: Period, unit: Unit) -> None:
    plan = form_plan(YEARS[year], unit, period, WORDING)
    assert excel.report(write_form(plan, YEARS[year], WORDING)) == []


@pytest.mark.parametrize("code", ["522", "STC", "SGDDT"])
def test_excel_takes_a_filled_form(code: str) -> None:
    catalogue = YEARS["2023-2024"]
    unit = next(unit for unit in catalogue.reporting_units(catalogue.periods[0]) if unit.code == code)
    plan = form_plan(catalogue, unit, catalogue.periods[0], WORDING, {"N1.02": Decimal(5)})
    for fill in (complete_fill(plan), varied_fill(plan)):
        assert excel.report(write_form(plan, catalogue, WORDING, fill)) == []


def test_excel_takes_the_workbook_as_shipped_and_as_built() -> None:
    made = (BUILT.read_bytes(), master.built(macros=True), master.built(macros=False))
    assert [excel.report(data) for data in made] == [[], [], []]


def test_excel_takes_the_workbook_of_the_communes() -> None:
    assert excel.report(build_plain(DATA / "2025-2026")) == []


def test_excel_takes_the_workbook_with_macros_after_an_update(tmp_path: Path) -> None:
    path = master.put(tmp_path)
    faults = [Fault("DM Chỉ tiêu", "C5", "N1.99", "Mã này không có."), Fault("DM Đơn vị", "", "", "Trang trống.")]
    FileBook(path).apply(Update((faults_page(faults, load_book_words()),)))
    assert excel.report(path.read_bytes()) == []


def test_excel_takes_an_edition_of_110_units() -> None:
    catalogue = YEARS["2025-2026"]
    period = catalogue.period["CN"]
    edition = consolidate(catalogue, period, [], builders.chosen(catalogue, period, []), [], {})
    assert excel.report(write_workbook(edition)) == []


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.name)
def test_word_takes_a_template(template: Path) -> None:
    assert words.report(template.read_bytes()) == []


def test_the_page_lists_every_cause_with_its_source() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text
