"""A button's files put in their places together with the journal's line on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from xlpy.app.desk.desk import Desk
from xlpy.app.product_files import Files
from xlpy.app.store import FILE, Entry, Outcome, StoreError
from xlpy.app.store.file_transaction import Pending
from xlpy.basics.commit import FolderPart, Witness, Written, commit
from xlpy.book.port import Update


@dataclass(frozen=True)
class Put:
    """Where each file went by its name; and whether the journal has its line on them."""

    files: Mapping[str, Path]
    in_journal: bool


def put(desk: Desk, button: str, folder: Path, files: Files, detail: str, update: Update | None = None) -> Put:
    """Write a button's files, and an update of the workbook where there is one, all or none.

    Without the journal's line where there is no history. Raises WriteError, with an update also BookError.
    """
    part = FolderPart(folder, files)

    def written_with(history: Witness | None) -> Written:
        if update is None:
            return commit([part], history)
        return desk.book.apply(update, lambda more: commit([part, *more], history))

    try:
        with desk.store.pending() as pending:
            written, kept = written_with(witness(desk, pending, button, detail)), True
    except StoreError:
        written, kept = written_with(None), False
    return Put({name: written[folder / name] for name in files}, kept)


def witness(desk: Desk, pending: Pending, button: str, detail: str, *, to_act: bool = False) -> Witness:
    """The history's transaction as the witness of a commit, ended by the journal's line on the button's work."""
    outcome = Outcome.TO_ACT if to_act else Outcome.DONE
    entry = Entry(desk.words.text("actions", button), detail, outcome=outcome)
    return Witness(desk.home / FILE, partial(pending.record, entry=entry))
