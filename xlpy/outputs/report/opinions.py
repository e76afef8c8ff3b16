"""What units say in free text (difficulties, causes, recommendations): alike opinions together, with who says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from xlpy.model.edition import Edition
from xlpy.model.submission import Issue, Source, Text
from xlpy.outputs.report.content import Runs, Said, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import count
from xlpy.outputs.report.names import going_on, quoted


@dataclass(frozen=True, slots=True)
class Opinion:
    """One text, as first said, with all the cells where it stands and the units that say it, in display order."""

    task: str
    text: str
    sources: tuple[Source, ...]
    units: tuple[str, ...]
    causes: tuple[tuple[str, tuple[Source, ...]], ...] = ()
    """The different causes that those who say it give, each with its cells."""


def opinions(telling: Telling, issues: Iterable[Issue], field: Callable[[Issue], Text | None]) -> tuple[Opinion, ...]:
    """The opinions in a column by task; within a task those of most units first, then in the order of reading.

    Texts that differ only in case, spaces, bullets or the full stop are one opinion.
    """
    groups: dict[tuple[str, str], list[tuple[Issue, Text]]] = {}
    for issue in issues:
        text = field(issue)
        if text is not None and quoted(text.value):
            key = " ".join(quoted(text.value).casefold().split())
            groups.setdefault((issue.task, key), []).append((issue, text))
    found = []
    for (task, _), said in groups.items():
        units = telling.ordered(issue.unit for issue, _ in said)
        cells = tuple(dict.fromkeys(text.source for _, text in said))
        found.append(Opinion(task, quoted(said[0][1].value), cells, units, _causes(issue for issue, _ in said)))
    order = {task.code: place for place, task in enumerate(telling.catalogue.tasks)}
    return tuple(sorted(found, key=lambda one: (order.get(one.task, len(order)), -len(one.units))))


def _causes(issues: Iterable[Issue]) -> tuple[tuple[str, tuple[Source, ...]], ...]:
    groups: dict[str, list[Text]] = {}
    for issue in issues:
        if issue.cause is not None and quoted(issue.cause.value):
            groups.setdefault(quoted(issue.cause.value).casefold(), []).append(issue.cause)
    return tuple((quoted(said[0].value), tuple(one.source for one in said)) for said in groups.values())


def in_use(edition: Edition) -> tuple[Issue, ...]:
    """The issues of files that count."""
    used = {record.file for record in edition.files if record.used}
    return tuple(issue for issue in edition.issues if issue.source.file in used)


def by_task(
    telling: Telling, found: Iterable[Opinion], key: str = "danh_gia.nhom", *, causes: bool = False
) -> list[Runs]:
    """A sentence for each task: its opinions with the units in brackets, the rarest of many only counted.

    With ``causes`` each opinion is followed by the causes given for it.
    """
    groups: dict[str, list[Opinion]] = {}
    for opinion in found:
        groups.setdefault(opinion.task, []).append(opinion)
    patterns = telling.patterns
    texts = []
    for task, listed in groups.items():
        shown = patterns.most("y_kien")
        told = [_with_units(telling, one, causes=causes, first=one is listed[0]) for one in listed[:shown]]
        if len(listed) > shown:
            rest = count([f"{opinion.task}:{opinion.text}" for opinion in listed[shown:]])
            told.append(patterns.fill("danh_gia.con_nua", so_y_kien=(rest,)))
        name = telling.task_words(task)
        texts.append(patterns.sentence(key, ten=name, y_kien=joined(told, ". ")))
    return texts


def _with_units(telling: Telling, opinion: Opinion, *, causes: bool, first: bool) -> Runs:
    words: Runs = (Said(going_on(opinion.text) if first else opinion.text, opinion.sources),)
    if not all(telling.is_office(unit) for unit in opinion.units):  # the office does not name itself
        words = telling.patterns.fill("danh_gia.y_kien", y_kien=words, don_vi=telling.units(opinion.units))
    if causes and opinion.causes:
        given = joined([(Said(going_on(text), cells),) for text, cells in opinion.causes], "; ")
        return telling.patterns.fill("danh_gia.kho_khan", y_kien=words, nguyen_nhan=given)
    return words
