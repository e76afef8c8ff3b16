"""The tables of an .ods or .fods file, one walk over its content: values, errors, formulas, fonts, links, hiding.

Not told: whether it is a filter that hides a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

from xlpy.intake.formats.circular_formulas import circular
from xlpy.intake.formats.facts import MAX_COLUMN, MAX_ROW, hidden_within, refuse_if_far, refuse_if_too_many
from xlpy.intake.formats.ods_styles import OdsStyle, OdsStyles, read_styles
from xlpy.intake.formats.ods_text import TEXT, runs_of
from xlpy.intake.formats.package import MALFORMED
from xlpy.intake.formats.refusal import damaged
from xlpy.intake.formats.rich_text import RichText
from xlpy.intake.formats.stored_values import stored_date, stored_number, written_date, written_time
from xlpy.model.cells import Address, CellError, CellValue, Marked, Sheet, UncachedFormula
from xlpy.model.number_format import FormatSection, NumberFormat

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(r"#(REF!|DIV/0!|VALUE!|N/A|NAME\?|NUM!|NULL!)|Err:\d+")
_EXTERNAL = re.compile(r"'#|\bDDE\(|\bWEBSERVICE\(")
_HEADS = tuple(f"{_OFFICE}{name}" for name in ("font-face-decls", "styles", "automatic-styles"))
"""What stands before the tables and says how they look; ``styles`` in a flat file alone."""
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_AREA = re.compile(r"\[([^\[\]]*)\]")
_SPAN = re.compile(r"-?\d+:\d\d:\d\d")
_PERCENT = NumberFormat(((lambda _: True, FormatSection(percents=1, after="%")),))


@dataclass(slots=True)
class _Walk:
    """One table while its rows go by."""

    name: str
    hidden: bool
    styles: OdsStyles
    columns: list[tuple[int, bool, str]] = field(default_factory=list)
    """Each run of columns: its last number, whether it is hidden, the style of its cells."""
    row: int = 0
    count: int = 0
    is_copy: bool = False
    """Whether it is only what was last seen of a table in another file."""
    cells: dict[Address, CellValue] = field(default_factory=dict)
    formulas: dict[Address, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    legacy_fonts: dict[Address, str] = field(default_factory=dict)
    links: dict[Address, str] = field(default_factory=dict)
    marked: dict[Address, Marked] = field(default_factory=dict)
    shown: dict[Address, NumberFormat] = field(default_factory=dict)
    covered: set[Address] = field(default_factory=set)

    def sheet(self) -> Sheet:
        """The sheet as far as it has gone by; hidden rows and columns are those that hold cells, counted from 1."""
        hidden: set[int] = set()
        first = 1
        for last, is_hidden, _ in self.columns:
            if is_hidden:
                hidden.update(range(first, min(last, MAX_COLUMN) + 1))
            first = last + 1
        return Sheet(
            self.name,
            self.cells,
            self.hidden,
            *hidden_within(self.hidden_rows, hidden, self.cells),
            self.legacy_fonts,
            self.links,
            frozenset(self.formulas),
            circular({at: _in_plain_spelling(formula) for at, formula in self.formulas.items()}),
            self.marked,
            self.shown,
            frozenset(self.covered),
        )


def read_tables(content: bytes, styles: bytes) -> tuple[Sheet, ...]:
    """The sheets in order. Raises `RefusalError`: T102 (damaged), T106 (endless repetition), T107 (far)."""
    try:
        common = [ElementTree.fromstring(styles)] if styles else []
        found = tuple(_tables(content, common))
    except MALFORMED as error:
        raise damaged("nội dung bảng tính sai cú pháp") from error
    if len({sheet.name for sheet in found}) < len(found):
        raise damaged("có hai trang trùng tên")
    return found


def _tables(content: bytes, common: Sequence[ElementTree.Element]) -> Iterator[Sheet]:
    walk: _Walk | None = None
    heads = list(common)
    path: list[str] = []
    for event, element in ElementTree.iterparse(BytesIO(content), ("start", "end")):
        tag = element.tag
        if event == "start":
            path.append(tag)
            # Tables also stand inside notes and charts; only those right below the spreadsheet are sheets.
            if tag == f"{_TABLE}table" and path[-2:-1] == [f"{_OFFICE}spreadsheet"]:
                styles = read_styles(heads)
                walk = _Walk(element.get(f"{_TABLE}name", ""), _is_hidden(element, styles), styles)
            continue
        path.pop()
        if tag in _HEADS:
            heads.append(element)
        # Rows of a table within a table (the text of a note, a chart's own data) are none of the sheet.
        elif walk is None or path.count(f"{_TABLE}table") > (tag != f"{_TABLE}table"):
            continue
        elif tag == f"{_TABLE}table-column":
            _column(walk, element)
        elif tag == f"{_TABLE}table-row":
            _row(walk, element)
            # A sheet of a million rows would else stay in memory whole.
            element.clear()
        elif tag == f"{_TABLE}table-source":
            walk.is_copy = True
        elif tag == f"{_TABLE}table":
            if not walk.is_copy:
                yield walk.sheet()
            walk = None


def _is_hidden(element: ElementTree.Element, styles: OdsStyles) -> bool:
    """Whether a table, row or column is hidden, by itself or by its style."""
    family = element.tag.removeprefix(_TABLE)
    style = element.get(f"{_TABLE}style-name", "")
    return element.get(f"{_TABLE}visibility", "visible") != "visible" or (family, style) in styles.hidden


def _column(walk: _Walk, element: ElementTree.Element) -> None:
    last = walk.columns[-1][0] if walk.columns else 0
    hidden = _is_hidden(element, walk.styles)
    style = element.get(f"{_TABLE}default-cell-style-name", "")
    walk.columns.append((last + _repeated(element, "columns"), hidden, style))


def _row(walk: _Walk, element: ElementTree.Element) -> None:
    first = walk.row + 1
    repeated = _repeated(element, "rows")
    walk.row += repeated
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        start = column + 1
        column += _repeated(cell, "columns")
        # Empty cells are written too, repeated to the edge of the sheet: they carry only a style.
        if not len(cell) and cell.get(f"{_OFFICE}value-type") is None and cell.get(f"{_TABLE}formula") is None:
            continue
        style = cell.get(f"{_TABLE}style-name") or element.get(f"{_TABLE}default-cell-style-name")
        value, text = _value(cell, walk.styles, walk.styles.cell(style or _column_style(walk, start)))
        if value in (None, "") and cell.get(f"{_TABLE}formula") is None:
            continue
        far = walk.row > MAX_ROW or column > MAX_COLUMN
        if far and isinstance(value, str) and not value.strip():
            continue
        refuse_if_far(walk.name, walk.row, column)
        # Repetition is counted before it is unrolled, else a few bytes could fill the memory.
        walk.count += (column - start + 1) * repeated
        refuse_if_too_many(walk.name, walk.count)
        for row in range(first, walk.row + 1):
            for at in range(start, column + 1):
                own = walk.styles.cell(style or _column_style(walk, at))
                _put(walk, (row, at), cell, value, text, own)
    if _is_hidden(element, walk.styles):
        walk.hidden_rows.update(range(first, min(walk.row, MAX_ROW) + 1))


def _value(cell: ElementTree.Element, styles: OdsStyles, own: OdsStyle) -> tuple[CellValue | None, RichText]:
    """The cell's value, None where it holds nothing, and its text in runs."""
    text = RichText(runs_of(cell.iterfind(f"{TEXT}p"), styles, own))
    formula, kind = cell.get(f"{_TABLE}formula"), cell.get(f"{_OFFICE}value-type")
    shown = text.text
    # ODF has no error type. LibreOffice says it in a name space of its own, others only by the text shown.
    if cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(shown)):
        return CellError(shown or "#VALUE!"), text
    if kind is None:
        return (UncachedFormula(_spelled(formula)) if formula and not shown else shown), text
    if kind in ("float", "currency", "percentage"):
        stored = cell.get(f"{_OFFICE}value")
        if stored is None:
            return (UncachedFormula(_spelled(formula)) if formula else CellError(shown or "#VALUE!")), text
        return _number(stored, own), text
    if kind == "date":
        return _moment(written_date, cell.get(f"{_OFFICE}date-value", "")), text
    if kind == "time":
        return _moment(written_time, cell.get(f"{_OFFICE}time-value", "")), text
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true", text
    if kind == "string":
        return cell.get(f"{_OFFICE}string-value") or shown, text
    return (None if kind == "void" else CellError(shown or "#VALUE!")), text


def _number(stored: str, own: OdsStyle) -> CellValue:
    """The number of a cell, or the day or time that it shows; an error where it is none: programs differ then."""
    value = stored_number(stored)
    if isinstance(value, Decimal) and (own.shows.is_date or own.shows.is_span):
        return stored_date(value, is_span=own.shows.is_span, epoch_1904=False)
    return value


def _moment(read: Callable[[str], CellValue], stored: str) -> CellValue:
    value = read(stored)
    return CellError(value or "#VALUE!") if isinstance(value, str) and not _SPAN.match(value) else value


def _put(
    walk: _Walk, at: Address, cell: ElementTree.Element, value: CellValue | None, text: RichText, own: OdsStyle
) -> None:
    formula = cell.get(f"{_TABLE}formula")
    if formula is not None:
        walk.formulas[at] = _spelled(formula)
        if _EXTERNAL.search(walk.formulas[at]):
            walk.links[at] = walk.formulas[at]
    if value is None or value == "":
        return
    walk.cells[at] = value
    font = text.legacy_font(own.font)
    if font or (own.font and not text.runs):
        walk.legacy_fonts[at] = font or own.font
    if cell.tag == _CELLS[1]:
        walk.covered.add(at)
    if isinstance(value, Decimal):
        if own.sort:
            walk.marked[at] = Marked(own.sort, "")
        # The type says percentage even where the style is lost, so the type alone is believed there.
        if cell.get(f"{_OFFICE}value-type") == "percentage" and not own.shows.sections:
            walk.shown[at] = _PERCENT
        elif own.shows.alters(value):
            walk.shown[at] = own.shows
        return
    if own.shows.alters(value):
        walk.shown[at] = own.shows
    if isinstance(value, str) and (apart := text.marked(own.sort)):
        walk.marked[at] = apart


def _column_style(walk: _Walk, column: int) -> str:
    return next((style for last, _, style in walk.columns if column <= last), "")


def _spelled(formula: str | None) -> str:
    """The formula without the name of its language."""
    return re.sub(r"^\w+:(?==)", "", formula or "")


def _in_plain_spelling(formula: str) -> str:
    """``=SUM([.F10:.F14])`` as ``=SUM(F10:F14)``; cells of other sheets are marked as such."""
    return _AREA.sub(lambda area: area[1].replace(".", "") if area[1].startswith(".") else "X!A1", formula)


def _repeated(element: ElementTree.Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
