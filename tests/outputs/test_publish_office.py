"""What other programs make of the workbook: LibreOffice's own results, and the Open XML SDK's judgement."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests import tools
from xlpy.model.edition import PROVINCE, Edition
from xlpy.outputs.publish import summary, view
from xlpy.outputs.publish.workbook import write_workbook


def without_results(data: bytes, path: Path) -> Path:
    """The workbook with the result of every formula taken out: whoever opens it must work them out."""
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", content))
    return path


def recalculated(made: Edition, folder: Path) -> Worksheet:
    plain = without_results(write_workbook(made), folder / "summary.xlsx")
    (folder / "out").mkdir()
    done = tools.soffice_convert(plain, "xlsx", folder / "out")
    return load_workbook(done, data_only=True)[summary.SHEET]


def expected(made: Edition, page: Worksheet) -> Iterator[tuple[str, str, object, object]]:
    """Indicator, what it is, what the edition says, what the sheet says."""
    laid = {str(page.cell(row, 2).value): row for row in range(1, page.max_row + 1)}
    regions = {region.name: region.code for region in made.catalogue.regions if region.subtotal}
    top = next(row for row in range(1, 20) if page.cell(row, 1).value == "STT")
    subtotals = {
        regions[str(name)]: column
        for column in range(1, page.max_column + 1)
        if (name := page.cell(top, column).value) in regions
    }
    for total in made.totals:
        row = laid[total.indicator]
        if total.scope != PROVINCE:
            yield total.indicator, total.scope, total.value, page.cell(row, subtotals[total.scope]).value
            continue
        yield total.indicator, "value", total.value, page.cell(row, summary.ACTUAL + 1).value
        if made.catalogue.indicator[total.indicator].has_plan:
            yield total.indicator, "plan", total.plan, page.cell(row, summary.PLAN + 1).value
            yield total.indicator, "percent", total.percent, page.cell(row, summary.PERCENT + 1).value


def differences(made: Edition, page: Worksheet) -> list[tuple[str, str, object, object]]:
    return [
        line
        for line in expected(made, page)
        if (line[2] is None and line[3] not in (None, "", *"K…–"))
        or (line[2] is not None and line[3] != pytest.approx(float(str(line[2])), rel=1e-9))
    ]


@pytest.mark.office
def test_libreoffice_comes_to_the_edition_s_totals(sample_edition: Edition, tmp_path: Path):
    page = recalculated(sample_edition, tmp_path)
    assert differences(sample_edition, page) == []


@pytest.mark.office
def test_libreoffice_comes_to_the_totals_with_units_on_a_sheet_of_their_own(
    sample_edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(summary, "SINGLE_TABLE_UNITS", 3)
    page = recalculated(sample_edition, tmp_path)
    assert differences(sample_edition, page) == []


@pytest.mark.validator
def test_workbook_is_valid_open_xml(sample_edition: Edition, tmp_path: Path):
    path = tmp_path / "summary.xlsx"
    path.write_bytes(write_workbook(sample_edition))
    assert tools.validate([path]) == ""


def test_comparison_would_see_a_wrong_total(sample_edition: Edition, tmp_path: Path):
    path = tmp_path / "summary.xlsx"
    path.write_bytes(write_workbook(sample_edition))
    page = load_workbook(path, data_only=True)[summary.SHEET]
    assert (differences(sample_edition, page), view.SINGLE_TABLE_UNITS) == ([], 25)
    row = next(row for row in range(1, page.max_row) if page.cell(row, 2).value == "N1.02")
    page.cell(row, summary.ACTUAL + 1).value = 1
    assert [line[:2] for line in differences(sample_edition, page)] == [("N1.02", "value")]
