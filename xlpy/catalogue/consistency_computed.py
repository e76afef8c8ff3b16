"""Can each computed figure of a catalogue be worked out for those to whom it applies?"""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.basics.sums import HUNDRED
from xlpy.catalogue.grammar import Binary, Expression, ExpressionError, NormOf, Number, Ref, parse, references
from xlpy.catalogue.problem import Problem
from xlpy.model.catalogue import Catalogue
from xlpy.model.computed_figure import Computed


def computed_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Every fault of the table, at the figure's code."""
    for row in catalogue.computed:
        if row.code in catalogue.indicator or sum(other.code == row.code for other in catalogue.computed) > 1:
            yield Problem("computed", row.code, "code", "mã này đã dùng cho một chỉ tiêu hoặc một số tính khác.")
        if row.task not in catalogue.task:
            yield Problem("computed", row.code, "task", f"mã “{row.task}” không có trong danh mục.")
        for sentence in _of_expression(catalogue, row):
            yield Problem("computed", row.code, "expression", sentence)


def _of_expression(catalogue: Catalogue, row: Computed) -> Iterator[str]:
    try:
        operands = references(parse(row.expression))
    except ExpressionError as fault:
        yield f"không đọc được biểu thức: {fault}"
        return
    units = [unit for unit in catalogue.units if unit.answers_to(row.applies_to)]
    figures = [operand for operand in operands if isinstance(operand, Ref)]
    if row.is_percentage and not _is_share(parse(row.expression)):
        yield "tỷ lệ phải có dạng 100 * chỉ tiêu / (mẫu số); mẫu số là phép tính trên các chỉ tiêu."
    needed = figures[:1] if row.is_percentage else figures  # a percentage of what not every unit is asked for is sound
    for operand in operands:
        match operand:
            case NormOf():
                if operand.key not in {norm.key for norm in catalogue.norms}:
                    yield f"định mức “{operand.key}” không có trong bảng định mức."
            case Ref():
                indicator = catalogue.indicator.get(operand.indicator)
                if indicator is None:
                    yield f"chỉ tiêu “{operand.indicator}” không có trong danh mục."
                elif operand in needed and not all(unit.answers_to(indicator.reported_by) for unit in units):
                    yield f"có đơn vị áp dụng không báo cáo chỉ tiêu {operand.indicator} mà phép tính cần."
            case _:
                yield "chỉ dùng được mã chỉ tiêu và norm(…)."


def _is_share(expression: Expression) -> bool:
    """Whether it is one indicator in hundredths of something: the report tells both parts."""
    if not isinstance(expression, Binary) or expression.operator != "/":
        return False
    match expression.left:
        case Binary("*", Number(value), Ref()):
            return value == HUNDRED
    return False
