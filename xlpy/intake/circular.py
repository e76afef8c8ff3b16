"""Formulas that need their own result: a program stores 0 for them, or whatever stood there before."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from xlpy.a1 import column_number
from xlpy.intake.grid import Address

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_WORDS = re.compile(r'"[^"]*"')
_OTHER_SHEET = re.compile(r"(?:'(?:[^']|'')*'|[\w.]+)!\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?")
_REFERENCE = re.compile(
    r"(?<![\w.!$])\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}))?(?![\w(.!])"
)


def circular(formulas: Mapping[Address, str]) -> dict[Address, str]:
    """Those of one sheet's formulas, in Excel's spelling, that lead back to themselves within the sheet."""
    found = leading_back({at: areas(formula) for at, formula in formulas.items()})
    return {at: formulas[at] for at in formulas if at in found}


def leading_back(reads: Mapping[Address, Sequence[Area]]) -> set[Address]:
    """The cells that need their own result, by what each formula of one sheet reads."""
    needs = {at: needed for at, read in reads.items() if read and (needed := _formulas_in(read, reads))}
    return {at for at in needs if _leads_to(at, needs)}


@lru_cache(maxsize=16384)
def areas(formula: str) -> tuple[Area, ...]:
    """The cells of its own sheet that a formula in Excel's spelling reads."""
    found = []
    for match in _REFERENCE.finditer(_OTHER_SHEET.sub(" ", _WORDS.sub(" ", formula))):
        first = int(match[2]), column_number(match[1])
        last = (int(match[4]), column_number(match[3])) if match[3] else first
        found.append((min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1])))
    return tuple(found)


def _formulas_in(read: Sequence[Area], formulas: Collection[Address]) -> list[Address]:
    needed: list[Address] = []
    for top, left, bottom, right in read:
        if (bottom - top + 1) * (right - left + 1) <= len(formulas):
            cells = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            needed += [at for at in cells if at in formulas]
        else:
            needed += [at for at in formulas if top <= at[0] <= bottom and left <= at[1] <= right]
    return needed


def _leads_to(goal: Address, needs: Mapping[Address, list[Address]]) -> bool:
    waiting, seen = list(needs[goal]), set[Address]()
    while waiting:
        at = waiting.pop()
        if at == goal:
            return True
        if at not in seen:
            seen.add(at)
            waiting += needs.get(at, ())
    return False
