"""Causes in the workbook's own part: sheets and their names, views, defined names, the calculation chain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.excel_rules.book import Book, area, place
from tests.excel_rules.model import Cause, Faults, add, all_of, edit, out_of_order, repeated
from tests.excel_rules.sources import NAMES, WRITER, ecma, thread

PART = "xl/workbook.xml"
ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
    "webPublishObjects extLst"
)
_NAME = re.compile(r"[^\W\d][\w.?\\]*|\\[\w.?\\]*")
_R1C1 = re.compile(r"[RC]|R\d*C\d*", re.IGNORECASE)
_SHEET = r"(?:'(?:[^'\[\]]|'')+'|[^\W\d][\w.]*)!"
_TITLES = re.compile(rf"{_SHEET}\$[A-Z]{{1,3}}:\$[A-Z]{{1,3}}|{_SHEET}\$\d+:\$\d+")
_AREA = re.compile(rf"{_SHEET}(\$[A-Z]{{1,3}}\$\d+(?::\$[A-Z]{{1,3}}\$\d+)?|\$[A-Z]+:\$[A-Z]+|\$\d+:\$\d+)")
_REFERENCE = re.compile(r"\$?[A-Za-z]{1,3}\$?\d+(:\$?[A-Za-z]{1,3}\$?\d+)?")
_OF_SHEET = re.compile(r"(?:'((?:[^'\[\]]|'')+)'|(?<![\w.\]'#])([^\W\d][\w.]*))!")
_OUTSIDE = re.compile(r"\[(\d+)\]")
_TEXT = re.compile(r'"(?:[^"]|"")*"')


def _names(book: Book) -> list[str]:
    return [sheet.get("name", "") for sheet in book.own("sheet")]


def _long(book: Book) -> Faults:
    yield from ((PART, name) for name in _names(book) if not 0 < len(name) <= 31)


def _signs(book: Book) -> Faults:
    yield from ((PART, name) for name in _names(book) if set(name) & set("[]:*?/\\"))


def _apostrophe(book: Book) -> Faults:
    yield from ((PART, name) for name in _names(book) if name.startswith("'") or name.endswith("'"))


def _history(book: Book) -> Faults:
    yield from ((PART, name) for name in _names(book) if name.casefold() == "history")


def _same_name(book: Book) -> Faults:
    yield from ((PART, name) for name in repeated(name.casefold() for name in _names(book)))


def _same_sheet_id(book: Book) -> Faults:
    yield from ((PART, f"sheetId {one}") for one in repeated(s.get("sheetId", "") for s in book.own("sheet")))


def _all_hidden(book: Book) -> Faults:
    states = [sheet.get("state", "visible") for sheet in book.own("sheet")]
    if states and "visible" not in states:
        yield PART, "no sheet is visible"


def _active(book: Book) -> Iterator[tuple[str, int, list[str]]]:
    states = [sheet.get("state", "visible") for sheet in book.own("sheet")]
    for view in book.own("workbookView"):
        for key in ("activeTab", "firstSheet"):
            yield key, int(view.get(key, "0")), states


def _no_active(book: Book) -> Faults:
    yield from ((PART, f"{k} {n} of {len(states)}") for k, n, states in _active(book) if not 0 <= n < len(states))


def _hidden_active(book: Book) -> Faults:
    for key, number, states in _active(book):
        if key == "activeTab" and 0 <= number < len(states) and states[number] != "visible" and "visible" in states:
            yield PART, f"{key} {number} is {states[number]}"


def _bad_name(book: Book) -> Faults:
    for element in book.own("definedName"):
        name = element.get("name", "")
        plain = name.removeprefix("_xlnm.")
        if not _NAME.fullmatch(plain) or len(name) > 255 or place(plain.upper()) or _R1C1.fullmatch(plain):
            yield PART, name[:60]


def _name_twice(book: Book) -> Faults:
    keys = [f"{e.get('name', '').casefold()} of sheet {e.get('localSheetId')}" for e in book.own("definedName")]
    yield from ((PART, key) for key in repeated(keys))


def _no_such_local(book: Book) -> Faults:
    for element in book.own("definedName"):
        if int(element.get("localSheetId", "0")) >= len(_names(book)):
            yield PART, element.get("name", "")


def _nowhere(book: Book) -> Faults:
    """Names that are a bare address, or nothing at all."""
    for element in book.own("definedName"):
        text = element.text or ""
        if not text.strip() or _REFERENCE.fullmatch(text) or re.search(r"#REF!\$", text):
            yield PART, f"{element.get('name')}: {text}"


def _of_no_sheet(book: Book) -> Faults:
    """Formulas and names that read from a sheet that the workbook does not have."""
    for part, where, text in book.formulas:
        for quoted, plain in _OF_SHEET.findall(_TEXT.sub('""', text)):
            name = (quoted or plain).replace("''", "'").casefold()
            if name not in book.sheet_names and not _several(name, book):
                yield part, f"{where}: {text[:80]}"


def _several(name: str, book: Book) -> bool:
    """``first:last``, sheets side by side."""
    return ":" in name and set(name.split(":")) <= book.sheet_names


def _outside(book: Book) -> Faults:
    links = len(book.own("externalReference"))
    for part, where, text in book.formulas:
        bare = re.sub(r"\w+\[[^\]]*\]", "", _TEXT.sub('""', text))
        if any(int(number) > links for number in _OUTSIDE.findall(bare)):
            yield part, f"{where}: {text[:80]}"


def _titles(book: Book) -> Faults:
    for element in book.own("definedName"):
        if element.get("name") == "_xlnm.Print_Titles" and "#REF!" not in (element.text or ""):
            pieces = re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", element.text or "")
            if element.get("localSheetId") is None or not all(_TITLES.fullmatch(piece) for piece in pieces):
                yield PART, element.text or ""


def _print_area(book: Book) -> Faults:
    for element in book.own("definedName"):
        if element.get("name") != "_xlnm.Print_Area" or "#REF!" in (element.text or "") or "(" in (element.text or ""):
            continue
        pieces = re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", element.text or "")
        if element.get("localSheetId") is None or not all(_AREA.fullmatch(piece) for piece in pieces):
            yield PART, element.text or ""


def _order(book: Book) -> Faults:
    if book.root_element is not None:
        yield from ((PART, tag) for tag in out_of_order(book.root_element, tuple(ORDER.split())))


def _chain(book: Book) -> Faults:
    at = {element.get("sheetId"): element.get("name") for element in book.own("sheet")}
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for part in book.related(book.main, "calcChain"):
        number = "0"
        for link in book.root(part):
            number = link.get("i", number)
            sheet = sheets.get(at.get(number, ""))
            cell = sheet.at.get(link.get("r", "")) if sheet else None
            if cell is None or cell.formula is None:
                yield part, f"{link.get('r')} of sheet {number} has no formula"


def _lost(book: Book) -> Faults:
    for part, where, text in book.formulas:
        if "#REF!" in _TEXT.sub('""', text) and not re.search(r"#REF!\$", text):
            yield part, f"{where}: {text[:80]}"


def _no_ref(book: Book) -> Faults:
    """Parts of the workbook's tables of areas whose text is no area: autofilters, dimensions."""
    for sheet in book.sheets:
        for tag in ("autoFilter", "dimension"):
            for element in sheet.all(tag):
                if area(element.get("ref", "")) is None:
                    yield sheet.part, f"{tag} {element.get('ref')}"


_SHEETS, _TONG = "</definedNames>", '<definedName name="tong">'
_CHAIN = (
    '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<c r="B5" i="1"/><c r="B4"/></calcChain>'
)
_CHAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
_CHAIN_ROW = (
    '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" '
    'Target="calcChain.xml"/></Relationships>'
)


def _defined(name: str, text: str, more: str = "") -> tuple[str, str, str]:
    return PART, _SHEETS, f'<definedName name="{name}"{more}>{text}</definedName>{_SHEETS}'


CAUSES = (
    Cause(
        "B01",
        "A sheet's name is empty or longer than 31 characters",
        thread("mk-j/PHP_XLSXWriter/issues/78"),
        _long,
        edit(PART, 'name="Ẩn"', f'name="{"x" * 32}"'),
    ),
    Cause(
        "B02",
        "A sheet's name has one of []:*?/\\",
        thread("SheetJS/sheetjs/issues/2458"),
        _signs,
        edit(PART, 'name="Ẩn"', 'name="Ẩn/hiện"'),
    ),
    Cause(
        "B03",
        "A sheet's name begins or ends with an apostrophe",
        thread("SheetJS/sheetjs/issues/2458"),
        _apostrophe,
        edit(PART, 'name="Ẩn"', 'name="Ẩn\'"'),
    ),
    Cause(
        "B04",
        "A sheet is named History",
        thread("SheetJS/sheetjs/issues/2458"),
        _history,
        edit(PART, 'name="Ẩn"', 'name="History"'),
    ),
    Cause(
        "B05",
        "Two sheets have one name, whatever the case",
        thread("mk-j/PHP_XLSXWriter/issues/78"),
        _same_name,
        edit(PART, 'name="Ẩn"', 'name="BẢNG"'),
    ),
    Cause(
        "B06",
        "Two sheets have one sheetId",
        ecma("18.2.19, sheet"),
        _same_sheet_id,
        edit(PART, 'sheetId="3"', 'sheetId="1"'),
    ),
    Cause(
        "B07",
        "No sheet is visible",
        WRITER.format("worksheet.hide()"),
        _all_hidden,
        all_of(
            edit(PART, 'sheetId="1"', 'sheetId="1" state="hidden"'),
            edit(PART, 'sheetId="2"', 'sheetId="2" state="hidden"'),
        ),
    ),
    Cause(
        "B08",
        "The active or first tab is none of the sheets",
        thread("JanMarvin/openxlsx2/pull/793"),
        _no_active,
        edit(PART, "<workbookView ", '<workbookView activeTab="3" '),
    ),
    Cause(
        "B09",
        "The active tab is a hidden sheet",
        thread("SheetJS/sheetjs/issues/1433"),
        _hidden_active,
        edit(PART, "<workbookView ", '<workbookView activeTab="2" '),
    ),
    Cause(
        "B10",
        "A defined name is too long, is an address or has signs that names can't",
        NAMES,
        _bad_name,
        edit(*_defined("A1", "1")),
    ),
    Cause(
        "B11",
        "A defined name comes twice in one scope, whatever the case",
        NAMES,
        _name_twice,
        edit(*_defined("TONG", "1")),
    ),
    Cause(
        "B12",
        "A defined name belongs to a sheet that is not there",
        thread("ClosedXML/ClosedXML/issues/848"),
        _no_such_local,
        edit(*_defined("dau", "1", ' localSheetId="3"')),
    ),
    Cause(
        "B13",
        "A defined name is empty, an address without a sheet, or half a lost reference",
        thread("jmcnamara/XlsxWriter/issues/430"),
        _nowhere,
        edit(*_defined("dau", "A1")),
    ),
    Cause(
        "B14",
        "A formula or name reads from a sheet that is not there",
        thread("ClosedXML/ClosedXML/issues/1007"),
        _of_no_sheet,
        edit(*_defined("dau", "'Không có'!$A$1")),
    ),
    Cause(
        "B15",
        "A formula or name reads from a linked workbook that is not listed",
        thread("EPPlusSoftware/EPPlus/issues/273"),
        _outside,
        edit(*_defined("dau", "[1]!x")),
    ),
    Cause(
        "B16",
        "Print titles are no whole rows or columns of their sheet",
        thread("exceljs/exceljs/issues/664"),
        _titles,
        edit(PART, "'Số liệu'!$1:$1", "'Số liệu'!$$1:$$1"),
    ),
    Cause(
        "B17",
        "A print area is no area of its sheet",
        thread("exceljs/exceljs/issues/664"),
        _print_area,
        edit(PART, "'Số liệu'!$A$1:$D$10", "'Số liệu'!A1:D10"),
    ),
    Cause(
        "B18",
        "The workbook's elements are out of order",
        thread("office-kit/xlsx/issues/112"),
        _order,
        all_of(
            edit(PART, '<calcPr calcId="124519" fullCalcOnLoad="1"/>', ""),
            edit(PART, "<definedNames>", '<calcPr calcId="124519"/><definedNames>'),
        ),
    ),
    Cause(
        "B19",
        "The calculation chain names a cell that has no formula",
        thread("dotnet/Open-XML-SDK/issues/1457"),
        _chain,
        all_of(
            add("xl/calcChain.xml", _CHAIN, _CHAIN_TYPE),
            edit("xl/_rels/workbook.xml.rels", "</Relationships>", _CHAIN_ROW),
        ),
    ),
    Cause(
        "B20",
        "A formula or name has lost what it read from (#REF!)",
        thread("RamblingCookieMonster/PSExcel/issues/54"),
        _lost,
        edit(*_defined("dau", "#REF!")),
    ),
    Cause(
        "B21",
        "A filter or the used area of a sheet is no area",
        ecma("18.18.62, ST_Ref"),
        _no_ref,
        edit("xl/worksheets/sheet3.xml", 'ref="A1"', 'ref="A0"'),
    ),
)
