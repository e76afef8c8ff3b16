"""Do the rules and messages of a catalogue say something that can be computed and filled in?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlpy.catalogue.expressions import OPERATORS, MissingPolicy
from xlpy.catalogue.grammar import ExpressionError, NormOf, Operand, PlanOf, PrevOf, Ref, TotalOf, parse, references
from xlpy.catalogue.problem import Problem
from xlpy.catalogue.rule_families import each_of, example
from xlpy.model.catalogue import Catalogue, Indicator, Rule, Scope

RULE_PLACEHOLDERS = frozenset(
    {"file", "sheet", "cell", "unit", "indicator", "left", "right", "expected", "gap", "count"}
)
"""All that a rule's message may hold in braces."""
MESSAGE_PLACEHOLDERS = (RULE_PLACEHOLDERS - {"left", "right", "gap"}) | {
    *("raw", "period", "task", "activity", "found", "other", "value", "rule", "count", "limit", "days", "date")
}
"""All that a message may hold in braces."""

WHOLE = (Scope.PROVINCE, Scope.CROSS_UNIT)
"""Rules over sums of units."""

_PLACE = re.compile(r"\{([^{}]*)\}")


def message_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Placeholders outside the closed list, and remedies that need what their message does not tell."""
    for row in catalogue.messages:
        yield from _placeholders("messages", row.code, row.message, row.remedy, MESSAGE_PLACEHOLDERS)
    for rule in catalogue.rules:
        yield from _placeholders("rules", rule.code, rule.message, rule.remedy, RULE_PLACEHOLDERS)


def _placeholders(table: str, code: str, message: str, remedy: str, known: frozenset[str]) -> Iterator[Problem]:
    told = set(_PLACE.findall(message))
    for name in sorted(told - known):
        yield Problem(table, code, "message", f"không có chỗ điền “{{{name}}}”.")
    for name in sorted(set(_PLACE.findall(remedy)) - told):
        yield Problem(table, code, "remedy", f"chỗ điền “{{{name}}}” không có trong câu phát hiện.")


def rule_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Rules that can't be parsed or computed, and groups of parts that no rule adds up."""
    seen: list[set[str]] = []
    for rule in catalogue.rules:
        for column, sentence in _of_rule(catalogue, rule):
            yield Problem("rules", rule.code, column, sentence)
        if rule.operator == "==" and not rule.trial:
            seen.append({_code(operand) for _, operand in _operands(catalogue, rule)})
    for part in catalogue.indicators:
        if part.part_group and not any({part.code, part.part_of} <= codes for codes in seen):
            sentence = f"chưa có quy tắc nào so tổng {part.part_of} với các thành phần của nhóm này."
            yield Problem("indicators", part.code, "part_group", sentence)


def _of_rule(catalogue: Catalogue, rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.operator not in OPERATORS:
        yield "operator", f"“{rule.operator}” không hợp lệ; chỉ nhận: {', '.join(OPERATORS)}."
    if rule.missing not in set(MissingPolicy):
        yield "missing", f"“{rule.missing}” không hợp lệ; chỉ nhận: {', '.join(MissingPolicy)}."
    if rule.missing == MissingPolicy.ANSWERED and rule.scope not in WHOLE:
        yield "missing", f"“{rule.missing}” chỉ dùng cho quy tắc toàn tỉnh hoặc giữa các đơn vị."
    for column, side in _sides(catalogue, rule):
        try:
            parse(side)
        except ExpressionError as fault:
            yield column, f"không đọc được biểu thức: {fault}"
    norms = {norm.key for norm in catalogue.norms}
    for column, operand in _operands(catalogue, rule):
        if isinstance(operand, NormOf):
            if operand.key not in norms:
                yield column, f"định mức “{operand.key}” không có trong bảng định mức."
        elif operand.indicator not in catalogue.indicator:
            yield column, f"chỉ tiêu “{operand.indicator}” không có trong danh mục."
        else:
            yield from _of_operand(catalogue, rule, column, operand)


def _of_operand(
    catalogue: Catalogue, rule: Rule, column: str, operand: Ref | PrevOf | PlanOf | TotalOf
) -> Iterator[tuple[str, str]]:
    indicator = catalogue.indicator[operand.indicator]
    whole = rule.scope in WHOLE
    if isinstance(operand, TotalOf) != whole:
        yield column, "total(…) dùng cho và chỉ dùng cho quy tắc toàn tỉnh hoặc giữa các đơn vị."
    if isinstance(operand, PrevOf) and rule.scope is not Scope.HISTORY:
        yield column, "prev(…) chỉ dùng cho quy tắc so với kỳ trước (history)."
    if isinstance(operand, PlanOf) and not indicator.has_plan:
        yield column, f"chỉ tiêu {indicator.code} không có cột kế hoạch."
    if not whole and not each_of(rule):
        yield from _unasked(catalogue, rule, indicator)


def _unasked(catalogue: Catalogue, rule: Rule, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """A rule over a form must apply only to units that report all it reads, or it could never speak."""
    for term in rule.applies_to:
        units = [unit for unit in catalogue.units if unit.answers_to((term,))]
        if units and not all(unit.answers_to(indicator.reported_by) for unit in units):
            yield "applies_to", f"“{term}” không báo cáo chỉ tiêu {indicator.code} mà quy tắc cần."


def _operands(catalogue: Catalogue, rule: Rule) -> Iterator[tuple[str, Operand]]:
    """What the sides read, each with its column; a side that can't be parsed gives nothing."""
    for column, side in _sides(catalogue, rule):
        try:
            tree = parse(side)
        except ExpressionError:
            continue
        yield from ((column, operand) for operand in references(tree))


def _sides(catalogue: Catalogue, rule: Rule) -> tuple[tuple[str, str], ...]:
    """Column and text of each side; of a rule that stands for many indicators, for one of them."""
    one = example(catalogue, rule)
    return ("left", one.left), ("right", one.right)


def _code(operand: Operand) -> str:
    return "" if isinstance(operand, NormOf) else operand.indicator
