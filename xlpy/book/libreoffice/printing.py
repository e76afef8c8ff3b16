"""What a sheet prints: area and repeated titles, which Excel keeps as names and Calc as properties of the sheet."""

from __future__ import annotations

from typing import Any

from xlpy.book.libreoffice import address, bridge
from xlpy.book.libreoffice.address import COLUMNS, ROWS, Area
from xlpy.book.libreoffice.graph import SheetLike

AREA, TITLES = "Print_Area", "Print_Titles"
NAMES = frozenset({AREA.casefold(), TITLES.casefold()})


def uno_address(sheet: SheetLike, area: Area) -> Any:
    """An area as UNO's address of cells."""
    ends = {
        "StartRow": area.top - 1,
        "StartColumn": area.left - 1,
        "EndRow": area.bottom - 1,
        "EndColumn": area.right - 1,
    }
    return bridge.struct("table.CellRangeAddress", Sheet=sheet.index - 1, **ends)


def _areas(text: str) -> list[Area]:
    """The areas of ``='Trang'!$1:$3,'Trang'!$A:$B``; the sheet's name may itself hold a comma."""
    found: list[Area] = []
    rest = text.removeprefix("=")
    while rest:
        piece, _, rest = _first(rest)
        area = address.read(address.with_sheet(piece)[1].strip())
        if area is None:
            raise ValueError(f"not an address: {piece!r}")
        found.append(area)
    return found


def _first(text: str) -> tuple[str, str, str]:
    quoted = False
    for place, letter in enumerate(text):
        if letter == "'":
            # A quote within a name is written twice, which turns this on and off again.
            quoted = not quoted
        elif letter == "," and not quoted:
            return text[:place], ",", text[place + 1 :]
    return text, "", ""


def set_by_name(sheet: SheetLike, name: str, refers_to: str) -> None:
    """Set what the name ``Print_Area`` or ``Print_Titles`` of a sheet would say in Excel. Raises ValueError."""
    areas = _areas(refers_to)
    if name.casefold() == AREA.casefold():
        set_print_areas(sheet, areas)
        return
    for area in areas:
        if area.left == 1 and area.right == COLUMNS:
            set_title_rows(sheet, area)
        elif area.top == 1 and area.bottom == ROWS:
            set_title_columns(sheet, area)
        else:
            raise ValueError(f"repeated titles are whole rows or columns, not {address.written(area)}")


def set_print_areas(sheet: SheetLike, areas: list[Area]) -> None:
    """Print these areas only; all of the sheet without any."""
    sheet.uno.setPrintAreas(tuple(uno_address(sheet, area) for area in areas))


def print_areas(sheet: SheetLike) -> list[Area]:
    """The areas that are printed."""
    return [_area(place) for place in sheet.uno.getPrintAreas()]


def set_title_rows(sheet: SheetLike, area: Area | None) -> None:
    """Repeat rows on each page; none if None."""
    if area is not None:
        sheet.uno.setTitleRows(uno_address(sheet, area))
    sheet.uno.setPrintTitleRows(area is not None)


def title_rows(sheet: SheetLike) -> Area | None:
    """The rows that each page repeats."""
    return _area(sheet.uno.getTitleRows()) if sheet.uno.getPrintTitleRows() else None


def set_title_columns(sheet: SheetLike, area: Area | None) -> None:
    """Repeat columns on each page; none if None."""
    if area is not None:
        sheet.uno.setTitleColumns(uno_address(sheet, area))
    sheet.uno.setPrintTitleColumns(area is not None)


def title_columns(sheet: SheetLike) -> Area | None:
    """The columns that each page repeats."""
    return _area(sheet.uno.getTitleColumns()) if sheet.uno.getPrintTitleColumns() else None


def _area(place: Any) -> Area:
    return Area(place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)
