"""A picture as a native chart: the chart's XML as XlsxWriter makes it, its data in a workbook inside the document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlpy.basics.zip_package import alike
from xlpy.outputs.report.content import Cited
from xlpy.outputs.report.pictures import Picture
from xlpy.outputs.word.chart import Chart
from xlpy.outputs.word.nd30 import FONT
from xlpy.outputs.word.package import repacked

WIDTH = 158.0
HEIGHT = 54.0
"""Of a chart, in millimetres."""
FILL: Mapping[str, Mapping[str, str]] = {"fill": {"color": "#7F9FC6"}}
SHEET = "So lieu"
"""Name of the data's sheet: plain letters need no quotes in references."""
FULL = 100
_MADE = datetime(2000, 1, 1)
_PRINT = re.compile(r"<c:printSettings>(?:(?!<c:printSettings>).)*?</c:printSettings>", re.DOTALL)
_FACE = (
    f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr><a:latin typeface="{FONT}"/></a:defRPr></a:pPr>'
    '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
)
"""The face of whatever text the chart gets later, from staff who edit it."""
_EXTERNAL = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
_VALUE = '<c:showVal val="1"/>'
_ONLY_VALUE = '<c:showLegendKey val="0"/><c:showVal val="1"/>' + "".join(
    f'<c:show{what} val="0"/>' for what in ("CatName", "SerName", "Percent", "BubbleSize")
)
"""What XlsxWriter leaves to Excel's defaults; LibreOffice has others."""
_TEXT = {"name": FONT, "size": 11, "bold": False, "color": "#000000"}
_LINE = {"color": "#000000", "width": 0.75}


def draw(picture: Picture) -> Chart:
    """The picture as a chart of a Word document."""
    with zipfile.ZipFile(io.BytesIO(_workbook(picture, with_chart=True))) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    xml = (
        _PRINT.sub("", xml)
        .replace(_VALUE, _ONLY_VALUE)
        .replace("</c:chartSpace>", f"{_FACE}{_EXTERNAL}</c:chartSpace>")
    )
    return Chart(xml, repacked(_workbook(picture, with_chart=False)), picture.title, WIDTH, HEIGHT)


def number_shown(cited: Cited) -> float:
    """The number that the figure's text shows: a chart must not tell another one."""
    return float(Decimal(cited.text.rstrip("%").replace(".", "").replace(",", ".")))


def _numbers(picture: Picture) -> list[float]:
    return [number_shown(cited) for cited in picture.values]


def _workbook(picture: Picture, *, with_chart: bool) -> bytes:
    import xlsxwriter  # noqa: PLC0415  (only where a chart is drawn)

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet(SHEET)
        face = book.add_format({"font_name": FONT, "font_size": 12})
        sheet.set_column(0, 1, 30, face)
        for row, name in enumerate(picture.categories, 1):
            sheet.write_string(row, 0, name, face)
        sheet.write_string(0, 1, picture.title, face)
        for row, cited in enumerate(picture.values, 1):
            sheet.write_number(row, 1, number_shown(cited), face)
        if with_chart:
            sheet.insert_chart(0, 6, _chart(book, picture))
    return alike(buffer)


def _chart(book: Any, picture: Picture) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series(_series(picture))
    names: dict[str, Any] = {"num_font": _TEXT, "line": _LINE, "major_gridlines": {"visible": False}}
    names["major_tick_mark"] = names["minor_tick_mark"] = "none"
    gridlines = {"visible": True, "line": {"color": "#D9D9D9"}}
    values: dict[str, Any] = {"num_font": _TEXT, "line": _LINE, "num_format": "#,##0", "min": 0}
    values |= {"major_gridlines": gridlines, "minor_tick_mark": "none"}
    if picture.measure == "%" and all(shown <= FULL for shown in _numbers(picture)):
        values |= {"max": FULL, "major_unit": FULL // 5}
    chart.set_x_axis(names)
    chart.set_y_axis(values)
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    return chart


def _series(picture: Picture) -> dict[str, Any]:
    last = len(picture.categories)
    font = {**_TEXT, "size": 10}
    labels = [{"value": cited.text.rstrip("%"), "font": font} for cited in picture.values]
    return {
        "name": [SHEET, 0, 1],
        "categories": [SHEET, 1, 0, last, 0],
        "values": [SHEET, 1, 1, last, 1],
        **FILL,
        "border": _LINE,
        "gap": 60,
        "data_labels": {"value": True, "font": font, "custom": labels, "position": "outside_end"},
    }
