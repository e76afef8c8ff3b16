"""How cells look: formats, colours, fonts, alignment, sizes, merging, links."""

from __future__ import annotations

import re
from typing import Any

from xlwings import base_classes

from xlpy.book.libreoffice import bridge
from xlpy.book.libreoffice.graph import CellsLike

HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4}
"""Values of com.sun.star.table.CellVertJustify2."""
PADDING = 5 / 7
"""What Excel adds to a column's width in digits: 5 pixels, where a digit has 7."""
POINT = 2540 / 72
"""Hundredths of a millimetre, Calc's unit, in a point, Excel's unit of heights."""
HIGHEST, WIDEST = 409.5, 255.0
"""Excel's highest row in points, and its widest column in digits."""
BOLD, REGULAR = 150.0, 100.0
DATE = 2 | 4
"""Bits of com.sun.star.util.NumberFormat: date, time."""
_QUOTED = re.compile(r'("[^"]*"|AM/PM)')
_ENGLISH = {"Language": "en", "Country": "US"}


def rgb_number(color: Any) -> int:
    """A colour of xlwings (tuple, "#RRGGBB", or Excel's number with red in the last byte) as Calc's number."""
    if isinstance(color, str):
        color = tuple(bytes.fromhex(color.removeprefix("#")))
    if isinstance(color, int):
        color = color & 255, color >> 8 & 255, color >> 16 & 255
    red, green, blue = color
    return int(red << 16 | green << 8 | blue)


def rgb_tuple(number: int) -> tuple[int, int, int]:
    """Calc's number of a colour as red, green, blue."""
    return number >> 16 & 255, number >> 8 & 255, number & 255


def _lower_case(code: str) -> str:
    """A date format as Excel writes it: Calc says DD/MM/YYYY."""
    return "".join(part if i % 2 else part.lower() for i, part in enumerate(_QUOTED.split(code)))


class RangeLooks:
    """The part of a range that concerns its look; a setting goes to all its rectangles."""

    def get_looks(self: Any, name: str) -> Any:
        """A UNO property that all rectangles share, else None."""
        found = []
        for block in self.each:
            # For cells that differ Calc would give the first one's value as if all had it.
            if block.getPropertyState(name) == bridge.enum("beans.PropertyState", "AMBIGUOUS_VALUE"):
                return None
            found.append(block.getPropertyValue(name))
        return found[0] if all(value == found[0] for value in found) else None

    def set_looks(self: Any, name: str, value: Any) -> None:
        """Set a UNO property. Raises SheetProtected."""
        self.guard()
        blocks = self.each
        if len(blocks) > 1 and name != "CellStyle":  # one call for all of them; a style Calc would lose that way
            whole = self.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
            whole.addRangeAddresses(tuple(block.RangeAddress for block in blocks), False)
            blocks = [whole]
        for block in blocks:
            block.setPropertyValue(name, value)

    @property
    def number_format(self: Any) -> str | None:
        """The number format as Excel writes it, None if mixed."""
        key = self.get_looks("NumberFormat")
        if key is None:
            return None
        formats = self.sheet.book.api.NumberFormats
        # A format belongs to a language in Calc; Excel's codes are those of English.
        english = formats.getFormatForLocale(key, bridge.struct("lang.Locale", **_ENGLISH))
        found = formats.getByKey(english)
        return _lower_case(found.FormatString) if found.Type & DATE else str(found.FormatString)

    @number_format.setter
    def number_format(self: Any, code: str) -> None:
        # A code must be known to the document before a cell can have it.
        formats = self.sheet.book.api.NumberFormats
        english = bridge.struct("lang.Locale", **_ENGLISH)
        key = formats.queryKey(code, english, False)
        self.set_looks("NumberFormat", formats.addNew(code, english) if key == -1 else key)

    @property
    def color(self: Any) -> tuple[int, int, int] | None:
        """The background, None without one."""
        number = self.get_looks("CellBackColor")
        return None if number is None or number < 0 else rgb_tuple(number)

    @color.setter
    def color(self: Any, value: Any) -> None:
        self.set_looks("CellBackColor", -1 if value is None else rgb_number(value))

    @property
    def wrap_text(self: Any) -> Any:
        """Whether text runs on in further lines of the cell."""
        return self.get_looks("IsTextWrapped")

    @wrap_text.setter
    def wrap_text(self: Any, value: bool) -> None:
        self.set_looks("IsTextWrapped", bool(value))

    @property
    def horizontal_alignment(self: Any) -> str | None:
        """``left``, ``center`` …"""
        found = self.get_looks("HoriJustify")
        return next((word for word, value in HORIZONTAL.items() if found is not None and value == found.value), None)

    @horizontal_alignment.setter
    def horizontal_alignment(self: Any, word: str) -> None:
        if word not in HORIZONTAL:
            raise NotImplementedError(f"horizontal_alignment = {word!r}")
        self.set_looks("HoriJustify", bridge.enum("table.CellHoriJustify", HORIZONTAL[word]))

    @property
    def vertical_alignment(self: Any) -> str | None:
        """``top``, ``center`` …"""
        found = self.get_looks("VertJustify")
        return next((word for word, value in VERTICAL.items() if value == (found or VERTICAL["bottom"])), None)

    @vertical_alignment.setter
    def vertical_alignment(self: Any, word: str) -> None:
        if word not in VERTICAL:
            raise NotImplementedError(f"vertical_alignment = {word!r}")
        self.set_looks("VertJustify", VERTICAL[word])

    @property
    def row_height(self: Any) -> float | None:
        """Height of the rows in points, None if they differ."""
        heights = {row.Height for block in self.each for row in block.Rows} if self.shape[0] < 1000 else set()
        return heights.pop() / POINT if len(heights) == 1 else None

    @row_height.setter
    def row_height(self: Any, points: float) -> None:
        if not 0 <= points <= HIGHEST:
            raise ValueError(f"row height {points}: Excel takes 0 to {HIGHEST}")
        self.guard()
        for block in self.each:
            block.Rows.Height = round(points * POINT)

    @property
    def column_width(self: Any) -> float | None:
        """Width of the columns in digits of the standard font, None if they differ."""
        widths = {column.Width for block in self.each for column in block.Columns}
        return round(widths.pop() / self.sheet.book.digit - PADDING, 2) if len(widths) == 1 else None

    @column_width.setter
    def column_width(self: Any, digits: float) -> None:
        if not 0 <= digits <= WIDEST:
            raise ValueError(f"column width {digits}: Excel takes 0 to {WIDEST}")
        self.guard()
        for block in self.each:
            block.Columns.Width = round((digits + PADDING) * self.sheet.book.digit)

    @property
    def row_hidden(self: Any) -> bool | None:
        """Whether the rows are hidden, None if only some are."""
        shown = {bool(row.IsVisible) for block in self.each for row in block.Rows}
        return not shown.pop() if len(shown) == 1 else None

    @row_hidden.setter
    def row_hidden(self: Any, value: bool) -> None:
        self.guard()
        for block in self.each:
            block.Rows.IsVisible = not value

    @property
    def column_hidden(self: Any) -> bool | None:
        """Whether the columns are hidden, None if only some are."""
        shown = {bool(column.IsVisible) for block in self.each for column in block.Columns}
        return not shown.pop() if len(shown) == 1 else None

    @column_hidden.setter
    def column_hidden(self: Any, value: bool) -> None:
        self.guard()
        for block in self.each:
            block.Columns.IsVisible = not value

    def autofit(self: Any, axis: str | None = None) -> None:
        """Fit columns, rows or both to their contents."""
        self.guard()
        for block in self.each:
            if axis in {None, "columns", "c"}:
                block.Columns.OptimalWidth = True
            if axis in {None, "rows", "r"}:
                block.Rows.OptimalHeight = True

    def merge(self: Any, across: bool = False) -> None:
        """Make one cell of each rectangle, or of each of its rows."""
        self.guard()
        for area in self.areas:
            rows = range(area.shape[0]) if across else [None]
            for row in rows:
                part = area if row is None else area.part(row, 0, 1, area.shape[1])
                type(self)(self.sheet, part).uno.merge(True)

    def unmerge(self: Any) -> None:
        """Take merged cells apart."""
        self.guard()
        for block in self.each:
            block.merge(False)

    @property
    def merge_cells(self: Any) -> Any:
        """Whether the cells are merged, None if only some are."""
        return self.sheet.book.vba_range(self.uno).MergeCells

    def add_hyperlink(
        self: Any, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Turn the first cell into a link; ``#'Sheet'!A1`` leads into the book. A tip is not kept by Calc."""
        self.guard()
        field = link_field(self.sheet.book.api, address, text_to_display or address)
        cell = self.uno.getCellByPosition(0, 0)
        # A link is a piece of text in Calc: it would else be added to what the cell says.
        cell.String = ""
        cell.insertTextContent(cell.createTextCursor(), field, False)

    @property
    def hyperlink(self: Any) -> str:
        """Where the first cell's link leads. Raises ValueError without a link."""
        fields = self.uno.getCellByPosition(0, 0).TextFields
        if not fields.Count:
            raise ValueError("The cell doesn't seem to contain a hyperlink!")
        target = str(fields.getByIndex(0).URL)
        head, mark, cell = target.rpartition(".")
        return f"{head}!{cell}" if target.startswith("#") and mark else target


def link_field(document: Any, address: str, text: str) -> Any:
    """A link as Calc keeps it in the text of a cell."""
    field = document.createInstance("com.sun.star.text.TextField.URL")
    head, mark, cell = address.rpartition("!")
    field.URL = f"{head}.{cell}" if address.startswith("#") and mark else address
    field.Representation = text
    return field


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, cells: CellsLike) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool | None:
        """Bold, None if mixed."""
        weight = self._cells.get_looks("CharWeight")
        return None if weight is None else weight > REGULAR

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.set_looks("CharWeight", BOLD if value else REGULAR)

    @property
    def italic(self) -> bool | None:
        """Italic, None if mixed."""
        slant = self._cells.get_looks("CharPosture")
        return None if slant is None else slant.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._cells.set_looks("CharPosture", bridge.enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> Any:
        """Size in points."""
        return self._cells.get_looks("CharHeight")

    @size.setter
    def size(self, points: float) -> None:
        self._cells.set_looks("CharHeight", float(points))

    @property
    def name(self) -> Any:
        """Family name."""
        return self._cells.get_looks("CharFontName")

    @name.setter
    def name(self, value: str) -> None:
        self._cells.set_looks("CharFontName", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Colour; black where Calc chooses it by itself."""
        number = self._cells.get_looks("CharColor")
        return None if number is None else rgb_tuple(max(number, 0))

    @color.setter
    def color(self, value: Any) -> None:
        self._cells.set_looks("CharColor", rgb_number(value))
