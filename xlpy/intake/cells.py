"""The cells of one matched sheet as Unicode words, whatever font they were typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlpy.catalogue.codes import MessageCode
from xlpy.intake.grid import Address, CellValue, Sheet, raw_text
from xlpy.intake.notes import Notes
from xlpy.intake.text import tidy, to_unicode

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

    def figure(self, at: Address) -> CellValue | None:
        """The cell for reading a number: text is turned into Unicode first, all else is as stored."""
        value = self.sheet.cells.get(at)
        if isinstance(value, str):
            return to_unicode(value, self.sheet.legacy_fonts.get(at)).value
        return value
