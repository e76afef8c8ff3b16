"""Causes in Word documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.excel_rules import opc
from tests.excel_rules.model import Cause, Fault, Faults, Package, edit, local, out_of_order, repeated
from tests.excel_rules.sources import ecma, thread

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART, STYLES, NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_SECTION = tuple(
    """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
    formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange""".split()
)
_CELL = tuple("cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark".split())
_TABLE = tuple(
    """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""".split()
)
_PARAGRAPH = tuple(
    """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
    spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
    divId cnfStyle rPr sectPr pPrChange""".split()
)
_FIRST = {"p": "pPr", "r": "rPr", "tbl": "tblPr", "tc": "tcPr", "tr": "trPr"}
_EDGE = re.compile(r"^\s|\s$")
_WHOLE = re.compile(r"-?\d+")
_MEASURES = {"ind": ("left", "right", "firstLine", "hanging", "start", "end"), "spacing": ("before", "after", "line")}
MOST_TWIPS, MOST_HALF_POINTS = 31_680, 3_276
"""22 inches; 1 638 points."""


class Paper(Package):
    """A Word document."""

    @property
    def stories(self) -> Iterator[tuple[str, Any]]:
        """The parts with text: the document, its headers, footers and notes."""
        kinds = ("header", "footer", "footnotes", "endnotes")
        names = [self.main, *(r.target for r in self.relations(self.main) if r.kind in kinds)]
        return ((name, root) for name in names if (root := self.root(name)) is not None)

    def all(self, *tags: str) -> Iterator[tuple[str, Any]]:
        """All elements of these names in text."""
        for part, root in self.stories:
            yield from ((part, element) for element in root.iter(*(W + tag for tag in tags)))

    def other(self, kind: str) -> Any:
        """The root of the part of styles, numbering, comments …; None where there is none."""
        return next((self.root(r.target) for r in self.relations(self.main) if r.kind == kind), None)


def value(element: Any, key: str = "val") -> str:
    """An attribute of Word's own; '' where it is not there."""
    return str(element.get(W + key, ""))


def _bookmark_ids(paper: Paper) -> Faults:
    yield from ((PART, one) for one in repeated(value(e, "id") for _, e in paper.all("bookmarkStart")))


def _bookmark_names(paper: Paper) -> Faults:
    names = [value(e, "name") for _, e in paper.all("bookmarkStart")]
    yield from ((PART, one) for one in repeated(name.casefold() for name in names))
    yield from ((PART, name) for name in names if not 0 < len(name) <= 40)


def _bookmark_ends(paper: Paper) -> Faults:
    starts, ends = ({value(e, "id") for _, e in paper.all(tag)} for tag in ("bookmarkStart", "bookmarkEnd"))
    yield from ((PART, f"bookmark {one} begins or ends alone") for one in sorted(starts ^ ends))


def _drawing_ids(paper: Paper) -> Faults:
    for part, root in paper.stories:
        yield from ((part, f"docPr {one}") for one in repeated(e.get("id", "") for e in root.iter("{*}docPr")))


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
    yield from ((part, "a table without tblGrid") for part, table in paper.all("tbl") if table.find(f"{W}tblGrid") is None)


def _span(paper: Paper) -> Faults:
    for part, table in paper.all("tbl"):
        grid = table.find(f"{W}tblGrid")
        columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
        for number, row in enumerate(table.findall(f"{W}tr")):
            used = sum(int(value(e) or 0) for e in row.iterfind(f"{W}trPr/*") if local(e) in ("gridBefore", "gridAfter"))
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


def _style(paper: Paper) -> Faults:
    styles = paper.other("styles")
    if styles is None:
        return
    known = {value(style, "styleId") for style in styles.iter(f"{W}style")}
    for part, element in paper.all("pStyle", "rStyle", "tblStyle"):
        if value(element) not in known:
            yield part, f"style {value(element)}"


def _same_style(paper: Paper) -> Faults:
    styles = paper.other("styles")
    if styles is not None:
        yield from ((STYLES, one) for one in repeated(value(style, "styleId") for style in styles.iter(f"{W}style")))


def _style_base(paper: Paper) -> Faults:
    styles = paper.other("styles")
    if styles is None:
        return
    known = {value(style, "styleId") for style in styles.iter(f"{W}style")}
    for element in styles.iter(f"{W}basedOn", f"{W}next", f"{W}link"):
        if value(element) not in known:
            yield STYLES, f"{local(element)} {value(element)}"


def _number(paper: Paper) -> Faults:
    numbering = paper.other("numbering")
    known = set() if numbering is None else {value(e, "numId") for e in numbering.iter(f"{W}num")}
    for part, element in paper.all("numId"):
        if value(element) != "0" and value(element) not in known:
            yield part, f"numId {value(element)}"


def _abstract(paper: Paper) -> Faults:
    numbering = paper.other("numbering")
    if numbering is None:
        return
    known = {value(e, "abstractNumId") for e in numbering.iter(f"{W}abstractNum")}
    for element in numbering.iterfind(f"{W}num/{W}abstractNumId"):
        if value(element) not in known:
            yield NUMBERS, f"abstractNum {value(element)}"


def _number_order(paper: Paper) -> Faults:
    numbering = paper.other("numbering")
    if numbering is not None:
        yield from ((NUMBERS, tag) for tag in out_of_order(numbering, ("numPicBullet", "abstractNum", "num")))


def _section_order(paper: Paper) -> Faults:
    for part, section in paper.all("sectPr"):
        yield from ((part, tag) for tag in out_of_order(section, ("headerReference", *_SECTION[2:])) if tag not in _SECTION[:2])
        late = [local(child) for child in section]
        first = next((n for n, tag in enumerate(late) if tag not in _SECTION[:2]), len(late))
        yield from ((part, tag) for tag in late[first:] if tag in _SECTION[:2])


def _same_header(paper: Paper) -> Faults:
    for part, section in paper.all("sectPr"):
        kinds = [f"{local(e)} {value(e, 'type')}" for e in section if local(e) in _SECTION[:2]]
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
            if name in ("w", "h", "left", "right", "top", "bottom", "before", "after", "line", "firstLine", "hanging"):
                if not _WHOLE.fullmatch(text):
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


def _blanks(paper: Paper) -> Faults:
    for part, element in paper.all("t", "instrText"):
        kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        if element.text and not kept and _EDGE.search(element.text):
            yield part, repr(element.text[:40])


def _line_end(paper: Paper) -> Faults:
    yield from ((part, repr(e.text[:40])) for part, e in paper.all("t") if e.text and "\n" in e.text)


def _field(paper: Paper) -> Faults:
    for part, root in paper.stories:
        depth = 0
        for element in root.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(value(element, "fldCharType"), 0)
            if depth < 0:
                break
        if depth:
            yield part, "a field begins or ends alone"


def _control(paper: Paper) -> Faults:
    ids = []
    for part, control in paper.all("sdt"):
        ids += [value(e) for e in control.iterfind(f"{W}sdtPr/{W}id")]
        if control.find(f"{W}sdtContent") is None:
            yield part, "a control without content"
    yield from ((PART, f"control {one}") for one in repeated(ids))


def _comment(paper: Paper) -> Faults:
    comments = paper.other("comments")
    ids = [] if comments is None else [value(e, "id") for e in comments.iter(f"{W}comment")]
    yield from ((PART, f"comment {one} twice") for one in repeated(ids))
    used = {value(e, "id") for _, e in paper.all("commentReference", "commentRangeStart", "commentRangeEnd")}
    yield from ((PART, f"comment {one}") for one in sorted(used - set(ids)))


_PARA = "<w:p><w:r><w:t>đoạn</w:t></w:r></w:p>"
_SDT = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
_MARK = '<w:bookmarkStart w:id="1" w:name="moc"/><w:bookmarkEnd w:id="1"/>'


def _with(new: str) -> Any:
    return edit(PART, _PARA, _PARA + new)


CAUSES: tuple[Cause, ...] = tuple(
    Cause(code, sentence, source, check, plant, "paper")
    for code, sentence, source, check, plant in (
        (
            "W01",
            "Two bookmarks have one id",
            thread("dolanmiu/docx/issues/3481"),
            _bookmark_ids,
            _with(_MARK.replace("moc", "moc2")),
        ),
        (
            "W02",
            "A bookmark's name comes twice or is longer than 40 characters",
            ecma("17.13.6.2, bookmarkStart"),
            _bookmark_names,
            _with(_MARK.replace('"1"', '"2"')),
        ),
        (
            "W03",
            "A bookmark begins or ends alone",
            ecma("17.13.6.1, bookmarkEnd"),
            _bookmark_ends,
            _with('<w:bookmarkEnd w:id="9"/>'),
        ),
        (
            "W04",
            "Two drawings of a part have one id",
            thread("dolanmiu/docx/issues/2719"),
            _drawing_ids,
            edit(PART, "</wp:inline>", '<wp:docPr id="1" name="x"/></wp:inline>'),
        ),
        (
            "W05",
            "A cell does not end with a paragraph",
            thread("bokuweb/docx-rs/pull/918"),
            _cell_end,
            edit(PART, "<w:p><w:r><w:t>ô</w:t></w:r></w:p></w:tc>", "</w:tc>"),
        ),
        (
            "W06",
            "A table has no row, or a row no cell",
            thread("PHPOffice/PHPWord/issues/2505"),
            _empty_row,
            edit(PART, "</w:tbl>", "<w:tr/></w:tbl>"),
        ),
        (
            "W07",
            "A table has no grid",
            thread("python-openxml/python-docx/issues/1005"),
            _no_grid,
            edit(PART, '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>', ""),
        ),
        (
            "W08",
            "The cells of a row span more columns than the grid has",
            ecma("17.4.17, gridSpan"),
            _span,
            edit(PART, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'),
        ),
        (
            "W09",
            "The first row continues a merge from above",
            ecma("17.4.84, vMerge"),
            _merged_alone,
            edit(PART, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="2"/><w:vMerge/>'),
        ),
        (
            "W10",
            "A style is used that is not there",
            ecma("17.3.1.27, pStyle: ignored where it is not there"),
            _style,
            _with('<w:p><w:pPr><w:pStyle w:val="Khac"/></w:pPr></w:p>'),
        ),
        (
            "W11",
            "Two styles have one id",
            ecma("17.7.4.17, style: styleId"),
            _same_style,
            edit(STYLES, "</w:styles>", '<w:style w:type="paragraph" w:styleId="Normal"/></w:styles>'),
        ),
        (
            "W12",
            "A style is based on, followed by or linked to one that is not there",
            ecma("17.7.4.3, basedOn"),
            _style_base,
            edit(STYLES, "</w:styles>", '<w:style w:styleId="Moi"><w:basedOn w:val="Khac"/></w:style></w:styles>'),
        ),
        (
            "W13",
            "A paragraph is numbered by a list that is not there",
            thread("dolanmiu/docx/issues/1113"),
            _number,
            _with('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="999"/></w:numPr></w:pPr></w:p>'),
        ),
        (
            "W14",
            "A list is of a kind that is not there",
            ecma("17.9.2, abstractNumId"),
            _abstract,
            edit(NUMBERS, "</w:numbering>", '<w:num w:numId="77"><w:abstractNumId w:val="999"/></w:num></w:numbering>'),
        ),
        (
            "W15",
            "A kind of list comes after the lists",
            thread("CenterForOpenScience/pydocx/issues/142"),
            _number_order,
            edit(NUMBERS, "</w:numbering>", '<w:abstractNum w:abstractNumId="998"/></w:numbering>'),
        ),
        (
            "W16",
            "A section's properties are out of order",
            thread("dolanmiu/docx/issues/507"),
            _section_order,
            edit(PART, "<w:pgSz", '<w:cols w:space="708"/><w:pgSz'),
        ),
        (
            "W17",
            "A section has two headers or footers of a kind",
            ecma("17.10.5, headerReference"),
            _same_header,
            lambda entries: edit(PART, "<w:pgSz", _header_of(entries) + "<w:pgSz")(entries),
        ),
        (
            "W18",
            "The body does not end with its one section",
            ecma("17.6.17, sectPr"),
            _section_last,
            edit(PART, "</w:body>", "<w:p/></w:body>"),
        ),
        (
            "W19",
            "A cell's properties are out of order",
            thread("4teamwork/docxcompose/issues/61"),
            _order("tcPr", _CELL),
            edit(PART, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="2"/><w:tcW w:w="4000" w:type="dxa"/>'),
        ),
        (
            "W20",
            "A table's properties are out of order",
            thread("4teamwork/docxcompose/issues/61"),
            _order("tblPr", _TABLE),
            edit(PART, '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/>', '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/><w:tblStyle w:val="TableGrid"/>'),
        ),
        (
            "W21",
            "A paragraph's properties are out of order",
            ecma("17.3.1.26, pPr"),
            _order("pPr", _PARAGRAPH),
            _with('<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>'),
        ),
        (
            "W22",
            "Properties are not the first thing in their paragraph, run, table, row or cell",
            thread("dolanmiu/docx/issues/2393"),
            _first,
            _with("<w:p><w:r/><w:pPr/></w:p>"),
        ),
        (
            "W23",
            "A paragraph or table stands within a paragraph, a run or a row",
            thread("dolanmiu/docx/issues/1113"),
            _nested,
            _with("<w:p><w:p/></w:p>"),
        ),
        (
            "W24",
            "A text stands outside a run",
            thread("dolanmiu/docx/issues/2393"),
            _run,
            _with("<w:p><w:t>x</w:t></w:p>"),
        ),
        (
            "W25",
            "An indent or space is larger than 22 inches",
            ecma("17.18.81, ST_SignedTwipsMeasure"),
            _large,
            _with('<w:p><w:pPr><w:ind w:left="31681"/></w:pPr></w:p>'),
        ),
        (
            "W26",
            "Letters are larger than 1 638 points, or their size is no whole number",
            ecma("17.3.2.38, sz"),
            _font,
            _with('<w:p><w:r><w:rPr><w:sz w:val="26.5"/></w:rPr></w:r></w:p>'),
        ),
        (
            "W27",
            "A measure is no whole number",
            thread("dolanmiu/docx/issues/1113"),
            _no_measure,
            edit(PART, '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/>', '<w:tblPr><w:tblW w:w="100%" w:type="auto"/>'),
        ),
        (
            "W28",
            "A page is larger than 22 inches, or its margins leave no room",
            ecma("17.6.13, pgSz"),
            _page,
            edit(PART, "<w:pgSz w:w=", '<w:pgSz w:w="40000" w:old='),
        ),
        (
            "W29",
            "A text has blanks at its edge that nothing says to keep",
            ecma("17.3.3.31, t"),
            _blanks,
            _with("<w:p><w:r><w:t> x</w:t></w:r></w:p>"),
        ),
        (
            "W30",
            "A text holds a line end",
            thread("anthropics/skills/pull/1569"),
            _line_end,
            _with("<w:p><w:r><w:t>a\nb</w:t></w:r></w:p>"),
        ),
        (
            "W31",
            "A field begins or ends alone",
            ecma("17.16.18, fldChar"),
            _field,
            _with('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
        ),
        (
            "W32",
            "A control has no content, or two have one id",
            ecma("17.5.2.18, id"),
            _control,
            _with(_SDT * 2),
        ),
        (
            "W33",
            "A comment is referred to that is not there, or two have one id",
            thread("4teamwork/docxcompose/issues/65"),
            _comment,
            _with('<w:p><w:commentRangeStart w:id="4"/></w:p>'),
        ),
    )
)


def _header_of(entries: Any) -> str:
    found = re.search(r"<w:headerReference[^>]*/>", dict(entries)[PART].decode())
    assert found
    return found[0]


_OPC = tuple(
    Cause(f"W{cause.code}", cause.sentence, cause.source, cause.check, cause.plant, "paper") for cause in opc.CAUSES
)
ALL = (*_OPC, *CAUSES)


def report(data: bytes) -> list[Fault]:
    """Each fault of a .docx for which Word would refuse, repair or change it."""
    paper = Paper(data)
    return [Fault(cause.code, part, detail) for cause in ALL for part, detail in cause.check(paper)]


