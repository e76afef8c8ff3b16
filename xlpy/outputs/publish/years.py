"""The sheet of years: each indicator over up to five school years, and beside last year over the same units."""

from __future__ import annotations

from xlpy.consolidation.series import Series, all_series, years_shown
from xlpy.consolidation.years import compared
from xlpy.model.catalogue import Indicator
from xlpy.model.edition import PROVINCE
from xlpy.outputs.publish.drawing import ChartLine, LineChart
from xlpy.outputs.publish.page import Page, head, print_setup
from xlpy.outputs.publish.styles import Look
from xlpy.outputs.publish.view import View, roman

SHEET = "Chuỗi năm"
FIRST_YEAR = 5
COMPARED = ("Năm nay", "Năm trước", "Tăng, giảm", "Số đơn vị so sánh")
LEADING, YEAR, COMPARING = (5.0, 9.0, 50.0, 14.0, 22.0), 15.0, (15.0, 15.0, 14.0, 12.0)
NONE = (
    "Chưa có số liệu năm học trước. Để bản tổng hợp năm trước trong thư mục ghi kết quả (thư mục con mang tên kỳ và "
    "năm học, ví dụ CN_2022-2023), hoặc nhập một lần vào so-lieu-nam-truoc.xlsx ở thư mục đó (các cột Năm học, Kỳ, "
    "Đơn vị, Chỉ tiêu, Giá trị), rồi tổng hợp lại."
)
NOTE = (
    "Ghi chú: Số của năm trước cộng từ mọi đơn vị của năm đó; số của năm nay có dấu * là chưa đủ đơn vị. Bốn cột cuối "
    "chỉ tính các đơn vị có số liệu cả hai năm và không sáp nhập, chia tách giữa hai năm; tăng, giảm của tỷ lệ % tính "
    "bằng điểm phần trăm."
)
CHART_LINES, CHART_ROWS = 6, 24
CHART_TITLE = "Một số tỷ lệ toàn tỉnh qua các năm học (%)"


def widths(view: View) -> tuple[float, ...]:
    """Widths of the columns, one for each year."""
    return (*LEADING, *(YEAR,) * len(years_shown(view.edition)), *COMPARING)


def write_years(page: Page, view: View) -> None:
    """Write the sheet by task; where no earlier year is known, say how to bring one."""
    top = head(page, view.edition, "SỐ LIỆU TOÀN TỈNH QUA CÁC NĂM HỌC")
    series, years = all_series(view.edition), years_shown(view.edition)
    if not series:
        page.line(top, NONE, Look.NOTE)
        print_setup(page, view.edition, top, (top, top))
        return
    page.header(top, ("STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Phạm vi", *years, *COMPARED))
    row, number = top + 1, 0
    charted: list[int] = []
    for task in view.catalogue.tasks:
        under = [i for i in view.catalogue.indicators if i.task == task.code and (i.code, PROVINCE) in series]
        if under:
            page.text(row, 0, roman(task.number), Look.GROUP_NUMBER)
            page.span(row, 1, page.last, task.name, Look.GROUP)
            page.fit(row, [(1, page.last, task.name, Look.GROUP)])
            row += 1
        for indicator in under:
            number += 1
            if indicator.unit_of_measure == "%" and len(series[indicator.code, PROVINCE].points) > 1:
                charted.append(row)
            for scope, name in _scopes(view):
                if (indicator.code, scope) in series:
                    _row(page, view, row, number, indicator, name, series[indicator.code, scope])
                    row += 1
    page.line(row, NOTE, Look.NOTE)
    print_setup(page, view.edition, row + (CHART_ROWS if charted else 0), (top, top), 3)
    if charted:
        last = FIRST_YEAR + len(years) - 1
        lines = tuple(
            ChartLine((line, 2), (top, FIRST_YEAR, top, last), (line, FIRST_YEAR, line, last))
            for line in charted[:CHART_LINES]
        )
        page.sheet.charts = (LineChart(CHART_TITLE, (row + 2, 1), lines),)


def _scopes(view: View) -> list[tuple[str, str]]:
    regions = [(region.code, region.name) for region in view.catalogue.regions if region.subtotal]
    return [(PROVINCE, "Toàn tỉnh"), *regions]


def _row(page: Page, view: View, row: int, number: int, indicator: Indicator, scope: str, series: Series) -> None:
    whole = series.scope == PROVINCE
    page.text(row, 0, str(number) if whole else "", Look.CENTRE)
    page.text(row, 1, indicator.code if whole else "", Look.CENTRE)
    page.text(row, 2, indicator.name if whole else "", Look.TEXT)
    page.text(row, 3, indicator.unit_of_measure if whole else "", Look.CENTRE)
    page.text(row, 4, scope, Look.TEXT)
    look = Look.TOTAL if whole else Look.NUMBER
    years = years_shown(view.edition)
    total = view.edition.total.get((indicator.code, series.scope))
    for column, year in enumerate(years, FIRST_YEAR):
        point = series.at(year)
        if point is None:
            page.blank(row, column, look)
            continue
        short = year == years[-1] and total is not None and total.missing
        page.number(row, column, point.value, Look.SHORT if short else look, indicator.decimals)
    beside = FIRST_YEAR + len(years)
    found = compared(view.edition, indicator, view.edition.last_year, series.scope)
    if found is None:
        for column in range(beside, page.last + 1):
            page.blank(row, column, Look.NUMBER)
    else:
        for column, value in enumerate((found.now, found.before, found.change), beside):
            page.number(row, column, value, Look.NUMBER, indicator.decimals)
        page.number(row, page.last, len(found.units), Look.CENTRE)
    page.fit(row, [(2, 2, indicator.name if whole else "", Look.TEXT), (4, 4, scope, Look.TEXT)])
