"""What both papers say of the plan, the period and the office: the values that their templates share."""

from __future__ import annotations

from datetime import date

from xlpy.model.catalogue import Catalogue, Period, Plan, Unit
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.word import nd30


def shared_values(
    catalogue: Catalogue, period: Period, unit: Unit, settings: Settings, today: date
) -> dict[str, object]:
    """Placeholders for letterhead, addressee, plan, period and contact, by their names in the templates."""
    plan = catalogue.plan
    addressee = settings.addressee(unit)
    return {
        "co_quan_cap_tren": nd30.parent_name(plan),
        "co_quan": nd30.office_name(plan),
        "ten_co_quan": plan.office,
        "kinh_gui": addressee,
        "don_vi": in_sentence(addressee) if addressee.startswith("Các ") else addressee,
        "so_ke_hoach": plan.number,
        "ngay_ke_hoach": f" {_day_of(plan)}",
        "cap_tren": plan.issuer,
        "ten_ke_hoach": in_sentence(plan.title),
        "ky": in_sentence(period.name),
        "ngay_chot": nd30.short_day(period.cut_off),
        "han_gui": nd30.short_day(period.deadline_unit),
        "ghi_chu": plan.note,
        "hom_nay": nd30.short_day(today),
        "lien_he": settings.contact.line,
        "bo_phan": settings.drafting_unit,
    }


def _day_of(plan: Plan) -> str:
    """The plan's day where it is first cited; room for it in the year that its school year begins, if not known."""
    return f"ngày {plan.date}" if plan.date else nd30.open_day(plan.school_year.partition("-")[0])


def in_sentence(text: str) -> str:
    """A name as it stands inside a sentence: ``Cả năm học 2023-2024`` -> ``cả năm học 2023-2024``."""
    return f"{text[:1].lower()}{text[1:]}"


def two_digits(number: int) -> str:
    """Numbers below 10 are written with a zero in official papers: ``05``."""
    return f"{number:02d}"
