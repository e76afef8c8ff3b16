"""First part of the self-check: what is still blank, and what is written against the form's conventions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlpy.forms.inputs import Field, fields, overdue_rows, required, runs, span
from xlpy.forms.layout import FormPlan, SheetPlan
from xlpy.forms.plan import STATUS_DOING, STATUS_DONE, STATUS_NOT_STARTED, task_label
from xlpy.forms.values import Fill, typed
from xlpy.model.catalogue import Catalogue, Task
from xlpy.model.cells import Address, CellValue

ROOM = 2_000
"""Characters of a line's formula at most: far below Excel's limit, whatever the catalogue's size."""


@dataclass(frozen=True, slots=True)
class Summand:
    """A summand of a line's formula: a few cells, how many of them there are and how many are not as they should be."""

    formula: str
    first: Address
    last_row: int
    asked: int
    result: int


@dataclass(frozen=True, slots=True)
class Count:
    """One line: how many cells must hold something, how many of them don't (formula and present result)."""

    key: str
    """Key of its words in the wording, section ``check``, ``lines``."""
    sheet: SheetPlan
    first: Address
    asked: int
    formula: str
    result: int
    code: str = ""
    label: str = ""
    """Where, before the words: a task."""
    rows: tuple[int, int] | None = None
    """First and last row, where one line would be too long and this is one of several."""
    words: tuple[str, str] | None = None
    """What is looked at and what to do, of a rule of the catalogue; None: by ``key``."""
    blank: bool = False
    warning: bool = False


def counts(plan: FormPlan, catalogue: Catalogue, fill: Fill) -> tuple[Count, ...]:
    """All lines: those that count blanks first."""
    found: list[Count] = []
    for sheet in plan.sheets:
        found += _blanks(sheet, catalogue, fill)
    if "indicators" in plan.sheet:
        found += _wrong_figures(plan.sheet["indicators"], catalogue, fill)
    if "activities" in plan.sheet:
        found += _activities(_Rows(plan.sheet["activities"], fill), plan, catalogue)
    found += _issues(_Rows(plan.sheet["issues"], fill))
    return tuple(found)


def in_lines(
    key: str,
    sheet: SheetPlan,
    terms: Iterable[Summand],
    task: Task | None = None,
    *,
    blank: bool = False,
    room: int = ROOM,
) -> Iterator[Count]:
    """The terms as one line, or as several where their formula would be longer than ``room``."""
    parts: list[list[Summand]] = []
    used = room
    for term in terms:
        used += len(term.formula) + 1
        if used > room:
            parts.append([])
            used = len(term.formula) + 1
        parts[-1].append(term)
    for part in parts:
        first = min(term.first for term in part)
        yield Count(
            key,
            sheet,
            first,
            sum(term.asked for term in part),
            "=" + "+".join(term.formula for term in part),
            sum(term.result for term in part),
            code=task.code if task else "",
            label=task_label(task) if task else "",
            rows=(first[0], max(term.last_row for term in part)) if len(parts) > 1 else None,
            blank=blank,
        )


def _task_of(sheet: SheetPlan, row: int, catalogue: Catalogue) -> str:
    """Code of the task that a row of figures belongs to; '' on other sheets."""
    indicator = catalogue.indicator.get(sheet.code_of[row]) if sheet.key == "indicators" else None
    return indicator.task if indicator else ""


def _blanks(sheet: SheetPlan, catalogue: Catalogue, fill: Fill) -> Iterator[Count]:
    """Blank required cells: of the figures one line a task, else one line a sheet."""
    groups: dict[str, list[Address]] = {}
    for row, column in sorted((row, field.column) for field in required(sheet) for row in field.rows):
        groups.setdefault(_task_of(sheet, row, catalogue), []).append((row, column))
    for task, members in groups.items():
        terms = []
        for column in sorted({column for _, column in members}):
            for first, last in runs(row for row, c in members if c == column):
                values = [_value(sheet, (row, column), fill) for row in range(first, last + 1)]
                formula = f"COUNTBLANK({_range(sheet, span(first, last, column))})"
                terms.append(Summand(formula, (first, column), last, len(values), sum(map(_is_blank, values))))
        yield from in_lines(f"{sheet.key}_blank", sheet, terms, catalogue.task.get(task), blank=True)


def _wrong_figures(sheet: SheetPlan, catalogue: Catalogue, fill: Fill) -> Iterator[Count]:
    """Figures that are no number, K or CCSL, or negative, or a count with decimals: one line a task."""
    groups: dict[str, list[Summand]] = {}
    for field in (field for field in fields(sheet) if field.key in ("plan", "actual")):
        for task in dict.fromkeys(_task_of(sheet, row, catalogue) for row in field.rows):
            for first, last in runs(row for row in field.rows if _task_of(sheet, row, catalogue) == task):
                groups.setdefault(task, []).append(_wrong_run(sheet, field, first, last, fill))
    for task in sorted(groups, key=lambda task: min(term.first for term in groups[task])):
        yield from in_lines("indicators_wrong", sheet, groups[task], catalogue.task.get(task))


def _wrong_run(sheet: SheetPlan, field: Field, first: int, last: int, fill: Fill) -> Summand:
    whole = not field.cell.decimals
    area = _range(sheet, span(first, last, field.column))
    accepted = f'COUNT({area})+COUNTBLANK({area})+COUNTIF({area},"K")+COUNTIF({area},"CCSL")'
    formula = f'{last - first + 1}-({accepted})+COUNTIF({area},"<0")'
    if whole:
        marks = "+".join(f'ISNUMBER(FIND("{mark}",{area}&""))' for mark in ",.")
        formula += f"+SUMPRODUCT(ISNUMBER({area})*({marks}))"
    values = [_value(sheet, (row, field.column), fill) for row in range(first, last + 1)]
    faults = sum(_faults(value, whole=whole) for value in values)
    return Summand(formula, (first, field.column), last, len(values), faults)


def _faults(value: CellValue | None, *, whole: bool) -> int:
    if isinstance(value, Decimal):
        return (value < 0) + (whole and value != value.to_integral_value())
    return 0 if _is_blank(value) or str(value).upper() in ("K", "CCSL") else 1


@dataclass(frozen=True)
class _Rows:
    """The rows of a sheet as ranges for SUMPRODUCT, and as values."""

    sheet: SheetPlan
    fill: Fill

    def rows(self) -> tuple[int, ...]:
        column = next(field for field in fields(self.sheet) if field.key in ("status", "addressee"))
        return column.rows

    def area(self, key: str, first: int, last: int) -> str:
        return _range(self.sheet, span(first, last, self.sheet.column[key]))

    def value(self, row: int, key: str) -> CellValue | None:
        return typed(self.sheet, self.sheet.code_of[row], key, self.fill)

    def count(
        self,
        key: str,
        column: str,
        rows: tuple[int, ...],
        terms: tuple[str, tuple[str, ...]],
        test: Callable[[int], bool],
    ) -> Iterator[Count]:
        """A line over some rows: ``terms`` is a product with a ``{}`` for each of the named columns."""
        product, columns = terms
        parts = []
        for first, last in runs(rows):
            areas = [self.area(name, first, last) for name in columns]
            formula = f"IFERROR(SUMPRODUCT({product.format(*areas)}),1)"
            members = range(first, last + 1)
            at = first, self.sheet.column[column]
            parts.append(Summand(formula, at, last, len(members), sum(test(row) for row in members)))
        return in_lines(key, self.sheet, parts)


def _activities(table: _Rows, plan: FormPlan, catalogue: Catalogue) -> Iterator[Count]:
    rows, value = table.rows(), table.value
    lacking = f'({{}}="{STATUS_DONE}")*((LEN(TRIM({{}}))=0)+(LEN(TRIM({{}}))=0)>0)'
    yield from table.count(
        "activities_evidence",
        "evidence",
        rows,
        (lacking, ("status", "result", "evidence")),
        lambda row: (
            value(row, "status") == STATUS_DONE and any(_is_blank(value(row, key)) for key in ("result", "evidence"))
        ),
    )
    shortest = catalogue.norm("minh_chung_ngan_nhat", plan.period.cut_off)
    if shortest is not None:
        vague = f'({{0}}="{STATUS_DONE}")*(LEN(TRIM({{1}}))>0)*(LEN(TRIM({{1}}))<{shortest:f})'
        yield from _as_warnings(
            table.count(
                "activities_vague",
                "evidence",
                rows,
                (vague, ("status", "evidence")),
                lambda row: (
                    value(row, "status") == STATUS_DONE
                    and 0 < len(str(value(row, "evidence") or "").strip()) < shortest
                ),
            )
        )
    done, idle = f'({{0}}="{STATUS_DONE}")*({{1}}<>100)', f'({{0}}="{STATUS_NOT_STARTED}")*({{1}}<>0)'
    doing = f'({{0}}="{STATUS_DOING}")*(({{1}}<=0)+({{1}}>=100))'
    misfit = f"ISNUMBER({{1}})*({done}+{idle}+{doing})"
    yield from table.count(
        "activities_percent",
        "percent",
        rows,
        (misfit, ("status", "percent")),
        lambda row: _misfit(value(row, "status"), value(row, "percent")),
    )
    late = overdue_rows(plan, table.sheet, catalogue.activity)
    if late:
        open_ = f'(({{0}}="{STATUS_DOING}")+({{0}}="{STATUS_NOT_STARTED}"))*(LEN(TRIM({{1}}))=0)'
        lines = table.count(
            "activities_overdue",
            "difficulty",
            late,
            (open_, ("status", "difficulty")),
            lambda row: (
                value(row, "status") in (STATUS_DOING, STATUS_NOT_STARTED) and _is_blank(value(row, "difficulty"))
            ),
        )
        yield from _as_warnings(lines)


def _misfit(status: CellValue | None, percent: CellValue | None) -> bool:
    if not isinstance(percent, Decimal):
        return False
    fits = {STATUS_DONE: percent == 100, STATUS_NOT_STARTED: percent == 0, STATUS_DOING: 0 < percent < 100}
    return not fits.get(str(status), True)


def _issues(table: _Rows) -> Iterator[Count]:
    value = table.value
    unaddressed = "(LEN(TRIM({0}))>0)*(LEN(TRIM({1}))=0)"
    yield from _as_warnings(
        table.count(
            "issues_addressee",
            "addressee",
            table.rows(),
            (unaddressed, ("recommendation", "addressee")),
            lambda row: not _is_blank(value(row, "recommendation")) and _is_blank(value(row, "addressee")),
        )
    )
    extra = tuple(row for field in fields(table.sheet) if field.key == "task" for row in field.rows)
    if extra:
        said = ("difficulty", "cause", "recommendation")
        product = "(LEN({0}&{1}&{2})>0)*(LEN(TRIM({3}))=0)"
        yield from table.count(
            "issues_task",
            "task",
            extra,
            (product, (*said, "task")),
            lambda row: any(not _is_blank(value(row, key)) for key in said) and _is_blank(value(row, "task")),
        )


def _as_warnings(lines: Iterable[Count]) -> Iterator[Count]:
    return (replace(line, warning=True) for line in lines)


def _value(sheet: SheetPlan, at: Address, fill: Fill) -> CellValue | None:
    return typed(sheet, sheet.code_of[at[0]], sheet.columns[at[1] - 1].key, fill)


def _is_blank(value: CellValue | None) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _range(sheet: SheetPlan, area: str) -> str:
    return f"'{sheet.name}'!{area}"
