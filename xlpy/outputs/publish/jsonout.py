"""An edition in brief for programs: what was sent, how much is wrong, every total, how each task stands."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xlpy.consolidation.headline import numbers_of
from xlpy.model.decision import Ruling
from xlpy.model.edition import Edition, FileRecord, TaskStatus, Total
from xlpy.model.submission import Finding
from xlpy.outputs.grouping import Line, cells_of, lines
from xlpy.outputs.messages import remedy, sentence
from xlpy.outputs.remarks import remarks_words

_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=1)


def summary_json(edition: Edition, *, findings: bool = False) -> str:
    """The edition's summary; figures are strings so that no reader rounds them, None where there is no number.

    ``findings``: every finding too, under ``findings.list``, and the lines that people see, under ``findings.groups``.
    """
    return "".join(summary_pieces(edition, findings=findings))


def summary_pieces(edition: Edition, *, findings: bool = False) -> Iterator[str]:
    """The same text piece by piece."""
    yield from _ENCODER.iterencode(_summary(edition, findings=findings))
    yield "\n"


def _summary(edition: Edition, *, findings: bool) -> dict[str, Any]:
    ledger = edition.ledger.total
    used = edition.used_files
    reporting_units = [unit.code for unit in edition.reporting_units]
    roots = Counter(finding.severity.value for finding in edition.findings if not finding.caused_by)
    numbers, grouped = numbers_of(edition), lines(edition)
    summary: dict[str, Any] = {
        "plan": edition.catalogue.plan.number,
        "catalogue": edition.catalogue.plan.version,
        "period": edition.period.code,
        "school_year": edition.period.school_year,
        "units": {
            "asked": len(reporting_units),
            "used": len(used),
            "missing": [code for code in reporting_units if code not in used],
        },
        "findings": {
            "all": len(edition.findings),
            "roots": dict(sorted(roots.items())),
            "errors": {
                "all": numbers.all_errors,
                "to_mend": numbers.errors,
                "of_stray_files": numbers.stray_errors,
                "unsent": numbers.unsent_errors,
            },
            "lines": dict(sorted(Counter(line.finding.severity.value for line in grouped).items())),
            "by_code": dict(sorted(Counter(finding.code for finding in edition.findings).items())),
        },
        "ledger": {
            "received": ledger.received,
            "used": ledger.used,
            "excluded": dict(ledger.excluded),
            "empty": ledger.empty,
            "unknown": ledger.unknown,
            "balance": ledger.balance,
        },
        "files": [_file(record) for record in edition.files],
        "statuses": _statuses(edition),
        "waiting": _waiting(edition),
        "totals": [_total(total) for total in edition.totals],
    }
    if edition.rulings:
        summary["decisions"] = [_ruling(ruling) for ruling in edition.rulings]
    if findings:
        summary["findings"]["groups"] = [_group(line) for line in grouped]
        summary["findings"]["list"] = [_finding(edition, finding) for finding in edition.findings]
    return summary


def _group(line: Line) -> dict[str, Any]:
    """A line of the lists for people: how many findings it stands for, and how many follow from them."""
    first = line.finding
    return {
        "code": first.code,
        "severity": first.severity.value,
        "unit": first.unit,
        "file": first.source.file,
        "cells": cells_of(line.findings, "").removeprefix(": "),
        "count": line.count,
        "following": line.folded,
    }


def _ruling(ruling: Ruling) -> dict[str, Any]:
    decision = ruling.decision
    words = {key: getattr(decision, key) for key in ("unit", "code", "cell", "value", "file", "indicator")}
    head = {"act": decision.act.value, "who": decision.who, "reason": decision.reason, "day": decision.day.isoformat()}
    return (
        head | {key: word for key, word in words.items() if word} | {"effect": ruling.effect.value, "told": ruling.told}
    )


def _finding(edition: Edition, finding: Finding) -> dict[str, Any]:
    catalogue = edition.catalogue
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "task": finding.task,
        "indicator": finding.indicator,
        "file": finding.source.file,
        "sheet": finding.source.sheet,
        "cell": finding.source.cell,
        "caused_by": finding.caused_by,
        "holds": [":".join(touched) for touched in edition.kept_out(finding)],
        "sentence": sentence(catalogue, finding),
        "remedy": remedy(catalogue, finding),
        "explanation": remarks_words(edition, (finding,)),
    }


def _file(record: FileRecord) -> dict[str, Any]:
    return {
        "file": record.file,
        "sha256": record.sha256,
        "unit": record.unit,
        "received_on": record.received_on.isoformat() if record.received_on else None,
        "document": record.document,
        "used": record.used,
        "reason": record.reason,
    }


def _statuses(edition: Edition) -> dict[str, dict[str, str]]:
    """Task status by unit, then task, by the status' machine name (``complete`` …)."""
    statuses: dict[str, dict[str, str]] = {}
    for (unit, task), status in edition.statuses.items():
        statuses.setdefault(unit, {})[task] = _word(status)
    return statuses


def _waiting(edition: Edition) -> dict[str, dict[str, dict[str, int]]]:
    """How much of a task does not count, by unit, then task; tasks of which all counts are left out."""
    waiting: dict[str, dict[str, dict[str, int]]] = {}
    for (unit, task), standing in edition.standings.items():
        if standing.waiting or standing.wanting:
            counts = dataclasses.asdict(standing)
            del counts["status"]
            waiting.setdefault(unit, {})[task] = counts
    return waiting


def _word(status: TaskStatus) -> str:
    return status.name.lower()


def _total(total: Total) -> dict[str, Any]:
    return {
        "indicator": total.indicator,
        "scope": total.scope,
        "value": _number(total.value),
        "plan": _number(total.plan),
        "percent": _number(total.percent),
        "previous": _number(total.previous),
        "included": len(total.included),
        "missing": {lack.unit: lack.missing_reason.name.lower() for lack in total.missing},
        "plan_missing": {lack.unit: lack.missing_reason.name.lower() for lack in total.plan_missing},
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
