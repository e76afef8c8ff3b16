"""The rules of Nghị định 30/2020/NĐ-CP (Phụ lục I) as assertions on a .docx: each returns what is against it.

`REPORT` and `LETTER` name the rules that hold for a paper with and without a kind; `violations` runs them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import dropwhile, pairwise

from tests.docx_read import Docx, Paragraph, W
from tests.nd30_common import SHARE, Rule, find, line_under, look, one
from tests.nd30_head import (
    MOTTO,
    NATION,
    letter_subject,
    letterhead_width,
    motto_line,
    number_and_day,
    offices,
    report_number,
)
from tests.nd30_page import black, composed, font, margins, page_number, paper

ROMAN = re.compile(r"^[IVX]+\. ")
ATTACHED = re.compile(r"^\(Kèm theo .+\)$")


def violations(data: bytes, rules: Collection[str]) -> list[str]:
    """What is against these rules, each line beginning with the rule's name."""
    document = Docx(data)
    return [f"{name}: {found}" for name in rules for found in RULES[name](document)]


# --- Title and text -----------------------------------------------------------------------------------------


def subject(document: Docx) -> Iterator[str]:
    paragraphs = document.paragraphs
    place = next((i for i, p in enumerate(paragraphs) if p.text.strip() == "BÁO CÁO"), None)
    if place is None:
        yield "không có tên loại"
        return
    under = paragraphs[place + 1]
    yield from look(under, (13, 14), bold=True, centred=True)
    if under.text == under.text.upper():
        yield "trích yếu in hoa"
    yield from line_under(document, under, 160, SHARE)


def bases(document: Docx) -> Iterator[str]:
    found = find(document, lambda text: text.startswith("Căn cứ "))
    for place, paragraph in enumerate(found):
        yield from look(paragraph, (13, 14), bold=False, italic=True)
        end = "." if place == len(found) - 1 else ";"
        if not paragraph.text.endswith(end):
            yield f"“{paragraph.text[:30]}” không kết thúc bằng “{end}”"


def addressee(document: Docx) -> Iterator[str]:
    found = find(document, lambda text: text.startswith("Kính gửi:"))
    if len(found) != 1:
        yield f"có {len(found)} dòng Kính gửi"
    for paragraph in found:
        yield from look(paragraph, (13, 14), bold=False)


def text_paragraphs(document: Docx) -> list[Paragraph]:
    """Running text: after Kính gửi and its list, before Nơi nhận, outside tables, without headings."""
    paragraphs = document.paragraphs
    start = next((i for i, p in enumerate(paragraphs) if p.text.startswith("Kính gửi:")), len(paragraphs))
    end = next((i for i, p in enumerate(paragraphs) if p.text.startswith("Nơi nhận")), len(paragraphs))
    held = [p for p in paragraphs[start + 1 : end] if p.cell is None and p.text.strip()]
    held = list(dropwhile(lambda p: p.text.startswith("- "), held))
    return [p for p in held if not (p.is_centred or p.text.startswith("Căn cứ "))]


def running_text(document: Docx) -> Iterator[str]:
    found = text_paragraphs(document)
    if not found:
        yield "không có lời văn"
    for paragraph in found:
        shown = paragraph.text[:40]
        if paragraph.value("jc", "val") != "both":
            yield f"“{shown}” không dàn đều hai lề"
        if paragraph.number("ind", "firstLine") not in (567, 720):
            yield f"“{shown}” lùi đầu dòng {paragraph.number('ind', 'firstLine')}"
        if max(paragraph.number("spacing", "before"), paragraph.number("spacing", "after")) < 120:
            yield f"“{shown}” cách đoạn dưới 6 pt"
        if not 240 <= paragraph.number("spacing", "line", 240) <= 360:
            yield f"“{shown}” cách dòng {paragraph.number('spacing', 'line')}"
        for run in paragraph.runs:
            if not 26 <= run.size <= 28:
                yield f"“{shown}” cỡ {run.size / 2:g}"
            if run.is_on("i"):
                yield f"“{shown}” nghiêng"


def great_parts(document: Docx) -> Iterator[str]:
    found = find(document, ROMAN.match)
    held = [p for p in found if p.cell is None]
    if not held:
        yield "không có mục lớn"
    for paragraph in held:
        if paragraph.text != paragraph.text.upper():
            yield f"“{paragraph.text}” không in hoa"
        yield from look(paragraph, (13, 14), bold=True, centred=True)


# --- The end ------------------------------------------------------------------------------------------------


def recipients(document: Docx) -> Iterator[str]:
    paragraphs = document.paragraphs
    place = next((i for i, p in enumerate(paragraphs) if p.text.strip() == "Nơi nhận:"), None)
    if place is None:
        yield "không có Nơi nhận"
        return
    yield from look(paragraphs[place], (12, 12), bold=True, italic=True)
    listed = [p for p in paragraphs[place + 1 :] if p.cell is paragraphs[place].cell and p.text.strip()]
    if not listed:
        yield "danh sách Nơi nhận trống"
    for paragraph in listed:
        yield from look(paragraph, (11, 11), bold=False)
        end = "." if paragraph is listed[-1] else ";"
        if not (paragraph.text.startswith("- ") and paragraph.text.endswith(end)):
            yield f"“{paragraph.text}”"
    if listed and not listed[-1].text.startswith("- Lưu: VT"):
        yield f"dòng cuối “{listed[-1].text}”"


def signing(document: Docx) -> Iterator[str]:
    listed = signature_cell(document)
    if not listed:
        yield "không có chức vụ người ký"
        return
    said = [p for p in listed if p.text.strip()]
    positions = [p for p in said if p.text == p.text.upper()]
    if not positions:
        yield "chức vụ không in hoa"
    for paragraph in said:
        yield from look(paragraph, (13, 14), bold=True, centred=True)


def signature_cell(document: Docx) -> list[Paragraph]:
    place = next((p for p in document.paragraphs if p.text.strip() == "Nơi nhận:"), None)
    if place is None or place.cell is None:
        return []
    row = place.cell.getparent()
    return [p for p in document.paragraphs if p.cell is row.findall(f"{W}tc")[-1]]


def signature_whole(document: Docx) -> Iterator[str]:
    """The block of the signature stays on one page, with the closing words before it."""
    listed = signature_cell(document)
    if not listed:
        yield "không có khối chữ ký"
        return
    row = listed[0].cell.getparent()
    if row.find(f"{W}trPr/{W}cantSplit") is None:
        yield "khối chữ ký có thể bị tách trang"
    closing = text_paragraphs(document)[-1:]
    yield from (f"“{p.text[:30]}” có thể tách khỏi chữ ký" for p in closing if not p.is_on("keepNext"))


# --- Annexes ------------------------------------------------------------------------------------------------


def annexes(document: Docx) -> Iterator[str]:
    heads = find(document, lambda text: re.match(r"^Phụ lục [IVXL]+$", text))
    for head, following in pairwise([*heads, None]):
        assert head is not None
        yield from look(head, (14, 14), bold=True, centred=True)
        place = document.paragraphs.index(head)
        name, *rest = [p for p in document.paragraphs[place + 1 : place + 6] if p.text.strip() and p.cell is None]
        if name.text != name.text.upper():
            yield f"tên phụ lục “{name.text[:40]}” không in hoa"
        yield from look(name, (13, 14), bold=True, centred=True)
        attached = [p for p in rest if ATTACHED.match(p.text)]
        if not attached:
            yield f"{head.text} không có dòng (Kèm theo …)"
        for paragraph in attached:
            yield from look(paragraph, (13, 14), bold=False, italic=True, centred=True)
        if following is not None and document.section(head) == document.section(following):
            yield f"{head.text} không sang trang riêng"
    numbers = [head.text.removeprefix("Phụ lục ") for head in heads]
    if numbers != ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][: len(numbers)]:
        yield f"thứ tự phụ lục {numbers}"


def no_false_lines(document: Docx) -> Iterator[str]:
    yield from (f"“{p.text[:30]}”" for p in document.paragraphs if "____" in p.text)


RULES: Mapping[str, Rule] = {
    "khổ giấy, hướng": paper,
    "lề": margins,
    "phông": font,
    "màu đen": black,
    "Unicode dựng sẵn": composed,
    "số trang": page_number,
    "khung tiêu đề": letterhead_width,
    "Quốc hiệu": one(lambda t: t.strip() == NATION, "Quốc hiệu", (12, 13), bold=True, centred=True),
    "Tiêu ngữ": one(lambda t: t.strip() == MOTTO, "Tiêu ngữ", (13, 14), bold=True, centred=True),
    "kẻ dưới Tiêu ngữ": motto_line,
    "cơ quan": offices,
    "số, ký hiệu; địa danh, thời gian": number_and_day,
    "ký hiệu báo cáo": report_number,
    "trích yếu công văn": letter_subject,
    "tên loại": one(lambda t: t.strip() == "BÁO CÁO", "BÁO CÁO", (13, 14), bold=True, centred=True),
    "trích yếu": subject,
    "căn cứ": bases,
    "Kính gửi": addressee,
    "nội dung": running_text,
    "mục lớn": great_parts,
    "Nơi nhận": recipients,
    "chức vụ, họ tên": signing,
    "khối chữ ký": signature_whole,
    "phụ lục": annexes,
    "kẻ thật": no_false_lines,
}
"""Every row of the rule's table that our papers can break."""
_OF_KIND = ("tên loại", "trích yếu", "ký hiệu báo cáo", "mục lớn")
REPORT: tuple[str, ...] = tuple(name for name in RULES if name != "trích yếu công văn")
LETTER: tuple[str, ...] = tuple(name for name in RULES if name not in _OF_KIND)


def broken(found: Iterable[str]) -> set[str]:
    """Names of the rules that are broken."""
    return {line.partition(": ")[0] for line in found}
