"""A figure that lost three digits: 14.000 typed in an English Excel is kept as 14, and nothing in the cell shows it.

A figure is suspected where its thousandfold is near the plan (or, for a plan, what was done) or last period's figure;
or where it breaks a rule and its thousandfold keeps all rules that read it and fits no looser than within a decade:
ten times more would break one again. Never where the thousandfold breaks a rule that the figure keeps.
The margin is the norm ``nghin_lan_sai_lech``, in percent; without it nothing is suspected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlpy.basics.decimals import format_vn
from xlpy.catalogue.expressions import compare
from xlpy.catalogue.grammar import Expression, ExpressionError, PlanOf, Ref, parse, references
from xlpy.catalogue.rule_families import expand
from xlpy.checks.rules import UnitTable
from xlpy.checks.suspicion import Suspicion, Told, told
from xlpy.intake.notes import indicator_name
from xlpy.model.catalogue import Catalogue, Period, Rule, Scope, Unit
from xlpy.model.submission import Answer, Column, FigureRef, Finding, Previous, Severity, State, Submission
from xlpy.model.version import was_there

THOUSAND, DECADE = Decimal(1000), Decimal(10)
NAMED = 3
"""How many of the figures that a suspected one does not fit are named."""
OTHER = {Column.ACTUAL: (Column.PLAN, "kế hoạch"), Column.PLAN: (Column.ACTUAL, "số thực hiện")}
"""The figure beside one, and what it is called."""

Key = tuple[str, str]
"""Code of a rule and the indicator that it stands for."""


@dataclass(frozen=True, slots=True)
class _Relation:
    rule: Rule
    left: Expression
    right: Expression
    reads: frozenset[FigureRef]

    @property
    def key(self) -> Key:
        return self.rule.code, self.rule.left


@dataclass(frozen=True)
class _UnitFigures:
    """The figures of one unit with the relations that read each."""

    table: UnitTable
    unit: Unit
    reading: Mapping[FigureRef, Sequence[_Relation]]
    version: str
    """Of the catalogue that the unit's form was made by: rules that came later don't judge it."""

    def broken(self, answer: Answer, value: Decimal) -> frozenset[Key]:
        """The relations that read the figure and are broken if it were ``value``."""
        key = answer.unit, answer.indicator, answer.column
        table = replace(self.table, answers={**self.table.answers, key: answer._replace(value=value)})
        relations = self.reading.get(FigureRef(answer.indicator, answer.column), ())
        ours = (
            r for r in relations if self.unit.answers_to(r.rule.applies_to) and was_there(r.rule.since, self.version)
        )
        return frozenset(r.key for r in ours if _breaks(r, table))


def _breaks(relation: _Relation, table: UnitTable) -> bool:
    rule = relation.rule
    outcome = compare(relation.left, rule.operator, relation.right, rule.tolerance, rule.missing, table)[0]
    return outcome is not None


def check_thousandfold(
    catalogue: Catalogue,
    period: Period,
    submissions: Mapping[str, Submission],
    previous: Previous,
    findings: Iterable[Finding],
) -> Suspicion:
    """O429 for each suspected figure of the forms in use; warnings of rules that its thousandfold keeps follow from it.

    ``findings`` are those of the rules on the same forms.
    """
    margin = catalogue.norm("nghin_lan_sai_lech", period.cut_off)
    if margin is None:
        return Suspicion()
    reading = _reading(catalogue)
    about: dict[str, dict[FigureRef, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        for figure in finding.touches:
            if isinstance(figure, FigureRef):
                about[finding.unit][figure].append(finding)
    suspected: list[Finding] = []
    causes: dict[Told, str] = {}
    for unit in catalogue.reporting_units(period):
        chosen = submissions.get(unit.code)
        if chosen is None:
            continue
        answers = {(a.unit, a.indicator, a.column): a for a in chosen.answers}
        table = UnitTable(catalogue, period, (unit,), answers, {unit.code: chosen.received.file}, previous)
        figures = _UnitFigures(table, unit, reading, chosen.version or catalogue.plan.version)
        for answer in chosen.answers:
            broken = about[unit.code].get(FigureRef(answer.indicator, answer.column), [])
            for finding, mended in _suspected(figures, answer, broken, margin):
                suspected.append(finding)
                causes.update(dict.fromkeys(mended, finding.code))
    return Suspicion(tuple(suspected), causes)


def _reading(catalogue: Catalogue) -> Mapping[FigureRef, Sequence[_Relation]]:
    """All relations within a form or with last period, by each figure that they read."""
    found: dict[FigureRef, list[_Relation]] = defaultdict(list)
    for rule in (each for row in catalogue.rules for each in expand(catalogue, row)):
        if rule.scope in (Scope.FORM, Scope.HISTORY) and not rule.trial:
            try:
                left, right = parse(rule.left), parse(rule.right)
            except ExpressionError:  # told as C601 where the rules are evaluated
                continue
            relation = _Relation(rule, left, right, frozenset((*_figures(left), *_figures(right))))
            for figure in relation.reads:
                found[figure].append(relation)
    return found


def _figures(side: Expression) -> Iterator[FigureRef]:
    for operand in references(side):
        if isinstance(operand, Ref | PlanOf):
            yield FigureRef(operand.indicator, Column.PLAN if isinstance(operand, PlanOf) else Column.ACTUAL)


def _suspected(
    figures: _UnitFigures, answer: Answer, broken: Sequence[Finding], margin: Decimal
) -> Iterator[tuple[Finding, frozenset[Told]]]:
    """The finding on one figure with the warnings that follow from it; nothing where it is not suspected."""
    value = answer.value
    if answer.state is not State.NUMBER or value is None or value <= 0:
        return
    near = _near(figures.table, answer, value * THOUSAND, margin)
    if not near and not broken:
        return
    before, after = figures.broken(answer, value), figures.broken(answer, value * THOUSAND)
    if not after <= before:
        return
    if not near:
        if after or not before or not figures.broken(answer, value * THOUSAND * DECADE):
            return
        near = _beside(figures.table, answer, broken)
    mended = {code for code, _ in before - after}
    follow = frozenset(told(f) for f in broken if f.code in mended and f.severity is Severity.WARNING)
    yield _finding(figures.table.catalogue, answer, value, near), follow


def _near(table: UnitTable, answer: Answer, value: Decimal, margin: Decimal) -> str:
    """What the value is near to: the figure beside it, or last period's; '' where it is near neither."""
    column, name = OTHER[answer.column]
    beside = table.answers.get((answer.unit, answer.indicator, column))
    before = table.previous_values.get(answer.unit, {}).get(answer.indicator)
    for other, words in ((beside.value if beside else None, name), (before, "số kỳ trước")):
        if other and 100 * abs(value - other) <= margin * other:
            return f"{words} là {format_vn(other)}"
    return ""


def _beside(table: UnitTable, answer: Answer, broken: Iterable[Finding]) -> str:
    """The other figures of the rules that are broken, with what they are; first those of the simplest rule."""
    own = FigureRef(answer.indicator, answer.column)
    plainest = sorted(broken, key=lambda finding: len(finding.touches))
    figures = dict.fromkeys(f for finding in plainest for f in finding.touches if isinstance(f, FigureRef) and f != own)
    named = []
    for figure in figures:
        other = table.answers[answer.unit, figure.indicator, figure.column]
        if other.value is not None:
            column = " (kế hoạch)" if figure.column is Column.PLAN else ""
            named.append(f"{figure.indicator}{column} là {format_vn(other.value)}")
    return ", ".join(named[:NAMED])


def _finding(catalogue: Catalogue, answer: Answer, value: Decimal, near: str) -> Finding:
    indicator, source = catalogue.indicator[answer.indicator], answer.source
    name = indicator_name(indicator)
    words = {
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "indicator": f"kế hoạch của {name}" if answer.column is Column.PLAN else name,
        "value": format_vn(value),
        "found": near,
        "expected": format_vn(value * THOUSAND),
    }
    severity = catalogue.message["O429"].severity
    return Finding("O429", severity, source, answer.unit, indicator.task, indicator.code, words)
