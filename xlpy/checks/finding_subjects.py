"""Each finding told what it is about: the figure, or the line of an activity, in whose cell it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlpy.model.submission import FigureRef, Finding, LineRef, Source, Submission, Touched

_ROW = re.compile(r"(?<!\d)\d+$")
Line = tuple[str, str, str]
"""File, sheet and row of a cell."""


def touched(submissions: Iterable[Submission], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each with what it touches; one that says so itself (a relation, a lost row) is left as it is.

    A cell of no figure and no activity (a cover, a note beside a figure, a difficulty) touches nothing but itself.
    """
    submissions = tuple(submissions)
    figures = {a.source: FigureRef(a.indicator, a.column) for s in submissions for a in s.answers}
    lines = {line_of(r.source): LineRef(r.activity) for s in submissions for r in s.activities}
    for finding in findings:
        about: Touched | None = None
        if finding.source.cell and not finding.touches:
            about = figures.get(finding.source) or lines.get(line_of(finding.source))
        yield replace(finding, touches=(about,)) if about else finding


def line_of(source: Source) -> Line:
    """The row that a cell stands in."""
    row = _ROW.search(source.cell)
    return source.file, source.sheet, row.group() if row else ""
