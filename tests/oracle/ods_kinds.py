"""What may happen to an .ods form: each a change of one cell, or of content.xml as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random

from tests.oracle.ods_draft import OdsDraft, name, paragraph
from tests.oracle.places import Place
from tests.oracle.stock import NUMBERS, STORED, TEXTS
from tests.oracle.xlsx_kinds import spelled

Change = Callable[[OdsDraft, Random, Place], str]
_N = 'number:min-integer-digits="1"'
FORMATS: tuple[str, ...] = (
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="1" {_N} number:grouping="true"/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="0" number:display-factor="1000" {_N}/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="1" number:display-factor="1000000" {_N}/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/><number:text>00</number:text></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:text>1</number:text><number:number number:decimal-places="0" {_N}/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:text>-</number:text><number:number number:decimal-places="0" {_N}/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:text>(</number:text><number:number number:decimal-places="0" {_N}/><number:text>)</number:text></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/><number:text> HS</number:text></number:number-style>',
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/><number:text>%</number:text></number:number-style>',
    '<number:number-style style:name="{name}"><number:text/></number:number-style>',
    '<number:number-style style:name="{name}"><number:text>K</number:text></number:number-style>',
    '<number:number-style style:name="{name}"/>',
    '<number:number-style style:name="{name}"><number:number number:min-integer-digits="6"/></number:number-style>',
    '<number:number-style style:name="{name}"><number:number number:decimal-places="0" number:min-integer-digits="3"><number:embedded-text number:position="1">-</number:embedded-text></number:number></number:number-style>',
    '<number:number-style style:name="{name}"><number:number number:decimal-places="0" number:min-integer-digits="3"><number:embedded-text number:position="2">7</number:embedded-text></number:number></number:number-style>',
    '<number:number-style style:name="{name}"><number:scientific-number number:decimal-places="1" number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style>',
    '<number:number-style style:name="{name}"><number:fraction number:min-integer-digits="0" number:min-numerator-digits="1" number:min-denominator-digits="1"/></number:number-style>',
    '<number:number-style style:name="{name}"><number:fraction number:min-integer-digits="0" number:min-numerator-digits="1" number:denominator-value="4"/></number:number-style>',
    f'<number:percentage-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/><number:text>%</number:text></number:percentage-style>',
    f'<number:percentage-style style:name="{{name}}"><number:number number:decimal-places="2" {_N}/><number:text> %</number:text></number:percentage-style>',
    f'<number:percentage-style style:name="{{name}}"><number:number number:decimal-places="1" {_N}/></number:percentage-style>',
    f'<number:currency-style style:name="{{name}}"><number:number number:decimal-places="0" {_N} number:grouping="true"/><number:text> </number:text><number:currency-symbol number:language="vi" number:country="VN">₫</number:currency-symbol></number:currency-style>',
    f'<number:number-style style:name="{{name}}" number:language="vi" number:country="VN"><number:number number:decimal-places="1" {_N} number:grouping="true"/></number:number-style>',
    '<number:date-style style:name="{name}"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>',
    '<number:date-style style:name="{name}"><number:month number:textual="true"/><number:text> </number:text><number:year/></number:date-style>',
    '<number:time-style style:name="{name}"><number:hours/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>',
    '<number:time-style style:name="{name}" number:truncate-on-overflow="false"><number:hours/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>',
    '<number:boolean-style style:name="{name}"><number:boolean/></number:boolean-style>',
    '<number:text-style style:name="{name}"><number:text-content/></number:text-style>',
    '<number:text-style style:name="{name}"><number:text-content/><number:text>5</number:text></number:text-style>',
    '<number:text-style style:name="{name}"><number:text>12</number:text></number:text-style>',
    f'<number:number-style style:name="{{name}}P0" style:volatile="true"><number:number number:decimal-places="0" {_N}/></number:number-style>'
    f'<number:percentage-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/><number:text>%</number:text><style:map style:condition="value()&gt;=1" style:apply-style-name="{{name}}P0"/></number:percentage-style>',
    '<number:number-style style:name="{name}P0" style:volatile="true"><number:text>Có</number:text></number:number-style>'
    f'<number:number-style style:name="{{name}}"><number:number number:decimal-places="0" {_N}/><style:map style:condition="value()=1" style:apply-style-name="{{name}}P0"/></number:number-style>',
    f'<number:number-style style:name="{{name}}P0" style:volatile="true"><number:number number:decimal-places="0" number:display-factor="1000" {_N}/></number:number-style>'
    f'<number:number-style style:name="{{name}}"><number:text>-</number:text><number:number number:decimal-places="0" {_N}/><style:map style:condition="value()&gt;=0" style:apply-style-name="{{name}}P0"/></number:number-style>',
    f'<number:number-style style:name="{{name}}"><style:text-properties fo:color="#ff0000"/><number:number number:decimal-places="0" {_N} number:decimal-replacement=""/></number:number-style>',
)  # fmt: skip
"""Data styles of OpenDocument."""


def number_format(draft: OdsDraft, lot: Random, place: Place) -> str:
    style, number = lot.choice(FORMATS), lot.choice(NUMBERS)
    draft.put(place, lot.choice(("float", "float", "percentage", "currency")), number, paragraph(number))
    draft.style(place, style)
    return f"{number} in {style}"


def format_of_text(draft: OdsDraft, lot: Random, place: Place) -> str:
    style, said = lot.choice(FORMATS), lot.choice(TEXTS)
    draft.put(place, "string", "", f"<text:p>{spelled(said)}</text:p>")
    draft.style(place, style)
    return f"{said!r} in {style}"


def stored_number(draft: OdsDraft, lot: Random, place: Place) -> str:
    kind, stored, printed = (
        lot.choice(("float", "float", "percentage", "currency")),
        lot.choice(STORED),
        lot.choice(("", "12", "95%", "7 HS")),
    )
    draft.put(
        place,
        kind,
        draft.raw(spelled(stored).replace("'", "&apos;")) if stored else "",
        paragraph(printed) if printed else "",
    )
    return f"{kind} {stored!r} printed {printed!r}"


def text(draft: OdsDraft, lot: Random, place: Place) -> str:
    said = lot.choice(TEXTS)
    draft.put(place, "string", "", f"<text:p>{spelled(said)}</text:p>")
    return repr(said)


def text_and_value(draft: OdsDraft, lot: Random, place: Place) -> str:
    """``office:string-value`` beside another text, or none."""
    said, printed = lot.choice(TEXTS).strip(), lot.choice(("", "7", "Hoàn thành", "94"))
    attribute = draft.raw(re.sub("[\t\n\r]", " ", spelled(said)).replace('"', "&quot;"))
    draft.put(place, "string", attribute, paragraph(printed) if printed else "")
    return f"string-value {said!r} printed {printed!r}"


_TYPES: tuple[tuple[str, str, str], ...] = (
    ("boolean", "true", "TRUE"), ("boolean", "false", "FALSE"), ("boolean", "1", "TRUE"), ("date", "2024-06-20", "20/06/24"),
    ("date", "2024-06-20T08:00:00", "20/06/24"), ("date", "20/06/2024", "20/06/24"), ("date", "", "20/06/24"), ("time", "PT08H30M00S", "08:30"),
    ("time", "PT36H00M00S", "36:00"), ("time", "08:30", "08:30"), ("void", "", "12"), ("float", "", "12"), ("", "", "12"), ("string", "", ""),
    ("percentage", "0.95", "95%"), ("percentage", "95", "95"), ("percentage", "1", ""), ("currency", "12", "12 đ"), ("Float", "12", "12"),
    ("number", "12", "12"), ("string", "12", ""), ("float", "12", ""), ("float", "12", "13"), ("date", "1899-12-30", "0"), ("date", "0001-01-01", ""),
)  # fmt: skip


def typed(draft: OdsDraft, lot: Random, place: Place) -> str:
    kind, stored, printed = lot.choice(_TYPES)
    draft.put(place, kind, stored, paragraph(printed) if printed else "")
    if lot.random() < 0.4:
        draft.style(place, lot.choice(FORMATS))
    return f"{kind} {stored!r} printed {printed!r}"


_INSIDE: tuple[str, ...] = (
    "<text:p>1<text:s/>2</text:p>", "<text:p>1<text:s text:c='3'/>2</text:p>", "<text:p>1<text:tab/>2</text:p>", "<text:p>1<text:line-break/>2</text:p>",
    "<text:p>1</text:p><text:p>2</text:p>", "<text:p> 1  2 </text:p>", "<text:p>\n94\n</text:p>", "<text:p>9<!-- x -->4</text:p>", "<text:p><![CDATA[94]]></text:p>",
    "<text:p>9&#x34;</text:p>", "<text:p>9<?x y?>4</text:p>", "<text:p>9&amp;4</text:p>", "<text:p>9<z:a xmlns:z='urn:z'>5</z:a>4</text:p>", "<text:p/>",
    "<text:p>94</text:p><z:p xmlns:z='urn:z'>5</z:p>", "<text:h>94</text:h>", "<text:p>9<text:bookmark text:name='b'/>4</text:p>",
    "<text:p>94<office:annotation><dc:creator>a</dc:creator><text:p>5</text:p></office:annotation></text:p>",
    "<office:annotation><text:p>5</text:p></office:annotation><text:p>94</text:p>", "<text:p>94</text:p><office:annotation office:display='true'><text:p>5</text:p></office:annotation>",
    "<text:p>94<text:note text:id='n' text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>5</text:p></text:note-body></text:note></text:p>",
    "<text:p><text:a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='http://a.example/'>94</text:a></text:p>", "<text:p>94<text:s/></text:p>",
    "<text:p>9<text:soft-page-break/>4</text:p>", "<text:p>9<text:change/>4</text:p>", "<text:p><text:ruby><text:ruby-base>94</text:ruby-base><text:ruby-text>5</text:ruby-text></text:ruby></text:p>",
    "<text:p>94<text:tab/></text:p>", "<text:p>9<text:span>4</text:span></text:p>", "<text:p>9<text:span> </text:span>4</text:p>", "<text:list><text:list-item><text:p>94</text:p></text:list-item></text:list>",
    "94", "<text:p>94</text:p>5", "<text:p>9<text:s text:c='0'/>4</text:p>", "<text:p>  <text:s/>94</text:p>", "<text:p>9&#160;4</text:p>", "<text:p>9&#xAD;4</text:p>", "<text:p>9<text:soft-hyphen/>4</text:p>",
    "<text:p><text:span>94</text:span>\n</text:p>", "<text:p>94<text:hidden-text text:string-value='5'>5</text:hidden-text></text:p>", "<text:p><text:span>9</text:span><text:span>4</text:span></text:p>",
    "<text:p>9<text:span>4</text:span> </text:p>", "<text:p>94<draw:frame xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'/></text:p>",
)  # fmt: skip


def markup_inside(draft: OdsDraft, lot: Random, place: Place) -> str:
    inside, kind = lot.choice(_INSIDE), lot.choice(("string", "string", "string", "float", ""))
    draft.put(place, kind, "94" if kind == "float" else "", inside)
    return f"{kind} {inside}"


_LOOKS: tuple[str, ...] = (
    'style:text-position="super 58%"', 'style:text-position="sub 58%"', 'style:text-position="0% 100%"', 'style:text-position="33% 58%"',
    'style:text-position="-33% 58%"', 'style:text-line-through-style="solid"', 'style:text-line-through-type="double"', 'style:text-line-through-style="none"',
    'style:text-line-through-style="solid" style:text-line-through-type="single"', 'fo:font-weight="bold"', 'style:text-position="super"', 'text:display="none"',
    'style:text-line-through-text="X"',
)  # fmt: skip


def runs(draft: OdsDraft, lot: Random, place: Place) -> str:
    pieces = []
    for _ in range(lot.randint(1, 3)):
        said = lot.choice(("3", "1", "5", "94", " ", "Hoàn thành", ",5"))
        look = lot.choice(("", *_LOOKS))
        pieces.append(
            (look, f'<text:span text:style-name="{draft.text_style(look)}">{said}</text:span>' if look else said)
        )
    draft.put(place, "string", "", f"<text:p>{''.join(piece for _, piece in pieces)}</text:p>")
    return repr(pieces)


def look(draft: OdsDraft, lot: Random, place: Place) -> str:
    chosen = lot.choice(_LOOKS)
    if lot.random() < 0.5:
        number = lot.choice(NUMBERS)
        draft.put(place, "float", number, paragraph(number))
    else:
        draft.put(place, "string", "", paragraph(lot.choice(("94", "Hoàn thành"))))
    draft.style(place, text_properties=chosen)
    return chosen


_FORMULAS: tuple[tuple[str, str, str, str], ...] = (
    ("of:=6*2", "float", "12", "12"), ("of:=6*2", "", "", ""), ("of:=6*2", "float", "", ""), ("of:=6*2", "", "", "12"), ("of:=\"12\"", "string", "", "12"),
    ("of:=\"\"", "string", "", ""), ("of:=1/0", "float", "0", "#DIV/0!"), ("of:=1/0", "string", "", "#DIV/0!"), ("oooc:=6*2", "float", "12", "12"),
    ("=6*2", "float", "12", "12"), ("msoxl:=6*2", "float", "12", "12"), ("of:=NOSUCH(1)", "string", "", "#NAME?"), ("of:=6*", "float", "12", "12"),
    ("of:=TRUE()", "boolean", "true", "TRUE"), ("xx:=6*2", "float", "12", "12"), ("of:=0.95", "percentage", "0.95", "95%"), ("of:=NA()", "float", "0", "#N/A"),
    ("of:=6*2", "float", "12", "Err:522"), ("", "float", "12", "12"),
)  # fmt: skip


def formula(draft: OdsDraft, lot: Random, place: Place) -> str:
    spelled_formula, kind, stored, printed = lot.choice(_FORMULAS)
    cell = draft.put(place, kind, stored, paragraph(printed) if printed else "")
    cell.set(name("table:formula"), spelled_formula)
    if printed.startswith(("#", "Err")) and lot.random() < 0.5:
        cell.set(name("calcext:value-type"), "error")
    return f"{spelled_formula} {kind} {stored!r} printed {printed!r}"


def merge(draft: OdsDraft, lot: Random, place: Place) -> str:
    how = lot.choice(("covered", "spanning right", "spanning over", "covered alone"))
    number = lot.choice(NUMBERS)
    cell = draft.put(place, "float", number, paragraph(number))
    if how in ("covered alone", "covered"):
        cell.tag = name("table:covered-table-cell")
        before = cell.getprevious()
        if how == "covered" and before is not None and before.get(name("table:number-columns-repeated")) is None:
            before.set(name("table:number-columns-spanned"), "2")
            before.set(name("table:number-rows-spanned"), "1")
    else:
        cell.set(name("table:number-columns-spanned"), "2")
        cell.set(name("table:number-rows-spanned"), "1")
        if how == "spanning right":
            draft.cell(_beside(place)).tag = name("table:covered-table-cell")
    return f"{how} {number}"


def _beside(place: Place) -> Place:
    return Place(place.sheet, place.number, place.row, place.column + 1, place.sort)


def rows(draft: OdsDraft, lot: Random, place: Place) -> str:
    how = lot.choice(
        (
            "hidden",
            "filtered",
            "group",
            "header rows",
            "repeated value",
            "deep repeat",
            "tracked",
            "soft page break",
            "comment between",
            "foreign cell",
        )
    )
    row, cell = draft.row(place), draft.cell(place)
    if how in ("hidden", "filtered"):
        row.set(name("table:visibility"), {"hidden": "collapse", "filtered": "filter"}[how])
    elif how in ("group", "header rows"):
        wrapper = row.makeelement(name("table:table-row-group" if how == "group" else "table:table-header-rows"))
        row.addprevious(wrapper)
        wrapper.append(row)
    elif how == "repeated value":
        beside = draft.cell(_beside(place))
        cell.getparent().remove(beside)
        cell.set(name("table:number-columns-repeated"), "2")
    elif how == "deep repeat":
        cell.set(name("table:number-columns-repeated"), "1")
        row.set(name("table:number-rows-repeated"), "1")
    elif how == "tracked":
        book = draft.root.find(f".//{name('office:spreadsheet')}")
        tracked = book.makeelement(name("table:tracked-changes"))
        inside = f'<table:cell-content-change table:id="ct1"><table:cell-address table:column="{place.column - 1}" table:row="{place.row - 1}" table:table="{place.number}"/><office:change-info><dc:creator>a</dc:creator><dc:date>2024-06-01T00:00:00</dc:date></office:change-info><table:previous><table:change-track-table-cell office:value-type="float" office:value="777"><text:p>777</text:p></table:change-track-table-cell></table:previous></table:cell-content-change>'
        tracked.text = draft.raw(inside)
        book.insert(0, tracked)
    elif how == "soft page break":
        row.addprevious(row.makeelement(name("text:soft-page-break")))
    elif how == "comment between":
        row.tail = draft.raw("<!-- x --><?a b?>")
    else:
        stranger = deepcopy(cell)
        stranger.tag = "{urn:z}table-cell"
        cell.addprevious(stranger)
    return how


def columns(draft: OdsDraft, lot: Random, place: Place) -> str:
    table = next(t for t in draft.root.iter(name("table:table")) if t.get(name("table:name")) == place.sheet)
    chosen = lot.choice(list(table.iter(name("table:table-column"))))
    chosen.set(name("table:visibility"), lot.choice(("collapse", "filter")))
    return "hidden"


CELLS: Mapping[str, Change] = {
    "number format": number_format,
    "format of a text": format_of_text,
    "stored number": stored_number,
    "text": text,
    "text and value": text_and_value,
    "type of a cell": typed,
    "markup inside": markup_inside,
    "runs of text": runs,
    "font of a cell": look,
    "formula": formula,
    "merge": merge,
    "rows": rows,
    "columns": columns,
}


def encoding(draft: OdsDraft, lot: Random) -> tuple[str, bytes]:
    """content.xml in another encoding or spelling."""
    text = draft.text()
    how = lot.choice(
        (
            "utf-16",
            "utf-8 bom",
            "windows-1258",
            "latin-1",
            "single quotes",
            "no declaration",
            "doctype",
            "prefix",
            "null date",
            "ascii",
        )
    )
    declared = '<?xml version="1.0" encoding="{}"?>'
    if how == "utf-16":
        return how, (declared.format("UTF-16") + text).encode("utf-16")
    if how == "utf-8 bom":
        return how, b"\xef\xbb\xbf" + text.encode()
    if how in ("windows-1258", "latin-1", "ascii"):
        codec = {"windows-1258": "cp1258", "latin-1": "latin-1", "ascii": "ascii"}[how]
        label = {"windows-1258": "windows-1258", "latin-1": "ISO-8859-1", "ascii": "US-ASCII"}[how]
        return how, (declared.format(label) + text).encode(codec, "xmlcharrefreplace")
    if how == "single quotes":
        text = re.sub(r'="([^"\'<>]*)"', r"='\1'", text)
    elif how == "doctype":
        text = "<!DOCTYPE a>" + text
    elif how == "prefix":
        text = (
            text.replace("<table:", "<t:")
            .replace("</table:", "</t:")
            .replace("xmlns:table=", 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:table=', 1)
        )
    elif how == "null date":
        text = text.replace(
            "<office:spreadsheet>",
            '<office:spreadsheet><table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>',
            1,
        )
    return how, text.encode("utf-8", "surrogatepass")
