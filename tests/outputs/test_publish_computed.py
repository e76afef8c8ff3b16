"""The sheet of what is worked out: what each unit lacks, what the province does, and how many units that is."""

from __future__ import annotations

import pytest

from tests.builders import Figures, chosen, context, submission
from xlpy.consolidation.consolidate import consolidate
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.computed_figures import SHEET, widths, write_computed
from xlpy.outputs.publish.page import Page
from xlpy.outputs.publish.view import View

LACKING = 3
"""Column of N3.C02, teachers of preschools against the norm."""


@pytest.fixture(scope="module")
def rows() -> dict[str, object]:
    """What stands in that column, by the unit or heading of its row."""
    opened = context()
    told: dict[str, Figures] = {
        "524": {"N2.31": 10, "N2.32": 100, "N3.02": 240},
        "522": {"N2.31": 10, "N2.32": 100, "N3.02": 250},
    }
    files = [submission(unit, figures) for unit, figures in told.items()]
    sent = chosen(opened.catalogue, opened.period, files)
    view = View(consolidate(opened.catalogue, opened.period, files, sent, sent.findings, {}))
    page = Page(Canvas(SHEET, widths(view)))
    write_computed(page, view)
    cells = page.sheet.drawing().cells
    named = {row: cell.value for column in (0, 1) for (row, at), cell in cells.items() if at == column and cell.value}
    return {str(named[row]): cell.value for (row, at), cell in cells.items() if at == LACKING and row in named}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Huyện Bình Sơn", -5),
        ("Thành phố Quảng Ngãi", 5),
        ("Huyện Ba Tơ", "…"),
        ("TOÀN TỈNH", 0),
        ("Khu vực miền núi", "…"),
        ("Sở Giáo dục và Đào tạo", None),
        ("Số đơn vị đã tính được", "(2/13)"),
    ],
)
def test_each_row_shows_its_own_figure_its_sum_or_why_there_is_none(
    rows: dict[str, object], name: str, shown: object
) -> None:
    assert rows[name] == shown
