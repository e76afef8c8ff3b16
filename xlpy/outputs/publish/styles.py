"""The looks of the published workbook: Times New Roman throughout, one cell format for each role."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from xlpy.catalogue.consistency import DECIMALS as MOST_DECIMALS
from xlpy.forms.styles import number_format

FONT = "Times New Roman"
BODY, HEAD, SMALL = 12.0, 11.0, 10.0
MEASURE = 11.0
"""Size of the default font: Excel measures column widths in its digits, 7 pixels each as `text_size` counts."""
INK, MUTED = "#000000", "#595959"
HEADER_FILL, GROUP_FILL, TOTAL_FILL, NOT_ASKED_FILL = "#DCE6F1", "#EEF3FA", "#F7F7F7", "#EDEDED"
SHORT_FILL, ERROR_FILL, GOOD_FILL, WAIT_FILL = "#FFF2CC", "#FBDAD7", "#E2F0D9", "#FFF2CC"
SHORT_MARK = '"*"'
"""Printed after a total that lacks units: the cell stays a number."""
LONG_DATE = "dd/mm/yyyy"
TEXT_FORMAT = "@"


class Look(StrEnum):
    """What a cell is, on paper."""

    PARENT_OFFICE = "parent"
    OFFICE = "office"
    ANNEX = "annex"
    ATTACHED = "attached"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LABEL = "label"
    HEADER = "header"
    NUMBERING = "numbering"
    GROUP = "group"
    GROUP_NUMBER = "group_number"
    TEXT = "text"
    CENTRE = "centre"
    DATE = "date"
    NUMBER = "number"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    SHORT = "short"
    WORD = "word"
    HELD = "held"
    NOT_ASKED = "not_asked"
    MISSING = "missing"
    GOOD = "good"
    WAIT = "wait"
    BAD = "bad"
    QUIET = "quiet"
    NOTE = "note"
    SIGN = "sign"
    SIGN_PLACE = "sign_place"
    PLAIN = "plain"
    PLAIN_DATE = "plain_date"
    PLAIN_NUMBER = "plain_number"
    PLAIN_HEADER = "plain_header"


_BOX = {"border": 1, "text_wrap": True, "valign": "vcenter"}
_MIDDLE = {**_BOX, "align": "center"}
_RIGHT = {**_BOX, "align": "right", "text_wrap": False}
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True, "num_format": "@"}
_LOOKS: Mapping[Look, Mapping[str, Any]] = MappingProxyType(
    {
        Look.PARENT_OFFICE: {**_CENTRED, "font_size": 13},
        Look.OFFICE: {**_CENTRED, "font_size": 13, "bold": True},
        Look.ANNEX: {**_CENTRED, "font_size": 14, "bold": True},
        Look.ATTACHED: {**_CENTRED, "font_size": 13, "italic": True},
        Look.TITLE: {**_CENTRED, "font_size": 14, "bold": True},
        Look.SUBTITLE: {**_CENTRED, "font_size": 13, "bold": True},
        Look.LABEL: {**_CENTRED, "font_size": 13, "italic": True},
        Look.HEADER: {**_MIDDLE, "font_size": HEAD, "bold": True, "bg_color": HEADER_FILL, "num_format": "@"},
        Look.NUMBERING: {**_MIDDLE, "italic": True, "font_size": SMALL, "text_wrap": False, "num_format": "@"},
        Look.GROUP: {**_BOX, "bold": True, "bg_color": GROUP_FILL, "num_format": "@"},
        Look.GROUP_NUMBER: {**_MIDDLE, "bold": True, "bg_color": GROUP_FILL, "num_format": "@"},
        Look.TEXT: {**_BOX, "num_format": "@"},
        Look.CENTRE: {**_MIDDLE, "num_format": "@"},
        Look.DATE: {**_MIDDLE, "num_format": LONG_DATE},
        Look.NUMBER: _RIGHT,
        Look.TOTAL: {**_RIGHT, "bold": True, "bg_color": TOTAL_FILL},
        Look.SUBTOTAL: {**_RIGHT, "bold": True},
        Look.SHORT: {**_RIGHT, "bold": True, "bg_color": SHORT_FILL},
        Look.WORD: {**_MIDDLE, "italic": True, "num_format": "@", "text_wrap": False},
        Look.HELD: {**_MIDDLE, "italic": True, "num_format": "@", "bg_color": ERROR_FILL},
        Look.NOT_ASKED: {**_MIDDLE, "bg_color": NOT_ASKED_FILL},
        Look.MISSING: {**_BOX, "num_format": "@", "font_size": SMALL, "indent": 1},
        Look.GOOD: {**_MIDDLE, "num_format": "@", "bg_color": GOOD_FILL},
        Look.WAIT: {**_MIDDLE, "num_format": "@", "bg_color": WAIT_FILL},
        Look.BAD: {**_MIDDLE, "num_format": "@", "bg_color": ERROR_FILL, "bold": True},
        Look.QUIET: {**_MIDDLE, "num_format": "@", "font_color": MUTED},
        Look.NOTE: {"text_wrap": True, "valign": "vcenter", "num_format": "@"},
        Look.SIGN: {**_CENTRED, "font_size": 13, "bold": True},
        Look.SIGN_PLACE: {**_CENTRED, "font_size": 13, "italic": True},
        Look.PLAIN: {"num_format": "@"},
        Look.PLAIN_DATE: {"num_format": LONG_DATE, "align": "center"},
        Look.PLAIN_NUMBER: {},
        Look.PLAIN_HEADER: {**_MIDDLE, "bold": True, "bg_color": HEADER_FILL, "num_format": "@"},
    }
)

STYLE_WORDS: Mapping[Look, str] = MappingProxyType(
    {
        Look.PARENT_OFFICE: "Cơ quan chủ quản",
        Look.OFFICE: "Cơ quan",
        Look.ANNEX: "Phụ lục",
        Look.ATTACHED: "Kèm theo",
        Look.TITLE: "Tên bảng",
        Look.SUBTITLE: "Tên phụ",
        Look.LABEL: "Nhãn",
        Look.HEADER: "Tiêu đề cột",
        Look.NUMBERING: "Đánh số cột",
        Look.GROUP: "Nhóm",
        Look.GROUP_NUMBER: "Số nhóm",
        Look.TEXT: "Chữ",
        Look.CENTRE: "Chữ giữa",
        Look.DATE: "Ngày",
        Look.NUMBER: "Số liệu",
        Look.TOTAL: "Tổng số",
        Look.SUBTOTAL: "Cộng",
        Look.SHORT: "Tổng thiếu",
        Look.WORD: "Ký hiệu",
        Look.HELD: "Chờ sửa",
        Look.NOT_ASKED: "Không giao",
        Look.MISSING: "Còn thiếu",
        Look.GOOD: "Đạt",
        Look.WAIT: "Chờ",
        Look.BAD: "Lỗi",
        Look.QUIET: "Mờ",
        Look.NOTE: "Ghi chú",
        Look.SIGN: "Chức vụ ký",
        Look.SIGN_PLACE: "Nơi ký",
        Look.PLAIN: "Bảng chữ",
        Look.PLAIN_DATE: "Bảng ngày",
        Look.PLAIN_NUMBER: "Bảng số",
        Look.PLAIN_HEADER: "Bảng tiêu đề",
    }
)
"""What the cell styles of the master workbook are called; Excel shows them in its gallery."""
_LOOK_OF = {words: look for look, words in STYLE_WORDS.items()}
PREFIX = "KH167 "


def decimals_of(value: Decimal | int) -> int:
    """How many digits stand behind a number's comma, `MOST_DECIMALS` at most: 1 for 93.50."""
    if isinstance(value, int):
        return 0
    exponent = value.normalize().as_tuple().exponent
    return min(max(0, -exponent), MOST_DECIMALS) if isinstance(exponent, int) else 0


def is_text(look: Look) -> bool:
    """Whether a look's cells hold texts: what is put into them stays a text in Excel, a number too."""
    return bool(_LOOKS[look].get("num_format") == TEXT_FORMAT)


def type_of(look: Look) -> tuple[float, bool]:
    """Size in points and boldness of a look's type."""
    return float(_LOOKS[look].get("font_size", BODY)), bool(_LOOKS[look].get("bold", False))


def properties(look: Look, decimals: int | None = None) -> Mapping[str, Any]:
    """A look's properties in XlsxWriter's words; ``decimals`` for cells that hold numbers."""
    found = {"font_name": FONT, "font_size": BODY, "font_color": INK, **_LOOKS[look]}
    if decimals is not None:
        shown = number_format(decimals)
        found["num_format"] = shown + SHORT_MARK if look is Look.SHORT else shown
    return found


@cache  # a few dozen names, each of thousands of cells
def style_name(look: Look, decimals: int | None = None) -> str:
    """The name of a look's cell style in the master workbook: ``KH167 Số liệu 1`` for one decimal."""
    return f"{PREFIX}{STYLE_WORDS[look]}" + ("" if decimals is None else f" {decimals}")


def look_of(name: str) -> tuple[Look, int | None]:
    """The look and the decimals that a style's name says."""
    words, _, decimals = name.removeprefix(PREFIX).rpartition(" ")
    return (_LOOK_OF[words], int(decimals)) if decimals.isdigit() else (_LOOK_OF[name.removeprefix(PREFIX)], None)
