"""A cell of a submission -> the figures it entered, or what became of it instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from xlpy.catalogue.grammar import ExpressionError, Operand, PlanOf, Ref, TotalOf, parse, references
from xlpy.catalogue.rule_families import expand
from xlpy.checks.finding_subjects import line_of
from xlpy.model.catalogue import Aggregation, Indicator, Scope, Unit
from xlpy.model.edition import PROVINCE, Edition, Figure, FileRecord
from xlpy.model.submission import ActivityReport, CellDisposition, Column, Disposition, Finding, Source
from xlpy.outputs.trace.causes import Causes
from xlpy.outputs.trace.lookup import find_name
from xlpy.outputs.trace.model import CellKind, Forward, RuleUse, Shown, TraceError, Use
from xlpy.outputs.trace.text import ABOVE, BELOW, TERM


def forward(edition: Edition, file: str, sheet: str, cell: str) -> Forward:
    """What became of a cell: ``file`` as the edition names it (or its last part alone), ``cell`` like ``F24``.

    Raises UnknownCodeError for a file that was not received or a sheet that the file does not have, TraceError
    where ``cell`` is no address.
    """
    record = _record(edition, file)
    entries = list(edition.ledger.cells_of[record.file])
    if entries:
        sheet = _sheet(edition, record, entries, sheet)
    source = Source(record.file, sheet, _address(cell))
    whole = Forward(source, record, edition.unit_name(record.unit), CellKind.PRINT, "", None, "")
    figure = next((f for f in edition.figures if f.answer.source == source), None)
    whole = replace(whole, findings=_findings(edition, source, figure))
    if not entries:
        return replace(whole, kind=CellKind.UNREAD, reason=record.reason)
    entry = next((entry for entry in entries if entry.source == source), None)
    if entry is not None:
        kind = _kind(edition, entry) if record.used else CellKind.UNUSED
        whole = replace(
            whole, kind=kind, raw=entry.raw, disposition=entry.disposition, reason=entry.reason, task=entry.task
        )
    return _of_figure(edition, whole, figure) if figure else whole


def _record(edition: Edition, file: str) -> FileRecord:
    records = {record.file: record for record in edition.files}
    named = [name for name in records if name == file] or [
        name for name in records if name.rpartition("/")[2] == file.replace("\\", "/").rpartition("/")[2]
    ]
    if len(named) > 1:
        raise TraceError(f"Có {len(named)} tệp mang tên “{file}”: {'; '.join(named)}. Hãy ghi cả thư mục.")
    return records[named[0] if named else find_name("tệp", file, tuple(records))]


def _sheet(edition: Edition, record: FileRecord, entries: list[CellDisposition], sheet: str) -> str:
    """The sheet's exact name. Sheets of explanations hold no accounted cell: the form's own are let pass."""
    known = tuple(dict.fromkeys(entry.source.sheet for entry in entries))
    return sheet if sheet in COMPANIONS else find_name(f"trang nhập liệu của tệp {record.file}", sheet, known)


COMPANIONS = ("Tự kiểm tra", "Hướng dẫn", "_danh-sach")
"""Sheets of a form that ask nothing."""


def _address(cell: str) -> str:
    plain = cell.strip().replace("$", "").upper()
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters) :]
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha() and digits and digits[0] != "0"):
        raise TraceError(f"“{cell}” không phải địa chỉ ô; ghi như F24.")
    return plain


def _kind(edition: Edition, entry: CellDisposition) -> CellKind:
    if entry.disposition is Disposition.UNKNOWN:
        return CellKind.UNKNOWN
    if _report(edition, entry.source):
        return CellKind.ACTIVITY
    for issue in edition.issues:
        texts = (issue.difficulty, issue.cause, issue.recommendation)
        if entry.source in (issue.source, *(text.source for text in (*texts, issue.addressee) if text)):
            return CellKind.ISSUE
    return CellKind.OTHER_INPUT


def _report(edition: Edition, source: Source) -> ActivityReport | None:
    """The report in whose line a cell stands."""
    line = line_of(source)
    return next((report for report in edition.activities if line_of(report.source) == line), None)


def _findings(edition: Edition, source: Source, figure: Figure | None) -> tuple[Finding, ...]:
    """All that is said about a cell, and what holds the figure or the line that it belongs to."""
    causes = Causes(edition)
    if figure:
        return causes.of_figure(figure.answer)
    report = _report(edition, source)
    return causes.of_line(report, source) if report else causes.at(source)


def _of_figure(edition: Edition, whole: Forward, figure: Figure) -> Forward:
    answer = figure.answer
    indicator = edition.catalogue.indicator[answer.indicator]
    unit = edition.reporting_unit[answer.unit]
    return replace(
        whole,
        kind=CellKind.FIGURE,
        answer=answer,
        indicator=indicator,
        missing_reason=figure.missing_reason,
        uses=tuple(_uses(edition, unit, figure, indicator)),
        rules=tuple(_rules(edition, unit, indicator, answer.column)),
    )


def _uses(edition: Edition, unit: Unit, figure: Figure, indicator: Indicator) -> Iterator[Use]:
    """The published figures of the province and of the unit's region that the answer is, or would be, part of."""
    column = figure.answer.column
    plain = Shown.ACTUAL if column is Column.ACTUAL else Shown.PLAN
    for scope, name in _scopes(edition, unit):
        total = edition.total.get((indicator.code, scope))
        if total is not None and indicator.aggregation is not Aggregation.NONE:
            value = total.value if column is Column.ACTUAL else total.plan
            yield Use(indicator, plain, scope, name, TERM, value, figure.counts)
            if indicator.has_plan:
                both = all(_number(edition, unit, indicator, each) for each in Column) and figure.counts
                role = ABOVE if column is Column.ACTUAL else BELOW
                yield Use(indicator, Shown.PERCENT, scope, name, role, total.percent, both)
        if column is Column.ACTUAL:
            yield from _ratios(edition, unit, figure, scope, name)
    if column is Column.ACTUAL:
        yield from _own_ratios(edition, unit, figure)


def _ratios(edition: Edition, unit: Unit, figure: Figure, scope: str, name: str) -> Iterator[Use]:
    code = figure.answer.indicator
    for ratio in edition.catalogue.indicators:
        total = edition.total.get((ratio.code, scope))
        if total is None or ratio.reported_by or code not in (ratio.numerator, ratio.denominator):
            continue
        counted = figure.counts and unit.code in total.included
        yield Use(ratio, Shown.ACTUAL, scope, name, ABOVE if code == ratio.numerator else BELOW, total.value, counted)


def _own_ratios(edition: Edition, unit: Unit, figure: Figure) -> Iterator[Use]:
    """The unit's own ratios, which stand in its column of the summary."""
    code = figure.answer.indicator
    asked = edition.catalogue.asked(unit).codes
    for ratio in edition.catalogue.indicators:
        parts = (ratio.numerator, ratio.denominator)
        if ratio.reported_by or code not in parts or not asked.issuperset(parts):
            continue
        both = all(_number(edition, unit, edition.catalogue.indicator[part], Column.ACTUAL) for part in parts)
        value = edition.number(unit.code, ratio.code)
        yield Use(ratio, Shown.ACTUAL, unit.code, unit.name, ABOVE if code == parts[0] else BELOW, value, both)


def _number(edition: Edition, unit: Unit, indicator: Indicator, column: Column) -> bool:
    figure = edition.figure.get((unit.code, indicator.code, column))
    return figure is not None and figure.counts and (column is Column.ACTUAL or figure.answer.value is not None)


def _scopes(edition: Edition, unit: Unit) -> Iterator[tuple[str, str]]:
    yield PROVINCE, f"Toàn {edition.catalogue.plan.province}"
    for region in edition.catalogue.regions:
        if region.code == unit.region and region.subtotal and region.code != PROVINCE:
            yield region.code, region.name


def _rules(edition: Edition, unit: Unit, indicator: Indicator, column: Column) -> Iterator[RuleUse]:
    """The rules that read this figure: of the unit's own form, and those between units or of the province."""
    wanted = (Ref, TotalOf) if column is Column.ACTUAL else (PlanOf,)
    for rule in (each for row in edition.catalogue.rules for each in expand(edition.catalogue, row)):
        wide = rule.scope in (Scope.CROSS_UNIT, Scope.PROVINCE)
        if not (wide or unit.answers_to(rule.applies_to)):
            continue
        read = _operands(rule.left, rule.right)
        if any(isinstance(o, wanted) and getattr(o, "indicator", "") == indicator.code for o in read):
            whose = {"", unit.code} if wide else {unit.code}
            about = {o.indicator for o in read if isinstance(o, Ref | TotalOf | PlanOf)}
            fired = any(
                f.code == rule.code and f.unit in whose and (not f.indicator or f.indicator in about)
                for f in edition.findings
            )
            yield RuleUse(rule, fired)


@lru_cache(maxsize=2048)
def _operands(left: str, right: str) -> tuple[Operand, ...]:
    """All that the two sides of a rule read; nothing where they can't be parsed, which is told as C601."""
    try:
        return (*references(parse(left)), *references(parse(right)))
    except ExpressionError:
        return ()
