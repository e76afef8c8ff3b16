"""What was done under a task, in the units' words: those of the office, of departments, of localities condensed.

Many localities report the same work. Results that differ only in figures, letters' case or the unit's own name are
alike; of each activity the result of most localities is told once, with one document as an example and the number of
those that name others. A result with figures of its own is told under its unit's name, with how many others are done.
Where a locality has done the work, those that are still at it are not counted among its results: they are told as open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlpy.model.catalogue import Task, UnitKind
from xlpy.model.submission import ActivityReport, ActivityStatus, Text
from xlpy.outputs.report.content import Runs, Said, joined, text_of
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import count
from xlpy.outputs.report.names import going_on, quoted
from xlpy.outputs.report.progress import all_progress

_FIGURES = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Alike:
    """Reports on one activity whose results are alike; ``same``: word for word. The first is the one to quote."""

    reports: tuple[ActivityReport, ...]
    same: bool


@dataclass(frozen=True)
class Works:
    """Tells the results of one task; ``elsewhere`` are activities that another part tells."""

    telling: Telling
    task: Task
    elsewhere: Sequence[str]

    def paragraphs(self) -> list[Runs]:
        """The office's results, those of the departments beside it, those of the localities; empty ones left out."""
        parts = (
            ("ket_qua.so", self._one_after_another(UnitKind.DEPARTMENT)),
            ("ket_qua.phoi_hop", self._departments()),
            ("ket_qua.dia_phuong", self._localities()),
        )
        return [self.telling.patterns.sentence(key, noi_dung=words) for key, words in parts if words]

    @cached_property
    def _reports(self) -> tuple[ActivityReport, ...]:
        """Reports with a result that counts, in catalogue order and display order."""
        telling, known = self.telling, self.telling.catalogue.activity
        held = telling.edition.holding.lines
        place = {unit.code: number for number, unit in enumerate(telling.reporting_units)}
        order = {activity.code: number for number, activity in enumerate(telling.catalogue.activities)}
        found = [
            report
            for report in telling.edition.activities
            if report.result
            and quoted(report.result.value)
            and report.unit in place
            and known[report.activity].task == self.task.code
            and report.activity not in self.elsewhere
            and (report.unit, report.activity) not in held
        ]
        return tuple(sorted(found, key=lambda one: (order[one.activity], place[one.unit])))

    def _of(self, kind: UnitKind) -> list[ActivityReport]:
        reporting_unit = self.telling.edition.reporting_unit
        return [report for report in self._reports if reporting_unit[report.unit].kind is kind]

    def _one_after_another(self, kind: UnitKind) -> Runs:
        return _chain([self._work(report) for report in self._of(kind)])

    def _departments(self) -> Runs:
        by_unit: dict[str, list[Runs]] = {}
        for report in self._of(UnitKind.COORDINATING):
            by_unit.setdefault(report.unit, []).append(self._work(report))
        parts = [
            self.telling.patterns.fill("ket_qua.don_vi", don_vi=self.telling.units([unit]), noi_dung=_chain(works))
            for unit, works in by_unit.items()
        ]
        return joined(parts, "; ")

    def _work(self, report: ActivityReport) -> Runs:
        assert report.result is not None
        result = said(report.result, small=True)
        if report.evidence is None:
            return result
        return self.telling.patterns.fill("ket_qua.viec", ket_qua=result, minh_chung=said(report.evidence))

    def _localities(self) -> Runs:
        """Of each activity the result of most localities; of many activities those that most localities report."""
        by_activity: dict[str, list[ActivityReport]] = {}
        for report in self._of(UnitKind.LOCAL):
            by_activity.setdefault(report.activity, []).append(report)
        most = self.telling.patterns.most("viec_dia_phuong")
        ranked = sorted(by_activity, key=lambda code: -len(by_activity[code]))[:most]
        told: list[Runs] = []
        examples: list[str] = []
        for code in (code for code in by_activity if code in ranked):
            found = largest_group(self.telling, _done_if_any(by_activity[code]), examples)
            examples.append(found.reports[0].unit)
            told.append(self._alike(found))
        return joined(told, "; ")

    def _alike(self, found: Alike) -> Runs:
        """What is the same in all of them; else one unit's result under its name, as its figures are its own."""
        patterns = self.telling.patterns
        first = found.reports[0]
        assert first.result is not None
        quote = said(first.result, small=True)
        documents = self._documents(found)
        if found.same and len(found.reports) > 1:
            giving = patterns.fill("ket_qua.so_dia_phuong", so_don_vi=(count([r.unit for r in found.reports]),))
            return patterns.fill("ket_qua.cung", ket_qua=quote, chi_tiet=joined([giving, documents], "; "))
        done = self._done_by_others(first)
        alike = patterns.fill("ket_qua.tuong_tu", so_don_vi=(count(done),)) if done else ()
        detail = joined([documents, alike], "; ")
        unit = self.telling.units([first.unit])
        if text_of(quote).casefold().startswith(text_of(unit).casefold()):
            return patterns.fill("ket_qua.cung", ket_qua=quote, chi_tiet=detail) if detail else quote
        if not detail:
            return patterns.fill("ket_qua.tai", don_vi=unit, ket_qua=quote)
        return patterns.fill("ket_qua.rieng", don_vi=unit, ket_qua=quote, chi_tiet=detail)

    def _done_by_others(self, example: ActivityReport) -> list[str]:
        """The localities that have done the same work as the one told; none where that one has not."""
        if example.status != ActivityStatus.DONE:
            return []
        (progress,) = (p for p in all_progress(self.telling) if p.activity.code == example.activity)
        known = self.telling.edition.reporting_unit
        done = progress.units(ActivityStatus.DONE)
        return [unit for unit in done if known[unit].kind is UnitKind.LOCAL and unit != example.unit]

    def _documents(self, found: Alike) -> Runs:
        """One document as an example, and how many other localities name one; () where none does."""
        fill = self.telling.patterns.fill
        naming = [report for report in found.reports if report.evidence and quoted(report.evidence.value)]
        if not naming:
            return ()
        first, rest = naming[0], naming[1:]
        assert first.evidence is not None
        quote = said(first.evidence)
        if not found.same or len(found.reports) == 1:
            return fill("ket_qua.van_ban_rieng", minh_chung=quote) if first is found.reports[0] else ()
        example = fill("ket_qua.van_ban", minh_chung=quote, don_vi=self.telling.units([first.unit]))
        more = fill("ket_qua.van_ban_them", so_don_vi=(count([r.unit for r in rest]),)) if rest else ()
        return joined([example, more], " ")


def largest_group(telling: Telling, reports: Sequence[ActivityReport], examples: Sequence[str] = ()) -> Alike:
    """The reports whose results are alike, of most units.

    Units that are no example yet come first, then done work, then what a document backs, then the order of display.
    """
    groups: dict[str, list[ActivityReport]] = {}
    for report in reports:
        groups.setdefault(_likeness(telling, report), []).append(report)
    group = max(groups.values(), key=len)
    ranked = sorted(
        group, key=lambda one: (one.status != ActivityStatus.DONE, one.evidence is None, one.unit in examples)
    )
    texts = {quoted(report.result.value).casefold() for report in group if report.result}
    return Alike(tuple(ranked), len(texts) == 1)


def _done_if_any(reports: list[ActivityReport]) -> list[ActivityReport]:
    return [report for report in reports if report.status == ActivityStatus.DONE] or reports


def _likeness(telling: Telling, report: ActivityReport) -> str:
    assert report.result is not None
    unit = telling.edition.reporting_unit[report.unit]
    text = quoted(report.result.value).casefold()
    for name in (unit.name, unit.core_name):
        text = text.replace(name.casefold(), "@") if name else text
    return " ".join(_FIGURES.sub("#", text).split())


def said(text: Text, *, small: bool = False) -> Runs:
    """A unit's words; ``small``: within a sentence, so with a small first letter unless a name begins it."""
    words = quoted(text.value)
    return (Said(going_on(words) if small else words, (text.source,)),)


def _chain(works: Sequence[Runs]) -> Runs:
    return joined(list(works), "; ")
