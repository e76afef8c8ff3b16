"""Causes in the styles."""

from __future__ import annotations

from tests.excel_rules.book import Book
from tests.excel_rules.model import Cause, Faults, edit, out_of_order, repeated
from tests.excel_rules.sources import LIMITS, ecma, thread

PART = "xl/styles.xml"
ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_INDEXES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}


def _many(book: Book) -> Faults:
    count = len(book.styles_in("cellXfs"))
    if count > 65_490:
        yield PART, f"{count} formats of cells"


def _index(book: Book) -> Faults:
    sizes = {key: len(book.styles_in(tag)) for key, tag in _INDEXES.items()}
    for tag in ("cellXfs", "cellStyleXfs"):
        for number, xf in enumerate(book.styles_in(tag)):
            for key, size in sizes.items():
                if int(xf.get(key, "0")) >= size and not (tag == "cellStyleXfs" and key == "xfId"):
                    yield PART, f"{tag} {number}: {key} {xf.get(key, '0')} of {size}"


def _unknown_number(book: Book) -> Faults:
    known = {element.get("numFmtId") for element in book.styles_in("numFmts")}
    for number, xf in enumerate(book.styles_in("cellXfs")):
        if int(xf.get("numFmtId", "0")) >= 164 and xf.get("numFmtId") not in known:
            yield PART, f"cellXfs {number}: numFmtId {xf.get('numFmtId')}"


def _same_number(book: Book) -> Faults:
    yield from ((PART, f"numFmtId {one}") for one in repeated(e.get("numFmtId", "") for e in book.styles_in("numFmts")))


def _built_in(book: Book) -> Faults:
    """Own formats below 164; Excel itself writes those of a language (from 5 on) there."""
    for element in book.styles_in("numFmts"):
        if int(element.get("numFmtId", "0")) < 5:
            yield PART, f"numFmtId {element.get('numFmtId')}"


def _code(book: Book) -> Faults:
    for element in book.styles_in("numFmts"):
        code = element.get("formatCode", "")
        plain = code.replace("\\\\", "").replace('\\"', "")
        if not 0 < len(code) <= 255 or plain.count('"') % 2 or plain.count("[") != plain.count("]"):
            yield PART, f"format {code[:40]}"


def _many_numbers(book: Book) -> Faults:
    count = len(book.styles_in("numFmts"))
    if count > 200:
        yield PART, f"{count} number formats"


def _style_name(book: Book) -> Faults:
    names = [element.get("name", "") for element in book.styles_in("cellStyles")]
    yield from ((PART, f"style {name}") for name in repeated(name.casefold() for name in names))
    yield from ((PART, f"style of {len(name)} characters") for name in names if not 0 < len(name) <= 255)


def _style_index(book: Book) -> Faults:
    size = len(book.styles_in("cellStyleXfs"))
    for element in book.styles_in("cellStyles"):
        if int(element.get("xfId", "0")) >= size:
            yield PART, f"style {element.get('name')}: xfId {element.get('xfId')}"


def _font_name(book: Book) -> Faults:
    for font in book.styles_in("fonts"):
        for name in font.iter("{*}name"):
            if not 0 < len(name.get("val", "")) <= 31:
                yield PART, f"font {name.get('val')}"


def _font_size(book: Book) -> Faults:
    for font in book.styles_in("fonts"):
        for size in font.iter("{*}sz"):
            if not 1 <= float(size.get("val", "0")) <= 409:
                yield PART, f"font of {size.get('val')} points"


def _many_fonts(book: Book) -> Faults:
    count = len(book.styles_in("fonts"))
    if count > 512:
        yield PART, f"{count} fonts"


def _order(book: Book) -> Faults:
    if book.styles is not None:
        yield from ((PART, tag) for tag in out_of_order(book.styles, tuple(ORDER.split())))


_FORMAT = '<numFmt numFmtId="164" formatCode="0.00"/>'
_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
_FONT = '<font><sz val="8"/><color indexed="81"/>'
_NORMAL = '<cellStyle name="Normal" xfId="0" builtinId="0"/>'


def _formats(first: int, last: int) -> str:
    return "".join(_FORMAT.replace("164", str(number)) for number in range(first, last))


CAUSES = (
    Cause(
        "Y01",
        "There are more than 65 490 formats of cells",
        LIMITS,
        _many,
        edit(PART, _XF, _XF * 65_490),
    ),
    Cause(
        "Y02",
        "A format names a font, fill, border or style that is not there",
        ecma("18.8.45, xf"),
        _index,
        edit(PART, 'numFmtId="164" fontId="1"', 'numFmtId="164" fontId="9"'),
    ),
    Cause(
        "Y03",
        "A format names a number format that is not there",
        ecma("18.8.30, numFmt"),
        _unknown_number,
        edit(PART, 'numFmtId="164" fontId="1"', 'numFmtId="165" fontId="1"'),
    ),
    Cause(
        "Y04",
        "Two number formats have one id",
        ecma("18.8.30, numFmt"),
        _same_number,
        edit(PART, _FORMAT, _FORMAT * 2),
    ),
    Cause(
        "Y05",
        "A number format takes the id of one of Excel's own",
        thread("dotnet/Open-XML-SDK/issues/633"),
        _built_in,
        edit(PART, _FORMAT, f'{_FORMAT}<numFmt numFmtId="1" formatCode="0.00"/>'),
    ),
    Cause(
        "Y06",
        "A number format is empty, longer than 255 characters or does not close what it opens",
        thread("ClosedXML/ClosedXML/pull/1776"),
        _code,
        edit(PART, 'formatCode="0.00"', 'formatCode="0.00&quot;"'),
    ),
    Cause(
        "Y07",
        "There are more than 200 number formats",
        LIMITS,
        _many_numbers,
        edit(PART, _FORMAT, _formats(164, 365)),
    ),
    Cause(
        "Y08",
        "A cell style's name comes twice or is longer than 255 characters",
        ecma("18.8.7, cellStyle"),
        _style_name,
        edit(PART, _NORMAL, _NORMAL + _NORMAL.replace("Normal", "NORMAL")),
    ),
    Cause(
        "Y09",
        "A cell style has a format that is not there",
        ecma("18.8.7, cellStyle: xfId"),
        _style_index,
        edit(PART, 'name="Normal" xfId="0"', 'name="Normal" xfId="7"'),
    ),
    Cause(
        "Y10",
        "A font's name is empty or longer than 31 characters",
        thread("CyanoHao/Resource-Han-Rounded/issues/2"),
        _font_name,
        edit(PART, 'name val="Tahoma"', f'name val="{"x" * 32}"'),
    ),
    Cause(
        "Y11",
        "A font is smaller than 1 or larger than 409 points",
        ecma("18.4.11, sz"),
        _font_size,
        edit(PART, 'sz val="8"', 'sz val="410"'),
    ),
    Cause(
        "Y12", "There are more than 512 fonts", LIMITS, _many_fonts, edit(PART, _FONT, f"{_FONT}</font>" * 512 + _FONT)
    ),
    Cause(
        "Y13",
        "The lists of styles are out of order",
        thread("raku-community-modules/Spreadsheet-XLSX/pull/27"),
        _order,
        edit(PART, '<fills count="2">', '<tableStyles count="0"/><fills count="2">'),
    ),
)
