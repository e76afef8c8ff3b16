"""The units' own stories: what each did to its form before sending it. Each function gives the file as it arrived."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from samples.maker import Maker, activity, actual, planned
from samples.package_edit import hide_rows, put_error, put_text, put_uncached, set_font
from samples.structure_edit import insert_column, insert_row, rename_sheet, reorder_sheets
from samples.tcvn3 import to_tcvn3
from xlpy.model.cells import CellValue

INSERTED_TEXT = "Trong đó: trường phổ thông dân tộc bán trú"
INSERTED_HEADER = "Chênh lệch"
RENAMED = "Bieu 1"
OLD_FONT = ".VnTime"
UNCOUNTED_SWIMMERS = "Mở lớp dạy bơi trong hè và trong năm học; đang rà soát số học sinh biết bơi."
"""What a unit writes of its work that has no figure of swimmers yet: its words must not tell one."""


def city(make: Maker) -> bytes:
    """522: its own way to write its name, accents apart as a Mac stores them; 85 % typed as 0,85."""
    changes: dict[tuple[str, str, str], CellValue | None] = {
        activity("N4.A5", "status"): "Đang thực hiện",
        activity("N4.A5", "percent"): Decimal("0.85"),
        activity("N4.A5", "evidence"): None,
    }
    name = unicodedata.normalize("NFD", "UBND TP Quảng Ngãi")
    cover = make.sheet("522", "cover")
    return put_text(make.form("522", changes), cover.name, {make.at("522", ("cover", "unit_name", "value")): name})


def first_try(make: Maker) -> bytes:
    """524, sent first: the sum of preschool children does not hold."""
    wrong = make.number("524", actual("N2.01")) + 90
    changes: dict[tuple[str, str, str], CellValue | None] = {
        actual("N2.01"): wrong,
        activity("N6.A3", "result"): UNCOUNTED_SWIMMERS,
        ("cover", "reported_on", "value"): date(2024, 6, 14),
    }
    return make.form("524", changes)


def corrected(make: Maker) -> bytes:
    """524, sent again: the sum mended, one figure still to come."""
    changes: dict[tuple[str, str, str], CellValue | None] = {
        actual("N6.04"): "CCSL",
        ("indicators", "N6.04", "note"): "Đang rà soát ở các trường; bổ sung trước ngày 30/6/2024.",
        activity("N6.A3", "result"): UNCOUNTED_SWIMMERS,
        ("cover", "reported_on", "value"): date(2024, 6, 21),
    }
    return make.form("524", changes)


def rebuilt(make: Maker) -> bytes:
    """527: a row and a column put in, a sheet renamed, the sheets in another order."""
    sheet = make.sheet("527", "indicators")
    data = insert_row(make.form("527"), sheet.name, sheet.rows["N1.06"], {3: INSERTED_TEXT, 4: "trường", 6: "2"})
    data = insert_column(data, sheet.name, sheet.column["previous"], {sheet.header_row: INSERTED_HEADER})
    data = rename_sheet(data, sheet.name, RENAMED)
    names = [page.name for page in make.plan("527").sheets]
    first, rest = names[0], [RENAMED if name == sheet.name else name for name in names[1:]]
    return reorder_sheets(data, [*reversed(rest), first, "Tự kiểm tra", "Hướng dẫn", "_danh-sach"])


def sums_apart(make: Maker) -> bytes:
    """533: teachers and rooms do not add up; a dash where a number is asked."""
    changes: dict[tuple[str, str, str], CellValue | None] = {
        actual("N3.02"): make.number("533", actual("N3.02")) + 18,
        actual("N4.03"): make.number("533", actual("N4.03")) - 20,
        actual("N6.06"): "-",
    }
    return make.form("533", changes)


def numbers_as_text(make: Maker) -> bytes:
    """534: a plan "1774" and beside it "1.810", both text; a formula nobody calculated."""
    data = make.form("534", {planned("N5.03"): "1774", actual("N5.03"): "1.810"})
    return put_uncached(data, make.sheet("534", "indicators").name, make.at("534", actual("N8.02")), "120+35")


def old_font(make: Maker) -> bytes:
    """525: difficulties, recommendations and the author's name typed in .VnTime."""
    data = make.form("525")
    for key in ("cover", "issues"):
        sheet = make.sheet("525", key)
        columns = ("value",) if key == "cover" else ("difficulty", "cause", "recommendation")
        texts = {
            make.at("525", place): to_tcvn3(str(value))
            for place, value in make.fills["525"].items()
            if place[0] == key and place[2] in columns and place[1] not in ("phone", "email", "reported_on")
        }
        data = set_font(put_text(data, sheet.name, texts), sheet.name, texts, OLD_FONT)
    return data


def broken_reference(make: Maker) -> bytes:
    """529: #REF! in a figure; work done without evidence; work overdue without a word."""
    changes: dict[tuple[str, str, str], CellValue | None] = {
        activity("N6.A2", "evidence"): None,
        activity("N3.A2", "status"): "Đang thực hiện",
        activity("N3.A2", "percent"): Decimal(60),
    }
    at = make.at("529", actual("N3.13"))
    return put_error(make.form("529", changes), make.sheet("529", "indicators").name, at, "#REF!*1", "#REF!")


def untold_task(make: Maker) -> bytes:
    """535: task 7 left blank; rows hidden that hold figures; status and percent that disagree."""
    blank = {key: None for key in make.fills["535"] if key[0] != "issues" and key[1].startswith("N7.")}
    data = make.form("535", {**blank, activity("N9.A3", "percent"): Decimal(90)})
    sheet = make.sheet("535", "indicators")
    return hide_rows(data, sheet.name, (sheet.rows["N6.05"], sheet.rows["N6.06"]))


def money_as_text(make: Maker) -> bytes:
    """STC: an amount written by hand, with its separators."""
    return make.form("STC", {actual("N4.07"): "5.417.260,8"})


def own_words(make: Maker) -> bytes:
    """STTTT: a status that is not on the list; a month for a day."""
    return make.form(
        "STTTT", {activity("N8.A4", "status"): "Đã xong", ("cover", "reported_on", "value"): "Tháng 6/2024"}
    )
