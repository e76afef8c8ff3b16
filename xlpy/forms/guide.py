"""The sheet "Hướng dẫn": how to fill the form, what each figure means, what this unit answers for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter import Workbook

from xlpy.basics.days import short_day
from xlpy.basics.decimals import format_vn
from xlpy.forms.layout import FormPlan, Role, companion_marker
from xlpy.forms.page import Frame, Painter, add_page, finish_page
from xlpy.forms.plan import SUBTITLE_ROW, TITLE_ROW, Subject, task_label
from xlpy.forms.styles import MUTED_INK, FormStyles
from xlpy.forms.wording import Wording
from xlpy.model.catalogue import Activity, Catalogue, Indicator, Task, TaskRole
from xlpy.model.catalogue_cells import cited

WIDTHS = (9.0, 46.0, 70.0, 44.0)
_ROLES = {1: Role.CODE, 2: Role.TEXT, 3: Role.TEXT, 4: Role.TEXT}
Row = tuple[str, ...]
"""One table row, a text a column; a single text is a heading over the task's rows."""


def add_guide(book: Workbook, plan: FormPlan, catalogue: Catalogue, wording: Wording, styles: FormStyles) -> None:
    """Write the sheet: instructions, the four kinds of answer, tasks, indicators, activities."""
    subject = Subject(catalogue, plan.unit, plan.period, wording)
    page = add_page(book, wording.text("sheets", "guide"), WIDTHS, MUTED_INK)
    paint = Painter(page, styles, WIDTHS)
    paint.mark(companion_marker(plan, "guide"))
    paint.line(TITLE_ROW, subject.words("guide", "title"), Role.TITLE)
    paint.line(SUBTITLE_ROW, f"{plan.unit.name} - {plan.period.name}", Role.SUBTITLE)
    steps = subject.lines("guide", "steps")
    for number, step in enumerate(steps, SUBTITLE_ROW + 2):
        paint.line(number, step, Role.NOTE)
    row = SUBTITLE_ROW + 1 + len(steps)
    for section, rows in _tables(plan, subject):
        if rows:
            row = _table(paint, row + 2, subject, section, rows)
    finish_page(page, plan, Frame((row, len(WIDTHS))))


def _table(paint: Painter, row: int, subject: Subject, section: str, rows: list[Row]) -> int:
    """A titled table; returns its last row."""
    paint.line(row, subject.words("guide", f"{section}.title"), Role.GROUP)
    row += 1
    header = dict(enumerate(subject.lines("guide", f"{section}.headers"), 1))
    paint.cells(row, header, dict.fromkeys(_ROLES, Role.HEADER))
    for texts in rows:
        row += 1
        if len(texts) == 1:
            paint.line(row, texts[0], Role.GROUP)
        else:
            paint.cells(row, dict(enumerate(texts, 1)), _ROLES)
    return row


def _tables(plan: FormPlan, subject: Subject) -> Iterator[tuple[str, list[Row]]]:
    """The tables of the guide, by the name of their section in the wording."""
    catalogue, wording = subject.catalogue, subject.wording
    asked = {task.code for task in catalogue.asked(plan.unit).tasks}
    yield "answers", list(wording.rows("guide", "answers.rows"))
    yield "tasks", [_part(task, plan, catalogue, wording) for task in catalogue.tasks if task.code in asked]
    for key, section in (("indicators", "indicators"), ("activities", "activities")):
        sheet = plan.sheet.get(key)
        yield section, list(_described(subject, sheet.rows if sheet else {}))


def _part(task: Task, plan: FormPlan, catalogue: Catalogue, wording: Wording) -> Row:
    assignment = catalogue.assignment(task.code, plan.unit)
    role = assignment.role if assignment else TaskRole.NONE
    note = assignment.note if assignment else ""
    return task.code, f"Nhiệm vụ {task.number}. {task.name}", note, wording.text("guide", f"roles.{role.value}")


def _described(subject: Subject, rows: Mapping[str, int]) -> Iterator[Row]:
    """Each row of a data sheet explained, in its order there, under its task."""
    catalogue = subject.catalogue
    for code in sorted(rows, key=rows.__getitem__):
        if code in catalogue.task:
            yield (task_label(catalogue.task[code]),)
        elif code in catalogue.indicator:
            yield _indicator(subject, catalogue.indicator[code])
        else:
            yield _activity(catalogue.activity[code])


def _indicator(subject: Subject, indicator: Indicator) -> Row:
    name = f"{indicator.name} ({indicator.unit_of_measure})"
    said = (indicator.definition, _planned(subject, indicator), _later(subject, indicator))
    return indicator.code, name, " ".join(filter(None, said)), cited(indicator.source)


def _planned(subject: Subject, indicator: Indicator) -> str:
    """Who sets the plan of the row, and by which decision; '' where it has none."""
    if not indicator.has_plan or indicator.is_computed:
        return ""
    target = subject.catalogue.target(subject.unit.code, indicator.code, subject.period.code)
    if target is None:
        return subject.words("guide", "plan.own")
    value, source = format_vn(target.value, indicator.decimals), cited(target.source)
    return subject.words("guide", "plan.assigned", value=value, source=f" ({source})" if source else "")


def _later(subject: Subject, indicator: Indicator) -> str:
    """When the figure is known and how it is sent then, where that is after the cut-off."""
    day = indicator.known_on(subject.period)
    return subject.words("guide", "later", day=short_day(day)) if day else ""


def _activity(activity: Activity) -> Row:
    return activity.code, activity.name, activity.product, activity.evidence
