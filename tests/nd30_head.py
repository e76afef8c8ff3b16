"""Nghị định 30/2020/NĐ-CP on the letterhead: offices, national title, number, place and day, the lines under them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.docx_read import Docx, W
from tests.nd30_common import SHARE, find, first_table, line_under, look, only, room_of, width_mm

DAY = re.compile(r"^Quảng Ngãi, ngày (0[1-9]|[12]\d|3[01]) tháng (01|02|[3-9]|1[0-2]) năm \d{4}$")
OPEN_DAY = re.compile(r"^Quảng Ngãi, ngày {4,}tháng {4,}năm \d{4}$")
NUMBER = re.compile(r"^Số: ?(\d{2,}| {6,})/(BC-)?[A-ZĐ]{2,}(-[A-ZĐ]{2,})?$")
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def letterhead_width(document: Docx) -> Iterator[str]:
    grid = [int(c.get(f"{W}w")) / 1440 * 2.54 for c in document.body.find(f"{W}tbl/{W}tblGrid")]
    if len(grid) != 2:
        yield f"{len(grid)} cột"
        return
    for name, found, low, high in (
        ("cả bảng", sum(grid), 17.25, 17.5),
        ("trái", grid[0], 7, 7.5),
        ("phải", grid[1], 9.75, 10.3),
    ):
        if not low - 0.02 <= found <= high + 0.02:
            yield f"{name} rộng {found:.2f} cm"
    nation = width_mm(NATION, 13, True)
    if nation > grid[1] * 10:
        yield "Quốc hiệu xuống dòng"


def motto_line(document: Docx) -> Iterator[str]:
    for paragraph in find(document, lambda text: text.strip() == MOTTO)[:1]:
        yield from line_under(document, paragraph, room_of(document, 1), (0.93, 1.07))


def offices(document: Docx) -> Iterator[str]:
    cells = first_table(document)
    left = [p for p in cells[0][0] if p.text.strip()] if cells else []
    if len(left) < 2:
        yield "thiếu tên cơ quan"
        return
    for paragraph in left:
        if paragraph.text != paragraph.text.upper():
            yield f"“{paragraph.text}” không in hoa"
    for paragraph in left[:-1]:
        yield from look(paragraph, (12, 13), bold=False, centred=True)
    yield from look(left[-1], (12, 13), bold=True, centred=True)
    yield from line_under(document, left[-1], room_of(document, 0), SHARE)


def number_and_day(document: Docx) -> Iterator[str]:
    rows = first_table(document)
    places = [(r, c, p) for r, row in enumerate(rows) for c, cell in enumerate(row) for p in cell]
    numbers = [(r, c, p) for r, c, p in places if p.text.startswith("Số:")]
    days = [(r, c, p) for r, c, p in places if "ngày" in p.text]
    if len(numbers) != 1 or len(days) != 1:
        yield "không đủ số, ký hiệu và địa danh, thời gian"
        return
    if numbers[0][0] != days[0][0] or (numbers[0][1], days[0][1]) != (0, 1):
        yield "số, ký hiệu không cùng dòng với địa danh, thời gian"
    number, day = numbers[0][2], days[0][2]
    if not NUMBER.match(number.text):
        yield f"số, ký hiệu “{number.text}”"
    if not (DAY.match(day.text) or OPEN_DAY.match(day.text)):
        yield f"địa danh, thời gian “{day.text}”"
    yield from look(number, (13, 13), bold=False, centred=True)
    yield from look(day, (13, 14), bold=False, italic=True, centred=True)


def report_number(document: Docx) -> Iterator[str]:
    if not any("/BC-" in p.text for p in find(document, lambda text: text.startswith("Số:"))):
        yield "ký hiệu không có BC"


def letter_subject(document: Docx) -> Iterator[str]:
    for found in only(document, lambda text: text.startswith("V/v "), "trích yếu công văn"):
        if isinstance(found, str):
            yield found
        else:
            yield from look(found, (12, 13), bold=False, centred=True)
