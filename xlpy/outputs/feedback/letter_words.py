"""A reminder letter as the values of its template ``cong-van-don-doc.docx``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xlpy.forms.layout import form_name
from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.edition import Edition
from xlpy.outputs.feedback.common import shared_values, two_digits
from xlpy.outputs.feedback.letter import Letter, Reason, Refusal
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.word import nd30

REASON_NAMES: Mapping[Reason, str] = {
    Reason.NOT_SENT: "chua_gui",
    Reason.REFUSED: "chua_dung_duoc",
    Reason.LATE: "gui_muon",
}
"""Names of the reasons in the template's conditions."""


def letter_values(edition: Edition, letter: Letter, settings: Settings, today: date) -> dict[str, Any]:
    """Placeholders by their names in the template."""
    catalogue, period = edition.catalogue, edition.period
    shared = shared_values(catalogue, period, letter.unit, settings, today)
    return {
        **shared,
        "so_ky_hieu": f"{nd30.kind_number(catalogue.plan, '')}-{settings.drafting_unit}",
        "dia_danh_ngay": nd30.place_and_day(catalogue.plan, today.year),
        "ly_do": {name: reason is letter.reason for reason, name in REASON_NAMES.items()},
        "qua_han": letter.overdue > 0,
        "so_ngay_qua_han": two_digits(letter.overdue),
        "so_ngay_muon": two_digits(letter.days_late),
        "ngay_nhan": nd30.short_day(letter.received_on) if letter.received_on else "",
        "han_moi": nd30.short_day(letter.send_by),
        "con_kip": letter.send_by <= period.deadline_office,
        "han_co_quan": nd30.short_day(period.deadline_office),
        "bieu_mau": form_name(period, letter.unit),
        "phai_bao_cao": asked_words(catalogue, letter.unit),
        "phai_sua": letter.to_mend,
        "tep": _files(letter.refusals),
        "tep_chua_ro": _files(letter.unclear),
    }


def _files(refusals: Iterable[Refusal]) -> list[dict[str, str]]:
    return [
        {
            "ten": refusal.file,
            "ngay": nd30.short_day(refusal.received_on) if refusal.received_on else "không rõ",
            "ly_do": refusal.reason,
            "cach_xu_ly": refusal.remedy,
        }
        for refusal in refusals
    ]


def asked_words(catalogue: Catalogue, unit: Unit) -> str:
    """What the unit has to report, in numbers: ``87 chỉ tiêu, 19 nội dung công việc của 09 nhiệm vụ``."""
    asked = catalogue.asked(unit)
    parts = [
        f"{two_digits(len(rows))} {name}"
        for rows, name in ((asked.indicators, "chỉ tiêu"), (asked.activities, "nội dung công việc"))
        if rows
    ]
    return f"{', '.join(parts)} của {two_digits(len(asked.tasks))} nhiệm vụ"
