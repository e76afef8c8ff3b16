"""The form's looks: one palette, one typeface, one cell format for each role."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xlpy.forms.layout import Role

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT = "Times New Roman"
BODY_SIZE = 11.0
INK, ACCENT, HEADER_FILL, GROUP_FILL = "#1A1A1A", "#1F3864", "#D6DFEE", "#EBF0F8"
INPUT_FILL, MISSING_FILL, WRONG_FILL, WRONG_INK = "#FFFBE3", "#FFE08A", "#FBDAD7", "#B00020"
GOOD_FILL, GOOD_INK, MUTED_INK, BORDER = "#DDF0DF", "#1E6B2B", "#595959", "#9AA5B8"
DAY, EARLY_DAY = "dd/m/yyyy", "dd/mm/yyyy"
"""A day as official papers write it: a zero before the months 1 and 2 only (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

_BOX = {"border": 1, "border_color": BORDER, "text_wrap": True, "valign": "vcenter"}
_TEXT = {**_BOX, "num_format": "@", "indent": 1}
_OPEN = {**_BOX, "bg_color": INPUT_FILL, "locked": False}
_PROPERTIES: Mapping[Role, Mapping[str, Any]] = MappingProxyType(
    {
        Role.MARKER: {"num_format": "@", "font_color": MUTED_INK, "font_size": 8},
        Role.KEY: {"num_format": "@", "font_color": MUTED_INK, "font_size": 8},
        Role.TITLE: {"bold": True, "font_size": 14, "font_color": ACCENT, "align": "center", "text_wrap": True},
        Role.SUBTITLE: {"bold": True, "font_size": 12, "align": "center", "text_wrap": True},
        Role.MOTTO: {"bold": True, "font_size": 12, "align": "center", "underline": 33},
        Role.HEADER: {**_BOX, "bold": True, "align": "center", "bg_color": HEADER_FILL, "font_color": ACCENT},
        Role.NUMBERING: {**_BOX, "italic": True, "align": "center", "font_size": 9, "font_color": MUTED_INK},
        Role.GROUP: {
            **_BOX,
            "bold": True,
            "bg_color": GROUP_FILL,
            "font_color": ACCENT,
            "num_format": "@",
            "indent": 1,
        },
        Role.CODE: {**_BOX, "align": "center", "num_format": "@"},
        Role.CENTRE: {**_BOX, "align": "center", "num_format": "@"},
        Role.TEXT: _TEXT,
        Role.NUMBER: {**_BOX, "align": "right", "font_color": MUTED_INK},
        Role.FORMULA: {**_BOX, "align": "right", "italic": True},
        Role.NOTE: {"text_wrap": True, "valign": "vcenter"},
        Role.PARENT: {"font_size": 12, "align": "center", "text_wrap": True},
        Role.REMARK: {"italic": True, "align": "center", "valign": "top"},
        Role.SIGNER: {
            "bold": True,
            "font_size": 12,
            "align": "center",
            "valign": "top",
            "text_wrap": True,
            "locked": False,
        },
        Role.INPUT_NUMBER: {**_OPEN, "align": "right"},
        Role.INPUT_PERCENT: {**_OPEN, "align": "right"},
        Role.INPUT_TEXT: {**_OPEN, "num_format": "@", "indent": 1},
        Role.INPUT_DATE: {**_OPEN, "num_format": DAY, "align": "left", "indent": 1},
        Role.INPUT_CHOICE: {**_OPEN, "num_format": "@", "indent": 1},
    }
)
_WITH_DECIMALS = frozenset({Role.NUMBER, Role.FORMULA, Role.INPUT_NUMBER})


def number_format(decimals: int) -> str:
    """Excel's format of a number: the reader's own settings give the separators (1.234,5 in Vietnam)."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def type_of(role: Role) -> tuple[float, bool]:
    """Size in points and boldness of a role's type."""
    properties = _PROPERTIES[role]
    return float(properties.get("font_size", BODY_SIZE)), bool(properties.get("bold", False))


class FormStyles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def of(self, role: Role, decimals: int = 0, **more: Any) -> Format:
        """The format of a role; ``more`` are further XlsxWriter properties."""
        numeric = role in _WITH_DECIMALS
        key = (role, decimals if numeric else 0, tuple(sorted(more.items())))
        if key not in self._made:
            shown = {"num_format": number_format(decimals)} if numeric else {}
            properties = {"font_color": INK, **_PROPERTIES[role], **shown, **more}
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": BODY_SIZE, **properties})
        return self._made[key]

    def mark(self, kind: str) -> Format:
        """A conditional look: ``missing``, ``wrong``, ``good``, ``look``, ``muted`` or ``early`` (a day)."""
        looks: dict[str, dict[str, Any]] = {
            "missing": {"bg_color": MISSING_FILL},
            "look": {"bg_color": MISSING_FILL},
            "wrong": {"bg_color": WRONG_FILL, "font_color": WRONG_INK},
            "good": {"bg_color": GOOD_FILL, "font_color": GOOD_INK},
            "muted": {"font_color": MUTED_INK},
            "early": {"num_format": EARLY_DAY},
        }
        key = ("mark", kind)
        if key not in self._made:
            self._made[key] = self._book.add_format(looks[kind])
        return self._made[key]
