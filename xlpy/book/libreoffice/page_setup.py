"""Excel's PageSetup over Calc's page styles: paper, margins, scale, headers, repeated titles."""

from __future__ import annotations

import re
from typing import Any

from xlpy.basics.a1 import column_letters
from xlpy.book.libreoffice import address, printing
from xlpy.book.libreoffice.address import Area
from xlpy.book.libreoffice.graph import SheetLike

PORTRAIT, LANDSCAPE = 1, 2
"""Excel's xlPortrait and xlLandscape."""
PAPERS = {8: (29_700, 42_000), 9: (21_000, 29_700)}
"""Excel's numbers of A3 and A4 -> width and height in hundredths of a millimetre."""
POINT = 2540 / 72
FIELDS = {"&P": "PageNumber", "&N": "PageCount", "&D": "DateTime", "&F": "DocumentTitle", "&A": "SheetName"}
"""Codes of Excel's headers -> Calc's text fields."""
_CODE = re.compile(r'(&[PNDFA]|&"[^"]*"|&\d+)')
"""A field, a typeface (``&"Times New Roman,Bold"``) or a size (``&11``)."""


def _margin(name: str) -> property:
    def get(self: PageSetup) -> float:
        return float(getattr(self.style, name)) / POINT

    def put(self: PageSetup, points: float) -> None:
        setattr(self.style, name, round(points * POINT))

    return property(get, put, doc="Distance in points.")


def _flag(name: str) -> property:
    def get(self: PageSetup) -> bool:
        return bool(getattr(self.style, name))

    def put(self: PageSetup, value: bool) -> None:
        setattr(self.style, name, bool(value))

    return property(get, put, doc="Yes or no.")


def _edge(side: str, part: str, body: bool) -> property:
    """Excel counts header and text both from the edge of the paper; in Calc the header's height lies between."""

    def get(self: PageSetup) -> float:
        whole = getattr(self.style, f"{side}Margin")
        if body and getattr(self.style, f"{part}IsOn"):
            whole += getattr(self.style, f"{part}Height")
        return float(whole) / POINT

    def put(self: PageSetup, points: float) -> None:
        """Move the edge of the text or of the header, in points, and leave the other where it is if it can stay.

        The header never begins below the text: it is moved to the text's edge where it would.
        """
        style, on = self.style, getattr(self.style, f"{part}IsOn")
        outer, height = getattr(style, f"{side}Margin"), getattr(style, f"{part}Height") if on else 0
        text = round(points * POINT) if body else outer + height
        outer = outer if body else round(points * POINT)
        if on:
            outer = min(outer, text)
            setattr(style, f"{part}IsDynamicHeight", False)
            setattr(style, f"{part}Height", text - outer)
        setattr(style, f"{side}Margin", outer if on else text)

    return property(get, put, doc="Distance from the edge of the paper in points.")


def _text(part: str, place: str) -> property:
    def put(self: PageSetup, text: str) -> None:
        self.write(part, place, text)

    return property(None, put, doc="Text with Excel's codes &P, &N, &D, &F, &A.")


def _titles(get: Any, put: Any, rows: bool) -> property:
    def read(self: PageSetup) -> str:
        area: Area | None = get(self.sheet)
        if area is None:
            return ""
        return f"${area.top}:${area.bottom}" if rows else f"${column_letters(area.left)}:${column_letters(area.right)}"

    def write(self: PageSetup, text: str) -> None:
        area = address.read(text) if text else None
        if text and area is None:
            raise ValueError(f"not an address: {text!r}")
        put(self.sheet, area)

    return property(read, write, doc="Rows or columns that each page repeats, '' for none.")


class PageSetup:
    """The page of one sheet. Headers and footers can be written, not read."""

    def __init__(self, sheet: SheetLike) -> None:
        object.__setattr__(self, "sheet", sheet)
        object.__setattr__(self, "_style", None)

    sheet: SheetLike
    _style: Any

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(f"PageSetup.{name} in Calc")

    def __setattr__(self, name: str, value: Any) -> None:
        if not isinstance(getattr(type(self), name, None), property):
            raise NotImplementedError(f"PageSetup.{name} in Calc")
        object.__setattr__(self, name, value)

    @property
    def api(self) -> PageSetup:
        """Itself, as ``sheet.page_setup.api``."""
        return self

    @property
    def style(self) -> Any:
        """The page style of this sheet alone."""
        if self._style is None:
            object.__setattr__(self, "_style", self.sheet.book.app.pages.style_of(self.sheet.book.api, self.sheet.uno))
        return self._style

    @property
    def Orientation(self) -> int:  # noqa: N802  (Excel's word)
        """1 upright, 2 landscape."""
        return LANDSCAPE if self.style.IsLandscape else PORTRAIT

    @Orientation.setter
    def Orientation(self, value: int) -> None:  # noqa: N802  (Excel's word)
        style = self.style
        short, long = sorted((style.Width, style.Height))
        # Calc's flag turns nothing by itself: width and height are to be exchanged as well.
        style.IsLandscape = value == LANDSCAPE
        style.Width, style.Height = (long, short) if value == LANDSCAPE else (short, long)

    @property
    def PaperSize(self) -> int | None:  # noqa: N802  (Excel's word)
        """8 is A3, 9 is A4; None for another paper."""
        size = sorted((self.style.Width, self.style.Height))
        for number, paper in PAPERS.items():
            if all(abs(side - other) <= 100 for side, other in zip(size, paper, strict=True)):
                return number
        return None

    @PaperSize.setter
    def PaperSize(self, value: int) -> None:  # noqa: N802  (Excel's word)
        if value not in PAPERS:
            raise NotImplementedError(f"PaperSize = {value}")
        style = self.style
        # The direction that was chosen stays, as in Excel, whichever of the two is set first.
        short, long = PAPERS[value]
        style.Width, style.Height = (long, short) if style.IsLandscape else (short, long)

    @property
    def Zoom(self) -> int | bool:  # noqa: N802  (Excel's word)
        """Scale in per cent; False while the sheet is fitted to pages."""
        style = self.style
        return False if style.ScaleToPagesX or style.ScaleToPagesY else int(style.PageScale)

    @Zoom.setter
    def Zoom(self, value: int | bool) -> None:  # noqa: N802  (Excel's word)
        """Set the scale in per cent and fit to no pages; False fits to one page unless the sheet is fitted already."""
        style = self.style
        if value is False:
            if not (style.ScaleToPagesX or style.ScaleToPagesY):
                style.ScaleToPagesX, style.ScaleToPagesY = 1, 1
            return
        style.ScaleToPagesX, style.ScaleToPagesY = 0, 0
        style.PageScale = int(value)

    @property
    def FitToPagesWide(self) -> int | bool:  # noqa: N802  (Excel's word)
        """On how many pages side by side the sheet must fit; False for any number."""
        return int(self.style.ScaleToPagesX) or False

    @FitToPagesWide.setter
    def FitToPagesWide(self, value: int | bool) -> None:  # noqa: N802  (Excel's word)
        self.style.ScaleToPagesX = int(value)

    @property
    def FitToPagesTall(self) -> int | bool:  # noqa: N802  (Excel's word)
        """On how many pages below each other the sheet must fit; False for any number."""
        return int(self.style.ScaleToPagesY) or False

    @FitToPagesTall.setter
    def FitToPagesTall(self, value: int | bool) -> None:  # noqa: N802  (Excel's word)
        self.style.ScaleToPagesY = int(value)

    @property
    def print_area(self) -> str | None:
        """The printed cells, by xlwings' own name."""
        return self.PrintArea or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        self.PrintArea = value or ""

    @property
    def PrintArea(self) -> str:  # noqa: N802  (Excel's word)
        """The printed cells, '' for all."""
        return ",".join(address.written(area) for area in printing.print_areas(self.sheet))

    @PrintArea.setter
    def PrintArea(self, text: str) -> None:  # noqa: N802  (Excel's word)
        areas = [address.read(part.strip()) for part in text.split(",")] if text else []
        if None in areas:
            raise ValueError(f"not an address: {text!r}")
        printing.set_print_areas(self.sheet, [area for area in areas if area is not None])

    PrintTitleRows = _titles(printing.title_rows, printing.set_title_rows, rows=True)
    PrintTitleColumns = _titles(printing.title_columns, printing.set_title_columns, rows=False)
    LeftMargin, RightMargin = _margin("LeftMargin"), _margin("RightMargin")
    TopMargin, BottomMargin = _edge("Top", "Header", body=True), _edge("Bottom", "Footer", body=True)
    HeaderMargin, FooterMargin = _edge("Top", "Header", body=False), _edge("Bottom", "Footer", body=False)
    CenterHorizontally, CenterVertically = _flag("CenterHorizontally"), _flag("CenterVertically")
    LeftHeader, CenterHeader, RightHeader = _text("Header", "Left"), _text("Header", "Center"), _text("Header", "Right")
    LeftFooter, CenterFooter, RightFooter = _text("Footer", "Left"), _text("Footer", "Center"), _text("Footer", "Right")

    def write(self, part: str, place: str, text: str) -> None:
        """Put text with Excel's codes into a place of the header or the footer, which is thereby switched on."""
        style, name = self.style, f"RightPage{part}Content"
        if not getattr(style, f"{part}IsOn"):
            side = "Top" if part == "Header" else "Bottom"
            outer = getattr(style, f"{side}Margin")
            setattr(style, f"{part}IsOn", True)
            setattr(style, f"{part}IsDynamicHeight", False)
            setattr(style, f"{part}Height", outer // 2)
            setattr(style, f"{side}Margin", outer - outer // 2)
            self._emptied(style, name)
        content = getattr(style, name)
        target = getattr(content, f"{place}Text")
        target.setString("")
        face, size = "", 0.0
        for piece in _CODE.split(text):
            if piece.startswith('&"'):
                face = piece[2:-1].partition(",")[0]
                continue
            if piece[:1] == "&" and piece[1:].isdigit():
                size = float(piece[1:])
                continue
            cursor = target.createTextCursor()
            cursor.gotoEnd(False)
            cursor.CharColor = 0  # "automatic" is written to .xlsx as white
            if face:
                cursor.CharFontName = face
            if size:
                cursor.CharHeight = size
            if piece in FIELDS:
                field = self.sheet.book.api.createInstance(f"com.sun.star.text.TextField.{FIELDS[piece]}")
                target.insertTextContent(cursor, field, False)
            elif piece:
                target.insertString(cursor, piece.replace("&&", "&"), False)
        # What Calc hands out is a copy; it counts only once it is handed back.
        setattr(style, name, content)

    @staticmethod
    def _emptied(style: Any, name: str) -> None:
        content = getattr(style, name)  # Calc puts the sheet's name and the page number there by itself
        for place in ("LeftText", "CenterText", "RightText"):
            getattr(content, place).setString("")
        setattr(style, name, content)
