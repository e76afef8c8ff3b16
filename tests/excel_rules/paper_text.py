"""Causes in a Word document's texts, marks, styles, lists, fields and controls."""

from __future__ import annotations

import re
from typing import Any

from tests.excel_rules.model import Cause, Faults, edit, local, out_of_order, repeated
from tests.excel_rules.paper import NUMBERS, PART, STYLES, Paper, W, value
from tests.excel_rules.sources import ecma, thread

_EDGE = re.compile(r"^\s|\s$")


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


CAUSES: tuple[Cause, ...] = (
    Cause(
        "W01",
        "Two bookmarks have one id",
        thread("dolanmiu/docx/issues/3481"),
        _bookmark_ids,
        _with(_MARK.replace("moc", "moc2")),
        "paper",
    ),
    Cause(
        "W02",
        "A bookmark's name comes twice or is longer than 40 characters",
        ecma("17.13.6.2, bookmarkStart"),
        _bookmark_names,
        _with(_MARK.replace('"1"', '"2"')),
        "paper",
    ),
    Cause(
        "W03",
        "A bookmark begins or ends alone",
        ecma("17.13.6.1, bookmarkEnd"),
        _bookmark_ends,
        _with('<w:bookmarkEnd w:id="9"/>'),
        "paper",
    ),
    Cause(
        "W04",
        "Two drawings of a part have one id",
        thread("dolanmiu/docx/issues/2719"),
        _drawing_ids,
        edit(PART, "</wp:inline>", '<wp:docPr id="1" name="x"/></wp:inline>'),
        "paper",
    ),
    Cause(
        "W10",
        "A style is used that is not there",
        ecma("17.3.1.27, pStyle: ignored where it is not there"),
        _style,
        _with('<w:p><w:pPr><w:pStyle w:val="Khac"/></w:pPr></w:p>'),
        "paper",
    ),
    Cause(
        "W11",
        "Two styles have one id",
        ecma("17.7.4.17, style: styleId"),
        _same_style,
        edit(STYLES, "</w:styles>", '<w:style w:type="paragraph" w:styleId="Normal"/></w:styles>'),
        "paper",
    ),
    Cause(
        "W12",
        "A style is based on, followed by or linked to one that is not there",
        ecma("17.7.4.3, basedOn"),
        _style_base,
        edit(STYLES, "</w:styles>", '<w:style w:styleId="Moi"><w:basedOn w:val="Khac"/></w:style></w:styles>'),
        "paper",
    ),
    Cause(
        "W13",
        "A paragraph is numbered by a list that is not there",
        thread("dolanmiu/docx/issues/1113"),
        _number,
        _with('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="999"/></w:numPr></w:pPr></w:p>'),
        "paper",
    ),
    Cause(
        "W14",
        "A list is of a kind that is not there",
        ecma("17.9.2, abstractNumId"),
        _abstract,
        edit(NUMBERS, "</w:numbering>", '<w:num w:numId="77"><w:abstractNumId w:val="999"/></w:num></w:numbering>'),
        "paper",
    ),
    Cause(
        "W15",
        "A kind of list comes after the lists",
        thread("CenterForOpenScience/pydocx/issues/142"),
        _number_order,
        edit(NUMBERS, "</w:numbering>", '<w:abstractNum w:abstractNumId="998"/></w:numbering>'),
        "paper",
    ),
    Cause(
        "W29",
        "A text has blanks at its edge that nothing says to keep",
        ecma("17.3.3.31, t"),
        _blanks,
        _with("<w:p><w:r><w:t> x</w:t></w:r></w:p>"),
        "paper",
    ),
    Cause(
        "W30",
        "A text holds a line end",
        thread("anthropics/skills/pull/1569"),
        _line_end,
        _with("<w:p><w:r><w:t>a\nb</w:t></w:r></w:p>"),
        "paper",
    ),
    Cause(
        "W31",
        "A field begins or ends alone",
        ecma("17.16.18, fldChar"),
        _field,
        _with('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
        "paper",
    ),
    Cause(
        "W32",
        "A control has no content, or two have one id",
        ecma("17.5.2.18, id"),
        _control,
        _with(_SDT * 2),
        "paper",
    ),
    Cause(
        "W33",
        "A comment is referred to that is not there, or two have one id",
        thread("4teamwork/docxcompose/issues/65"),
        _comment,
        _with('<w:p><w:commentRangeStart w:id="4"/></w:p>'),
        "paper",
    ),
)
