"""Forms out, a folder in, the edition; the catalogue's check, the self test."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from xlpy import console
from xlpy.catalogue.consistency import problems
from xlpy.catalogue.load import load, shipped
from xlpy.catalogue.model import Catalogue
from xlpy.commands.exits import DONE, TO_ACT
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.model import Severity
from xlpy.outgoing import FEEDBACK, REMINDERS, REPORT
from xlpy.progress import bar_or_silence
from xlpy.usecases import Previous, issue_forms, open_period, publish, read_folder


def open_catalogue(name: str) -> Catalogue:
    """A shipped catalogue by name, or one from a folder."""
    return load(Path(name)) if Path(name).is_dir() else shipped(name)


def context_of(options: argparse.Namespace) -> IntakeContext:
    """What the options say of catalogue, period and last period. Raises CatalogueError, RequestError."""
    return open_period(open_catalogue(options.catalogue), options.period, load_wording(), _previous(options.previous))


def _previous(path: Path | None) -> Previous:
    from xlpy.publish.csvout import read_previous  # noqa: PLC0415  (only where a last period is given)

    return read_previous(path) if path else {}


def own_places(options: argparse.Namespace) -> tuple[Path, ...]:
    """What is not read as received: ``--without``, and where results of earlier calls are (``--out``).

    Results may well go above the folder received (``consolidate tep-nhan --out .``): then only their own folders count.
    """
    named, out = tuple(options.without), getattr(options, "out", None)
    if out is None:
        return named
    folder, above = options.folder.resolve(), out.resolve()
    if folder != above and folder.is_relative_to(above):
        return (*named, *(out / part for part in (FEEDBACK, REMINDERS, REPORT)))
    return (*named, out)


def issue(options: argparse.Namespace) -> int:
    """One form for each sender, or for the units named."""
    with bar_or_silence() as progress:
        paths = issue_forms(context_of(options), options.out, options.unit, progress)
    print(f"Đã tạo {len(paths)} biểu mẫu trong thư mục {options.out}.")
    return DONE


def check(options: argparse.Namespace) -> int:
    """Find everything that is wrong; writes nothing."""
    options.dry_run, options.out = True, None
    return consolidate(options)


def consolidate(options: argparse.Namespace) -> int:
    """Check and consolidate; writes the edition unless it is a dry run."""
    with bar_or_silence() as progress:
        context, places = context_of(options), own_places(options)
        edition = read_folder(context, options.folder, progress, options.workers, places).edition
        written = None if options.dry_run else publish(edition, options.out)
    if options.json:
        from xlpy.publish.jsonout import summary_json  # noqa: PLC0415

        print(summary_json(edition))
    else:
        print(console.report(edition, written))
    console.tell_diverted(written.files if written else {})
    waits = any(f.severity is Severity.ERROR and not f.caused_by for f in edition.findings)
    return TO_ACT if waits else DONE


def catalogue(options: argparse.Namespace) -> int:
    """Is the catalogue consistent?"""
    found = problems(open_catalogue(options.catalogue))
    for problem in found:
        print(problem)
    print(json.dumps({"problems": len(found)}) if found else "Danh mục nhất quán.")
    return TO_ACT if found else DONE


def self_test(options: argparse.Namespace) -> int:
    """Prove this installation on the shipped sample."""
    from xlpy.selftest import report, run_self_test  # noqa: PLC0415

    with bar_or_silence() as progress:
        result = run_self_test(progress)
    print(report(result))
    return DONE if result.passed else TO_ACT
