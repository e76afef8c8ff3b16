"""The folder of the year-end report as it arrived: every file, the day it came, and what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from samples import bystanders, damage
from samples.maker import Maker

Make = Callable[[Maker], bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of the folder. ``office`` is the further program that gives it its last shape, '' if none."""

    name: str
    day: date
    make: Make
    office: str = ""


def clean(unit: str) -> Make:
    """The unit's form without a fault."""
    return lambda make: make.form(unit)


def _of_bytes(data: Callable[[], bytes]) -> Make:
    return lambda make: data()


WRONG_PERIOD = Sent("Zalo 24-6/Sơn Tây bao cao KH167.xlsx", date(2024, 6, 24), clean("530"))
"""Made by the maker of the first half of the year."""

SENT = (
    Sent("Sở GDĐT/KH167_CN_SGDDT_So-Giao-duc-va-Dao-tao.xlsx", date(2024, 6, 21), clean("SGDDT")),
    Sent("email/20-6/BC KH167 TP Quảng Ngãi.xlsx", date(2024, 6, 20), damage.city),
    Sent("Zalo 20-6/Bình Sơn_Cả năm.xlsx", date(2024, 6, 18), damage.first_try),
    Sent("Zalo 24-6/Bình Sơn_Cả năm (sửa lại).xlsx", date(2024, 6, 22), damage.corrected),
    Sent("email/BÁO CÁO KH 167 SƠN TỊNH CN.xlsx", date(2024, 6, 20), damage.rebuilt),
    Sent("Zalo 20-6/Tu Nghia.xls", date(2024, 6, 20), clean("528"), "xls"),
    Sent("email/huyện Mộ Đức - biểu KH167.xlsx", date(2024, 6, 24), damage.sums_apart),
    Sent("Zalo 24-6/TX ĐỨC PHỔ BC (2).xlsx", date(2024, 6, 24), damage.numbers_as_text),
    Sent("email/trabong_KH167.xlsx", date(2024, 6, 21), damage.old_font),
    Sent("Zalo 20-6/Sơn Hà.xlsx", date(2024, 6, 20), damage.broken_reference),
    Sent("email/BA TƠ (chính thức).xlsx", date(2024, 6, 23), damage.untold_task),
    Sent("Gửi muộn/Ly Son.ods", date(2024, 6, 28), clean("536"), "ods"),
    Sent("Các sở/Sở KHĐT.xlsx", date(2024, 6, 12), clean("SKHDT")),
    Sent("Zalo 20-6/Sở KHĐT (1).xlsx", date(2024, 6, 20), clean("SKHDT")),
    Sent("Các sở/Sở Tài chính - KH167.xlsx", date(2024, 6, 20), damage.money_as_text),
    Sent("Các sở/So Noi vu_mat khau.xlsx", date(2024, 6, 18), clean("SNV"), "password"),
    Sent("Các sở/So Noi vu.xlsx", date(2024, 6, 19), clean("SNV")),
    Sent("Các sở/STTTT.xlsx", date(2024, 6, 21), damage.own_words),
    Sent("Zalo 20-6/danh sách.xlsx", date(2024, 6, 20), _of_bytes(bystanders.contact_list)),
    Sent("Zalo 24-6/BC ký, đóng dấu - Đức Phổ.pdf", date(2024, 6, 24), _of_bytes(bystanders.scan)),
    Sent("Zalo 20-6/~$Sơn Hà.xlsx", date(2024, 6, 20), _of_bytes(bystanders.owner_file)),
    Sent("desktop.ini", date(2024, 6, 10), _of_bytes(partial(bytes, bystanders.DESKTOP_INI))),
)


def contents(year: Maker, half: Maker) -> Iterator[tuple[Sent, bytes]]:
    """Every file with its content before another program shapes it."""
    for sent in SENT:
        yield sent, sent.make(year)
    yield WRONG_PERIOD, WRONG_PERIOD.make(half)


def register() -> str:
    """The register of receipts, ``so-nhan.csv``: each file of the folder and the day it came."""
    days = sorted((sent.name, sent.day) for sent in (*SENT, WRONG_PERIOD))
    rows = [f'"{name}",{day.isoformat()}' if "," in name else f"{name},{day.isoformat()}" for name, day in days]
    return "\n".join(("tep,ngay_nhan", *rows)) + "\n"
