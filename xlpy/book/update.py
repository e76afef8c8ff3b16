"""An edition as one update of the master workbook: its sheets, the panel's numbers and charts, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from xlpy.basics.days import short_day
from xlpy.book.places import COUNTED, MARK, NEXT, NEXT_LINES, SENDING, STATE, TASKS
from xlpy.book.port import Rows, Update
from xlpy.book.sheets import empty_sheets
from xlpy.book.words import BookWords
from xlpy.consolidation.fingerprint import fingerprint
from xlpy.consolidation.headline import Numbers, numbers_of
from xlpy.model.catalogue import Catalogue
from xlpy.model.contact import UnitContact
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityStatus
from xlpy.outputs.publish import summary
from xlpy.outputs.publish.drawing import Value
from xlpy.outputs.publish.edition_sheets import draw_sheets
from xlpy.outputs.publish.layout import EDITION_SHEETS
from xlpy.outputs.publish.matrix import COUNTED as STATUSES


def edition_update(
    edition: Edition,
    number: int,
    made_by: str,
    made: datetime,
    words: BookWords,
    contacts: Mapping[str, UnitContact] | None = None,
) -> Update:
    """Everything of an edition; ``number`` is its number, ``made`` in local time, ``contacts`` whom to call by unit."""
    sheets = draw_sheets(edition, contacts)
    drawn = {drawing.name for drawing in sheets}
    absent = tuple(name for name in EDITION_SHEETS if name not in drawn)
    numbers = numbers_of(edition)
    cells: dict[str, Value] = {STATE[key]: getattr(numbers, key) for key in COUNTED}
    period = edition.period
    cells |= {
        STATE["edition"]: str(number),
        STATE["made"]: f"{made:%d/%m/%Y %H:%M}",
        STATE["made_by"]: made_by,
        STATE["period_name"]: period.name,
        STATE["cut_off"]: short_day(period.cut_off),
        STATE["deadline"]: short_day(period.deadline_unit),
        MARK: fingerprint(edition),
    }
    blocks = {
        SENDING: ((numbers.sent - numbers.late,), (numbers.late,), (numbers.refused,), (numbers.unsent,)),
        TASKS: tuple(_task_rows(edition)),
        NEXT: _next(numbers, words),
    }
    return Update(sheets, absent, cells, blocks, summary.SHEET)


def blank_update(catalogue: Catalogue, words: BookWords) -> Update:
    """The workbook as it is before its first edition."""
    ours = {*EDITION_SHEETS, words.sheet("comparison")}
    sheets = tuple(sheet for sheet in empty_sheets(words) if sheet.name in ours)
    drawn = {sheet.name for sheet in sheets}
    absent = tuple(name for name in EDITION_SHEETS if name not in drawn)
    blocks: dict[str, Rows] = {
        SENDING: ((0,),) * 4,
        TASKS: tuple((f"{t.number}. {t.short_name}", *[0] * len(STATUSES), 0.0) for t in catalogue.tasks),
        NEXT: ((words.text("panel", "none"),), *((None,),) * (NEXT_LINES - 1)),
    }
    cells: dict[str, Value] = dict.fromkeys((*STATE.values(), MARK))
    return Update(sheets, absent, cells, blocks, words.sheet("panel"))


def _task_rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    """For each task: its name, how many units stand how, and the share of its activities reported as done."""
    for task in edition.catalogue.tasks:
        found = Counter(status for (_, code), status in edition.statuses.items() if code == task.code)
        counts = tuple(found[status] for status in STATUSES)
        yield (f"{task.number}. {task.short_name}", *counts, _done(edition, task.code))


def _done(edition: Edition, task: str) -> float:
    """Percent of the reports asked for on a task's activities that say it is done; silence and faults are not."""

    ours = [c for c in edition.activity_counts if edition.catalogue.activity[c.activity].task == task]
    done = sum(count.by_status.get(ActivityStatus.DONE, 0) for count in ours)
    asked = sum(count.leads - count.by_status.get(ActivityStatus.NONE, 0) for count in ours)
    return round(100 * done / asked, 1) if asked else 0.0


def _next(numbers: Numbers, words: BookWords) -> Rows:
    lines = [
        words.fill("next", key, count=count, units=numbers.faulty)
        for key in ("unsent", "refused", "errors", "stray")
        if (count := getattr(numbers, key))
    ]
    lines.append(words.text("next", "draft" if lines else "report"))
    lines += [""] * (NEXT_LINES - len(lines))
    return tuple((f"– {line}" if line else None,) for line in lines)
