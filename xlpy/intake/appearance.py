"""What the eye sees in a cell of figures against what it stores: raised and struck signs, number formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlpy.basics.decimals import format_vn
from xlpy.intake.numbers import quoted
from xlpy.model.cells import Address, CellValue, Sheet
from xlpy.model.codes import MessageCode
from xlpy.model.number_format import Section

PERCENT_FORMAT = "ô định dạng phần trăm, nhân 100"
"""The rule by which a stored 0.95 that shows as 95% is 95 where a percentage is asked."""
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


def as_seen(sheet: Sheet, at: Address, value: CellValue | None, *, percent: bool) -> Seen:
    """The cell at the address; ``percent`` says that a percentage from 0 to 100 is asked there.

    Problems: O421 raised, lowered or struck text, O422 a number that shows as another one, O423 a circular formula.
    """
    apart = set_apart(sheet, at)
    if apart:
        return Seen(value, problem="O421", words={"found": apart}, rest=sheet.marked[at].rest)
    if at in sheet.circular:
        return Seen(value, problem="O423", words={"found": sheet.circular[at]})
    shows = sheet.shown.get(at)
    if shows is None or not isinstance(value, Decimal):
        return Seen(value)
    section = shows.section(value)
    if section.thousands or section.adds_digits or (section.percents and not (percent and section.percents == 1)):
        return Seen(value, problem="O422", words={"found": _shown(value, section)})
    if section.percents:
        return Seen((value * 100).normalize(), PERCENT_FORMAT)
    return Seen(value)


def set_apart(sheet: Sheet, at: Address) -> str:
    """What of a cell's text is raised, lowered or struck, in words; '' where nothing is."""
    marked, value = sheet.marked.get(at), sheet.cells.get(at)
    return f"“{marked.apart or quoted(value)}” là {marked.sorts}" if marked and value is not None else ""


def out_of_sight(sheet: Sheet, at: Address) -> str:
    """Why nobody sees what a cell holds, in words; '' where it is to be seen."""
    if at in sheet.covered:
        return UNDER_MERGE
    shows, value = sheet.shown.get(at), sheet.cells.get(at)
    hidden = shows is not None and isinstance(value, Decimal) and not shows.section(value).shows_number
    return HIDDEN_BY_FORMAT if hidden else ""


def _shown(value: Decimal, section: Section) -> str:
    """The number as a reader of the sheet would copy it."""
    scaled = value * 100**section.percents / 1000**section.thousands
    return f"{section.before}{format_vn(scaled, section.decimals)}{section.after}".strip() or quoted(value)
