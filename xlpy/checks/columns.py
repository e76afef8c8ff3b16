"""Figures typed in another column than the one asked for: one finding for the column, whatever the number of cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from xlpy.basics.a1 import address_of, column_letters
from xlpy.checks.suspicion import Suspicion, Told
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.cells import Address
from xlpy.model.submission import Answer, Column, FigureRef, Finding, Source, State, Submission

_NUMBER = re.compile(r"\d[\d.,\s]*")
Row = tuple[str, int]
"""Sheet and row of a cell."""


def check_columns(catalogue: Catalogue, period: Period, submission: Submission) -> Suspicion:
    """O430 where ``nham_cot_so_dong`` rows or more without an actual figure have a number in one other column.

    A plan that stands in its own column proves nothing by itself; it goes with the others of that column. What was told
    of the blank cells and of the numbers follows from the finding. An error, as the blanks are that it stands for.
    """
    fewest = catalogue.norm("nham_cot_so_dong", period.cut_off)
    blank = {_row(a): a for a in submission.answers if a.column is Column.ACTUAL and a.state is State.BLANK}
    if fewest is None or not blank:
        return Suspicion()
    plans = {a.source: a for a in submission.answers if a.column is Column.PLAN}
    misplaced: dict[tuple[str, int], list[tuple[Source, Answer]]] = defaultdict(list)
    lawful: dict[tuple[str, int], list[tuple[Source, Answer]]] = defaultdict(list)
    for entry in submission.dispositions:
        row, column = _at(entry.source)
        answer = blank.get((entry.source.sheet, row))
        if answer and _NUMBER.fullmatch(entry.raw.strip()):
            group = lawful if entry.source in plans else misplaced
            group[entry.source.sheet, column].append((entry.source, answer))
    findings: list[Finding] = []
    causes: dict[Told, str] = {}
    for place, proof in misplaced.items():
        if len(proof) >= fewest:
            cells = sorted((*proof, *lawful[place]), key=lambda pair: _at(pair[0]))
            finding = _finding(catalogue, submission, column_letters(place[1]), cells)
            findings.append(finding)
            for source, answer in cells:
                task = catalogue.indicator[answer.indicator].task
                causes["O401", answer.source, task] = finding.code
                causes |= {(code, source, t): finding.code for code in ("O416", "O419", "O427") for t in ("", task)}
    return Suspicion(tuple(findings), causes)


def _finding(
    catalogue: Catalogue, submission: Submission, column: str, cells: Sequence[tuple[Source, Answer]]
) -> Finding:
    source, first = cells[0]
    indicator = catalogue.indicator[first.indicator]
    meant = address_of(first.source.cell)
    words: Mapping[str, str] = {
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "count": str(len(cells)),
        "found": column,
        "expected": column_letters(meant[1]) if meant else "",
        "other": ", ".join(source.cell for source, _ in cells),
    }
    touches = tuple(FigureRef(answer.indicator, answer.column) for _, answer in cells)
    severity = catalogue.message["O430"].severity
    return Finding("O430", severity, source, submission.unit, indicator.task, "", words, touches=touches)


def _row(answer: Answer) -> Row:
    return answer.source.sheet, _at(answer.source)[0]


def _at(source: Source) -> Address:
    return address_of(source.cell) or (0, 0)
