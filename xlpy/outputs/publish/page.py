"""What the sheets share: opening a sheet, letterhead and titles, rows as high as their text, paper, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from xlpy.basics.a1 import MOST_ROWS
from xlpy.basics.days import short_day
from xlpy.basics.decimals import format_vn
from xlpy.basics.text_size import row_height
from xlpy.model.edition import Edition
from xlpy.outputs.publish.canvas import LINE_HEIGHT, Canvas
from xlpy.outputs.publish.drawing import Cell, PrintSetup
from xlpy.outputs.publish.styles import Look, is_text, style_name, type_of
from xlpy.outputs.word.nd30 import NUMBER_ROOM, office_sign, open_day, place_and_day

A3, A4 = 8, 9
"""Excel's xlPaperA3 and xlPaperA4."""
A4_WIDTH = 210
"""Up to so many characters a landscape A4 still prints readably."""
ROOM = 2
"""Rows kept free below a table that fills its sheet."""
MORE_ROWS = "Còn {count} dòng nữa không ghi được ở đây vì một trang tính Excel chỉ có {most} dòng."
_FACE = '&"Times New Roman,Regular"&11'


@dataclass(frozen=True)
class Page:
    """One sheet being written in looks; rows and columns count from 0.

    ``reach`` is the last column under titles and notes: of the first printed page where the sheet is wider than
    one, else 0 for all columns.
    """

    sheet: Canvas
    reach: int = 0
    most_rows: int = MOST_ROWS

    @property
    def widths(self) -> Sequence[float]:
        """Of the columns, in characters."""
        return self.sheet.widths

    @property
    def across(self) -> int:
        """The last column that titles, group rows and notes run to."""
        return self.reach or self.last

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def text(self, row: int, column: int, text: str, look: Look) -> None:
        """A text, never taken for a formula or a link."""
        self.sheet.put(row, column, text, style_name(look))

    def number(self, row: int, column: int, value: Decimal | int, look: Look, decimals: int = 0) -> None:
        """A number."""
        self.sheet.put(row, column, float(value), style_name(look, decimals))

    def formula(
        self, row: int, column: int, formula: str, value: Decimal | int | str, look: Look, decimals: int = 0
    ) -> None:
        """A formula with its result stored beside it, for programs that don't calculate."""
        cached = float(value) if isinstance(value, Decimal) else value
        self.sheet.formula(row, column, formula, style_name(look, decimals), cached)

    def blank(self, row: int, column: int, look: Look) -> None:
        """An empty cell with a look."""
        self.sheet.put(row, column, None, style_name(look))

    def span(self, row: int, first: int, last: int, text: str, look: Look, bottom: int | None = None) -> None:
        """A text over some columns, and down to row ``bottom``."""
        bottom = row if bottom is None else bottom
        if last > first or bottom > row:
            self.sheet.merge((row, first, bottom, last), style_name(look))
        self.text(row, first, text, look)

    def fit(self, row: int, texts: Sequence[tuple[int, int, str, Look]]) -> None:
        """Make a row as high as its texts, (first column, last column, text, look), need."""
        cells = ((text, sum(self.widths[a : b + 1]), *type_of(look)) for a, b, text, look in texts)
        self.sheet.heights[row] = row_height(cells)

    def line(self, row: int, text: str, look: Look) -> None:
        """A text over the width of a page, as high as it needs."""
        self.span(row, 0, self.across, text, look)
        self.fit(row, [(0, self.across, text, look)])

    def table(self, row: int, rows: Iterable[Sequence[Cell]], looks: Sequence[Look]) -> int:
        """Many rows at once, each as high as its texts need; returns the row after the last.

        Rows that the sheet has no room for are counted in a line at its end.
        A number in a column of texts keeps the column's look, as a number with the decimals that it has: in a cell
        of a text format Excel would turn it into text.
        """
        rooms = [(width, *type_of(look)) for width, look in zip(self.widths, looks, strict=True)]
        known: dict[tuple[int, str], float] = {}

        def height(cells: Sequence[Cell]) -> float:
            """Points that the tallest cell of a row needs; each text of a column is measured once."""
            highest = LINE_HEIGHT
            for column, text in enumerate(cells):
                if not isinstance(text, str) or (len(text) * 1.3 < rooms[column][0] and "\n" not in text):
                    continue
                needed = known.get((column, text))
                if needed is None:
                    needed = known[column, text] = row_height(iter([(text, *rooms[column])]))
                highest = max(highest, needed)
            return highest

        numbers = {column: look for column, look in enumerate(looks) if is_text(look)}
        styles, left = [style_name(look) for look in looks], iter(rows)
        last = self.sheet.rows(row, islice(left, self.most_rows - row - ROOM), styles, numbers, height)
        if more := sum(1 for _ in left):
            most = format_vn(Decimal(self.most_rows))
            self.line(last, MORE_ROWS.format(count=format_vn(Decimal(more)), most=most), Look.NOTE)
            last += 1
        return last

    def header(self, row: int, titles: Sequence[str], look: Look = Look.HEADER) -> None:
        """A one-row table header."""
        for column, title in enumerate(titles):
            self.text(row, column, title, look)
        self.fit(row, [(column, column, title, look) for column, title in enumerate(titles)])


def head(page: Page, edition: Edition, title: str, row: int = 0) -> int:
    """Title, period and the plan's label over the whole width; returns the row after an empty one."""
    page.line(row, title, Look.TITLE)
    period = edition.period
    page.line(row + 1, f"{period.name} (số liệu chốt đến ngày {short_day(period.cut_off)})", Look.SUBTITLE)
    row += 2
    if edition.catalogue.plan.note:
        page.line(row, f"({edition.catalogue.plan.note})", Look.LABEL)
        row += 1
    return row + 1


def letterhead(page: Page, edition: Edition, annex: str) -> int:
    """Names of the offices at the left, the annex's number at the right; returns the next free row.

    An annex carries no national title of its own (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III); number, day and
    month of the report it goes with stay blank, with room to write them; the year is the one that the report bears.
    """
    plan = edition.catalogue.plan
    total = sum(page.widths)
    left = _reach(page.widths, min(total * 0.45, 60))
    right = max(left + 1, page.last - _reach(tuple(reversed(page.widths)), min(total * 0.5, 95)))
    parent = f"UBND {plan.province.upper()}"
    day = open_day(edition.period.deadline_office.year)
    attached = f"(Kèm theo Báo cáo số{NUMBER_ROOM}/BC-{office_sign(plan)} {day} của {plan.office})"
    page.span(0, 0, left, parent, Look.PARENT_OFFICE)
    page.span(1, 0, left, plan.office.upper(), Look.OFFICE)
    page.span(0, right, page.last, annex, Look.ANNEX)
    page.span(1, right, page.last, attached, Look.ATTACHED)
    page.sheet.heights[0] = 20
    page.fit(1, [(0, left, plan.office.upper(), Look.OFFICE), (right, page.last, attached, Look.ATTACHED)])
    page.sheet.heights[2] = 9
    return 3


def _reach(widths: Sequence[float], wanted: float) -> int:
    """Index of the column at which the widths from the first one on reach ``wanted``."""
    used = 0.0
    for column, width in enumerate(widths):
        used += width
        if used >= wanted:
            return column
    return len(widths) - 1


def signatures(page: Page, edition: Edition, row: int) -> int:
    """Place and date (left blank), who drew the table up and who signs; returns the last row of the block."""
    middle = _reach(page.widths, sum(page.widths) / 2)
    date_line = place_and_day(edition.catalogue.plan, edition.period.deadline_office.year)
    page.span(row, middle + 1, page.last, date_line, Look.SIGN_PLACE)
    page.span(row + 1, 0, middle, "NGƯỜI LẬP BIỂU", Look.SIGN)
    page.span(row + 1, middle + 1, page.last, "GIÁM ĐỐC", Look.SIGN)
    for line in range(row, row + 2):
        page.sheet.heights[line] = 20
    page.sheet.heights[row + 2] = 75
    return row + 2


def print_setup(page: Page, edition: Edition, last_row: int, header: tuple[int, int], columns: int = 0) -> None:
    """Landscape, one page wide, header rows (and ``columns`` left ones) repeated and frozen, page numbers.

    A3 where the sheet is wide, A4 otherwise; the page number stands centred at the top (Nghị định 30/2020/NĐ-CP,
    Phụ lục I, mục II).
    """
    plan, period = edition.catalogue.plan, edition.period
    label = f"Kế hoạch số {plan.number} - {period.name}".replace("&", "&&")
    page.sheet.freeze = (header[1] + 1, columns)
    page.sheet.setup = PrintSetup(
        landscape=True,
        paper=A3 if sum(page.widths) > A4_WIDTH else A4,
        margins=(0.6, 0.5, 0.8, 0.7),
        centred=True,
        fit=(1, 0),
        area=(0, 0, last_row, page.last),
        rows=header,
        header=f"&C{_FACE}&P",
        footer=f"&L{_FACE}{label}",
    )
