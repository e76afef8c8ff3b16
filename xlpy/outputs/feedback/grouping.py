"""Lines of a slip out of grouped findings: many alike taken apart by task, what concerns the whole file kept whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlpy.model.codes import MessageCode
from xlpy.model.submission import Finding
from xlpy.outputs.messages import GROUP_FROM, Line

ENCODING: tuple[MessageCode, ...] = ("O413", "O414", "O415")
"""Codes about how letters are stored: one cause, one cure for the whole file, so one line however many cells."""


def join_encoding(lines: Sequence[Line]) -> list[Line]:
    """The lines with those about the encoding of letters in one file joined into one."""
    joined: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.finding.code in ENCODING:
            joined.setdefault((line.finding.code, line.finding.source.file), []).append(line)
    made = []
    for line in lines:
        alike = joined.get((line.finding.code, line.finding.source.file), [line])
        if line is alike[0]:
            others = (*line.others, *(finding for more in alike[1:] for finding in (more.finding, *more.others)))
            made.append(Line(line.finding, others, sum(more.folded for more in alike)))
    return made


def by_task(line: Line, findings: Sequence[Finding]) -> Iterator[Line]:
    """A line of many alike, taken apart by task; few that are left of it get a line each. Nothing is dropped.

    Each part keeps the consequences of its own task, the first those of no task; ``findings`` are all of the unit.
    """
    if not line.others or line.finding.code in ENCODING:
        yield line
        return
    tasks: dict[str, list[Finding]] = {}
    for finding in (line.finding, *line.others):
        tasks.setdefault(finding.task, []).append(finding)
    file = line.finding.source.file
    follows = Counter(f.task for f in findings if (f.caused_by, f.source.file) == (line.finding.code, file))
    rest = line.folded - sum(follows[task] for task in tasks)
    for task, here in tasks.items():
        yield from _part(here, follows[task] + rest)
        rest = 0


def _part(findings: Sequence[Finding], folded: int) -> Iterator[Line]:
    """Findings of one code, sheet and task."""
    if len(findings) >= GROUP_FROM:
        yield Line(findings[0], tuple(findings[1:]), folded)
        return
    for number, finding in enumerate(findings):
        yield Line(finding, (), folded if number == 0 else 0)
