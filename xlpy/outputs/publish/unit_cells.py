"""The rows of tasks and indicators that summary and unit sheets share, and the units' own cells in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.basics.text_size import PIXELS_PER_CHAR, text_width
from xlpy.model.catalogue import Indicator, Task, Unit
from xlpy.model.edition import MissingReason
from xlpy.model.submission import Column
from xlpy.outputs.publish.formulas import Grid, ratio_of_unit
from xlpy.outputs.publish.page import Page
from xlpy.outputs.publish.styles import Look, type_of
from xlpy.outputs.publish.view import HELD, View, roman

LEAD_TITLES, LEAD_WIDTHS = ("STT", "Mã", "Chỉ tiêu", "ĐVT"), (5.0, 7.5, 40.0, 10.0)
NARROWEST = 7.8
SPARE = 1.3
"""Characters kept free beside a figure."""


@dataclass(frozen=True, slots=True)
class Row:
    """A group row (``indicator`` None) or an indicator's row; ``number`` runs on through all groups."""

    row: int
    task: Task
    indicator: Indicator | None
    number: int


def table_rows(view: View, first: int, wanted: Callable[[Indicator], bool]) -> tuple[Row, ...]:
    """The body of a table from row ``first`` on: each task with its indicators; tasks without any are left out."""
    rows: list[Row] = []
    number = 0
    for task in view.catalogue.tasks:
        indicators = [i for i in view.catalogue.indicators if i.task == task.code and wanted(i)]
        if indicators:
            rows.append(Row(first + len(rows), task, None, 0))
        for indicator in indicators:
            number += 1
            rows.append(Row(first + len(rows), task, indicator, number))
    return tuple(rows)


def indicator_rows(rows: Sequence[Row]) -> dict[str, int]:
    """Row by indicator code."""
    return {row.indicator.code: row.row for row in rows if row.indicator}


def write_lead(page: Page, row: Row) -> None:
    """The left cells of a row: number, code, name, unit of measure; or a group's title.

    The title runs over the whole table, or over the left columns alone where these are repeated on each page.
    """
    if row.indicator is None:
        page.text(row.row, 0, roman(row.task.number), Look.GROUP_NUMBER)
        last = len(LEAD_WIDTHS) - 1 if page.reach else page.last
        page.span(row.row, 1, last, row.task.name, Look.GROUP)
        page.fit(row.row, [(1, last, row.task.name, Look.GROUP)])
        for column in range(last + 1, page.last + 1):
            page.blank(row.row, column, Look.GROUP)
        return
    page.number(row.row, 0, row.number, Look.CENTRE)
    page.text(row.row, 1, row.indicator.code, Look.CENTRE)
    page.text(row.row, 2, row.indicator.name, Look.TEXT)
    page.text(row.row, 3, row.indicator.unit_of_measure, Look.CENTRE)


def unit_title(view: View, unit: Unit) -> str:
    """A unit's column title: its name, and a word where it has no usable file."""
    name, reason = view.short_name(unit.code), view.edition.absent.get(unit.code)
    if reason is None:
        return name
    return f"{name} ({'chưa gửi' if reason is MissingReason.NOT_SENT else 'tệp lỗi'})"


def room(texts: Iterable[str], look: Look) -> float:
    """Column width that the longest of some unwrapped texts needs."""
    size, bold = type_of(look)
    longest = max((text_width(text, size, bold) for text in texts), default=0.0)
    return longest / PIXELS_PER_CHAR + SPARE


def unit_width(view: View, unit: Unit, column: Column) -> float:
    """Width that the unit's longest figure and the longest word of its title need."""
    largest: dict[int, Decimal] = {}
    indicators = view.catalogue.indicator
    for figure in view.figures_of(unit.code):
        value = figure.answer.value
        if figure.answer.column is column and value is not None:
            decimals = indicators[figure.answer.indicator].decimals
            largest[decimals] = max(largest.get(decimals, value), value)
    figures = (format_vn(value, decimals) for decimals, value in largest.items())
    words = unit_title(view, unit).split()
    return max(NARROWEST, room(words, Look.HEADER), room(figures, Look.NUMBER))


def write_unit(page: Page, view: View, grid: Grid, unit: Unit, row: Row, column: Column) -> None:
    """One unit's cell: a number, a word of the legend, grey where nothing is asked; a ratio as a formula."""
    indicator = row.indicator
    if indicator is None:
        return
    at = grid.column[unit.code][1]
    if indicator.is_computed and column is Column.ACTUAL:
        ratio = view.shown_ratio(unit.code, indicator)
        if ratio is None:
            page.blank(row.row, at, Look.NOT_ASKED)
            return
        above, below = (grid.cell(unit.code, code) for code in (indicator.numerator, indicator.denominator))
        word = view.ratio_word(unit.code, indicator)
        formula = ratio_of_unit(above, below, indicator.scale, word)
        look = Look.NUMBER if isinstance(ratio, Decimal) else _look(ratio)
        page.formula(row.row, at, formula, ratio, look, indicator.decimals)
        return
    value = view.shown(unit.code, indicator, column)
    if value is None:
        page.blank(row.row, at, Look.NOT_ASKED)
    elif isinstance(value, Decimal):
        page.number(row.row, at, value, Look.NUMBER, indicator.decimals)
    else:
        page.text(row.row, at, value, _look(value))


def _look(word: str) -> Look:
    return Look.HELD if word == HELD else Look.WORD


def numbering(page: Page, row: int) -> None:
    """``(1) (2) …`` under the header."""
    for column in range(page.last + 1):
        page.text(row, column, f"({column + 1})", Look.NUMBERING)


def titles_fit(page: Page, row: int, titles: Iterator[tuple[int, str]]) -> None:
    """Make a header row as high as its titles, by column, need."""
    page.fit(row, [(column, column, title, Look.HEADER) for column, title in titles])
