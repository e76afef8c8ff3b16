"""Causes in a Word document's tables, sections, properties and measures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from tests.excel_rules.model import Cause, Faults, edit, local, out_of_order, repeated
from tests.excel_rules.paper import PART, Paper, W, value
from tests.excel_rules.sources import ecma, notes, thread

_SECTION_ORDER = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
_SECTION = tuple(_SECTION_ORDER.split())
_CELL_ORDER = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
_CELL = tuple(_CELL_ORDER.split())
_TABLE_ORDER = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
)
_TABLE = tuple(_TABLE_ORDER.split())
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_PARAGRAPH = tuple(_PARAGRAPH_ORDER.split())
_REFERENCES = ("headerReference", "footerReference")
_MEASURED = frozenset(("w", "h", "left", "right", "top", "bottom", "before", "after", "line", "firstLine", "hanging"))
_FIRST = {"p": "pPr", "r": "rPr", "tbl": "tblPr", "tc": "tcPr", "tr": "trPr"}
_WHOLE = re.compile(r"-?\d+")
_MEASURES = {"ind": ("left", "right", "firstLine", "hanging", "start", "end"), "spacing": ("before", "after", "line")}
MOST_TWIPS, MOST_HALF_POINTS = 31_680, 3_276
"""22 inches; 1 638 points."""


def _cell_end(paper: Paper) -> Faults:
    for part, cell in paper.all("tc"):
        children = [child for child in cell if local(child) not in ("bookmarkEnd", "bookmarkStart", "proofErr")]
        if not children or local(children[-1]) not in ("p", "sdt"):
            yield part, "a cell that does not end with a paragraph"


def _empty_row(paper: Paper) -> Faults:
    for part, row in paper.all("tr"):
        if not any(local(child) in ("tc", "sdt", "customXml") for child in row):
            yield part, "a row without a cell"
    for part, table in paper.all("tbl"):
        if not any(local(child) in ("tr", "sdt", "customXml") for child in table):
            yield part, "a table without a row"


def _no_grid(paper: Paper) -> Faults:
    yield from (
        (part, "a table without tblGrid") for part, table in paper.all("tbl") if table.find(f"{W}tblGrid") is None
    )


def _span(paper: Paper) -> Faults:
    for part, table in paper.all("tbl"):
        grid = table.find(f"{W}tblGrid")
        columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
        for number, row in enumerate(table.findall(f"{W}tr")):
            used = sum(
                int(value(e) or 0) for e in row.iterfind(f"{W}trPr/*") if local(e) in ("gridBefore", "gridAfter")
            )
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                used += 1 if span is None else int(value(span) or 1)
            if grid is not None and used > columns:
                yield part, f"row {number}: {used} of {columns} columns"


def _merged_alone(paper: Paper) -> Faults:
    for part, table in paper.all("tbl"):
        first = table.find(f"{W}tr")
        for merge in () if first is None else first.iterfind(f"{W}tc/{W}tcPr/{W}vMerge"):
            if value(merge) in ("", "continue"):
                yield part, "a cell continues a merge above the first row"


def _section_order(paper: Paper) -> Faults:
    order = ("headerReference", *(tag for tag in _SECTION if tag not in _REFERENCES))
    for part, section in paper.all("sectPr"):
        tags = [local(child).replace("footerReference", "headerReference") for child in section]
        place = [order.index(tag) for tag in tags if tag in order]
        yield from ((part, order[two]) for one, two in pairwise(place) if two < one)


def _same_header(paper: Paper) -> Faults:
    for part, section in paper.all("sectPr"):
        kinds = [f"{local(e)} {value(e, 'type')}" for e in section if local(e) in _REFERENCES]
        yield from ((part, one) for one in repeated(kinds))


def _section_last(paper: Paper) -> Faults:
    root = paper.root(paper.main)
    body = None if root is None else root.find(f"{W}body")
    names = [] if body is None else [local(child) for child in body if local(child)]
    if "sectPr" in names[:-1] or (body is not None and names[-1:] != ["sectPr"]):
        yield PART, "the body does not end with its one section"


def _order(tag: str, order: tuple[str, ...]) -> Any:
    def check(paper: Paper) -> Faults:
        for part, element in paper.all(tag):
            yield from ((part, f"{name} in {tag}") for name in out_of_order(element, order))

    return check


def _first(paper: Paper) -> Faults:
    for part, element in paper.all(*_FIRST):
        names = [local(child) for child in element]
        wanted = _FIRST[local(element)]
        if wanted in names and names.index(wanted) > (names.index("tblPrEx") + 1 if "tblPrEx" in names else 0):
            yield part, f"{wanted} is not the first of {local(element)}"


def _nested(paper: Paper) -> Faults:
    for part, element in paper.all("p", "tbl"):
        parent = element.getparent()
        if local(parent) in ("p", "r", "t", "tr", "tbl", "pPr"):
            yield part, f"{local(element)} in {local(parent)}"


def _run(paper: Paper) -> Faults:
    for part, element in paper.all("t", "instrText", "tab", "br"):
        parent = local(element.getparent())
        if parent not in ("r", "tabs", "rt"):
            yield part, f"{local(element)} in {parent}"


def _large(paper: Paper) -> Faults:
    for part, element in paper.all(*_MEASURES):
        for key in _MEASURES[local(element)]:
            text = value(element, key)
            if _WHOLE.fullmatch(text) and abs(int(text)) > MOST_TWIPS:
                yield part, f"{local(element)} {key} {text}"


def _font(paper: Paper) -> Faults:
    for part, element in paper.all("sz", "szCs"):
        text = value(element)
        if not text.isdecimal() or not 2 <= int(text) <= MOST_HALF_POINTS:
            yield part, f"sz {text}"


def _no_measure(paper: Paper) -> Faults:
    for part, element in paper.all("tblW", "tcW", "tblInd", "gridCol", "ind", "spacing", "pgSz", "pgMar"):
        for key, text in element.items():
            name = key.removeprefix(W)
            if name in _MEASURED and not _WHOLE.fullmatch(text):
                yield part, f"{local(element)} {name} {text}"


def _page(paper: Paper) -> Faults:
    for part, section in paper.all("sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        if size is None or margins is None:
            continue
        width, height, *sides = (
            int(value(e, key) or 0)
            for e, key in ((size, "w"), (size, "h"), *((margins, k) for k in ("left", "right", "top", "bottom")))
        )
        room = width - sides[0] - sides[1], height - abs(sides[2]) - abs(sides[3])
        if not (144 <= width <= MOST_TWIPS and 144 <= height <= MOST_TWIPS) or min(room) <= 0:
            yield part, f"page {width} × {height}, margins {sides}"


_PARA = "<w:p><w:r><w:t>đoạn</w:t></w:r></w:p>"


def _with(new: str) -> Any:
    return edit(PART, _PARA, _PARA + new)


def _header_of(entries: Any) -> str:
    found = re.search(r"<w:headerReference[^>]*/>", dict(entries)[PART].decode())
    assert found
    return found[0]


CAUSES: tuple[Cause, ...] = (
    Cause(
        "W05",
        "A cell does not end with a paragraph",
        thread("bokuweb/docx-rs/pull/918"),
        _cell_end,
        edit(PART, "<w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc>", "</w:tc>"),
        "paper",
    ),
    Cause(
        "W06",
        "A table has no row, or a row no cell",
        thread("PHPOffice/PHPWord/issues/2505"),
        _empty_row,
        edit(PART, "</w:tbl>", "<w:tr/></w:tbl>"),
        "paper",
    ),
    Cause(
        "W07",
        "A table has no grid",
        thread("python-openxml/python-docx/issues/1005"),
        _no_grid,
        edit(PART, '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>', ""),
        "paper",
    ),
    Cause(
        "W08",
        "The cells of a row span more columns than the grid has",
        ecma("17.4.17, gridSpan"),
        _span,
        edit(PART, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'),
        "paper",
    ),
    Cause(
        "W09",
        "The first row continues a merge from above",
        ecma("17.4.84, vMerge"),
        _merged_alone,
        edit(PART, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="2"/><w:vMerge/>'),
        "paper",
    ),
    Cause(
        "W16",
        "A section's properties are out of order",
        thread("dolanmiu/docx/issues/507"),
        _section_order,
        edit(PART, "<w:pgSz", '<w:cols w:space="708"/><w:pgSz'),
        "paper",
    ),
    Cause(
        "W17",
        "A section has two headers or footers of a kind",
        ecma("17.10.5, headerReference"),
        _same_header,
        lambda entries: edit(PART, "<w:pgSz", _header_of(entries) + "<w:pgSz")(entries),
        "paper",
    ),
    Cause(
        "W18",
        "The body does not end with its one section",
        ecma("17.6.17, sectPr"),
        _section_last,
        edit(PART, "</w:body>", "<w:p/></w:body>"),
        "paper",
    ),
    Cause(
        "W19",
        "A cell's properties are out of order",
        thread("4teamwork/docxcompose/issues/61"),
        _order("tcPr", _CELL),
        edit(PART, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="2"/><w:tcW w:w="4000" w:type="dxa"/>'),
        "paper",
    ),
    Cause(
        "W20",
        "A table's properties are out of order",
        thread("4teamwork/docxcompose/issues/61"),
        _order("tblPr", _TABLE),
        edit(PART, ' w:type="dxa"/></w:tblPr>', ' w:type="dxa"/><w:tblStyle w:val="TableGrid"/></w:tblPr>'),
        "paper",
    ),
    Cause(
        "W21",
        "A paragraph's properties are out of order",
        ecma("17.3.1.26, pPr"),
        _order("pPr", _PARAGRAPH),
        _with('<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>'),
        "paper",
    ),
    Cause(
        "W22",
        "Properties are not the first thing in their paragraph, run, table, row or cell",
        thread("dolanmiu/docx/issues/2393"),
        _first,
        _with("<w:p><w:r/><w:pPr/></w:p>"),
        "paper",
    ),
    Cause(
        "W23",
        "A paragraph or table stands within a paragraph, a run or a row",
        thread("dolanmiu/docx/issues/1113"),
        _nested,
        _with("<w:p><w:p/></w:p>"),
        "paper",
    ),
    Cause(
        "W24",
        "A text stands outside a run",
        thread("dolanmiu/docx/issues/2393"),
        _run,
        _with("<w:p><w:t>x</w:t></w:p>"),
        "paper",
    ),
    Cause(
        "W25",
        "An indent or space is larger than 22 inches",
        notes("2.1.61 (tab), 2.1.96 (spacing): at most 31 680, 22 inches"),
        _large,
        _with('<w:p><w:pPr><w:ind w:left="31681"/></w:pPr></w:p>'),
        "paper",
    ),
    Cause(
        "W26",
        "Letters are larger than 1 638 points, or their size is no whole number",
        "https://word.tips.net/T001863_Using_Very_Large_Font_Sizes",
        _font,
        _with('<w:p><w:r><w:rPr><w:sz w:val="26.5"/></w:rPr></w:r></w:p>'),
        "paper",
    ),
    Cause(
        "W27",
        "A measure is no whole number",
        thread("dolanmiu/docx/issues/1113"),
        _no_measure,
        edit(PART, '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/>', '<w:tblPr><w:tblW w:w="100%" w:type="auto"/>'),
        "paper",
    ),
    Cause(
        "W28",
        "A page is larger than 22 inches, or its margins leave no room",
        notes("2.1.219, pgSz; 2.1.218, pgMar"),
        _page,
        edit(PART, "<w:pgSz w:w=", '<w:pgSz w:w="40000" w:old='),
        "paper",
    ),
)
