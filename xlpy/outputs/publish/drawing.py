"""A published sheet as a description: each cell's value and style, and how it is printed; painted elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xlpy.basics.formula import formula
from xlpy.outputs.publish.bulk import cell_text
from xlpy.outputs.publish.canvas import NO_NUMBERS, Cell, Height, OfNumber
from xlpy.outputs.publish.styles import Look, style_name

Value = str | int | float | Decimal | date | None
Area = tuple[int, int, int, int]
"""Top, left, bottom, right; all counted from 0 and included."""


class Drawn(NamedTuple):
    """One cell: its value (a formula's result where there is a formula), the name of its style, its formula."""

    value: Value
    style: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How a sheet goes to paper; margins in inches, paper 8 = A3, 9 = A4, ``fit`` pages wide and high or None."""

    landscape: bool = False
    paper: int = 9
    margins: tuple[float, float, float, float] = (0.7, 0.7, 0.75, 0.75)
    """Left, right, top, bottom."""
    centred: bool = False
    fit: tuple[int, int] | None = None
    scale: int = 100
    breaks: tuple[int, ...] = ()
    area: Area | None = None
    rows: tuple[int, int] | None = None
    """First and last row repeated on every page."""
    columns: tuple[int, int] | None = None
    header: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Drawing:
    """One sheet, whole. ``widths`` by column in characters, ``heights`` by row in points."""

    name: str
    cells: Mapping[tuple[int, int], Drawn]
    widths: Mapping[int, float]
    heights: Mapping[int, float]
    merges: tuple[Area, ...] = ()
    filter: Area | None = None
    freeze: tuple[int, int] | None = None
    default_height: float = 15.0
    setup: PrintSetup = field(default_factory=PrintSetup)

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns hold cells."""
        rows = max((row for row, _ in self.cells), default=-1) + 1
        return rows, max((column for _, column in self.cells), default=-1) + 1

    def areas(self, of: Callable[[Drawn], str]) -> Iterator[tuple[Area, str]]:
        """Rectangles of cells that have the same non-empty ``of``; together they cover each such cell once."""
        open_runs: dict[tuple[int, int, str], Area] = {}
        for row, runs in self._runs(of):
            still: dict[tuple[int, int, str], Area] = {}
            for first, last, key in runs:
                above = open_runs.pop((first, last, key), None)
                joined = above is not None and above[2] == row - 1
                if above is not None and not joined:
                    yield above, key
                top = above[0] if above is not None and joined else row
                still[(first, last, key)] = (top, first, row, last)
            yield from ((area, run[2]) for run, area in open_runs.items())
            open_runs = still
        yield from ((area, run[2]) for run, area in open_runs.items())

    def _runs(self, of: Callable[[Drawn], str]) -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
        """By row: neighbouring cells with the same ``of``."""
        rows: dict[int, list[tuple[int, int, str]]] = {}
        for row, column in sorted(self.cells):
            key = of(self.cells[row, column])
            if not key:
                continue
            runs = rows.setdefault(row, [])
            if runs and runs[-1][1] == column - 1 and runs[-1][2] == key:
                runs[-1] = (runs[-1][0], column, key)
            else:
                runs.append((column, column, key))
        yield from rows.items()


class NamedFormats:
    """Formats by name: what the master workbook has as cell styles."""

    def of(self, look: Look, decimals: int | None = None) -> str:
        """The name of the look's cell style."""
        return style_name(look, decimals)


class Recorder:
    """A surface that only remembers; `drawing` gives what was published on it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._cells: dict[tuple[int, int], Drawn] = {}
        self._widths: dict[int, float] = {}
        self._heights: dict[int, float] = {}
        self._merges: list[Area] = []
        self._filter: Area | None = None
        self._freeze: tuple[int, int] | None = None
        self._default = 15.0
        self._setup: dict[str, object] = {}

    def drawing(self) -> Drawing:
        """The sheet as published so far."""
        setup = PrintSetup(**self._setup)  # type: ignore[arg-type]
        return Drawing(
            self.name,
            dict(self._cells),
            dict(self._widths),
            dict(self._heights),
            tuple(self._merges),
            self._filter,
            self._freeze,
            self._default,
            setup,
        )

    def write_string(self, row: int, col: int, string: str, style: str, /) -> None:
        """A text; '' is an empty cell."""
        self._cells[row, col] = Drawn(cell_text(string) or None, style)

    def write_number(self, row: int, col: int, number: float, style: str, /) -> None:
        """A number."""
        self._cells[row, col] = Drawn(number, style)

    def write_formula(self, row: int, col: int, text: str, style: str, value: Value, /) -> None:
        """A formula with its result. Raises FormulaError where Excel would not take it."""
        self._cells[row, col] = Drawn(value, style, formula(text if text.startswith("=") else f"={text}"))

    def write_blank(self, row: int, col: int, _: None, style: str, /) -> None:
        """An empty cell."""
        self._cells[row, col] = Drawn(None, style)

    def merge_range(self, top: int, left: int, bottom: int, right: int, data: str, style: str, /) -> None:
        """One cell out of several, each with the style so that its borders show."""
        self._merges.append((top, left, bottom, right))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self._cells[row, column] = Drawn(None, style)
        self.write_string(top, left, data, style)

    def bulk_rows(
        self,
        first_row: int,
        rows: Iterable[Sequence[Cell]],
        formats: Sequence[str],
        height: Height | None = None,
        of_number: OfNumber = NO_NUMBERS,
    ) -> int:
        """Many rows in the styles of their columns, numbers in that of ``of_number``."""
        number = first_row
        for number, row in enumerate(rows, first_row):
            if height:
                self._heights[number] = height(row)
            for column, (value, style) in enumerate(zip(row, formats, strict=True)):
                if column in of_number and isinstance(value, Decimal | int):
                    self._cells[number, column] = Drawn(value, of_number[column](value))
                    continue
                shown = (cell_text(value) or None) if isinstance(value, str) else value
                self._cells[number, column] = Drawn(shown, style)
            first_row = number + 1
        return first_row

    def set_column(self, first: int, last: int, width: float, /) -> None:
        """Width of some columns."""
        self._widths.update(dict.fromkeys(range(first, last + 1), width))

    def set_row(self, row: int, height: float, /) -> None:
        """Height of a row."""
        self._heights[row] = height

    def set_default_row(self, height: float, /) -> None:
        """Height of the other rows."""
        self._default = height

    def hide_gridlines(self, _: int, /) -> None:
        """Painted sheets never show gridlines."""

    def autofilter(self, top: int, left: int, bottom: int, right: int, /) -> None:
        """A filter on a table."""
        self._filter = (top, left, bottom, right)

    def freeze_panes(self, row: int, col: int, /) -> None:
        """Rows above and columns left of this stay in sight."""
        self._freeze = (row, col)

    def set_landscape(self) -> None:
        """Print across."""
        self._setup["landscape"] = True

    def set_paper(self, paper: int, /) -> None:
        """8 = A3, 9 = A4."""
        self._setup["paper"] = paper

    def set_margins(self, left: float, right: float, top: float, bottom: float) -> None:
        """In inches."""
        self._setup["margins"] = (left, right, top, bottom)

    def center_horizontally(self) -> None:
        """In the middle of the page."""
        self._setup["centred"] = True

    def fit_to_pages(self, width: int, height: int, /) -> None:
        """So many pages wide and high; 0 = as many as it takes."""
        self._setup["fit"] = (width, height)

    def set_print_scale(self, percent: int, /) -> None:
        """A fixed size instead of a fit."""
        self._setup |= {"fit": None, "scale": percent}

    def set_v_pagebreaks(self, breaks: list[int], /) -> None:
        """A new page before each of these columns."""
        self._setup["breaks"] = tuple(breaks)

    def print_area(self, top: int, left: int, bottom: int, right: int, /) -> None:
        """What is printed."""
        self._setup["area"] = (top, left, bottom, right)

    def repeat_rows(self, first: int, last: int | None = None, /) -> None:
        """Rows on every page."""
        self._setup["rows"] = (first, first if last is None else last)

    def repeat_columns(self, first: int, last: int | None = None, /) -> None:
        """Columns on every page."""
        self._setup["columns"] = (first, first if last is None else last)

    def set_header(self, header: str, /) -> None:
        """In Excel's codes."""
        self._setup["header"] = header

    def set_footer(self, footer: str, /) -> None:
        """In Excel's codes."""
        self._setup["footer"] = footer
