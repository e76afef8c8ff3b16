"""A workbook's package with its cells read once: what the causes of Excel look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from tests.excel_rules.model import RELATION_ID, Package, local

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS, COLUMNS = 1_048_576, 16_384
Area = tuple[int, int, int, int]
"""Top, left, bottom, right; counted from 1 and included."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_LETTERS: dict[str, int] = {}


class Cell(NamedTuple):
    """A cell as it stands in the file."""

    ref: str
    row: int
    """Of the row element it stands in; 0 where that says nothing."""
    style: str
    kind: str
    value: str | None
    formula: str | None
    shared: str
    """Kind of its formula: ``shared``, ``array`` or ''."""
    area: str
    """Of a shared or array formula."""
    group: str


@dataclass
class Sheet:
    """A sheet of the workbook."""

    name: str
    part: str
    state: str
    root: Any
    cells: list[Cell] = field(default_factory=list)

    def all(self, tag: str) -> list[Any]:
        """All elements of a name outside the cells."""
        return [element for child in self.root if local(child) != "sheetData" for element in child.iter("{*}" + tag)]

    def first(self, tag: str) -> Any:
        """The first element of a name outside the cells, or None."""
        return next(iter(self.all(tag)), None)

    @cached_property
    def at(self) -> dict[str, Cell]:
        """The cells by address."""
        return {cell.ref: cell for cell in self.cells}


class Table(NamedTuple):
    """A table and the sheet it lies on."""

    part: str
    root: Any
    sheet: Sheet


class Book(Package):
    """A workbook."""

    @cached_property
    def root_element(self) -> Any:
        """The workbook's own element, or None."""
        return self.root(self.main)

    def own(self, tag: str) -> list[Any]:
        """All elements of a name in the workbook's part."""
        return [] if self.root_element is None else list(self.root_element.iter("{*}" + tag))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """All worksheets whose part is there and is XML."""
        targets = {r.id: r.target for r in self.relations(self.main) if r.kind == "worksheet"}
        found = []
        for element in self.own("sheet"):
            part = targets.get(element.get(f"{RELATION_ID}id", ""), "")
            root = self.root(part)
            if root is not None:
                sheet = Sheet(element.get("name", ""), part, element.get("state", "visible"), root)
                sheet.cells = list(_cells(root))
                found.append(sheet)
        return tuple(found)

    @cached_property
    def sheet_names(self) -> frozenset[str]:
        """In lower case, of all sheets."""
        return frozenset(element.get("name", "").casefold() for element in self.own("sheet"))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables."""
        return tuple(
            Table(part, self.root(part), sheet) for sheet in self.sheets for part in self.related(sheet.part, "table")
        )

    @cached_property
    def strings(self) -> list[str]:
        """The texts that cells share."""
        parts = self.related(self.main, "sharedStrings")
        items = self.root(parts[0]).iter("{*}si") if parts else ()
        return ["".join(t.text or "" for t in item.iter("{*}t") if local(t.getparent()) != "rPh") for item in items]

    @cached_property
    def styles(self) -> Any:
        """The element of styles, or None."""
        parts = self.related(self.main, "styles")
        return self.root(parts[0]) if parts else None

    def styles_in(self, tag: str) -> list[Any]:
        """The members of a list of styles: ``fonts``, ``cellXfs``."""
        found = None if self.styles is None else self.styles.find("{*}" + tag)
        return [] if found is None else [child for child in found if local(child)]

    @cached_property
    def formulas(self) -> list[tuple[str, str, str]]:
        """Each formula of the workbook: part, where, text."""
        found = [(s.part, cell.ref, cell.formula) for s in self.sheets for cell in s.cells if cell.formula]
        for sheet in self.sheets:
            for tag in ("formula", "formula1", "formula2"):
                found += [(sheet.part, tag, e.text) for e in sheet.all(tag) if e.text]
        found += [(self.main, e.get("name", ""), e.text) for e in self.own("definedName") if e.text]
        return found

    @cached_property
    def cell_formulas(self) -> list[tuple[str, str, str]]:
        """Each formula of a cell."""
        return [(s.part, cell.ref, cell.formula) for s in self.sheets for cell in s.cells if cell.formula]


def _cells(root: Any) -> Iterator[Cell]:
    data = root.find("{*}sheetData")
    if data is None:
        return
    for row in data:
        if not local(row):
            continue
        number = int(row.get("r", "0")) if row.get("r", "0").isdecimal() else 0
        for cell in row:
            if not local(cell):
                continue
            value = formula = None
            kind = area = group = ""
            for child in cell:
                match local(child):
                    case "v":
                        value = child.text or ""
                    case "f":
                        formula = child.text or ""
                        kind, area, group = child.get("t", ""), child.get("ref", ""), child.get("si", "")
                    case "is":
                        value = "".join(child.itertext())
            yield Cell(
                cell.get("r", ""), number, cell.get("s", "0"), cell.get("t", "n"), value, formula, kind, area, group
            )


def column(letters: str) -> int:
    """``A`` -> 1."""
    number = _LETTERS.get(letters)
    if number is None:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        _LETTERS[letters] = number
    return number


def place(ref: str) -> tuple[int, int] | None:
    """``B3`` -> (3, 2); None where it is no address of a sheet."""
    found = _CELL.fullmatch(ref)
    if not found:
        return None
    row, number = int(found[2]), column(found[1])
    return (row, number) if row <= ROWS and number <= COLUMNS else None


def area(ref: str) -> Area | None:
    """``A1:B2`` -> (1, 1, 2, 2); None where it is no area of a sheet."""
    first, _, last = ref.partition(":")
    start, end = place(first), place(last or first)
    if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
        return None
    return (*start, *end)


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def overlapping(refs: list[str]) -> Iterator[tuple[str, str]]:
    """Each area with an earlier one that it overlaps; by rows, so that thousands of areas take no time."""
    areas = sorted((found, ref) for ref in refs if (found := area(ref)))
    open_: list[tuple[Area, str]] = []
    for one, ref in areas:
        open_ = [(other, name) for other, name in open_ if other[2] >= one[0]]
        yield from ((ref, name) for other, name in open_ if overlap(one, other))
        open_.append((one, ref))
