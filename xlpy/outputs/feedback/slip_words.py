"""A slip as the values of its template ``phieu-phan-hoi.docx``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xlpy.model.edition import Edition
from xlpy.model.provenance import own_name
from xlpy.outputs.feedback.changes import Changes
from xlpy.outputs.feedback.common import shared_values, two_digits
from xlpy.outputs.feedback.lines import SlipLine
from xlpy.outputs.feedback.received import TaskLine
from xlpy.outputs.feedback.settings import Settings
from xlpy.outputs.feedback.slip import Outcome, Slip
from xlpy.outputs.messages import UNIT_WORDS
from xlpy.outputs.word import nd30

OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.REFUSED: "chua_dung_duoc",
    Outcome.ERRORS: "co_loi",
    Outcome.WARNINGS: "can_xem_lai",
    Outcome.CLEAN: "dat",
}
"""Names of the outcomes in the template's conditions."""
NO_BREAK = "\N{NO-BREAK SPACE}"
CHANGES_SHOWN = 60
"""How many changed cells a slip lists; that there are more is said."""


def slip_values(edition: Edition, slip: Slip, settings: Settings, today: date) -> dict[str, Any]:
    """Placeholders by their names in the template."""
    shared = shared_values(edition.catalogue, edition.period, slip.unit, settings, today)
    changed = slip.changes.changed if slip.changes else ()
    return {
        **shared,
        "so_phieu": two_digits(slip.number),
        "nguoi_ky": settings.slip_signer,
        "ket_qua": {name: outcome is slip.outcome for outcome, name in OUTCOME_NAMES.items()},
        "muc": _numbers(slip),
        "so_loi": two_digits(slip.errors),
        "co_xem_lai": slip.warnings > 0,
        "so_xem_lai": two_digits(slip.warnings),
        "tep": [
            {"tt": n, "ten": file.name, "ngay": _day(file.received_on), "ket_qua": file.fate}
            for n, file in enumerate(slip.files, 1)
        ],
        "nhiem_vu": [_task(task) for task in slip.tasks],
        "so_lieu": {
            "giao": slip.figures.asked,
            "dung": slip.figures.used,
            "cho_sua": slip.figures.held,
            "ccsl": slip.figures.not_yet,
        },
        "co_giu_lai": any(task.standing.waiting for task in slip.tasks),
        "nhom": [{"ten": part.title, "dong": [_line(line) for line in part.lines]} for part in slip.sections],
        "thong_tin": [_line(line) for line in slip.notes],
        "thay_doi": [_change(n, change) for n, change in enumerate(changed[:CHANGES_SHOWN], 1)],
        "thay_doi_nua": max(0, len(changed) - CHANGES_SHOWN),
        "lan_truoc": _earlier(slip.changes),
        "han_tra_loi": nd30.short_day(_answer_by(edition, slip, settings, today)),
        "so_ngay": two_digits(settings.answer_days),
    }


def _answer_by(edition: Edition, slip: Slip, settings: Settings, today: date) -> date:
    """The day to answer by; where a new form is asked for, the same day as in the reminder letter."""
    if slip.outcome is Outcome.REFUSED:
        return settings.send_by(today, edition.period)
    return settings.answer_by(today)


def _numbers(slip: Slip) -> dict[str, int]:
    """Numbers of the slip's parts; those that it does not have take none."""
    parts = {
        "tep": True,
        "chap_nhan": bool(slip.tasks) and slip.outcome is not Outcome.CLEAN,
        "sua": bool(slip.sections),
        "thay_doi": slip.changes is not None,
        "thong_tin": bool(slip.notes),
        "de_nghi": slip.outcome is not Outcome.CLEAN,
    }
    present = [name for name, there in parts.items() if there]
    return {name: present.index(name) + 1 if name in present else 0 for name in parts}


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
    compared = "; ".join(f"{figure.cell or 'kỳ trước'} ({figure.indicator}): {figure.value}" for figure in line.related)
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
