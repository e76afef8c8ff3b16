"""What came from a unit and what became of it: its files, its tasks, its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xlpy.model.catalogue import Unit
from xlpy.model.edition import Edition, FileRecord, Gap, Standing
from xlpy.outputs.feedback.common import in_sentence
from xlpy.outputs.feedback.unit_findings import bare_names
from xlpy.outputs.messages import title

ACCEPTED, WAITING, WANTING, REST = "Đã chấp nhận", "Chờ sửa", "Chưa có", "Đã chấp nhận phần còn lại"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file of the unit: name without our folders, day of receipt, its fate in words."""

    name: str
    received_on: date | None
    used: bool
    fate: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """How the unit stands with one task it was given: figures asked and in the totals, works asked and told of."""

    number: int
    name: str
    standing: Standing
    figures_asked: int
    figures_used: int
    works_asked: int
    works_told: int

    @property
    def words(self) -> str:
        """What of the task is accepted and what is not: ``Chờ sửa: 4/13 số liệu. Đã chấp nhận phần còn lại``."""
        parts = ((WAITING, self.standing.waiting), (WANTING, self.standing.wanting))
        open_parts = [f"{word}: {what}" for word, what in parts if what]
        if not open_parts:
            return ACCEPTED
        accepted = self.figures_used or self.standing.lines > self.standing.lines_held + self.standing.lines_lacking
        return ". ".join([*open_parts, REST] if accepted else open_parts)


@dataclass(frozen=True, slots=True)
class FigureCount:
    """Figures of the file in use: all, those in the totals, held back by errors, and told as not known yet."""

    asked: int
    used: int
    held: int
    not_yet: int


def received_files(edition: Edition, unit: Unit, unclear: Iterable[FileRecord] = ()) -> tuple[ReceivedFile, ...]:
    """The unit's files, the one in use first, then in order of receipt; last those that may be of it (``unclear``)."""
    unclear = tuple(unclear)
    records = [record for record in edition.files if record.unit == unit.code]
    names = bare_names(record.file for record in (*records, *unclear))
    twins = {f.source.file: f.params.get("other", "") for f in edition.findings if f.code == "T110"}
    known = bare_names((*(record.file for record in records), *twins.values()))
    records.sort(key=lambda record: (not record.used, record.received_on or date.min, record.file))
    made = []
    for record in records:
        fate = _fate(edition, record, known.get(twins.get(record.file, ""), ""))
        made.append(ReceivedFile(names[record.file], record.received_on, record.used, fate))
    for record in unclear:
        fate = _unclear_fate(edition, unit, record)
        made.append(ReceivedFile(names[record.file], record.received_on, False, fate))
    return tuple(made)


def _unclear_fate(edition: Edition, unit: Unit, record: FileRecord) -> str:
    """Of a file that may be of the unit; one filled in by another than it was issued to is no fault of either."""
    told = next((f for f in edition.findings if f.code == "D303" and f.source.file == record.file), None)
    if told is not None:
        issued, named = told.params["expected"], told.params["other"]
        return f"Không tính cho đơn vị nào: biểu mẫu phát cho {issued} nhưng trang Bìa ghi {named}"
    reason = in_sentence(title(edition.catalogue, record.reason)) if record.reason else "chưa rõ lý do"
    return f"Tệp chưa rõ đơn vị, có thể của {unit.name}; chưa dùng được: {reason}"


def _fate(edition: Edition, record: FileRecord, twin: str) -> str:
    if record.used:
        late = days_late(edition, record)
        return f"Được dùng để tổng hợp; nhận muộn {late} ngày" if late else "Được dùng để tổng hợp"
    if record.reason == "T110":
        return f"Không dùng: giống hệt tệp “{twin}” đã nhận" if twin else "Không dùng: giống hệt tệp đã nhận"
    if record.reason == "T111":
        return "Không dùng: đã có tệp gửi sau thay thế"
    return f"Chưa dùng được: {in_sentence(title(edition.catalogue, record.reason))}"


def days_late(edition: Edition, record: FileRecord) -> int:
    """Days after the units' deadline that the file came in, 0 where it was in time."""
    if record.received_on is None:
        return 0
    return max(0, (record.received_on - edition.period.deadline_unit).days)


def task_lines(edition: Edition, unit: Unit) -> tuple[TaskLine, ...]:
    """The tasks that the unit was given, in the plan's order; none where no file of it is in use."""
    if unit.code not in edition.used_files:
        return ()
    catalogue = edition.catalogue
    works = Counter(activity.task for activity in catalogue.asked_activities(unit))
    told = Counter(catalogue.activity[r.activity].task for r in edition.activities if r.unit == unit.code and r.status)
    asked: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for figure in edition.figures:
        if figure.answer.unit == unit.code:
            task = catalogue.indicator[figure.answer.indicator].task
            asked[task] += 1
            used[task] += figure.counts
    return tuple(
        TaskLine(
            task.number,
            task.short_name,
            edition.standings[unit.code, task.code],
            asked[task.code],
            used[task.code],
            works[task.code],
            told[task.code],
        )
        for task in catalogue.asked_tasks(unit)
    )


def figure_count(edition: Edition, unit: Unit) -> FigureCount:
    """The figures of the unit's file in use."""
    gaps = Counter(figure.gap for figure in edition.figures if figure.answer.unit == unit.code)
    return FigureCount(gaps.total(), gaps[None], gaps[Gap.HELD], gaps[Gap.NOT_YET])
