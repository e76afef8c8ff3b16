"""A table that an office keeps by itself, as CSV (``,`` ``;`` or tab, UTF-8 or Excel's “Unicode text”) or a workbook.

A header stands in one of its first rows; what is asked of the columns is said by who reads them.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TypeVar

from xlpy.basics.errors import UserError
from xlpy.basics.text import tidy
from xlpy.intake.formats.reader import read_book
from xlpy.intake.formats.refusal import Refusal
from xlpy.intake.formats.separated_text import HEADER_DEPTH, separated_rows
from xlpy.intake.owner import bare
from xlpy.model.cells import CellValue, raw_text

Row = tuple[int, Sequence[CellValue | None]]
"""A row's number, from 1, and its cells from the first column on."""
Key = TypeVar("Key", bound=str)


class TableError(UserError):
    """The file can't be read as a table; the message is the reason alone, for the end of a sentence."""


def table_rows(name: str, data: bytes) -> tuple[Row, ...]:
    """All rows, of a workbook those of its first sheet that hold something. Raises TableError."""
    rows = _csv_rows(name, data) if PurePath(name).suffix.lower() in (".csv", ".txt") else _book_rows(name, data)
    return tuple(rows)


def header(
    rows: Iterable[Row], headings: Mapping[Key, Collection[str]], needed: Collection[Key]
) -> tuple[int, Mapping[Key, int]] | None:
    """Number of the header's row and where its columns stand; None where no row has all that are needed.

    ``headings`` are the names of a column without marks, case and spaces.
    """
    for _, (number, cells) in zip(range(HEADER_DEPTH), rows, strict=False):
        names = [bare(tidy(raw_text(cell))) for cell in cells]
        places = {heading: at for at, heading in reversed(list(enumerate(names)))}
        columns = {
            column: min(places[heading] for heading in known if heading in places)
            for column, known in headings.items()
            if not places.keys().isdisjoint(known)
        }
        if all(column in columns for column in needed):
            return number, columns
    return None


def _csv_rows(name: str, data: bytes) -> Iterator[Row]:
    try:
        yield from enumerate(separated_rows(data), 1)
    except UnicodeDecodeError as error:
        instead = f"khi lưu từ Excel chọn “CSV UTF-8” hoặc lưu thành {PurePath(name).stem}.xlsx."
        raise TableError(f"tệp không lưu bằng bảng mã UTF-8; {instead}") from error
    except csv.Error as error:
        raise TableError("dấu ngoặc kép hoặc dòng quá dài, hỏng.") from error


def _book_rows(name: str, data: bytes) -> Iterator[Row]:
    reading = read_book(data, name)
    if isinstance(reading, Refusal) or not reading.book.sheets:
        raise TableError("không phải sổ tính Excel (.xlsx) mở được bình thường.")
    cells = reading.book.sheets[0].cells
    width = max((column for _, column in cells), default=0)
    for row in sorted({row for row, _ in cells}):
        yield row, [cells.get((row, column)) for column in range(1, width + 1)]
