"""What reading one file ends in: a `Reading` (the book and its notes), or a `Refusal` that says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlpy.model.cells import Book
from xlpy.model.codes import MessageCode


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not read: a message code (T101 … T114, T119, T120) and its placeholders, in Vietnamese."""

    code: MessageCode
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell of a file that was read all the same: T104 (extension), T108 (macros), T116 (notes …), T125."""

    code: MessageCode
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read; ``content`` are its bytes, decrypted where Excel's default password encrypted them."""

    book: Book
    notes: tuple[Note, ...] = ()
    content: bytes = field(default=b"", repr=False)


class RefusalError(Exception):
    """Raised inside the reader when a file must not be read on; `read_book` gives its refusal back."""

    def __init__(self, code: MessageCode, **params: str) -> None:
        super().__init__(code, params)
        self.refusal = Refusal(code, params)


def damaged(found: str) -> RefusalError:
    """T102: the file's content contradicts its own format; ``found`` says how, in Vietnamese."""
    return RefusalError("T102", found=found)


def not_a_spreadsheet(found: str) -> RefusalError:
    """T103: the file is ``found`` (Vietnamese), something else than a spreadsheet."""
    return RefusalError("T103", found=found)


def suspicious(found: str, limit: str) -> RefusalError:
    """T106: the file unpacks into too much, or is built as no office program would."""
    return RefusalError("T106", found=found, limit=limit)
