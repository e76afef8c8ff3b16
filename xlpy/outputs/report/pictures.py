"""The charts a reader of the report wants: progress by task, the plans furthest from reached, a ratio by local unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlpy.model.catalogue import Indicator, UnitKind
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityStatus
from xlpy.outputs.publish.view import View
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.content import Cited, FigureKind, Runs
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import Figures
from xlpy.outputs.report.names import subject
from xlpy.outputs.report.progress import ActivityProgress, all_progress

MOST_BARS = 10
"""Bars of the chart of plans."""
MOST_UNITS = 25
"""Up to so many local units a chart shows each; above, their regions."""
SERIES: tuple[tuple[str, Callable[[ActivityProgress], tuple[str, ...]]], ...] = (
    (ActivityStatus.DONE.value, lambda progress: progress.units(ActivityStatus.DONE)),
    (ActivityStatus.DOING.value, lambda progress: progress.units(ActivityStatus.DOING)),
    (ActivityStatus.NOT_STARTED.value, lambda progress: progress.units(ActivityStatus.NOT_STARTED)),
    ("Chờ sửa", lambda progress: progress.held),
    ("Chưa báo cáo", lambda progress: progress.silent),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a chart shows: a figure for each category and series; None where there is none."""

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Cited | None, ...]], ...]
    measure: str = ""
    upright: bool = False
    """Columns instead of bars."""
    stacked: bool = False
    lacking: Runs = ()
    """Who is not shown for want of figures."""

    @property
    def height(self) -> float:
        """Millimetres."""
        return 80.0 if self.upright else 28.0 + 8.5 * len(self.categories)


def progress_picture(telling: Telling) -> Picture | None:
    """How many reports on activities say what, by task; None where no activity is led."""
    found = all_progress(telling)
    tasks = [task for task in telling.catalogue.tasks if any(p.activity.task == task.code for p in found)]
    if not tasks:
        return None
    rows: list[tuple[str, tuple[Cited | None, ...]]] = []
    for name, of in SERIES:
        counted = []
        for task in tasks:
            mine = [p for p in found if p.activity.task == task.code]
            units = [(p, u) for p in mine for u in of(p)]
            items = tuple(f"{p.activity.code}:{unit}" for p, unit in units)
            counted.append(Cited(str(len(items)), FigureKind.COUNT, Decimal(len(items)), items=items))
        rows.append((name, tuple(counted)))
    names = tuple(f"{task.number}. {task.short_name}" for task in tasks)
    return Picture("Số lượt báo cáo về nội dung công việc theo trạng thái", names, tuple(rows), stacked=True)


def plans_picture(telling: Telling) -> Picture | None:
    """Percent of plan where it is lowest; None where nothing is below plan."""
    below = Assessment(telling).below[:MOST_BARS]
    if not below:
        return None
    names = tuple(_brief(subject(indicator)) for indicator, _ in below)
    values = tuple(found.percent for _, found in below)
    return Picture("Tỷ lệ thực hiện so với kế hoạch", names, (("Thực hiện so với kế hoạch", values),), "%")


def ratio_picture(telling: Telling, chosen: Sequence[str]) -> Picture | None:
    """The first chosen ratio that has figures, by local unit or, where these are many, by region."""
    figures, catalogue = telling.figures, telling.catalogue
    for code in chosen:
        indicator = catalogue.indicator.get(code)
        found = figures.by_local_unit(indicator) if indicator else ()
        if indicator is None or len(found) < 2:
            continue
        if len(found) <= MOST_UNITS:
            names = tuple(telling.edition.sender[one.units[0]].core_name or one.units[0] for one in found)
            return _columns(indicator, names, found, _lacking(telling, found))
        regions = _regions(telling.edition, figures, code)
        if len(regions) > 1:
            values = tuple(cited for _, cited in regions)
            names = tuple(name for name, _ in regions)
            return _columns(indicator, names, values)
    return None


def _columns(indicator: Indicator, names: tuple[str, ...], values: tuple[Cited, ...], lacking: Runs = ()) -> Picture:
    name, measure = indicator.name, indicator.unit_of_measure
    return Picture(name, names, ((name, values),), measure, upright=True, lacking=lacking)


def _lacking(telling: Telling, found: Sequence[Cited]) -> Runs:
    """Local units that a chart of local units does not show."""
    shown = {one.units[0] for one in found}
    local = [unit.code for unit in telling.senders if unit.kind is UnitKind.LOCAL]
    return telling.units([code for code in local if code not in shown])


def _regions(edition: Edition, figures: Figures, code: str) -> list[tuple[str, Cited]]:
    indicator = edition.catalogue.indicator[code]
    found = []
    for block in View(edition).blocks:
        total = edition.total.get((code, block.scope))
        cited = figures.actual(indicator, total.included) if total and total.value is not None else None
        if cited:
            found.append((block.name, cited))
    return found


def _brief(name: str) -> str:
    return name[:1].upper() + name[1:]
