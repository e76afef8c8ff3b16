"""Totals as formulas over the units' cells, each giving what :mod:`xlpy.consolidation.totals` gives.

In a unit's cell a number or ``K`` counts (``K`` adds nothing); any other word does not. A range is one block of
units; two ranges of a pair have the same units in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from xlpy.basics.a1 import quoted_sheet
from xlpy.outputs.publish.address import a1
from xlpy.outputs.publish.view import Block, K


@dataclass(frozen=True)
class Grid:
    """Where the units' cells of one kind (plan or actual) are: sheet and column by unit, row by indicator."""

    column: Mapping[str, tuple[str, int]]
    row: Mapping[str, Mapping[str, int]]

    def cell(self, unit: str, indicator: str) -> str:
        """A1 address of a unit's cell, with its sheet where that is not the summary."""
        sheet, column = self.column[unit]
        address = a1(self.row[sheet][indicator], column)
        return f"{quoted_sheet(sheet)}!{address}" if sheet else address

    def ranges(self, blocks: Sequence[Block], indicator: str) -> list[str]:
        """The range of each block, or of its part on each sheet: units stand side by side there."""
        ranges = []
        for block in blocks:
            for sheet, units in groupby(block.units, lambda unit: self.column[unit.code][0]):
                codes = [unit.code for unit in units]
                end = a1(self.row[sheet][indicator], self.column[codes[-1]][1])
                ranges.append(f"{self.cell(codes[0], indicator)}:{end}")
        return ranges


def sum_of(cells: Sequence[str], nothing: str) -> str:
    """The sum; the word ``nothing`` where no cell holds a number."""
    listed = ",".join(cells)
    return f'=IF(COUNT({listed})=0,"{nothing}",SUM({listed}))'


def ratio_of_sums(above: Sequence[str], below: Sequence[str], scale: Decimal, nothing: str) -> str:
    """Sum over sum, both over the units that gave both; ``nothing`` where that can't be."""
    pairs = list(zip(above, below, strict=True))
    numbers = _plus(f"SUMPRODUCT(ISNUMBER({a})*{_counts(b)})" for a, b in pairs)
    over = _plus(f"SUMPRODUCT({_counts(a)}*{_counts(b)},{a})" for a, b in pairs)
    under = _plus(f"SUMPRODUCT({_counts(a)}*{_counts(b)},{b})" for a, b in pairs)
    return f'=IF(OR({numbers}=0,{under}=0),"{nothing}",({over})/({under})*{scale:f})'


def ratio_of_complete_sums(above: Sequence[str], below: Sequence[str], scale: Decimal, nothing: str) -> str:
    """Sum over sum where numerator and denominator come from different units: only if neither lacks a unit."""
    lacking = _plus(f'SUMPRODUCT(ISTEXT({cells})*({cells}<>"{K}"))' for cells in (*above, *below))
    over, under = ",".join(above), ",".join(below)
    empty = f"OR(COUNT({over})=0,SUM({under})=0)"
    return f'=IF({lacking}>0,"{nothing}",IF({empty},"{nothing}",SUM({over})/SUM({under})*{scale:f}))'


def percent_of_plan(actual: Sequence[str], plan: Sequence[str]) -> str:
    """Actual over plan in percent, both over the units that gave both."""
    pairs = list(zip(actual, plan, strict=True))
    numbers = _plus(f"SUMPRODUCT(ISNUMBER({a})*ISNUMBER({p}))" for a, p in pairs)
    over = _plus(f"SUMPRODUCT({_counts(a)}*ISNUMBER({p}),{a})" for a, p in pairs)
    under = _plus(f"SUMPRODUCT({_counts(a)}*ISNUMBER({p}),{p})" for a, p in pairs)
    return f'=IF(OR({numbers}=0,{under}=0),"",({over})/({under})*100)'


def ratio_of_unit(above: str, below: str, scale: Decimal, nothing: str) -> str:
    """A unit's own ratio from its two cells; ``K`` above the line counts as nothing."""
    fit = f'AND(OR(ISNUMBER({above}),{above}="{K}"),ISNUMBER({below}))'
    return f'=IF({fit},IF({below}=0,"{nothing}",N({above})/{below}*{scale:f}),"{nothing}")'


def _counts(cells: str) -> str:
    return f'(ISNUMBER({cells})+({cells}="{K}"))'


def _plus(terms: Iterable[str]) -> str:
    return "+".join(terms)
