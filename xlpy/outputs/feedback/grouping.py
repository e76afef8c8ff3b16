"""Lines of a slip out of grouped findings: many alike taken apart by task, what concerns the whole file kept whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlpy.model.submission import Finding
from xlpy.outputs.grouping import OF_FILE, Line, clusters


def by_task(line: Line, findings: Sequence[Finding]) -> Iterator[Line]:
    """A line of many alike, taken apart by task; few that are left of it get a line each. Nothing is dropped.

    Each part keeps the consequences of its own task, the first those of no task; ``findings`` are all of the unit.
    """
    if not line.others or line.finding.code in OF_FILE:
        yield line
        return
    tasks: dict[str, list[Finding]] = {}
    for finding in line.findings:
        tasks.setdefault(finding.task, []).append(finding)
    file = line.finding.source.file
    follows = Counter(f.task for f in findings if (f.caused_by, f.source.file) == (line.finding.code, file))
    rest = line.folded - sum(follows[task] for task in tasks)
    for task, here in tasks.items():
        folded = follows[task] + rest
        for together in clusters(here):
            yield Line(together[0], tuple(together[1:]), folded)
            folded = 0
        rest = 0
