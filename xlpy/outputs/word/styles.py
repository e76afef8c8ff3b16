"""The named styles of our papers: one for each part of an official document, so that staff restyle it in one place."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from xlpy.outputs.word import nd30

KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer", "TableGrid"}
"""Styles of the library's empty document that ours needs; the coloured ones go."""
CENTRE, LEFT, RIGHT, BOTH = ALIGN.CENTER, ALIGN.LEFT, ALIGN.RIGHT, ALIGN.JUSTIFY


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph style is set. Points; ``first_line`` in millimetres; ``level`` for the navigation pane."""

    name: str
    size: float = nd30.BODY
    bold: bool = False
    italic: bool = False
    align: ALIGN = LEFT
    before: float = 0.0
    after: float = 0.0
    first_line: float = 0.0
    line: float = 1.0
    with_next: bool = False
    level: int | None = None


_BODY = {"align": BOTH, "before": nd30.BEFORE_PARAGRAPH, "first_line": nd30.FIRST_LINE, "line": nd30.LINE_SPACING}

LOOKS: dict[str, ParagraphLook] = {
    "QuocHieu": ParagraphLook("Quốc hiệu", 13, bold=True, align=CENTRE),
    "TieuNgu": ParagraphLook("Tiêu ngữ", 14, bold=True, align=CENTRE),
    "CoQuanChuQuan": ParagraphLook("Cơ quan chủ quản", 13, align=CENTRE),
    "CoQuanBanHanh": ParagraphLook("Cơ quan ban hành", 13, bold=True, align=CENTRE),
    "SoKyHieu": ParagraphLook("Số và ký hiệu", 13, align=CENTRE, before=4),
    "TrichYeuCongVan": ParagraphLook("Trích yếu công văn", 12, align=CENTRE, before=4),
    "DiaDanh": ParagraphLook("Địa danh và thời gian", 14, italic=True, align=CENTRE, before=3),
    "KeNgang": ParagraphLook("Đường kẻ", 2, align=CENTRE),
    "TenLoai": ParagraphLook("Tên loại văn bản", 14, bold=True, align=CENTRE, before=18, with_next=True),
    "TrichYeu": ParagraphLook("Trích yếu", 14, bold=True, align=CENTRE, with_next=True),
    "GhiChuTen": ParagraphLook("Ghi chú dưới trích yếu", 13, italic=True, align=CENTRE, before=4),
    "KinhGui": ParagraphLook("Kính gửi", 14, align=CENTRE, before=14, after=6),
    "CanCu": ParagraphLook("Căn cứ", italic=True, **_BODY),  # type: ignore[arg-type]
    "NoiDung": ParagraphLook("Nội dung", **_BODY),  # type: ignore[arg-type]
    "MucLon": ParagraphLook("Mục lớn", bold=True, align=CENTRE, before=12, after=3, with_next=True, level=0),
    "Khoan": ParagraphLook("Khoản", bold=True, with_next=True, level=1, **_BODY),  # type: ignore[arg-type]
    "Diem": ParagraphLook("Điểm", with_next=True, **_BODY),  # type: ignore[arg-type]
    "KetThuc": ParagraphLook("Câu kết", with_next=True, after=12, **_BODY),  # type: ignore[arg-type]
    "QuyenHan": ParagraphLook("Quyền hạn và chức vụ", 14, bold=True, align=CENTRE, with_next=True),
    "HoTen": ParagraphLook("Họ tên người ký", 14, bold=True, align=CENTRE, before=72),
    "NoiNhan": ParagraphLook("Nơi nhận", 12, bold=True, italic=True, with_next=True),
    "NoiNhanDong": ParagraphLook("Nơi nhận - danh sách", 11),
    "PhuLucSo": ParagraphLook("Phụ lục - số", 14, bold=True, align=CENTRE, with_next=True, level=0),
    "PhuLucTen": ParagraphLook("Phụ lục - tên", 14, bold=True, align=CENTRE, with_next=True),
    "PhuLucKem": ParagraphLook("Phụ lục - kèm theo", 13, italic=True, align=CENTRE, after=6, with_next=True),
    "BangDonViTinh": ParagraphLook(
        "Bảng - đơn vị tính", 12, italic=True, align=RIGHT, before=4, after=2, with_next=True
    ),
    "BangTen": ParagraphLook("Bảng và biểu đồ - tên", 13, bold=True, align=CENTRE, before=8, after=4, with_next=True),
    # kept with the first row: LibreOffice 7.4 else leaves the header alone on a page and drops the rows behind it
    "BangDau": ParagraphLook("Bảng - tiêu đề", 11, bold=True, align=CENTRE, before=0.5, after=0.5, with_next=True),
    "BangNhom": ParagraphLook("Bảng - dòng nhóm", 11, bold=True, before=0.5, after=0.5),
    "BangChu": ParagraphLook("Bảng - chữ", 11, before=0.5, after=0.5),
    "BangGiua": ParagraphLook("Bảng - canh giữa", 11, align=CENTRE, before=0.5, after=0.5),
    "BangSo": ParagraphLook("Bảng - số", 11, align=RIGHT, before=0.5, after=0.5),
    "GhiChu": ParagraphLook("Ghi chú", 11, italic=True, align=BOTH, before=4),
    "GhiChuDong": ParagraphLook("Ghi chú - dòng", 11, align=BOTH, before=2),
    "BieuDo": ParagraphLook("Biểu đồ", 14, align=CENTRE, before=6, after=2),
    "BieuDoTen": ParagraphLook("Biểu đồ - tên", 13, bold=True, align=CENTRE, before=2, after=8),
}
"""All paragraph styles by id; ids are what the program names, names are what Word shows."""


def set_styles(document: Document) -> None:
    """Leave the document with our styles alone, all in Times New Roman and black."""
    root = document.styles.element
    for style in list(root):
        if style.tag == qn("w:style") and style.get(qn("w:styleId")) not in KEPT:
            root.remove(style)
    for link in list(root.iter(qn("w:link"))):  # to the letters' twin of a paragraph style, which is gone
        link.getparent().remove(link)
    _defaults(root)
    for kept in ("Normal", "Header", "Footer"):
        _face(document.styles[kept].element.get_or_add_rPr(), nd30.BODY)
    normal = document.styles["Normal"].paragraph_format
    normal.space_before = normal.space_after = Pt(0)
    for style_id, look in LOOKS.items():
        _add(document, style_id, look)


def _add(document: Document, style_id: str, look: ParagraphLook) -> None:
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), style_id)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    _face(style.element.get_or_add_rPr(), look.size)
    setting = style.paragraph_format
    setting.alignment = look.align
    setting.space_before, setting.space_after = Pt(look.before), Pt(look.after)
    setting.line_spacing = look.line
    setting.keep_with_next = look.with_next
    setting.widow_control = True
    if look.first_line:
        setting.first_line_indent = Mm(look.first_line)
    if look.level is not None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(look.level))
        style.element.get_or_add_pPr().append(outline)


def _face(properties: object, size: float) -> None:
    """Font on all four scripts, and the size."""
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), nd30.FONT)
    for tag in ("w:sz", "w:szCs"):
        for old in properties.findall(qn(tag)):  # type: ignore[attr-defined]
            properties.remove(old)  # type: ignore[attr-defined]
    half = str(round(size * 2))
    properties._add_sz().set(qn("w:val"), half)  # type: ignore[attr-defined]
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), half)
    properties.find(qn("w:sz")).addnext(complex_size)  # type: ignore[attr-defined]


def _defaults(root: object) -> None:
    """What text without a style looks like, and the language that Word checks it in."""
    properties = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")  # type: ignore[attr-defined]
    _face(properties, nd30.BODY)
    language = properties.find(qn("w:lang"))
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), "vi-VN")
