"""An edition as one workbook for people: the provincial summary and the proofs behind it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from xlpy.basics.a1 import MOST_COLUMNS, MOST_ROWS
from xlpy.model.edition import Edition
from xlpy.outputs.publish.bulk import BulkSheet
from xlpy.outputs.publish.edition_sheets import sheets_of
from xlpy.outputs.publish.paint import Formats, paint
from xlpy.outputs.publish.parts import LongWorkbook
from xlpy.outputs.publish.styles import FONT, MEASURE
from xlpy.outputs.publish.view import View


def write_workbook(edition: Edition, most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same edition gives the same bytes.

    A sheet has at most so many rows and columns: what does not fit stands on another one, or the sheet says where.
    """
    stream = BytesIO()
    put_workbook(edition, stream, most_rows, most_columns)
    return stream.getvalue()


def put_workbook(
    edition: Edition, stream: BinaryIO, most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS
) -> None:
    """The same bytes into a stream that can be gone back in, such as a file."""
    font = {"font_name": FONT, "font_size": MEASURE}
    book = LongWorkbook(stream, {"in_memory": True, "default_format_properties": font})
    plan, period = edition.catalogue.plan, edition.period
    book.set_properties(
        {
            "title": f"Tổng hợp kết quả thực hiện Kế hoạch số {plan.number} - {period.name}",
            "subject": plan.title,
            "company": plan.office,
            "created": datetime(period.cut_off.year, period.cut_off.month, period.cut_off.day),
        }
    )
    book.set_calc_mode("auto")
    formats = Formats(book)
    for drawing in sheets_of(View(edition, most_rows, most_columns)):
        paint(book.add_worksheet(drawing.name, worksheet_class=BulkSheet), drawing, formats)
    book.close()
