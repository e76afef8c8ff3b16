"""The catalogue's arithmetic rules, each evaluated over whole columns of units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.basics.sums import added
from xlpy.catalogue.expressions import Breach, MissingPolicy, compare
from xlpy.catalogue.grammar import (
    Expression,
    ExpressionError,
    NormOf,
    PlanOf,
    PrevOf,
    Ref,
    TotalOf,
    parse,
    references,
)
from xlpy.catalogue.rule_families import expand
from xlpy.intake.notes import OWN_LIMIT, indicator_name, shortened
from xlpy.model.catalogue import Catalogue, Indicator, Period, Rule, Scope, Unit
from xlpy.model.submission import Answer, Column, FigureRef, Finding, Previous, Severity, Source, State, Submission
from xlpy.model.version import was_there

NONE_SAID = "K (không phát sinh)"
"""How the sentence of a rule quotes the answer K."""
Values = Sequence[Decimal | None]
FigureOperand = Ref | PrevOf | PlanOf | TotalOf
Answers = Mapping[tuple[str, str, Column], Answer]
"""All answers in use, by unit, indicator and column."""


@dataclass(frozen=True)
class UnitTable:
    """The figures of some units as columns, one entry a unit: what `expressions.evaluate` reads.

    K counts as 0 (it is an answer and adds nothing); CCSL, blank and unreadable are missing.
    """

    catalogue: Catalogue
    period: Period
    units: Sequence[Unit]
    answers: Answers
    files: Mapping[str, str]
    """File in use by unit code."""
    previous_values: Previous
    together: frozenset[str] = frozenset()
    """Totals are of the units that gave all of these that they are asked for; of all units where it is empty."""

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.units)

    def answer(self, unit: str, operand: FigureOperand) -> Answer | None:
        """The unit's answer that the operand reads: its plan, else what it reports now."""
        column = Column.PLAN if isinstance(operand, PlanOf) else Column.ACTUAL
        return self.answers.get((unit, operand.indicator, column))

    def actual(self, code: str) -> Values:
        """The actual column of an indicator."""
        return self._column(code, Column.ACTUAL)

    def plan(self, code: str) -> Values:
        """The plan column of an indicator."""
        return self._column(code, Column.PLAN)

    def previous(self, code: str) -> Values:
        """Last period's numbers of an indicator."""
        return [self.previous_values.get(unit.code, {}).get(code) for unit in self.units]

    def total(self, code: str) -> Decimal | None:
        """Sum over the units of the indicator; missing if one of them gave no number or K, or if there are none."""
        values = [_number(self.answers.get((unit.code, code, Column.ACTUAL))) for unit in self.counted(code)]
        return None if None in values or not values else added(values)

    def asked(self, code: str) -> list[Unit]:
        """The units that are asked for the indicator."""
        who = self.catalogue.indicator[code].reported_by
        return [unit for unit in self.units if unit.answers_to(who)]

    def counted(self, code: str) -> list[Unit]:
        """Those of them of whom its total is made."""
        return [unit for unit in self.asked(code) if self._has_all(unit)]

    def _has_all(self, unit: Unit) -> bool:
        """Whether the unit gave all of ``together`` that it is asked for."""
        own = (code for code in self.together if unit.answers_to(self.catalogue.indicator[code].reported_by))
        return all(_number(self.answers.get((unit.code, code, Column.ACTUAL))) is not None for code in own)

    def norm(self, key: str) -> Decimal | None:
        """The norm in force on the period's cut-off."""
        return self.catalogue.norm(key, self.period.cut_off)

    @cached_property
    def _columns(self) -> dict[tuple[str, Column], Values]:
        """Columns that were asked for: most are read by several rules."""
        return {}

    def _column(self, code: str, column: Column) -> Values:
        if (code, column) not in self._columns:
            found = [_number(self.answers.get((unit.code, code, column))) for unit in self.units]
            self._columns[code, column] = found
        return self._columns[code, column]


def _number(answer: Answer | None) -> Decimal | None:
    if answer is None:
        return None
    return Decimal(0) if answer.state is State.NOT_APPLICABLE else answer.value


def check_rules(
    catalogue: Catalogue, period: Period, submissions: Mapping[str, Submission], previous: Previous
) -> tuple[Finding, ...]:
    """All rules over all units in use (by unit code); nothing is remembered between calls.

    A rule whose text is no expression is one finding (C601), the others go on.
    """
    reporting_units = catalogue.reporting_units(period)
    answers = {(a.unit, a.indicator, a.column): a for chosen in submissions.values() for a in chosen.answers}
    files = {code: chosen.received.file for code, chosen in submissions.items()}
    whole = UnitTable(catalogue, period, reporting_units, answers, files, previous)
    tables: dict[tuple[tuple[str, ...], tuple[str, ...]], UnitTable] = {}
    findings: list[Finding] = []
    for rule in (each for row in catalogue.rules for each in expand(catalogue, row)):
        try:
            if rule.scope in (Scope.CROSS_UNIT, Scope.PROVINCE):
                findings += _of_province(rule, whole)
                continue
            asked = rule.applies_to, versions_of(catalogue, rule)
            if asked not in tables:
                here = (u for u in reporting_units if u.code in submissions and u.answers_to(rule.applies_to))
                units = [u for u in here if judges(catalogue, asked[1], submissions[u.code])]
                tables[asked] = UnitTable(catalogue, period, units, answers, files, previous)
            findings += _of_units(rule, tables[asked])
        except ExpressionError as error:
            words = {"rule": rule.code, "found": str(error).rstrip(".")}
            findings.append(Finding("C601", catalogue.message["C601"].severity, Source(""), params=words))
    return tuple(findings)


def versions_of(catalogue: Catalogue, rule: Rule) -> tuple[str, ...]:
    """The versions of the catalogue that the rule, and what it reads, came with. Raises ExpressionError."""
    operands = (*references(parse(rule.left)), *references(parse(rule.right)))
    read = (catalogue.indicator.get(o.indicator) for o in operands if not isinstance(o, NormOf))
    return tuple(sorted({rule.since, *(indicator.since for indicator in read if indicator)} - {""}))


def judges(catalogue: Catalogue, versions: Sequence[str], submission: Submission) -> bool:
    """Whether a rule of these versions was there when the form was made."""
    own = submission.version or catalogue.plan.version
    return all(was_there(since, own) for since in versions)


def check_history(
    catalogue: Catalogue, period: Period, submissions: Mapping[str, Submission], previous: Previous
) -> tuple[Finding, ...]:
    """C604, once: the units of whose last period nothing is known, so that rules over two periods are silent."""
    if not period.previous:
        return ()
    asked = [r.applies_to for rule in catalogue.rules if rule.scope is Scope.HISTORY for r in expand(catalogue, rule)]
    silent = [
        unit.name
        for unit in catalogue.reporting_units(period)
        if unit.code in submissions and not previous.get(unit.code) and any(map(unit.answers_to, asked))
    ]
    if not silent:
        return ()
    words = {"period": period.name, "count": str(len(silent)), "other": shortened("; ".join(silent), OWN_LIMIT)}
    return (Finding("C604", catalogue.message["C604"].severity, Source(""), params=words),)


def _of_units(rule: Rule, table: UnitTable) -> Iterator[Finding]:
    left, right = parse(rule.left), parse(rule.right)
    first = _first(left, right)
    indicator = table.catalogue.indicator[first.indicator] if first else None
    outcomes = compare(left, rule.operator, right, rule.tolerance, rule.missing, table)
    for unit, outcome in zip(table.units, outcomes, strict=True):
        if outcome is None:
            continue
        file = table.files[unit.code]
        answer = table.answer(unit.code, first) if first else None
        source = answer.source if answer else Source(file)
        found = _finding(rule, source, outcome, indicator, unit)
        params = {**found.params, **dict(_said_none(table, unit.code, left=left, right=right))}
        yield replace(found, params=params, touches=tuple(_figures(table, unit.code, left, right)))


def _said_none(table: UnitTable, unit: str, **sides: Expression) -> Iterator[tuple[str, str]]:
    """The words for a side that is one figure of which the unit says K: it counts as 0, but nobody wrote 0."""
    for side, operand in sides.items():
        answer = table.answer(unit, operand) if isinstance(operand, Ref | PlanOf) else None
        if answer and answer.state is State.NOT_APPLICABLE:
            yield side, NONE_SAID


def _figures(table: UnitTable, unit: str, *sides: Expression) -> Iterator[FigureRef]:
    """The figures that the unit gave for the relation, on both sides; last period's are not in question."""
    for operand in dict.fromkeys(operand for side in sides for operand in references(side)):
        if isinstance(operand, Ref | PlanOf) and (answer := table.answer(unit, operand)):
            yield FigureRef(answer.indicator, answer.column)


def _of_province(rule: Rule, table: UnitTable) -> Iterator[Finding]:
    """A relation between sums over units: it does not tell whose figure is wrong, so it touches nobody's."""
    left, right = parse(rule.left), parse(rule.right)
    first = _first(left, right)
    indicator = table.catalogue.indicator[first.indicator] if first else None
    operator = rule.operator
    if rule.missing == MissingPolicy.ANSWERED:
        operator, table = _answered(operator, left, right, table)
    outcomes = compare(left, operator, right, rule.tolerance, rule.missing, table)
    failed = [outcome for outcome in outcomes if outcome is not None]
    if failed:
        finding = _finding(rule, Source(""), failed[0], indicator, None)
        count = f"{len(table.counted(first.indicator))}/{len(table.asked(first.indicator))}" if first else ""
        yield replace(finding, params={**finding.params, "count": count})


def _answered(operator: str, left: Expression, right: Expression, whole: UnitTable) -> tuple[str, UnitTable]:
    """The relation as far as it can be judged on the units that have answered, and the table of these.

    No figure is negative, so a sum only grows while units answer: an equality is broken early where the left is
    too great already, and only if all of the right is there. A quotient is that of those who gave all of it.
    """
    codes = {side: {o.indicator for o in references(side) if isinstance(o, TotalOf)} for side in (left, right)}
    if operator != "==" or all(whole.total(code) is not None for code in codes[left] | codes[right]):
        return operator, replace(whole, together=frozenset(codes[left] | codes[right]))
    complete = all(whole.total(code) is not None for code in codes[right])
    return "<=", replace(whole, together=frozenset(codes[left])) if complete else whole


def _first(left: Expression, right: Expression) -> FigureOperand | None:
    """The figure that the rule is about: the first that it names."""
    return next((o for o in (*references(left), *references(right)) if not isinstance(o, NormOf)), None)


def _finding(rule: Rule, source: Source, outcome: Breach, indicator: Indicator | None, unit: Unit | None) -> Finding:
    words = {
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "left": _shown(outcome.left),
        "right": _shown(outcome.right),
        "expected": _shown(outcome.right),
        "gap": _shown(_gap(outcome)),
    }
    if unit:
        words["unit"] = unit.name
    if indicator:
        words["indicator"] = indicator_name(indicator)
    code, task = (indicator.code, indicator.task) if indicator else ("", "")
    severity = Severity.INFO if rule.trial else rule.severity
    return Finding(rule.code, severity, source, unit.code if unit else "", task, code, words, trial=rule.trial)


def _shown(value: Decimal | None) -> str:
    """A value for a reader, to two decimals at most; a missing one is said so."""
    return "chưa có số liệu" if value is None else format_vn(round_half_up(value, 2))


def _gap(outcome: Breach) -> Decimal | None:
    return None if outcome.left is None or outcome.right is None else abs(outcome.left - outcome.right)
