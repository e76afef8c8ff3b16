"""What the eye sees in a cell of figures against what it stores: raised and struck signs, number formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.intake.numbers import quoted
from xlpy.model.cells import Address, CellValue, Sheet, raw_text
from xlpy.model.codes import MessageCode
from xlpy.model.number_format import FormatSection, NumberFormat
from xlpy.model.scale_words import changes_number

PERCENT_FORMAT = "ô định dạng phần trăm, nhân 100"
"""The rule by which a stored 0.95 that shows as 95% is 95 where a percentage is asked."""
ROUNDED = "ô hiện số đã làm tròn, lấy số đủ lưu trong ô"
"""The rule by which 12.34 is 12.34 where a format shows 12: rounding is all that the format does."""
UNDER_MERGE = "nằm dưới ô gộp"
HIDDEN_BY_FORMAT = "bị định dạng ô làm ẩn đi"


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell as it is to be read. ``problem`` is '' or the code of what keeps it from being read, with its words."""

    value: CellValue | None
    repair: str = ""
    problem: MessageCode | Literal[""] = ""
    words: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    """For O421: the text without what is set apart, which may have been meant."""


def as_seen(
    sheet: Sheet, at: Address, value: CellValue | None, *, percent: bool, decimals: int, unit: str = ""
) -> Seen:
    """The cell at the address; ``percent`` says that a percentage from 0 to 100 is asked there, ``decimals`` how exact.

    ``unit`` is the unit of measure: “triệu” in a format says nothing new of a figure in triệu đồng.

    Problems: O421 raised, lowered or struck text, O422 a number that shows as another one, O423 a circular formula.
    """
    apart = set_apart(sheet, at)
    if apart:
        return Seen(value, problem="O421", words={"found": apart}, rest=sheet.marked[at].rest)
    if at in sheet.circular:
        return Seen(value, problem="O423", words={"found": sheet.circular[at]})
    shows = sheet.shown.get(at)
    if shows is None:
        return Seen(value)
    if isinstance(value, str):
        adds = shows.text is not None and (shows.text.adds_digits or changes_number(shows.text.words, unit))
        return Seen(value, problem="O422", words={"found": as_words(value, shows) or ""}) if adds else Seen(value)
    if not isinstance(value, Decimal):
        return Seen(value)
    section = shows.section(value)
    displayed = section.displayed(value)
    if (
        section.misleads(value)
        or changes_number(section.words, unit)
        or _says_percent(section, percent=percent)
        or ((section.fraction or section.exponent) and displayed != value)
    ):
        return Seen(value, problem="O422", words={"found": as_printed(value, section)})
    meant = (value * 100).normalize() if section.percents else value
    rules = (PERCENT_FORMAT,) * section.percents
    if displayed != meant and section.shows_number and displayed != round_half_up(meant, decimals):
        rules += (ROUNDED,)
    return Seen(meant, "; ".join(rules))


def _says_percent(section: FormatSection, *, percent: bool) -> bool:
    """Whether the format prints a % sign that is not asked for; of a percentage it says no more than what is asked."""
    return section.percents > 1 or (not percent and bool(section.percents or section.prints_percent))


def as_words(value: Decimal | str, shows: NumberFormat) -> str | None:
    """A cell of words as its format prints it: ``255300003`` under ``0000000000`` is 0255300003.

    None where the format makes another number of it, or sets signs among its digits.
    """
    if isinstance(value, str):
        text = shows.text or FormatSection()
        return f"{text.before}{value if text.shows_number else ''}{text.after}"
    section = shows.section(value)
    scaled = value.scaleb(2 * section.percents)
    if section.embedded.strip() or section.fraction or section.exponent or section.thousands:
        return None
    if section.adds_digits and section.displayed(value) != scaled:
        return None
    whole, point, rest = raw_text(scaled).partition(".")
    printed = whole.zfill(section.zeros) + point + rest if section.shows_number else ""
    return f"{section.before}{printed}{section.after}"


def set_apart(sheet: Sheet, at: Address) -> str:
    """What of a cell's text is raised, lowered or struck, in words; '' where nothing is."""
    marked, value = sheet.marked.get(at), sheet.cells.get(at)
    return f"“{marked.apart or quoted(value)}” là {marked.sorts}" if marked and value is not None else ""


def out_of_sight(sheet: Sheet, at: Address) -> str:
    """Why nobody sees what a cell holds, in words; '' where it is to be seen."""
    if at in sheet.covered:
        return UNDER_MERGE
    shows, value = sheet.shown.get(at), sheet.cells.get(at)
    if shows is None:
        return ""
    if isinstance(value, str):
        return HIDDEN_BY_FORMAT if shows.text is not None and not shows.text.shows_number else ""
    if not isinstance(value, Decimal):
        return ""
    section = shows.section(value)
    if section.shows_number and not section.blanks(value):
        return ""
    dash = not value and (section.before + section.after).strip() in ("-", "–")  # how accounts print 0
    return "" if dash else HIDDEN_BY_FORMAT


def as_printed(value: Decimal, section: FormatSection) -> str:
    """The number as a reader of the sheet would copy it."""
    displayed = section.displayed(value)
    return (
        f"{section.before}{format_vn(displayed, None if section.exponent else section.decimals)}{section.after}".strip()
        or quoted(value)
    )
