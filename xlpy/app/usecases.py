"""What the product does, without a screen: the same for the command line and for the buttons."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlpy.basics.commit import write_all
from xlpy.basics.errors import UserError
from xlpy.basics.progress import Progress, Silent, Stopped, go_on
from xlpy.catalogue.names import NameIndex
from xlpy.checks.all import check_all
from xlpy.checks.fold import in_order
from xlpy.consolidation.consolidate import consolidate
from xlpy.consolidation.decisions import judged, kept
from xlpy.forms.layout import form_name
from xlpy.forms.values import carried_plans
from xlpy.forms.wording import Wording
from xlpy.intake.context import IntakeContext
from xlpy.intake.folder import Inbox, open_inbox
from xlpy.intake.notes import Notes
from xlpy.intake.reading_cache import Hear, Heard, Job, NoReadings, Readings, Reply, read_again
from xlpy.intake.receive import Receipt, received_at
from xlpy.intake.rounds import read_all
from xlpy.intake.selection import of_register, select
from xlpy.intake.unpacking import Arrival
from xlpy.intake.workers import Done, Lost, Outcome, run_all, run_each
from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.decision import Decision
from xlpy.model.edition import Edition
from xlpy.model.submission import Earlier, Previous, Received, Submission

if TYPE_CHECKING:
    from concurrent.futures import Executor

DEADLINE = 30.0
"""Seconds one file may take to be read before it is given up and named."""
MANY = 40
"""Forms from which on it pays to start processes that make them."""
MAKING = "Tạo biểu mẫu"


class RequestError(UserError):
    """What was asked can't be done: no such period, nothing to do, …; the message says so in Vietnamese."""


def open_period(
    catalogue: Catalogue,
    code: str,
    wording: Wording,
    previous: Previous | None = None,
    earlier: Earlier | None = None,
    plans: Previous | None = None,
) -> IntakeContext:
    """Everything needed to issue and to read the forms of a period; ``plans`` are those of the period before it.

    A plan is for a whole school year: those of a period of another year are not taken over.

    Raises RequestError where the catalogue has no such period.
    """
    period = catalogue.period.get(code)
    if period is None:
        known = ", ".join(p.code for p in catalogue.periods)
        raise RequestError(f"Danh mục {catalogue.plan.version} không có kỳ “{code}”; các kỳ có: {known}.")
    names = NameIndex.build(catalogue, period.cut_off)
    before = catalogue.period.get(period.previous)
    same_year = before is not None and before.school_year == period.school_year
    carried = plans if plans and same_year else {}
    return IntakeContext(catalogue, period, wording, previous or {}, names, earlier or {}, carried)


def issue_forms(
    context: IntakeContext, folder: Path, units: Sequence[str] = (), progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write one form for each reporting unit (or for the units named) into ``folder``; all of them or none.

    Raises what `form_files` and `write_all` raise.
    """
    return tuple(write_all(folder, form_files(context, units, progress)).values())


def form_files(
    context: IntakeContext, units: Sequence[str] = (), progress: Progress | None = None
) -> Mapping[str, bytes]:
    """One form for each reporting unit (or for the units named) by its file's name.

    Raises RequestError for a unit code that is no reporting unit, Stopped when the user asks to stop.
    """
    progress = progress or Silent()
    reporting_units = context.catalogue.reporting_units(context.period)
    unknown = sorted(set(units) - {unit.code for unit in reporting_units})
    if unknown:
        raise RequestError(f"Không có đơn vị báo cáo mang mã: {', '.join(unknown)}.")
    chosen = [unit for unit in reporting_units if not units or unit.code in units]
    write = partial(_form, context)
    made = {form_name(context.catalogue.plan, context.period, unit): unit for unit in chosen}
    if len(made) < MANY:
        files: dict[str, bytes] = {}
        for number, (name, unit) in enumerate(made.items(), 1):
            if progress.stop_asked():
                break
            files[name] = write(unit)
            progress.step(MAKING, number, len(made))
    else:
        outcomes = run_all(
            write,
            tuple(made.values()),
            workers=cores(),
            deadline=DEADLINE,
            progress=partial(progress.step, MAKING),
            stop=progress.stop_asked,
        )
        files = {
            # What a process that died was at is made here, where any error can be told.
            name: outcome.value if isinstance(outcome, Done) else b"" if progress.stop_asked() else write(unit)
            for (name, unit), outcome in zip(made.items(), outcomes, strict=True)
        }
    go_on(progress)
    return files


@dataclass(frozen=True, slots=True)
class Cluster:
    """Other machines that read files; ``sends``: the files' bytes go to them, since they can't reach the folder."""

    executor: Executor
    sends: bool = False


def _form(context: IntakeContext, unit: Unit) -> bytes:
    from xlpy.forms.writer import write_form  # noqa: PLC0415  (brings XlsxWriter: loaded when forms are made)

    form = context.plan(unit)
    return write_form(form, context.catalogue, context.wording, carried_plans(form, context.plans.get(unit.code, {})))


def cores() -> int:
    """How many processes work at once."""
    return min(os.cpu_count() or 1, 8)


@dataclass(frozen=True)
class Round:
    """A folder received, read and consolidated in memory."""

    context: IntakeContext
    folder: Path
    inbox: Inbox
    submissions: tuple[Submission, ...]
    edition: Edition


def read_folder(
    context: IntakeContext,
    folder: Path,
    progress: Progress | None = None,
    workers: int | None = None,
    without: Iterable[Path] = (),
    decisions: Sequence[Decision] = (),
    cluster: Cluster | None = None,
    readings: Readings | None = None,
) -> Round:
    """Read a folder but for the places ``without``, check and consolidate it by the decisions.

    Writes nothing but to ``readings``.

    Files are read by ``workers`` processes here, or by a cluster. In ``readings``
    is kept what each file said, and taken from there what is known of a file.
    Raises FolderError where the folder can't be read, Stopped when the user asks to stop.
    """
    inbox = open_inbox(folder, without)
    read = read_inbox(context, inbox, progress or Silent(), workers, cluster, readings)
    submissions = tuple(kept(context.catalogue, decisions, read))
    return Round(context, folder, inbox, submissions, edition_of(context, submissions, inbox, decisions))


def examine(
    context: IntakeContext, folder: Path, progress: Progress | None = None, workers: int | None = None
) -> Edition:
    """The edition of a folder; writes nothing. Raises what `read_folder` raises."""
    return read_folder(context, folder, progress, workers).edition


def read_inbox(
    context: IntakeContext,
    inbox: Inbox,
    progress: Progress,
    workers: int | None,
    cluster: Cluster | None = None,
    readings: Readings | None = None,
) -> list[Submission]:
    """Every file of the inbox, and every one inside a mail or an archive, as a submission in name order.

    A file that kills its reader is named, not lost.
    """

    def send(job: Job, arrivals: Sequence[Arrival], hear: Hear) -> list[Heard]:
        """One level: files of the folder, then what lay in those. Raises Stopped where the user asked for it."""
        what = "Đọc tệp trong thư, tệp nén" if arrivals[0].inside else "Đọc tệp"
        told = partial(progress.step, what)
        outcomes: list[Outcome[Heard]]
        if cluster:
            from xlpy.intake.batches import read_by  # noqa: PLC0415  (only where there is a cluster)

            outcomes = read_by(
                cluster.executor,
                job,
                arrivals,
                hear,
                deadline=DEADLINE,
                send=cluster.sends,
                progress=told,
                stop=progress.stop_asked,
            )
        else:
            outcomes = run_each(
                job,
                arrivals,
                hear,
                workers=workers or cores(),
                deadline=DEADLINE,
                progress=told,
                stop=progress.stop_asked,
            )
        if progress.stop_asked():
            raise Stopped("Đã dừng theo yêu cầu, chưa ghi gì.")
        return [
            hear(Reply(_lost(context, arrival, outcome))) if isinstance(outcome, Lost) else outcome.value
            for arrival, outcome in zip(arrivals, outcomes, strict=True)
        ]

    known = readings or NoReadings()
    return read_all(context, inbox.arrivals, lambda arrivals: read_again(context, known, arrivals, send))


def _lost(context: IntakeContext, arrival: Arrival, lost: Lost) -> Receipt:
    notes = Notes(context.catalogue, arrival.name)
    notes.add("T114", found=lost.reason)
    received = Received(arrival.name, "", 0, received_at(arrival), arrival.inside)
    return Receipt(Submission(received, findings=tuple(notes.findings)))


def edition_of(
    context: IntakeContext, submissions: Sequence[Submission], inbox: Inbox, decisions: Sequence[Decision] = ()
) -> Edition:
    """Select, check and consolidate what was read and `kept`. Pure: the same submissions give the same edition."""
    catalogue, period = context.catalogue, context.period
    selection = select(catalogue, period, submissions, inbox.came)
    selection = replace(selection, findings=(*selection.findings, *of_register(catalogue, inbox.notes)))
    findings = check_all(catalogue, period, submissions, selection, context.previous, context.earlier)
    verdict = judged(catalogue, period, decisions, submissions, selection.used, findings)
    findings = in_order(catalogue, verdict.findings) if decisions else findings
    return consolidate(
        catalogue, period, submissions, selection, findings, context.previous, context.earlier, verdict.rulings
    )


@dataclass(frozen=True, slots=True)
class Written:
    """The files of an edition on disk, by what they are."""

    folder: Path
    files: Mapping[str, Path]


def publish(edition: Edition, folder: Path) -> Written:
    """Write the edition's workbook and tables; all of them or none."""
    from xlpy.outputs.publish.files import edition_contents  # noqa: PLC0415  (brings XlsxWriter)

    return Written(folder, write_all(folder, edition_contents(edition)))
