"""Phụ lục V as it is printed: all indicators by unit, told as Phụ lục I tells them, in texts alone.

The working sheet of the office (`xlpy.outputs.publish.summary`) has formulas, codes and the words of the screen. The
paper has none of these: numbers are texts, so that no setting of a reader's computer changes the signs in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Indicator, Unit, UnitKind
from xlpy.model.edition import PROVINCE, MissingReason, Total
from xlpy.outputs.messages import title
from xlpy.outputs.publish.canvas import Canvas
from xlpy.outputs.publish.drawing import Drawing
from xlpy.outputs.publish.page import Page, head, letterhead, print_setup, signatures
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.summary import ANNEX, SHEET, TITLE, blocks_apart
from xlpy.outputs.publish.unit_cells import NARROWEST, Row, room, table_rows
from xlpy.outputs.publish.view import Block, View, roman
from xlpy.outputs.report.annexes import NOTHING, TWO_STARS, WORDS, Annexes
from xlpy.outputs.report.content import Runs, Term, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.lacks import Lack, by_reason
from xlpy.outputs.unit_names import unit_list

NAME_WIDTH, MEASURE_WIDTH, NOTE_WIDTH = 44.0, 10.0, 9.0
SHARE = "Số đơn vị"
JOINED = "Các sở phối hợp"
NOTES = (
    "Ghi chú: Dấu *: số chưa đủ đơn vị. Cột Số đơn vị: số đơn vị đã tính trên số đơn vị được giao báo cáo, không kể "
    "đơn vị không phát sinh (K); không cộng, trừ, so sánh trực tiếp các dòng có số đơn vị khác nhau. Chữ trong ngoặc: "
    "còn chưa gồm đơn vị nêu ở cuối bảng. Kế hoạch: số được giao, nơi chưa giao là số đơn vị tự xây dựng. Kế hoạch, "
    "TH/KH, số các kỳ trước tính trên các đơn vị có số ở cột Thực hiện; dấu **: có đơn vị trong đó thiếu số kế hoạch "
    "hoặc số kỳ trước. Tỷ lệ toàn tỉnh, vùng là tổng tử số chia tổng mẫu số.",
    "K: không phát sinh; …: chưa có báo cáo sử dụng được, chưa có số liệu; rs: số liệu đang rà soát; cc: chưa có số "
    "liệu chính thức; –: không tính được tỷ lệ vì mẫu số bằng không hoặc không phát sinh; nền xám để trống: không "
    "giao báo cáo.",
)


@dataclass(frozen=True, slots=True)
class Strip:
    """A column: its title, the block that it stands under ('' for none), its look, and its cell for an indicator.

    ``width`` is in characters, 0 for as wide as the texts need.
    """

    title: str
    block: str
    look: Look
    text: Callable[[Indicator], Runs]
    width: float = 0.0


@dataclass(frozen=True)
class Printed:
    """The annex of one edition."""

    telling: Telling

    @property
    def view(self) -> View:
        """The look-ups of the edition."""
        return self.telling.view

    @cached_property
    def annexes(self) -> Annexes:
        """The annexes beside it, whose figures and signs it shares."""
        return Annexes(self.telling, of_all=True)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Groups and indicators, counted from row 0; without indicators that nobody is asked for."""
        return table_rows(self.view, 0, lambda indicator: self.telling.figures.total(indicator) is not None)

    def total(self, indicator: Indicator) -> Total:
        """The provincial total of an indicator of the table."""
        return self.telling.edition.total[indicator.code, PROVINCE]

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        """The columns, left to right."""
        annexes, numbers = self.annexes, {row.indicator.code: row.number for row in self.rows if row.indicator}
        before = (Strip(name, "", Look.NUMBER, partial(annexes.before, kind=kind)) for name, kind in annexes.earlier)
        return (
            Strip("TT", "", Look.CENTRE, lambda i: (Term(str(numbers[i.code])),), 5.0),
            Strip("Chỉ tiêu", "", Look.TEXT, lambda i: (Term(i.name),), NAME_WIDTH),
            Strip("Đơn vị tính", "", Look.CENTRE, lambda i: (Term(i.unit_of_measure),), MEASURE_WIDTH),
            Strip("Kế hoạch", "", Look.NUMBER, self._planned),
            Strip("Thực hiện", "", Look.TOTAL, lambda i: annexes.actual(i, self.total(i))),
            Strip("TH/KH (%)", "", Look.NUMBER, lambda i: annexes.planned(i)[1]),
            *before,
            Strip(SHARE, "", Look.CENTRE, self._share),
            *(strip for block in self.view.blocks for strip in self._of_block(block)),
            Strip("Ghi chú", "", Look.CENTRE, lambda i: annexes.lack_sign(i, self.total(i)), NOTE_WIDTH),
        )

    def _planned(self, indicator: Indicator) -> Runs:
        planned, plan = self.annexes.planned(indicator)[0], self.telling.figures.of_plan(indicator)
        return (*planned, Term(TWO_STARS)) if plan and not plan.whole else planned

    def _share(self, indicator: Indicator) -> Runs:
        """``10/14``: over how many of the units that are asked the figure is; () for a ratio that can't be told."""
        total = self.total(indicator)
        if total.value is None and indicator.is_computed:
            return NOTHING
        given, asked = self.telling.figures.scope(total)
        return (Term(f"{len(given)}/{len(asked)}"),) if asked else NOTHING

    def _of_block(self, block: Block) -> Iterator[Strip]:
        annexes = self.annexes
        if block.scope:
            yield Strip("Cộng", block.name, Look.SUBTOTAL, lambda i: annexes.of_scope(i, block.scope))
        if block.name in {apart.name for apart in blocks_apart(self.view)}:
            return
        together = self.together
        for unit in block.units:
            if unit in together:
                if unit == together[0]:
                    yield Strip(JOINED, block.name, Look.NUMBER, self._of_together)
            elif any(self.view.is_asked(unit.code, row.indicator) for row in self.rows if row.indicator):
                yield Strip(self._title(unit), block.name, Look.NUMBER, partial(annexes.of_unit, unit.code))

    @cached_property
    def together(self) -> tuple[Unit, ...]:
        """The coordinating departments, in one column where no two are asked for the same: each has a few figures."""
        units = [unit for unit in self.telling.reporting_units if unit.kind is UnitKind.COORDINATING]
        asked = [self._rows_of(unit) for unit in units]
        apart = sum(map(len, asked)) == len({number for numbers in asked for number in numbers})
        known = tuple(unit for unit, numbers in zip(units, asked, strict=True) if numbers)
        return known if apart and len({unit.region for unit in known}) == 1 else ()

    def _rows_of(self, unit: Unit) -> list[int]:
        """Numbers of the rows that a unit is asked for."""
        return [row.number for row in self.rows if row.indicator and self.view.is_asked(unit.code, row.indicator)]

    def _of_together(self, indicator: Indicator) -> Runs:
        found = (self.annexes.of_unit(unit.code, indicator) for unit in self.together)
        return next(filter(None, found), NOTHING)

    def _title(self, unit: Unit) -> str:
        """A unit's name, and why it has no figures."""
        name, reason = self.view.short_name(unit.code), self.telling.edition.absent.get(unit.code)
        return f"{name} ({self._why(unit.code, reason)})" if reason else name

    def _why(self, unit: str, reason: MissingReason) -> str:
        if reason is MissingReason.NOT_SENT:
            return "chưa gửi"
        may = self.telling.patterns.lists["chon.ly_do"]
        told = [record.reason for record in self.telling.edition.files if record.unit == unit and record.reason in may]
        return lower_first(title(self.telling.catalogue, told[-1])) if told else "chưa có báo cáo sử dụng được"

    def notes(self) -> Iterator[str]:
        """What stands under the table: signs, who has no report and why, what the signs of rows stand for."""
        yield from NOTES
        if self.together:
            each = (f"{unit.name} (dòng {', '.join(map(str, self._rows_of(unit)))})" for unit in self.together)
            yield f"Cột {JOINED}: {'; '.join(each)}."
        absent = by_reason(map(Lack.of, self.telling.absent))
        if absent:
            count, asked = len(self.telling.absent), len(self.telling.reporting_units)
            told = (f"{self._names(units)} ({text_of(self.telling.why(reason))})" for reason, units in absent)
            yield f"Đơn vị chưa có báo cáo sử dụng được ({count}/{asked}): {'; '.join(told)}."
        signs = text_of(self.annexes.lack_notes())
        if signs:
            yield signs

    def _names(self, units: Sequence[str]) -> str:
        """All of them, however many: sentences of the report cut long lists."""
        return unit_list([self.telling.edition.reporting_unit[code] for code in self.telling.ordered(units)])


def draw_printed(telling: Telling) -> Drawing:
    """The annex as a sheet without formulas and codes."""
    printed = Printed(telling)
    strips = printed.strips
    cells = {
        row.indicator.code: [text_of(strip.text(row.indicator)) for strip in strips]
        for row in printed.rows
        if row.indicator
    }
    page = Page(Canvas(SHEET, [_width(strip, [row[at] for row in cells.values()]) for at, strip in enumerate(strips)]))
    edition = telling.edition
    top = head(
        page,
        edition,
        TITLE.format(number=edition.catalogue.plan.number),
        letterhead(page, edition, ANNEX),
    )
    _header(page, strips, top)
    row = top + 3
    for line in printed.rows:
        if line.indicator is None:
            page.text(row, 0, roman(line.task.number), Look.GROUP_NUMBER)
            page.span(row, 1, page.last, line.task.name, Look.GROUP)
        else:
            _write(page, row, strips, cells[line.indicator.code])
        row += 1
    for note in printed.notes():
        page.line(row, note, Look.NOTE)
        row += 1
    last = signatures(page, edition, row + 1)
    print_setup(page, edition, last, (top, top + 2), 2)
    page.sheet.setup = replace(page.sheet.setup, numbered_from_second=True)
    return page.sheet.drawing()


def _width(strip: Strip, texts: Sequence[str]) -> float:
    return strip.width or max(NARROWEST, room(strip.title.split(), Look.HEADER), room(texts, Look.TOTAL))


def _header(page: Page, strips: Sequence[Strip], top: int) -> None:
    blocks: dict[str, list[int]] = {}
    for at, strip in enumerate(strips):
        if strip.block:
            blocks.setdefault(strip.block, []).append(at)
            page.text(top + 1, at, strip.title, Look.HEADER)
        else:
            page.span(top, at, at, strip.title, Look.HEADER, top + 1)
        page.text(top + 2, at, f"({at + 1})", Look.NUMBERING)
    for name, columns in blocks.items():
        page.span(top, columns[0], columns[-1], name, Look.HEADER)
    page.fit(top, [(columns[0], columns[-1], name, Look.HEADER) for name, columns in blocks.items()])
    page.fit(top + 1, [(at, at, strip.title, Look.HEADER) for at, strip in enumerate(strips) if strip.block])


def _write(page: Page, row: int, strips: Sequence[Strip], texts: Sequence[str]) -> None:
    words = {*WORDS.values(), "K", "…", "–"}
    for at, (strip, text) in enumerate(zip(strips, texts, strict=True)):
        asked = bool(text) or strip.look in (Look.CENTRE, Look.TEXT)
        look = Look.WORD if text in words else strip.look if asked else Look.NOT_ASKED
        page.text(row, at, text, look)
    page.fit(row, [(at, at, texts[at], strips[at].look) for at in (1, 2)])
