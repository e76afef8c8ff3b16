"""How each unit stands with each task, counted in single figures and lines of activities. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.edition import Figure, MissingReason, Standing, TaskStatus
from xlpy.model.holding import Holding
from xlpy.model.submission import ActivityReport

Key = tuple[str, str]
"""Unit and task."""
ABSENT: Mapping[MissingReason, TaskStatus] = {
    MissingReason.REFUSED: TaskStatus.REFUSED,
    MissingReason.NOT_SENT: TaskStatus.MISSING,
}


def standings(
    catalogue: Catalogue,
    reporting_units: Sequence[Unit],
    absent: Mapping[str, MissingReason],
    figures: Iterable[Figure],
    reports: Iterable[ActivityReport],
    holding: Holding,
) -> dict[Key, Standing]:
    """Every reporting unit with every task; ``figures`` and ``reports`` are those of the files that count."""
    counts = Counter((key, what) for key, what in _counted(catalogue, figures, reports, holding))
    made: dict[Key, Standing] = {}
    for unit in reporting_units:
        asked = {task.code for task in catalogue.asked(unit).tasks}
        for task in catalogue.tasks:
            key = unit.code, task.code
            if task.code not in asked:
                made[key] = Standing(TaskStatus.NONE)
            elif unit.code in absent:
                made[key] = Standing(ABSENT[absent[unit.code]])
            else:
                numbers = {what: counts[key, what] for what in PARTS}
                made[key] = Standing(_status(numbers), **numbers)
    return made


PARTS = ("figures", "held", "lacking", "lines", "lines_held", "lines_lacking")


def _status(numbers: Mapping[str, int]) -> TaskStatus:
    if numbers["held"] or numbers["lines_held"]:
        return TaskStatus.ERROR
    return TaskStatus.PARTIAL if numbers["lacking"] or numbers["lines_lacking"] else TaskStatus.COMPLETE


def _counted(
    catalogue: Catalogue, figures: Iterable[Figure], reports: Iterable[ActivityReport], holding: Holding
) -> Iterator[tuple[Key, str]]:
    """Each figure and line once as what it is, and once more where it is held or lacking; lost rows are held."""
    there = set()
    for figure in figures:
        unit, code, column = place = figure.answer.unit, figure.answer.indicator, figure.answer.column
        there.add(place)
        key = unit, catalogue.indicator[code].task
        yield key, "figures"
        if figure.missing_reason:
            yield key, "held" if (unit, code, column) in holding.figures else "lacking"
    for unit, code, _ in holding.figures.keys() - there:
        yield from (((unit, catalogue.indicator[code].task), what) for what in ("figures", "held"))
    told = set()
    for report in reports:
        told.add((report.unit, report.activity))
        key = report.unit, catalogue.activity[report.activity].task
        yield key, "lines"
        if (report.unit, report.activity) in holding.lines:
            yield key, "lines_held"
        elif not report.status:
            yield key, "lines_lacking"
    for unit, activity in holding.lines.keys() - told:
        yield from (((unit, catalogue.activity[activity].task), what) for what in ("lines", "lines_held"))
