"""Nghị định 30/2020/NĐ-CP on the page: paper, margins, font, colour, page numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tests.docx_read import SCRIPTS, A, Docx, Paragraph, W
from tests.nd30_common import look

FONT = "Times New Roman"
BLACK = ("000000", "auto")


def near(value: int, wanted: int, slack: int = 20) -> bool:
    return abs(value - wanted) <= slack


def paper(document: Docx) -> Iterator[str]:
    for number, section in enumerate(document.sections):
        size = section.find(f"{W}pgSz")
        width, height = (int(size.get(f"{W}{name}")) for name in ("w", "h"))
        turned = size.get(f"{W}orient") == "landscape"
        wanted = (16838, 11906) if turned else (11906, 16838)
        if not (near(width, wanted[0]) and near(height, wanted[1])):
            yield f"phần {number + 1} khổ {width} × {height}"
        if turned and not number:
            yield "phần lời văn nằm ngang"


def margins(document: Docx) -> Iterator[str]:
    ranges = {"top": (1134, 1417), "bottom": (1134, 1417), "left": (1701, 1984), "right": (850, 1134)}
    for number, section in enumerate(document.sections):
        margin = section.find(f"{W}pgMar")
        for side, (low, high) in ranges.items():
            found = int(margin.get(f"{W}{side}"))
            if not low - 1 <= found <= high + 1:
                yield f"phần {number + 1} lề {side} {found}"


def font(document: Docx) -> Iterator[str]:
    for name in document.parts:
        if re.match(r"word/(document|styles|header\d*|footer\d*|numbering)\.xml", name):
            for fonts in document.xml(name).iter(f"{W}rFonts"):
                yield from (f"{name}: {key} = {value}" for key, value in fonts.attrib.items() if value != FONT)
        if name.startswith("word/charts/chart"):
            yield from (f"{name}: {face}" for face in chart_faces(document, name) if face != FONT)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            wrong = {script for script in SCRIPTS if run.font(script) != FONT}
            if wrong:
                yield f"“{run.text[:30]}” {sorted(wrong)}"


def chart_faces(document: Docx, name: str) -> Iterator[str]:
    """The font of every text of a chart; '' where a text names none."""
    for tag in ("rPr", "defRPr"):
        for properties in document.xml(name).iter(f"{A}{tag}"):
            latin = properties.find(f"{A}latin")
            yield "" if latin is None else str(latin.get("typeface"))


def black(document: Docx) -> Iterator[str]:
    for name in document.parts:
        if name.startswith("word/charts/chart"):
            for tag in ("rPr", "defRPr"):
                for color in document.xml(name).iterfind(f".//{A}{tag}/{A}solidFill/{A}srgbClr"):
                    if color.get("val") not in BLACK:
                        yield f"{name}: màu {color.get('val')}"
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.color not in BLACK:
                yield f"“{run.text[:30]}” màu {run.color}"


def composed(document: Docx) -> Iterator[str]:
    for name, blob in document.parts.items():
        if name.endswith(".xml") and not unicodedata.is_normalized("NFC", blob.decode()):
            yield name


def page_number(document: Docx) -> Iterator[str]:
    for number, section in enumerate(document.sections):
        where = f"phần {number + 1}"
        if section.find(f"{W}titlePg") is None:
            yield f"{where} hiện số trang ở trang đầu"
        kind = section.find(f"{W}pgNumType")
        if kind is not None and kind.get(f"{W}fmt") not in (None, "decimal"):
            yield f"{where} số trang không phải chữ số Ả Rập"
        if kind is not None and kind.get(f"{W}start") not in (None, "1"):
            yield f"{where} số trang không bắt đầu từ 1"
        if any(p.text.strip() or fields(p) for p in document.header_paragraphs(section, "first")):
            yield f"{where} trang đầu có tiêu đề trang"
        holding = [p for p in document.header_paragraphs(section, "default") if "PAGE" in fields(p)]
        if len(holding) != 1:
            yield f"{where} không có số trang ở lề trên"
        for paragraph in holding:
            yield from look(paragraph, (13, 14), bold=False, centred=True)


def fields(paragraph: Paragraph) -> list[str]:
    complexes = [(node.text or "").split()[0] for node in paragraph.element.iter(f"{W}instrText")]
    return complexes + [node.get(f"{W}instr").split()[0] for node in paragraph.element.iter(f"{W}fldSimple")]
