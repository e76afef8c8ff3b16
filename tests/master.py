"""The master workbook for tests: built once, copied for each, in a file or open in LibreOffice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from samples import make_samples
from workbook.src.build import build, build_plain
from xlpy.app.desk import BUTTONS
from xlpy.book.places import INBOX, OUTBOX, PERIOD, PREVIOUS
from xlpy.book.port import MasterBook, Update

YEAR = Path(make_samples.__file__).parent / "nam-hoc-2023-2024"
SAMPLE_INBOX, SAMPLE_CATALOGUE = YEAR / "tep-nhan", YEAR / "danh-muc"
SAMPLE_PREVIOUS = YEAR / "ky-truoc" / "figures.csv"

SENT = "BA TƠ (chính thức).xlsx"
"""A file of the sample: one unit's, usable, with an error."""
WRITTEN = {
    "make_forms": ("bieu-mau", "*.xlsx", 19),
    "consolidate": ("ket-qua/CN_2023-2024", "*.*", 7),
    "feedback": ("ket-qua/CN_2023-2024/phan-hoi", "Phieu-*.docx", 16),
    "reminders": ("ket-qua/CN_2023-2024/don-doc", "*.docx", 4),
    "report": ("ket-qua/CN_2023-2024/bao-cao", "Bao-cao-*.docx", 1),
    "summary": ("ket-qua/CN_2023-2024/bao-cao", "Bieu-tong-hop-*.xlsx", 1),
}
"""By button: folder beside the workbook, pattern, and how many files of the sample it writes there."""


DAY = tuple(name for name in BUTTONS if name not in ("compare", "undo"))
"""The buttons of a day with one edition, in their order: two take a second edition."""


@cache
def built(*, macros: bool) -> bytes:
    """The workbook on the sample's catalogue, as .xlsm or as .xlsx."""
    return (build if macros else build_plain)(SAMPLE_CATALOGUE)


def put(folder: Path, *, macros: bool = True) -> Path:
    """A fresh copy in a folder."""
    path = folder / ("Plan167.xlsm" if macros else "Plan167.xlsx")
    path.write_bytes(built(macros=macros))
    return path


def sent_by_one(folder: Path) -> Path:
    """A folder received, made here, in which one unit's file lies: where it does not matter who has sent."""
    folder.mkdir()
    shutil.copy2(SAMPLE_INBOX / "email" / SENT, folder)
    return folder


def set_up(book: MasterBook, inbox: Path = SAMPLE_INBOX, out: Path | None = None) -> MasterBook:
    """The panel filled in for the sample's year-end report."""
    cells = {PERIOD: "CN", INBOX: str(inbox), PREVIOUS: str(SAMPLE_PREVIOUS)}
    book.apply(Update(cells=cells | ({OUTBOX: str(out)} if out else {})))
    return book


@contextmanager
def opened(engine: Any, path: Path) -> Iterator[Any]:
    """The workbook open in LibreOffice, as xlwings' book; closed without saving."""
    book = engine.apps.active.books.open(str(path))
    try:
        yield book
    finally:
        book.close()


class Answers:
    """A host that answers as told, and remembers what it was asked."""

    def __init__(
        self, *, yes: bool = True, folder: Path | None = None, texts: Mapping[str, str | None] | None = None
    ) -> None:
        self.yes, self.folder, self.texts = yes, folder, texts or {}
        self.asked: list[str] = []

    def confirm(self, question: str, text: str) -> bool:
        """The one answer."""
        self.asked.append(text)
        return self.yes

    def pick_folder(self, question: str, title: str, start: Path) -> Path | None:
        """The one folder."""
        self.asked.append(title)
        return self.folder

    def ask_text(self, question: str, text: str) -> str | None:
        """The text for that question, '' where there is none."""
        self.asked.append(text)
        return self.texts.get(question, "")
