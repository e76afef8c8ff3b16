"""Two editions beside each other, as a sheet and as a table."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.small_catalogue import small_catalogue
from xlpy.consolidation.snapshot import FigureChange, KeptFigure, Kind
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.comparison import SHOWN, WIDTHS, ComparedEditions, comparison_csv, write_comparison
from xlpy.outputs.publish.drawing import Drawing
from xlpy.outputs.publish.page import Page

CATALOGUE = small_catalogue()
FIGURE = KeptFigure("535", "N1.01", "actual", Decimal(5), "5", "", "", "=tep.xlsx", "ab", "F9", "Chỉ tiêu")


def changed(was: KeptFigure | None, now: KeptFigure | None, **other: str) -> FigureChange:
    return FigureChange("535", "N1.01", other.get("column", "actual"), was, now, "nay dùng tệp khác")


def compared(*changes: FigureChange) -> ComparedEditions:
    totals = {"N1.01": Decimal(12)}, {"N1.01": Decimal("13.5")}
    return ComparedEditions(CATALOGUE, CATALOGUE.periods[0], 1, 3, changes, totals, "So với bản số 1: …")


def drawn(*changes: FigureChange) -> Drawing:
    page = Page(Canvas("So sánh", WIDTHS))
    write_comparison(page, compared(*changes), "SO SÁNH")
    return page.sheet.drawing()


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        (None, FIGURE, Kind.NEW),
        (FIGURE, None, Kind.GONE),
        (FIGURE, FIGURE._replace(value=Decimal(6), word="6", missing_reason="có lỗi chờ sửa"), Kind.VALUE),
        (FIGURE._replace(value=None, word="K"), FIGURE._replace(value=None, word="CCSL"), Kind.VALUE),
        (FIGURE, FIGURE._replace(missing_reason="có lỗi chờ sửa"), Kind.HELD),
        (FIGURE._replace(missing_reason="có lỗi chờ sửa"), FIGURE, Kind.COUNTS),
        (FIGURE._replace(missing_reason="a"), FIGURE._replace(missing_reason="b"), Kind.REASON),
    ],
)
def test_each_way_in_which_a_figure_differs_has_its_word(
    was: KeptFigure | None, now: KeptFigure | None, kind: Kind
) -> None:
    assert changed(was, now).kind is kind


def test_a_row_gives_both_values_their_difference_the_totals_and_both_places() -> None:
    now = FIGURE._replace(value=Decimal("6.5"), word="6,5", file="moi.xlsx", cell="F10", sheet="Chỉ tiêu")
    cells = drawn(changed(FIGURE._replace(sheet=""), now)).cells
    row = [cells[4, column].value for column in range(len(WIDTHS))]
    assert row[5:10] == [Decimal(5), None, Decimal("6.5"), None, Decimal("1.5")]
    assert row[12:] == [Decimal(12), Decimal("13.5"), "=tep.xlsx, ô F9", "moi.xlsx, trang Chỉ tiêu, ô F10", "F10"]


def test_a_plan_is_beside_no_total_of_what_was_carried_out() -> None:
    cells = drawn(changed(None, FIGURE._replace(column="plan"), column="plan")).cells
    assert (cells[4, 4].value, cells[4, 12].value, cells[4, 13].value) == ("Kế hoạch", None, None)


def test_a_figure_of_an_indicator_that_is_no_more_is_still_told() -> None:
    change = replace(changed(FIGURE, None), indicator="N9.99")
    assert drawn(change).cells[4, 3].value == "(danh mục không còn chỉ tiêu này)"


def test_the_sheet_ends_where_nobody_reads_on_and_the_table_has_all() -> None:
    many = [changed(None, FIGURE)] * (SHOWN + 1)
    assert max(row for row, _ in drawn(*many).cells) == 3 + SHOWN
    assert len(comparison_csv(compared(*many)).splitlines()) == SHOWN + 2


def test_texts_of_units_run_nowhere() -> None:
    (row,) = csv.DictReader(comparison_csv(compared(changed(None, FIGURE))).decode("utf-8-sig").splitlines())
    assert (row["file"], row["sheet"], row["cell"], row["value"]) == ("'=tep.xlsx", "Chỉ tiêu", "F9", "5")
