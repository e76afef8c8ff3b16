"""Pages and the printer that Excel asks about each of their settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from tests.excel_double.com import Dispatch, refusal

if TYPE_CHECKING:
    from tests.excel_double.cells import Range
    from tests.excel_double.sheets import Worksheet

A3, A4 = 8, 9
POINTS = 72


class Printing:
    """The printer in use by its papers, None where the PC has none; and what is kept back from it."""

    def __init__(self) -> None:
        self.papers: frozenset[int] | None = frozenset({A3, A4})
        self.talks = True
        self._kept_back: list[tuple[str, Any, Callable[[], None]]] = []

    def make(self, name: str, value: Any, work: Callable[[], None]) -> None:
        """Make a setting, or keep it back. Excel refuses any where there is no printer."""
        if self.papers is None:
            raise refusal(f"Unable to set the {name} property of the PageSetup class")
        if self.talks:
            self._check(name, value)
            work()
        else:
            self._kept_back.append((name, value, work))

    def talk(self, talks: bool) -> None:
        """Talk to the printer, or keep settings back; a refused one shows here, the others are lost then."""
        if self.papers is None:
            raise refusal("Unable to set the PrintCommunication property of the Application class")
        if talks:
            kept_back, self._kept_back = self._kept_back, []
            for name, value, _ in kept_back:
                self._check(name, value)
            for _, _, work in kept_back:
                work()
        self.talks = talks

    def _check(self, name: str, value: Any) -> None:
        if name == "PaperSize" and value not in (self.papers or ()):
            raise refusal("Unable to set the PaperSize property of the PageSetup class")


def _setting(name: str) -> property:
    def put(self: PageSetup, value: Any) -> None:
        self._printing.make(name, value, lambda: _made(self._sheet, name, value))

    return property(lambda self: self._sheet.made[name], put)


class PageSetup(Dispatch):
    """The page of one sheet."""

    def __init__(self, sheet: Worksheet, printing: Printing) -> None:
        super().__init__(sheet._world)
        self._sheet, self._printing = sheet, printing

    PaperSize, Orientation, Zoom = _setting("PaperSize"), _setting("Orientation"), _setting("Zoom")
    FitToPagesWide, FitToPagesTall = _setting("FitToPagesWide"), _setting("FitToPagesTall")
    CenterHeader, LeftFooter = _setting("CenterHeader"), _setting("LeftFooter")
    LeftMargin, RightMargin = _setting("LeftMargin"), _setting("RightMargin")
    TopMargin, BottomMargin = _setting("TopMargin"), _setting("BottomMargin")
    CenterHorizontally, PrintArea = _setting("CenterHorizontally"), _setting("PrintArea")
    PrintTitleRows, PrintTitleColumns = _setting("PrintTitleRows"), _setting("PrintTitleColumns")


def _made(sheet: Worksheet, name: str, value: Any) -> None:
    """A setting in the file."""
    sheet.made[name] = value
    cells = sheet.sheet
    page = cells.page_setup
    match name:
        case "PaperSize":
            page.paperSize = value
        case "Orientation":
            page.orientation = {1: "portrait", 2: "landscape"}[value]
        case "Zoom":
            cells.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=value is False)
            page.scale = value or page.scale
        case "FitToPagesWide":
            page.fitToWidth = int(value)
        case "FitToPagesTall":
            page.fitToHeight = int(value)
        case "CenterHeader":
            cells.oddHeader.center.text = value
        case "LeftFooter":
            cells.oddFooter.left.text = value
        case "PrintArea":
            cells.print_area = value
        case "PrintTitleRows":
            cells.print_title_rows = value.replace("$", "")
        case "PrintTitleColumns":
            cells.print_title_cols = value.replace("$", "")
        case "CenterHorizontally":
            cells.print_options.horizontalCentered = value
        case _:
            setattr(cells.page_margins, name.removesuffix("Margin").lower(), value / POINTS)


class VPageBreaks(Dispatch):
    """Page breaks between columns."""

    def __init__(self, sheet: Worksheet, printing: Printing) -> None:
        super().__init__(sheet._world)
        self._sheet, self._printing = sheet, printing

    def Add(self, Before: Range) -> None:
        column = Before.Column - 1
        self._printing.make("VPageBreaks", column, lambda: self._sheet.sheet.col_breaks.append(Break(id=column)))
