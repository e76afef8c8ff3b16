"""What the report says, before it is a document: parts, paragraphs, runs; each figure with what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from xlpy.model.submission import Source


class FigureKind(StrEnum):
    """What a figure of the text is; decides how it is found again in the edition."""

    ACTUAL = "actual"
    """Sum of actual numbers of ``units``; a ratio is the quotient of two such sums."""
    PLAN = "plan"
    """Sum of planned numbers of ``units``; of a ratio, planned numerators over actual denominators."""
    PERCENT = "percent"
    """Actual over plan of ``units``, in percent."""
    PREVIOUS = "previous"
    """As ACTUAL, of last period."""
    LAST_YEAR = "last_year"
    """As ACTUAL, of the same period of last school year."""
    CHANGE = "change"
    """Size of the difference of ACTUAL and PREVIOUS, both as shown."""
    YEARLY_CHANGE = "yearly_change"
    """Size of the difference of ACTUAL and LAST_YEAR, both as shown."""
    HELD = "held"
    """Sum of the actual numbers that ``units`` gave and that errors keep out of the totals."""
    COMPUTED = "computed"
    """Size of the sum over ``units`` of a computed figure, whose code stands as ``indicator``."""
    COUNT = "count"
    """How many ``items`` there are."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Words of the report's own patterns. They hold no figure."""

    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A name, a date or a number of a document, of the catalogue or the calendar; digits in it are no figures."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """Free text of a unit, word for word, with the cells where it stands."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure as printed. ``units`` are those whose answers are in it.

    ``value`` is in the catalogue's unit of measure, ``text`` shows it divided by ``scale`` (triệu đồng as tỷ đồng).
    For a COUNT, ``items`` are the codes of what was counted (units, activities, files) and ``units`` is empty.
    """

    text: str
    kind: FigureKind
    value: Decimal
    indicator: str = ""
    units: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    scale: Decimal = Decimal(1)


Run = Plain | Term | Said | Cited
Runs = tuple[Run, ...]


class Style(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    HEADING = "heading"
    """Of a numbered point (``1. …``)."""
    SUBHEADING = "subheading"
    """Of a lettered point (``a) …``)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in one style."""

    runs: Runs
    style: Style = Style.BODY

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One of the report's Roman parts; the heading itself is the template's."""

    key: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The text of a report, part by part."""

    sections: tuple[ReportSection, ...]

    def section(self, key: str) -> ReportSection:
        """The part of that key; KeyError where there is none."""
        return {section.key: section for section in self.sections}[key]

    @property
    def cited(self) -> Iterator[Cited]:
        """All figures of the text, in the order of reading."""
        for paragraph in self.paragraphs:
            yield from (run for run in paragraph.runs if isinstance(run, Cited))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs, in the order of reading."""
        for section in self.sections:
            yield from section.paragraphs


def text_of(runs: Runs) -> str:
    """The words of the runs."""
    return "".join(run.text for run in runs)


def capital(runs: Runs) -> Runs:
    """The runs with a capital first letter (digits and quotations stay as they are)."""
    for place, run in enumerate(runs):
        if not run.text:
            continue
        if not isinstance(run, Said):
            changed = replace(run, text=run.text[0].upper() + run.text[1:])
            return (*runs[:place], changed, *runs[place + 1 :])
        break
    return runs


def joined(parts: list[Runs] | tuple[Runs, ...], between: str) -> Runs:
    """The parts one after another with words in between; empty parts are left out."""
    runs: list[Run] = []
    for part in parts:
        if part:
            if runs:
                runs.append(Plain(between))
            runs += part
    return tuple(runs)
