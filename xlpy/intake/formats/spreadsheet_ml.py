"""The parts of an .xlsx package parsed strictly: well-formed, of the right kind, every name with its namespace.

Comments and processing instructions fall away, CDATA and character references become the text they stand for, and
elements of foreign namespaces have other names: that much the XML library does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from xml.etree import ElementTree

from xlpy.intake.formats.package import MALFORMED
from xlpy.intake.formats.refusal import damaged

SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The two namespaces of SpreadsheetML: Transitional and Strict, which differ here in nothing else."""
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
TRUE = ("1", "true", "on")
WHOLE = 4 << 20
"""Bytes up to which a sheet is held as one tree; above, its rows go by one after another."""

Element = ElementTree.Element


@dataclass(frozen=True, slots=True)
class XmlNames:
    """The names of one namespace that cells are made of."""

    space: str
    row: str
    c: str
    v: str
    f: str
    inline: str
    t: str
    r: str
    properties: str


@cache
def names(space: str) -> XmlNames:
    """The names of a namespace, as the XML library spells them."""
    return XmlNames(space, *(f"{{{space}}}{name}" for name in ("row", "c", "v", "f", "is", "t", "r", "rPr")))


def parsed(content: bytes, kind: str, what: str) -> tuple[Element, str]:
    """The root of a part and its namespace in braces; ``kind`` is its expected name, ``what`` names it to people.

    Raises `RefusalError` (T102) if it is malformed or something else.
    """
    try:
        root = ElementTree.fromstring(content)
    except MALFORMED as error:
        raise damaged(f"{what} sai cú pháp XML") from error
    return root, f"{{{_space(root, kind, what)}}}"


def _space(root: Element, kind: str, what: str) -> str:
    for space in SPREADSHEET:
        if root.tag == f"{{{space}}}{kind}":
            return space
    raise damaged(f"{what} không thuộc sổ tính Excel")


def fits(content: bytes) -> bool:
    """Whether a sheet is small enough to be held as a whole."""
    return len(content) <= WHOLE


def sheet_elements(content: bytes, what: str, *, keep_table: bool = False) -> Iterator[tuple[XmlNames, Element]]:
    """Each row of a worksheet, and each other element right below its root, in order; the table itself if asked for.

    Raises `RefusalError` (T102): malformed, something else than a worksheet, two tables of cells, cells at odd places.
    """
    try:
        held = keep_table or fits(content)
        yield from _held(content, what, keep_table) if held else _streamed(content, what)
    except MALFORMED as error:
        raise damaged(f"{what} sai cú pháp XML") from error


def _held(content: bytes, what: str, keep_table: bool) -> Iterator[tuple[XmlNames, Element]]:
    root = ElementTree.fromstring(content)
    known = names(_space(root, "worksheet", what))
    table = f"{{{known.space}}}sheetData"
    tables = 0
    for child in root:
        if child.tag != table:
            yield known, child
            continue
        tables += 1
        refuse_two_tables(tables, what)
        if keep_table:
            yield known, child
        for row in child:
            if row.tag == known.row:
                yield known, row
            else:
                refuse_misplaced(row, what)


def _streamed(content: bytes, what: str) -> Iterator[tuple[XmlNames, Element]]:
    path: list[Element] = []
    known = names("")
    table, tables = "", 0
    for event, element in ElementTree.iterparse(BytesIO(content), ("start", "end")):
        if event == "start":
            if not path:
                known = names(_space(element, "worksheet", what))
                table = f"{{{known.space}}}sheetData"
            path.append(element)
            if len(path) == 2 and element.tag == table:
                tables += 1
                refuse_two_tables(tables, what)
            continue
        path.pop()
        if len(path) == 2 and path[1].tag == table:
            if element.tag == known.row:
                yield known, element
            else:
                refuse_misplaced(element, what)
            # What has gone by is let go, or the tree would grow with the sheet.
            path[1].clear()
        elif len(path) == 1 and element.tag != table:
            yield known, element


def refuse_two_tables(tables: int, what: str) -> None:
    """Raise `RefusalError` (T102) for a second table of cells: each program reads another of the two."""
    if tables > 1:
        raise damaged(f"{what} có hai bảng ô")


def refuse_misplaced(element: Element, what: str) -> None:
    """Raise `RefusalError` (T102) for cells at an odd place and for a choice of contents, which programs differ on."""
    if element.tag == CHOICE or (element.tag.rpartition("}")[2] in _CELLS and element.tag.startswith(_OURS)):
        raise damaged(f"{what} có ô đặt sai chỗ")


_CELLS = ("sheetData", "row", "c", "v")
_OURS = tuple(f"{{{space}}}" for space in SPREADSHEET)
