"""The look into an .ods package, one walk over content.xml: errors, formulas, fonts, links, hiding.

Not told: whether it is a filter that hides a row. Hidden sheets are told by the reader of the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree

from xlpy.intake.facts import LEGACY_FONT_BYTES, MAX_COLUMN, MAX_ROW, SheetFacts, is_legacy, refuse_if_far
from xlpy.intake.grid import Address, CellError, UncachedFormula
from xlpy.intake.ods_styles import STYLE, style_fonts
from xlpy.intake.package import MALFORMED, Package
from xlpy.intake.refusal import RefusalError, damaged, suspicious

MAX_SPACES = 10_000
"""Of the spaces one ``text:c`` attribute may ask for."""
MAX_CELLS = 1_000_000
"""Of the cells with content in a sheet: repetition writes that many in a few bytes."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SPACES = re.compile(rb'text:c="(\d+)"')
_ERROR = re.compile(r"#(REF!|DIV/0!|VALUE!|N/A|NAME\?|NUM!|NULL!)|Err:\d+")
_EXTERNAL = re.compile(r"'#|\bDDE\(|\bWEBSERVICE\(")


@dataclass(slots=True)
class _Walk:
    """One table while its rows go by."""

    name: str
    fonts: Mapping[str, str]
    columns: list[tuple[int, bool, str]] = field(default_factory=list)
    """Each run of columns: its last number, whether it is hidden, the style of its cells."""
    row: int = 0
    count: int = 0
    marks: dict[Address, CellError | UncachedFormula] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    legacy_fonts: dict[Address, str] = field(default_factory=dict)
    links: dict[Address, str] = field(default_factory=dict)

    def facts(self) -> SheetFacts:
        hidden: set[int] = set()
        first = 1
        for last, is_hidden, _ in self.columns:
            if is_hidden:
                hidden.update(range(first, min(last, MAX_COLUMN) + 1))
            first = last + 1
        return SheetFacts(self.marks, frozenset(self.hidden_rows), frozenset(hidden), self.legacy_fonts, self.links)


def refuse_encrypted(package: Package) -> None:
    """Raise `RefusalError` (T101) if the package's manifest says that its members are encrypted."""
    manifest = "meta-inf/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise RefusalError("T101")


def has_macros(names: Iterable[str]) -> bool:
    """True if a member holds Basic or a script; the libraries' own indexes stand there without any, too."""
    folders = ("basic/", "scripts/")
    return any(x.startswith(folders) and not x.endswith(("/", "-lc.xml", "-lb.xml")) for x in names)


def look(package: Package) -> Mapping[str, SheetFacts]:
    """Facts by sheet name. Raises `RefusalError`: T102 (damaged), T106 (endless repetition), T107 (far)."""
    content = package.xml("content.xml")
    if any(int(count) > MAX_SPACES for count in _SPACES.findall(content)):
        raise suspicious("có chuỗi dấu cách dài bất thường", f"{MAX_SPACES} dấu cách")
    styles = package.xml("styles.xml") if "styles.xml" in package else b""
    fonts = _fonts(content, styles) if LEGACY_FONT_BYTES.search(content + styles) else {}
    try:
        return {walk.name: walk.facts() for walk in _tables(content, fonts)}
    except MALFORMED as error:
        raise damaged("nội dung bảng tính sai cú pháp") from error


def _fonts(*parts: bytes) -> dict[str, str]:
    """Font by style name, of content.xml and styles.xml: a cell names no automatic style of the latter."""
    try:
        roots = [ElementTree.fromstring(part) for part in parts if part]
    except MALFORMED as error:
        raise damaged("phần định dạng sai cú pháp") from error
    faces = [face for root in roots for face in root.iter(f"{STYLE}font-face")]
    styles = [style for root in reversed(roots) for style in root.iter(f"{STYLE}style")]
    return style_fonts(styles, faces)


def _tables(content: bytes, fonts: Mapping[str, str]) -> Iterator[_Walk]:
    walk: _Walk | None = None
    for event, element in ElementTree.iterparse(BytesIO(content), ("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table" and walk is None:
                walk = _Walk(element.get(f"{_TABLE}name", ""), fonts)
        elif walk is None:
            continue
        elif element.tag == f"{_TABLE}table-column":
            _column(walk, element)
        elif element.tag == f"{_TABLE}table-row":
            _row(walk, element)
            element.clear()
        elif element.tag == f"{_TABLE}table" and element.get(f"{_TABLE}name", "") == walk.name:
            yield walk
            walk = None


def _column(walk: _Walk, element: ElementTree.Element) -> None:
    last = walk.columns[-1][0] if walk.columns else 0
    hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
    style = element.get(f"{_TABLE}default-cell-style-name", "")
    walk.columns.append((last + _repeated(element, "columns"), hidden, style))


def _row(walk: _Walk, element: ElementTree.Element) -> None:
    first = walk.row + 1
    repeated = _repeated(element, "rows")
    walk.row += repeated
    column = 0
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        start = column + 1
        column += _repeated(cell, "columns")
        if _holds_something(cell):
            refuse_if_far(walk.name, walk.row, column)
            walk.count += (column - start + 1) * repeated
            if walk.count > MAX_CELLS:
                raise suspicious("có trang lặp lại hàng triệu ô", f"{MAX_CELLS} ô")
            style = cell.get(f"{_TABLE}style-name") or element.get(f"{_TABLE}default-cell-style-name")
            rows, columns = range(first, walk.row + 1), range(start, column + 1)
            _cell(walk, cell, style, [(row, at) for row in rows for at in columns])
    if element.get(f"{_TABLE}visibility", "visible") != "visible":
        walk.hidden_rows.update(range(first, min(walk.row, MAX_ROW) + 1))


def _holds_something(cell: ElementTree.Element) -> bool:
    return cell.get(f"{_OFFICE}value-type") is not None or cell.get(f"{_TABLE}formula") is not None


def _cell(walk: _Walk, cell: ElementTree.Element, style: str | None, addresses: list[Address]) -> None:
    text = "".join(part for line in cell.findall(f"{_TEXT}p") for part in line.itertext())
    formula = cell.get(f"{_TABLE}formula")
    spelled = re.sub(r"^\w+:(?==)", "", formula or "")
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(text)):
        walk.marks.update(dict.fromkeys(addresses, CellError(text or "#VALUE!")))
    elif formula and kind is None and not text:
        walk.marks.update(dict.fromkeys(addresses, UncachedFormula(spelled)))
    if _EXTERNAL.search(spelled):
        walk.links.update(dict.fromkeys(addresses, spelled))
    if walk.fonts:
        for address in addresses:
            font = _legacy_font(walk, cell, style or _column_style(walk, address[1]))
            if font:
                walk.legacy_fonts[address] = font


def _column_style(walk: _Walk, column: int) -> str:
    return next((style for last, _, style in walk.columns if column <= last), "")


def _legacy_font(walk: _Walk, cell: ElementTree.Element, style: str) -> str:
    """The first legacy font in which some of the cell's text is set, by its spans or its own style; or ''."""
    own = walk.fonts.get(style, "")
    lines = cell.findall(f"{_TEXT}p")
    spans = [span for line in lines for span in line.iter(f"{_TEXT}span")]
    used = [walk.fonts.get(span.get(f"{_TEXT}style-name", "")) or own for span in spans]
    if not spans or any(piece for line in lines for piece in (line.text, *(part.tail for part in line))):
        used.append(own)
    return next((font for font in used if is_legacy(font)), "")


def _repeated(element: ElementTree.Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
