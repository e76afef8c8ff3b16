"""One worksheet of an .xlsx file, read in one strict pass: values, and what a plain reading of them does not tell.

Only elements of SpreadsheetML at their own place count; whatever else stands among them is passed over, as office
programs do. What Excel itself would call damage is refused, for programs differ in what they make of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from xlpy.basics.a1 import a1, column_number
from xlpy.intake.formats.facts import CHARACTER, MAX_COLUMN, covered, hidden_within, is_unseen, refuse_if_too_many
from xlpy.intake.formats.refusal import RefusalError, damaged
from xlpy.intake.formats.spreadsheet_ml import TRUE, Element, XmlNames, fits, refuse_misplaced, sheet_elements
from xlpy.intake.formats.xlsx_cells import Legend, SheetCells
from xlpy.intake.formats.xlsx_plain_cells import CUT, NotPlainError, cut_table, refuse_odd
from xlpy.intake.formats.xlsx_rows import take_rows
from xlpy.intake.formats.xlsx_strings import string
from xlpy.model.cells import Address, Sheet

SHORT = 1 << 16
"""Bytes around a table up to which it is remembered what they say."""
Merge = tuple[Address, Address]
"""Its first and its last cell."""

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")


def read_sheet(name: str, content: bytes, legend: Legend, *, hidden: bool = False) -> Sheet:
    """A worksheet from its part.

    Raises `RefusalError`: T102 if it is malformed, of another namespace, has two ``sheetData``, or a cell twice;
    T106 if it has too many cells; T107 if a cell with content stands too far away.
    """
    if fits(content):
        try:
            return _plainly(name, content, legend, hidden=hidden)
        except (NotPlainError, RefusalError):
            pass  # the parser says whether, and why, it is refused
    what = f"nội dung trang {name}"
    return _read(SheetCells(name, legend), sheet_elements(content, what), what, hidden=hidden)


def _plainly(name: str, content: bytes, legend: Legend, *, hidden: bool) -> Sheet:
    """A worksheet whose cells are plainly spelled. Raises NotPlainError for any other, RefusalError as `read_sheet`."""
    found, hidden_rows = SheetCells(name, legend), set[int]()
    around, table = cut_table(content)
    hidden_columns, merges = (_around if len(around) <= SHORT else _around.__wrapped__)(around)
    take_rows(found, table, hidden_rows)
    return _sheet(found, hidden, hidden_rows, hidden_columns, merges)


@lru_cache(maxsize=64)
def _around(content: bytes) -> tuple[frozenset[int], tuple[Merge, ...]]:
    """The hidden columns and the merges of a worksheet without its cells; forms of one kind have the same."""
    refuse_odd(content)
    hidden_columns: set[int] = set()
    merges: list[Merge] = []
    tables = 0
    try:
        for known, element in sheet_elements(content, "", keep_table=True):
            if element.tag == known.row:
                raise NotPlainError  # outside of the table
            tables += element.tag == f"{{{known.space}}}sheetData" and CUT in element.attrib
            _take_beside(element, hidden_columns, merges)
    except ValueError as error:
        raise NotPlainError from error
    if not tables:
        raise NotPlainError
    return frozenset(hidden_columns), tuple(merges)


def _read(found: SheetCells, elements: Iterable[tuple[XmlNames, Element]], what: str, *, hidden: bool) -> Sheet:
    """The sheet out of its rows and what stands around them."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    merges: list[Merge] = []
    number = 0
    try:
        for known, element in elements:
            if element.tag == known.row:
                number = int(element.get("r", number + 1))
                if element.get("hidden") in TRUE or is_unseen(element.get("ht")):
                    hidden_rows.add(number)
                _row(found, element, number, known)
                refuse_if_too_many(found.name, len(found.cells))
            else:
                _take_beside(element, hidden_columns, merges)
    except ValueError as error:
        raise damaged(f"{what} sai quy cách") from error
    return _sheet(found, hidden, hidden_rows, hidden_columns, merges)


def _take_beside(element: Element, hidden_columns: set[int], merges: list[Merge]) -> None:
    """Take up the hidden columns or the merges that an element beside the rows may tell of."""
    if element.tag.endswith("}cols"):
        for column in element:
            if column.get("hidden") in TRUE or is_unseen(column.get("width"), CHARACTER):
                last = min(int(column.get("max", "1")), MAX_COLUMN)
                hidden_columns.update(range(int(column.get("min", "1")), last + 1))
    elif element.tag.endswith("}mergeCells"):
        ends = (merge.get("ref", "").partition(":") for merge in element)
        merges += [(_address(first), _address(last)) for first, _, last in ends if last]


def _row(found: SheetCells, row: Element, number: int, known: XmlNames) -> None:
    """Take up the cells of a row that hold something; most are a value and nothing more."""
    column, pending = 0, 0  # how many cells without a reference came since the last with one
    reference = ""
    for cell in row:
        if cell.tag != known.c:
            refuse_misplaced(cell, f"nội dung trang {found.name}")
            continue
        attributes = cell.attrib
        stated = attributes.get("r")
        if stated:
            reference, pending = stated, 0
        else:
            pending += 1
        if not len(cell):
            continue
        if pending:
            column = (_address(reference)[1] if reference else 0) + pending
        at = (number, column) if pending else _address(reference)
        if len(cell) > 1 or cell[0].tag != known.v or not found.put_plain(at, attributes, cell[0]):
            _put(found, at, cell, known)


def _put(found: SheetCells, at: Address, cell: Element, known: XmlNames) -> None:
    """Take up a cell by its parts."""
    value = inline = None
    for part in cell:
        tag = part.tag
        if tag == known.v:
            # Programs differ in which of two values they show: such a cell has no one meaning.
            if value is not None or len(part):
                raise damaged(f"trang {found.name} có ô {a1(at)} ghi hai giá trị")
            value = part.text or ""
        elif tag == known.f:
            found.formula(at, part.attrib, part.text or "")
        elif tag == known.inline:
            inline = string(part, known)
        else:
            refuse_misplaced(part, f"nội dung trang {found.name}")
    if inline is not None and value:
        raise damaged(f"trang {found.name} có ô {a1(at)} ghi hai giá trị")
    found.put(at, cell.get("t", "n"), cell.get("s", "0"), value, inline)


def _sheet(
    found: SheetCells,
    hidden: bool,
    hidden_rows: Collection[int],
    hidden_columns: Collection[int],
    merges: Sequence[Merge],
) -> Sheet:
    # Writers may put rows in any order; what follows goes through the cells row by row.
    addresses = list(found.cells)
    cells = found.cells if addresses == sorted(addresses) else dict(sorted(found.cells.items()))
    return Sheet(
        found.name,
        cells,
        hidden,
        *hidden_within(hidden_rows, hidden_columns, cells),
        found.legacy_fonts,
        found.links,
        frozenset(found.formulas),
        found.circular(),
        found.marked,
        found.shown,
        covered(cells, merges),
    )


@lru_cache(maxsize=65536)
def _address(reference: str) -> Address:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise damaged("có ô mang địa chỉ sai")
    return int(match[2]), column_number(match[1])
