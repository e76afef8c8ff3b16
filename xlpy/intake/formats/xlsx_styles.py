"""The cell formats of an .xlsx workbook, as far as they change what a cell says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlpy.intake.formats.facts import is_legacy
from xlpy.intake.formats.spreadsheet_ml import TRUE, Element, parsed
from xlpy.model.number_format import GENERAL, NumberFormat, built_in, read_format


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A cell format: how it shows numbers, its font if that is of an old encoding, whether it strikes text out."""

    shows: NumberFormat = GENERAL
    legacy_font: str = ""
    struck: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether a number in it is what it looks like."""
        return not (self.legacy_font or self.struck or self.shows.is_date or self.shows.is_span or self.shows.is_odd)


PLAIN = CellStyle()


@lru_cache(maxsize=64)
def cell_styles(content: bytes) -> Sequence[CellStyle]:
    """The formats by the number that cells bear, those that change nothing as `PLAIN`.

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
        style = CellStyle(shows, *(fonts[font] if font < len(fonts) else ("", False)))
        styles.append(PLAIN if style.is_plain else style)
    return tuple(styles)


def _font(font: Element, space: str) -> tuple[str, bool]:
    name = font.find(f"{space}name")
    strike = font.find(f"{space}strike")
    family = "" if name is None else name.get("val", "")
    struck = strike is not None and strike.get("val", "1") in TRUE
    return (family if is_legacy(family) else "", struck)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
