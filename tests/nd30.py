"""The rules of Nghị định 30/2020/NĐ-CP (Phụ lục I) as assertions on a .docx: each returns what is against it.

`REPORT` and `LETTER` name the rules that hold for a paper with and without a kind; `violations` runs them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from tests.docx_read import SCRIPTS, A, Docx, Paragraph, W
from xlpy.forms.text_size import text_width

FONT = "Times New Roman"
DAY = re.compile(r"^Quảng Ngãi, ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}$")
OPEN_DAY = re.compile(r"^Quảng Ngãi, ngày {4,}tháng {4,}năm \d{4}$")
NUMBER = re.compile(r"^Số: ?(\d{2,}| {6,})/(BC-)?[A-ZĐ]{2,}(-[A-ZĐ]{2,})?$")
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
ROMAN = re.compile(r"^[IVX]+\. ")
ATTACHED = re.compile(r"^\(Kèm theo .+\)$")
SHARE = (0.30, 0.55)
"""1/3 to 1/2 of the text above, with what measuring without a page costs."""
Rule = Callable[[Docx], Iterator[str]]


def violations(data: bytes, rules: Collection[str]) -> list[str]:
    """What is against these rules, each line beginning with the rule's name."""
    document = Docx(data)
    return [f"{name}: {found}" for name in rules for found in RULES[name](document)]


# --- Helpers ------------------------------------------------------------------------------------------------


def find(document: Docx, matches: Callable[[str], object]) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.text.strip() and matches(p.text)]


def look(
    paragraph: Paragraph, sizes: tuple[float, float], *, bold: bool, italic: bool = False, centred: bool | None = None
) -> Iterator[str]:
    """Type size in points, weight, slope and place of a paragraph."""
    shown = paragraph.text[:40]
    for run in paragraph.runs:
        if not run.text.strip():
            continue
        if not sizes[0] * 2 <= run.size <= sizes[1] * 2:
            yield f"“{shown}” cỡ {run.size / 2:g}"
        if run.is_on("b") is not bold:
            yield f"“{shown}” {'không ' if bold else ''}đậm"
        if run.is_on("i") is not italic:
            yield f"“{shown}” {'đứng' if italic else 'nghiêng'}"
    if centred is not None and paragraph.is_centred is not centred:
        yield f"“{shown}” {'không ' if centred else ''}canh giữa"


def only(document: Docx, matches: Callable[[str], object], what: str) -> Iterator[Paragraph | str]:
    """The one paragraph that matches; else a sentence."""
    found = find(document, matches)
    if len(found) == 1:
        yield found[0]
    else:
        yield f"{what}: có {len(found)} chỗ"


def one(matches: Callable[[str], object], what: str, sizes: tuple[float, float], **how: bool) -> Rule:
    """A rule for a part that must be there exactly once."""

    def rule(document: Docx) -> Iterator[str]:
        for found in only(document, matches, what):
            if isinstance(found, str):
                yield found
            else:
                yield from look(found, sizes, **how)

    return rule


def first_table(document: Docx) -> list[list[list[Paragraph]]]:
    """Rows of cells of paragraphs of the letterhead."""
    table = document.body.find(f"{W}tbl")
    rows = [] if table is None else table.findall(f"{W}tr")
    of_cell: dict[object, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        of_cell.setdefault(paragraph.cell, []).append(paragraph)
    return [[of_cell.get(cell, []) for cell in row.findall(f"{W}tc")] for row in rows]


def width_mm(text: str, size: float, bold: bool) -> float:
    return text_width(text, size, bold) / 96 * 25.4


def drawn_below(document: Docx, paragraph: Paragraph, room: float) -> tuple[float, str] | None:
    """Length in mm and colour of the line drawn under a paragraph within ``room`` mm; None without one."""
    paragraphs = document.paragraphs
    place = paragraphs.index(paragraph)
    for near in paragraphs[place : place + 2]:
        if near.cell is paragraph.cell and near.line is not None:
            indents = sum(near.number("ind", side) for side in ("left", "right"))
            return room - indents / 1440 * 25.4, near.line.get(f"{W}color") or ""
    return None


def line_under(document: Docx, paragraph: Paragraph, room: float, share: tuple[float, float]) -> Iterator[str]:
    found = drawn_below(document, paragraph, room)
    shown = paragraph.text[:40]
    if found is None:
        yield f"không có đường kẻ dưới “{shown}”"
        return
    length, color = found
    run = paragraph.runs[0]
    text = min(width_mm(paragraph.text.strip(), run.size / 2, run.is_on("b")), room)
    if not share[0] <= length / text <= share[1]:
        yield f"đường kẻ dưới “{shown}” dài {length / text:.2f} lần dòng chữ"
    if color not in ("000000", "auto"):
        yield f"đường kẻ dưới “{shown}” màu {color}"


# --- The page -----------------------------------------------------------------------------------------------


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
    for name, blob in document.parts.items():
        if re.match(r"word/(document|styles|header\d*|footer\d*|numbering)\.xml", name):
            for fonts in document.xml(name).iter(f"{W}rFonts"):
                yield from (f"{name}: {key} = {value}" for key, value in fonts.attrib.items() if value != FONT)
        if name.startswith("word/charts/chart"):
            for latin in document.xml(name).iter(f"{A}latin"):
                if latin.get("typeface") != FONT:
                    yield f"{name}: {latin.get('typeface')}"
        del blob
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            wrong = {script for script in SCRIPTS if run.font(script) != FONT}
            if wrong:
                yield f"“{run.text[:30]}” {sorted(wrong)}"


def black(document: Docx) -> Iterator[str]:
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.color not in ("000000", "auto"):
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


# --- The letterhead -----------------------------------------------------------------------------------------


def letterhead_width(document: Docx) -> Iterator[str]:
    grid = [int(c.get(f"{W}w")) / 1440 * 2.54 for c in document.body.find(f"{W}tbl/{W}tblGrid")]
    if len(grid) != 2:
        yield f"{len(grid)} cột"
        return
    for name, found, low, high in (
        ("cả bảng", sum(grid), 17.25, 17.5),
        ("trái", grid[0], 7, 7.5),
        ("phải", grid[1], 9.75, 10.3),
    ):
        if not low - 0.02 <= found <= high + 0.02:
            yield f"{name} rộng {found:.2f} cm"
    nation = width_mm(NATION, 13, True)
    if nation > grid[1] * 10:
        yield "Quốc hiệu xuống dòng"


def motto_line(document: Docx) -> Iterator[str]:
    for paragraph in find(document, lambda text: text.strip() == MOTTO)[:1]:
        yield from line_under(document, paragraph, _room(document, 1), (0.93, 1.07))


def offices(document: Docx) -> Iterator[str]:
    cells = first_table(document)
    left = [p for p in cells[0][0] if p.text.strip()] if cells else []
    if len(left) < 2:
        yield "thiếu tên cơ quan"
        return
    for paragraph in left:
        if paragraph.text != paragraph.text.upper():
            yield f"“{paragraph.text}” không in hoa"
    for paragraph in left[:-1]:
        yield from look(paragraph, (12, 13), bold=False, centred=True)
    yield from look(left[-1], (12, 13), bold=True, centred=True)
    yield from line_under(document, left[-1], _room(document, 0), SHARE)


def _room(document: Docx, column: int) -> float:
    grid = document.body.find(f"{W}tbl/{W}tblGrid")
    return int(grid[column].get(f"{W}w")) / 1440 * 25.4


def number_and_day(document: Docx) -> Iterator[str]:
    rows = first_table(document)
    places = [(r, c, p) for r, row in enumerate(rows) for c, cell in enumerate(row) for p in cell]
    numbers = [(r, c, p) for r, c, p in places if p.text.startswith("Số:")]
    days = [(r, c, p) for r, c, p in places if "ngày" in p.text]
    if len(numbers) != 1 or len(days) != 1:
        yield "không đủ số, ký hiệu và địa danh, thời gian"
        return
    if numbers[0][0] != days[0][0] or (numbers[0][1], days[0][1]) != (0, 1):
        yield "số, ký hiệu không cùng dòng với địa danh, thời gian"
    number, day = numbers[0][2], days[0][2]
    if not NUMBER.match(number.text):
        yield f"số, ký hiệu “{number.text}”"
    if not (DAY.match(day.text) or OPEN_DAY.match(day.text)):
        yield f"địa danh, thời gian “{day.text}”"
    yield from look(number, (13, 13), bold=False, centred=True)
    yield from look(day, (13, 14), bold=False, italic=True, centred=True)


def report_number(document: Docx) -> Iterator[str]:
    if not any("/BC-" in p.text for p in find(document, lambda text: text.startswith("Số:"))):
        yield "ký hiệu không có BC"


def letter_subject(document: Docx) -> Iterator[str]:
    for found in only(document, lambda text: text.startswith("V/v "), "trích yếu công văn"):
        if isinstance(found, str):
            yield found
        else:
            yield from look(found, (12, 13), bold=False, centred=True)


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
    """Running text: after Kính gửi, before Nơi nhận, outside tables, without headings."""
    paragraphs = document.paragraphs
    start = next((i for i, p in enumerate(paragraphs) if p.text.startswith("Kính gửi:")), len(paragraphs))
    end = next((i for i, p in enumerate(paragraphs) if p.text.startswith("Nơi nhận")), len(paragraphs))
    held = [p for p in paragraphs[start + 1 : end] if p.cell is None and p.text.strip()]
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
