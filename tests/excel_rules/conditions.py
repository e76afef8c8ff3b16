"""Causes in validations, conditional formats and hyperlinks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.excel_rules.book import Book, area
from tests.excel_rules.model import RELATION_ID, Cause, Faults, edit, local, out_of_order
from tests.excel_rules.sources import LIMITS, TITLES, WRITER, ecma, thread

PART, STYLES, RELS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/worksheets/_rels/sheet1.xml.rels"
_DXF = ("font", "numFmt", "fill", "alignment", "border", "protection", "extLst")
_NEEDS_TEXT = ("containsText", "notContainsText", "beginsWith", "endsWith")
_NEEDS_FORMULA = ("expression", "cellIs", *_NEEDS_TEXT)


def _each(book: Book, tag: str) -> Iterator[tuple[str, Any]]:
    return ((sheet.part, element) for sheet in book.sheets for element in sheet.all(tag) if _ours(element))


def _ours(element: Any) -> bool:
    """Not what Excel 2010 and later keep of their own within ``extLst``."""
    return str(element.tag).startswith("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}")


def _formula(book: Book) -> Faults:
    for part, element in _each(book, "dataValidation"):
        for child in element:
            if local(child).startswith("formula") and len((child.text or "").strip('"')) > 255:
                yield part, f"{local(child)} of {element.get('sqref')}"


def _message(book: Book) -> Faults:
    for part, element in _each(book, "dataValidation"):
        yield from ((part, key) for key in ("prompt", "error") if len(element.get(key, "")) > 255)


def _title(book: Book) -> Faults:
    for part, element in _each(book, "dataValidation"):
        yield from ((part, key) for key in ("promptTitle", "errorTitle") if len(element.get(key, "")) > 32)


def _no_formula(book: Book) -> Faults:
    for part, element in _each(book, "dataValidation"):
        kinds = {local(child) for child in element if child.text}
        between = element.get("operator", "between") in ("between", "notBetween")
        two = between and element.get("type", "none") in ("whole", "decimal", "date", "time", "textLength")
        needed = {"formula1", "formula2"} if two else {"formula1"}
        if element.get("type", "none") != "none" and not needed <= kinds:
            yield part, f"{element.get('type')} of {element.get('sqref')}"


def _ranges(book: Book) -> Faults:
    for tag in ("dataValidation", "conditionalFormatting"):
        for part, element in _each(book, tag):
            refs = element.get("sqref", "").split()
            if not refs or any(area(ref) is None for ref in refs):
                yield part, f"{tag} of “{element.get('sqref')}”"


def _count(book: Book) -> Faults:
    for part, element in _each(book, "dataValidations"):
        if int(element.get("count", len(element))) != len(element):
            yield part, f"{len(element)} validations, said to be {element.get('count')}"


def _dxf(book: Book) -> Faults:
    if book.styles is None:
        return
    known = len(book.styles_in("dxfs"))
    for part, element in _each(book, "cfRule"):
        if int(element.get("dxfId", "0") or 0) >= known and element.get("dxfId") is not None:
            yield part, f"dxfId {element.get('dxfId')} of {known}"


def _rule(book: Book) -> Faults:
    for part, element in _each(book, "cfRule"):
        kind = element.get("type", "")
        if kind in _NEEDS_FORMULA and not any(local(child) == "formula" and child.text for child in element):
            yield part, f"{kind} without a formula"
        if kind in _NEEDS_TEXT and element.get("text") is None:
            yield part, f"{kind} without its text"


def _priority(book: Book) -> Faults:
    for part, element in _each(book, "cfRule"):
        if not element.get("priority", "").isdecimal() or int(element.get("priority")) < 1:
            yield part, f"priority {element.get('priority')}"


def _scale(book: Book) -> Faults:
    for part, element in _each(book, "colorScale"):
        points, colours = (sum(local(child) == tag for child in element) for tag in ("cfvo", "color"))
        if points != colours or points < 2:
            yield part, f"{points} points, {colours} colours"


def _dxf_order(book: Book) -> Faults:
    for element in book.styles_in("dxfs"):
        yield from ((STYLES, tag) for tag in out_of_order(element, _DXF))


def _links(book: Book) -> Faults:
    for sheet in book.sheets:
        count = len(sheet.all("hyperlink"))
        if count > 65_530:
            yield sheet.part, f"{count} links"


def _long_target(book: Book) -> Faults:
    for sheet in book.sheets:
        for relation in book.relations(sheet.part):
            if relation.kind == "hyperlink" and len(relation.target) > 2079:
                yield sheet.part, f"link of {len(relation.target)} characters"


def _long_place(book: Book) -> Faults:
    for part, element in _each(book, "hyperlink"):
        yield from ((part, f"{k} of a link") for k in ("location", "tooltip") if len(element.get(k, "")) > 255)


def _no_link(book: Book) -> Faults:
    for part, element in _each(book, "hyperlink"):
        nowhere = element.get(f"{RELATION_ID}id") is None and element.get("location") is None
        if nowhere or area(element.get("ref", "")) is None:
            yield part, f"link at {element.get('ref')}"


_LINK = '<hyperlink ref="A10" location="\'Bảng\'!A1" display="bảng"/>'
CAUSES = (
    Cause(
        "V01",
        "A validation's formula or list is longer than 255 characters",
        thread("ClosedXML/ClosedXML/issues/1016"),
        _formula,
        edit(PART, '"1,2"', f'"{"1," * 128}2"'),
    ),
    Cause(
        "V02",
        "A validation's prompt or refusal is longer than 255 characters",
        WRITER.format("working with data validation"),
        _message,
        edit(PART, 'prompt="Chọn"', f'prompt="{"x" * 256}"'),
    ),
    Cause(
        "V03",
        "The title of a prompt or refusal is longer than 32 characters",
        TITLES,
        _title,
        edit(PART, 'promptTitle="Số"', f'promptTitle="{"x" * 33}"'),
    ),
    Cause(
        "V04",
        "A validation lacks a formula that its kind needs",
        ecma("18.3.1.32, dataValidation"),
        _no_formula,
        edit(PART, '<formula1>"1,2"</formula1>', ""),
    ),
    Cause(
        "V05",
        "A validation or conditional format is for no cell",
        ecma("18.18.76, ST_Sqref"),
        _ranges,
        edit(PART, '<conditionalFormatting sqref="B2:B4">', '<conditionalFormatting sqref="B4:B2">'),
    ),
    Cause(
        "V06",
        "The count of validations is wrong",
        ecma("18.3.1.33, dataValidations: count"),
        _count,
        edit(PART, '<dataValidations count="1">', '<dataValidations count="2">'),
    ),
    Cause(
        "C01",
        "A conditional format has a style that is not there",
        thread("PHPOffice/PhpSpreadsheet/issues/4312"),
        _dxf,
        edit(PART, 'dxfId="0"', 'dxfId="1"'),
    ),
    Cause(
        "C02",
        "A conditional format lacks the formula or text that its kind needs",
        thread("abap2xlsx/abap2xlsx/issues/1265"),
        _rule,
        edit(PART, 'cfRule type="expression"', 'cfRule type="beginsWith"'),
    ),
    Cause(
        "C03",
        "A conditional format has no rank",
        ecma("18.3.1.10, cfRule: priority"),
        _priority,
        edit(PART, 'priority="1"', 'priority="0"'),
    ),
    Cause(
        "C04",
        "A scale of colours has more points than colours",
        thread("ClosedXML/ClosedXML/issues/61"),
        _scale,
        edit(
            PART,
            "</conditionalFormatting>",
            '<cfRule type="colorScale" priority="2"><colorScale><cfvo type="min"/><cfvo type="max"/>'
            '<color rgb="FFFF7128"/></colorScale></cfRule></conditionalFormatting>',
        ),
    ),
    Cause(
        "C05",
        "The parts of a conditional format's style are out of order",
        thread("EPPlusSoftware/EPPlus/issues/337"),
        _dxf_order,
        edit(STYLES, "<dxf><font><b/></font>", "<dxf><fill/><font><b/></font>"),
    ),
    Cause(
        "H01",
        "A sheet has more than 65 530 links",
        LIMITS,
        _links,
        edit(PART, _LINK, _LINK * 65_530),
    ),
    Cause(
        "H02",
        "A link is longer than 2 079 characters",
        thread("EPPlusSoftware/EPPlus/issues/778"),
        _long_target,
        edit(RELS, "https://example.org/a", "https://example.org/" + "a" * 2079),
    ),
    Cause(
        "H03",
        "A link's place or tip is longer than 255 characters",
        WRITER.format("worksheet.write_url()"),
        _long_place,
        edit(PART, "location=\"'Bảng'!A1\"", f'location="\'Bảng\'!A1" tooltip="{"x" * 256}"'),
    ),
    Cause(
        "H04",
        "A link leads nowhere, or lies on no cell",
        ecma("18.3.1.47, hyperlink"),
        _no_link,
        edit(PART, "location=\"'Bảng'!A1\" display", "display"),
    ),
)
