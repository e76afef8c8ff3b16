"""A drawing as a workbook of its own, with values in place of formulas: what leaves the house links to nothing."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

from xlpy.book.carry import tidied
from xlpy.book.paint import paint
from xlpy.book.styles import named_styles, set_standard_font
from xlpy.outputs.publish.drawing import Drawing


def values_only(drawing: Drawing, day: date) -> bytes:
    """One sheet, print-ready, nothing in it calculated, made on ``day``: the same drawing gives the same bytes."""
    book = Workbook()
    set_standard_font(book)
    sheet = book.worksheets[0]
    sheet.title = drawing.name
    used = {drawn.style for drawn in drawing.cells.values()}
    for style in named_styles():
        if style.name in used:
            book.add_named_style(style)
    paint(sheet, drawing.without_formulas())
    stream = io.BytesIO()
    book.save(stream)
    return tidied(stream.getvalue(), day)
