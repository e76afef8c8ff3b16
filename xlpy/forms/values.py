"""Results of the form's formulas: stored beside each formula, so that programs that don't calculate read them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from xlpy.forms.layout import FormPlan, SheetPlan
from xlpy.model.catalogue import Catalogue
from xlpy.model.cells import CellValue
from xlpy.model.submission import Column

Fill = Mapping[tuple[str, str, str], CellValue]
"""What is typed into a form: value by (sheet key, row code, column key)."""


def carried_plans(form: FormPlan, plans: Mapping[str, CellValue]) -> Fill:
    """What the unit planned in the last period, by indicator, as filled into the plan cells that it may change."""
    sheet, key = form.sheet.get("indicators"), Column.PLAN.value
    known = sheet.rows if sheet else {}
    return {
        ("indicators", code, key): value
        for code, value in plans.items()
        if sheet and code in known and sheet.cells[sheet.at(code, key)].role.is_input
    }


def typed(sheet: SheetPlan, code: str, key: str, fill: Fill) -> CellValue | None:
    """What a cell holds when the form is written: what is filled in, else what it was issued with."""
    issued = sheet.cells.get(sheet.at(code, key))
    return fill.get((sheet.key, code, key), issued.value if issued else None)


def figure(sheet: SheetPlan, code: str, key: str, fill: Fill) -> Decimal | None:
    """The cell's number; None where it holds a word or nothing."""
    value = typed(sheet, code, key, fill)
    return value if isinstance(value, Decimal) else None


def formula_value(catalogue: Catalogue, sheet: SheetPlan, code: str, key: str, fill: Fill) -> Decimal | str:
    """Result of a formula cell of the indicator sheet, '' where Excel shows nothing."""
    if key == "percent":
        above, below = figure(sheet, code, "actual", fill), figure(sheet, code, "plan", fill)
        return quotient_value(above, below, Decimal(100), 1)
    indicator = catalogue.indicator[code]
    above, below = (figure(sheet, part, "actual", fill) for part in (indicator.numerator, indicator.denominator))
    return quotient_value(above, below, indicator.scale, indicator.decimals)


def quotient_value(above: Decimal | None, below: Decimal | None, scale: Decimal, decimals: int) -> Decimal | str:
    """``above / below * scale`` rounded half up as Excel does; '' where it is undefined."""
    if above is None or below is None or not below:
        return ""
    return (above / below * scale).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
