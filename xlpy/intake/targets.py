"""The plan that the office assigned, printed and locked in a form: its figure counts, whatever the cell says now."""

from __future__ import annotations

from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.intake.extract import SheetExtractor
from xlpy.intake.numbers import quoted, read_figure
from xlpy.model.cells import raw_text
from xlpy.model.submission import Answer, Column, Disposition, State

ASSIGNED = "số kế hoạch lấy theo chỉ tiêu được giao trong danh mục"
"""Why an answer differs from its cell."""


def read_targets(extractor: SheetExtractor) -> None:
    """An answer for each assigned plan of the sheet; C641 where its cell no longer says the target."""
    plan = extractor.match.plan
    for code in plan.rows:
        if code in extractor.catalogue.indicator:
            issued = plan.cells[plan.at(code, Column.PLAN.value)]
            if not issued.role.is_input and isinstance(issued.value, Decimal):
                _read(extractor, code, issued.value)


def _read(extractor: SheetExtractor, code: str, target: Decimal) -> None:
    at = extractor.match.actual(code, Column.PLAN.value)
    if at is None:
        return
    indicator, value = extractor.catalogue.indicator[code], extractor.match.sheet.cells.get(at)
    kept = read_figure(value, kind=indicator.kind, decimals=indicator.decimals).value == target
    if not kept:
        shown = format_vn(target, indicator.decimals)
        words = {"raw": quoted(value), "expected": shown}
        extractor.notes.add("C641", extractor.name, at, task=indicator.task, indicator=code, **words)
    if value is not None:
        extractor.settle(
            at, Disposition.USED if kept else Disposition.EXCLUDED, reason="" if kept else "C641", task=indicator.task
        )
    source, repair = extractor.source(at), "" if kept else ASSIGNED
    answer = Answer(extractor.unit, code, Column.PLAN, State.NUMBER, target, raw_text(value), source, repair)
    extractor.extract.answers.append(answer)
