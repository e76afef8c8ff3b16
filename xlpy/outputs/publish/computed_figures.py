"""What is worked out of the units' figures and of norms, such as teachers needed: units down, figures across."""

from __future__ import annotations

from collections.abc import Sequence

from xlpy.basics.decimals import round_half_up
from xlpy.consolidation.computed_figures import ComputedFigure, computed_figures
from xlpy.model.catalogue import Unit
from xlpy.model.catalogue_cells import cited
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import ABSENT, View

SHEET = "Số tính toán"
TITLE = "SỐ LIỆU TÍNH TỪ BÁO CÁO CỦA ĐƠN VỊ VÀ ĐỊNH MỨC"
NOTE = (
    f"{ABSENT}: còn thiếu số liệu để tính; dòng cộng là tổng của những đơn vị đã tính được (tỷ lệ: tính trên tổng của "
    "các đơn vị ấy), số đơn vị ghi trong ngoặc. Ô nền xám: không áp dụng với đơn vị."
)


def widths(view: View) -> list[float]:
    """Number, unit, one column a figure."""
    return [5.0, 30.0, *(15.0 for _ in view.catalogue.computed)]


def write_computed(page: Page, view: View) -> None:
    """The province first, then each region and its units; how each figure is meant at the foot."""
    figures = computed_figures(view.edition)
    top = head(page, view.edition, TITLE)
    page.header(top, ["STT", "Đơn vị", *(f"{f.what.name} ({f.what.unit_of_measure})" for f in figures)])
    row = _sums(page, top + 1, "TOÀN TỈNH", view.reporting_units, figures, Look.TOTAL)
    number = 0
    for block in view.blocks:
        if block.scope:
            row = _sums(page, row, block.name, block.units, figures, Look.SUBTOTAL)
        for unit in block.units:
            if any(unit.code in figure.of_unit for figure in figures):
                number += 1
                _unit(page, row, number, unit, figures)
                row += 1
    page.span(row, 0, 1, "Số đơn vị đã tính được", Look.GROUP)
    for column, figure in enumerate(figures, 2):
        known = sum(value is not None for value in figure.of_unit.values())
        page.text(row, column, f"({known}/{len(figure.of_unit)})", Look.CENTRE)
    row += 1
    for figure in figures:
        said = "; ".join(filter(None, (figure.what.note, cited(figure.what.source))))
        if said:
            page.line(row, f"{figure.what.name}: {said}.", Look.NOTE)
            row += 1
    page.line(row, f"Ghi chú: {NOTE}", Look.NOTE)
    print_setup(page, view.edition, row, (top, top), 2)


def _sums(page: Page, row: int, name: str, units: Sequence[Unit], figures: Sequence[ComputedFigure], look: Look) -> int:
    page.span(row, 0, 1, name, Look.GROUP)
    for column, figure in enumerate(figures, 2):
        total = figure.total(units)
        if total is not None:
            page.number(row, column, round_half_up(total, figure.what.decimals), look, figure.what.decimals)
        elif any(unit.code in figure.of_unit for unit in units):
            page.text(row, column, ABSENT, Look.WORD)
        else:
            page.blank(row, column, Look.NOT_ASKED)
    return row + 1


def _unit(page: Page, row: int, number: int, unit: Unit, figures: Sequence[ComputedFigure]) -> None:
    page.number(row, 0, number, Look.CENTRE)
    page.text(row, 1, unit.name, Look.TEXT)
    for column, figure in enumerate(figures, 2):
        if unit.code not in figure.of_unit:
            page.blank(row, column, Look.NOT_ASKED)
            continue
        value = figure.of_unit[unit.code]
        if value is None:
            page.text(row, column, ABSENT, Look.WORD)
        else:
            page.number(row, column, round_half_up(value, figure.what.decimals), Look.NUMBER, figure.what.decimals)
