"""The looks of the workbook's own pages (control panel, guide, catalogue): one palette, one typeface, named styles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.styles import NamedStyle

from xlpy.book.styles import named_style, named_styles
from xlpy.outputs.publish.styles import BODY, FONT, HEADER_FILL, INK, MUTED

ACCENT, PAPER, INPUT, LINE = "#1F3864", "#FFFFFF", "#FFF9DB", "#9AA5B8"
TITLE, SUBTITLE, PART, LABEL, ENTRY, VALUE, COUNT, HINT, PROSE, COLUMN, CELL, STEP = (
    "KH167 Trang tên",
    "KH167 Trang tên phụ",
    "KH167 Trang phần",
    "KH167 Trang nhãn",
    "KH167 Ô nhập",
    "KH167 Ô xem",
    "KH167 Ô đếm",
    "KH167 Gợi ý",
    "KH167 Lời",
    "KH167 Danh mục tiêu đề",
    "KH167 Danh mục ô",
    "KH167 Bước",
)
_BASE: Mapping[str, Any] = {"font_name": FONT, "font_size": BODY, "font_color": INK, "valign": "vcenter"}
_BOX: Mapping[str, Any] = {**_BASE, "border": 1, "border_color": LINE, "text_wrap": True}
_PAGE: Mapping[str, Mapping[str, Any]] = {
    TITLE: {**_BASE, "font_size": 16, "bold": True, "font_color": ACCENT, "num_format": "@", "text_wrap": True},
    SUBTITLE: {**_BASE, "italic": True, "font_color": MUTED, "num_format": "@", "text_wrap": True},
    PART: {**_BASE, "font_size": 13, "bold": True, "font_color": PAPER, "bg_color": ACCENT, "num_format": "@"},
    LABEL: {**_BOX, "num_format": "@", "indent": 1},
    ENTRY: {**_BOX, "num_format": "@", "indent": 1, "bg_color": INPUT, "locked": False},
    VALUE: {**_BOX, "num_format": "@", "align": "center", "bold": True},
    COUNT: {**_BOX, "num_format": "#,##0", "align": "center", "bold": True},
    HINT: {**_BASE, "italic": True, "font_size": 11, "font_color": MUTED, "num_format": "@", "text_wrap": True},
    PROSE: {**_BASE, "num_format": "@", "text_wrap": True},
    COLUMN: {**_BOX, "bold": True, "align": "center", "bg_color": HEADER_FILL, "num_format": "@", "font_size": 11},
    CELL: {**_BOX, "num_format": "@", "font_size": 11, "valign": "top"},
    STEP: {**_BOX, "num_format": "@", "bold": True, "font_color": ACCENT, "indent": 1},
}


def workbook_styles() -> Iterator[NamedStyle]:
    """Every cell style of the workbook: those of published sheets and those of its own pages."""
    yield from named_styles()
    for name, look in _PAGE.items():
        yield named_style(name, look)
