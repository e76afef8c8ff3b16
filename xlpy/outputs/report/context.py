"""What every part of the report needs to speak: the edition, its figures, the patterns, and who lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from xlpy.basics.text import lower_first
from xlpy.consolidation.computed_figures import ComputedFigure, computed_figures
from xlpy.model.catalogue import Catalogue, Indicator, Unit
from xlpy.model.edition import Edition, Missing, Total
from xlpy.outputs.publish.view import View
from xlpy.outputs.report.computed_ratios import computed_ratios
from xlpy.outputs.report.content import Plain, Runs, Term, joined, text_of
from xlpy.outputs.report.figures import Figures, count
from xlpy.outputs.report.lacks import Lack, by_reason, lacking
from xlpy.outputs.report.names import period_name, year_before
from xlpy.outputs.report.patterns import Patterns
from xlpy.outputs.unit_names import unit_list


@dataclass(frozen=True)
class Telling:
    """An edition about to be told."""

    edition: Edition
    patterns: Patterns

    @property
    def catalogue(self) -> Catalogue:
        """The edition's catalogue."""
        return self.edition.catalogue

    @cached_property
    def figures(self) -> Figures:
        """The figures of the edition."""
        patterns, ratios = self.patterns, computed_ratios(self.edition, self.computed)
        return Figures(self.edition, patterns.limit("ty_le_nho"), patterns.lists["chon.hai_so_le"], ratios)

    @cached_property
    def view(self) -> View:
        """The look-ups that the sheets of the edition share."""
        return View(self.edition)

    @cached_property
    def computed(self) -> tuple[ComputedFigure, ...]:
        """What is worked out of the edition's figures and of norms."""
        return computed_figures(self.edition)

    @cached_property
    def reporting_units(self) -> tuple[Unit, ...]:
        """The units that must report, in display order."""
        return self.edition.reporting_units

    @cached_property
    def absent(self) -> tuple[Missing, ...]:
        """ReportingUnits without a usable file, and why."""
        return tuple(Missing(code, reason) for code, reason in self.edition.absent.items())

    @cached_property
    def last_period(self) -> str:
        """``học kỳ I``; ``kỳ trước`` where the catalogue has no such period."""
        previous = self.catalogue.period.get(self.edition.period.previous)
        return period_name(previous) if previous else "kỳ trước"

    @cached_property
    def last_year(self) -> str:
        """The same period of last school year: ``năm học trước``."""
        return year_before(self.edition.period)

    def year_before(self, indicator: Indicator) -> str:
        """What an indicator's figure of a year ago is called: a budget goes by the calendar."""
        if not set(self.figures.typed(indicator)) <= set(self.patterns.lists["chon.nam_ngan_sach"]):
            return self.last_year
        key = "nam_truoc.cung_ky_ngan_sach" if self.is_running(indicator) else "nam_truoc.ngan_sach"
        return text_of(self.patterns.fill(key))

    def is_running(self, indicator: Indicator) -> bool:
        """Whether it adds up over the year, so that more than last period says nothing."""
        return any(self.catalogue.indicator[code].cumulative for code in self.figures.typed(indicator))

    @cached_property
    def names_shown(self) -> int:
        """How many units a sentence names; a longer list is cut and counted."""
        return self.patterns.most("ten_don_vi")

    def is_office(self, unit: str) -> bool:
        """Whether a unit is the one that writes the report."""
        return self.edition.reporting_unit[unit].name == self.catalogue.plan.office

    def lacks_office_alone(self, lacks: Collection[Lack]) -> bool:
        """Whether nothing but the office's own figures is not there: it is not named as a unit that owes them."""
        return bool(lacks) and all(self.is_office(lack.unit) for lack in lacks)

    def task_words(self, code: str) -> str:
        """A task in a few words within a sentence: ``đội ngũ nhà giáo``; ``nội dung khác`` for an unknown one."""
        task = self.catalogue.task.get(code)
        return lower_first(task.short_name) if task else "nội dung khác"

    def ordered(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Codes of units in display order."""
        wanted = set(codes)
        return tuple(unit.code for unit in self.reporting_units if unit.code in wanted)

    def units(self, codes: Iterable[str]) -> Runs:
        """Units by name; a long list is cut and says how many more there are."""
        known = self.ordered(codes)
        rest = known[self.names_shown :] if len(known) > self.names_shown + 1 else ()
        shown = known[: len(known) - len(rest)]
        if not known:
            return ()
        named = Term(unit_list([self.edition.reporting_unit[code] for code in shown]))
        return joined([(named,), self.patterns.fill("thieu.nhieu", so_don_vi=(count(rest),)) if rest else ()], " ")

    def lack(self, lacks: Iterable[Lack]) -> Runs:
        """Who is missing and why: ``các huyện A, B (chưa gửi báo cáo); huyện C (…)``."""
        return joined(
            [
                self.patterns.fill("thieu.ly_do", don_vi=self.units(units), ly_do=self.why(reason))
                for reason, units in by_reason(lacks)
            ],
            "; ",
        )

    def lacking(self, indicator: Indicator, total: Total) -> tuple[Lack, ...]:
        """Whom a total lacks, each unit once, with why; a computed percentage lacks what its parts lack."""
        made = self.figures.ratios.get(indicator.code)
        if made is None:
            return lacking(self.edition, indicator, total)
        parts = [self.catalogue.indicator[code] for code in made.figure.typed]
        each = [(part, known) for part in parts if (known := self.figures.total(part)) is not None]
        found = {lack.unit: lack for part, known in each for lack in lacking(self.edition, part, known)}
        return tuple(found.get(missing.unit, Lack.of(missing)) for missing in total.missing)

    def why(self, reason: str) -> Runs:
        """The words for a reason."""
        return self.patterns.fill(f"ly_do.{reason}")


def stop(runs: Runs) -> Runs:
    """The sentence with its full stop."""
    return (*runs, Plain("."))


def sentences(*parts: Runs) -> Runs:
    """Sentences one after another, each with its full stop; empty ones are left out."""
    return joined([stop(part) for part in parts if part], " ")


def item(runs: Runs) -> Runs:
    """A sentence as one item of a list."""
    return (Plain("- "), *stop(runs))
