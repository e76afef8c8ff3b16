"""Causes in comments and their boxes, in drawings and charts, in macros and the ribbon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.excel_rules.book import COLUMNS, ROWS, Book, Sheet, place
from tests.excel_rules.model import Cause, Faults, Package, all_of, edit, local, repeated
from tests.excel_rules.opc import type_of
from tests.excel_rules.sources import CUSTOM_UI, LIMITS, ecma, thread
from tests.excel_rules.workbook import _OF_SHEET

COMMENTS, VML = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"
SHEET, DRAWING, CHART = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"
VBA, TYPES, RIBBON = "xl/vbaProject.bin", "[Content_Types].xml", "customUI/customUI14.xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _comments(book: Book) -> Iterator[tuple[Sheet, str, list[Any]]]:
    for sheet in book.sheets:
        for part in book.related(sheet.part, "comments"):
            yield sheet, part, list(book.root(part).iter("{*}comment"))


def _no_box(book: Book) -> Faults:
    for sheet, part, comments in _comments(book):
        if comments and sheet.first("legacyDrawing") is None:
            yield part, f"{len(comments)} comments, no drawing of their boxes"


def _same_cell(book: Book) -> Faults:
    for _, part, comments in _comments(book):
        yield from ((part, ref) for ref in repeated(element.get("ref", "") for element in comments))


def _author(book: Book) -> Faults:
    for _, part, comments in _comments(book):
        authors = sum(1 for _ in book.root(part).iter("{*}author"))
        yield from ((part, e.get("ref", "")) for e in comments if int(e.get("authorId", "0")) >= authors)


def _boxes(book: Book, sheet: Sheet) -> Counter[tuple[int, int]]:
    found: Counter[tuple[int, int]] = Counter()
    for part in book.related(sheet.part, "vmlDrawing"):
        for data in book.root(part).iter("{*}ClientData"):
            if data.get("ObjectType") == "Note":
                at = {local(child): int(child.text or 0) for child in data if local(child) in ("Row", "Column")}
                found[at.get("Row", -1) + 1, at.get("Column", -1) + 1] += 1
    return found


def _unboxed(book: Book) -> Faults:
    for sheet, part, comments in _comments(book):
        if sheet.first("legacyDrawing") is None:
            continue
        wanted = {at for element in comments if (at := place(element.get("ref", "")))}
        boxes = _boxes(book, sheet)
        yield from ((part, f"no box for row {row}, column {column}") for row, column in sorted(wanted - set(boxes)))
        yield from ((part, f"a box for row {row}, column {column}") for row, column in sorted(set(boxes) - wanted))


def _long(book: Book) -> Faults:
    for _, part, comments in _comments(book):
        for element in comments:
            if len("".join(element.itertext())) > 32_767:
                yield part, element.get("ref", "")


def _drawings(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        yield from book.related(sheet.part, "drawing")


def _anchor(book: Book) -> Faults:
    for part in _drawings(book):
        for tag, most in (("col", COLUMNS), ("row", ROWS)):
            for element in book.root(part).iter(f"{{*}}{tag}"):
                text = (element.text or "").strip()
                if not text.isdecimal() or int(text) >= most:
                    yield part, f"{tag} {text}"


def _client(book: Book) -> Faults:
    for part in _drawings(book):
        for anchor in book.root(part):
            if local(anchor).endswith("Anchor") and anchor.find("{*}clientData") is None:
                yield part, "an anchor without clientData"


def _charts(book: Book) -> Iterator[tuple[str, Any]]:
    for drawing in _drawings(book):
        yield from ((part, book.root(part)) for part in book.related(drawing, "chart"))


def _axes(book: Book) -> Faults:
    for part, root in _charts(book):
        for plot in root.iter("{*}plotArea"):
            own = {a.get("val") for axis in plot if local(axis).endswith("Ax") for a in axis.findall("{*}axId")}
            used = [a.get("val") for one in plot if local(one).endswith("Chart") for a in one.findall("{*}axId")]
            yield from ((part, f"axis {one}") for one in used if one not in own)


def _chart_sheet(book: Book) -> Faults:
    for part, root in _charts(book):
        for element in root.iter("{*}f"):
            for quoted, plain in _OF_SHEET.findall(element.text or ""):
                if (quoted or plain).replace("''", "'").casefold() not in book.sheet_names:
                    yield part, element.text or ""


def _macro_type(book: Book) -> Faults:
    if VBA in book.parts and type_of(book, book.main) != MACRO_TYPE:
        yield book.main, f"is {type_of(book, book.main)}, though it has macros"


def _project(book: Book) -> Faults:
    if VBA in book.parts and not book.parts[VBA].startswith(_OLE):
        yield VBA, "is no compound file"


def _ribbon_id(package: Package) -> Faults:
    for relation in package.relations(""):
        root = package.root(relation.target) if relation.target.startswith("customUI") else None
        ids = [e.get("id") for e in root.iter("*") if e.get("id")] if root is not None else []
        yield from ((relation.target, one) for one in repeated(ids))


_COMMENT = '<comment ref="A2" authorId="0">'
_BOX = "<x:Row>1</x:Row>"
CAUSES = (
    Cause(
        "N01",
        "A sheet has comments, but no drawing of their boxes",
        thread("qax-os/excelize/issues/228"),
        _no_box,
        edit(SHEET, '<legacyDrawing r:id="rId2"/>', ""),
    ),
    Cause(
        "N02",
        "A cell has two comments",
        thread("qax-os/excelize/issues/849"),
        _same_cell,
        edit(COMMENTS, _COMMENT, f"{_COMMENT}<text><t>x</t></text></comment>{_COMMENT}"),
    ),
    Cause(
        "N03",
        "A comment's author is not listed",
        ecma("18.7.3, comment: authorId"),
        _author,
        edit(COMMENTS, 'authorId="0"', 'authorId="1"'),
    ),
    Cause(
        "N04",
        "Comments and boxes are not for the same cells",
        thread("JanMarvin/openxlsx2/issues/535"),
        _unboxed,
        edit(VML, _BOX, "<x:Row>2</x:Row>"),
    ),
    Cause(
        "N05",
        "A comment is longer than 32 767 characters",
        LIMITS,
        _long,
        edit(COMMENTS, "Lưu ý", "x" * 32_768),
    ),
    Cause(
        "D01",
        "A drawing begins or ends outside the sheet",
        ecma("20.5.3.1, ST_ColID"),
        _anchor,
        edit(DRAWING, "<xdr:col>6</xdr:col>", "<xdr:col>-1</xdr:col>"),
    ),
    Cause(
        "D02",
        "An anchor of a drawing lacks its clientData",
        ecma("20.5.2.33, twoCellAnchor"),
        _client,
        edit(DRAWING, "<xdr:clientData/>", ""),
    ),
    Cause(
        "D03",
        "A chart is drawn on an axis that it does not have",
        thread("dotnet/Open-XML-SDK/issues/1716"),
        _axes,
        edit(CHART, '<c:valAx><c:axId val="50010002"/>', '<c:valAx><c:axId val="50010003"/>'),
    ),
    Cause(
        "D04",
        "A chart reads from a sheet that is not there",
        thread("PHPOffice/PHPExcel/issues/345"),
        _chart_sheet,
        edit(CHART, "<c:f>'Số liệu'!", "<c:f>'Không có'!"),
    ),
    Cause(
        "X01",
        "A workbook with macros is typed as one without",
        thread("weshatheleopard/rubyXL/issues/162"),
        _macro_type,
        edit(TYPES, MACRO_TYPE, PLAIN_TYPE),
        "macros",
    ),
    Cause(
        "X02",
        "The macros' project is no compound file",
        "[MS-OVBA] 2.2, file structure",
        _project,
        lambda entries: [(name, b"none" if name == VBA else content) for name, content in entries],
        "macros",
    ),
    Cause(
        "X03",
        "Two controls of the ribbon have one id",
        CUSTOM_UI,
        _ribbon_id,
        all_of(edit(RIBBON, ' id="check"', ' id="consolidate"')),
        "macros",
    ),
)
