"""The cells of one matched sheet as Unicode words, whatever font they were typed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlpy.basics.text import tidy, to_unicode
from xlpy.intake.appearance import as_printed, as_words
from xlpy.intake.notes import Notes
from xlpy.intake.numbers import quoted
from xlpy.model.cells import Address, CellError, CellValue, Sheet, UncachedFormula, raw_text
from xlpy.model.codes import MessageCode

PICTURE = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
"""How the text begins that WPS Office keeps in a cell in place of a picture put into it."""
ENCODING_NOTES: Mapping[str, MessageCode] = {"tcvn3": "O413", "vni": "O414", "nfd": "O415"}


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads a sheet's text; a cell that had to be converted is noted, the file itself is never changed."""

    sheet: Sheet
    notes: Notes

    def words(self, at: Address, task: str) -> str:
        """The cell as tidied Unicode text, '' where it is blank."""
        value = self.sheet.cells.get(at)
        if value is None:
            return ""
        shows = self.sheet.shown.get(at)
        if shows is not None and isinstance(value, Decimal | str):
            value = as_words(value, shows) or ""
        if not isinstance(value, str):
            return raw_text(value)
        font = self.sheet.legacy_fonts.get(at)
        if font is None and value.isascii():
            return tidy(value)
        reading = to_unicode(value, font)
        words = tidy(reading.value)
        code = ENCODING_NOTES.get(reading.encoding)
        if code:
            self.notes.add(
                code,
                self.sheet.name,
                at,
                task=task,
                raw=value,
                value=words,
                found=font or "cũ",
                count=str(reading.count),
            )
        return words

    def plain(self, at: Address) -> str:
        """The same without a note: for a cell whose words were read before."""
        value = self.sheet.cells.get(at)
        return (
            tidy(to_unicode(value, self.sheet.legacy_fonts.get(at)).value)
            if isinstance(value, str)
            else raw_text(value)
        )

    def holds(self, at: Address) -> MessageCode | Literal[""]:
        """Code of what a cell of words holds in place of any: O424 a picture, O425 an error, O426 a formula.

        O422: a number that its format prints as another one."""
        value = self.sheet.cells.get(at)
        if value is None:
            return ""
        if isinstance(value, CellError | UncachedFormula):
            return "O425" if isinstance(value, CellError) else "O426"
        if isinstance(value, str) and PICTURE.match(value.lstrip()):
            return "O424"
        if isinstance(value, Decimal) and at in self.sheet.shown and as_words(value, self.sheet.shown[at]) is None:
            return "O422"
        return ""

    def no_words(self, at: Address, task: str) -> MessageCode | Literal[""]:
        """The same, and noted."""
        value = self.sheet.cells.get(at)
        if value is None:
            return ""
        code = self.holds(at)
        if code == "O422" and isinstance(value, Decimal):
            found = as_printed(value, self.sheet.shown[at].section(value))
            self.notes.add(code, self.sheet.name, at, task=task, about="ô chữ", raw=quoted(value), found=found)
        elif code:
            self.notes.add(code, self.sheet.name, at, task=task, raw=raw_text(value))
        return code

    def figure(self, at: Address) -> CellValue | None:
        """The cell for reading a number: text is turned into Unicode first, all else is as stored."""
        value = self.sheet.cells.get(at)
        if isinstance(value, str):
            return to_unicode(value, self.sheet.legacy_fonts.get(at)).value
        return value
