"""Forms out, a folder in, the edition; the catalogue's check, the self test."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from xlpy.app import console
from xlpy.app.cluster import cluster
from xlpy.app.commands.exits import DONE, TO_ACT, say
from xlpy.app.earlier_years import read_earlier
from xlpy.app.new_year import LIST, refuse_over, shipped_name, tables_folder, told, year_files
from xlpy.app.product_files import results_name
from xlpy.app.setup_checks import SHIPPED_NAME
from xlpy.app.usecases import issue_forms, open_period, publish, read_folder
from xlpy.basics.commit import newest, settle, write_all
from xlpy.basics.days import short_day
from xlpy.basics.progress import bar_or_silence
from xlpy.catalogue.advice import advice
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import load, shipped, tables_of
from xlpy.catalogue.new_year import next_year
from xlpy.catalogue.problem import CatalogueError
from xlpy.checks.missing_norms import check_norms
from xlpy.consolidation.headline import numbers_of
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.intake.reading_cache import Readings
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.decision import Decision
from xlpy.model.edition import Edition
from xlpy.model.submission import Column, Previous


def open_catalogue(name: str) -> Catalogue:
    """A shipped catalogue by name, or one from a folder."""
    return load(Path(name)) if Path(name).is_dir() else shipped(name)


def context_of(options: argparse.Namespace) -> IntakeContext:
    """What the options say of catalogue, period, last period and earlier years.

    Raises CatalogueError for a catalogue with any fault, as the buttons do; RequestError for an unknown period;
    YearsError.
    """
    chosen = open_catalogue(options.catalogue)
    if found := problems(chosen):
        raise CatalogueError(found)
    wording = load_wording()
    context = open_period(chosen, options.period, wording)
    earlier = read_earlier(getattr(options, "earlier", ()), context)
    actual, plans = (_previous(options.previous, column) for column in (Column.ACTUAL, Column.PLAN))
    return open_period(chosen, options.period, wording, actual, earlier, plans)


def _previous(path: Path | None, column: Column) -> Previous:
    from xlpy.outputs.publish.csvout import read_previous  # noqa: PLC0415  (only where a last period is given)

    return read_previous(newest(path), column) if path else {}


def decisions_of(options: argparse.Namespace, period: Period) -> tuple[Decision, ...]:
    """The office's decisions in the history named, none where none is. Raises StoreError, OSError for no such file."""
    history: Path | None = getattr(options, "history", None)
    if history is None:
        return ()
    from xlpy.app.store import Store  # noqa: PLC0415

    history.stat()
    return Store(history).decisions(period)


def results_of(options: argparse.Namespace, period: Period) -> Path:
    """The folder of a period's results below ``--out``: the buttons' own, so that HK1 is never replaced by CN."""
    folder: Path = options.out / results_name(period)
    return folder


def own_places(options: argparse.Namespace, catalogue: Catalogue) -> tuple[Path, ...]:
    """What is not read as received: ``--without``, ``--earlier``, and where results of earlier calls are (``--out``).

    ``--out`` below the folder received is left out whole. Elsewhere (``--out .`` beside or above what was received)
    only the results' own folders are.
    """
    out, kept = getattr(options, "out", None), getattr(options, "readings", None)
    folder = options.folder.resolve()
    given = (place for place in getattr(options, "earlier", ()) if folder in place.resolve().parents)
    named = (*options.without, *given)
    if kept is not None:
        named = (*named, kept, kept.with_name(f"{kept.name}-journal"))
    if out is None:
        return named
    results = out.resolve()
    if results != folder and results.is_relative_to(folder):
        return (*named, out)
    return (*named, *(results_of(options, period) for period in catalogue.periods))


def readings_of(options: argparse.Namespace) -> Readings | None:
    """Where what was read is kept, if anywhere (``--readings``): the history of a workbook, or a file of its own."""
    kept = getattr(options, "readings", None)
    if kept is None:
        return None
    from xlpy.app.store import Store  # noqa: PLC0415  (brings SQLite)

    return Store(kept).readings


def issue(options: argparse.Namespace) -> int:
    """One form for each reporting unit, or for the units named."""
    with bar_or_silence() as progress:
        paths = issue_forms(context_of(options), options.out, options.unit, progress)
    say(f"Đã tạo {len(paths)} biểu mẫu trong thư mục {options.out}.")
    return DONE


def cover_letter(options: argparse.Namespace) -> int:
    """The letter that goes out with the forms, with the list of units; a day after the units' deadline is told."""
    from xlpy.outputs.feedback.files import issue_letter_file  # noqa: PLC0415  (brings python-docx)

    context = context_of(options)
    made = issue_letter_file(context.catalogue, context.period, options.today, options.number, options.day)
    (path,) = write_all(options.out, made).values()
    say(f"Đã soạn công văn phát hành biểu mẫu: {path}")
    day, deadline = options.day or options.today, context.period.deadline_unit
    if day <= deadline:
        return DONE
    say(
        f"Cần xem lại: ngày {short_day(day)} đã sau hạn đơn vị gửi ghi trong công văn ({short_day(deadline)}, "
        f"{context.period.name}). Kiểm tra kỳ báo cáo, danh mục và ngày công văn trước khi trình ký."
    )
    return TO_ACT


def check(options: argparse.Namespace) -> int:
    """Find everything that is wrong and list it; writes nothing."""
    options.dry_run, options.out, options.listed = True, None, True
    return consolidate(options)


def consolidate(options: argparse.Namespace) -> int:
    """Check and consolidate; writes the edition unless it is a dry run."""
    with bar_or_silence() as progress:
        context = context_of(options)
        places = own_places(options, context.catalogue)
        if not options.dry_run:
            settle([results_of(options, context.period)])
        decisions = decisions_of(options, context.period)
        with cluster(options.dask, sends=options.dask_send) as machines:
            found = read_folder(
                context,
                options.folder,
                progress,
                options.workers,
                places,
                decisions,
                cluster=machines,
                readings=readings_of(options),
            )
        edition = found.edition
        written = None if options.dry_run else publish(edition, results_of(options, context.period))
    if options.json:
        from xlpy.outputs.publish.jsonout import summary_json  # noqa: PLC0415

        say(summary_json(edition, findings=options.listed))
    else:
        say(console.report(edition, written, findings=options.listed))
    console.tell_diverted(written.files if written else {})
    return code_of(edition)


def code_of(edition: Edition) -> int:
    """TO_ACT where something waits: an error, a unit that has not sent or whose file can't be used."""
    return TO_ACT if numbers_of(edition).waits else DONE


def catalogue(options: argparse.Namespace) -> int:
    """Is the catalogue consistent? Also tells what is no fault and wants a look, such as terms on days off."""
    from xlpy.outputs.messages import sentence  # noqa: PLC0415  (only where the catalogue is asked about)

    opened = open_catalogue(options.catalogue)
    found = problems(opened)
    for problem in found:
        say(str(problem))
    for period in opened.periods:
        for finding in check_norms(opened, period):
            say(sentence(opened, finding))
    for problem in advice(opened):
        say(f"Nên xem lại – {problem}")
    say(f"Danh mục có {len(found)} chỗ phải sửa." if found else "Danh mục nhất quán.")
    return TO_ACT if found else DONE


def new_year(options: argparse.Namespace) -> int:
    """Open the next school year: its catalogue in a folder of its own, and all that has to be looked at."""
    refuse_over(options.out)
    made = next_year(tables_of(tables_folder(options.catalogue)), options.number, options.day)
    write_all(options.out, year_files(made, shipped_name(options.catalogue)))
    say(told(made))
    say(f"Đã ghi danh mục năm học {made.school_year} vào thư mục {options.out}; danh sách trên ở tệp {LIST}.")
    return TO_ACT if made.remarks else DONE


def self_test(options: argparse.Namespace) -> int:
    """Prove this installation on the shipped sample; leave a file for whoever helps."""
    from xlpy.app.selftest import PLACES, keep, report, run_self_test, support_text  # noqa: PLC0415

    with bar_or_silence() as progress:
        result = run_self_test(progress)
    say(report(result))
    kept = keep(options.out, support_text(result, options.out / SHIPPED_NAME, {}, PLACES, datetime.now()))
    say(f"Cần hỗ trợ thì gửi tệp này (không có số liệu): {kept or 'chưa ghi được'}")
    return DONE if result.passed else TO_ACT
