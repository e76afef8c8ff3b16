"""The exact look at one worksheet of an .xlsx file: errors, uncached formulas, fonts, links, hiding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from xlpy.a1 import column_number
from xlpy.intake.facts import MAX_COLUMN, SheetFacts, is_legacy, refuse_if_far
from xlpy.intake.grid import Address, CellError, UncachedFormula
from xlpy.intake.package import MALFORMED
from xlpy.intake.refusal import damaged
from xlpy.intake.xlsx_parts import EXTERNAL, local, run_fonts

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Legend:
    """What the numbers in the sheets of one workbook stand for, as far as the look needs it."""

    styles: Mapping[int, str] = field(default_factory=dict)
    """Legacy font by cell format."""
    runs: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Fonts of the runs by shared string, for strings in several fonts."""
    external_books: tuple[str, ...] = ()
    external_names: tuple[str, ...] = ()

    def link(self, formula: str) -> str:
        """The formula with its numbered books called by name if it reads from outside, '' if it does not."""
        if not self.external_names and "[" not in formula and "WEBSERVICE" not in formula:
            return ""
        named = EXTERNAL.sub(self._book, formula)
        words = re.findall(r"[\w.]+", formula)
        outside = (
            named != formula
            or any(x.endswith("WEBSERVICE") for x in words)
            or any(x in words for x in self.external_names)
        )
        return named if outside else ""

    def _book(self, match: re.Match[str]) -> str:
        number = int(match[1])
        return f"[{self.external_books[number - 1]}]" if 0 < number <= len(self.external_books) else match[0]


@dataclass(slots=True)
class _Cells:
    """The facts of a sheet while it is being walked."""

    marks: dict[Address, CellError | UncachedFormula] = field(default_factory=dict)
    legacy_fonts: dict[Address, str] = field(default_factory=dict)
    links: dict[Address, str] = field(default_factory=dict)
    masters: dict[str, str] = field(default_factory=dict)
    """Formula text by shared index: only the first cell of a shared formula spells it out."""


def exact_facts(name: str, content: bytes, legend: Legend) -> SheetFacts:
    """Every cell of the sheet, one by one, in one pass over its XML.

    A formula shared by several cells is given with the text of its first cell.

    Raises `RefusalError`: T102 if the XML is malformed, T107 if a cell with content stands too far away.
    """
    cells = _Cells()
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    row = 0
    try:
        for _, element in ElementTree.iterparse(BytesIO(content)):
            tag = local(element.tag)
            if tag == "col" and _true(element.get("hidden")):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                hidden_columns.update(range(first, min(last, MAX_COLUMN) + 1))
            elif tag == "row":
                row = int(element.get("r", row + 1))
                if _true(element.get("hidden")):
                    hidden_rows.add(row)
                _row(name, row, element, legend, cells)
                element.clear()
    except MALFORMED as error:
        raise damaged(f"nội dung trang {name} sai cú pháp") from error
    return SheetFacts(cells.marks, frozenset(hidden_rows), frozenset(hidden_columns), cells.legacy_fonts, cells.links)


def _true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _row(name: str, row: int, element: ElementTree.Element, legend: Legend, cells: _Cells) -> None:
    column, plain_fonts = 0, not (legend.styles or legend.runs)
    for cell in element:
        if local(cell.tag) != "c":
            continue
        address = _address(cell.get("r"), row, column + 1)
        column = address[1]
        if plain_fonts and len(cell) == 1 and local(cell[0].tag) == "v" and cell.get("t") != "e":
            refuse_if_far(name, *address)  # most cells: a stored value and nothing more to tell
            continue
        parts = {local(part.tag): part for part in cell}
        formula, value = parts.get("f"), parts.get("v")
        inline = parts.get("is")
        text = "" if value is None else value.text or ""
        if text or inline is not None:
            refuse_if_far(name, *address)
        if cell.get("t") == "e" and text:
            cells.marks[address] = CellError(text)
        if formula is not None:
            has_result = bool(text) or cell.get("t") == "str"  # this type with no text: the empty string
            _formula(address, formula, has_result, legend, cells)
        font = _legacy_font(cell, text, inline, legend)
        if font and (text or inline is not None):
            cells.legacy_fonts[address] = font


def _address(reference: str | None, row: int, column: int) -> Address:
    """The cell's own reference, or where it falls if it bears none."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return row, column
    return int(match[2]), column_number(match[1])


def _formula(address: Address, formula: ElementTree.Element, has_result: bool, legend: Legend, cells: _Cells) -> None:
    spelled = formula.text or ""
    shared = formula.get("si", "")
    if formula.get("t") == "shared" and spelled:
        cells.masters[shared] = spelled
    text = "=" + (spelled or cells.masters.get(shared, ""))
    if not has_result:
        cells.marks[address] = UncachedFormula(text)
    link = legend.link(text)
    if link:
        cells.links[address] = link


def _legacy_font(cell: ElementTree.Element, text: str, inline: ElementTree.Element | None, legend: Legend) -> str:
    """The first legacy font in which some of the cell's text is set, or ''."""
    own = legend.styles.get(int(cell.get("s", "0")), "")
    runs: Sequence[str] = ("",)
    if inline is not None:
        runs = run_fonts(inline)
    elif cell.get("t") == "s" and text.isdecimal():
        runs = legend.runs.get(int(text), runs)
    return next((font for font in (run or own for run in runs) if is_legacy(font)), "")
