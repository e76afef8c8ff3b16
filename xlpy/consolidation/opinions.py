"""What several units say in the same words, and who: difficulties and recommendations by how many share them."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from xlpy.model.edition import Edition
from xlpy.model.submission import Issue, Text

_END = f"{string.whitespace}.;,"


@dataclass(frozen=True, slots=True)
class Shared:
    """One text as first said, on one line; the units that say it in display order, and whom they put it to."""

    task: str
    text: str
    units: tuple[str, ...]
    addressee: str = ""


def in_use(edition: Edition) -> Iterator[Issue]:
    """The issues of files that count."""
    used = {record.file for record in edition.used_files.values()}
    return (issue for issue in edition.issues if issue.source.file in used)


def shared(edition: Edition, field: Callable[[Issue], Text | None]) -> tuple[Shared, ...]:
    """The texts of a column, those of most units first, then by task and in the order of reading.

    Texts that differ only in case, spaces, a bullet or the full stop are one.
    """
    groups: dict[tuple[str, str], list[tuple[Issue, str]]] = {}
    for issue in in_use(edition):
        text = one_line(field(issue))
        if text:
            groups.setdefault((issue.task, text.casefold()), []).append((issue, text))
    order = {unit.code: place for place, unit in enumerate(edition.reporting_units)}
    tasks = {task.code: place for place, task in enumerate(edition.catalogue.tasks)}
    found = [
        Shared(
            task,
            said[0][1],
            tuple(sorted({issue.unit for issue, _ in said}, key=lambda code: order.get(code, len(order)))),
            next(filter(None, (one_line(issue.addressee) for issue, _ in said)), ""),
        )
        for (task, _), said in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.units), tasks.get(one.task, len(tasks)))))


def one_of_each_task(found: Iterable[Shared], count: int) -> tuple[Shared, ...]:
    """The first ``count``, of different tasks as far as there are such."""
    listed = list(found)
    firsts = list({one.task: one for one in reversed(listed)}.values())
    ordered = sorted(firsts, key=listed.index)
    rest = [one for one in listed if one not in ordered]
    return tuple((*ordered, *rest)[:count])


def one_line(text: Text | None) -> str:
    """A unit's words without line breaks, bullet and full stop; '' for none."""
    lines = (line.strip().lstrip("-–+• ").strip() for line in (text.value if text else "").splitlines())
    return " ".join(" ".join(line.split()) for line in lines if line).rstrip(_END)
