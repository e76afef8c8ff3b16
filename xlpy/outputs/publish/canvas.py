"""A sheet while it is drawn: cells are put onto it one by one or in rows, `drawing` gives what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from xlpy.basics.formula import formula
from xlpy.outputs.publish.cell_text import cell_text
from xlpy.outputs.publish.drawing import (
    Area,
    Cell,
    Drawing,
    Drawn,
    LineChart,
    Merged,
    Piece,
    PrintSetup,
    Rows,
    Single,
    Value,
)
from xlpy.outputs.publish.styles import Look

NO_NUMBERS: Mapping[int, Look] = MappingProxyType({})
LINE_HEIGHT = 18.5
"""Height in points of a row of one line."""


class Canvas:
    """One sheet; rows and columns count from 0, ``widths`` are in characters, ``heights`` by row in points.

    ``freeze`` keeps the rows above and the columns left of a cell in sight.
    """

    def __init__(self, name: str, widths: Sequence[float]) -> None:
        self.name, self.widths = name, widths
        self.heights: dict[int, float] = {}
        self.filter: Area | None = None
        self.freeze: tuple[int, int] | None = None
        self.setup = PrintSetup()
        self.charts: tuple[LineChart, ...] = ()
        self._pieces: list[Piece] = []

    def drawing(self) -> Drawing:
        """The sheet as drawn so far."""
        widths, pieces = dict(enumerate(self.widths)), tuple(self._pieces)
        heights, rest = dict(self.heights), (LINE_HEIGHT, self.setup, self.charts)
        return Drawing(self.name, pieces, widths, heights, self.filter, self.freeze, *rest)

    def put(self, row: int, column: int, value: Value, style: str) -> None:
        """A value; a text is never taken for a formula or a link, None is an empty cell."""
        shown = cell_text(value) if isinstance(value, str) else value
        self._pieces.append(Single(row, column, Drawn(shown, style)))

    def formula(self, row: int, column: int, text: str, style: str, result: Value) -> None:
        """A formula (with its ``=``) and its result. Raises FormulaError where Excel would not take it."""
        self._pieces.append(Single(row, column, Drawn(result, style, formula(text))))

    def merge(self, area: Area, style: str) -> None:
        """Make one cell out of several."""
        self._pieces.append(Merged(area, style))

    def rows(
        self,
        first: int,
        rows: Iterable[Sequence[Cell]],
        styles: Sequence[str],
        numbers: Mapping[int, Look] = NO_NUMBERS,
        height: Callable[[Sequence[Cell]], float] | None = None,
    ) -> int:
        """Many rows in the styles of their columns: see `Rows`; returns the row after the last."""
        kept = tuple(rows)
        heights = tuple(map(height, kept)) if height else ()
        self._pieces.append(Rows(first, kept, tuple(styles), numbers, heights))
        return first + len(kept)
