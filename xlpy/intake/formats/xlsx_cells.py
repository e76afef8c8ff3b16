"""The cells of one worksheet of an .xlsx file while they come in, each with what a plain reading does not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from xlpy.basics.a1 import a1
from xlpy.intake.formats.circular_formulas import circular
from xlpy.intake.formats.facts import MAX_COLUMN, MAX_ROW, refuse_if_far
from xlpy.intake.formats.refusal import damaged
from xlpy.intake.formats.rich_text import RichText
from xlpy.intake.formats.spreadsheet_ml import Element
from xlpy.intake.formats.stored_values import SHORT_DIGITS, stored_date, stored_number, written_date
from xlpy.intake.formats.xlsx_links import Links
from xlpy.intake.formats.xlsx_shared_formulas import LOST, SharedFormulas
from xlpy.intake.formats.xlsx_strings import String, unescaped
from xlpy.intake.formats.xlsx_styles import PLAIN, CellStyle
from xlpy.model.cells import Address, CellError, CellValue, Marked, UncachedFormula
from xlpy.model.number_format import NumberFormat


def _spelled(number: int) -> bytes:
    return b"%d" % number


_SPELLED = tuple(map(_spelled, range(10_000)))
"""The numbers of strings as cells spell them: made once, since all workbooks have the same."""


@dataclass(frozen=True)
class Legend:
    """What the numbers in the sheets of one workbook stand for."""

    strings: Sequence[String] = ()
    styles: Sequence[CellStyle] = ()
    links: Links = field(default_factory=Links)
    epoch_1904: bool = False

    @cached_property
    def plain_texts(self) -> Mapping[bytes, str]:
        """The strings that are plain text, by their number as cells spell it."""
        spelled = _SPELLED if len(self.strings) <= len(_SPELLED) else map(_spelled, range(len(self.strings)))
        return {number: text for number, text in zip(spelled, self.strings, strict=False) if isinstance(text, str)}

    @cached_property
    def plain_styles(self) -> Mapping[str, bool]:
        """Whether a cell format is plain, by its number as cells spell it ('' = not at all)."""
        styles = {str(number): style.is_plain for number, style in enumerate(self.styles)}
        return {**styles, "": styles.get("0", PLAIN.is_plain)}


class SheetCells:
    """The cells of a sheet while they come in, and of the one being read: its attributes, formula, value, text."""

    def __init__(self, name: str, legend: Legend) -> None:
        self.name, self.legend = name, legend
        self.cells: dict[Address, CellValue] = {}
        self.formulas: dict[Address, str] = {}
        self.shared = SharedFormulas()
        self.links: dict[Address, str] = {}
        self.legacy_fonts: dict[Address, str] = {}
        self.marked: dict[Address, Marked] = {}
        self.shown: dict[Address, NumberFormat] = {}

    def put_plain(self, at: Address, attributes: Mapping[str, str], stored: Element) -> bool:
        """Take up a cell with a value alone if it is, as most are, plain text or a short whole number; else False."""
        text, kind = stored.text, attributes.get("t", "n")
        if not text or len(stored) or not (text.isdigit() and text.isascii()) or at in self.cells:
            return False
        if at[0] > MAX_ROW or at[1] > MAX_COLUMN or not self.style(attributes.get("s", "0")).is_plain:
            return False
        # The quick way of most cells. Whatever is out of the ordinary gives False and is read with care.
        if kind == "s" and int(text) < len(self.legend.strings):
            found = self.legend.strings[int(text)]
            if not isinstance(found, str):
                return False
            if found:
                self.cells[at] = found
            return True
        if kind != "n" or len(text) > SHORT_DIGITS:
            return False
        self.cells[at] = Decimal(text)
        return True

    def put(self, at: Address, kind: str, style_number: str, value: str | None, inline: String | None) -> None:
        """Take up a cell that has a value, an inline text or a formula."""
        style = self.style(style_number)
        found: CellValue | String | None
        if kind == "inlineStr":
            found = UncachedFormula(self.formulas[at]) if inline is None and at in self.formulas else inline
        elif not value:
            # An empty text is a result; no result at all means that the formula was never computed.
            found = UncachedFormula(self.formulas[at]) if at in self.formulas and kind != "str" else None
        elif self.formulas.get(at) == LOST:
            found = UncachedFormula(LOST)
        else:
            found = self.typed(at, kind, value, style)
        is_rich = isinstance(found, RichText)
        if isinstance(found, RichText):
            found = self.rich(at, found, style)
        elif style.legacy_font and found not in (None, ""):
            self.legacy_fonts[at] = style.legacy_font
        if found is None or found == "":
            return
        if style.sort and not is_rich and not isinstance(found, CellError | UncachedFormula):
            self.marked[at] = Marked(style.sort, "")
        if style.shows.alters(found):
            self.shown[at] = style.shows
        if at[0] > MAX_ROW or at[1] > MAX_COLUMN:
            if isinstance(found, str) and not found.strip():
                return
            refuse_if_far(self.name, *at)
        if at in self.cells:
            raise damaged(f"trang {self.name} có ô {a1(at)} ghi hai lần")
        self.cells[at] = found

    def style(self, number: str) -> CellStyle:
        """The format of that number, a plain one where there is none."""
        try:
            return self.legend.styles[_number(number)]
        except (ValueError, IndexError):
            return PLAIN

    def typed(self, at: Address, kind: str, value: str, style: CellStyle) -> CellValue | String:
        """The value of a cell of this type."""
        if kind == "s":
            try:
                return self.legend.strings[_number(value)]
            except (ValueError, IndexError) as error:
                raise damaged(f"ô {a1(at)} của trang {self.name} chỉ tới chữ không có trong tệp") from error
        if kind == "n":
            number = stored_number(value)
            if isinstance(number, CellError):
                return number
            if style.shows.is_date or style.shows.is_span:
                return stored_date(number, is_span=style.shows.is_span, epoch_1904=self.legend.epoch_1904)
            return number
        if kind == "e":
            return CellError(value)
        if kind == "b":
            # Excel writes 0 and 1; other writers spell the words. Anything else is an error and is told.
            return {"1": True, "true": True, "0": False, "false": False}.get(value.strip(), CellError(value))
        if kind == "d":
            return written_date(value)
        if kind == "str":
            return unescaped(value)
        raise damaged(f"ô {a1(at)} của trang {self.name} thuộc kiểu lạ")

    def rich(self, at: Address, text: RichText, style: CellStyle) -> str:
        """The text of several runs, with what they differ in told."""
        marked = text.marked(style.sort)
        if marked:
            self.marked[at] = marked
        font = text.legacy_font(style.legacy_font)
        if font:
            self.legacy_fonts[at] = font
        return text.text

    def formula(self, at: Address, attributes: Mapping[str, str], spelled: str) -> str:
        """Take up a cell's formula, and give it; of a shared one only the first cell spells it out."""
        text = self.shared.text(at, attributes, spelled)
        self.formulas[at] = text
        link = self.legend.links.of(text)
        if link:
            self.links[at] = link
        return text

    def circular(self) -> dict[Address, str]:
        """The formulas that lead back to themselves, of those of which it is known what they read."""
        unshifted = self.shared.unshifted
        return circular({at: text for at, text in self.formulas.items() if at not in unshifted})


def _number(text: str) -> int:
    """A number from 0 in a list. ``int`` takes ``-1`` too, which in Python is the last of a list, and ``1_0``.

    Raises ValueError for all that is no row of digits.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(text)
    return int(digits)
