"""A sheet as a description: each cell's value and style, and how it is printed. Three painters read it.

XlsxWriter for files of their own (`paint`), openpyxl for a closed master workbook, xlwings for an open one.
Rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from xlpy.outputs.publish.cell_text import cell_text
from xlpy.outputs.publish.styles import Look, decimals_of, style_name

Cell = str | Decimal | int | date | None
Value = str | int | float | Decimal | date | None
Area = tuple[int, int, int, int]
"""Top, left, bottom, right; all counted from 0 and included."""


class Drawn(NamedTuple):
    """One cell: its value (a formula's result where there is a formula), the name of its style, its formula."""

    value: Value
    style: str
    formula: str = ""


class Single(NamedTuple):
    """A cell at its place."""

    row: int
    column: int
    cell: Drawn


class Merged(NamedTuple):
    """One cell out of several, each with the style so that its borders show."""

    area: Area
    style: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table, kept as rows: thousands of them are painted at once.

    ``styles`` are the columns' own; ``numbers`` gives the look of a number in a column of texts, with the decimals
    that the number has. ``heights`` are in points, one a row; without any all rows have the sheet's own.
    """

    first: int
    rows: tuple[Sequence[Cell], ...]
    styles: tuple[str, ...]
    numbers: Mapping[int, Look]
    heights: tuple[float, ...]

    def put_into(self, cells: dict[tuple[int, int], Drawn]) -> None:
        """Add every cell, texts as a cell holds them; a text of nothing is an empty cell."""
        for number, row in enumerate(self.rows, self.first):
            for column, (value, style) in enumerate(zip(row, self.styles, strict=True)):
                if isinstance(value, str):
                    cells[number, column] = Drawn(cell_text(value) or None, style)
                elif column in self.numbers and isinstance(value, Decimal | int):
                    cells[number, column] = Drawn(value, style_name(self.numbers[column], decimals_of(value)))
                else:
                    cells[number, column] = Drawn(value, style)


Piece = Single | Merged | Rows


def top_of(piece: Piece) -> int:
    """The first row of a piece."""
    if isinstance(piece, Single):
        return piece.row
    return piece.area[0] if isinstance(piece, Merged) else piece.first


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
    numbered_from_second: bool = False
    """The first page goes without the header; heeded in workbooks that leave the house (`xlpy.book.paint`)."""


class ChartLine(NamedTuple):
    """One line of a chart: the cell of its name, the cells of its categories and of its values."""

    name: tuple[int, int]
    categories: Area
    values: Area


class LineChart(NamedTuple):
    """A chart whose upper left corner stands in a cell, over cells of its own sheet."""

    title: str
    at: tuple[int, int]
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True)
class Drawing:
    """One sheet, whole: ``pieces`` in the order in which they were made, a later one over an earlier.

    ``widths`` by column in characters, ``row_heights`` in points of rows outside of blocks.
    """

    name: str
    pieces: tuple[Piece, ...]
    widths: Mapping[int, float]
    row_heights: Mapping[int, float]
    filter: Area | None = None
    freeze: tuple[int, int] | None = None
    default_height: float = 15.0
    setup: PrintSetup = field(default_factory=PrintSetup)
    charts: tuple[LineChart, ...] = ()
    """Painted into workbooks of their own alone: the master workbook keeps the charts it was built with."""

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], Drawn]:
        """Every cell by row and column."""
        found: dict[tuple[int, int], Drawn] = {}
        for piece in self.pieces:
            if isinstance(piece, Rows):
                piece.put_into(found)
            elif isinstance(piece, Merged):
                top, left, bottom, right = piece.area
                places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
                found |= dict.fromkeys(places, Drawn(None, piece.style))
            else:
                empty = piece.cell.value == "" and not piece.cell.formula
                found[piece.row, piece.column] = Drawn(None, piece.cell.style) if empty else piece.cell
        return found

    @cached_property
    def heights(self) -> Mapping[int, float]:
        """Heights of rows in points, those of blocks too."""
        blocks = (piece for piece in self.pieces if isinstance(piece, Rows))
        return {**self.row_heights, **{row: high for b in blocks for row, high in enumerate(b.heights, b.first)}}

    def without_formulas(self) -> Drawing:
        """The sheet with results in place of formulas."""
        plain = (
            piece._replace(cell=piece.cell._replace(formula="")) if isinstance(piece, Single) else piece
            for piece in self.pieces
        )
        return replace(self, pieces=tuple(plain))

    @property
    def merges(self) -> tuple[Area, ...]:
        """Areas that are one cell each."""
        return tuple(piece.area for piece in self.pieces if isinstance(piece, Merged))

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
