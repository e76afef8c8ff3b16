"""The tables behind the text: all indicators, key ratios by local unit, who reported what, progress of activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from xlpy.basics.decimals import format_vn
from xlpy.basics.sums import HUNDRED
from xlpy.model.catalogue import Indicator, Task, UnitKind
from xlpy.model.edition import PROVINCE, TaskStatus, Total
from xlpy.model.submission import ActivityStatus, Column
from xlpy.outputs.messages import title
from xlpy.outputs.publish.view import ABSENT, CCSL, HELD, NO_RATIO, K, roman
from xlpy.outputs.report.assessment import Assessment
from xlpy.outputs.report.computed_figures import told_with_shares
from xlpy.outputs.report.content import Cited, FigureKind, Runs, Term, joined
from xlpy.outputs.report.context import Telling, stop
from xlpy.outputs.report.lacks import Lack, left_blank
from xlpy.outputs.report.names import capitalized, subject
from xlpy.outputs.report.open_items import NOT_REPORTED, Waiting
from xlpy.outputs.report.progress import all_progress
from xlpy.outputs.report.untold_indicators import stand_in
from xlpy.outputs.word.nd30 import short_day

Row = Mapping[str, Runs]
"""Cells of a row by the names that the template's row uses."""
STATUS_SHORT = {
    TaskStatus.COMPLETE: "Đủ",
    TaskStatus.PARTIAL: "Thiếu",
    TaskStatus.REFUSED: "…",
    TaskStatus.MISSING: "…",
    TaskStatus.NONE: "–",
}
WORDS = {HELD: "rs", CCSL: "cc"}
"""Words of the workbook's legend as the report's tables have them."""
OWN_SCHOOLS = "Trường, trung tâm trực thuộc Sở"
"""Whose figures the office itself gives."""
STAR, TWO_STARS = "*", "**"
NOTHING: Runs = ()


@dataclass(frozen=True)
class AnnexTable:
    """A table whose columns depend on the edition: titles, and rows of (is a group row, cells).

    A group row of one cell runs over all columns.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[bool, tuple[Runs, ...]], ...]


@dataclass(frozen=True)
class Annexes:
    """The annex tables of one edition."""

    telling: Telling
    of_all: bool = False
    """Whether the table lists every indicator, as the printed annex does, or those that the text tells."""

    def indicators(self) -> AnnexTable:
        """Phụ lục I: the told indicators over the province, under their tasks; last year where some is known."""
        rows: list[tuple[bool, tuple[Runs, ...]]] = []
        task, above = "", ""
        for number, (indicator, total) in enumerate(self.chief, 1):
            if indicator.task != task:
                task, above = indicator.task, ""
                known = self.telling.catalogue.task[task]
                rows.append((True, ((Term(f"{roman(known.number)}. {known.name}"),),)))
            name = indicator.name if indicator.part_of == above else capitalized(subject(indicator))
            rows.append((False, self._indicator(number, name, indicator, total)))
            above = indicator.code
        before = tuple(title for title, _ in self.earlier)
        header = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "TH/KH (%)", *before, "Ghi chú")
        return AnnexTable(header, tuple(rows))

    @cached_property
    def chief(self) -> tuple[tuple[Indicator, Total], ...]:
        """The rows of Phụ lục I, task by task, with their totals."""
        listed = (indicator for task in self.telling.catalogue.tasks for indicator in self._chief(task))
        totals = ((indicator, self.telling.figures.total(indicator)) for indicator in listed)
        return tuple((indicator, total) for indicator, total in totals if total is not None)

    def _chief(self, task: Task) -> list[Indicator]:
        """The indicators that the text tells or counts under a task; all of them are in the annex by unit."""
        telling, catalogue = self.telling, self.telling.catalogue
        listed = told_with_shares(telling, task, ())
        chosen = {one.indicator.code for one in listed} | set(telling.patterns.lists["chon.chi_dao"])
        chosen |= {above.indicator.code for one in listed if (above := stand_in(telling, one))}
        ratios = [one.indicator for one in listed if one.indicator.is_computed]
        by_ratio = {ratio.numerator for ratio in ratios if self._planned_parts(ratio)}
        chosen |= {indicator.code for indicator, _ in self._assessment.planned} - by_ratio
        shares = {ratio.numerator: ratio for ratio in ratios if ratio.code in telling.figures.ratios}
        own = ((i, shares.get(i.code)) for i in catalogue.indicators if i.task == task.code)
        return [one for i, share in own for one in (i if i.code in chosen else None, share) if one is not None]

    @cached_property
    def _assessment(self) -> Assessment:
        return Assessment(self.telling)

    def _planned_parts(self, ratio: Indicator) -> tuple[Cited, Cited] | None:
        """The plan of a ratio and how much of it is reached: as much as of its numerator over the same units."""
        figures, planned = self.telling.figures, self.telling.figures.planned_ratio(ratio)
        of_plan = (
            figures.of_plan_at(self.telling.catalogue.indicator[ratio.numerator], planned.units) if planned else None
        )
        return (planned, of_plan.percent) if planned and of_plan else None

    @cached_property
    def earlier(self) -> tuple[tuple[str, FigureKind], ...]:
        """The columns of earlier figures that there are."""
        telling, edition = self.telling, self.telling.edition
        found = []
        if edition.period.previous in telling.catalogue.period:
            found.append((capitalized(telling.last_period), FigureKind.PREVIOUS))
        if edition.last_year:
            found.append((capitalized(telling.last_year), FigureKind.LAST_YEAR))
        return tuple(found)

    def _indicator(self, number: int, name: str, indicator: Indicator, total: Total) -> tuple[Runs, ...]:
        planned, percent = self.planned(indicator)
        return (
            (Term(str(number)),),
            (Term(name),),
            (Term(indicator.unit_of_measure),),
            planned,
            self.actual(indicator, total),
            percent,
            *(self.before(indicator, kind) for _, kind in self.earlier),
            self.lack_sign(indicator, total),
        )

    def planned(self, indicator: Indicator) -> tuple[Runs, Runs]:
        """The plan over the units of this period's figure, and the percent of it; () where there is none."""
        of_plan = self.telling.figures.of_plan(indicator)
        plan = (of_plan.plan, of_plan.percent) if of_plan else None
        if indicator.is_computed:
            plan = self._planned_parts(indicator)
        if plan is None:
            return NOTHING, NOTHING
        return self._plain(plan[0]), (replace(plan[1], text=plan[1].text.rstrip("%")),)

    def lack_sign(self, indicator: Indicator, total: Total) -> Runs:
        """``(a)`` where a total lacks units that have a report; `lack_notes` tells which."""
        extra = self._extra(indicator, total)
        return (Term(f"({self.lacks[extra]})"),) if extra else NOTHING

    def before(self, indicator: Indicator, kind: FigureKind) -> Runs:
        """An earlier figure over the units of this period's; with a sign where some of these have none."""
        found = self.telling.figures.compared(indicator, kind)
        if found is None:
            return NOTHING
        return self._plain(found.before) if found.whole else (*self._plain(found.before), Term(TWO_STARS))

    def _plain(self, cited: Cited) -> Runs:
        """A figure as tables show it: in the catalogue's unit of measure."""
        indicator = self.telling.figures.indicator(cited.indicator)
        return (self._cited(indicator, cited.kind, cited.value, cited.units),)

    def _extra(self, indicator: Indicator, total: Total) -> frozenset[Lack]:
        """What a total lacks of units that have a report; of the office's own the row's reason is told instead."""
        gone = {lack.unit for lack in self.telling.absent}
        found = frozenset(lack for lack in self.telling.lacking(indicator, total) if lack.unit not in gone)
        return frozenset() if not self.of_all and self.telling.lacks_office_alone(found) else found

    @cached_property
    def lacks(self) -> Mapping[frozenset[Lack], str]:
        """A sign, ``a``, ``b`` …, for each set of reporting units that totals of the table lack, in its order."""
        every = ((i, self.telling.figures.total(i)) for i in self.telling.catalogue.indicators)
        totals = every if self.of_all else self.chief
        sets = dict.fromkeys(extra for indicator, total in totals if total and (extra := self._extra(indicator, total)))
        return {missing: sign(number) for number, missing in enumerate(sets)}

    def lack_notes(self) -> Runs:
        """What the signs stand for: the units with the reasons."""
        notes: list[Runs] = []
        for missing, letter in self.lacks.items():
            ordered = [
                lack for code in self.telling.ordered(m.unit for m in missing) for lack in missing if lack.unit == code
            ]
            notes.append((Term(f"({letter}) "), *self.telling.lack(ordered)))
        return stop(joined(notes, "; ")) if notes else NOTHING

    def actual(self, indicator: Indicator, total: Total) -> Runs:
        """A total, with a sign where it lacks units; a word of the legend where nobody gave a number."""
        if total.value is None:
            computed = indicator.is_computed
            return (Term(ABSENT if total.missing else NO_RATIO if computed else K),)
        cited = self._cited(indicator, FigureKind.ACTUAL, total.value, total.included)
        return (cited, Term(STAR)) if total.missing else (cited,)

    def _cited(self, indicator: Indicator, kind: FigureKind, value: Decimal, units: tuple[str, ...]) -> Cited:
        percent = indicator.unit_of_measure == "%"
        decimals = self.telling.figures.decimals(indicator) if percent else indicator.decimals
        return Cited(
            format_vn(value, 0 if percent and value == HUNDRED else decimals), kind, value, indicator.code, units
        )

    def by_unit(self) -> AnnexTable:
        """Phụ lục II: the chosen ratios that local units answer for, by unit and region."""
        view = self.telling.view
        local = [u for u in self.telling.reporting_units if u.kind is UnitKind.LOCAL]
        chosen = self.telling.patterns.lists["chon.ty_le_dia_phuong"]
        ratios = [
            i
            for i in self.telling.catalogue.indicators
            if i.is_computed and i.code in chosen and any(view.is_asked(u.code, i) for u in local)
        ]
        rows: list[tuple[bool, tuple[Runs, ...]]] = []
        number = 0
        for block in view.blocks:
            units = [u for u in block.units if u.kind is UnitKind.LOCAL]
            if units:
                rows.append((True, (NOTHING, (Term(block.name),), *(self.of_scope(i, block.scope) for i in ratios))))
            for unit in units:
                number += 1
                rows.append((False, self._unit_row(number, (Term(unit.name),), unit.code, ratios)))
        for unit in self.telling.reporting_units:
            if unit.kind is UnitKind.DEPARTMENT and any(view.is_asked(unit.code, i) for i in ratios):
                number += 1
                rows.append((False, self._unit_row(number, (Term(OWN_SCHOOLS),), unit.code, ratios)))
        whole = (NOTHING, (Term("Toàn tỉnh"),), *(self.of_scope(i, PROVINCE) for i in ratios))
        return AnnexTable(("TT", "Đơn vị", *(_column(i) for i in ratios)), (*rows, (True, whole)))

    def _unit_row(self, number: int, name: Runs, unit: str, ratios: list[Indicator]) -> tuple[Runs, ...]:
        return ((Term(str(number)),), name, *(self.of_unit(unit, i) for i in ratios))

    def of_scope(self, indicator: Indicator, scope: str) -> Runs:
        """The total of a region; () where nobody there is asked."""
        total = self.telling.edition.total.get((indicator.code, scope)) if scope else None
        return self.actual(indicator, total) if total else NOTHING

    def of_unit(self, unit: str, indicator: Indicator) -> Runs:
        """A unit's figure or the word that stands for it; () where it is not asked."""
        view = self.telling.view
        computed = indicator.is_computed
        value = view.shown_ratio(unit, indicator) if computed else view.shown(unit, indicator, Column.ACTUAL)
        if isinstance(value, Decimal):
            return (self._cited(indicator, FigureKind.ACTUAL, value, (unit,)),)
        if value == HELD and any(left_blank(self.telling.edition, unit, c, Column.ACTUAL) for c in indicator.made_of):
            return (Term(NOT_REPORTED),)
        return (Term(WORDS.get(value, value)),) if value else NOTHING

    def reporting(self) -> AnnexTable:
        """Phụ lục III: when each unit's report came, whether it is used, how it stands with each task."""
        tasks, statuses = self.telling.catalogue.tasks, self.telling.edition.statuses
        waiting = Waiting(self.telling.edition)
        rows = []
        for number, unit in enumerate(self.telling.reporting_units, 1):
            came, state = self._received(unit.code)
            marks = tuple(
                waiting.of_task(unit.code, task.code)
                or (Term(STATUS_SHORT[statuses.get((unit.code, task.code), TaskStatus.NONE)]),)
                for task in tasks
            )
            rows.append((False, ((Term(str(number)),), (Term(unit.name),), came, (Term(state),), *marks)))
        header = ("TT", "Đơn vị", "Ngày nhận", "Tình trạng", *(f"NV {task.number}" for task in tasks))
        return AnnexTable(header, tuple(rows))

    def _received(self, unit: str) -> tuple[Runs, str]:
        used = self.telling.edition.used_files.get(unit)
        records = [used] if used else [r for r in self.telling.edition.files if r.unit == unit]
        if not records:
            return NOTHING, "Chưa gửi báo cáo"
        record = records[-1]
        came: Runs = (Term(short_day(record.received_on)),) if record.received_on else NOTHING
        if not used:
            may = record.reason in self.telling.patterns.lists["chon.ly_do"]
            return came, title(self.telling.catalogue, record.reason) if may else "Chưa sử dụng được"
        late = record.received_on is not None and record.received_on > self.telling.edition.period.deadline_unit
        return came, "Đã nhận, sau hạn" if late else "Đã nhận"

    def progress(self) -> list[Row]:
        """Phụ lục IV: each activity under its task: how many units lead it and how they stand."""
        found = all_progress(self.telling)
        rows: list[Row] = []
        for task in self.telling.catalogue.tasks:
            own = [p for p in found if p.activity.task == task.code]
            if own:
                rows.append({"nhom": (Term(f"{roman(task.number)}. {task.name}"),)})
            for number, progress in enumerate(own, 1):
                deadline = progress.activity.deadline
                rows.append(
                    {
                        "nhom": NOTHING,
                        "tt": (Term(str(number)),),
                        "ten": (Term(progress.activity.name),),
                        "han": (Term(short_day(deadline)),) if deadline else NOTHING,
                        "thuc_hien": _number(self.telling.ordered(progress.leads)),
                        "xong": _number(progress.units(ActivityStatus.DONE)),
                        "dang": _number(progress.units(ActivityStatus.DOING)),
                        "chua": _number(progress.units(ActivityStatus.NOT_STARTED)),
                        "cho": _number(progress.held),
                        "im": _number(progress.silent),
                    }
                )
        return rows


def sign(number: int) -> str:
    """``a`` … ``z``, ``aa`` … for 0, 1, 2 …"""
    letters = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _number(units: tuple[str, ...]) -> Runs:
    return (Cited(str(len(units)), FigureKind.COUNT, Decimal(len(units)), items=units),)


def _column(indicator: Indicator) -> str:
    return f"{indicator.name} ({indicator.unit_of_measure})"
