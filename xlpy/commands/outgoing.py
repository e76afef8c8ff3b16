"""What goes out of a folder received: slips, letters, the report, all of it at once; and the way back from a figure."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from xlpy.atomic import write_all
from xlpy.commands.core import context_of
from xlpy.commands.exits import DONE
from xlpy.edition import Edition
from xlpy.intake.context import IntakeContext
from xlpy.intake.folder import open_inbox
from xlpy.model import Submission
from xlpy.progress import Progress, bar_or_silence
from xlpy.usecases import edition_of, publish, read_inbox
from xlpy.word.pdf import PdfError, to_pdf

Files = Mapping[str, bytes]
FEEDBACK, REMINDERS, REPORT = "phan-hoi", "don-doc", "bao-cao"
"""Folders of what goes out, below the folder of results."""


class Received:
    """A folder read and consolidated, with what its products need."""

    def __init__(self, context: IntakeContext, folder: Path, progress: Progress, workers: int | None) -> None:
        inbox = open_inbox(folder)
        self.folder, self.progress = folder, progress
        self.submissions: list[Submission] = read_inbox(context, inbox, progress, workers)
        self.edition: Edition = edition_of(context, self.submissions, inbox)


def feedback_files(received: Received, today: date) -> tuple[Files, str]:
    """Slips and marked copies; and which files have no copy, in words."""
    from xlpy.feedback.files import slip_files  # noqa: PLC0415  (brings python-docx)
    from xlpy.marked import marked_files  # noqa: PLC0415

    slips = slip_files(received.edition, today, received.submissions, progress=received.progress)
    copies = marked_files(received.edition, received.folder, received.progress)
    lines = [f"Đã lập {len(slips)} phiếu phản hồi và {len(copies.files)} bản đánh dấu."]
    lines += [f"  - chưa có bản đánh dấu cho {lacking.file}: {lacking.reason}" for lacking in copies.lacking]
    return {**slips, **copies.files}, "\n".join(lines)


def letter_files(received: Received, today: date) -> tuple[Files, str]:
    """Reminder letters."""
    from xlpy.feedback.files import reminder_files  # noqa: PLC0415

    files = reminder_files(received.edition, today, progress=received.progress)
    return files, f"Đã soạn {len(files)} công văn đôn đốc." if files else "Không đơn vị nào cần đôn đốc."


def report_with_pdf(received: Received, _: date) -> tuple[Files, str]:
    """The report to the People's Committee and its PDF."""
    from xlpy.report.files import report_files  # noqa: PLC0415

    return with_pdf(report_files(received.edition), received.progress, "Đã soạn báo cáo.")


def with_pdf(files: Files, progress: Progress, said: str) -> tuple[Files, str]:
    """The files with a PDF beside each; where none can be made, why."""
    made: dict[str, bytes] = {}
    for number, (name, data) in enumerate(files.items(), 1):
        progress.step("Tạo tệp PDF", number, len(files))
        try:
            made[Path(name).with_suffix(".pdf").name] = to_pdf(data, Path(name).suffix)
        except PdfError as error:
            return files, f"{said}\nChưa có tệp PDF: {error}"
    return {**files, **made}, said


PRODUCTS: Mapping[str, tuple[Callable[[Received, date], tuple[Files, str]], str]] = {
    "feedback": (feedback_files, FEEDBACK),
    "reminders": (letter_files, REMINDERS),
    "report": (report_with_pdf, REPORT),
}
"""What goes out, by command: how it is made, and its folder."""


def product(options: argparse.Namespace) -> int:
    """One product into ``--out``."""
    make, part = PRODUCTS[options.product]
    with bar_or_silence() as progress:
        files, said = make(Received(context_of(options), options.folder, progress, options.workers), options.today)
    _write(options.out, part, files, said)
    return DONE


def everything(options: argparse.Namespace) -> int:
    """The edition and everything that goes out, into ``--out`` and folders below it."""
    from xlpy import console  # noqa: PLC0415

    with bar_or_silence() as progress:
        received = Received(context_of(options), options.folder, progress, options.workers)
        made = {part: make(received, options.today) for make, part in PRODUCTS.values()}
        written = publish(received.edition, options.out)
    print(console.report(received.edition, written))
    for part, (files, said) in made.items():
        _write(options.out, part, files, said)
    return DONE


def _write(out: Path, part: str, files: Files, said: str) -> None:
    print(said)
    if files:
        folder = out / part
        write_all(folder, files)
        print(f"  Thư mục: {folder.resolve()} ({len(files)} tệp)")


def trace_figure(options: argparse.Namespace) -> int:
    """Back from a figure to its cells, or (``--cell``) forward from a cell to its figures."""
    from xlpy.trace import forward, forward_text, trace, trace_text  # noqa: PLC0415

    edition = _edition(options)
    if options.cell:
        print(forward_text(edition.catalogue, forward(edition, *options.cell)))
    else:
        print(trace_text(edition.catalogue, trace(edition, options.code, options.unit, options.column)))
    return DONE


def _edition(options: argparse.Namespace) -> Edition:
    """Of the folder given, else of what the workbook's panel says."""
    with bar_or_silence() as progress:
        if options.folder:
            return Received(context_of(options), options.folder, progress, options.workers).edition
        from xlpy.book.file import FileBook  # noqa: PLC0415
        from xlpy.commands.book import Terminal  # noqa: PLC0415
        from xlpy.desk.desk import Desk, read_round  # noqa: PLC0415

        host = Terminal(yes=False, folder=None)
        return read_round(Desk(FileBook(options.workbook), host, progress, workers=options.workers)).edition
