"""A drawing onto a sheet of a running spreadsheet program, a block for a call: never cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlpy.publish.address import a1, area_a1, column_letters
from xlpy.publish.drawing import Drawing, Drawn, PrintSetup, Value

LANDSCAPE, PORTRAIT = 2, 1
"""Excel's xlLandscape and xlPortrait."""
ADDRESS_LIMIT = 255
"""Excel takes no longer address of several areas."""
POINTS = 72.0
"""Points in an inch."""


def paint(sheet: Any, drawing: Drawing, renamed: Mapping[str, str]) -> None:
    """Put a drawing onto an empty sheet (xlwings) whose workbook has the styles.

    ``renamed`` says what stands for a quoted sheet name in formulas, while the sheets still have temporary names.
    """
    rows, columns = drawing.size
    _sizes(sheet, drawing, rows)
    for style, addresses in _by_style(drawing):
        sheet.api.Range(addresses).Style = style
    if rows:
        empty: list[list[Any]] = [[None] * columns for _ in range(rows)]
        for (row, column), drawn in drawing.cells.items():
            if not drawn.formula:
                empty[row][column] = plain(drawn.value)
        sheet.range((1, 1), (rows, columns)).value = empty
    for (top, left, bottom, right), _ in drawing.areas(_has_formula):
        block = [
            [_renamed(drawing.cells[row, column].formula, renamed) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        sheet.range((top + 1, left + 1), (bottom + 1, right + 1)).formula = block
    for area in drawing.merges:
        sheet.range(area_a1(*area)).merge()
    if drawing.filter:
        sheet.api.Range(area_a1(*drawing.filter)).AutoFilter()
    set_up(sheet, drawing.setup)
    sheet.show_gridlines = False
    if drawing.freeze:
        _freeze(sheet, drawing.freeze)


def plain(value: Value) -> Any:
    """A value as spreadsheet programs take it: numbers as floats, days as moments."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _sizes(sheet: Any, drawing: Drawing, rows: int) -> None:
    for width, run in _runs(drawing.widths):
        sheet.range((1, run[0] + 1), (1, run[-1] + 1)).column_width = width
    if rows:
        sheet.range((1, 1), (rows, 1)).row_height = drawing.default_height
    for height, run in _runs(drawing.heights):
        sheet.range((run[0] + 1, 1), (run[-1] + 1, 1)).row_height = height


def _runs(sizes: Mapping[int, float]) -> Iterator[tuple[float, list[int]]]:
    """Neighbours of one size."""
    ordered = sorted(sizes.items())
    for (size, _), group in groupby(enumerate(ordered), key=lambda item: (item[1][1], item[1][0] - item[0])):
        yield size, [index for _, (index, _) in group]


def _by_style(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Each style with the addresses of its cells, as many in one as a call takes."""
    found: dict[str, list[str]] = {}
    for area, style in drawing.areas(lambda drawn: drawn.style):
        addresses = found.setdefault(style, [""])
        address = area_a1(*area)
        if len(addresses[-1]) + len(address) >= ADDRESS_LIMIT:
            addresses.append("")
        addresses[-1] += f",{address}" if addresses[-1] else address
    for style, texts in found.items():
        yield from ((style, text) for text in texts)


def _has_formula(drawn: Drawn) -> str:
    return "=" if drawn.formula else ""


def _renamed(formula: str, renamed: Mapping[str, str]) -> str:
    for name, other in renamed.items():
        formula = formula.replace(f"{name}!", f"{other}!")
    return formula


def _freeze(sheet: Any, place: tuple[int, int]) -> None:
    """Keep rows above and columns left of ``place`` in sight; whole rows alone where no column is kept."""
    row, column = place
    if row and column:
        sheet.freeze_panes.freeze_at(f"A1:{a1(row - 1, column - 1)}")
    elif row:
        sheet.freeze_panes.freeze_at(f"1:{row}")
    elif column:
        sheet.freeze_panes.freeze_at(f"A:{column_letters(column - 1)}")


def set_up(sheet: Any, setup: PrintSetup) -> None:
    """How the sheet goes to paper."""
    page = sheet.api.PageSetup
    page.PaperSize = setup.paper
    page.Orientation = LANDSCAPE if setup.landscape else PORTRAIT
    if setup.fit:
        page.Zoom = False
        page.FitToPagesWide, page.FitToPagesTall = (pages or False for pages in setup.fit)
    else:
        page.Zoom = setup.scale
    page.CenterHeader, page.LeftFooter = _part(setup.header, "&C"), _part(setup.footer, "&L")
    left, right, top, bottom = setup.margins
    page.LeftMargin, page.RightMargin = left * POINTS, right * POINTS
    page.TopMargin, page.BottomMargin = top * POINTS, bottom * POINTS
    page.CenterHorizontally = setup.centred
    if setup.area:
        page.PrintArea = area_a1(*setup.area)
    if setup.rows:
        page.PrintTitleRows = f"${setup.rows[0] + 1}:${setup.rows[1] + 1}"
    if setup.columns:
        page.PrintTitleColumns = ":".join(f"${column_letters(column)}" for column in setup.columns)
    _breaks(sheet, setup.breaks)


def _part(code: str, sign: str) -> str:
    """What stands behind ``&C`` or ``&L``."""
    return code.removeprefix(sign)


def _breaks(sheet: Any, columns: Iterable[int]) -> None:
    for column in columns:
        sheet.api.VPageBreaks.Add(sheet.api.Range(a1(0, column)))
