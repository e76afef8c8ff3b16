"""What of the reports in use waits to be mended, as counts of figures and activities that can be counted again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlpy.model.edition import Edition
from xlpy.model.submission import HOLDS, Column, FigureRef
from xlpy.outputs.held_words import figure_word
from xlpy.outputs.report.content import Cited, FigureKind, Plain, Runs, joined

FigureKey = tuple[str, str, Column]
LineKey = tuple[str, str]


@dataclass(frozen=True)
class Waiting:
    """The held part of one edition."""

    edition: Edition

    @cached_property
    def figures(self) -> Mapping[str, list[str]]:
        """Figures held for something to mend, by unit, as codes for `count`; not those that a decision alone holds."""
        found: dict[str, list[str]] = {}
        for key, findings in self.edition.holding.figures.items():
            if any(finding.code != HOLDS for finding in findings):
                found.setdefault(key[0], []).append(_item(key))
        return found

    @cached_property
    def activities(self) -> Mapping[str, list[str]]:
        """Codes of activities whose line is held, by unit."""
        found: dict[str, list[str]] = {}
        for unit, activity in self.edition.holding.lines:
            found.setdefault(unit, []).append(activity)
        return found

    @property
    def units(self) -> set[str]:
        """Units of whose report some part waits."""
        return {*self.figures, *self.activities}

    def of_task(self, unit: str, task: str) -> Runs:
        """``4/13 sl, 1/2 nd``: held figures and activities of all that the unit has under a task; () where none is."""
        catalogue, edition = self.edition.catalogue, self.edition
        figures: dict[FigureKey, None] = dict.fromkeys(self._answers.get(unit, ()))
        figures |= dict.fromkeys(key for key in edition.holding.figures if key[0] == unit)
        lines: dict[LineKey, None] = dict.fromkeys((r.unit, r.activity) for r in edition.activities if r.unit == unit)
        lines |= dict.fromkeys(key for key in edition.holding.lines if key[0] == unit)
        ours = [key for key in figures if catalogue.indicator[key[1]].task == task]
        works = [key for key in lines if catalogue.activity[key[1]].task == task]
        parts = (
            _share([_item(k) for k in ours if k in edition.holding.figures], [_item(k) for k in ours], "sl"),
            _share([k[1] for k in works if k in edition.holding.lines], [k[1] for k in works], "nd"),
        )
        return joined(parts, ", ")

    @cached_property
    def _answers(self) -> Mapping[str, list[FigureKey]]:
        found: dict[str, list[FigureKey]] = {}
        for key in self.edition.figure:
            found.setdefault(key[0], []).append(key)
        return found


def _item(key: FigureKey) -> str:
    """A figure's code among all units', then what a reader is told of it."""
    unit, code, column = key
    return f"{unit}/{code}/{column}:{figure_word(FigureRef(code, column))}"


def _share(held: list[str], whole: list[str], word: str) -> Runs:
    return (_number(held), Plain("/"), _number(whole), Plain(f" {word}")) if held else ()


def _number(items: Iterable[str]) -> Cited:
    codes = tuple(items)
    return Cited(str(len(codes)), FigureKind.COUNT, Decimal(len(codes)), items=codes)
