"""Lines of a slip out of grouped findings: many alike taken apart by task, what concerns the whole file kept whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlpy.messages import GROUP_FROM, Line
from xlpy.model import Finding

ENCODING = ("O413", "O414", "O415")
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


def by_task(line: Line) -> Iterator[Line]:
    """A line of many alike, taken apart by task; few that are left of it get a line each. Nothing is dropped."""
    if not line.others or line.finding.code in ENCODING:
        yield line
        return
    tasks: dict[str, list[Finding]] = {}
    for finding in (line.finding, *line.others):
        tasks.setdefault(finding.task, []).append(finding)
    folded = line.folded
    for here in tasks.values():
        if len(here) < GROUP_FROM:
            yield from (Line(finding, (), folded if n == 0 else 0) for n, finding in enumerate(here))
        else:
            yield Line(here[0], tuple(here[1:]), folded)
        folded = 0
