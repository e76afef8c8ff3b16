"""What may happen to an .xlsx form: each a change of one cell, or of a whole part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from xml.sax.saxutils import escape

from tests.oracle.places import Place
from tests.oracle.stock import CODES, NUMBERS, STORED, TEXTS
from tests.oracle.xlsx_draft import MAIN, STYLES, WORKBOOK, XlsxDraft

Change = Callable[[XlsxDraft, Random, Place], str]
"""Changes the draft; gives in words what was done."""
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "\t\n\r"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def spelled(text: str) -> str:
    """The text for an element, with ``_x000D_`` spellings left as they are."""
    return _NOT_XML.sub("", escape(text)).translate(_SIGNS)


def number_format(draft: XlsxDraft, lot: Random, place: Place) -> str:
    code, number = lot.choice(CODES), lot.choice(NUMBERS)
    draft.put(place, f"<v>{number}</v>", style=draft.format(place, code=code))
    return f"{number} as {code}"


def built_in_format(draft: XlsxDraft, lot: Random, place: Place) -> str:
    number, value = lot.choice([*range(5), *range(9, 23), *range(27, 59)]), lot.choice(NUMBERS)
    draft.put(place, f"<v>{value}</v>", style=draft.format(place, number=number))
    return f"{value} in format {number}"


def format_of_text(draft: XlsxDraft, lot: Random, place: Place) -> str:
    code, text = lot.choice(CODES), lot.choice(TEXTS)
    style = draft.format(place, code=code)
    draft.put(place, f"<is><t xml:space='preserve'>{spelled(text)}</t></is>", "inlineStr", style)
    return f"{text!r} as {code}"


def stored_number(draft: XlsxDraft, lot: Random, place: Place) -> str:
    text = lot.choice(STORED)
    draft.put(place, f"<v>{spelled(text)}</v>", lot.choice(("", "", "n")))
    return repr(text)


def text(draft: XlsxDraft, lot: Random, place: Place) -> str:
    said = lot.choice(TEXTS)
    space = lot.choice(("", " xml:space='preserve'", " xml:space='default'"))
    how = lot.choice(("inline", "shared", "shared", "str"))
    inside = f"<t{space}>{spelled(said)}</t>"
    if how == "inline":
        draft.put(place, f"<is>{inside}</is>", "inlineStr")
    elif how == "shared":
        draft.put(place, f"<v>{draft.string(inside)}</v>", "s")
    else:
        draft.put(place, f"<v{space}>{spelled(said)}</v>", "str")
    return f"{how}{space} {said!r}"


_RUNS = (
    "", "<vertAlign val='superscript'/>", "<vertAlign val='subscript'/>", "<strike/>", "<strike val='0'/>",
    "<strike val='true'/>", "<vertAlign val='baseline'/>", "<b/>", "<rFont val='.VnTime'/>", "<color rgb='FFFF0000'/>",
    "<vanish/>",
)  # fmt: skip


def runs(draft: XlsxDraft, lot: Random, place: Place) -> str:
    pieces = [
        (lot.choice(("", *_RUNS)), lot.choice(("3", "1", "5", "94", "12", " ", "Hoàn thành", "a", "2\n", ",5")))
        for _ in range(lot.randint(1, 3))
    ]
    inside = "".join(
        f"<r>{'<rPr>' + look + '</rPr>' if look else ''}<t xml:space='preserve'>{spelled(said)}</t></r>"
        for look, said in pieces
    )
    extra = lot.choice(
        ("", "", "<rPh sb='0' eb='1'><t>7</t></rPh>", "<phoneticPr fontId='1'/>", "<rPh sb='0' eb='1'/>")
    )
    if lot.random() < 0.2:
        inside = "<t>4</t>" + inside
    if lot.random() < 0.5:
        draft.put(place, f"<v>{draft.string(inside + extra)}</v>", "s")
    else:
        draft.put(place, f"<is>{inside}{extra}</is>", "inlineStr")
    return f"{inside}{extra}"


def look(draft: XlsxDraft, lot: Random, place: Place) -> str:
    font = lot.choice(_RUNS[1:8])
    style = draft.format(place, font=font)
    if lot.random() < 0.5:
        draft.put(place, f"<v>{lot.choice(NUMBERS)}</v>", style=style)
    else:
        draft.put(place, f"<is><t>{lot.choice(('94', 'Hoàn thành', '5'))}</t></is>", "inlineStr", style)
    return font


_IN_VALUE: tuple[str, ...] = (
    "1<!-- x -->23", "<![CDATA[123]]>", "1<![CDATA[2]]>3", "1&#x32;", "1&#50;3", "1<?x y?>2", "<!--1-->2", "<?x?>12",
    "&#49;&#50;", "&#x0031;", "1&amp;2", "&lt;5", "1&#32;", "1&#xA0;", "1&#160;2", "1&#8203;2", "1\n2", "12<!---->",
    "<![CDATA[]]>12", "<![CDATA[1]]><![CDATA[2]]>", "12<z:a xmlns:z='urn:z'>3</z:a>", "<z:a xmlns:z='urn:z'/>12",
    "<z:a xmlns:z='urn:z'>3</z:a>12", "1<v>2</v>", "1&nbsp;2", "<b>12</b>", "&#0;12", "&#x1;12", "12&#9;",
)  # fmt: skip


def xml_in_value(draft: XlsxDraft, lot: Random, place: Place) -> str:
    said, kind = lot.choice(_IN_VALUE), lot.choice(("", "", "", "str", "inlineStr"))
    draft.put(place, f"<is><t>{said}</t></is>" if kind == "inlineStr" else f"<v>{said}</v>", kind)
    return f"{kind} {said}"


_IN_CELL: Mapping[str, str] = {
    "two values": "<v>12</v><v>34</v>",
    "foreign value": "<v>12</v><z:v xmlns:z='urn:z'>99</z:v>",
    "foreign value first": "<z:v xmlns:z='urn:z'>99</z:v><v>12</v>",
    "only a foreign value": "<z:v xmlns:z='urn:z'>99</z:v>",
    "comment": "<!-- 5 --><v>12</v><!-- 6 -->",
    "loose text": "5<v>12</v>6",
    "extension": "<v>12</v><extLst><ext uri='x'><v>99</v></ext></extLst>",
    "choice": f"<mc:AlternateContent xmlns:mc='{COMPATIBLE}'><mc:Choice Requires='x14'><v>1</v></mc:Choice>"
    "<mc:Fallback><v>2</v></mc:Fallback></mc:AlternateContent>",
    "choice beside": f"<v>3</v><mc:AlternateContent xmlns:mc='{COMPATIBLE}'><mc:Choice Requires='zz'><v>1</v></mc:Choice>"
    "<mc:Fallback><v>2</v></mc:Fallback></mc:AlternateContent>",
    "inline and value": "<v>12</v><is><t>34</t></is>",
    "inline first": "<is><t>34</t></is><v>12</v>",
    "empty value": "<v/>",
    "empty inline": "<is/>",
    "value in is": "<is><v>12</v></is>",
    "deep": "<x><v>12</v></x>",
    "spaces": "\n  <v>12</v>\n  ",
    "formula after": "<v>12</v><f>6*2</f>",
}


def xml_in_cell(draft: XlsxDraft, lot: Random, place: Place) -> str:
    name = lot.choice(tuple(_IN_CELL))
    kind = lot.choice(("", "", "str", "inlineStr"))
    draft.put(place, _IN_CELL[name], kind)
    return f"{kind} {name}"


_TYPED: tuple[tuple[str, str], ...] = (
    ("b", "1"), ("b", "0"), ("b", "true"), ("b", "2"), ("b", ""), ("b", "false"), ("e", "#REF!"), ("e", "#N/A"),
    ("e", "#DIV/0!"), ("e", "12"), ("e", ""), ("e", "#SPILL!"), ("d", "2024-06-20"), ("d", "2024-06-20T08:00:00"),
    ("d", "20/6/2024"), ("d", "45000"), ("d", "2024-06-20T00:00:00Z"), ("d", "08:30:00"), ("s", "0.0"), ("s", "99999"),
    ("s", "-1"), ("s", ""), ("s", " 4 "), ("s", "4.7"), ("s", "1e1"), ("str", "12"), ("str", " 12 "), ("str", ""),
    ("q", "12"), ("N", "12"), ("inlineStr", "12"), ("str", "12_x0041_"), ("n", "12"), ("", "12"), ("str", "0.95"),
)  # fmt: skip


def typed(draft: XlsxDraft, lot: Random, place: Place) -> str:
    kind, value = lot.choice(_TYPED)
    style = draft.format(place, number=14) if kind == "d" and lot.random() < 0.5 else None
    draft.put(place, f"<v>{value}</v>", kind, style)
    return f"t={kind} {value!r}"


_FORMULAS: tuple[tuple[str, str, str], ...] = (
    ("", "<f>6*2</f><v>12</v>", "as computed"), ("", "<f>6*2</f>", "without result"), ("", "<f>6*2</f><v></v>", "empty result"),
    ("str", "<f>\"1\"&amp;\"2\"</f><v>12</v>", "text"), ("str", "<f>\"\"</f><v></v>", "empty text"),
    ("str", "<f>\"\"</f>", "text without result"), ("b", "<f>1=1</f><v>1</v>", "truth"), ("e", "<f>1/0</f><v>#DIV/0!</v>", "error"),
    ("", "<f t='array' ref='{at}'>6*2</f><v>12</v>", "array"), ("", "<f t='array' ref='{at}'>6*2</f>", "array without result"),
    ("", "<f t='shared' ref='{at}' si='0'>6*2</f><v>12</v>", "shared"), ("", "<f t='shared' si='77'/><v>12</v>", "shared, lost"),
    ("", "<f t='shared' si='77'/>", "shared, lost, no result"), ("", "<f/><v>12</v>", "empty formula"),
    ("", "<f>NOSUCH(1)</f><v>12</v>", "unknown function"), ("", "<f>6*</f><v>12</v>", "broken"), ("", "<f>6*2</f><v>12.0</v>", "12.0"),
    ("n", "<f>{at}+1</f><v>0</v>", "circular"), ("", "<f ca='1'>6*2</f><v>12</v>", "ca"), ("", "<f>_xlfn.FOO(1)</f><v>12</v>", "newer"),
    ("", "<f>[1]Sheet1!A1</f><v>12</v>", "link"), ("", "<f>6*2</f><v> 12 </v>", "spaces"), ("str", "<f>6*2</f><v>12</v>", "as text"),
    ("s", "<f>6*2</f><v>4</v>", "shared string"),
)  # fmt: skip


def formula(draft: XlsxDraft, lot: Random, place: Place) -> str:
    kind, inside, name = lot.choice(_FORMULAS)
    draft.put(place, inside.replace("{at}", place.cell), kind)
    return name


def merge(draft: XlsxDraft, lot: Random, place: Place) -> str:
    """A merge of two cells or four; the value stands in its first cell or under it."""
    up, left = lot.choice(((1, 0), (0, 1), (1, 1), (0, 0)))
    first, last = (
        (place.row - up, place.column - left),
        (place.row + lot.randint(0, 1), place.column + lot.randint(0, 1)),
    )
    spans = f"{_a1(first)}:{_a1(last)}"
    path = draft.sheet(place)
    draft.put(place, f"<v>{lot.choice(NUMBERS)}</v>")
    if "</mergeCells>" in draft.parts[path]:
        draft.edit(path, "</mergeCells>", f'<mergeCell ref="{spans}"/></mergeCells>')
        draft.parts[path] = re.sub(r'<mergeCells count="\d+"', "<mergeCells", draft.parts[path])
    else:
        draft.edit(path, "</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{spans}"/></mergeCells>')
    return spans


def _a1(at: tuple[int, int]) -> str:
    from xlpy.basics.a1 import a1  # noqa: PLC0415

    return a1(at)


def _row(draft: XlsxDraft, place: Place) -> re.Match[str]:
    found = re.search(rf'<row r="{place.row}"([^>]*)>(.*?)</row>', draft.parts[draft.sheet(place)], re.DOTALL)
    assert found
    return found


def _swap_row(draft: XlsxDraft, place: Place, spelled_row: str) -> None:
    found, path = _row(draft, place), draft.sheet(place)
    draft.parts[path] = draft.parts[path][: found.start()] + spelled_row + draft.parts[path][found.end() :]


def addresses(draft: XlsxDraft, lot: Random, place: Place) -> str:
    found = _row(draft, place)
    how = lot.choice(("cells", "row", "both", "half", "dollar", "small", "zero", "wrong row", "spaced"))
    row, inside = found[0], found[2]
    if how in ("cells", "both"):
        inside = re.sub(r'<c r="[A-Z]+\d+"', "<c", inside)
    elif how == "half":
        inside = re.sub(r'<c r="([A-Z]+\d+)"', lambda m: m[0] if lot.random() < 0.5 else "<c", inside)
    elif how in ("dollar", "small", "zero", "wrong row", "spaced"):
        new = {
            "dollar": "$" + place.cell, "small": place.cell.lower(), "zero": re.sub(r"(\d+)", r"0\1", place.cell),
            "wrong row": re.sub(r"\d+", str(place.row + 1), place.cell), "spaced": f" {place.cell} ",
        }[how]  # fmt: skip
        inside = inside.replace(f'r="{place.cell}"', f'r="{new}"')
    number = "" if how in ("row", "both") else f' r="{place.row}"'
    _swap_row(draft, place, f"<row{number}{found[1]}>{inside}</row>" if row else "")
    return how


def rows(draft: XlsxDraft, lot: Random, place: Place) -> str:
    found, path = _row(draft, place), draft.sheet(place)
    how = lot.choice(("moved first", "moved last", "twice", "empty twin", "cells backwards", "cell twice", "hidden", "collapsed",
                      "zero height", "second table", "row in row", "between tables", "split", "far twin"))  # fmt: skip
    row = found[0]
    if how == "moved first":
        _swap_row(draft, place, "")
        draft.edit(path, "<sheetData>", f"<sheetData>{row}")
    elif how == "moved last":
        _swap_row(draft, place, "")
        draft.edit(path, "</sheetData>", f"{row}</sheetData>")
    elif how == "twice":
        draft.edit(path, row, row + row)
    elif how == "empty twin":
        draft.edit(path, row, row + f'<row r="{place.row}"/>')
    elif how == "cells backwards":
        cells = re.findall(r"<c [^>]*?(?:/>|>.*?</c>)", found[2], re.DOTALL)
        _swap_row(draft, place, f'<row r="{place.row}"{found[1]}>{"".join(reversed(cells))}</row>')
    elif how == "cell twice":
        own = draft.cell(place)[0]
        draft.replace(place, own + f'<c r="{place.cell}"><v>{lot.choice(NUMBERS)}</v></c>')
    elif how in ("hidden", "collapsed", "zero height"):
        more = {"hidden": lot.choice((" hidden='1'", " hidden='true'")), "collapsed": " collapsed='1' outlineLevel='1'",
                "zero height": " customHeight='1'"}[how]  # fmt: skip
        attributes = re.sub(r' (?:ht|customHeight|hidden)="[^"]*"', "", found[1]) + (
            " ht='0'" if how == "zero height" else ""
        )
        _swap_row(draft, place, f'<row r="{place.row}"{attributes}{more}>{found[2]}</row>')
    elif how == "second table":
        cell = f'<row r="{place.row}"><c r="{place.cell}"><v>{lot.choice(NUMBERS)}</v></c></row>'
        draft.edit(path, "</sheetData>", f"</sheetData><sheetData>{cell}</sheetData>")
    elif how == "row in row":
        inner = f'<row r="{place.row}"><c r="{place.cell}"><v>{lot.choice(NUMBERS)}</v></c></row>'
        _swap_row(draft, place, f'<row r="{place.row}"{found[1]}>{inner}{found[2]}</row>')
    elif how == "between tables":
        draft.edit(path, row, f"<!-- {place.cell} --><z:row xmlns:z='urn:z' r='{place.row}'/>{row}<?a b?>")
    elif how == "split":
        own = draft.cell(place)[0]
        draft.replace(place, "")
        draft.edit(path, "</sheetData>", f'<row r="{place.row}">{own}</row></sheetData>')
    else:
        twin = f'<row r="{place.row + 5000}"><c r="{re.sub("[0-9]+", str(place.row + 5000), place.cell)}"><v>7</v></c></row>'
        draft.edit(path, "</sheetData>", f"{twin}</sheetData>")
    return how


def columns(draft: XlsxDraft, lot: Random, place: Place) -> str:
    path = draft.sheet(place)
    how = lot.choice(("hidden", "zero width"))
    hidden = " hidden='1'" if how == "hidden" else ""
    width = "0" if how == "zero width" else "9"
    column = f"<col min='{place.column}' max='{place.column}' width='{width}' customWidth='1'{hidden}/>"
    draft.parts[path] = re.sub(r"<cols>.*?</cols>", f"<cols>{column}</cols>", draft.parts[path], flags=re.DOTALL)
    return how


def workbook(draft: XlsxDraft, lot: Random, place: Place) -> str:
    how = lot.choice(("date1904", "no styles", "empty formats", "wrong style", "manual", "choice", "protect"))
    path = draft.sheet(place)
    if how == "date1904":
        draft.edit(WORKBOOK, "<workbookPr ", f"<workbookPr date1904='{lot.choice(('1', 'true'))}' ")
    elif how == "no styles":
        draft.left_out.add(STYLES)
    elif how == "empty formats":
        draft.parts[STYLES] = f'<styleSheet xmlns="{MAIN}"/>'
    elif how == "wrong style":
        draft.put(place, f"<v>{lot.choice(NUMBERS)}</v>", style=lot.choice((9999, -1)))
    elif how == "manual":
        draft.edit(WORKBOOK, "</workbook>", "<calcPr calcMode='manual' fullCalcOnLoad='1'/></workbook>")
        draft.parts[WORKBOOK] = re.sub(r'<calcPr [^>]*?"/>', "", draft.parts[WORKBOOK])
    elif how == "choice":
        own = draft.cell(place)[0]
        other = f'<c r="{place.cell}"><v>3</v></c>'
        draft.replace(place, f"<mc:AlternateContent xmlns:mc='{COMPATIBLE}'><mc:Choice Requires='{lot.choice(('x14', 'zz'))}'>"
                      f"{own}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>")  # fmt: skip
    else:
        draft.edit(path, "</sheetData>", "</sheetData><sheetProtection sheet='1' objects='1'/>")
    return how


CELLS: Mapping[str, Change] = {
    "number format": number_format,
    "built-in format": built_in_format,
    "format of a text": format_of_text,
    "stored number": stored_number,
    "text": text,
    "runs of text": runs,
    "font of a cell": look,
    "XML inside a value": xml_in_value,
    "XML inside a cell": xml_in_cell,
    "type of a cell": typed,
    "formula": formula,
    "merge": merge,
    "addresses": addresses,
    "rows": rows,
    "columns": columns,
    "workbook": workbook,
}


def encoding(draft: XlsxDraft, lot: Random, path: str) -> str:
    """Another encoding of a whole part."""
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", draft.parts[path])
    how = lot.choice(("utf-16", "utf-16 be", "utf-16 bare", "utf-8 bom", "windows-1258", "latin-1", "no declaration", "utf-8 lie",
                      "single quotes", "prefix", "spaced", "xml 1.1", "ascii", "doctype", "space first", "strict", "us-ascii lie"))  # fmt: skip
    declared = '<?xml version="1.0" encoding="{}"?>'
    in_ascii = "".join(sign if ord(sign) < 128 else f"&#{ord(sign)};" for sign in text)
    if how == "utf-16":
        content = (declared.format("UTF-16") + text).encode("utf-16")
    elif how == "utf-16 be":
        content = b"\xfe\xff" + (declared.format("UTF-16") + text).encode("utf-16-be")
    elif how == "utf-16 bare":
        content = (declared.format("UTF-16LE") + text).encode("utf-16-le")
    elif how == "utf-8 bom":
        content = b"\xef\xbb\xbf" + (declared.format("UTF-8") + text).encode()
    elif how == "windows-1258":
        content = (declared.format("windows-1258") + text).encode("cp1258", "xmlcharrefreplace")
    elif how == "latin-1":
        content = (declared.format("ISO-8859-1") + text).encode("latin-1", "xmlcharrefreplace")
    elif how == "no declaration":
        content = text.encode()
    elif how == "utf-8 lie":
        content = (declared.format("windows-1252") + text).encode()
    elif how == "us-ascii lie":
        content = (declared.format("US-ASCII") + text).encode()
    elif how == "single quotes":
        swapped = re.sub(r'="([^"\'<>]*)"', r"='\1'", text)
        content = swapped.encode()
    elif how == "prefix":
        named = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", text).replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        content = re.sub(r"<(/?)x:([A-Za-z]\w*):", r"<\1\2:", named).encode()
    elif how == "spaced":
        content = re.sub(r"><(row|c|v|si)\b", r">\n\t<\1", text).replace("/>", " />").encode()
    elif how == "xml 1.1":
        content = ('<?xml version="1.1" encoding="UTF-8"?>' + text).encode()
    elif how == "ascii":
        content = (declared.format("US-ASCII") + in_ascii).encode("ascii")
    elif how == "doctype":
        content = (declared.format("UTF-8") + "<!DOCTYPE a [<!ENTITY e '5'>]>" + text).encode()
    elif how == "space first":
        content = (" " + declared.format("UTF-8") + text).encode()
    else:
        content = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").encode()
    draft.raw[path] = content
    return how
