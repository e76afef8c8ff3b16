"""A recognised sheet -> what the unit said, each word and figure with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from xlpy.basics.a1 import a1
from xlpy.basics.decimals import format_vn
from xlpy.basics.text import tidy
from xlpy.catalogue.choices import Choice, read_choice
from xlpy.catalogue.names import match_task, task_number
from xlpy.forms.layout import CellPlan, Role, SheetPlan
from xlpy.intake.appearance import as_seen, set_apart
from xlpy.intake.cells import CellReader
from xlpy.intake.dates import read_date
from xlpy.intake.notes import Notes
from xlpy.intake.numbers import FigureReading, quoted
from xlpy.intake.recognise import SheetMatch
from xlpy.intake.seen_figures import read_seen
from xlpy.model.catalogue import Activity, Catalogue
from xlpy.model.cells import Address, raw_text
from xlpy.model.choice_words import ChoiceColumn
from xlpy.model.codes import MessageCode
from xlpy.model.indicator_kind import IndicatorKind
from xlpy.model.submission import (
    STATUSES,
    ActivityReport,
    Answer,
    CellDisposition,
    Column,
    Disposition,
    Issue,
    Source,
    State,
    Text,
)

_COLUMNS = tuple(Column)


@dataclass
class Extract:
    """What one file says, while it is being read."""

    answers: list[Answer] = field(default_factory=list)
    activities: list[ActivityReport] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    contact: dict[str, str] = field(default_factory=dict)
    cover: dict[str, Source] = field(default_factory=dict)
    remarks: dict[str, Text] = field(default_factory=dict)
    reported_on: datetime | None = None
    dispositions: dict[tuple[str, Address], CellDisposition] = field(default_factory=dict)
    blanks: set[tuple[str, Address]] = field(default_factory=set)
    """Inputs that hold nothing."""


@dataclass(frozen=True)
class SheetExtractor:
    """Takes the inputs out of one matched sheet, noting what is wrong with each and its disposition."""

    catalogue: Catalogue
    match: SheetMatch
    reader: CellReader
    notes: Notes
    extract: Extract
    unit: str
    sources: dict[Address, Source] = field(default_factory=dict)
    understood: dict[tuple[str, str, str], list[Address]] = field(default_factory=dict)
    """Cells of choices written in another way: by what is written, how it was read, and the rule."""

    @property
    def name(self) -> str:
        """The sheet's name in the file."""
        return self.match.sheet.name

    def source(self, at: Address) -> Source:
        """Provenance of a cell of this sheet; one record for each cell, however often it is named."""
        known = self.sources.get(at)
        if known is None:
            known = self.sources[at] = Source(self.notes.file, self.name, a1(at))
        return known

    def settle(self, at: Address, how: Disposition, *, reason: MessageCode | Literal[""] = "", task: str = "") -> None:
        """Account for one cell; a blank one is only counted."""
        value = self.match.sheet.cells.get(at)
        if value is None:
            self.extract.blanks.add((self.name, at))
        else:
            self.extract.dispositions[self.name, at] = CellDisposition(
                self.source(at), how, reason, task, raw_text(value)
            )

    def text(self, at: Address | None, task: str = "") -> Text | None:
        """An input of words; None where it is blank. The cell is accounted for either way."""
        if at is None:
            return None
        if at not in self.match.sheet.cells:  # as most are
            self.extract.blanks.add((self.name, at))
            return None
        if self._no_words(at, task):
            return None
        value = self.reader.words(at, task)
        self.settle(at, Disposition.USED if value else Disposition.UNKNOWN, task=task)
        return Text(value, self.source(at)) if value else None

    def _no_words(self, at: Address, task: str) -> bool:
        """Whether the cell holds something else in place of words; then it is told and excluded."""
        problem = self.reader.no_words(at, task)
        if problem:
            self.settle(at, Disposition.EXCLUDED, reason=problem, task=task)
        return bool(problem)

    def indicators(self) -> None:
        """The figures: planned and actual, and the notes beside them."""
        plan = self.match.plan
        for code in plan.rows:
            if code not in self.catalogue.indicator:
                continue
            task = self.catalogue.indicator[code].task
            for column in _COLUMNS:
                at = self._input(code, column)
                if at is not None:
                    self._figure(code, column, at)
            if remark := self.text(self._input(code, "note"), task):
                self.extract.remarks[code] = remark

    def _input(self, code: str, key: str) -> Address | None:
        """Actual address of an input cell of the plan; None where the form has none or it is gone."""
        return self.match.actual(code, key) if (code, key) in self.match.plan.inputs else None

    def _figure(self, code: str, column: Column, at: Address) -> None:
        indicator = self.catalogue.indicator[code]
        value = self.reader.figure(at)
        percent = indicator.kind.is_quotient and indicator.unit_of_measure == "%"
        seen = as_seen(
            self.match.sheet,
            at,
            value,
            percent=percent,
            decimals=indicator.decimals,
            unit=indicator.unit_of_measure,
        )
        reading = read_seen(seen, percent=percent, kind=indicator.kind, decimals=indicator.decimals)
        problem = STATE_CODES.get(reading.state, reading.problem)
        if problem:
            words = {"raw": quoted(value), **seen.words, **_expected(reading, indicator.decimals)}
            self.notes.add(problem, self.name, at, task=indicator.task, indicator=code, **words)
        if reading.repair:
            shown = format_vn(reading.value) if reading.value is not None else quoted(value)
            words = {"raw": quoted(value), "value": shown, "rule": reading.repair}
            self.notes.add("O406", self.name, at, task=indicator.task, indicator=code, **words)
        disposition = DISPOSITIONS.get(reading.state, Disposition.USED)
        self.settle(at, disposition, reason=problem if disposition is Disposition.EXCLUDED else "", task=indicator.task)
        raw, source = raw_text(value), self.source(at)
        answer = Answer(self.unit, code, column, reading.state, reading.value, raw, source, reading.repair)
        self.extract.answers.append(answer)

    def activities(self) -> None:
        """Progress of each activity: status, percent, result, evidence, difficulty."""
        for code in self.match.plan.rows:
            if code not in self.catalogue.activity:
                continue
            activity = self.catalogue.activity[code]
            status_at, percent_at = self.match.actual(code, "status"), self.match.actual(code, "percent")
            if status_at is None:
                continue
            chosen = self._choice(status_at, ChoiceColumn.STATUS, STATUSES, activity.task)
            percent = self._percent(percent_at, activity) if percent_at else None
            if chosen and chosen.percent is not None:
                if percent_at not in self.match.sheet.cells:
                    percent = chosen.percent
                elif percent not in (None, chosen.percent):
                    self._no_choice(status_at, STATUSES, activity.task)
                    chosen = None
            status = self._told(chosen, status_at)
            places = {key: self.match.actual(code, key) for key in ("result", "evidence", "difficulty")}
            texts = {key: self.text(at, activity.task) for key, at in places.items()}
            unread = {key: problem for key, at in places.items() if at and (problem := self.reader.holds(at))}
            self.extract.activities.append(
                ActivityReport(
                    self.unit,
                    code,
                    status,
                    percent,
                    texts["result"],
                    texts["evidence"],
                    texts["difficulty"],
                    self.source(status_at),
                    unread,
                )
            )

    def _percent(self, at: Address, activity: Activity) -> Decimal | None:
        """Percent done, 0 to 100; None where blank, K or unreadable (then N508 says so)."""
        value, task = self.reader.figure(at), activity.task
        seen = as_seen(self.match.sheet, at, value, percent=True, decimals=2)
        reading = read_seen(seen, percent=True, kind=IndicatorKind.RATIO, decimals=2)
        words = {"raw": quoted(value), "activity": activity.name}
        if seen.problem:
            words = {**words, **seen.words, **_expected(reading, 2)}
            self.notes.add(seen.problem, self.name, at, task=task, about=PERCENT_DONE, **words)
            self.settle(at, Disposition.EXCLUDED, reason=seen.problem, task=task)
            return None
        if reading.state is State.UNREADABLE:
            self.notes.add("N508", self.name, at, task=task, **words)
            self.settle(at, Disposition.EXCLUDED, reason="N508", task=task)
            return None
        if reading.problem:
            # a number all the same: what Excel keeps of a typed 50 %, told with the value that was meant
            words["expected"] = "; ".join(reading.suspects)
            self.notes.add(reading.problem, self.name, at, task=task, about=PERCENT_DONE, **words)
        if seen.repair and reading.value is not None:
            words = {"raw": quoted(value), "value": format_vn(reading.value), "rule": seen.repair}
            self.notes.add("O406", self.name, at, task=task, about=PERCENT_DONE, **words)
        self.settle(at, Disposition.USED, task=task)
        return reading.value

    def _choice(self, at: Address, column: ChoiceColumn, choices: tuple[str, ...], task: str) -> Choice | None:
        """One of the form's words, as it is or in a spelling that the catalogue knows; None where blank or another."""
        if self._no_words(at, task):
            return None
        written = self.reader.words(at, task)
        if not written:
            self.settle(at, Disposition.UNKNOWN, task=task)
            return None
        apart = set_apart(self.match.sheet, at)
        if apart:
            words = {"raw": written, "found": apart, "expected": f"cần một trong: {'; '.join(choices)}"}
            self.notes.add("O421", self.name, at, task=task, about="ô chọn", **words)
            self.settle(at, Disposition.EXCLUDED, reason="O421", task=task)
            return None
        chosen = read_choice(self.catalogue.choices, column, choices, written)
        if chosen:
            self.settle(at, Disposition.USED, task=task)
        else:
            self._no_choice(at, choices, task)
        return chosen

    def _no_choice(self, at: Address, choices: tuple[str, ...], task: str) -> None:
        written = self.reader.plain(at)
        self.notes.add("O418", self.name, at, task=task, raw=written, expected="; ".join(choices))
        self.settle(at, Disposition.EXCLUDED, reason="O418", task=task)

    def _told(self, chosen: Choice | None, at: Address) -> str:
        """The word chosen, '' for none; one that was written in another way is kept to be told."""
        if chosen is None:
            return ""
        written = self.reader.plain(at)
        if written.casefold() != tidy(chosen.word).casefold():
            percent = "" if chosen.percent is None else WITH_PERCENT.format(format_vn(chosen.percent))
            self.understood.setdefault((written, chosen.word, SPELLINGS + percent), []).append(at)
        return chosen.word

    def tell_understood(self) -> None:
        """Each spelling that was understood, once, at the first of its cells."""
        for (written, word, rule), cells in self.understood.items():
            words = {"raw": written, "value": word, "rule": rule}
            others = ", ".join(map(a1, cells[1:]))
            words["other"] = f"cùng ô {others}" if others else "chỉ ô này"
            self.notes.add("O428", self.name, cells[0], **words)

    def issues(self) -> None:
        """Difficulties and recommendations by task; rows that say nothing are left out."""
        for code in self.match.plan.rows:
            keys = ("difficulty", "cause", "recommendation")
            places = {key: self.match.actual(code, key) for key in keys}
            filled = any(at in self.match.sheet.cells for at in places.values())
            task = self._issue_task(code, filled=filled)
            texts = {key: self.text(at, task) for key, at in places.items()}
            addressee_at = self.match.actual(code, "addressee")
            addressee = None
            if addressee_at is not None:
                choices = self._planned(code, "addressee").choices
                chosen = self._choice(addressee_at, ChoiceColumn.ADDRESSEE, choices, task)
                word = self._told(chosen, addressee_at)
                addressee = Text(word, self.source(addressee_at)) if word else None
            if task and (texts["difficulty"] or texts["recommendation"]):
                first = texts["difficulty"] or texts["recommendation"]
                assert first is not None
                self.extract.issues.append(
                    Issue(
                        self.unit,
                        task,
                        texts["difficulty"],
                        texts["cause"],
                        texts["recommendation"],
                        addressee,
                        first.source,
                    )
                )

    def _planned(self, code: str, key: str) -> CellPlan:
        return self.match.plan.cells[self.match.plan.at(code, key)]

    def _issue_task(self, code: str, *, filled: bool) -> str:
        """The task of an issue row: fixed by its code, or what the unit wrote, matched by its text."""
        if code in self.catalogue.task:
            return code
        at = self.match.actual(code, "task")
        if at is None:
            return ""
        if self._no_words(at, ""):
            return ""
        written = self.reader.words(at, "")
        found = match_task(self.catalogue, written) if written else None
        if found:
            number = task_number(written)
            if number is not None and number != found.number and number in found.other_numbers:
                self.notes.add("N502", self.name, at, raw=written, task=found.code)
            self.settle(at, Disposition.USED, task=found.code)
            return found.code
        if written or filled:
            expected = "một trong các nhiệm vụ trong danh sách"
            self.notes.add("N506", self.name, at, raw=written, expected=expected)
        self.settle(at, Disposition.EXCLUDED, reason="N506")
        return ""

    def cover(self) -> None:
        """Who prepared the form, and the day it was drawn up."""
        for code in self.match.plan.rows:
            if code in NAMES_READ:
                self._name_read(code)
            at = self._input(code, "value")
            if at is None:
                continue
            self.extract.cover[code] = self.source(at)
            if self._planned(code, "value").role is Role.INPUT_DATE:
                self._report_day(at)
            elif text := self.text(at):
                self.extract.contact[code] = text.value

    def _name_read(self, code: str) -> None:
        """Unit and period as written on the cover were compared with the marker: they are used."""
        at = self.match.actual(code, "value")
        if at is not None and at in self.match.sheet.cells:
            self.settle(at, Disposition.USED)

    def _report_day(self, at: Address) -> None:
        value = self.match.sheet.cells.get(at)
        if value is None:
            self.settle(at, Disposition.USED)
            return
        reading = read_date(value, window=None)
        if reading.problem:
            found = f"được hiểu là {reading.found}" if reading.value else "không rõ ngày nào"
            self.notes.add("O412", self.name, at, raw=raw_text(value), found=found, expected="ngày/tháng/năm")
        if reading.value:
            self.extract.reported_on = datetime.combine(reading.value, datetime.min.time())
        self.settle(at, Disposition.USED)


PERCENT_DONE = "tỷ lệ hoàn thành"
SPELLINGS = "bảng cách viết của danh mục"
WITH_PERCENT = "; {}% ghi kèm là tỷ lệ hoàn thành"
STATE_CODES: Mapping[State, MessageCode] = {State.BLANK: "O401", State.NOT_APPLICABLE: "O402", State.NOT_YET: "O403"}
"""What is told of a figure that is no number, by what it is instead."""
DISPOSITIONS = {State.UNREADABLE: Disposition.EXCLUDED, State.BLANK: Disposition.UNKNOWN}
"""What becomes of a figure's cell (a blank one that is told from an empty one holds but spaces); else it is used."""
NAMES_READ = ("unit_name", "period_name")
"""Printed rows of the cover that a unit may have written in its own way."""


def expected_figure(decimals: int) -> str:
    """What a figure cell wants, in words."""
    return "số nguyên không âm" if decimals == 0 else f"số không âm, tối đa {decimals} chữ số thập phân"


def _expected(reading: FigureReading, decimals: int) -> dict[str, str]:
    """What a figure cell wants, with the value that may have been meant; both meanings where there are two."""
    match reading.suspects:
        case (one, other):
            return {"found": one, "other": other, "expected": expected_figure(decimals)}
        case (one,) if reading.problem == "O420":
            return {"expected": one}
        case (one,) if reading.problem == "O421":
            return {"expected": f"giá trị nghi đúng là {one}"}
        case () if reading.problem == "O421":
            return {"expected": f"cần {expected_figure(decimals)}"}
        case (one,):
            suspect = f"giá trị nghi đúng là {one}"
        case _:
            suspect = ""
    wanted = "từ 0 đến 100" if reading.problem == "O407" else expected_figure(decimals)
    return {"expected": "; ".join(filter(None, (wanted, suspect, reading.hint)))}


def extract_sheet(extractor: SheetExtractor, plan: SheetPlan) -> None:
    """Run the extractor that belongs to the sheet."""
    runs = {
        "cover": extractor.cover,
        "indicators": extractor.indicators,
        "activities": extractor.activities,
        "issues": extractor.issues,
    }
    runs[plan.key]()
    extractor.tell_understood()
