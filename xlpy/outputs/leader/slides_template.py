"""The first ``templates/trinh-chieu-lanh-dao.pptx``: four slides; staff then edit them in PowerPoint."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from xlpy.basics.zip_package import EARLIEST
from xlpy.outputs.word import nd30
from xlpy.outputs.word.package import repacked

WIDE, HIGH = 33.867, 19.05
"""Centimetres of a slide of 16:9."""
SIDE = 1.5
INK, BLUE, WHITE = "000000", "1F3864", "FFFFFF"
BLANK = 6
"""The layout without placeholders in the library's own presentation."""
TASKS = 9
FIGURES = (
    ("STT", 1.6, "{{ stt }}", PP_ALIGN.CENTER),
    ("Số liệu chủ yếu", 11.2, "{{ ten }}", PP_ALIGN.LEFT),
    ("Năm học này", 6.2, "{{ thuc_hien }}", PP_ALIGN.RIGHT),
    ("So với kế hoạch", 2.9, "{{ ke_hoach }}", PP_ALIGN.RIGHT),
    ("Năm học trước", 2.8, "{{ nam_truoc }}", PP_ALIGN.RIGHT),
    ("Tăng, giảm", 3.2, "{{ tang_giam }}", PP_ALIGN.RIGHT),
    ("Đánh giá", 2.9, "{{ danh_gia }}", PP_ALIGN.CENTER),
)


def slides_template() -> bytes:
    """The slides' frame; the same on every machine and day."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDE), Cm(HIGH)
    _opening(deck)
    slide = _slide(deck, "Số liệu chủ yếu: {{ ky }}")
    _table(slide, "so_lieu", 3.0, [(title, width, text, side) for title, width, text, side in FIGURES], 1.15, 14)
    _text(slide, "cach_so_sanh", 17.4, 1.2, "{{ cach_so_sanh }}", 14, italic=True)
    slide = _slide(deck, "Khó khăn và kiến nghị")
    _text(slide, "dau_kho_khan", 3.0, 1.2, "Khó khăn nhiều đơn vị nêu", 22, bold=True)
    _text(slide, "kho_khan", 4.2, 6.2, "{{ stt }}. {{ noi_dung }} ({{ don_vi }}).", 20)
    _text(slide, "dau_kien_nghi", 10.6, 1.2, "Kiến nghị", 22, bold=True)
    _text(slide, "kien_nghi", 11.8, 6.2, "{{ stt }}. {{ noi_dung }} ({{ don_vi }}).", 20)
    slide = _slide(deck, "Tiến độ nội dung công việc của địa phương theo nhiệm vụ")
    width = (WIDE - 2 * SIDE - 6.4) / TASKS
    tasks = [(f"{{{{ nhiem_vu[{n}] }}}}", width, f"{{{{ chu[{n}] }}}}", PP_ALIGN.CENTER) for n in range(TASKS)]
    _table(slide, "bang_nhiet", 2.8, [("Địa phương", 6.4, "{{ ten }}", PP_ALIGN.LEFT), *tasks], 0.8, 11)
    _text(slide, "chu_giai", 17.4, 1.4, "{{ chu_giai }}.", 13, italic=True)
    properties = deck.core_properties
    properties.title = properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime(*EARLIEST)
    stream = io.BytesIO()
    deck.save(stream)
    return repacked(stream.getvalue())


def _opening(deck: Any) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    _text(slide, "co_quan", 1.5, 1.4, "{{ co_quan }}", 22, bold=True)
    _text(slide, "ten", 5.2, 4.0, "KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ {{ so_ke_hoach }}", 32, bold=True, colour=BLUE)
    _text(slide, "ky", 9.2, 1.6, "{{ ky }} (số liệu chốt đến ngày {{ ngay_chot }})", 24)
    _text(slide, "tong_quan", 11.6, 4.6, "{{ tong_quan }}", 24)
    _text(slide, "ghi_chu", 16.6, 1.9, "{% if ghi_chu %}({{ ghi_chu }}){% endif %}", 18, italic=True)


def _slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    _text(slide, "ten", 0.9, 1.6, title, 28, bold=True, colour=BLUE)
    return slide


def _text(
    slide: Any,
    name: str,
    top: float,
    height: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = INK,
) -> None:
    shape = slide.shapes.add_textbox(Cm(SIDE), Cm(top), Cm(WIDE - 2 * SIDE), Cm(height))
    shape.name = name
    shape.text_frame.word_wrap = True
    _set(shape.text_frame.paragraphs[0], text, size, bold=bold, italic=italic, colour=colour)


def _set(
    paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, colour: str = INK
) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.name, run.font.size = nd30.FONT, Pt(size)
    run.font.bold, run.font.italic = bold, italic
    run.font.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]


def _table(
    slide: Any, name: str, top: float, columns: list[tuple[str, float, str, PP_ALIGN]], height: float, size: float
) -> None:
    """A header and one row, which the program repeats; columns are title, width in cm, placeholder, alignment."""
    width = sum(each for _, each, _, _ in columns)
    frame = slide.shapes.add_table(2, len(columns), Cm(SIDE), Cm(top), Cm(width), Cm(2 * height))
    frame.name = name
    frame.table.horz_banding = False
    for row in frame.table.rows:
        row.height = Cm(height)
    for number, (title, each, text, side) in enumerate(columns):
        frame.table.columns[number].width = Cm(each)
        for row, words in enumerate((title, text)):
            cell = frame.table.cell(row, number)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Cm(0.05)
            cell.margin_left = cell.margin_right = Cm(0.15)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = side if row else PP_ALIGN.CENTER
            _set(paragraph, words, size, bold=not row, colour=INK if row else WHITE)
