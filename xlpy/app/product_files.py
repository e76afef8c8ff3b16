"""What goes out of a round, for buttons and command line alike: slips and copies, letters, report (`products`).

Each is made in memory from the round; who calls writes the files. A button finds its words in the workbook's template,
the command line takes those of `MAKERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from xlpy.app.products import FEEDBACK, REMINDERS, REPORT, Product
from xlpy.app.usecases import Round
from xlpy.basics.progress import Progress, go_on
from xlpy.basics.text import ascii_slug
from xlpy.model.catalogue import Period
from xlpy.model.outgoing import OutgoingPaper
from xlpy.outputs.file_names import period_file_name

if TYPE_CHECKING:
    from xlpy.model.edition import Edition
    from xlpy.outputs.feedback.slip import History
    from xlpy.outputs.marked import Skipped

Files = Mapping[str, bytes]
Made = tuple[Files, str]
"""Files, and what to say of them."""


def results_name(period: Period) -> str:
    """Name of the folder of a period's results: ``CN_2023-2024``, since every year has the same codes of periods."""
    return f"{ascii_slug(period.code)}_{ascii_slug(period.school_year)}"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Slips and marked copies by file name; ``lacking`` are the files that should have a copy and have none."""

    slips: Files
    copies: Files
    lacking: tuple[Skipped, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit's code by the name of its copy."""

    @property
    def files(self) -> Files:
        """All of them."""
        return {**self.slips, **self.copies}


def feedback(
    found: Round,
    today: date,
    progress: Progress,
    history: History | None = None,
    papers: Sequence[OutgoingPaper] = (),
) -> Feedback:
    """A slip for each unit that sent and a marked copy of its file.

    ``history`` knows what a unit sent before, also where that older file is gone from the folder; without it a slip
    compares with the unit's other files in the folder. ``papers`` is the register of papers that left, for the number
    of the letter that issued the forms. Raises TemplateError, SettingsError, Stopped.
    """
    from xlpy.outputs.feedback.files import slip_files  # noqa: PLC0415  (brings python-docx: only where slips are made)
    from xlpy.outputs.feedback.quoted import with_register  # noqa: PLC0415
    from xlpy.outputs.feedback.settings import load_settings  # noqa: PLC0415
    from xlpy.outputs.marked import marked_files  # noqa: PLC0415

    settings = with_register(load_settings(), found.edition, papers, today)
    copies = marked_files(found.edition, found.folder, progress)
    slips = slip_files(
        found.edition, today, found.submissions, history, in_copy=copies.workable, settings=settings, progress=progress
    )
    return Feedback(slips, copies.files, copies.lacking, copies.units)


def reminders(edition: Edition, today: date, progress: Progress, papers: Sequence[OutgoingPaper] = ()) -> Files:
    """A letter for each unit that has not sent, or whose file can't be used; none where all is well.

    Letters quote what the register of ``papers`` has of the round. Raises TemplateError, SettingsError, Stopped.
    """
    from xlpy.outputs.feedback.files import reminder_files  # noqa: PLC0415
    from xlpy.outputs.feedback.quoted import reminded, with_register  # noqa: PLC0415
    from xlpy.outputs.feedback.settings import load_settings  # noqa: PLC0415

    settings, before = with_register(load_settings(), edition, papers, today), reminded(edition, papers, today)
    return reminder_files(edition, today, settings=settings, reminded=before, progress=progress)


def report(edition: Edition, progress: Progress) -> tuple[Files, str]:
    """The report to the People's Committee, its annex to print and the leader's page, each with its PDF.

    And the leader's slides, and the workbook of sources, which stays in the office. Also why there is no PDF, '' where
    there is one. Raises TemplateError, LeaderSettingsError, Stopped.
    """
    from xlpy.outputs.leader.files import leader_files  # noqa: PLC0415  (brings python-pptx)
    from xlpy.outputs.report.files import report_files  # noqa: PLC0415  (brings python-docx and the charts)

    made = {**report_files(edition), **leader_files(edition)}
    papers = {name: data for name, data in made.items() if Path(name).suffix == ".docx"}
    printed, lacking = with_pdf({**papers, **summary_files(edition)}, progress)
    return {**printed, **{name: data for name, data in made.items() if name not in papers}}, lacking


def summary_files(edition: Edition) -> Files:
    """The summary by itself as the committee gets it, annex of the report: a print-ready workbook of texts.

    Raises TemplateError where the report's patterns, whose words it shares, can't be used.
    """
    from xlpy.book.values import values_only  # noqa: PLC0415  (brings openpyxl: only where it is printed)
    from xlpy.outputs.report.files import printed_annex  # noqa: PLC0415  (brings python-docx)

    drawing = printed_annex(edition)
    name = period_file_name("Bieu-tong-hop", edition.catalogue, edition.period, ".xlsx")
    return {name: values_only(drawing, edition.period.cut_off)}


def with_pdf(files: Files, progress: Progress) -> tuple[Files, str]:
    """The files with a PDF of each beside it; where none can be made, the files alone and why. Raises Stopped."""
    from xlpy.outputs.word.pdf import PdfError, to_pdf  # noqa: PLC0415

    made: dict[str, bytes] = {}
    for number, (name, data) in enumerate(files.items(), 1):
        go_on(progress)
        progress.step("Tạo tệp PDF", number, len(files))
        try:
            made[Path(name).with_suffix(".pdf").name] = to_pdf(data, Path(name).suffix)
        except PdfError as error:
            return files, str(error)
    return {**files, **made}, ""


def _feedback_told(found: Round, today: date, progress: Progress, papers: Sequence[OutgoingPaper]) -> Made:
    made = feedback(found, today, progress, None, papers)
    lines = [f"Đã lập {len(made.slips)} phiếu phản hồi và {len(made.copies)} bản đánh dấu."]
    lines += [f"  - chưa có bản đánh dấu cho {lacking.file}: {lacking.reason}" for lacking in made.lacking]
    return made.files, "\n".join(lines)


def _reminders_told(found: Round, today: date, progress: Progress, papers: Sequence[OutgoingPaper]) -> Made:
    files = reminders(found.edition, today, progress, papers)
    return files, f"Đã soạn {len(files)} công văn đôn đốc." if files else "Không đơn vị nào cần đôn đốc."


def _report_told(found: Round, _: date, progress: Progress, __: Sequence[OutgoingPaper]) -> Made:
    files, lacking = report(found.edition, progress)
    return files, "Đã soạn báo cáo, trang tóm tắt và trình chiếu cho lãnh đạo." + (
        f"\nChưa có tệp PDF: {lacking}" if lacking else ""
    )


MAKERS: Mapping[Product, Callable[[Round, date, Progress, Sequence[OutgoingPaper]], Made]] = {
    FEEDBACK: _feedback_told,
    REMINDERS: _reminders_told,
    REPORT: _report_told,
}
"""How the command line makes each product, on the day that its papers bear, by the register of papers that left."""


def diverted(written: Mapping[str, Path]) -> tuple[Path, ...]:
    """The files that went under another name, since a program holds the one of their own name open."""
    return tuple(path for name, path in written.items() if path.name != PurePosixPath(name).name)


def below(folder: str, files: Files) -> Files:
    """The files as they are named from one folder further up."""
    return {f"{folder}/{name}" if folder else name: data for name, data in files.items()}
