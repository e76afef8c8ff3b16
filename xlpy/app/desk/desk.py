"""What every button stands on: the workbook, the words, the history, who asks and answers; and the edition at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from glob import escape
from pathlib import Path
from typing import Protocol

from xlpy.app.decision_entry import decided
from xlpy.app.earlier_years import FIGURES, earlier_in
from xlpy.app.product_files import results_name
from xlpy.app.setup_checks import SUPPORT_FILE
from xlpy.app.store import FILE, Store, StoreError, StoreLocked
from xlpy.app.unforeseen_failure import LOG
from xlpy.app.usecases import Round, open_period, read_folder
from xlpy.basics.commit import LOCK, OLD_NOTE, WORK, newest, settle, workbook_lock
from xlpy.basics.errors import UserError
from xlpy.basics.progress import Progress, Silent
from xlpy.book.catalogue import catalogue_of
from xlpy.book.decisions import decision_sheet
from xlpy.book.places import FORMS, INBOX, MARK, OUTBOX, PERIOD, PREVIOUS, STATE
from xlpy.book.port import MasterBook
from xlpy.book.words import BookWords, load_book_words
from xlpy.consolidation.fingerprint import fingerprint
from xlpy.forms.wording import load_wording
from xlpy.intake.context import IntakeContext
from xlpy.intake.folder import place_around
from xlpy.model.catalogue import Period
from xlpy.model.decision import Decision
from xlpy.model.submission import Column, Previous


class DeskError(UserError):
    """The button can't do its work now; the message says what to do first."""


class CancelledError(DeskError):
    """The user answered a question with no; nothing was written."""


class Host(Protocol):
    """Whoever can be asked: a message box, a dialog, a command line's options, a test."""

    def confirm(self, question: str, text: str) -> bool:
        """Yes or no to ``text``; ``question`` is its stable name."""

    def pick_folder(self, question: str, title: str, start: Path) -> Path | None:
        """A folder, or None where the user cancels."""

    def ask_text(self, question: str, text: str) -> str | None:
        """What is typed in answer, or None where the user cancels."""


@dataclass(frozen=True, slots=True)
class ButtonAnswer:
    """What a button says when it is done; ``detail`` goes into the journal, ``to_act`` where something waits."""

    text: str
    detail: str = ""
    to_act: bool = False
    in_journal: bool = False
    """Whether its line is in the journal already, by the transaction that its files were put in place with."""


@dataclass(frozen=True)
class Desk:
    """One workbook being worked on. ``clock`` gives local time; ``is_live`` where a person has to save himself."""

    book: MasterBook
    host: Host
    progress: Progress = field(default_factory=Silent)
    words: BookWords = field(default_factory=load_book_words)
    clock: Callable[[], datetime] = datetime.now
    is_live: bool = False
    workers: int | None = None
    about: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    """Questions to the program that shows the workbook, about itself; each may raise."""

    @property
    def home(self) -> Path:
        """The folder that the workbook stands in: relative paths and defaults start here."""
        return self.book.path.parent

    @property
    def store(self) -> Store:
        """The history beside the workbook."""
        return Store(self.home / FILE)

    def settle(self) -> None:
        """Undo what a commit that was cut off left in any folder of this workbook. Raises WriteError."""
        below = self.results.iterdir() if self.results.is_dir() else ()
        settle((self.home, self.forms, self.results, *below))

    def folder(self, name: str, default: str) -> Path:
        """A folder that the panel names, else its default beside the workbook."""
        return self.path(self.book.value(name) or default)

    def path(self, text: str) -> Path:
        """A path as typed on the panel, from the workbook's folder where relative."""
        typed = Path(text.strip().strip('"'))
        return typed if typed.is_absolute() else self.home / typed

    @property
    def results(self) -> Path:
        """Where results of all periods go."""
        return self.folder(OUTBOX, "ket-qua")

    def outbox(self, period: Period, part: str = "") -> Path:
        """Where results of one period go: a folder of its own in each school year."""
        return self.results / results_name(period) / part

    @property
    def forms(self) -> Path:
        """Where forms go."""
        return self.folder(FORMS, "bieu-mau")

    @property
    def own(self) -> tuple[Path, ...]:
        """Places of the program's own files, which are never read as received wherever they lie."""
        book, previous = self.book.path, self.book.value(PREVIOUS).strip()
        copies = self.home.glob(f"{escape(book.stem)} (*){book.suffix}")  # written where the workbook was held open
        ours = (WORK, LOCK, workbook_lock(book).name, OLD_NOTE)
        names = (f"~${book.name}", FILE, f"{FILE}-journal", LOG, SUPPORT_FILE, *ours)
        files = (book, *copies, *(self.home / name for name in names))
        return (self.results, self.forms, *files, *([self.path(previous)] if previous else []))

    def inbox(self) -> Path:
        """The folder received. Raises DeskError where none is chosen, and as `received`."""
        chosen = self.book.value(INBOX).strip()
        if not chosen:
            raise DeskError(self.words.text("refusals", "no_folder"))
        return self.received(self.path(chosen))

    def received(self, folder: Path) -> Path:
        """Give back the folder if it may be the one received. Raises DeskError if it lies where we write."""
        own = place_around(folder, (self.results, self.forms))
        if own is not None:
            raise DeskError(self.words.fill("refusals", "own_folder", folder=folder, own=own))
        return folder

    def remember(self, found: Round) -> str:
        """Keep in the history what was received, before anything else is written; '', or why it can't be kept.

        Work goes on without a history that is damaged or read only. Raises StoreLocked: somebody else writes into it
        just now, and an edition made meanwhile would bear the number of his.
        """
        try:
            self.store.remember(found.edition.period, found.submissions, found.edition.files)
        except StoreLocked:
            raise
        except StoreError as fault:
            return str(fault)
        return ""

    def also(self, key: str, **words: object) -> str:
        """A further line of an answer."""
        return "\n" + self.words.fill("answers", key, **words)

    def held_open(self, paths: Iterable[Path]) -> str:
        """A further line that names files written under another name, '' where there are none."""
        names = "; ".join(path.name for path in paths)
        return self.also("held_open", files=names) if names else ""

    def decisions(self, context: IntakeContext) -> Sequence[Decision]:
        """The office's decisions on the period. Raises DecisionError, StoreLocked."""
        sheet = decision_sheet(self.book, self.words, context.catalogue)
        return decided(self.store, sheet, context.catalogue, context.period)

    def context(self) -> IntakeContext:
        """Catalogue and period of the workbook, with figures of last period and of earlier years where there are any.

        Raises BookCatalogueError, RequestError, YearsError, DeskError where no period is chosen.
        """
        catalogue = catalogue_of(self.book, self.words)
        code = self.book.value(PERIOD).strip()
        if not code:
            raise DeskError(self.words.text("refusals", "no_period"))
        wording = load_wording()
        context = open_period(catalogue, code, wording)
        actual, plans = (self._previous(context, column) for column in (Column.ACTUAL, Column.PLAN))
        return open_period(catalogue, code, wording, actual, earlier_in(self.results, context), plans)

    def _previous(self, context: IntakeContext, column: Column) -> Previous:
        from xlpy.outputs.publish.csvout import read_previous  # noqa: PLC0415  (only where figures are read)

        named = self.book.value(PREVIOUS).strip()
        if named:
            return read_previous(newest(self.path(named)), column)
        before = context.catalogue.period.get(context.period.previous)
        found = newest(self.outbox(before) / FIGURES) if before else None
        return read_previous(found, column) if found and found.is_file() else dict[str, dict[str, Decimal]]()


def read_round(desk: Desk) -> Round:
    """Read the folder and consolidate it by the office's decisions.

    Writes nothing but what was read, and new decisions of the sheet, into the history. Raises also DecisionError for
    what the sheet of decisions has wrong.
    """
    context, inbox, readings = desk.context(), desk.inbox(), desk.store.readings
    decisions = desk.decisions(context)
    return read_folder(context, inbox, desk.progress, desk.workers, desk.own, decisions, readings=readings)


def published_round(desk: Desk) -> Round:
    """The same, where it is what the workbook's edition was made from.

    Raises DeskError where the workbook holds no edition, or one made from other files or another catalogue: what is
    written from it would not agree with the sheets that people see.
    """
    mark = desk.book.value(MARK)
    if not mark:
        raise DeskError(desk.words.text("refusals", "no_edition"))
    found = read_round(desk)
    if fingerprint(found.edition) != mark:
        number = desk.book.value(STATE["edition"])
        raise DeskError(desk.words.fill("refusals", "changed", number=number))
    return found
