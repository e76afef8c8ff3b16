"""The looks of published sheets as cell styles of the master workbook, in openpyxl's terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from xlpy.catalogue.consistency import DECIMALS as MOST_DECIMALS
from xlpy.outputs.publish.styles import FONT, MEASURE, Look, properties, style_name

NUMERIC = (Look.NUMBER, Look.TOTAL, Look.SUBTOTAL, Look.SHORT, Look.WORD, Look.HELD, Look.CENTRE)
DECIMALS = range(MOST_DECIMALS + 1)
"""Digits after the comma for which number styles exist; the catalogue's check allows no more."""


def named_styles() -> Iterator[NamedStyle]:
    """Every style that a published sheet may use."""
    for look in Look:
        yield named_style(style_name(look), properties(look))
    for look in NUMERIC:
        for decimals in DECIMALS:
            yield named_style(style_name(look, decimals), properties(look, decimals))


def set_standard_font(book: Workbook) -> None:
    """Times New Roman as the workbook's standard font: column widths are measured in its digits."""
    face = Font(name=FONT, size=MEASURE)
    book._fonts[0] = face  # type: ignore[attr-defined]  # openpyxl has no call for the standard font
    normal: Any = book._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = face


def named_style(name: str, look: Mapping[str, Any]) -> NamedStyle:
    """One style from properties in XlsxWriter's words, the same that the published files use."""
    line = Side("thin", color="FF" + look.get("border_color", "#000000")[1:]) if look.get("border") else Side()
    fill = look.get("bg_color")
    return NamedStyle(
        name,
        font=Font(
            name=look["font_name"],
            size=look["font_size"],
            bold=bool(look.get("bold")),
            italic=bool(look.get("italic")),
            color="FF" + look["font_color"][1:],
        ),
        fill=PatternFill("solid", fgColor="FF" + fill[1:]) if fill else PatternFill(),
        border=Border(line, line, line, line),
        alignment=Alignment(
            horizontal=look.get("align"),
            vertical={"vcenter": "center"}.get(look.get("valign", ""), look.get("valign")),
            wrap_text=bool(look.get("text_wrap")),
            indent=look.get("indent", 0),
        ),
        number_format=look.get("num_format", "General"),
        protection=Protection(locked=look.get("locked", True)),
    )
