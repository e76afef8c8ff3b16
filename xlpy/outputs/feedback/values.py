"""A slip and a letter as the values of their templates ``phieu-phan-hoi.docx`` and ``cong-van-don-doc.docx``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xlpy.basics.text import lower_first
from xlpy.catalogue.workdays import workdays_of
from xlpy.forms.layout import form_name
from xlpy.model.catalogue import Catalogue, Period, Unit
from xlpy.model.edition import Edition
from xlpy.model.plan import Plan
from xlpy.model.received_name import own_name
from xlpy.outputs.feedback.changes import Changes
from xlpy.outputs.feedback.letter import Letter, Reason, RefusedFile
from xlpy.outputs.feedback.lines import SlipLine
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.feedback.slip import Slip, SlipOutcome, TaskLine
from xlpy.outputs.messages import UNIT_WORDS
from xlpy.outputs.word import nd30

OUTCOME_NAMES: Mapping[SlipOutcome, str] = {
    SlipOutcome.REFUSED: "chua_dung_duoc",
    SlipOutcome.ERRORS: "co_loi",
    SlipOutcome.WARNINGS: "can_xem_lai",
    SlipOutcome.CLEAN: "dat",
}
"""Names of the outcomes in the template's conditions."""
NO_BREAK = "\N{NO-BREAK SPACE}"
CHANGES_SHOWN = 60
"""How many changed cells a slip lists; that there are more is said."""


def slip_values(
    edition: Edition, slip: Slip, settings: Settings, today: date, *, in_copy: bool = True
) -> dict[str, Any]:
    """Placeholders by their names in the template; ``in_copy`` tells that the unit may work in its marked copy."""
    shared = shared_values(edition.catalogue, edition.period, slip.unit, settings, today)
    changed = slip.changes.changed if slip.changes else ()
    answer_by, workdays = _answer_by(edition, slip, settings, today), workdays_of(edition.catalogue)
    return {
        **shared,
        "so_ky_hieu": nd30.kind_number(edition.catalogue.plan, "PB"),
        "so_phieu": two_digits(slip.number),
        "nguoi_ky": list(settings.slip_signer),
        "ket_qua": {name: outcome is slip.outcome for outcome, name in OUTCOME_NAMES.items()},
        "muc": _numbers(slip),
        "so_loi": two_digits(slip.errors),
        "co_xem_lai": slip.warnings > 0,
        "so_xem_lai": two_digits(slip.warnings),
        "tep": [
            {"tt": n, "ten": file.name, "ngay": _day(file.received_on), "ket_qua": file.disposition}
            for n, file in enumerate(slip.files, 1)
        ],
        "nhiem_vu": [_task(task) for task in slip.tasks],
        "so_lieu": {
            "giao": slip.figures.asked and two_digits(slip.figures.asked),
            "chi_tieu": two_digits(slip.figures.asked - slip.figures.planned),
            "ke_hoach": slip.figures.planned and two_digits(slip.figures.planned),
            "dung": slip.figures.used and two_digits(slip.figures.used),
            "cho_sua": slip.figures.held and two_digits(slip.figures.held),
            "ccsl": slip.figures.not_yet and two_digits(slip.figures.not_yet),
        },
        "sua_ban_danh_dau": in_copy,
        "co_giu_lai": any(task.standing.waiting for task in slip.tasks),
        "nhom": [{"ten": part.title, "dong": [_line(line) for line in part.lines]} for part in slip.sections],
        "thong_tin": [_line(line) for line in slip.notes],
        "thay_doi": [_change(n, change) for n, change in enumerate(changed[:CHANGES_SHOWN], 1)],
        "thay_doi_nua": max(0, len(changed) - CHANGES_SHOWN),
        "lan_truoc": _earlier(slip.changes),
        "han_tra_loi": nd30.short_day(answer_by),
        "so_ngay": two_digits(workdays.between(today, answer_by)),  # copies of the template that staff edited have it
    }


def _answer_by(edition: Edition, slip: Slip, settings: Settings, today: date) -> date:
    """The day to answer by; where a new form is asked for, the same day as in the reminder letter."""
    if slip.outcome is SlipOutcome.REFUSED:
        return settings.send_by(today, edition.period, workdays_of(edition.catalogue))
    return settings.answer_by(today, edition.period, workdays_of(edition.catalogue))


def _numbers(slip: Slip) -> dict[str, int]:
    """Numbers of the slip's parts, those that it does not have take none; and whether there are several to number."""
    parts = {
        "tep": True,
        "chap_nhan": bool(slip.tasks) and slip.outcome is not SlipOutcome.CLEAN,
        "sua": bool(slip.sections),
        "thay_doi": slip.changes is not None,
        "thong_tin": bool(slip.notes),
        "de_nghi": slip.outcome is not SlipOutcome.CLEAN,
    }
    present = [name for name, there in parts.items() if there]
    numbers = {name: present.index(name) + 1 if name in present else 0 for name in parts}
    return {**numbers, "nhieu": int(len(present) > 1)}


def _day(day: date | None) -> str:
    return nd30.short_day(day) if day else "không rõ"


def _task(task: TaskLine) -> dict[str, Any]:
    return {
        "so": task.number,
        "ten": task.name,
        "so_lieu": f"{task.figures_used}/{task.figures_asked}" if task.figures_asked else "–",
        "noi_dung": f"{task.works_told}/{task.works_asked}" if task.works_asked else "–",
        "tinh_trang": task.words,
    }


def _line(line: SlipLine) -> dict[str, Any]:
    places = ((figure, f"ô {figure.cell}" if figure.cell else "kỳ trước") for figure in line.related)
    compared = "; ".join(f"{lower_first(figure.name)} ({place}): {figure.value}" for figure, place in places)
    return {
        "tt": line.number,
        "muc_do": _whole(UNIT_WORDS[line.severity]),
        "ma": line.code,
        "vi_tri": line.place,
        "dong": line.row,
        "cot": line.column,
        "da_ghi": line.written,
        "phat_hien": line.matter,
        "so_sanh": compared,
        "them": line.more,
        "giu_lai": line.held,
        "cach_xu_ly": line.remedy,
    }


def _whole(word: str) -> str:
    """A weight for a narrow column: what stands in brackets is kept on one line."""
    head, bracket, rest = word.partition("(")
    return f"{head}{bracket}{rest.replace(' ', NO_BREAK)}"


def _change(number: int, change: Any) -> dict[str, Any]:
    return {
        "tt": number,
        "vi_tri": f"{change.place[:1].upper()}{change.place[1:]}",
        "dong": change.row,
        "cot": change.column,
        "truoc": change.before,
        "sau": change.after,
    }


def _earlier(changes: Changes | None) -> dict[str, str]:
    if changes is None:
        return {"ten": "", "ngay": ""}
    return {"ten": own_name(changes.earlier.file), "ngay": _day(changes.earlier.received_on)}


REASON_NAMES: Mapping[Reason, str] = {
    Reason.NOT_SENT: "chua_gui",
    Reason.REFUSED: "chua_dung_duoc",
}
"""Names of the reasons in the template's conditions."""


def letter_values(
    edition: Edition, letter: Letter, settings: Settings, today: date, reminded: str = ""
) -> dict[str, Any]:
    """Placeholders by their names in the template; ``reminded`` is the reminder before this one, number and day."""
    catalogue, period = edition.catalogue, edition.period
    shared = shared_values(catalogue, period, letter.unit, settings, today)
    before = office_day(catalogue, period)
    return {
        **shared,
        "so_ky_hieu": f"{nd30.kind_number(catalogue.plan, '')}-{settings.drafting_unit}",
        "don_doc_truoc": reminded,
        "ly_do": {name: reason is letter.reason for reason, name in REASON_NAMES.items()},
        "qua_han": letter.overdue > 0,
        "so_ngay_qua_han": two_digits(letter.overdue),
        "han_moi": nd30.short_day(letter.send_by),
        "con_kip": letter.send_by < before,
        "han_co_quan": nd30.short_day(before),
        "bieu_mau": form_name(catalogue.plan, period, letter.unit),
        "phai_bao_cao": asked_words(catalogue, letter.unit),
        "tep": _files(letter.refusals),
        "tep_chua_ro": _files(letter.unclear),
    }


def office_day(catalogue: Catalogue, period: Period) -> date:
    """The day before which papers say that the office reports: its deadline, or the working day before it."""
    return workdays_of(catalogue).last_until(period.deadline_office)


def _files(refusals: Iterable[RefusedFile]) -> list[dict[str, str]]:
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
    """What the unit has to report, in numbers.

    ``115 chỉ tiêu (93 chỉ tiêu đơn vị ghi số liệu, 22 chỉ tiêu biểu mẫu tự tính), 08 số kế hoạch, 20 nội dung công
    việc của 09 nhiệm vụ``: the form's rows, of which the unit fills in some.
    """
    asked = catalogue.asked(unit)
    typed, printed = len(asked.indicators), len(catalogue.printed_indicators(unit))
    planned = sum(indicator.has_plan for indicator in asked.indicators)
    own = f"{two_digits(typed)} chỉ tiêu đơn vị ghi số liệu, {two_digits(printed - typed)} chỉ tiêu biểu mẫu tự tính"
    counted = (
        (printed, f"chỉ tiêu ({own})" if printed > typed else "chỉ tiêu"),
        (planned, "số kế hoạch"),
        (len(asked.activities), "nội dung công việc"),
    )
    parts = [f"{two_digits(number)} {name}" for number, name in counted if number]
    return f"{', '.join(parts)} của {two_digits(len(asked.tasks))} nhiệm vụ"


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
        "don_vi": lower_first(addressee) if addressee.startswith("Các ") else addressee,
        "so_ke_hoach": plan.number,
        "ngay_ke_hoach": f" {_day_of(plan)}",
        "cap_tren": plan.issuer,
        "ten_ke_hoach": lower_first(plan.title),
        "ky": lower_first(period.name),
        "ngay_chot": nd30.short_day(period.cut_off),
        "han_gui": nd30.short_day(period.deadline_unit),
        "ghi_chu": plan.note,
        "hom_nay": nd30.short_day(today),
        "dia_danh_ngay": nd30.place_and_day(plan, today.year),
        "sao_gui": settings.copy_to(unit),
        "cong_van": settings.issued.get(f"{period.code}_{period.school_year}", ""),
        "lien_he": settings.contact.line,
        "bo_phan": settings.drafting_unit,
    }


def _day_of(plan: Plan) -> str:
    """The plan's day where it is first cited; room for it in the year that its school year begins, if not known."""
    return f"ngày {plan.date}" if plan.date else nd30.open_day(plan.school_year.partition("-")[0])


def two_digits(number: int) -> str:
    """Numbers below 10 are written with a zero in official papers: ``05``."""
    return f"{number:02d}"
