"""One shipped form read as all received files are: by a worker in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from xlpy.app.proof.advice import Installation, Remedy, blocked_worker
from xlpy.app.proof.loading import remedy_of

FORM = Path("samples") / "nam-hoc-2023-2024" / "tep-nhan" / "Các sở" / "STTTT.xlsx"
"""Of the installation's folder: a form that a unit filled and that holds no fault."""
SECONDS = 60.0
"""How long the worker may take for it once it has started."""


class Ask(Protocol):
    """How a worker is asked: `xlpy.intake.workers.run_all`, or a stand-in of a test."""

    def __call__(self, form: Path, seconds: float) -> int | Remedy | str:
        """How many cells were read, or what went wrong. Raises OSError where no process may be started."""


def cells_of(form: Path) -> int:
    """How many cells hold something. Runs in the worker; raises OSError, ValueError where the form can't be read."""
    from xlpy.intake.formats.reader import read_book  # noqa: PLC0415  (in the worker, and after the proof of loading)
    from xlpy.intake.formats.refusal import Refusal  # noqa: PLC0415

    reading = read_book(form.read_bytes(), form.name)
    if isinstance(reading, Refusal):
        raise ValueError(reading.code)
    return sum(len(sheet.cells) for sheet in reading.book.sheets)


def tried(form: Path) -> int | Remedy:
    """`cells_of`, or what kind of failure it met: only in the worker is it known whether a file was missing."""
    try:
        return cells_of(form)
    except Exception as error:  # all that a damaged installation may raise
        return remedy_of(error)


def by_worker(form: Path, seconds: float) -> int | Remedy | str:
    """`tried` in a fresh process, as on Windows, or the pool's reason for having no answer of it."""
    from xlpy.intake.workers import Done, run_all  # noqa: PLC0415

    (outcome,) = run_all(tried, [form], workers=1, deadline=seconds, start_method="spawn")
    return outcome.value if isinstance(outcome, Done) else outcome.reason


def read_form(folder: Path, ask: Ask = by_worker) -> str:
    """'' where the form is read; otherwise what is wrong and what to do. Raises nothing that is to be expected."""
    form, place = folder / FORM, Installation.of(folder)
    if not form.is_file():
        return blocked_worker(Remedy.MISSING, place)
    try:
        found = ask(form, SECONDS)
    except OSError as error:
        return blocked_worker(Remedy.of_start(error), place)
    if isinstance(found, int) and found:
        return ""
    return blocked_worker(_kind(found), place)


def _kind(found: int | Remedy | str) -> Remedy:
    from xlpy.intake.workers import CRASHED, NOT_STARTED  # noqa: PLC0415

    if isinstance(found, Remedy):
        return found
    if isinstance(found, int) or found == CRASHED:  # no cell is in the form, or nobody knows why
        return Remedy.UNKNOWN
    if found == NOT_STARTED:
        return Remedy.BLOCKED
    return Remedy.LATE if found.startswith("quá ") else Remedy.ENDED
