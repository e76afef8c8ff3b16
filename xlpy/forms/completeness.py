"""First part of the self-check: what is still blank, and what is written against the form's conventions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlpy.catalogue.model import Catalogue
from xlpy.forms.inputs import fields, overdue_rows, required, runs, span
from xlpy.forms.layout import FormPlan, SheetPlan
from xlpy.forms.plan import STATUS_DOING, STATUS_DONE, STATUS_NOT_STARTED, task_label
from xlpy.forms.values import Fill, typed
from xlpy.intake.grid import Address, CellValue


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
    blank: bool = False
    warning: bool = False


def counts(plan: FormPlan, catalogue: Catalogue, fill: Fill) -> tuple[Count, ...]:
    """All lines: those that count blanks first."""
    found: list[Count] = []
    for sheet in plan.sheets:
        found += _blanks(sheet, catalogue, fill)
    if "indicators" in plan.sheet:
        found += _wrong_figures(plan.sheet["indicators"], fill)
    if "activities" in plan.sheet:
        found += _activities(_Rows(plan.sheet["activities"], fill), plan, catalogue)
    found += _issues(_Rows(plan.sheet["issues"], fill))
    return tuple(found)


def _blanks(sheet: SheetPlan, catalogue: Catalogue, fill: Fill) -> Iterator[Count]:
    """Blank required cells: of the figures one line a task, else one line a sheet."""
    cells = sorted((row, field.column) for field in required(sheet) for row in field.rows)
    groups: dict[str, list[Address]] = {}
    for row, column in cells:
        code = sheet.code_of[row]
        indicator = catalogue.indicator.get(code) if sheet.key == "indicators" else None
        groups.setdefault(indicator.task if indicator else "", []).append((row, column))
    for task, members in groups.items():
        values = [_value(sheet, at, fill) for at in members]
        terms = [f"COUNTBLANK({_range(sheet, area)})" for area in _areas(members)]
        label = task_label(catalogue.task[task]) if task else ""
        formula = "=" + "+".join(terms)
        yield Count(
            f"{sheet.key}_blank",
            sheet,
            members[0],
            len(members),
            formula,
            sum(_is_blank(v) for v in values),
            code=task,
            label=label,
            blank=True,
        )


def _wrong_figures(sheet: SheetPlan, fill: Fill) -> Iterator[Count]:
    """Figures that are no number, K or CCSL, or negative, or a count with decimals."""
    figures = [field for field in fields(sheet) if field.key in ("plan", "actual")]
    terms, result, asked = [], 0, 0
    for field in figures:
        asked += len(field.rows)
        for first, last in field.runs:
            area = _range(sheet, span(first, last, field.column))
            accepted = f'COUNT({area})+COUNTBLANK({area})+COUNTIF({area},"K")+COUNTIF({area},"CCSL")'
            term = f'{last - first + 1}-({accepted})+COUNTIF({area},"<0")'
            if not field.cell.decimals:
                marks = "+".join(f'ISNUMBER(FIND("{mark}",{area}&""))' for mark in ",.")
                term += f"+SUMPRODUCT(ISNUMBER({area})*({marks}))"
            terms.append(term)
        values = (_value(sheet, (row, field.column), fill) for row in field.rows)
        result += sum(_faults(value, whole=not field.cell.decimals) for value in values)
    if terms:
        top = min((field.rows[0], field.column) for field in figures)
        yield Count("indicators_wrong", sheet, top, asked, "=" + "+".join(terms), result)


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
    ) -> Count:
        """A line over some rows: ``terms`` is a product with a ``{}`` for each of the named columns."""
        product, columns = terms
        parts = []
        for first, last in runs(rows):
            areas = [self.area(name, first, last) for name in columns]
            parts.append(f"IFERROR(SUMPRODUCT({product.format(*areas)}),1)")
        at = rows[0], self.sheet.column[column]
        return Count(key, self.sheet, at, len(rows), "=" + "+".join(parts), sum(test(row) for row in rows))


def _activities(table: _Rows, plan: FormPlan, catalogue: Catalogue) -> Iterator[Count]:
    rows, value = table.rows(), table.value
    lacking = f'({{}}="{STATUS_DONE}")*((LEN(TRIM({{}}))=0)+(LEN(TRIM({{}}))=0)>0)'
    yield table.count(
        "activities_evidence",
        "evidence",
        rows,
        (lacking, ("status", "result", "evidence")),
        lambda row: (
            value(row, "status") == STATUS_DONE and any(_is_blank(value(row, key)) for key in ("result", "evidence"))
        ),
    )
    done, idle = f'({{0}}="{STATUS_DONE}")*({{1}}<>100)', f'({{0}}="{STATUS_NOT_STARTED}")*({{1}}<>0)'
    doing = f'({{0}}="{STATUS_DOING}")*(({{1}}<=0)+({{1}}>=100))'
    misfit = f"ISNUMBER({{1}})*({done}+{idle}+{doing})"
    yield table.count(
        "activities_percent",
        "percent",
        rows,
        (misfit, ("status", "percent")),
        lambda row: _misfit(value(row, "status"), value(row, "percent")),
    )
    late = overdue_rows(plan, table.sheet, catalogue.activity)
    if late:
        open_ = f'(({{0}}="{STATUS_DOING}")+({{0}}="{STATUS_NOT_STARTED}"))*(LEN(TRIM({{1}}))=0)'
        line = table.count(
            "activities_overdue",
            "difficulty",
            late,
            (open_, ("status", "difficulty")),
            lambda row: (
                value(row, "status") in (STATUS_DOING, STATUS_NOT_STARTED) and _is_blank(value(row, "difficulty"))
            ),
        )
        yield _as_warning(line)


def _misfit(status: CellValue | None, percent: CellValue | None) -> bool:
    if not isinstance(percent, Decimal):
        return False
    fits = {STATUS_DONE: percent == 100, STATUS_NOT_STARTED: percent == 0, STATUS_DOING: 0 < percent < 100}
    return not fits.get(str(status), True)


def _issues(table: _Rows) -> Iterator[Count]:
    value = table.value
    unaddressed = "(LEN(TRIM({0}))>0)*(LEN(TRIM({1}))=0)"
    yield _as_warning(
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
        yield table.count(
            "issues_task",
            "task",
            extra,
            (product, (*said, "task")),
            lambda row: any(not _is_blank(value(row, key)) for key in said) and _is_blank(value(row, "task")),
        )


def _as_warning(line: Count) -> Count:
    return Count(line.key, line.sheet, line.first, line.asked, line.formula, line.result, warning=True)


def _value(sheet: SheetPlan, at: Address, fill: Fill) -> CellValue | None:
    return typed(sheet, sheet.code_of[at[0]], sheet.columns[at[1] - 1].key, fill)


def _is_blank(value: CellValue | None) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _areas(cells: list[Address]) -> Iterator[str]:
    """The cells as ranges of one column each."""
    for column in sorted({column for _, column in cells}):
        for first, last in runs(row for row, c in cells if c == column):
            yield span(first, last, column)


def _range(sheet: SheetPlan, area: str) -> str:
    return f"'{sheet.name}'!{area}"
