"""A drawing onto a sheet of XlsxWriter: for workbooks that are files of their own."""

from __future__ import annotations

from functools import partial
from itertools import cycle, groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.drawing import Drawing, LineChart, Merged, PrintSetup, Rows, Single, top_of
from xlpy.outputs.publish.styles import FONT, decimals_of, look_of, properties, style_name

MARKERS = ("circle", "square", "triangle", "diamond", "x", "star")


class Formats(dict[str, Format]):
    """The cell formats of one workbook by the names of their styles, each made at its first use."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self.book = book

    def __missing__(self, style: str) -> Format:
        self[style] = self.book.add_format(dict(properties(*look_of(style))))
        return self[style]


def paint(sheet: BulkSheet, drawing: Drawing, formats: Formats) -> None:
    """Put a drawing onto an empty sheet; the same drawing gives the same bytes."""
    for column, width in drawing.widths.items():
        sheet.set_column(column, column, width)
    sheet.set_default_row(drawing.default_height)
    sheet.hide_gridlines(2)
    for row, height in drawing.row_heights.items():
        sheet.set_row(row, height)
    # From the top down: shared texts and formats get their numbers in the file by this order.
    for top, pieces in groupby(sorted(drawing.pieces, key=top_of), top_of):
        if not drawing.charts:  # a chart keeps copies of its cells, looked up when the book is closed
            sheet.settle(top)
        for piece in pieces:
            if isinstance(piece, Single):
                row, column, (value, style, formula) = piece
                sheet.put(row, column, value, formats[style], formula)
            elif isinstance(piece, Merged):
                sheet.merge_range(*piece.area, "", formats[piece.style])
            else:
                _rows(sheet, piece, formats)
    if drawing.filter:
        sheet.autofilter(*drawing.filter)
    if drawing.freeze:
        sheet.freeze_panes(*drawing.freeze)
    _set_up(sheet, drawing.setup)
    for chart in drawing.charts:
        _chart(sheet, chart, formats)


def _chart(sheet: BulkSheet, chart: LineChart, formats: Formats) -> None:
    """A line chart that also tells its lines apart in black and white, by their markers."""
    drawn = formats.book.add_chart({"type": "line"})
    drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 13}})
    drawn.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10}})
    drawn.set_size({"width": 900, "height": 480})
    for marker, line in zip(cycle(MARKERS), chart.lines, strict=False):
        drawn.add_series(
            {
                "name": [sheet.name, *line.name],
                "categories": [sheet.name, *line.categories],
                "values": [sheet.name, *line.values],
                "marker": {"type": marker, "size": 8},
            }
        )
    sheet.insert_chart(*chart.at, drawn)


def _rows(sheet: BulkSheet, block: Rows, formats: Formats) -> None:
    own = [formats[style] for style in block.styles]
    numbers = {
        column: partial(lambda look, value: formats[style_name(look, decimals_of(value))], look)
        for column, look in block.numbers.items()
    }
    sheet.bulk_rows(block.first, block.rows, own, numbers, block.heights)


def _set_up(sheet: BulkSheet, setup: PrintSetup) -> None:
    """How the sheet goes to paper."""
    if setup.landscape:
        sheet.set_landscape()
    sheet.set_paper(setup.paper)
    sheet.set_margins(*setup.margins)
    if setup.centred:
        sheet.center_horizontally()
    if setup.fit:
        sheet.fit_to_pages(*setup.fit)
    else:
        sheet.set_print_scale(setup.scale)
    sheet.set_v_pagebreaks(list(setup.breaks))
    if setup.area:
        sheet.print_area(*setup.area)
    if setup.rows:
        sheet.repeat_rows(*setup.rows)
    if setup.columns:
        sheet.repeat_columns(*setup.columns)
    if setup.header:
        sheet.set_header(setup.header)
    if setup.footer:
        sheet.set_footer(setup.footer)
