"""What a sheet must take to be published on: XlsxWriter's own calls, so that its sheets fit as they are.

Two surfaces take them: `bulk.BulkSheet` writes a file at once, `drawing.Recorder` keeps a description that the
master workbook's adapters paint. Rows and columns count from 0, widths are in characters, heights in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from xlpy.outputs.publish.styles import Look

Cell = str | Decimal | int | date | None
Height = Callable[[Sequence[Cell]], float]
OfNumber = Mapping[int, Callable[[Decimal | int], Any]]
"""By column: the format of a number there, for columns whose own format is text."""
NO_NUMBERS: OfNumber = MappingProxyType({})


class Formats(Protocol):
    """The cell formats of a surface, by look."""

    def of(self, look: Look, decimals: int | None = None) -> Any:
        """What the surface takes as a cell's format; ``decimals`` for cells that hold numbers."""


class Canvas(Protocol):
    """One sheet being published."""

    def write_string(self, row: int, col: int, string: str, cell_format: Any, /) -> Any:
        """A text, never a formula."""

    def write_number(self, row: int, col: int, number: float, cell_format: Any, /) -> Any:
        """A number."""

    def write_formula(self, row: int, col: int, formula: str, cell_format: Any, value: Any, /) -> Any:
        """A formula with its result."""

    def write_blank(self, row: int, col: int, blank: None, cell_format: Any, /) -> Any:
        """An empty cell with a format."""

    def merge_range(self, top: int, left: int, bottom: int, right: int, data: str, cell_format: Any, /) -> Any:
        """One cell out of several."""

    def bulk_rows(
        self,
        first_row: int,
        rows: Iterable[Sequence[Cell]],
        formats: Sequence[Any],
        height: Height | None = None,
        of_number: OfNumber = NO_NUMBERS,
    ) -> int:
        """Many rows in their columns' formats, numbers in those of ``of_number``; returns the row after the last."""

    def set_column(self, first: int, last: int, width: float, /) -> Any:
        """Width of some columns."""

    def set_row(self, row: int, height: float, /) -> Any:
        """Height of a row."""

    def set_default_row(self, height: float, /) -> Any:
        """Height of all rows not set."""

    def hide_gridlines(self, option: int, /) -> Any:
        """2: on screen and on paper."""

    def autofilter(self, top: int, left: int, bottom: int, right: int, /) -> Any:
        """A filter on a table."""

    def freeze_panes(self, row: int, col: int, /) -> Any:
        """Rows above and columns left of this stay in sight."""

    def set_landscape(self) -> Any:
        """Print across."""

    def set_paper(self, paper: int, /) -> Any:
        """8 = A3, 9 = A4."""

    def set_margins(self, left: float, right: float, top: float, bottom: float) -> Any:
        """In inches."""

    def center_horizontally(self) -> Any:
        """In the middle of the page."""

    def fit_to_pages(self, width: int, height: int, /) -> Any:
        """So many pages wide and high; 0 = as many as it takes."""

    def set_print_scale(self, percent: int, /) -> Any:
        """A fixed size instead of a fit."""

    def set_v_pagebreaks(self, breaks: list[int], /) -> Any:
        """A new page before each of these columns."""

    def print_area(self, top: int, left: int, bottom: int, right: int, /) -> Any:
        """What is printed."""

    def repeat_rows(self, first: int, last: int | None = None, /) -> Any:
        """Rows on every page."""

    def repeat_columns(self, first: int, last: int | None = None, /) -> Any:
        """Columns on every page."""

    def set_header(self, header: str, /) -> Any:
        """In Excel's codes (``&C&P``)."""

    def set_footer(self, footer: str, /) -> Any:
        """In Excel's codes."""
