"""Papers keep every row of Nghị định 30/2020/NĐ-CP, and each fault planted in one is found."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tests import nd30
from tests.tools import validate
from xlpy.catalogue.load import shipped
from xlpy.outputs.word import blocks
from xlpy.outputs.word import nd30 as rule
from xlpy.outputs.word.package import document_bytes
from xlpy.outputs.word.paper import annex_section, new_paper

PLAN = shipped().plan
SUBJECT = "Kết quả thực hiện Kế hoạch số 167/KH-UBND của Ủy ban nhân dân tỉnh"


def report() -> Document:
    document = new_paper()
    number = rule.kind_number(PLAN, "BC")
    place = rule.place_and_day(PLAN, 2024)
    blocks.letterhead(document, blocks.Letterhead(rule.parent_name(PLAN), rule.office_name(PLAN), number, place))
    blocks.title(document, "BÁO CÁO", SUBJECT, SUBJECT)
    blocks.say(document, "KinhGui", "Kính gửi: Ủy ban nhân dân tỉnh Quảng Ngãi")
    blocks.say(document, "CanCu", "Căn cứ Luật Giáo dục;")
    blocks.say(document, "CanCu", "Căn cứ Nghị định số 30/2020/NĐ-CP.")
    blocks.say(document, "MucLon", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    blocks.say(document, "Khoan", "1. Hoàn thiện thể chế")
    blocks.say(document, "Diem", "a) Kết quả thực hiện các chỉ tiêu")
    blocks.say(document, "NoiDung", "Toàn tỉnh đã tổ chức triển khai thực hiện Kế hoạch.")
    blocks.say(document, "KetThuc", "Trên đây là báo cáo, kính báo cáo Ủy ban nhân dân tỉnh./.")
    blocks.signature(
        document,
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        ["- Như trên;", "- Lãnh đạo Sở;", "- Lưu: VT, VP."],
        "Nguyễn Văn A",
    )
    for numeral in ("I", "II"):
        annex_section(document, landscape=True)
        blocks.annex_head(document, numeral, "SỐ LIỆU TỔNG HỢP", "(Kèm theo Báo cáo số     của Sở)")
        table = blocks.ruled_table(document, (20, 100), ("TT", "Chỉ tiêu"))
        blocks.add_row(table, [("BangGiua", "1"), ("BangChu", "Số trường")])
    return document


def letter() -> Document:
    document = new_paper()
    number = rule.kind_number(PLAN, "")
    place = rule.place_and_day(PLAN, 2024)
    head = blocks.Letterhead(rule.parent_name(PLAN), rule.office_name(PLAN), number, place, "V/v đôn đốc gửi báo cáo")
    blocks.letterhead(document, head)
    blocks.say(document, "KinhGui", "Kính gửi: Ủy ban nhân dân huyện Ba Tơ")
    blocks.say(document, "KetThuc", "Đề nghị Quý cơ quan gửi báo cáo./.")
    blocks.signature(document, ["GIÁM ĐỐC"], ["- Như trên;", "- Lưu: VT, VP."])
    return document


def saved(document: Document) -> bytes:
    return document_bytes(document)


def test_a_report_keeps_every_rule():
    assert nd30.violations(saved(report()), nd30.REPORT) == []


def test_a_letter_keeps_every_rule():
    assert nd30.violations(saved(letter()), nd30.LETTER) == []


def test_days_take_a_zero_below_ten_and_months_one_and_two_only():
    days = [date(2024, 3, 5), date(2024, 1, 15), date(2024, 2, 9), date(2024, 11, 30)]
    assert [rule.official_day(day) for day in days] == [
        "ngày 05 tháng 3 năm 2024",
        "ngày 15 tháng 01 năm 2024",
        "ngày 09 tháng 02 năm 2024",
        "ngày 30 tháng 11 năm 2024",
    ]
    assert [rule.short_day(day) for day in days] == ["05/3/2024", "15/01/2024", "09/02/2024", "30/11/2024"]


def test_names_and_signs_come_from_the_catalogue():
    assert (rule.parent_name(PLAN), rule.office_name(PLAN)) == ("UBND TỈNH QUẢNG NGÃI", "SỞ GIÁO DỤC VÀ ĐÀO TẠO")
    assert rule.kind_number(PLAN, "BC").endswith("/BC-SGDĐT")
    assert rule.kind_number(PLAN, "").endswith(" /SGDĐT")


@pytest.mark.validator
def test_the_papers_are_valid(tmp_path: Path):
    paths = [tmp_path / "bao-cao.docx", tmp_path / "cong-van.docx"]
    for path, make in zip(paths, (report, letter), strict=True):
        path.write_bytes(saved(make()))
    assert validate(paths) == ""


# --- Planted faults -----------------------------------------------------------------------------------------


def everywhere(document: Document) -> Iterable[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def at(document: Document, text: str) -> Any:
    return next(p for p in everywhere(document) if p.text.startswith(text))


def reworded(old: str, new: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph = at(document, old)
        paragraph.runs[0].text = new
        for run in paragraph.runs[1:]:
            run.text = ""

    return change


def styled(text: str, **how: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for run in at(document, text).runs:
            for name, value in how.items():
                setattr(run.font, name, value)

    return change


def placed(text: str, **how: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for name, value in how.items():
            setattr(at(document, text).paragraph_format, name, value)

    return change


def removed(text: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        at(document, text).runs[0].text = ""

    return change


def sections(**how: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for name, value in how.items():
            setattr(document.sections[0], name, value)

    return change


def without_lines(document: Document) -> None:
    for paragraph in everywhere(document):
        for border in list(paragraph._p.iter(qn("w:pBdr"))):
            border.getparent().remove(border)


def blue_lines(document: Document) -> None:
    for paragraph in everywhere(document):
        for border in paragraph._p.iter(qn("w:pBdr")):
            border[0].set(qn("w:color"), "4472C4")


def split_letterhead(document: Document) -> None:
    for column, width in zip(document.tables[0]._tbl.tblGrid, (4536, 4536), strict=True):
        column.set(qn("w:w"), str(width))


def number_at_the_bottom(document: Document) -> None:
    header = document.sections[0].header.paragraphs[0]
    document.sections[0].footer.paragraphs[0]._p.extend(list(header._p))


def splitting_row(document: Document) -> None:
    table = next(t for t in document.tables if "Nơi nhận:" in t.rows[0].cells[0].text)
    properties: Any = table.rows[0]._tr.trPr
    properties.remove(properties.find(qn("w:cantSplit")))


def other_font(document: Document) -> None:
    at(document, "Toàn tỉnh").runs[0].font.name = "Calibri"


def theme_font(document: Document) -> None:
    fonts = document.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")


def numbering_from_five(document: Document) -> None:
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "5")
    document.sections[0]._sectPr.find(qn("w:pgMar")).addnext(start)


def roman_pages(document: Document) -> None:
    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:fmt"), "lowerRoman")
    document.sections[0]._sectPr.find(qn("w:pgMar")).addnext(kind)


def unsplit_annexes(document: Document) -> None:
    break_at = document.paragraphs[[p.text for p in document.paragraphs].index("Phụ lục II") - 1]
    properties: Any = break_at._p.pPr
    properties.remove(properties.find(qn("w:sectPr")))


def turned(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def swapped_day_and_number(document: Document) -> None:
    first, second = document.tables[0].rows
    first._tr.addprevious(second._tr)
    number, day = (cell._tc for cell in document.tables[0].rows[0].cells)
    day.addnext(number)


FAULTS: dict[str, tuple[str, Callable[[Document], None]]] = {
    "letter paper": ("khổ giấy, hướng", sections(page_width=Cm(21.59), page_height=Cm(27.94))),
    "landscape text": ("khổ giấy, hướng", turned),
    "one inch all round": ("lề", sections(left_margin=Cm(2.54), right_margin=Cm(2.54))),
    "too little above": ("lề", sections(top_margin=Cm(1.5))),
    "Calibri in a run": ("phông", other_font),
    "the theme's font": ("phông", theme_font),
    "a blue heading": ("màu đen", styled("I. CÔNG", color_rgb=None)),
    "loose letters": ("Unicode dựng sẵn", reworded("Toàn tỉnh", "Toa\u0300n tỉnh")),
    "number on page 1": ("số trang", sections(different_first_page_header_footer=False)),
    "number at the bottom": ("số trang", number_at_the_bottom),
    "numbers from 5": ("số trang", numbering_from_five),
    "roman numbers": ("số trang", roman_pages),
    "a letterhead of halves": ("khung tiêu đề", split_letterhead),
    "a small national name": ("Quốc hiệu", styled("CỘNG HÒA", size=Pt(11))),
    "no national name": ("Quốc hiệu", removed("CỘNG HÒA")),
    "a slanted motto": ("Tiêu ngữ", styled("Độc lập", italic=True)),
    "a motto without spaces": ("Tiêu ngữ", reworded("Độc lập", "Độc lập-Tự do-Hạnh phúc")),
    "no lines under the motto": ("kẻ dưới Tiêu ngữ", without_lines),
    "a blue line": ("kẻ dưới Tiêu ngữ", blue_lines),
    "a bold parent": ("cơ quan", styled("UBND TỈNH", bold=True)),
    "a light office": ("cơ quan", styled("SỞ GIÁO DỤC", bold=False)),
    "no lines under the office": ("cơ quan", without_lines),
    "month 3 with a zero": (
        "số, ký hiệu; địa danh, thời gian",
        reworded("Quảng Ngãi, ngày", "Quảng Ngãi, ngày 05 tháng 03 năm 2024"),
    ),
    "no room for the number": ("số, ký hiệu; địa danh, thời gian", reworded("Số:", "Số: /BC-SGDĐT")),
    "number 5 without zero": ("số, ký hiệu; địa danh, thời gian", reworded("Số:", "Số: 5/BC-SGDĐT")),
    "an upright day": ("số, ký hiệu; địa danh, thời gian", styled("Quảng Ngãi, ngày", italic=False)),
    "day at the left": ("số, ký hiệu; địa danh, thời gian", swapped_day_and_number),
    "the sign of a letter": ("ký hiệu báo cáo", reworded("Số:", "Số:        /SGDĐT")),
    "a small title": ("tên loại", styled("BÁO CÁO", size=Pt(12))),
    "a title at the left": ("tên loại", placed("BÁO CÁO", alignment=ALIGN.LEFT)),
    "a light subject": ("trích yếu", styled(SUBJECT, bold=False)),
    "no line under the subject": ("trích yếu", without_lines),
    "an upright basis": ("căn cứ", styled("Căn cứ Luật", italic=False)),
    "a basis that ends with a stop": ("căn cứ", reworded("Căn cứ Luật", "Căn cứ Luật Giáo dục.")),
    "a slanted addressee": ("Kính gửi", styled("Kính gửi", italic=True)),
    "text at the left": ("nội dung", placed("Toàn tỉnh", alignment=ALIGN.LEFT)),
    "text without indent": ("nội dung", placed("Toàn tỉnh", first_line_indent=Cm(0))),
    "paragraphs too close": ("nội dung", placed("Toàn tỉnh", space_before=Pt(3))),
    "lines too far apart": ("nội dung", placed("Toàn tỉnh", line_spacing=2.0)),
    "small text": ("nội dung", styled("Toàn tỉnh", size=Pt(12))),
    "a part in small letters": ("mục lớn", reworded("I. CÔNG", "I. Công tác chỉ đạo")),
    "a light Nơi nhận": ("Nơi nhận", styled("Nơi nhận", bold=False)),
    "large recipients": ("Nơi nhận", styled("- Như trên", size=Pt(14))),
    "a last line without Lưu": ("Nơi nhận", reworded("- Lưu: VT", "- Văn phòng.")),
    "a recipient that ends with a comma": ("Nơi nhận", reworded("- Lãnh đạo", "- Lãnh đạo Sở,")),
    "a light position": ("chức vụ, họ tên", styled("KT. GIÁM ĐỐC", bold=False)),
    "a small name": ("chức vụ, họ tên", styled("Nguyễn Văn A", size=Pt(11))),
    "a signature that may split": ("khối chữ ký", splitting_row),
    "a closing that may stay behind": ("khối chữ ký", placed("Trên đây", keep_with_next=False)),
    "a small annex number": ("phụ lục", styled("Phụ lục I", size=Pt(12))),
    "an annex name in small letters": ("phụ lục", reworded("SỐ LIỆU", "Số liệu tổng hợp")),
    "an annex that goes with nothing": ("phụ lục", removed("(Kèm theo")),
    "an annex without a page of its own": ("phụ lục", unsplit_annexes),
    "underscores for a line": ("kẻ thật", reworded("Toàn tỉnh", "__________")),
}


def planted(name: str) -> bytes:
    document = docx.Document(io.BytesIO(saved(report())))
    if name == "a blue heading":
        at(document, "I. CÔNG").runs[0].font.color.rgb = RGBColor(0x2F, 0x54, 0x96)
    else:
        FAULTS[name][1](document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.slow("checker")
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str):
    assert FAULTS[name][0] in nd30.broken(nd30.violations(planted(name), nd30.REPORT))


def test_every_rule_has_a_fault_planted_against_it():
    letters_only = {"trích yếu công văn"}
    assert {rule for rule, _ in FAULTS.values()} == set(nd30.RULES) - letters_only


def test_a_letter_without_subject_is_found():
    document = letter()
    removed("V/v")(document)
    assert nd30.broken(nd30.violations(saved(document), nd30.LETTER)) == {"trích yếu công văn"}
