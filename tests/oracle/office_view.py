"""What LibreOffice shows of a file: every cell as printed, and for single cells what lies behind it."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from tests import tools
from tests.oracle.places import Place
from xlpy.book.libreoffice import bridge

_CSV = "Text - txt - csv (StarCalc)"
_AS_SHOWN = "44,34,76,1,,0,false,true,true,false,false,-1"
"""Comma, double quotes, UTF-8, from line 1; content as shown; all sheets, each into a file of its own."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One cell: ``kind`` as UNO names it, its number, whether some of its text is raised, lowered or struck."""

    kind: str
    number: float
    apart: bool
    formula: str


@dataclass
class OfficeView:
    """A file as LibreOffice opened it; ``shown`` is None where it opens nothing."""

    document: Any
    shown: Mapping[str, list[list[str]]] = field(default_factory=dict)
    names: Sequence[str] = ()
    """Names of the sheets in order."""

    def text(self, place: Place) -> str:
        """The cell as printed."""
        rows = self.shown.get(self.names[place.number], []) if place.number < len(self.names) else []
        row = rows[place.row - 1] if place.row <= len(rows) else []
        return row[place.column - 1] if place.column <= len(row) else ""

    def behind(self, place: Place) -> Behind:
        """What lies behind a cell."""
        cell = self.document.Sheets.getByIndex(place.number).getCellByPosition(place.column - 1, place.row - 1)
        kind = str(cell.FormulaResultType2 if cell.Type.value == "FORMULA" else cell.Type.value)
        return Behind(kind, cell.getValue(), _apart(cell), cell.getFormula())


def _apart(cell: Any) -> bool:
    if _looks_apart(cell):
        return True
    if cell.Type.value != "TEXT":
        return False
    paragraphs = cell.createEnumeration()
    while paragraphs.hasMoreElements():
        portions = paragraphs.nextElement().createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            if portion.getString().strip() and _looks_apart(portion):
                return True
    return False


def _looks_apart(stretch: Any) -> bool:
    try:
        return bool(stretch.CharStrikeout not in (0, 3) or getattr(stretch, "CharEscapement", 0))
    except AttributeError:
        return False


class Oracle:
    """The one LibreOffice, asked about one file after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look(self, data: bytes, suffix: str) -> OfficeView | None:
        """Open a file; the view must be closed by `close`. None where LibreOffice opens nothing."""
        path = self.folder / f"form{suffix}"
        path.write_bytes(data)
        desktop = tools.shared_office().desktop
        hidden = bridge.option("Hidden", True)
        try:
            document = desktop.loadComponentFromURL(bridge.url(path), "_blank", 0, (hidden,))
        except Exception:  # UNO's own exceptions have no common class here
            return None
        if document is None:
            return None
        if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            document.close(True)
            return None
        with tempfile.TemporaryDirectory(dir=self.folder) as made:
            options = bridge.option("FilterName", _CSV), bridge.option("FilterOptions", _AS_SHOWN)
            document.storeToURL(bridge.url(Path(made) / "a.csv"), options)
            shown = {
                sheet.stem.removeprefix("a-"): list(csv.reader(StringIO(sheet.read_bytes().decode(), newline="")))
                for sheet in Path(made).iterdir()
            }
        return OfficeView(document, shown, document.Sheets.getElementNames())

    def convert(self, data: bytes, to: str) -> bytes:
        """The form in another format."""
        path = self.folder / "base.xlsx"
        path.write_bytes(data)
        return tools.soffice_convert(path, to, self.folder / "made").read_bytes()
