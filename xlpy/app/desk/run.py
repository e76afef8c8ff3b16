"""A button's work from its start to a sentence: every expected failure told, all of it kept in the journal."""

from __future__ import annotations

from collections.abc import Callable

from xlpy.app.desk.desk import ButtonAnswer, CancelledError, Desk, DeskError
from xlpy.app.desk.tools import show_faults
from xlpy.app.store import Entry, Outcome, StoreError
from xlpy.basics.commit import ChangedError, noting
from xlpy.basics.errors import UserError, refusal_vn
from xlpy.basics.progress import Stopped
from xlpy.book.catalogue import BookCatalogueError

Work = Callable[[Desk], ButtonAnswer]


def perform(work: Work, desk: Desk) -> tuple[str, bool]:
    """Do a button's work; returns what to say and whether it failed. Raises as `carry_out` does."""
    text, outcome = carry_out(work, desk)
    return text, outcome is Outcome.FAILED


def carry_out(work: Work, desk: Desk) -> tuple[str, Outcome]:
    """Do a button's work; returns what to say and how it ended, as the journal has it.

    Expected failures do not raise but for ChangedError: somebody saved the workbook's file since it was read, so that
    whoever opened it must begin again.
    """
    action = desk.words.text("actions", work.__name__)
    with noting() as notes:
        text, outcome = _carried_out(work, desk, action)
        before = notes.told()
    return "\n".join((*before, text)), outcome


def _carried_out(work: Work, desk: Desk, action: str) -> tuple[str, Outcome]:
    try:
        desk.settle()
        answer = _attempt(work, desk)
    except ChangedError:
        raise
    except CancelledError as stop:
        return _told(desk, action, str(stop), Outcome.STOPPED), Outcome.STOPPED
    except Stopped:
        return _told(desk, action, desk.words.text("questions", "cancelled"), Outcome.STOPPED), Outcome.STOPPED
    except UserError as error:
        return _told(desk, action, str(error), Outcome.FAILED), Outcome.FAILED
    except OSError as error:
        sentence = desk.words.fill("refusals", "disk", reason=refusal_vn(error))
        return _told(desk, action, sentence, Outcome.FAILED), Outcome.FAILED
    outcome = Outcome.TO_ACT if answer.to_act else Outcome.DONE
    if answer.in_journal:
        return answer.text, outcome
    return _told(desk, action, answer.text, outcome, answer.detail), outcome


def _attempt(work: Work, desk: Desk) -> ButtonAnswer:
    """The work; faults of the workbook's catalogue are listed on their sheet before they are told."""
    try:
        return work(desk)
    except BookCatalogueError as error:
        raise DeskError(f"{show_faults(desk, error.faults)}\n{_first(error)}") from error


def _first(error: BookCatalogueError, shown: int = 5) -> str:
    return "\n".join(f"– {fault}" for fault in error.faults[:shown])


def _told(desk: Desk, action: str, text: str, outcome: Outcome, detail: str = "") -> str:
    """Keep it in the journal; a journal that can't be written must not undo what was done."""
    try:
        desk.store.record(Entry(action, detail or text.replace("\n", " "), outcome=outcome))
    except (StoreError, OSError) as fault:
        if desk.also("no_history", reason="").rstrip() not in text:
            return text + desk.also("no_history", reason=fault if isinstance(fault, StoreError) else refusal_vn(fault))
    return text
