"""Numbers and turns of phrase of an official paper: Nghị định 30/2020/NĐ-CP, Phụ lục I.

Where the rule leaves room, the practice of offices under Ủy ban nhân dân tỉnh Quảng Ngãi is followed.
Lengths in millimetres, type in points.
"""

from __future__ import annotations

from datetime import date

from xlpy.basics import days
from xlpy.model.plan import Plan

FONT = "Times New Roman"
A4_SHORT, A4_LONG = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 20
HEADER_FROM_EDGE = 10
"""Where the page number stands, from the paper's upper edge."""
TEXT_WIDTH = A4_SHORT - MARGIN_LEFT - MARGIN_RIGHT
BODY = 14.0
FIRST_LINE = 12.7
BEFORE_PARAGRAPH = 6.0
LINE_SPACING = 1.1
LETTERHEAD_LEFT, LETTERHEAD_RIGHT = 72, 102
"""The right cell holds the national name on one line; the table is wider than the text and centred on it."""

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER_ROOM = " " * 10
"""Room to write the number by hand or at the registry: a number not yet given stays blank."""
DAY_ROOM = " " * 6


short_day = days.short_day
"""``31/5/2024``: the same rule as of `official_day`, written short."""


def official_day(day: date) -> str:
    """``ngày 05 tháng 02 năm 2024``: a zero before days below 10 and before the months 1 and 2 only."""
    return f"ngày {day.day:02d} tháng {days.month(day)} năm {day.year}"


def open_day(year: int | str) -> str:
    """A day to be filled in: ``ngày      tháng      năm 2024``."""
    return f"ngày{DAY_ROOM}tháng{DAY_ROOM}năm {year}"


def place_and_day(plan: Plan, year: int | str) -> str:
    """Địa danh and the day to be filled in."""
    return f"{plan.place}, {open_day(year)}"


def parent_name(plan: Plan) -> str:
    """The body above the office, as in letterheads: ``UBND TỈNH QUẢNG NGÃI``."""
    return plan.issuer.replace("Ủy ban nhân dân", "UBND").upper()


def office_name(plan: Plan) -> str:
    """The office in capitals: ``SỞ GIÁO DỤC VÀ ĐÀO TẠO``."""
    return plan.office.upper()


def office_sign(plan: Plan) -> str:
    """The office in the sign of a paper: ``Sở GDĐT`` -> ``SGDĐT``."""
    return "".join(letter for letter in plan.office_short if letter.isupper())


def kind_number(plan: Plan, kind: str, number: str = "") -> str:
    """Number and sign of a paper of a kind: ``Số:          /BC-SGDĐT``; a letter has kind ''.

    Without a number there is room for it; below 10 it is written with a zero.
    """
    room = f" {number.zfill(2)}" if number else NUMBER_ROOM
    return f"Số:{room}/{f'{kind}-' if kind else ''}{office_sign(plan)}"
