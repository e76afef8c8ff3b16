"""The looks of an .ods or .fods file: columns, rows, merged areas and cells' styles, from its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from xlpy.intake.formats.facts import MAX_COLUMN, MAX_ROW
from xlpy.intake.formats.ods_styles import points
from xlpy.intake.formats.package import MALFORMED, open_package, safe_xml
from xlpy.intake.formats.refusal import RefusalError
from xlpy.intake.formats.sniff import ZIP
from xlpy.model.cells import Address
from xlpy.outputs.marked.shape import CellLook, Shape

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
MOST_CELLS = 100_000
"""Cells of a sheet whose looks are taken over: repetition writes millions in a few bytes."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ALIGN = {"start": "left", "left": "left", "center": "center", "end": "right", "right": "right"}
_POINTS_PER_CHAR = 7 * 0.75

Styles = Mapping[str, ElementTree.Element]


def shapes(data: bytes) -> Mapping[str, Shape]:
    """Shapes by sheet name; empty where the members can't be followed: then the copy is plainer."""
    try:
        roots = [ElementTree.fromstring(xml) for xml in _parts(data)]
        styles = {s.get(f"{_STYLE}name", ""): s for root in roots for s in root.iter(f"{_STYLE}style")}
        return {table.get(f"{_TABLE}name", ""): _shape(table, styles) for table in roots[-1].iter(f"{_TABLE}table")}
    except (*MALFORMED, RefusalError):
        return {}


def _parts(data: bytes) -> list[bytes]:
    """Styles, where they stand apart, and content."""
    if not data.startswith(ZIP):
        return [safe_xml(data, "tệp")]
    package = open_package(data)
    return [package.xml(name) for name in ("styles.xml", "content.xml") if name in package]


def _shape(table: ElementTree.Element, styles: Styles) -> Shape:
    widths, defaults = _columns(table, styles)
    heights: dict[int, float] = {}
    merged: list[tuple[Address, Address]] = []
    looks: dict[Address, CellLook] = {}
    known: dict[str, CellLook] = {}
    last = 0
    for row in table.iter(f"{_TABLE}table-row"):
        first, last = last + 1, last + _repeated(row, "rows")
        if last > MAX_ROW or len(looks) > MOST_CELLS:  # the empty rest of the sheet is written as one row
            break
        height = _length(styles, row.get(f"{_TABLE}style-name"), "row")
        heights |= dict.fromkeys(range(first, last + 1), height) if height else {}
        own = row.get(f"{_TABLE}default-cell-style-name", "")
        for start, end, cell in _cells(row):
            right, down = (int(cell.get(f"{_TABLE}number-{what}-spanned", "1")) - 1 for what in ("columns", "rows"))
            if right > 0 or down > 0:
                merged.append(((first, start), (first + down, start + right)))
            if (last - first + 1) * (end - start + 1) > MOST_CELLS:
                continue
            for column in range(start, end + 1):
                style = cell.get(f"{_TABLE}style-name", "") or own or defaults.get(column, "")
                if style not in known:
                    known[style] = _look(styles, style)
                looks |= {(number, column): known[style] for number in range(first, last + 1)}
    return Shape(widths, heights, tuple(merged), looks)


def _columns(table: ElementTree.Element, styles: Styles) -> tuple[dict[int, float], dict[int, str]]:
    """Widths in characters, and the style of each column's cells."""
    widths: dict[int, float] = {}
    defaults: dict[int, str] = {}
    last = 0
    for column in table.iter(f"{_TABLE}table-column"):
        first, last = last + 1, last + _repeated(column, "columns")
        width = _length(styles, column.get(f"{_TABLE}style-name"), "column")
        for number in range(first, min(last, MAX_COLUMN) + 1):
            widths |= {number: width / _POINTS_PER_CHAR} if width else {}
            defaults[number] = column.get(f"{_TABLE}default-cell-style-name", "")
    return widths, defaults


def _cells(row: ElementTree.Element) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """First and last column of each cell that is not the empty rest of the row."""
    last = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        first, last = last + 1, last + _repeated(cell, "columns")
        if last > MAX_COLUMN:
            return
        yield first, last, cell


def _length(styles: Styles, style: str | None, what: str) -> float:
    """Width or height in points that a style gives, 0 where it gives none."""
    element = styles.get(style or "")
    if element is None:
        return 0.0
    size = "width" if what == "column" else "height"
    given = element.find(f"{_STYLE}table-{what}-properties")
    return (points(given.get(f"{_STYLE}{what}-{size}", "")) if given is not None else None) or 0.0


def _look(styles: Styles, style: str) -> CellLook:
    """The style's looks, with what it takes from its parents."""
    chain: list[ElementTree.Element] = []
    while style in styles and styles[style] not in chain:
        chain.append(styles[style])
        style = styles[style].get(f"{_STYLE}parent-style-name", "")

    def first(part: str, name: str) -> str:
        given = (each.find(f"{_STYLE}{part}-properties") for each in chain)
        return next((value for p in given if p is not None and (value := p.get(f"{_FO}{name}"))), "")

    fill, ink = first("table-cell", "background-color"), first("text", "color")
    return CellLook(
        first("text", "font-weight") == "bold",
        fill.upper() if _COLOUR.fullmatch(fill) else "",
        ink.upper() if _COLOUR.fullmatch(ink) else "",
        _ALIGN.get(first("paragraph", "text-align"), ""),
    )


def _repeated(element: ElementTree.Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
