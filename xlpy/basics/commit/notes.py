"""What commits of one piece of work have to tell whoever started it: what was put in place, what was undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class CommitNotes:
    """``written`` are roots whose files are in place; ``undone`` sentences on commits that were cut off before."""

    written: list[Path] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """The sentences not told yet; they count as told from now on."""
        sentences, self.undone[:] = list(dict.fromkeys(self.undone)), []
        return sentences


_NOTES: ContextVar[CommitNotes | None] = ContextVar("notes", default=None)


@contextmanager
def noting() -> Iterator[CommitNotes]:
    """Notes of all commits within the block; those of the block around it where there is one."""
    around = _NOTES.get()
    if around is not None:
        yield around
        return
    token = _NOTES.set(CommitNotes())
    try:
        yield _NOTES.get() or CommitNotes()
    finally:
        _NOTES.reset(token)


def note_written(roots: list[Path]) -> None:
    """Keep that files are in place from now on."""
    if (notes := _NOTES.get()) is not None:
        notes.written += roots


def note_undone(sentence: str) -> None:
    """Keep what is to be told of a commit that was cut off."""
    if (notes := _NOTES.get()) is not None:
        notes.undone.append(sentence)
