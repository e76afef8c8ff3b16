"""Painted sheets calculated where the program leaves that to its user.

How Excel calculates belongs to the whole session: the first workbook that is opened decides, be it somebody else's.
Under “manual” a formula is worked out once, when it is written, and by then what it reads may not be there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xlpy.basics.a1 import quoted_sheet
from xlpy.outputs.publish.drawing import Drawing

MANUAL = "manual"
"""xlwings' word for the mode."""


def calculate(drawings: Sequence[Drawing], sheets: Sequence[Any]) -> None:
    """Calculate sheets (xlwings) on which all of the drawings stand, each after those that it reads.

    One by one and not the whole program, whose mode stays as it is: other workbooks may be large, and somebody chose
    that they wait. So nothing has to be put back where an update fails.
    """
    known = {drawing.name: sheet for drawing, sheet in zip(drawings, sheets, strict=True)}
    for name in in_order({drawing.name: reads(drawing, known) for drawing in drawings}):
        sheet = known[name]
        sheet.api.Calculate()


def reads(drawing: Drawing, names: Sequence[str] | Mapping[str, Any]) -> list[str]:
    """Those of the sheets with these names that formulas of a drawing read."""
    formulas = [drawn.formula for drawn in drawing.cells.values() if drawn.formula]
    return [name for name in names if any(f"{quoted_sheet(name)}!" in formula for formula in formulas)]


def in_order(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """All names, each after those that it needs; of names that need each other, one comes first all the same."""
    seen: set[str] = set()

    def ordered(name: str) -> Iterator[str]:
        if name in seen:
            return
        seen.add(name)
        for other in needs[name]:
            yield from ordered(other)
        yield name

    return [name for start in needs for name in ordered(start)]
