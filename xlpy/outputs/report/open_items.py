"""What of the reports in use waits to be mended or was left blank, as counts that can be counted again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlpy.model.edition import Edition
from xlpy.model.submission import HOLDS, Column, FigureRef
from xlpy.outputs.holding_words import figure_word
from xlpy.outputs.report.content import Cited, FigureKind, Plain, Runs, joined
from xlpy.outputs.report.lacks import left_blank, says_nothing

FigureKey = tuple[str, str, Column]
LineKey = tuple[str, str]
NOT_REPORTED, PARTLY = "cb", "thiếu"
"""Signs of the annexes: left blank; part of it left blank."""


@dataclass(frozen=True)
class Waiting:
    """The held part of one edition."""

    edition: Edition

    @cached_property
    def figures(self) -> Mapping[str, list[str]]:
        """Figures held for something to mend, by unit, as codes for `count`; not those that a decision alone holds."""
        held = self.edition.holding.figures
        return _by_unit(
            (key[0], _item(key))
            for key, findings in held.items()
            if any(finding.code != HOLDS for finding in findings) and key not in self._blank
        )

    @cached_property
    def activities(self) -> Mapping[str, list[str]]:
        """Codes of activities whose line is held for what it says, by unit."""
        return _by_unit(key for key in self.edition.holding.lines if key not in self._silent)

    @cached_property
    def blank_figures(self) -> Mapping[str, list[str]]:
        """Figures that units left blank, by unit, as codes for `count`."""
        return _by_unit((key[0], _item(key)) for key in self._blank)

    @cached_property
    def silent_activities(self) -> Mapping[str, list[str]]:
        """Codes of activities that units had to report and left blank, by unit."""
        return _by_unit(self._silent)

    @property
    def units(self) -> set[str]:
        """Units of whose report some part waits to be mended."""
        return {*self.figures, *self.activities}

    @property
    def blank_units(self) -> set[str]:
        """Units that left some part of their report blank."""
        return {*self.blank_figures, *self.silent_activities}

    @cached_property
    def _blank(self) -> Mapping[FigureKey, None]:
        return dict.fromkeys(key for key in self.edition.holding.figures if left_blank(self.edition, *key))

    @cached_property
    def _silent(self) -> Mapping[LineKey, None]:
        return dict.fromkeys(key for key in self.edition.holding.lines if says_nothing(self.edition, *key))

    def of_task(self, unit: str, task: str) -> Runs:
        """How a unit stands with a task of which some part waits; () where none does.

        ``4/13 sl, 1/2 nd``: held figures and activities of all that it has there; ``cb``: left blank altogether;
        ``thiếu``: some of it is blank.
        """
        catalogue, edition = self.edition.catalogue, self.edition
        figures: dict[FigureKey, None] = dict.fromkeys(self._answers.get(unit, ()))
        figures |= dict.fromkeys(key for key in edition.holding.figures if key[0] == unit)
        lines: dict[LineKey, None] = dict.fromkeys((r.unit, r.activity) for r in edition.activities if r.unit == unit)
        lines |= dict.fromkeys(key for key in edition.holding.lines if key[0] == unit)
        ours = [key for key in figures if catalogue.indicator[key[1]].task == task]
        works = [key for key in lines if catalogue.activity[key[1]].task == task]
        empty = [*(key for key in ours if key in self._blank), *(key for key in works if key in self._silent)]
        if empty and len(empty) == len(ours) + len(works):
            return (Plain(NOT_REPORTED),)
        held = [_item(k) for k in ours if k in edition.holding.figures and k not in self._blank]
        said = [k[1] for k in works if k in edition.holding.lines and k not in self._silent]
        parts = [_share(held, [_item(k) for k in ours], "sl"), _share(said, [k[1] for k in works], "nd")]
        some: Runs = (Plain(PARTLY if any(parts) else PARTLY.capitalize()),) if empty else ()
        return joined([*parts, some], ", ")

    @cached_property
    def _answers(self) -> Mapping[str, list[FigureKey]]:
        found: dict[str, list[FigureKey]] = {}
        for key in self.edition.figure:
            found.setdefault(key[0], []).append(key)
        return found


def _by_unit(found: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for unit, code in found:
        groups.setdefault(unit, []).append(code)
    return groups


def _item(key: FigureKey) -> str:
    """A figure's code among all units', then what a reader is told of it."""
    unit, code, column = key
    return f"{unit}/{code}/{column}:{figure_word(FigureRef(code, column))}"


def _share(held: list[str], whole: list[str], word: str) -> Runs:
    return (_number(held), Plain("/"), _number(whole), Plain(f" {word}")) if held else ()


def _number(items: Iterable[str]) -> Cited:
    codes = tuple(items)
    return Cited(str(len(codes)), FigureKind.COUNT, Decimal(len(codes)), items=codes)
