"""What stands around a finding: the row it is about, what the unit wrote there, the cells that a rule compares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.cell_ranges import row_of
from xlpy.basics.decimals import format_vn
from xlpy.catalogue.grammar import (
    ExpressionError,
    NormOf,
    Operand,
    PlanOf,
    PrevOf,
    TotalOf,
    parse,
    references,
)
from xlpy.catalogue.rule_families import filled
from xlpy.model.catalogue import Catalogue, Scope
from xlpy.model.edition import Edition
from xlpy.model.submission import Answer, Column, Finding, Source, State
from xlpy.outputs.feedback.changes import BLANK, COLUMN_WORDS, shown

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
RowKey = tuple[str, str, int]
"""File, sheet, row."""


@dataclass(frozen=True, slots=True)
class Related:
    """One figure that a rule compares: its cell ('' for a figure of the last period), its indicator and its value."""

    cell: str
    indicator: str
    name: str
    value: str


@dataclass(frozen=True)
class Context:
    """The rows and figures of one unit's file in use."""

    catalogue: Catalogue
    file: str
    """The file in use, '' where none is."""
    answers: Mapping[tuple[str, Column], Answer]
    by_cell: Mapping[Source, Answer]
    rows: Mapping[RowKey, str]
    """Text of a row by where it is: of indicators, activities and, on the sheet of issues, tasks."""
    previous: Mapping[str, str]
    """Last period's figures as printed, by indicator."""

    @classmethod
    def of(cls, edition: Edition, unit: str) -> Context:
        """All that the edition holds of the unit's file in use."""
        catalogue = edition.catalogue
        answers = [figure.answer for figure in edition.figures if figure.answer.unit == unit]
        rows: dict[RowKey, str] = {}
        for issue in edition.issues:
            if issue.unit == unit:
                task = catalogue.task[issue.task]
                rows[_row(issue.source)] = f"Nhiệm vụ {task.number}. {task.short_name}"
        for report in edition.activities:
            if report.unit == unit:
                rows[_row(report.source)] = catalogue.activity[report.activity].name
        rows |= {_row(answer.source): indicator_row(catalogue, answer.indicator) for answer in answers}
        previous = edition.previous.get(unit, {})
        used = edition.used_files.get(unit)
        return cls(
            catalogue,
            used.file if used else "",
            {(answer.indicator, answer.column): answer for answer in answers},
            {answer.source: answer for answer in answers},
            rows,
            {code: format_vn(value) for code, value in previous.items()},
        )

    def row(self, finding: Finding) -> str:
        """Text of the row that the finding is about; '' where it is about none."""
        if finding.indicator:
            return indicator_row(self.catalogue, finding.indicator)
        return self.rows.get(_row(finding.source), "")

    def written(self, finding: Finding) -> tuple[str, str]:
        """The column in words and what the unit wrote in it, where the finding stands at a figure; else two ''."""
        answer = self.by_cell.get(finding.source)
        if answer is None:
            return "", ""
        return COLUMN_WORDS[answer.column], _as_written(answer, finding.params.get("raw", ""))

    def related(self, finding: Finding) -> tuple[Related, ...]:
        """The figures that a rule of one form (or of two periods) compares; none for other findings."""
        rule = self.catalogue.rule.get(finding.code)
        if rule is None or rule.scope not in (Scope.FORM, Scope.HISTORY):
            return ()
        try:
            if indicator := self.catalogue.indicator.get(finding.indicator):
                rule = filled(rule, indicator)
            sides = [parse(side) for side in (rule.left, rule.right)]
        except ExpressionError:  # the rule was mended since: its finding still stands for itself
            return ()
        operands = dict.fromkeys(operand for side in sides for operand in references(side))
        found = [related for operand in operands if (related := self._figure(operand))]
        return tuple(found) if len(found) > 1 else ()

    def _figure(self, operand: Operand) -> Related | None:
        if isinstance(operand, NormOf | TotalOf):
            return None
        name = self.catalogue.indicator[operand.indicator].name
        if isinstance(operand, PrevOf):
            value = self.previous.get(operand.indicator)
            return Related("", operand.indicator, name, value) if value is not None else None
        column = Column.PLAN if isinstance(operand, PlanOf) else Column.ACTUAL
        answer = self.answers.get((operand.indicator, column))
        return Related(answer.source.cell, operand.indicator, name, shown(answer)) if answer else None


def _as_written(answer: Answer, quoted: str) -> str:
    """What stands in the cell: words as received, a number as readers write it.

    An answer that could not be used keeps no number; the finding's own quotation then tells whether it was one.
    """
    if answer.state is State.NUMBER and not answer.repair:
        return shown(answer)
    if quoted and _PLAIN.fullmatch(answer.raw) and quoted == format_vn(Decimal(answer.raw)):
        return quoted
    return answer.raw or BLANK


def indicator_row(catalogue: Catalogue, code: str) -> str:
    """Code and name as printed in the form's row."""
    return f"{code} {catalogue.indicator[code].name}"


def _row(source: Source) -> RowKey:
    return source.file, source.sheet, row_of(source.cell)
