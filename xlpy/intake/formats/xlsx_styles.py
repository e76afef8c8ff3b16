"""The cell formats of an .xlsx workbook, as far as they change what a cell says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlpy.intake.formats.facts import is_legacy
from xlpy.intake.formats.rich_text import SORTS, STRUCK
from xlpy.intake.formats.spreadsheet_ml import TRUE, Element, parsed
from xlpy.model.number_format import GENERAL, NumberFormat, built_in, read_format


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A cell format: how it shows numbers, its font if that is of an old encoding, what sets all of its text apart."""

    shows: NumberFormat = GENERAL
    legacy_font: str = ""
    sort: str = ""
    is_plain: bool = True
    """Whether whole numbers and texts in it are what they look like."""


PLAIN = CellStyle()


def cell_style(shows: NumberFormat, font: str, sort: str) -> CellStyle:
    """A cell format in a font of that name, if of any."""
    legacy = font if is_legacy(font) else ""
    odd = legacy or sort or shows.is_date or shows.is_span or shows.is_odd
    return CellStyle(shows, legacy, sort, not odd)


@lru_cache(maxsize=64)
def cell_styles(content: bytes) -> Sequence[CellStyle]:
    """The formats by the number that cells bear.

    Raises `RefusalError` (T102) if the part is malformed or of another kind.
    """
    root, space = parsed(content, "styleSheet", "phần định dạng")
    codes = {
        _number(item.get("numFmtId")): item.get("formatCode", "")
        for item in root.iterfind(f"{space}numFmts/{space}numFmt")
    }
    fonts = [_font(font, space) for font in root.iterfind(f"{space}fonts/{space}font")]
    styles = []
    for xf in root.iterfind(f"{space}cellXfs/{space}xf"):
        key, font = _number(xf.get("numFmtId")), _number(xf.get("fontId"))
        shows = read_format(codes[key]) if key in codes else built_in(key)
        styles.append(cell_style(shows, *(fonts[font] if font < len(fonts) else ("", ""))))
    return tuple(styles)


def _font(font: Element, space: str) -> tuple[str, str]:
    """Its name, and what sets text in it apart."""
    name, strike, raised = (font.find(f"{space}{tag}") for tag in ("name", "strike", "vertAlign"))
    struck = STRUCK if strike is not None and strike.get("val", "1") in TRUE else ""
    sort = "" if raised is None else SORTS.get(raised.get("val", ""), "")
    return ("" if name is None else name.get("val", ""), struck or sort)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
