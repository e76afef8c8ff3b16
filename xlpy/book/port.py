"""What the program asks of the master workbook, whoever holds it open; and the failures of asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from xlpy.basics.commit import FolderPart, Written, commit
from xlpy.basics.errors import UserError
from xlpy.outputs.publish.drawing import Drawing, Value

Rows = tuple[tuple[Value, ...], ...]
Together = Callable[[Sequence[FolderPart]], Written]
"""Puts the workbook's own file, where it is one, in its place together with what goes with it, all or none."""


class BookError(UserError):
    """The workbook can't be used as asked; it is as it was, and the message says why, in Vietnamese."""


class NoSuchPartError(BookError):
    """The workbook lacks a table, a named cell or a sheet that the program needs."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(
            f"Sổ làm việc không có {what} “{name}”; có thể đã bị xóa hoặc đổi tên. Lấy lại từ bản lưu, hoặc mở sổ mới."
        )


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A named table's cells as text. ``top`` and ``left`` are its header's place on ``sheet``, counted from 0."""

    name: str
    sheet: str
    top: int
    left: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ActiveCell(NamedTuple):
    """The cell that the user stands on; row and column count from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class Update:
    """What is written at once, all of it or nothing.

    ``sheets`` are replaced whole, or added where new; ``absent`` are taken away; ``cells`` and ``blocks`` go into named
    cells and ranges of the same size, a named table's rows among them. ``front`` is the sheet shown afterwards ('' =
    the one shown now).
    """

    sheets: tuple[Drawing, ...] = ()
    absent: tuple[str, ...] = ()
    cells: Mapping[str, Value] = field(default_factory=dict)
    blocks: Mapping[str, Rows] = field(default_factory=dict)
    front: str = ""


class MasterBook(Protocol):
    """The master workbook."""

    @property
    def path(self) -> Path:
        """Where the workbook is."""

    def table(self, name: str) -> NamedTable:
        """A named table. Raises NoSuchPartError."""

    def value(self, name: str) -> str:
        """The text of a named cell, '' where blank. Raises NoSuchPartError."""

    def selection(self) -> ActiveCell | None:
        """The cell that the user stands on; None where nobody stands anywhere."""

    def apply(self, update: Update, put: Together = commit) -> Written:
        """Write an update and, by ``put``, the files that go with it, all or nothing; returns what ``put`` does.

        Raises BookError and what ``put`` raises; the workbook and the files are then as they were. A workbook that a
        program holds open is changed in that program's memory, not in its file: there the promise is kept as long as
        this process lives; one that is killed in the middle leaves sheets that the next update puts right, and files
        that the next start takes back.
        """
