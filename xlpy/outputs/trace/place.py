"""From a cell of the published workbook to the figure that stands in it: what the button Truy nguồn is asked.

Rows and columns count from 1 as Excel shows them. Kept apart from the rest of the package, since the layout of
the sheets brings the writer of workbooks with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlpy.basics.a1 import a1
from xlpy.model.catalogue import Indicator
from xlpy.model.edition import PROVINCE, Edition
from xlpy.model.submission import Column
from xlpy.outputs.publish import data, summary
from xlpy.outputs.publish.formulas import Grid
from xlpy.outputs.publish.layout import Layout, lay_out
from xlpy.outputs.publish.summary import Summary
from xlpy.outputs.publish.unit_cells import Row
from xlpy.outputs.publish.view import View
from xlpy.outputs.trace.model import Shown, TraceError


class NoFigureError(TraceError):
    """The cell holds no figure of an indicator; the message says what to choose instead."""


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """The figure that a cell shows: what `xlpy.outputs.trace.trace` takes."""

    indicator: str
    scope: str
    shown: Shown


def layout(edition: Edition) -> Layout:
    """Where the figures of the edition's workbook stand."""
    return lay_out(View(edition))


def _by_column(grid: Grid) -> Mapping[int, str]:
    """The units of a sheet by their columns, counted from 0."""
    return {column: unit for unit, (_, column) in grid.column.items()}


def figure_at(places: Layout, sheet: str, row: int, column: int) -> AskedFigure | None:
    """The figure in a cell; None where none can stand, or none is asked for (a grey cell)."""
    if sheet == data.SHEET:
        return _listed(places.summary.view.edition, row) if data.is_listed(places.summary.view) else None
    indicator = _indicator(places, sheet, row)
    if indicator is None:
        return None
    if sheet == summary.SHEET:
        return _on_summary(places.summary, indicator, column - 1)
    shown = places.unit_sheets[sheet]
    return _of_unit(places.summary.view, _by_column(shown.grid).get(column - 1, ""), indicator, shown.column)


def selected(places: Layout, sheet: str, row: int, column: int) -> AskedFigure:
    """The figure in the cell that a person stands on. Raises NoFigureError, which says where to stand instead."""
    asked = figure_at(places, sheet, row, column)
    if asked is None:
        raise NoFigureError(_why(places, sheet, row, column))
    return asked


def _indicator(places: Layout, sheet: str, row: int) -> Indicator | None:
    found = next((each for each in _rows(places, sheet) if each.row == row - 1), None)
    return found.indicator if found else None


def _rows(places: Layout, sheet: str) -> Sequence[Row]:
    if sheet == summary.SHEET:
        return places.summary.rows
    return places.unit_sheets[sheet].rows if sheet in places.unit_sheets else ()


def _on_summary(laid: Summary, indicator: Indicator, column: int) -> AskedFigure | None:
    view = laid.view
    total = view.edition.total.get((indicator.code, PROVINCE))
    planned = indicator.has_plan and laid.plan is not None and not indicator.is_computed
    columns = {summary.ACTUAL: Shown.ACTUAL, summary.PREVIOUS: Shown.PREVIOUS}
    if planned:
        columns |= {summary.PLAN: Shown.PLAN, summary.PERCENT: Shown.PERCENT}
    if column in columns:
        return AskedFigure(indicator.code, PROVINCE, columns[column]) if total else None
    for place in laid.places:
        scope = place.block.scope
        if column == place.subtotal:
            return (
                AskedFigure(indicator.code, scope, Shown.ACTUAL)
                if (indicator.code, scope) in view.edition.total
                else None
            )
        unit = dict(place.units).get(column)
        if unit is not None:
            return _of_unit(view, unit.code, indicator, Column.ACTUAL)
    return None


def _of_unit(view: View, unit: str, indicator: Indicator, column: Column) -> AskedFigure | None:
    shows = column is Column.ACTUAL or (indicator.has_plan and not indicator.is_computed)
    asked = bool(unit) and shows and view.is_asked(unit, indicator)
    return AskedFigure(indicator.code, unit, Shown(column.value)) if asked else None


def _listed(edition: Edition, row: int) -> AskedFigure | None:
    """A row of the tidy list of all answers, one below the other under one header row."""
    if not 2 <= row <= len(edition.figures) + 1:
        return None
    answer = edition.figures[row - 2].answer
    return AskedFigure(answer.indicator, answer.unit, Shown(answer.column.value))


def _why(places: Layout, sheet: str, row: int, column: int) -> str:
    sheets = ", ".join(f"“{name}”" for name in (summary.SHEET, *places.unit_sheets, data.SHEET))
    if sheet not in (summary.SHEET, *places.unit_sheets, data.SHEET):
        return f"Trang “{sheet}” không có số tổng hợp; hãy mở một trong các trang {sheets} rồi chọn một ô số."
    where = f"Ô {a1((row, column))} của trang “{sheet}”"
    if sheet == data.SHEET:
        return f"{where} không thuộc dòng số liệu nào; hãy chọn một dòng có mã chỉ tiêu."
    found = next((each for each in _rows(places, sheet) if each.row == row - 1), None)
    if found is None:
        return f"{where} nằm ngoài bảng số liệu; hãy chọn một ô số ở dòng của một chỉ tiêu."
    if found.indicator is None:
        return f"{where} thuộc dòng tên nhiệm vụ {found.task.code}; hãy chọn một ô số ở dòng của một chỉ tiêu bên dưới."
    code = found.indicator.code
    if column - 1 not in _figure_columns(places, sheet):
        return f"{where} không phải ô số; ở dòng chỉ tiêu {code}, hãy chọn ô trong cột số tổng hoặc cột của một đơn vị."
    return f"{where} để trống vì chỉ tiêu {code} không được giao hoặc không có số ở cột này; không có gì để truy nguồn."


def _figure_columns(places: Layout, sheet: str) -> set[int]:
    if sheet != summary.SHEET:
        return set(_by_column(places.unit_sheets[sheet].grid))
    totals = {summary.PLAN, summary.ACTUAL, summary.PERCENT, summary.PREVIOUS}
    return totals | {column for place in places.summary.places for column in place.columns}
