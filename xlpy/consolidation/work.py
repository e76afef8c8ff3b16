"""How far the plan's work is, for any units under one task: lines asked, done, going on, held and silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xlpy.basics.sums import quotient
from xlpy.model.edition import Edition
from xlpy.model.submission import ActivityStatus


@dataclass(frozen=True, slots=True)
class Work:
    """Lines of activities, one for each unit and activity that it has to report on.

    ``asked`` leaves out those that do not apply (K). ``silent`` say nothing: those of units of which nothing counts,
    and those left blank; ``held`` wait for a correction.
    """

    asked: int
    done: int
    doing: int
    held: int
    silent: int

    @property
    def percent(self) -> Decimal | None:
        """Done of asked; None where nothing is asked."""
        return quotient(Decimal(self.done), Decimal(self.asked))


def work_of(edition: Edition, units: Iterable[str], task: str) -> Work:
    """The work of some reporting units under a task."""
    asked = done = doing = held = silent = 0
    said = {(report.unit, report.activity): report for report in edition.activities}
    for code in units:
        for activity in edition.catalogue.asked(edition.reporting_unit[code]).activities:
            if activity.task != task:
                continue
            report = said.get((code, activity.code))
            if code in edition.absent or report is None:
                silent += 1
            elif edition.holding.holds_line(report):
                held += 1
            elif report.status == ActivityStatus.NONE:
                continue
            else:
                silent += not report.status
                done += report.status == ActivityStatus.DONE
                doing += report.status == ActivityStatus.DOING
            asked += 1
    return Work(asked, done, doing, held, silent)


def done_everywhere(edition: Edition) -> tuple[int, int]:
    """How many activities every unit that leads them has done, of how many that somebody leads."""
    counts = [count for count in edition.activity_counts if count.leads]
    done = sum(
        bool(count.by_status.get(ActivityStatus.DONE))
        and not (count.silent or count.held or set(count.by_status) - {ActivityStatus.DONE, ActivityStatus.NONE})
        for count in counts
    )
    return done, len(counts)
