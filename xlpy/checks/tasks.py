"""Every task a unit was given must be answered with something (N501)."""

from __future__ import annotations

from collections.abc import Iterator

from xlpy.intake.notes import task_name
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import FigureRef, Finding, LineRef, Source, State, Submission, Touched


def check_tasks(catalogue: Catalogue, period: Period, submission: Submission) -> tuple[Finding, ...]:
    """N501 for each assigned task of which no indicator and no activity is answered at all."""
    unit = catalogue.unit(submission.unit, period.cut_off)
    assert unit is not None  # a submission in use is of a reporting unit
    said = {
        catalogue.indicator[answer.indicator].task for answer in submission.answers if answer.state is not State.BLANK
    } | {catalogue.activity[report.activity].task for report in submission.activities if report.status}
    severity = catalogue.message["N501"].severity
    return tuple(
        Finding(
            "N501",
            severity,
            Source(submission.received.file),
            submission.unit,
            task.code,
            "",
            {"unit": unit.name, "file": submission.received.file, "task": task_name(task)},
            touches=tuple(_blanks(catalogue, submission, task.code)),
        )
        for task in catalogue.asked(unit).tasks
        if task.code not in said
    )


def _blanks(catalogue: Catalogue, submission: Submission, task: str) -> Iterator[Touched]:
    """All that is asked of the task: nothing of it is answered."""
    for answer in submission.answers:
        if catalogue.indicator[answer.indicator].task == task:
            yield FigureRef(answer.indicator, answer.column)
    for report in submission.activities:
        if catalogue.activity[report.activity].task == task:
            yield LineRef(report.activity)
