"""What an input cell accepts, and how it shows that it is still empty or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xlpy.basics.a1 import a1
from xlpy.basics.formula import LONGEST_OF_VALIDATION, formula
from xlpy.forms.layout import CellPlan, FormPlan, Role, SheetPlan
from xlpy.forms.plan import STATUS_DOING, STATUS_DONE, STATUS_NOT_STARTED
from xlpy.forms.styles import FormStyles
from xlpy.forms.wording import Wording, WordingError
from xlpy.model.catalogue import Activity, Catalogue, Period
from xlpy.model.cells import Address

TITLE_LIMIT, MESSAGE_LIMIT = 32, 255
"""Excel's limits for the title and the text of an input prompt or refusal."""
REQUIRED_CONTACT = ("prepared_by", "phone", "reported_on", "approved_by")
"""Fields of the cover that a form can't be sent without."""
ListNames = Mapping[tuple[str, ...], str]
"""Defined name of each drop-down's list."""


@dataclass(frozen=True, slots=True)
class Field:
    """Input cells of one column that accept the same things; ``rows`` are issued rows, ascending."""

    key: str
    column: int
    cell: CellPlan
    rows: tuple[int, ...]

    @property
    def first(self) -> str:
        """A1 address of the first cell: what relative formulas are written for."""
        return a1((self.rows[0], self.column))

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """First and last row of each unbroken run."""
        return runs(self.rows)

    @property
    def ranges(self) -> tuple[str, ...]:
        """The runs as A1 ranges."""
        return tuple(span(first, last, self.column) for first, last in self.runs)


def runs(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """``1, 2, 3, 5`` -> ``(1, 3), (5, 5)``."""
    found = []
    for _, group in groupby(enumerate(sorted(rows)), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in group]
        found.append((members[0], members[-1]))
    return tuple(found)


def span(first: int, last: int, column: int) -> str:
    """A range of one column, ``F9:F17``."""
    return f"{a1((first, column))}:{a1((last, column))}"


def fields(sheet: SheetPlan) -> tuple[Field, ...]:
    """The sheet's inputs, column by column."""
    rows: dict[tuple[int, CellPlan], list[int]] = {}
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda item: item[0]):
        if cell.role.is_input:
            plain = CellPlan(cell.role, None, min(cell.decimals, 1), cell.choices)
            rows.setdefault((column, plain), []).append(row)
    return tuple(
        Field(sheet.columns[column - 1].key, column, cell, tuple(members)) for (column, cell), members in rows.items()
    )


def signer_cells(sheet: SheetPlan) -> tuple[tuple[Address, CellPlan], ...]:
    """Where a form is signed: the title of who signs is chosen there, and asked of nobody."""
    return tuple((at, cell) for at, cell in sheet.cells.items() if cell.role is Role.SIGNER)


def required(sheet: SheetPlan) -> tuple[Field, ...]:
    """The inputs that may not stay blank."""
    wanted = []
    for field in fields(sheet):
        if field.cell.role is Role.INPUT_NUMBER or field.key == "status":
            wanted.append(field)
        elif sheet.key == "cover":
            rows = tuple(row for row in field.rows if sheet.code_of[row] in REQUIRED_CONTACT)
            wanted.extend([Field(field.key, field.column, field.cell, rows)] if rows else [])
    return tuple(wanted)


def add_validations(page: Worksheet, plan: FormPlan, sheet: SheetPlan, words: Wording, lists: ListNames) -> None:
    """Restrict every input to what it may hold, and say so in Vietnamese."""
    for field in fields(sheet):
        options = _validation(field, plan.period, words, lists)
        if options is None:
            continue
        boxes = [[first - 1, field.column - 1, last - 1, field.column - 1] for first, last in field.runs]
        page.data_validation(*boxes[0], {**options, "other_cells": boxes[1:]})
    for (row, column), cell in signer_cells(sheet):
        choice = {"validate": "list", "source": f"={lists[cell.choices]}", **_says(words, "signer")}
        page.data_validation(row - 1, column - 1, row - 1, column - 1, choice)


def add_marks(
    page: Worksheet, plan: FormPlan, sheet: SheetPlan, styles: FormStyles, lists: ListNames, catalogue: Catalogue
) -> None:
    """Colour what is wrong (red) and what is still missing (amber); write days as official papers do."""
    for field in fields(sheet):
        wrong = _wrong(field, lists)
        if wrong:
            _mark(page, field, wrong, styles, "wrong")
        if field.cell.role is Role.INPUT_DATE:
            _mark(page, field, f"=AND(ISNUMBER({field.first}),MONTH({field.first})<3)", styles, "early")
    for field in required(sheet):
        _mark(page, field, f"=LEN(TRIM({field.first}))=0", styles, "missing")
    if sheet.key == "activities":
        asked = {activity.code: activity for activity in catalogue.activities}
        _mark_activities(page, plan, sheet, styles, asked)


def overdue_rows(plan: FormPlan, sheet: SheetPlan, activities: Mapping[str, Activity]) -> tuple[int, ...]:
    """Rows of activities whose deadline is past on the cut-off of the period."""
    past = (
        row
        for code, row in sheet.rows.items()
        if code in activities and _before(activities[code].deadline, plan.period.cut_off)
    )
    return tuple(sorted(past))


def _before(deadline: date | None, cut_off: date) -> bool:
    return deadline is not None and deadline < cut_off


def _validation(field: Field, period: Period, words: Wording, lists: ListNames) -> dict[str, Any] | None:
    first = field.first
    match field.cell.role:
        case Role.INPUT_NUMBER:
            kind = "decimal" if field.cell.decimals else "count"
            number = f"{first}>=0" if field.cell.decimals else f"AND({first}>=0,{first}=INT({first}))"
            test = f'=IF(ISNUMBER({first}),{number},OR(TRIM({first})="K",TRIM({first})="CCSL"))'
            says = {**_says(words, kind), **_asks(words, "plan" if field.key == "plan" else kind)}
            return {"validate": "custom", "value": formula(test, LONGEST_OF_VALIDATION), **says}
        case Role.INPUT_PERCENT:
            bounds = {"criteria": "between", "minimum": 0, "maximum": 100}
            return {"validate": "decimal", **bounds, **_says(words, "percent")}
        case Role.INPUT_CHOICE:
            return {"validate": "list", "source": f"={lists[field.cell.choices]}", **_says(words, "choice")}
        case Role.INPUT_DATE:
            # A warning, not a stop: a PC set to American dates takes "25/01/2024" for a text.
            since = {"validate": "date", "criteria": ">=", "value": period.start}
            return {**since, **_says(words, "date"), "error_type": "warning"}
        case _:
            return None


def _asks(words: Wording, kind: str) -> dict[str, str]:
    """What is shown when the cell is chosen."""
    return _fitting(
        {
            "input_title": words.text("inputs", f"{kind}.title"),
            "input_message": words.text("inputs", f"{kind}.prompt"),
        }
    )


def _says(words: Wording, kind: str) -> dict[str, str]:
    """The same, and what is said of a wrong entry."""
    wrong = {
        "error_title": words.text("inputs", "error_title"),
        "error_message": words.text("inputs", f"{kind}.error"),
    }
    return {**_asks(words, kind), **_fitting(wrong)}


def _fitting(texts: dict[str, str]) -> dict[str, str]:
    """The texts as they are. Raises WordingError where Excel has no room for one."""
    for option, text in texts.items():
        limit = TITLE_LIMIT if option.endswith("title") else MESSAGE_LIMIT
        if len(text) > limit:
            raise WordingError(
                f"Câu “{text}” trong mục [inputs] của tệp lời in biểu mẫu dài {len(text)} ký tự; "
                f"Excel chỉ nhận {limit} ký tự."
            )
    return texts


def _wrong(field: Field, lists: ListNames) -> str | None:
    first = field.first
    match field.cell.role:
        case Role.INPUT_NUMBER:
            whole = "" if field.cell.decimals else f",{first}<>INT({first})"
            text = f'AND(LEN(TRIM({first}))>0,TRIM({first})<>"K",TRIM({first})<>"CCSL")'
            return f"=IF(ISNUMBER({first}),OR({first}<0{whole}),{text})"
        case Role.INPUT_PERCENT:
            return f"=IF(ISNUMBER({first}),OR({first}<0,{first}>100),LEN(TRIM({first}))>0)"
        case Role.INPUT_CHOICE:
            return f"=AND(LEN(TRIM({first}))>0,COUNTIF({lists[field.cell.choices]},{first})=0)"
        case _:
            return None


def _mark_activities(
    page: Worksheet, plan: FormPlan, sheet: SheetPlan, styles: FormStyles, asked: Mapping[str, Activity]
) -> None:
    by_key = {field.key: field for field in fields(sheet)}
    status, percent = (f"${by_key[key].first}" for key in ("status", "percent"))
    fits = {STATUS_DONE: f"{percent}<>100", STATUS_NOT_STARTED: f"{percent}<>0"}
    doing = f"OR({percent}<=0,{percent}>=100)"
    tests = [f'AND({status}="{word}",{test})' for word, test in {**fits, STATUS_DOING: doing}.items()]
    _mark(page, by_key["percent"], f"=AND(ISNUMBER({percent}),OR({','.join(tests)}))", styles, "wrong")
    for key in ("result", "evidence"):
        field = by_key[key]
        _mark(page, field, f'=AND({status}="{STATUS_DONE}",LEN(TRIM({field.first}))=0)', styles, "missing")
    late = overdue_rows(plan, sheet, asked)
    if late:
        difficulty = by_key["difficulty"]
        field = Field("difficulty", difficulty.column, difficulty.cell, late)
        state = "$" + a1((late[0], sheet.column["status"]))
        open_ = f'OR({state}="{STATUS_DOING}",{state}="{STATUS_NOT_STARTED}")'
        _mark(page, field, f"=AND({open_},LEN(TRIM({field.first}))=0)", styles, "missing")


def _mark(page: Worksheet, field: Field, test: str, styles: FormStyles, kind: str) -> None:
    options = {"type": "formula", "criteria": formula(test), "format": styles.mark(kind)}
    if len(field.ranges) > 1:
        options["multi_range"] = " ".join(field.ranges)
    (top, bottom), column = (field.rows[0], field.rows[-1]), field.column - 1
    page.conditional_format(top - 1, column, bottom - 1, column, options)
