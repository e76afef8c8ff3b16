"""An empty official paper: A4, margins, page number centred above from page 2 on, and sections for annexes."""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm

from xlpy.outputs.word import nd30
from xlpy.outputs.word.styles import set_styles


def new_paper() -> Document:
    """An empty portrait A4 with our styles."""
    document = docx.Document()
    set_styles(document)
    _without_extras(document)
    _plain_theme(document)
    _as_word_writes(document)
    section = document.sections[0]
    _page(section)
    header = section.header.paragraphs[0]
    header.style = document.styles["Header"]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _page_number(header)
    section.first_page_header.paragraphs[0].style = document.styles["Header"]
    return document


def _page(section: Section, *, landscape: bool = False) -> None:
    long, short = Mm(nd30.A4_LONG), Mm(nd30.A4_SHORT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin, section.bottom_margin = Mm(nd30.MARGIN_TOP), Mm(nd30.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(nd30.MARGIN_LEFT), Mm(nd30.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(nd30.HEADER_FROM_EDGE)
    section.different_first_page_header_footer = True


def annex_section(document: Document, *, landscape: bool) -> Section:
    """A new page, turned if need be, whose pages count from 1 again (Phụ lục I, mục III: annexes count apart)."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=landscape)
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    properties.find(qn("w:pgMar")).addnext(numbering)
    return section


def _page_number(paragraph: Any) -> None:
    """A PAGE field, 14 points, upright."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "2"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)


def _without_extras(document: Document) -> None:
    """Take out what the library's empty document brings and no paper of ours uses: lists in Symbol, old styles, …"""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/numbering", "/stylesWithEffects", "/customXml", "/thumbnail")):
                del relations[key]


def _plain_theme(document: Document) -> None:
    """Text that staff add takes the theme's font and colour: make both those of the rule."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            root = parse_xml(part.blob)
            for latin in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}latin"):
                latin.set("typeface", nd30.FONT)
                latin.attrib.pop("panose", None)
            part._blob = docx.oxml.xmlchemy.serialize_for_reading(root).encode()


def _as_word_writes(document: Document) -> None:
    """Without this, Word opens the paper in the compatibility mode of 2007."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    later = ("w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping")
    for tag in later:
        found = settings.find(qn(tag))
        if found is not None:
            found.addprevious(compat)
            return
    settings.append(compat)
