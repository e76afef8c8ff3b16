"""Causes in tables and filters."""

from __future__ import annotations

import re
from collections import Counter

from tests.excel_rules.book import Book, Table, area, overlap, place
from tests.excel_rules.model import Cause, Faults, Plant, add, all_of, edit, repeated
from tests.excel_rules.sources import WRITER, ecma, thread

PART, SHEET = "xl/tables/table1.xml", "xl/worksheets/sheet2.xml"
_NAME = re.compile(r"[^\W\d][\w.]{0,254}|\\[\w.]{0,254}")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _columns(table: Table) -> list[str]:
    """The names of the columns, with what the file writes as ``_x000a_``."""
    names = (element.get("name", "") for element in table.root.iter("{*}tableColumn"))
    return [_ESCAPE.sub(lambda found: chr(int(found[1], 16)), name) for name in names]


def _header(book: Book) -> Faults:
    for table in book.tables:
        of = area(table.root.get("ref", ""))
        if of is None or table.root.get("headerRowCount", "1") == "0":
            continue
        cells = {place(cell.ref): cell for cell in table.sheet.cells if cell.row == of[0]}
        for number, name in enumerate(_columns(table), of[1]):
            cell = cells.get((of[0], number))
            shown = None if cell is None else cell.value
            if cell is not None and cell.kind == "s" and (cell.value or "").isdecimal():
                index = int(cell.value or "0")
                shown = book.strings[index] if index < len(book.strings) else None
            says = cell is not None and cell.kind in ("s", "str", "inlineStr") and _plain(shown) == _plain(name)
            if not says and number <= of[3]:
                yield table.part, f"column {name} over a cell that says {shown}"


def _plain(text: str | None) -> str | None:
    return None if text is None else text.replace("\r\n", "\n")


def _same_column(book: Book) -> Faults:
    for table in book.tables:
        yield from ((table.part, name) for name in repeated(name.casefold() for name in _columns(table)))


def _long_column(book: Book) -> Faults:
    for table in book.tables:
        yield from ((table.part, name[:40]) for name in _columns(table) if not 0 < len(name) <= 255)


def _count(book: Book) -> Faults:
    for table in book.tables:
        of, names = area(table.root.get("ref", "")), _columns(table)
        listed = table.root.find("{*}tableColumns")
        said = len(names) if listed is None else int(listed.get("count", len(names)))
        if of is None or not of[3] - of[1] + 1 == len(names) == said:
            yield table.part, f"{len(names)} columns in {table.root.get('ref')}, said to be {said}"


def _same_id(book: Book) -> Faults:
    found = Counter(table.root.get("id", "") for table in book.tables)
    yield from (("tables", f"id {one} {times} times") for one, times in found.items() if times > 1)


def _same_name(book: Book) -> Faults:
    names = [table.root.get("displayName", "").casefold() for table in book.tables]
    names += [e.get("name", "").casefold() for e in book.own("definedName") if e.get("localSheetId") is None]
    tables = set(names[: len(book.tables)])
    yield from (("tables", name) for name in repeated(names) if name in tables)


def _name(book: Book) -> Faults:
    for table in book.tables:
        for key in ("name", "displayName"):
            name = table.root.get(key, "")
            if not _NAME.fullmatch(name) or place(name.upper()) or name.upper() in ("R", "C"):
                yield table.part, f"{key} {name}"


def _overlap(book: Book) -> Faults:
    for number, table in enumerate(book.tables):
        for other in book.tables[:number]:
            one, two = area(table.root.get("ref", "")), area(other.root.get("ref", ""))
            if one and two and table.sheet.part == other.sheet.part and table.part != other.part and overlap(one, two):
                yield table.part, f"over {other.part}"


def _filters(table: Table) -> list[str]:
    own = [child for child in table.sheet.root if child.tag.endswith("}autoFilter")]
    return [element.get("ref", "") for element in own]


def _over_filter(book: Book) -> Faults:
    for table in book.tables:
        of = area(table.root.get("ref", ""))
        for ref in _filters(table):
            found = area(ref)
            if of and found and overlap(of, found):
                yield table.sheet.part, f"filter {ref} over {table.root.get('displayName')}"


def _filter_area(book: Book) -> Faults:
    for table in book.tables:
        of = area(table.root.get("ref", ""))
        for element in table.root.iter("{*}autoFilter"):
            found = area(element.get("ref", ""))
            totals = int(table.root.get("totalsRowCount", "0"))
            if of and found != (of[0], of[1], of[2] - totals, of[3]):
                yield table.part, f"filter {element.get('ref')} of {table.root.get('ref')}"


def _no_row(book: Book) -> Faults:
    for table in book.tables:
        of = area(table.root.get("ref", ""))
        heads = int(table.root.get("headerRowCount", "1")) + int(table.root.get("totalsRowCount", "0"))
        if of and of[2] - of[0] + 1 <= heads:
            yield table.part, f"{table.root.get('ref')} has no row of data"


def _column_id(book: Book) -> Faults:
    for table in book.tables:
        ids = [element.get("id", "0") for element in table.root.iter("{*}tableColumn")]
        yield from ((table.part, f"column id {one}") for one in [*repeated(ids), *(i for i in ids if i == "0")])


_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_RELS = "xl/worksheets/_rels/sheet2.xml.rels"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"


def _another(name: str, number: int, ref: str, one: str, two: str) -> Plant:
    """A second table on the sheet, whole but for what its arguments make wrong."""
    xml = (
        f'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="{number}" name="{name}" '
        f'displayName="{name}" ref="{ref}"><autoFilter ref="{ref}"/><tableColumns count="2">'
        f'<tableColumn id="1" name="{one}"/><tableColumn id="2" name="{two}"/></tableColumns></table>'
    )
    row = f'<Relationship Id="rId3" Type="{_KIND}" Target="../tables/table2.xml"/></Relationships>'
    return all_of(
        add("xl/tables/table2.xml", xml, _TYPE),
        edit(_RELS, "</Relationships>", row),
        edit(SHEET, '<tablePart r:id="rId2"/>', '<tablePart r:id="rId2"/><tablePart r:id="rId3"/>'),
        edit(SHEET, '<tableParts count="1">', '<tableParts count="2">'),
        edit(SHEET, '<autoFilter ref="D1:E2"/>', ""),
    )


CAUSES = (
    Cause(
        "L01",
        "A table's column has another name than the cell above it, or that cell holds no text",
        thread("jmcnamara/XlsxWriter/issues/1126"),
        _header,
        edit(PART, 'name="Tên"', 'name="Họ tên"'),
    ),
    Cause(
        "L02",
        "Two columns of a table have one name, whatever the case",
        thread("jmcnamara/XlsxWriter/issues/362"),
        _same_column,
        all_of(edit(PART, 'name="Tên"', 'name="MÃ"'), edit("xl/sharedStrings.xml", "<t>Tên</t>", "<t>MÃ</t>")),
    ),
    Cause(
        "L03",
        "A column of a table has a name longer than 255 characters",
        thread("ycphs/openxlsx/pull/402"),
        _long_column,
        all_of(
            edit(PART, 'name="Tên"', f'name="{"x" * 256}"'),
            edit("xl/sharedStrings.xml", "<t>Tên</t>", f"<t>{'x' * 256}</t>"),
        ),
    ),
    Cause(
        "L04",
        "A table has more or fewer columns than its area",
        thread("exceljs/exceljs/issues/106"),
        _count,
        edit(PART, '<tableColumns count="2">', '<tableColumns count="3">'),
    ),
    Cause(
        "L05",
        "Two tables have one id",
        thread("nissl-lab/npoi-examples/issues/32"),
        _same_id,
        _another("Bang2", 1, "D1:E2", "x", "y"),
    ),
    Cause(
        "L06",
        "A table has the name of another or of a defined name",
        thread("jmcnamara/XlsxWriter/issues/319"),
        _same_name,
        all_of(edit(PART, 'name="Bang"', 'name="TONG"'), edit(PART, 'displayName="Bang"', 'displayName="TONG"')),
    ),
    Cause(
        "L07",
        "A table's name has signs that names can't, or is an address",
        thread("jmcnamara/XlsxWriter/issues/319"),
        _name,
        edit(PART, 'displayName="Bang"', 'displayName="Bang/2"'),
    ),
    Cause(
        "L08",
        "Tables overlap",
        thread("abap2xlsx/abap2xlsx/issues/225"),
        _overlap,
        _another("Bang2", 2, "A1:B2", "Mã", "Tên"),
    ),
    Cause(
        "L09",
        "A sheet's filter lies over a table",
        thread("EPPlusSoftware/EPPlus/issues/103"),
        _over_filter,
        edit(SHEET, '<autoFilter ref="D1:E2"/>', '<autoFilter ref="A1:B3"/>'),
    ),
    Cause(
        "L10",
        "A table's filter is not over the table",
        ecma("18.5.1.2, table: autoFilter"),
        _filter_area,
        edit(PART, '<autoFilter ref="A1:B3"/>', '<autoFilter ref="A1:B2"/>'),
    ),
    Cause(
        "L11",
        "A table has no row of data",
        WRITER.format("worksheet.add_table()"),
        _no_row,
        all_of(edit(PART, 'ref="A1:B3" totals', 'ref="A1:B1" totals'), edit(PART, '<autoFilter ref="A1:B3"/>', "")),
    ),
    Cause(
        "L12",
        "Two columns of a table have one id, or the id 0",
        ecma("18.5.1.3, tableColumn"),
        _column_id,
        edit(PART, '<tableColumn id="2"', '<tableColumn id="1"'),
    ),
)
