"""The tables behind the text: all indicators, key ratios by local unit, who reported what, progress of activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlpy.basics.decimals import format_vn
from xlpy.model.catalogue import Indicator, UnitKind
from xlpy.model.edition import PROVINCE, Missing, TaskStatus, Total
from xlpy.model.submission import ActivityStatus
from xlpy.outputs.messages import title
from xlpy.outputs.publish.view import ABSENT, NO_RATIO, K, roman
from xlpy.outputs.report.content import Cited, FigureKind, Paragraph, Plain, Runs, Term
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import percent_text
from xlpy.outputs.report.progress import ActivityProgress, all_progress
from xlpy.outputs.report.waiting import Waiting
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
STAR = "*"
NOTHING: Runs = ()


@dataclass(frozen=True)
class AnnexTable:
    """A table whose columns depend on the edition: titles, and rows of (is a group row, cells)."""

    header: tuple[str, ...]
    rows: tuple[tuple[bool, tuple[Runs, ...]], ...]


@dataclass(frozen=True)
class Annexes:
    """The annex tables of one edition."""

    telling: Telling

    def indicators(self) -> list[Row]:
        """Phụ lục I: every indicator over the province, under its task."""
        rows: list[Row] = []
        catalogue = self.telling.catalogue
        for task in catalogue.tasks:
            own = [(i, self.telling.figures.total(i)) for i in catalogue.indicators if i.task == task.code]
            asked = [(indicator, total) for indicator, total in own if total is not None]
            if asked:
                rows.append({"nhom": (Term(f"{roman(task.number)}. {task.name}"),)})
            rows += [self._indicator(number, *one) for number, one in enumerate(asked, 1)]
        return rows

    def _indicator(self, number: int, indicator: Indicator, total: Total) -> Row:
        return {
            "nhom": NOTHING,
            "tt": (Term(str(number)),),
            "ma": (Term(indicator.code),),
            "ten": (Term(indicator.name),),
            "don_vi_tinh": (Term(indicator.unit_of_measure),),
            "ke_hoach": self._cell(indicator, FigureKind.PLAN, total),
            "thuc_hien": self._actual(indicator, total),
            "ty_le": self._percent(indicator, total),
            "ky_truoc": self._cell(indicator, FigureKind.PREVIOUS, total),
            "thieu": (Term(f"({self.lacks[frozenset(total.missing)]})"),) if total.missing else NOTHING,
        }

    @cached_property
    def lacks(self) -> Mapping[frozenset[Missing], str]:
        """A sign, ``a``, ``b`` …, for each set of units that provincial totals lack."""
        totals = (self.telling.figures.total(indicator) for indicator in self.telling.catalogue.indicators)
        sets = dict.fromkeys(frozenset(total.missing) for total in totals if total and total.missing)
        return {missing: sign(number) for number, missing in enumerate(sets)}

    def lack_notes(self) -> tuple[Paragraph, ...]:
        """What the signs stand for: the units with the reasons."""
        notes = []
        for missing, letter in self.lacks.items():
            ordered = [
                lack for code in self.telling.ordered(m.unit for m in missing) for lack in missing if lack.unit == code
            ]
            notes.append(Paragraph((Term(f"({letter}) "), *self.telling.lack(ordered), Plain("."))))
        return tuple(notes)

    def _actual(self, indicator: Indicator, total: Total) -> Runs:
        if total.value is None:
            computed = indicator.is_computed
            return (Term(ABSENT if total.missing else NO_RATIO if computed else K),)
        cited = self._cited(indicator, FigureKind.ACTUAL, total.value, total.included)
        return (cited, Term(STAR)) if total.missing else (cited,)

    def _cell(self, indicator: Indicator, kind: FigureKind, total: Total) -> Runs:
        value = total.plan if kind is FigureKind.PLAN else total.previous
        if value is None or (kind is FigureKind.PLAN and not indicator.has_plan):
            return NOTHING
        return (self._cited(indicator, kind, value, self.telling.figures.asked(total)),)

    def _percent(self, indicator: Indicator, total: Total) -> Runs:
        found = self.telling.figures.of_plan(indicator)
        if found is None or total.percent is None:
            return NOTHING
        return (
            Cited(
                percent_text(total.percent).rstrip("%"),
                FigureKind.PERCENT,
                total.percent,
                indicator.code,
                found.percent.units,
            ),
        )

    @staticmethod
    def _cited(indicator: Indicator, kind: FigureKind, value: Decimal, units: tuple[str, ...]) -> Cited:
        return Cited(format_vn(value, indicator.decimals), kind, value, indicator.code, units)

    def by_unit(self) -> AnnexTable:
        """Phụ lục II: the computed ratios that local units answer for, by unit and region."""
        view = self.telling.view
        local = [u for u in self.telling.senders if u.kind is UnitKind.LOCAL]
        ratios = [
            i
            for i in self.telling.catalogue.indicators
            if i.is_computed and any(view.is_asked(u.code, i) for u in local)
        ]
        rows: list[tuple[bool, tuple[Runs, ...]]] = []
        number = 0
        for block in view.blocks:
            units = [u for u in block.units if u.kind is UnitKind.LOCAL]
            if units:
                rows.append((True, (NOTHING, (Term(block.name),), *(self._scope(i, block.scope) for i in ratios))))
            for unit in units:
                number += 1
                cells = tuple(self._of_unit(unit.code, i) for i in ratios)
                rows.append((False, ((Term(str(number)),), (Term(unit.name),), *cells)))
        whole = (NOTHING, (Term("Toàn tỉnh"),), *(self._scope(i, PROVINCE) for i in ratios))
        return AnnexTable(("TT", "Đơn vị", *(_column(i) for i in ratios)), (*rows, (True, whole)))

    def _scope(self, indicator: Indicator, scope: str) -> Runs:
        total = self.telling.edition.total.get((indicator.code, scope)) if scope else None
        return self._actual(indicator, total) if total else NOTHING

    def _of_unit(self, unit: str, indicator: Indicator) -> Runs:
        value = self.telling.view.shown_ratio(unit, indicator)
        if isinstance(value, Decimal):
            return (self._cited(indicator, FigureKind.ACTUAL, value, (unit,)),)
        return (Term(value),) if value else NOTHING

    def reporting(self) -> AnnexTable:
        """Phụ lục III: when each unit's report came, whether it is used, how it stands with each task."""
        tasks, statuses = self.telling.catalogue.tasks, self.telling.edition.statuses
        waiting = Waiting(self.telling.edition)
        rows = []
        for number, unit in enumerate(self.telling.senders, 1):
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
            return came, title(self.telling.catalogue, record.reason) if record.reason else "Chưa sử dụng được"
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
                names = self._waiting(progress)
                rows.append(
                    {
                        "nhom": NOTHING,
                        "tt": (Term(str(number)),),
                        "ten": (Term(progress.activity.name),),
                        "han": (Term(short_day(deadline)),) if deadline else NOTHING,
                        "chu_tri": _number(self.telling.ordered(progress.leads)),
                        "xong": _number(progress.units(ActivityStatus.DONE)),
                        "dang": _number(progress.units(ActivityStatus.DOING)),
                        "chua": _number(progress.units(ActivityStatus.NOT_STARTED)),
                        "cho": _number(progress.held),
                        "im": _number(progress.silent),
                        "con_lai": (Term(names),) if names else NOTHING,
                    }
                )
        return rows

    def _waiting(self, progress: ActivityProgress) -> str:
        """Who is not done, who has to mend what it said, who says nothing."""
        groups = (("Chưa xong", progress.open), ("chờ sửa", progress.held), ("chưa báo cáo", progress.silent))
        parts = [f"{words}: {self._short_names(units)}" for words, units in groups if units]
        text = "; ".join(parts)
        return text[:1].upper() + text[1:]

    def _short_names(self, units: tuple[str, ...]) -> str:
        return ", ".join(self.telling.view.short_name(code) for code in self.telling.ordered(units))


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
