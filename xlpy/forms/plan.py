"""Catalogue + unit + period -> the form's plan, sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from xlpy.basics.a1 import a1
from xlpy.basics.days import short_day
from xlpy.forms.layout import (
    KEY,
    KEY_ROW,
    MARKER_ROW,
    CellPlan,
    ColumnPlan,
    FormPlan,
    Identity,
    Role,
    SheetPlan,
    asked_sheets,
    form_id,
    marker,
)
from xlpy.forms.signature import signature_of
from xlpy.forms.values import quotient_value
from xlpy.forms.wording import Wording, WordingError
from xlpy.model.catalogue import Catalogue, Indicator, Period, Task, Unit
from xlpy.model.cells import Address, CellValue
from xlpy.model.submission import STATUSES

STATUS_DONE, STATUS_DOING, STATUS_NOT_STARTED, _ = STATUSES
TITLE_ROW, SUBTITLE_ROW, HEADER_ROW = 3, 4, 6
LETTERHEAD_ROWS = 3
"""Rows above the cover's title for the name of who reports."""
ROOM_TO_SIGN = 4
"""Rows left blank under the signer's title."""
Before = Mapping[str, CellValue]
"""Last period's value of one unit by indicator code; a word (K, CCSL) where there was no number."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and what a form is for."""

    catalogue: Catalogue
    unit: Unit
    period: Period
    wording: Wording

    def words(self, section: str, key: str, **more: str) -> str:
        """A sentence of the wording with its placeholders filled, ``more`` of its own included.

        Raises WordingError where the sentence is missing or names an unknown placeholder.
        """
        return self._filled(self.wording.text(section, key), **more)

    def lines(self, section: str, key: str) -> tuple[str, ...]:
        """A list of sentences of the wording with their placeholders filled."""
        return tuple(self._filled(line) for line in self.wording.lines(section, key))

    @property
    def before(self) -> str:
        """The name of the period whose figures the form prints beside this one's; words that say it has none."""
        before = self.catalogue.period.get(self.period.previous)
        return before.name if before else self.wording.text("indicators", "no_previous")

    def _filled(self, text: str, **more: str) -> str:
        plan, period = self.catalogue.plan, self.period
        if "{previous}" in text:
            more["previous"] = self.before
        try:
            return text.format(
                plan=plan.number,
                plan_title=plan.title,
                office=plan.office,
                office_short=plan.office_short,
                school_year=period.school_year,
                period=period.name,
                province=plan.province,
                unit=self.unit.name,
                cut_off=short_day(period.cut_off),
                deadline=short_day(period.deadline_unit),
                **more,
            )
        except (KeyError, IndexError, ValueError) as error:
            raise WordingError(f"Câu “{text}” trong tệp lời in biểu mẫu có chỗ {{…}} không hợp lệ.") from error


@dataclass
class _Draft:
    """A sheet under construction; becomes a frozen SheetPlan."""

    subject: Subject
    key: str
    columns: tuple[ColumnPlan, ...]
    cells: dict[Address, CellPlan] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {plan.key: number for number, plan in enumerate(self.columns, 1)}

    def put(self, row: int, column: str | int, role: Role, value: CellValue | None = None, **more: object) -> None:
        number = column if isinstance(column, int) else self.number(column)
        self.cells[row, number] = CellPlan(role, value, **more)  # type: ignore[arg-type]

    def number(self, column: str) -> int:
        return self.numbers[column]

    def frozen(self, header_row: int) -> SheetPlan:
        unit, period, version = self.subject.unit, self.subject.period, self.subject.catalogue.plan.version
        identity = Identity(self.key, version, unit.code, period.code)
        self.put(MARKER_ROW, 1, Role.MARKER, marker(identity))
        for number, column in enumerate(self.columns, 1):
            self.put(KEY_ROW, number, Role.KEY, KEY + column.key)
        name = self.subject.wording.text("sheets", self.key)
        return SheetPlan(self.key, name, self.columns, header_row, self.rows, self.cells)


def form_plan(
    catalogue: Catalogue, unit: Unit, period: Period, wording: Wording, previous: Before | None = None
) -> FormPlan:
    """The form of one unit for one period; ``previous`` fills the column of the last period."""
    subject = Subject(catalogue, unit, period, wording)
    makers: dict[str, Callable[[Subject], SheetPlan]] = {
        "cover": cover_plan,
        "indicators": partial(_indicators, previous=previous or {}),
        "activities": _activities,
        "issues": _issues,
    }
    sheets = tuple(makers[key](subject) for key in asked_sheets(catalogue, unit))
    version = catalogue.plan.version
    return FormPlan(form_id(version, unit.code, period.code), version, unit, period, sheets)


def _columns(subject: Subject, section: str, widths: Mapping[str, float]) -> tuple[ColumnPlan, ...]:
    return tuple(ColumnPlan(key, subject.words(section, f"headers.{key}"), w) for key, w in widths.items())


def _start(subject: Subject, section: str, widths: Mapping[str, float]) -> _Draft:
    """A data sheet with its title, header and the official row of column numbers."""
    draft = _Draft(subject, section, _columns(subject, section, widths))
    draft.put(TITLE_ROW, 1, Role.TITLE, subject.words(section, "title"))
    draft.put(SUBTITLE_ROW, 1, Role.SUBTITLE, subtitle(subject))
    for number, column in enumerate(draft.columns, 1):
        draft.put(HEADER_ROW, number, Role.HEADER, column.header)
        draft.put(HEADER_ROW + 1, number, Role.NUMBERING, f"({number})")
    return draft


def subtitle(subject: Subject) -> str:
    """Under each title: whose figures of which period."""
    return f"{subject.unit.name} - {subject.period.name}"


def _group(draft: _Draft, row: int, task: Task) -> None:
    draft.rows[task.code] = row
    draft.put(row, "code", Role.GROUP, task.code)
    draft.put(row, "name", Role.GROUP, f"Nhiệm vụ {task.number}. {task.name}")
    for column in draft.columns:
        if column.key not in ("code", "name"):
            draft.put(row, column.key, Role.GROUP)


def cover_plan(subject: Subject) -> SheetPlan:
    """The first sheet: whose form for which period, who filled it in, how to fill it in."""
    columns = (ColumnPlan("code", "", 3), ColumnPlan("label", "", 40), ColumnPlan("value", "", 62))
    draft = _Draft(subject, "cover", columns)
    catalogue, unit, period = subject.catalogue, subject.unit, subject.period
    say = partial(subject.words, "cover")
    for number, (role, line) in enumerate(_letterhead(subject)):
        draft.put(TITLE_ROW + number, "label", role, line.upper())
    draft.put(TITLE_ROW, "value", Role.SUBTITLE, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    draft.put(SUBTITLE_ROW, "value", Role.MOTTO, "Độc lập - Tự do - Hạnh phúc")
    draft.put(6, "label", Role.TITLE, say("title"))
    draft.put(7, "label", Role.TITLE, say("subtitle"))
    draft.put(8, "label", Role.SUBTITLE, period.name)
    known: dict[str, CellValue] = {
        "unit_name": unit.name,
        "unit_code": unit.code,
        "period_name": period.name,
        "period_code": period.code,
        "cut_off": short_day(period.cut_off),
        "deadline": short_day(period.deadline_unit),
        "version": catalogue.plan.version,
        "form_id": form_id(catalogue.plan.version, unit.code, period.code),
    }
    typed = ("prepared_by", "position", "phone", "email", "reported_on", "approved_by")
    if catalogue.plan.note:
        draft.put(9, "label", Role.SUBTITLE, catalogue.plan.note)
    row = 10
    draft.put(row, "label", Role.GROUP, say("part_identity"))
    draft.put(row, "value", Role.GROUP)
    for code, value in known.items():
        row += 1
        _cover_row(draft, row, code, CellPlan(Role.TEXT, value))
    row += 2
    draft.put(row, "label", Role.GROUP, say("part_contact"))
    draft.put(row, "value", Role.GROUP)
    for code in typed:
        row += 1
        _cover_row(draft, row, code, CellPlan(Role.INPUT_DATE if code == "reported_on" else Role.INPUT_TEXT))
    row += 2
    draft.put(row, "label", Role.GROUP, say("part_rules"))
    draft.put(row, "value", Role.GROUP)
    for line in subject.lines("cover", "rules"):
        row += 1
        draft.put(row, "label", Role.NOTE, line)
    return draft.frozen(header_row=KEY_ROW)


def _letterhead(subject: Subject) -> tuple[tuple[Role, str], ...]:
    """Who reports, as official papers head it: a district's committee alone, a department under its parent body."""
    kind = subject.unit.kind.value
    parent, lines = subject.words("cover", f"parent.{kind}"), subject.lines("cover", f"letterhead.{kind}")
    head = (*([(Role.PARENT, parent)] if parent else []), *((Role.SUBTITLE, line) for line in lines))
    if not lines or len(head) > LETTERHEAD_ROWS:
        raise WordingError(
            f"Tệp lời in biểu mẫu, mục [cover] parent.{kind} và letterhead.{kind}: "
            f"cần 1 đến {LETTERHEAD_ROWS} dòng, đang có {len(head)}."
        )
    return head


def _cover_row(draft: _Draft, row: int, code: str, value: CellPlan) -> None:
    draft.rows[code] = row
    draft.put(row, "code", Role.CODE, code)
    draft.put(row, "label", Role.TEXT, draft.subject.words("cover", f"labels.{code}"))
    draft.cells[row, draft.number("value")] = value


def _indicators(subject: Subject, previous: Before) -> SheetPlan:
    widths = {"number": 5, "code": 8, "name": 52, "unit": 12, "plan": 12, "actual": 13, "percent": 13}
    draft = _start(subject, "indicators", {**widths, "previous": 12, "note": 30})
    catalogue = subject.catalogue
    typed = catalogue.asked(subject.unit).codes
    shown = catalogue.printed_indicators(subject.unit)
    row = HEADER_ROW + 1
    for task in catalogue.tasks:
        mine = [indicator for indicator in shown if indicator.task == task.code]
        if not mine:
            continue
        row += 1
        _group(draft, row, task)
        for number, indicator in enumerate(mine, 1):
            row += 1
            draft.rows[indicator.code] = row
            draft.put(row, "number", Role.CENTRE, str(number))
            last = last_value(catalogue, indicator.code, previous)
            _indicator_row(draft, row, indicator, indicator.code in typed, last)
    for indicator in shown:
        if indicator.code not in typed:
            draft.put(
                draft.rows[indicator.code],
                "actual",
                Role.FORMULA,
                _ratio_formula(draft, indicator),
                decimals=indicator.decimals,
            )
    return draft.frozen(HEADER_ROW)


def last_value(catalogue: Catalogue, code: str, previous: Before) -> CellValue | None:
    """What the column of the last period prints in a row: a ratio is made of its two parts, as this period's is."""
    indicator = catalogue.indicator.get(code)
    if indicator is None or not indicator.is_computed:
        return previous.get(code)
    parts = (previous.get(part) for part in (indicator.numerator, indicator.denominator))
    above, below = (part if isinstance(part, Decimal) else None for part in parts)
    value = quotient_value(above, below, indicator.scale, indicator.decimals)
    return None if value == "" else value


def _indicator_row(draft: _Draft, row: int, indicator: Indicator, typed: bool, previous: CellValue | None) -> None:
    draft.put(row, "code", Role.CODE, indicator.code)
    draft.put(row, "name", Role.TEXT, indicator.name)
    draft.put(row, "unit", Role.CENTRE, indicator.unit_of_measure)
    draft.put(row, "previous", Role.NUMBER, previous, decimals=indicator.decimals)
    planned = typed and indicator.has_plan
    _plan_cell(draft, row, indicator, planned)
    draft.put(row, "actual", Role.INPUT_NUMBER if typed else Role.NUMBER, decimals=indicator.decimals)
    draft.put(row, "note", Role.INPUT_TEXT if typed else Role.TEXT)
    draft.put(row, "percent", Role.NUMBER, decimals=1)
    if planned:
        plan, actual = a1((row, draft.number("plan"))), a1((row, draft.number("actual")))
        draft.put(row, "percent", Role.FORMULA, quotient(actual, plan, "100", 1), decimals=1)


def _plan_cell(draft: _Draft, row: int, indicator: Indicator, planned: bool) -> None:
    """The plan: printed and locked where it is assigned, an input where the unit sets it, else empty."""
    subject = draft.subject
    assigned = subject.catalogue.target(subject.unit.code, indicator.code, subject.period.code) if planned else None
    role = Role.INPUT_NUMBER if planned and not assigned else Role.NUMBER
    draft.put(row, "plan", role, assigned.value if assigned else None, decimals=indicator.decimals)


def _ratio_formula(draft: _Draft, indicator: Indicator) -> str:
    column = draft.number("actual")
    above, below = (a1((draft.rows[code], column)) for code in (indicator.numerator, indicator.denominator))
    return quotient(above, below, format(indicator.scale, "f"), indicator.decimals)


def quotient(above: str, below: str, scale: str, decimals: int) -> str:
    """An Excel formula for above/below*scale, blank where either is no number or the divisor is zero."""
    value = f"ROUND({above}/{below}*{scale},{decimals})"
    return f'=IF(AND(ISNUMBER({above}),ISNUMBER({below})),IF({below}<>0,{value},""),"")'


def _activities(subject: Subject) -> SheetPlan:
    widths = {"number": 5, "code": 8, "name": 38, "product": 26, "deadline": 12, "status": 15}
    more = {"percent": 11, "result": 36, "evidence": 26, "difficulty": 30}
    draft = _start(subject, "activities", {**widths, **more})
    asked = subject.catalogue.asked(subject.unit).activities
    row, number = HEADER_ROW + 1, 0
    for task in subject.catalogue.tasks:
        mine = [activity for activity in asked if activity.task == task.code]
        if not mine:
            continue
        row += 1
        _group(draft, row, task)
        for activity in mine:
            row, number = row + 1, number + 1
            draft.rows[activity.code] = row
            draft.put(row, "number", Role.CENTRE, str(number))
            draft.put(row, "code", Role.CODE, activity.code)
            draft.put(row, "name", Role.TEXT, activity.name)
            draft.put(row, "product", Role.TEXT, activity.product)
            deadline = short_day(activity.deadline) if activity.deadline else None
            draft.put(row, "deadline", Role.CENTRE, deadline)
            draft.put(row, "status", Role.INPUT_CHOICE, choices=STATUSES)
            draft.put(row, "percent", Role.INPUT_PERCENT)
            for key in ("result", "evidence", "difficulty"):
                draft.put(row, key, Role.INPUT_TEXT)
    return draft.frozen(HEADER_ROW)


def _issues(subject: Subject) -> SheetPlan:
    widths = {"code": 8, "task": 34, "difficulty": 42, "cause": 32, "recommendation": 42, "addressee": 26}
    draft = _start(subject, "issues", widths)
    asked = subject.catalogue.asked(subject.unit).tasks
    choices = tuple(task_label(task) for task in asked or subject.catalogue.tasks)
    fixed = {task.code: task_label(task) for task in asked}
    extra = {f"BS{n}": None for n in range(1, subject.wording.number("issues", "extra_rows") + 1)}
    addressees = subject.wording.lines("issues", "addressees")
    for row, (code, label) in enumerate({**fixed, **extra}.items(), HEADER_ROW + 2):
        draft.rows[code] = row
        draft.put(row, "code", Role.CODE, code)
        if label:
            draft.put(row, "task", Role.TEXT, label)
        else:
            draft.put(row, "task", Role.INPUT_CHOICE, choices=choices)
        for key in ("difficulty", "cause", "recommendation"):
            draft.put(row, key, Role.INPUT_TEXT)
        draft.put(row, "addressee", Role.INPUT_CHOICE, choices=addressees)
    _sign(draft, row + 2)
    return draft.frozen(HEADER_ROW)


def _sign(draft: _Draft, row: int) -> None:
    """Place and day, who drew the form up and who signs it, with room to sign; cells of no row that has a code."""
    subject = draft.subject
    say, words = partial(subject.words, "issues"), signature_of(subject.unit, subject.wording)
    left, right = "task", "recommendation"
    draft.put(row, right, Role.REMARK, say("signature.day", year=str(subject.period.deadline_unit.year)))
    draft.put(row + 1, left, Role.SUBTITLE, say("signature.preparer"))
    draft.put(row + 2, left, Role.REMARK, say("signature.preparer_signs"))
    if words.authority:
        row += 1
        draft.put(row, right, Role.SUBTITLE, words.authority)
    draft.put(row + 1, right, Role.SIGNER, words.titles[0], choices=words.titles)
    draft.put(row + 2, right, Role.REMARK, say("signature.signer_signs"))
    draft.put(row + 2 + ROOM_TO_SIGN, left, Role.NOTE)


def task_label(task: Task) -> str:
    """A task as a drop-down shows it: ``Nhiệm vụ 3. Đội ngũ nhà giáo``."""
    return f"Nhiệm vụ {task.number}. {task.short_name}"
