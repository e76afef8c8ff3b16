"""The activities of the plan: which are done, which are not, past which deadline, and who says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Activity, Task
from xlpy.model.edition import ActivityCount
from xlpy.model.submission import ActivityStatus
from xlpy.outputs.report.content import Plain, Runs, Term, joined
from xlpy.outputs.report.context import Telling, item, sentences
from xlpy.outputs.report.figures import count
from xlpy.outputs.word.nd30 import short_day


@dataclass(frozen=True)
class ActivityProgress:
    """How the units that lead an activity stand with it.

    ``silent`` gave no status or sent no usable file; ``held`` have an error in their line, ``unclear`` of these gave
    no status that can be read.
    """

    activity: Activity
    by_status: Mapping[str, tuple[str, ...]]
    silent: tuple[str, ...]
    held: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    def units(self, status: str) -> tuple[str, ...]:
        """The units that report a status."""
        return self.by_status.get(status, ())

    @property
    def leads(self) -> tuple[str, ...]:
        """The units that lead it, without those that have no such work."""
        said = [unit for status, units in self.by_status.items() if status != ActivityStatus.NONE for unit in units]
        return (*said, *self.held, *self.silent)

    @property
    def open(self) -> tuple[str, ...]:
        """The units that have begun and not ended, or not begun."""
        return (*self.units(ActivityStatus.DOING), *self.units(ActivityStatus.NOT_STARTED))

    @property
    def is_heard_of(self) -> bool:
        """Whether any unit says something of it."""
        return bool(self.open or self.held or self.units(ActivityStatus.DONE))

    @property
    def is_done_where_told(self) -> bool:
        """Whether all that reported on it have done it beyond doubt, and somebody has."""
        return not self.open and not self.held and bool(self.units(ActivityStatus.DONE))

    @property
    def is_done(self) -> bool:
        """Whether every unit that leads it has done it beyond doubt."""
        return self.is_done_where_told and not self.silent

    def is_late(self, cut_off: date) -> bool:
        """Whether its deadline is over and a unit is known to be not done.

        What units say holds for the end of the cut-off day: a deadline of that very day is over too.
        """
        return bool(self.open) and self.is_over(cut_off)

    def is_over(self, cut_off: date) -> bool:
        """Whether its deadline is over, whoever has done it."""
        return self.activity.deadline is not None and self.activity.deadline <= cut_off


def all_progress(telling: Telling) -> tuple[ActivityProgress, ...]:
    """Progress of every activity that some unit leads, in catalogue order."""
    said: dict[str, dict[str, list[str]]] = {}
    for report in telling.edition.activities:
        said.setdefault(report.activity, {}).setdefault(report.status, []).append(report.unit)
    every = (_progress(telling, counted, said.get(counted.activity, {})) for counted in telling.edition.activity_counts)
    return tuple(progress for progress in every if progress.leads)


def _progress(telling: Telling, counted: ActivityCount, said: Mapping[str, Sequence[str]]) -> ActivityProgress:
    held = set(counted.held)
    groups = {
        status: telling.ordered(set(units) - held) for status, units in said.items() if status in counted.by_status
    }
    return ActivityProgress(
        telling.catalogue.activity[counted.activity],
        groups,
        telling.ordered(counted.silent),
        telling.ordered(held),
        telling.ordered(held & set(said.get("", ()))),
    )


@dataclass(frozen=True)
class TaskProgress:
    """Tells the progress of one task's activities."""

    telling: Telling
    task: Task

    @cached_property
    def activities(self) -> tuple[ActivityProgress, ...]:
        """The task's activities."""
        return tuple(p for p in all_progress(self.telling) if p.activity.task == self.task.code)

    def paragraphs(self) -> list[Runs]:
        """What is done in general; then each activity that is not; then who has not reported."""
        if not self.activities:
            return []
        unheard = [p for p in self.activities if not p.is_heard_of]
        if len(unheard) == len(self.activities):
            none = count([p.activity.code for p in unheard])
            return [sentences(self.telling.patterns.sentence("tien_do.khong_bao_cao", so_noi_dung=(none,)))]
        done = [p.activity.code for p in self.activities if p.is_done]
        whole = count([p.activity.code for p in self.activities])
        if len(done) == len(self.activities):
            first = self.telling.patterns.sentence("tien_do.xong_het", so_noi_dung=(whole,))
        elif done:
            first = self.telling.patterns.sentence("tien_do.mo_dau", so_noi_dung=(whole,), so_xong=(count(done),))
        else:
            first = self.telling.patterns.sentence("tien_do.chua_co", so_noi_dung=(whole,))
        told = [item(self.unfinished(p)) for p in self.activities if p.is_heard_of and not p.is_done_where_told]
        return [sentences(joined([first, self._silence(), self._unheard(unheard)], "; ")), *told]

    def _unheard(self, activities: Sequence[ActivityProgress]) -> Runs:
        """Activities of which no unit says anything, by name."""
        if not activities:
            return ()
        names = joined([(Term(lower_first(p.activity.name)),) for p in activities], ", ")
        codes = count([p.activity.code for p in activities])
        return self.telling.patterns.fill("tien_do.chua_bao_cao", so_noi_dung=(codes,), noi_dung=names)

    def unfinished(self, progress: ActivityProgress) -> Runs:
        """One activity that is not done everywhere."""
        patterns = self.telling.patterns
        activity = progress.activity
        name: dict[str, Runs | str] = {"ten": activity.name, "han": deadline(self.telling, progress)}
        if len(progress.leads) == 1:
            lead, key = self.telling.units(progress.leads), f"tien_do.{_alone(progress)}"
            return patterns.sentence("tien_do.mot_don_vi", **name, don_vi=lead, con_lai=patterns.fill(key))
        return patterns.sentence(
            "tien_do.chua_xong",
            **name,
            xong=(count(progress.units(ActivityStatus.DONE)),),
            thuc_hien=(count(self.telling.ordered(progress.leads)),),
            con_lai=self.open_units(progress),
        )

    def open_units(self, progress: ActivityProgress) -> Runs:
        """Who is at it, who has not begun, whose words are examined; how many say nothing."""
        groups = (
            ("tien_do.dang", progress.units(ActivityStatus.DOING)),
            ("tien_do.chua", progress.units(ActivityStatus.NOT_STARTED)),
            ("tien_do.cho", progress.held),
        )
        silent = (
            self.telling.patterns.fill("tien_do.im", so_don_vi=(count(progress.silent),)) if progress.silent else ()
        )
        return joined([*(self._group(key, units) for key, units in groups if units), silent], "; ")

    def _group(self, key: str, units: Sequence[str]) -> Runs:
        return self.telling.patterns.fill(key, so_don_vi=(count(units),), don_vi=self.telling.units(units))

    def _silence(self) -> Runs:
        """Activities that all who reported have done: by the units without any report, and by others by name."""
        gone = {lack.unit for lack in self.telling.absent}
        waiting = [p for p in self.activities if p.is_done_where_told and p.silent]
        others: Counter[tuple[str, ...]] = Counter(
            tuple(unit for unit in p.silent if unit not in gone) for p in waiting
        )
        return joined([self._silent(units, waiting) for units in others], ", ")

    def _silent(self, units: tuple[str, ...], waiting: Sequence[ActivityProgress]) -> Runs:
        gone = {lack.unit for lack in self.telling.absent}
        codes = [p.activity.code for p in waiting if tuple(unit for unit in p.silent if unit not in gone) == units]
        if not units:
            return self.telling.patterns.fill("tien_do.con_cho", so_noi_dung=(count(codes),))
        named = self.telling.units(units)
        return self.telling.patterns.fill("tien_do.con_cho_cua", so_noi_dung=(count(codes),), don_vi=named)


def _alone(progress: ActivityProgress) -> str:
    """Key of the words for an activity of one unit that is not done."""
    if progress.held:
        return "cho_mot"
    status = next(
        (status for status, units in progress.by_status.items() if units and status != ActivityStatus.NONE), ""
    )
    words: Mapping[str, str] = {ActivityStatus.DOING: "dang_mot", ActivityStatus.NOT_STARTED: "chua_mot"}
    return words.get(status, "im_mot")


def deadline(telling: Telling, progress: ActivityProgress) -> Runs:
    """`` (thời hạn 31/5/2024)``, said otherwise where that day is over; () without one."""
    day = progress.activity.deadline
    if day is None:
        return ()
    key = "tien_do.qua_han" if progress.is_over(telling.edition.period.cut_off) else "tien_do.han"
    return (Plain(" "), *telling.patterns.fill(key, han=short_day(day)))


def activity_names(telling: Telling, codes: Sequence[str]) -> Runs:
    """Activities by name within a sentence; a long list is cut and says how many more there are."""
    most = telling.patterns.most("noi_dung_neu")
    shown = codes if len(codes) <= most + 1 else codes[:most]
    named = joined([(Term(lower_first(telling.catalogue.activity[code].name)),) for code in shown], "; ")
    rest = codes[len(shown) :]
    more = telling.patterns.fill("danh_gia.noi_dung_khac", so_noi_dung=(count(rest),)) if rest else ()
    return joined([named, more], " ")


def late(telling: Telling, progress: Iterable[ActivityProgress]) -> list[str]:
    """Codes of the activities that are late."""
    cut_off = telling.edition.period.cut_off
    return [p.activity.code for p in progress if p.is_late(cut_off)]
