"""Causes in a sheet's part: order of its elements, rows, columns, cells and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from tests.excel_rules.book import COLUMNS, ROWS, Book, Sheet, column, place
from tests.excel_rules.model import Cause, Faults, all_of, edit, local, out_of_order
from tests.excel_rules.sources import LIMITS, WRITER, ecma, thread

PART = "xl/worksheets/sheet1.xml"
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
    "cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
_LISTS = ("cols", "mergeCells", "dataValidations", "hyperlinks", "rowBreaks", "colBreaks", "tableParts", "sheetViews")
KINDS = ("b", "d", "e", "inlineStr", "n", "s", "str")
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COLOUR = re.compile(r"[0-9A-Fa-f]{8}")


def _order(book: Book) -> Faults:
    for sheet in book.sheets:
        yield from ((sheet.part, tag) for tag in out_of_order(sheet.root, tuple(ORDER.split())))


def _property_order(book: Book) -> Faults:
    for sheet in book.sheets:
        for element in sheet.all("sheetPr"):
            yield from ((sheet.part, t) for t in out_of_order(element, ("tabColor", "outlinePr", "pageSetUpPr")))


def _empty_list(book: Book) -> Faults:
    for sheet in book.sheets:
        yield from ((sheet.part, local(c)) for c in sheet.root if local(c) in _LISTS and not len(c))


def _rows(sheet: Sheet) -> Iterator[tuple[str, int]]:
    data = sheet.root.find("{*}sheetData")
    for row in () if data is None else data:
        text = row.get("r", "")
        yield text, int(text) if text.isdecimal() else 0


def _row_order(book: Book) -> Faults:
    for sheet in book.sheets:
        last = 0
        for text, number in _rows(sheet):
            if text and number <= last:
                yield sheet.part, f"row {text} after row {last}"
            last = max(last, number)


def _cell_order(book: Book) -> Faults:
    for sheet in book.sheets:
        row, last = 0, 0
        for cell in sheet.cells:
            number = column(cell.ref.rstrip("0123456789")) if cell.ref else last + 1
            if cell.row != row:
                row, last = cell.row, 0
            if number <= last:
                yield sheet.part, f"{cell.ref} after column {last}"
            last = number


def _cell_row(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            digits = cell.ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if cell.ref and cell.row and cell.row <= ROWS and digits != str(cell.row) and place(cell.ref):
                yield sheet.part, f"{cell.ref} in row {cell.row}"


def _beyond(book: Book) -> Faults:
    for sheet in book.sheets:
        yield from ((sheet.part, cell.ref) for cell in sheet.cells if cell.ref and place(cell.ref) is None)
        yield from ((sheet.part, f"row {text}") for text, number in _rows(sheet) if text and not 0 < number <= ROWS)


def _style(book: Book) -> Faults:
    if book.styles is None:
        return
    known = {str(number) for number in range(len(book.styles_in("cellXfs")))}
    for sheet in book.sheets:
        yield from ((sheet.part, f"{c.ref} style {c.style}") for c in sheet.cells if c.style not in known)
        yield from (
            (sheet.part, f"column style {e.get('style')}") for e in sheet.all("col") if e.get("style", "0") not in known
        )


def _kind(book: Book) -> Faults:
    for sheet in book.sheets:
        yield from ((sheet.part, f"{c.ref} {c.kind}") for c in sheet.cells if c.kind not in KINDS)


def _number(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind == "n" and cell.value and not _NUMBER.fullmatch(cell.value.strip()):
                yield sheet.part, f"{cell.ref} {cell.value}"


def _truth(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind == "b" and cell.value is not None and cell.value.strip() not in ("0", "1", "true", "false"):
                yield sheet.part, f"{cell.ref} {cell.value}"


def _error(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind == "e" and cell.value is not None and cell.value.strip() not in ERRORS:
                yield sheet.part, f"{cell.ref} {cell.value}"


def _date(book: Book) -> Faults:
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind == "d" and not _is_date(cell.value or ""):
                yield sheet.part, f"{cell.ref} {cell.value}"


def _is_date(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year >= 1900
    except ValueError:
        return False


def _columns(book: Book) -> Faults:
    for sheet in book.sheets:
        last = 0
        for element in sheet.all("col"):
            first, end = int(element.get("min", "0")), int(element.get("max", "0"))
            if first <= last and first <= end:
                yield sheet.part, f"columns {first} to {end} after {last}"
            last = max(last, end)


def _column_numbers(book: Book) -> Faults:
    for sheet in book.sheets:
        for element in sheet.all("col"):
            first, end = int(element.get("min", "0")), int(element.get("max", "0"))
            if not 1 <= first <= end <= COLUMNS:
                yield sheet.part, f"columns {first} to {end}"


def _wide(book: Book) -> Faults:
    for sheet in book.sheets:
        for element in sheet.all("col"):
            if not 0 <= float(element.get("width", "0")) < 256:
                yield sheet.part, f"width {element.get('width')}"


def _high(book: Book) -> Faults:
    for sheet in book.sheets:
        data = sheet.root.find("{*}sheetData")
        for row in () if data is None else data:
            if not 0 <= float(row.get("ht", "0")) <= 409.5:
                yield sheet.part, f"row {row.get('r')} height {row.get('ht')}"


def _outline(book: Book) -> Faults:
    for sheet in book.sheets:
        data = sheet.root.find("{*}sheetData")
        for element in (*sheet.all("col"), *(() if data is None else data)):
            if not 0 <= int(element.get("outlineLevel", "0")) <= 7:
                yield sheet.part, f"outline level {element.get('outlineLevel')}"


def _colour(book: Book) -> Faults:
    roots = [(sheet.part, sheet.all("tabColor")) for sheet in book.sheets]
    if book.styles is not None:
        roots.append(("xl/styles.xml", list(book.styles.iter("{*}color", "{*}fgColor", "{*}bgColor"))))
    for part, elements in roots:
        for element in elements:
            if element.get("rgb") is not None and not _COLOUR.fullmatch(element.get("rgb")):
                yield part, f"colour {element.get('rgb')}"


_B2 = '<c r="B2"><v>1</v></c>'
_ROW8 = '<row r="8" spans="1:4"><c r="A8" t="b"><v>1</v></c></row>'


CAUSES = (
    Cause(
        "S01",
        "A sheet's elements are out of order",
        thread("productdevbook/hucre/issues/40"),
        _order,
        all_of(
            edit(PART, '<sheetProtection sheet="1" objects="1" scenarios="1"/>', ""),
            edit(PART, "<sheetData>", '<sheetProtection sheet="1"/><sheetData>'),
        ),
    ),
    Cause(
        "S02",
        "A sheet's properties are out of order",
        thread("jmcnamara/rust_xlsxwriter/issues/184"),
        _property_order,
        edit(
            PART,
            '<tabColor rgb="FF1E6B2B"/><pageSetUpPr fitToPage="1"/>',
            '<pageSetUpPr fitToPage="1"/><tabColor rgb="FF1E6B2B"/>',
        ),
    ),
    Cause(
        "S03",
        "A list of a sheet is empty: columns, merges, links …",
        ecma("18.3.1.99, worksheet, and the types of its lists"),
        _empty_list,
        edit("xl/worksheets/sheet3.xml", "</sheetData>", "</sheetData><mergeCells/>"),
    ),
    Cause(
        "S04",
        "Rows come out of order or twice",
        thread("dtjohnson/xlsx-populate/pull/4"),
        _row_order,
        edit(PART, '<row r="9"', f'{_ROW8.replace("A8", "B8")}<row r="9"'),
    ),
    Cause(
        "S05",
        "The cells of a row come out of order or twice",
        thread("ahmedwalid05/FastExcel/issues/72"),
        _cell_order,
        edit(PART, _B2, f'{_B2}<c r="B2"><v>5</v></c>'),
    ),
    Cause(
        "S06",
        "A cell's address is not of the row it stands in",
        ecma("18.3.1.4, c"),
        _cell_row,
        edit(PART, 'r="A8"', 'r="A18"'),
    ),
    Cause(
        "S07",
        "A row or cell lies beyond row 1 048 576 or column XFD",
        LIMITS,
        _beyond,
        edit(PART, "</sheetData>", '<row r="1048577"><c r="A1048577"/></row></sheetData>'),
    ),
    Cause(
        "S08",
        "A cell or column has a style that is not there",
        ecma("18.3.1.4, c: s is an index of cellXfs"),
        _style,
        edit(PART, _B2, '<c r="B2" s="99"><v>1</v></c>'),
    ),
    Cause(
        "S09",
        "A cell is of an unknown type",
        ecma("18.18.11, ST_CellType"),
        _kind,
        edit(PART, _B2, '<c r="B2" t="x"><v>1</v></c>'),
    ),
    Cause(
        "S10",
        "A number is none: NaN, Infinity, a text",
        thread("jmcnamara/libxlsxwriter/issues/122"),
        _number,
        edit(PART, _B2, '<c r="B2"><v>NaN</v></c>'),
    ),
    Cause(
        "S11",
        "A truth value is neither 0 nor 1",
        ecma("18.18.11, ST_CellType"),
        _truth,
        edit(PART, _ROW8, _ROW8.replace("<v>1", "<v>Y")),
    ),
    Cause(
        "S12",
        "An error value is none of Excel's",
        ecma("18.18.11, ST_CellType"),
        _error,
        edit(PART, _B2, '<c r="B2" t="e"><v>#SAI!</v></c>'),
    ),
    Cause(
        "S13",
        "A date is no ISO date, or before 1900",
        LIMITS,
        _date,
        edit(PART, _B2, '<c r="B2" t="d"><v>25/01/2024</v></c>'),
    ),
    Cause(
        "S14",
        "Columns are set twice or out of order",
        thread("EPPlusSoftware/EPPlus/issues/107"),
        _columns,
        edit(PART, '<col min="2"', '<col min="1"'),
    ),
    Cause(
        "S15",
        "Columns are set that no sheet has, or from the last to the first",
        ecma("18.3.1.13, col"),
        _column_numbers,
        edit(PART, '<col min="2" max="3"', '<col min="2" max="16385"'),
    ),
    Cause("S16", "A column is wider than 255 characters", LIMITS, _wide, edit(PART, 'width="20.7', 'width="320.7')),
    Cause("S17", "A row is higher than 409 points", LIMITS, _high, edit(PART, 'ht="24"', 'ht="424"')),
    Cause(
        "S18",
        "Rows or columns are grouped deeper than seven levels",
        WRITER.format("working with outlines and grouping"),
        _outline,
        edit(PART, 'ht="24"', 'ht="24" outlineLevel="8"'),
    ),
    Cause(
        "S19",
        "A colour is not of eight hexadecimal digits",
        ecma("18.18.86, ST_UnsignedIntHex"),
        _colour,
        edit(PART, 'rgb="FF1E6B2B"', 'rgb="#1E6B2B"'),
    ),
)
