"""The provincial summary in the official layout: totals as live formulas, each saying which units it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.model.catalogue import Indicator, Unit
from xlpy.model.edition import PROVINCE, MissingReason, Total
from xlpy.model.submission import Column
from xlpy.outputs.decision_words import decision_lines
from xlpy.outputs.publish.address import a1
from xlpy.outputs.publish.formulas import Grid, percent_of_plan, ratio_of_complete_sums, ratio_of_sums, sum_of
from xlpy.outputs.publish.page import Page, head, letterhead, print_setup, signatures
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.unit_cells import (
    LEAD_TITLES,
    LEAD_WIDTHS,
    NARROWEST,
    Row,
    indicator_rows,
    numbering,
    room,
    table_rows,
    titles_fit,
    unit_title,
    unit_width,
    write_lead,
    write_unit,
)
from xlpy.outputs.publish.view import ABSENT, LEGEND, NO_RATIO, SINGLE_TABLE_UNITS, Block, K, View

SHEET = "Tổng hợp"
PLAN, ACTUAL, PERCENT, PREVIOUS = 4, 5, 6, 7
TOTAL_TITLES = ("Kế hoạch", "Thực hiện", "TH/KH (%)", "Kỳ trước (đủ đơn vị)")
FIRST_BLOCK = PREVIOUS + 1
MISSING_WIDTH = 36.0
ANNEX = "Phụ lục V"
"""The report to the People's Committee has annexes I to IV of its own (`xlpy.outputs.report.annexes`)."""
TITLE = "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {number}"
STAR = (
    "Dấu * sau số tổng: tổng chưa đủ đơn vị, xem cột Đơn vị còn thiếu. TH/KH chỉ tính trên các đơn vị có cả số "
    "kế hoạch và số thực hiện. Tỷ lệ toàn tỉnh, vùng là tổng tử số chia tổng mẫu số của các đơn vị có đủ hai số, "
    "không phải bình quân các tỷ lệ. Kế hoạch, Kỳ trước là tổng của mọi đơn vị đã có số đó: khi tổng Thực hiện còn "
    "thiếu đơn vị (dấu *) thì không so trực tiếp với hai cột này."
)


@dataclass(frozen=True, slots=True)
class BlockColumns:
    """One block's columns on the summary: its subtotal's (None without one) and those of its units shown here."""

    block: Block
    subtotal: int | None
    units: tuple[tuple[int, Unit], ...]

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns of the block, left to right."""
        return (*(() if self.subtotal is None else (self.subtotal,)), *(column for column, _ in self.units))


@dataclass(frozen=True)
class Summary:
    """The summary laid out. ``grid`` finds units' actual figures here or on their own sheet, ``plan`` the planned.
    ``rows`` are the table's rows.
    """

    view: View
    places: tuple[BlockColumns, ...]
    rows: tuple[Row, ...]
    grid: Grid
    plan: Grid | None

    @property
    def widths(self) -> list[float]:
        """Widths of all columns."""
        widths = [*LEAD_WIDTHS, *self._total_widths]
        for place in self.places:
            if place.subtotal is not None:
                totals = [t for t in self.view.edition.totals if t.scope == place.block.scope]
                widths.append(max(NARROWEST, self._room((t, t.value) for t in totals)))
            widths += [unit_width(self.view, unit, Column.ACTUAL) for _, unit in place.units]
        return [*widths, MISSING_WIDTH]

    @property
    def _total_widths(self) -> list[float]:
        totals = [total for total in self.view.edition.totals if total.scope == PROVINCE]
        return [
            max(10.0, self._room((total, total.plan) for total in totals)),
            max(10.0, self._room((total, total.value) for total in totals)),
            9.0,
            max(10.0, self._room((total, total.previous) for total in totals)),
        ]

    def _room(self, values: Iterable[tuple[Total, Decimal | None]]) -> float:
        indicators = self.view.catalogue.indicator
        texts = (format_vn(v, indicators[t.indicator].decimals) + "*" for t, v in values if v is not None)
        return room(texts, Look.SHORT)


def blocks_apart(view: View) -> tuple[Block, ...]:
    """The blocks whose units go to a sheet of their own, since a column for each would not fit; none for few units."""
    if len(view.reporting_units) <= SINGLE_TABLE_UNITS:
        return ()
    return tuple(block for block in view.blocks if block.scope or len(block.units) > SINGLE_TABLE_UNITS)


def lay_out(view: View, apart: Grid | None, plan: Grid | None) -> Summary:
    """Where everything of the summary will stand; ``apart`` has the units that have a sheet of their own."""
    rows = table_rows(view, 10 if view.catalogue.plan.note else 9, lambda _: True)
    away = {block.name for block in blocks_apart(view)}
    places: list[BlockColumns] = []
    column = FIRST_BLOCK
    for block in view.blocks:
        subtotal = column if block.scope else None
        column += bool(block.scope)
        units = () if block.name in away else block.units
        places.append(BlockColumns(block, subtotal, tuple(enumerate(units, column))))
        column += len(units)
    here = {unit.code: ("", at) for place in places for at, unit in place.units}
    columns = {**(apart.column if apart else {}), **here}
    grid = Grid(columns, {**(apart.row if apart else {}), "": indicator_rows(rows)})
    return Summary(view, tuple(places), rows, grid, plan)


def write_summary(page: Page, summary: Summary) -> None:
    """Write the laid out summary."""
    view = summary.view
    start = letterhead(page, view.edition, ANNEX)
    head(page, view.edition, TITLE.format(number=view.catalogue.plan.number), start)
    top = summary.rows[0].row - 3
    _header(page, summary, top)
    for row in summary.rows:
        write_lead(page, row)
        if row.indicator:
            _write_row(page, summary, row, row.indicator)
    last = _notes(page, view, summary.rows[-1].row + 1)
    last = signatures(page, view.edition, last + 1)
    print_setup(page, view.edition, last, (top, top + 2), len(LEAD_WIDTHS) - 1)


def _header(page: Page, summary: Summary, top: int) -> None:
    for column, name in enumerate((*LEAD_TITLES, *TOTAL_TITLES)):
        page.span(top, column, column, name, Look.HEADER, top + 1)
    titles: list[tuple[int, str]] = []
    seen = [place for place in summary.places if place.columns]
    for place in seen:
        page.span(top, place.columns[0], place.columns[-1], place.block.name, Look.HEADER)
        if place.subtotal is not None:
            titles.append((place.subtotal, "Cộng"))
        titles += [(column, unit_title(summary.view, unit)) for column, unit in place.units]
    for column, name in titles:
        page.text(top + 1, column, name, Look.HEADER)
    page.span(top, page.last, page.last, "Đơn vị còn thiếu", Look.HEADER, top + 1)
    spans = [(p.columns[0], p.columns[-1], p.block.name, Look.HEADER) for p in seen]
    page.fit(top, spans)
    titles_fit(page, top + 1, iter(titles))
    numbering(page, top + 2)


def _write_row(page: Page, summary: Summary, row: Row, indicator: Indicator) -> None:
    view = summary.view
    total = view.edition.total.get((indicator.code, PROVINCE))
    _province(page, summary, row, indicator, total)
    for place in summary.places:
        if place.subtotal is not None:
            _region(page, summary, place, row, indicator)
        for _, unit in place.units:
            write_unit(page, view, summary.grid, unit, row, Column.ACTUAL)
    missing = view.lacking(total) if total else ""
    page.text(row.row, page.last, missing, Look.MISSING)
    texts = [(2, 2, indicator.name, Look.TEXT), (3, 3, indicator.unit_of_measure, Look.CENTRE)]
    page.fit(row.row, [*texts, (page.last, page.last, missing, Look.MISSING)])


def _province(page: Page, summary: Summary, row: Row, indicator: Indicator, total: Total | None) -> None:
    columns = (PLAN, ACTUAL, PERCENT, PREVIOUS)
    if total is None:
        for column in columns:
            page.blank(row.row, column, Look.NOT_ASKED)
        return
    blocks = summary.view.blocks
    decimals = indicator.decimals
    if indicator.has_plan and summary.plan and not indicator.is_computed:
        plan = summary.plan.ranges(blocks, indicator.code)
        actual = summary.grid.ranges(blocks, indicator.code)
        cached = "" if total.plan is None else total.plan
        look = Look.SHORT if total.plan_missing else Look.NUMBER
        page.formula(row.row, PLAN, sum_of(plan, ""), cached, look, decimals)
        reached = "" if total.percent is None else total.percent
        page.formula(row.row, PERCENT, percent_of_plan(actual, plan), reached, Look.NUMBER, 1)
    else:
        page.blank(row.row, PLAN, Look.NOT_ASKED)
        page.blank(row.row, PERCENT, Look.NOT_ASKED)
    formula = _actual_formula(summary, row, indicator, total)
    _total(page, summary.view, (row.row, ACTUAL), indicator, total, formula, Look.TOTAL)
    if total.previous is None:
        page.text(row.row, PREVIOUS, "", Look.WORD)
    else:
        page.number(row.row, PREVIOUS, total.previous, Look.NUMBER, decimals)


def _actual_formula(summary: Summary, row: Row, indicator: Indicator, total: Total) -> str:
    """The provincial total: of the subtotals and of the units without one, or the ratio over all units."""
    if indicator.is_computed:
        return _ratio(summary, summary.view.blocks, indicator, total)
    cells: list[str] = []
    for place in summary.places:
        if place.subtotal is not None:
            cells.append(a1(row.row, place.subtotal))
        else:
            cells += summary.grid.ranges([place.block], indicator.code)
    return sum_of(cells, _word(summary.view, indicator, total))


def _region(page: Page, summary: Summary, place: BlockColumns, row: Row, indicator: Indicator) -> None:
    assert place.subtotal is not None
    total = summary.view.edition.total.get((indicator.code, place.block.scope))
    if total is None:
        page.blank(row.row, place.subtotal, Look.NOT_ASKED)
        return
    if indicator.is_computed:
        formula = _ratio(summary, [place.block], indicator, total)
    else:
        ranges = summary.grid.ranges([place.block], indicator.code)
        formula = sum_of(ranges, _word(summary.view, indicator, total))
    _total(page, summary.view, (row.row, place.subtotal), indicator, total, formula, Look.SUBTOTAL)


def _ratio(summary: Summary, blocks: Sequence[Block], indicator: Indicator, total: Total) -> str:
    above = summary.grid.ranges(blocks, indicator.numerator)
    below = summary.grid.ranges(blocks, indicator.denominator)
    word = _word(summary.view, indicator, total)
    make = ratio_of_sums if _same_givers(summary.view, blocks, indicator) else ratio_of_complete_sums
    return make(above, below, indicator.scale, word)


def _same_givers(view: View, blocks: Sequence[Block], indicator: Indicator) -> bool:
    """Whether numerator and denominator are asked of the same units."""
    asked = [view.asked[unit.code] for block in blocks for unit in block.units]
    return all((indicator.numerator in codes) == (indicator.denominator in codes) for codes in asked)


def _word(view: View, indicator: Indicator, total: Total) -> str:
    """What stands for a total that nobody gave a number for."""
    if total.missing:
        return ABSENT
    return NO_RATIO if indicator.is_computed else K


def _total(
    page: Page, view: View, at: tuple[int, int], indicator: Indicator, total: Total, formula: str, look: Look
) -> None:
    value = _word(view, indicator, total) if total.value is None else total.value
    page.formula(*at, formula, value, Look.SHORT if total.missing else look, indicator.decimals)


def _notes(page: Page, view: View, row: int) -> int:
    """Signs, in full the units without a usable file, and the decisions that apply."""
    for text in (f"Ghi chú: {LEGEND}", STAR, *_absent_notes(view), *_decided(view)):
        page.line(row, text, Look.NOTE)
        row += 1
    return row


def _decided(view: View) -> Iterator[str]:
    yield from (f"Quyết định: {line}" for line in decision_lines(view.edition))


def _absent_notes(view: View) -> Iterator[str]:
    for reason, words in (
        (MissingReason.NOT_SENT, "Đơn vị chưa gửi"),
        (MissingReason.REFUSED, "Đơn vị có tệp chưa dùng được"),
    ):
        names = [view.unit_name(code) for code, why in view.edition.absent.items() if why is reason]
        if names:
            yield f"{words} ({len(names)}/{len(view.reporting_units)}): {', '.join(names)}."
