"""The letter that goes out with a period's forms, as the values of its template ``cong-van-phat-hanh.docx``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Catalogue, Period, Unit, UnitKind
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.feedback.values import asked_words, office_day, shared_values
from xlpy.outputs.file_names import period_file_name
from xlpy.outputs.word import nd30


def issue_values(
    catalogue: Catalogue, period: Period, settings: Settings, today: date, number: str = "", day: date | None = None
) -> dict[str, Any]:
    """Placeholders by their names in the template; number and day stay blank for the registry where not given."""
    plan, reporting_units = catalogue.plan, catalogue.reporting_units(period)
    sign = f"{nd30.kind_number(plan, '', number)}-{settings.drafting_unit}"
    shown = nd30.official_day(day) if day else nd30.open_day(_year(period, today))
    return {
        **shared_values(catalogue, period, reporting_units[0], settings, today),
        "so_ky_hieu": sign,
        "dia_danh_ngay": f"{plan.place}, {shown}",
        "so_trong_phu_luc": f"{lower_first(sign).replace(':', '')} {shown}",
        "han_co_quan": nd30.short_day(office_day(catalogue, period)),
        "hinh_thuc": lower_first(settings.issue.channel),
        "noi_gui": _ended(_addressees(reporting_units, settings)),
        "sao_gui": _copies(reporting_units, settings),
        "don_vi": [_row(number, unit, catalogue, settings) for number, unit in enumerate(reporting_units, 1)],
    }


def _year(period: Period, today: date) -> int:
    """Of a letter without a day: the year of today, but none in which it could no longer ask for the period."""
    return min(max(today, period.start), period.deadline_unit).year


def _row(number: int, unit: Unit, catalogue: Catalogue, settings: Settings) -> dict[str, object]:
    return {
        "tt": number,
        "ten": unit.name,
        "bieu_mau": settings.form_of(unit),
        "phai_bao_cao": asked_words(catalogue, unit),
    }


def _addressees(reporting_units: Sequence[Unit], settings: Settings) -> list[str]:
    """To whom, each kind of units in a line: committees, departments, the office's own rooms."""
    local = [unit for unit in reporting_units if unit.kind is UnitKind.LOCAL]
    departments = [unit.core_name or unit.name for unit in reporting_units if unit.kind is UnitKind.COORDINATING]
    own = [settings.addressee(unit) for unit in reporting_units if unit.kind is UnitKind.DEPARTMENT]
    lines = [settings.issue.local.replace("{kinds}", _kinds(local, settings))] if local else []
    return [*lines, *([f"Các sở: {'; '.join(departments)}"] if departments else []), *own]


def _copies(reporting_units: Iterable[Unit], settings: Settings) -> list[str]:
    """Who does the units' reports, those of one name together."""
    groups: dict[str, list[Unit]] = {}
    for unit in reporting_units:
        if words := settings.copies.get(unit.name_group, ""):
            groups.setdefault(words, []).append(unit)
    return [words.replace("{local}", f"các {_kinds(units, settings)}") for words, units in groups.items()]


def _kinds(units: Iterable[Unit], settings: Settings) -> str:
    """Kinds of localities in the order of the settings: ``huyện, thị xã, thành phố``."""
    there = {unit.name_group for unit in units}
    return ", ".join(word for group, word in settings.issue.kinds.items() if group in there)


def _ended(lines: Sequence[str]) -> list[str]:
    """Lines of one list: a semicolon after each, a full stop after the last."""
    return [f"{line}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, 1)]


def issue_letter_name(catalogue: Catalogue, period: Period) -> str:
    """``Cong-van-phat-hanh-KH167_CN_2023-2024.docx``."""
    return period_file_name("Cong-van-phat-hanh", catalogue, period, ".docx")
