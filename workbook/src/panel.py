"""The control panel: period and folders, the edition that the workbook holds, three charts, what to do next."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workbook.src import looks
from workbook.src.parts import define, page_setup, protect
from xlpy.book.places import COUNTED, NEXT, NEXT_LINES, PERIOD, SENDING, SETTINGS, STATE, TASKS
from xlpy.book.words import BookWords
from xlpy.model.catalogue import Catalogue
from xlpy.outputs.publish.matrix import COUNTED as STATUSES
from xlpy.outputs.publish.styles import ERROR_FILL, FONT, INK

WIDTHS = (2.5, 38, 46, 3, 42, 9, 10, 9, 12, 10, 13, 2.5)
"""Columns A to L; B and C hold the left half, E to K the right one."""
LAST = "K"
SETTINGS_ROW, STATE_ROW = 6, 13
CHART_ROWS, ROW_HEIGHT = 15, 18.0
PATH_HEIGHT = 33.0
"""Two lines: a path is long."""
GREEN, YELLOW, RED, PINK, GREY = "70AD47", "FFC000", "C00000", "F4B6B0", "A6A6A6"
PERIODS_LISTED = 30


def add_panel(book: Workbook, words: BookWords, catalogue: Catalogue) -> None:
    """Add the sheet with all its named cells."""
    sheet = book.create_sheet(words.sheet("panel"))
    for letter, width in zip("ABCDEFGHIJKL", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    plan = catalogue.plan
    _line(sheet, 1, words.text("panel", "title").format(number=plan.number), looks.TITLE, 26)
    _line(sheet, 2, words.text("panel", "subtitle").format(title=plan.title), looks.SUBTITLE, 18)
    _line(sheet, 3, words.text("panel", "hint"), looks.HINT, 18)
    _part(sheet, SETTINGS_ROW - 1, "B", LAST, words.text("panel", "part_settings"))
    _settings(book, sheet, words)
    _part(sheet, STATE_ROW - 1, "B", "C", words.text("panel", "part_state"))
    _state(book, sheet, words)
    _part(sheet, STATE_ROW - 1, "E", LAST, words.text("panel", "part_charts"))
    after = _tables(book, sheet, words, catalogue)
    top = max(after, STATE_ROW + len(STATE)) + 1
    _charts(sheet, words, len(catalogue.tasks), after, top)
    bottom = _next(book, sheet, words, top + CHART_ROWS)
    _warn(sheet)
    page_setup(sheet, landscape=True, paper=9, area=f"A1:L{bottom}", fit=(1, 1))
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHT, True
    protect(sheet)


def _line(sheet: Worksheet, row: int, text: str, style: str, height: float) -> None:
    sheet.merge_cells(f"B{row}:{LAST}{row}")
    sheet[f"B{row}"] = text
    sheet[f"B{row}"].style = style
    sheet.row_dimensions[row].height = height


def _part(sheet: Worksheet, row: int, first: str, last: str, text: str) -> None:
    for column in range(ord(first), ord(last) + 1):
        sheet[f"{chr(column)}{row}"].style = looks.PART
    sheet[f"{first}{row}"] = text
    sheet.row_dimensions[row].height = 21


def _settings(book: Workbook, sheet: Worksheet, words: BookWords) -> None:
    for row, (label, name) in enumerate(SETTINGS.items(), SETTINGS_ROW):
        _labelled(sheet, row, words.text("panel", "labels", label), looks.ENTRY)
        sheet.merge_cells(f"E{row}:{LAST}{row}")
        sheet[f"E{row}"] = words.text("panel", "hints", label)
        sheet[f"E{row}"].style = looks.HINT
        if name != PERIOD:
            sheet.row_dimensions[row].height = PATH_HEIGHT
        define(book, name, sheet.title, f"$C${row}")
    periods = book[words.catalogue["periods"].sheet]
    top = next(iter(periods.tables.values())).ref.partition(":")[0].strip("A")
    first = int(top) + 1
    listed = DataValidation(
        type="list",
        formula1=f"'{periods.title}'!$A${first}:$A${first + PERIODS_LISTED}",
        allow_blank=False,
        showErrorMessage=True,
        errorTitle=words.text("panel", "labels", "period"),
        error=words.text("panel", "hints", "period"),
    )
    sheet.add_data_validation(listed)
    listed.add(f"C{SETTINGS_ROW}")
    sheet[f"C{SETTINGS_ROW}"] = periods[f"A{first}"].value


def _labelled(sheet: Worksheet, row: int, label: str, style: str) -> None:
    sheet[f"B{row}"] = label
    sheet[f"B{row}"].style = looks.LABEL
    sheet[f"C{row}"].style = style
    sheet.row_dimensions[row].height = 18


def _state(book: Workbook, sheet: Worksheet, words: BookWords) -> None:
    for row, (label, name) in enumerate(STATE.items(), STATE_ROW):
        _labelled(sheet, row, words.text("panel", "labels", label), looks.COUNT if label in COUNTED else looks.VALUE)
        define(book, name, sheet.title, f"$C${row}")


def _tables(book: Workbook, sheet: Worksheet, words: BookWords, catalogue: Catalogue) -> int:
    """What the charts show, as small tables; returns the row after them."""
    header = STATE_ROW
    titles = [
        words.text("panel", "charts", "task"),
        *(s.value for s in STATUSES),
        words.text("panel", "charts", "done"),
    ]
    for column, title in zip("EFGHIJK", titles, strict=True):
        sheet[f"{column}{header}"] = title
        sheet[f"{column}{header}"].style = looks.COLUMN
    sheet.row_dimensions[header].height = PATH_HEIGHT
    first = header + 1
    last = header + len(catalogue.tasks)
    for row, task in enumerate(catalogue.tasks, first):
        sheet[f"E{row}"] = f"{task.number}. {task.short_name}"
        sheet[f"E{row}"].style = looks.LABEL
        for column in "FGHIJK":
            sheet[f"{column}{row}"].style = looks.COUNT
    define(book, TASKS, sheet.title, f"$E${first}:$K${last}")
    row = last + 3
    for column, title in (("E", "sent"), ("F", "units")):
        sheet[f"{column}{row - 1}"] = words.text("panel", "charts", title)
        sheet[f"{column}{row - 1}"].style = looks.COLUMN
    for number, label in enumerate(words.entry("panel", "charts", "sending_rows")):
        sheet[f"E{row + number}"] = label
        sheet[f"E{row + number}"].style = looks.LABEL
        sheet[f"F{row + number}"].style = looks.COUNT
    define(book, SENDING, sheet.title, f"$F${row}:$F${row + 3}")
    return row + 4


def _charts(sheet: Worksheet, words: BookWords, tasks: int, after: int, top: int) -> None:
    first, last = STATE_ROW + 1, STATE_ROW + tasks
    names = Reference(sheet, min_col=5, min_row=first, max_row=last)
    sending = _bars(words.text("panel", "charts", "sending"), 10.5)
    sending.add_data(Reference(sheet, min_col=6, min_row=after - 4, max_row=after - 1))
    sending.set_categories(Reference(sheet, min_col=5, min_row=after - 4, max_row=after - 1))
    for place, colour in enumerate((GREEN, YELLOW, RED, GREY)):
        point = DataPoint(idx=place)
        point.graphicalProperties = GraphicalProperties(solidFill=colour)
        sending.series[0].dPt.append(point)
    _labels(sending)
    _place(sheet, sending, top, "B", 0)
    status = _bars(words.text("panel", "charts", "tasks"), 10.7, stacked=True)
    status.add_data(Reference(sheet, min_col=6, max_col=10, min_row=first - 1, max_row=last), titles_from_data=True)
    status.set_categories(names)
    for series, colour in zip(status.series, (GREEN, YELLOW, RED, PINK, GREY), strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
    _place(sheet, status, top, "C", 4.1)
    progress = _bars(words.text("panel", "charts", "progress"), 11.8)
    progress.add_data(Reference(sheet, min_col=11, min_row=first, max_row=last))
    progress.set_categories(names)
    progress.y_axis.scaling.max = 100
    progress.series[0].graphicalProperties = GraphicalProperties(solidFill=looks.ACCENT[1:])
    _labels(progress)
    _place(sheet, progress, top, "E", 6.3)


def _place(sheet: Worksheet, chart: Any, row: int, column: str, right: float) -> None:
    """Stand a chart ``right`` centimetres into a cell: three of one width side by side."""
    corner = AnchorMarker(col=ord(column) - 65, colOff=_emu(right), row=row - 1)
    chart.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(_emu(chart.width), _emu(chart.height)))
    sheet.add_chart(chart)


def _emu(centimetres: float) -> int:
    return round(centimetres * 360_000)


def _bars(title: str, width: float, *, stacked: bool = False) -> Any:
    """Horizontal bars, the first row on top; a legend only where there are several series."""
    chart: Any = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = title
    chart.title.overlay = False
    chart.title.tx.rich.p[0].pPr = _type(1200, bold=True)
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = RichText(p=[Paragraph(pPr=_type(900), endParaRPr=CharacterProperties())])
    chart.width, chart.height = width, 8.6
    chart.missing_reasonWidth = 45
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete, chart.y_axis.delete = False, not stacked  # values stand at the bars where they don't stack
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0"
    chart.x_axis.tickLblPos = "low"
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
        chart.legend.position = "b"
        chart.legend.txPr = RichText(p=[Paragraph(pPr=_type(900), endParaRPr=CharacterProperties())])
    else:
        chart.legend = None
    return chart


def _type(size: int, *, bold: bool = False) -> ParagraphProperties:
    """Times New Roman in hundredths of a point."""
    face = CharacterProperties(sz=size, b=bold, latin=Font(typeface=FONT), solidFill=INK[1:])
    return ParagraphProperties(defRPr=face)


def _labels(chart: Any) -> None:
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, other, False)


def _next(book: Workbook, sheet: Worksheet, words: BookWords, row: int) -> int:
    _part(sheet, row, "B", LAST, words.text("panel", "part_next"))
    for line in range(row + 1, row + 1 + NEXT_LINES):
        sheet.merge_cells(f"B{line}:{LAST}{line}")
        sheet[f"B{line}"].style = looks.PROSE
        sheet.row_dimensions[line].height = 18
    sheet[f"B{row + 1}"] = words.text("panel", "none")
    define(book, NEXT, sheet.title, f"$B${row + 1}:$B${row + NEXT_LINES}")
    return row + NEXT_LINES


def _warn(sheet: Worksheet) -> None:
    """What must not stay as it is turns red: missing units, errors, a ledger that does not balance."""
    rule: Any = CellIsRule
    red = PatternFill("solid", bgColor="FF" + ERROR_FILL[1:])
    for label in ("refused", "unsent", "errors", "balance"):
        row = STATE_ROW + list(STATE).index(label)
        sheet.conditional_formatting.add(f"C{row}", rule(operator="notEqual", formula=["0"], fill=red))
