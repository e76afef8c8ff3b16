"""Formulas that need their own result: a program stores 0 for them, or whatever stood there before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from xlpy.basics.a1 import column_number
from xlpy.model.cells import Address

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

MOST = 200_000
"""Places of one sheet in which a formula needs another: above, its circles are not looked for."""

_WORDS = re.compile(r'"[^"]*"')
# A letter of a sheet's name must not be taken for a reference of this sheet, so references elsewhere go first.
_OTHER_SHEET = re.compile(
    r"(?:(?<!')'(?:[^']|'')*+'|(?<![\w.])[\w.]++)!\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?"
)
_REFERENCE = re.compile(
    r"(?<![\w.!$])\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}))?(?![\w(.!])"
)


def circular(formulas: Mapping[Address, str]) -> dict[Address, str]:
    """Those of one sheet's formulas, in Excel's spelling, that lead back to themselves within the sheet."""
    found = _circular(tuple(formulas.items())) if formulas else frozenset()
    return {at: formulas[at] for at in formulas if at in found}


@lru_cache(maxsize=32)
def _circular(formulas: tuple[tuple[Address, str], ...]) -> frozenset[Address]:
    """The same of formulas one after another: the forms of a round have the same ones."""
    return frozenset(leading_back({at: areas(formula) for at, formula in formulas}))


def leading_back(reads: Mapping[Address, Sequence[Area]]) -> set[Address]:
    """The cells that need their own result, by what each formula of one sheet reads.

    None of a sheet whose formulas need each other in more than `MOST` places: no form is such a sheet, and looking it
    through would take longer than the file may.
    """
    # Rows of formulas by column, sorted: what an area needs is then found by halving, not by walking its cells.
    rows: dict[int, list[int]] = {}
    for row, column in sorted(reads):
        rows.setdefault(column, []).append(row)
    needs: dict[Address, list[Address]] = {}
    count = 0
    for at, read in reads.items():
        for top, left, bottom, right in read:
            for column in _columns(left, right, rows):
                known = rows[column]
                first, last = bisect_left(known, top), bisect_right(known, bottom)
                count += last - first
                if count > MOST:
                    return set()
                needs.setdefault(at, []).extend((row, column) for row in known[first:last])
    return {at for circle in _circles(needs) for at in circle}


def _columns(left: int, right: int, rows: Mapping[int, Sequence[int]]) -> Iterable[int]:
    """The columns of an area that hold formulas; a whole row is an area of 16 384 columns."""
    if right - left < len(rows):
        return (column for column in range(left, right + 1) if column in rows)
    return (column for column in rows if left <= column <= right)


def _circles(needs: Mapping[Address, Sequence[Address]]) -> Iterator[list[Address]]:
    """The groups of cells that all need each other (Kosaraju's algorithm, without recursion: chains are long)."""
    needed_by: dict[Address, list[Address]] = {}
    for at, others in needs.items():
        for other in others:
            needed_by.setdefault(other, []).append(at)
    done: set[Address] = set()
    for start in reversed(_finished(needs)):
        if start in done:
            continue
        done.add(start)
        group = [start]
        for at in group:  # grows while it is gone through
            further = [other for other in needed_by.get(at, ()) if other not in done]
            done.update(further)
            group += dict.fromkeys(further)
        if len(group) > 1 or start in needs.get(start, ()):
            yield group


def _finished(needs: Mapping[Address, Sequence[Address]]) -> list[Address]:
    """The cells in the order in which all that they need, but for circles, has come before them."""
    order: list[Address] = []
    seen: set[Address] = set()
    for start in needs:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(needs[start]))]
        while path:
            at, rest = path[-1]
            step = next((other for other in rest if other not in seen), None)
            if step is None:
                order.append(at)
                path.pop()
            else:
                seen.add(step)
                path.append((step, iter(needs.get(step, ()))))
    return order


@lru_cache(maxsize=16384)
def areas(formula: str) -> tuple[Area, ...]:
    """The cells of its own sheet that a formula in Excel's spelling reads."""
    found = []
    # Texts first: “A1” between quotes is no reference.
    for match in _REFERENCE.finditer(_OTHER_SHEET.sub(" ", _WORDS.sub(" ", formula))):
        first = int(match[2]), column_number(match[1])
        last = (int(match[4]), column_number(match[3])) if match[3] else first
        found.append((min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1])))
    return tuple(found)
