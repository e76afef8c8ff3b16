"""What the placeholders of the page and of the slides are filled with: one content, the same words on both."""

from __future__ import annotations

from typing import Any

from xlpy.outputs.leader.content import Leader, Voiced
from xlpy.outputs.leader.settings import LEVELS
from xlpy.outputs.word import nd30
from xlpy.outputs.word.grid import RuledTable

NAME_WIDTH = 39.0


def common_values(made: Leader) -> dict[str, Any]:
    """Texts and lists by name; a list's entries are read by their names."""
    plan, period = made.edition.catalogue.plan, made.edition.period
    tasks = [f"{task.number}. {task.short_name}" for task in made.edition.catalogue.tasks]
    known = any(figure.beside for figure in made.figures)
    return {
        "so_ke_hoach": plan.number,
        "ky": period.name,
        "ngay_chot": nd30.short_day(period.cut_off),
        "co_quan": plan.office,
        "co_quan_in_hoa": nd30.office_name(plan),
        "ghi_chu": plan.note,
        "tong_quan": made.overview,
        "cach_so_sanh": made.compared if known else made.not_compared,
        "so_lieu": [
            {
                "stt": str(number),
                "ten": figure.label if figure.unit == "%" else f"{figure.label} ({figure.unit})",
                "thuc_hien": figure.actual,
                "ke_hoach": figure.plan,
                "nam_truoc": figure.before,
                "tang_giam": figure.change,
                "danh_gia": made.signs[figure.trend].sign,
                "mau": made.signs[figure.trend].colour,
            }
            for number, figure in enumerate(made.figures, 1)
        ],
        "kho_khan": [_said(number, told) for number, told in enumerate(made.troubles, 1)],
        "kien_nghi": [_said(number, told) for number, told in enumerate(made.requests, 1)],
        "nhiem_vu": tasks,
        "ten_nhiem_vu": "; ".join(tasks),
        "chu_giai": "; ".join(
            f"{sign.sign}: {sign.words}" if sign.sign else sign.words for sign in map(made.signs.__getitem__, LEVELS)
        ),
    }


def _said(number: int, told: Voiced) -> dict[str, str]:
    addressee = told.said.addressee
    return {"stt": str(number), "noi_dung": told.text, "nhiem_vu": told.task, "don_vi": told.who, "noi": addressee}


def heat_rows(made: Leader) -> list[dict[str, Any]]:
    """A row for each place: its name, the signs and the colours of the tasks."""
    return [
        {
            "ten": place.name,
            "chu": [made.signs[level].sign for level in place.levels],
            "mau": [made.signs[level].colour for level in place.levels],
        }
        for place in made.places
    ]


def heat_table(made: Leader) -> RuledTable:
    """The tasks by place as a table of the page."""
    tasks = made.edition.catalogue.tasks
    width = (nd30.TEXT_WIDTH - NAME_WIDTH) / len(tasks)
    rows = []
    fills: dict[tuple[int, int], str] = {}
    for number, row in enumerate(heat_rows(made)):
        rows.append((("BangChu", row["ten"]), *(("BangGiua", sign) for sign in row["chu"])))
        fills |= {(number, column): colour for column, colour in enumerate(row["mau"], 1)}
    header = ("Địa phương", *(str(task.number) for task in tasks))
    return RuledTable((NAME_WIDTH, *(width,) * len(tasks)), header, tuple(rows), fills)
