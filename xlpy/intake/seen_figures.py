"""A figure out of a cell as the eye sees it."""

from __future__ import annotations

from dataclasses import replace

from xlpy.basics.decimals import format_vn
from xlpy.intake.appearance import PERCENT_FORMAT, Seen
from xlpy.intake.numbers import FigureReading, read_figure, read_percent
from xlpy.model.cells import CellValue
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import State


def read_seen(seen: Seen, *, percent: bool, kind: IndicatorKind, decimals: int) -> FigureReading:
    """Read a seen cell as a figure, or as a percentage from 0 to 100.

    A problem that lies in how the cell looks comes before all that lies in its value; what may have been meant is
    given as a suspect where one number is left.
    """
    if not seen.problem:
        reading = _read(seen.value, percent=percent, kind=kind, decimals=decimals)
        if not seen.repair or reading.value is None:
            return reading
        repair = "; ".join(filter(None, (seen.repair, reading.repair)))
        if reading.problem == "O420" and PERCENT_FORMAT in seen.repair:  # its % sign says what it means
            return replace(reading, repair=repair, problem="", suspects=())
        return replace(reading, repair=repair)
    left = _read(seen.rest or None, percent=percent, kind=kind, decimals=decimals)
    suspects = (format_vn(left.value),) if left.value is not None else ()
    return FigureReading(State.UNREADABLE, problem=seen.problem, suspects=suspects)


def _read(value: CellValue | None, *, percent: bool, kind: IndicatorKind, decimals: int) -> FigureReading:
    return read_percent(value) if percent else read_figure(value, kind=kind, decimals=decimals)
