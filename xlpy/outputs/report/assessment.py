"""Part III: what stands out and what is lacking by the figures; difficulties and causes as the units give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlpy.basics.sums import HUNDRED
from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Indicator
from xlpy.model.submission import Issue, Text
from xlpy.outputs.report.content import Cited, Paragraph, Runs, Term, joined
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.figures import OfPlan, count
from xlpy.outputs.report.names import subject
from xlpy.outputs.report.opinions import by_task, in_use, opinions
from xlpy.outputs.report.progress import all_progress, late
from xlpy.outputs.report.safety import harm
from xlpy.outputs.report.situation import absent_units, held_units

LISTED = 8
"""How many indicators a list of the best or the weakest names."""


@dataclass(frozen=True)
class Assessment:
    """The points of part III; each is a list of items, never empty."""

    telling: Telling

    @cached_property
    def planned(self) -> tuple[tuple[Indicator, OfPlan], ...]:
        """Indicators with a plan and a figure beside it, in catalogue order."""
        figures = self.telling.figures
        return tuple((i, found) for i in self.telling.catalogue.indicators if (found := figures.of_plan(i)))

    @cached_property
    def below(self) -> tuple[tuple[Indicator, OfPlan], ...]:
        """Those under their plan, the furthest first."""
        short = [(i, found) for i, found in self.planned if found.percent.value < HUNDRED]
        return tuple(sorted(short, key=lambda one: one[1].percent.value))

    @cached_property
    def changed(self) -> tuple[tuple[Indicator, Runs, bool], ...]:
        """Ratios that moved since last period: the indicator, ``từ … lên …``, and whether for the better."""
        figures, found = self.telling.figures, []
        for indicator in self.telling.catalogue.indicators:
            compared = figures.compared(indicator) if self._is_steady(indicator) else None
            if compared and compared.sign:
                up = compared.sign > 0
                words = self.telling.patterns.fill(
                    "danh_gia.len" if up else "danh_gia.xuong",
                    ten=subject(indicator),
                    gia_tri_truoc=(compared.before,),
                    gia_tri=(compared.now,),
                )
                found.append((indicator, words, (indicator.direction == "up") == up))
        return tuple(found)

    def _is_steady(self, indicator: Indicator) -> bool:
        """A ratio with a good direction whose parts don't add up over the year."""
        if not indicator.is_computed or indicator.direction not in ("up", "down"):
            return False
        parts = indicator.made_of
        return not any(self.telling.catalogue.indicator[code].cumulative for code in parts)

    def achievements(self) -> tuple[Paragraph, ...]:
        """Activities done, plans reached, ratios that improved."""
        telling, patterns = self.telling, self.telling.patterns
        progress = all_progress(telling)
        done = [p.activity.code for p in progress if p.is_done]
        reached = [(i, found) for i, found in self.planned if found.percent.value >= HUNDRED]
        texts = []
        if done:
            whole = count([p.activity.code for p in progress])
            texts.append(patterns.sentence("danh_gia.xong", so_noi_dung=(count(done),), tong=(whole,)))
        if reached:
            ranked = sorted(reached, key=lambda one: -one[1].percent.value)[:LISTED]
            texts.append(self._of_plans("danh_gia.dat_ke_hoach", reached, ranked))
        better = [words for _, words, good in self.changed if good]
        if better:
            texts.append(self._moved("danh_gia.tang", better))
        return _items(texts or [patterns.sentence("danh_gia.khong_noi_bat")])

    def shortcomings(self) -> tuple[Paragraph, ...]:
        """Harm done, plans not reached, ratios that worsened, late activities, units without (good) figures."""
        telling, patterns = self.telling, self.telling.patterns
        harmed = harm(telling)
        texts = [harmed] if harmed else []
        if self.below:
            texts.append(self._of_plans("danh_gia.duoi_ke_hoach", self.below, self.below[:LISTED]))
        worse = [words for _, words, good in self.changed if not good]
        if worse:
            texts.append(self._moved("danh_gia.giam", worse))
        progress = all_progress(telling)
        if overdue := late(telling, progress):
            names = joined([(Term(lower_first(telling.catalogue.activity[code].name)),) for code in overdue], "; ")
            texts.append(patterns.sentence("danh_gia.tre", so_noi_dung=(count(overdue),), noi_dung=names))
        if gone := absent_units(telling):
            whole = count([unit.code for unit in telling.senders])
            texts.append(
                patterns.sentence("danh_gia.thieu", so_don_vi=(count(gone),), tong=(whole,), don_vi=telling.units(gone))
            )
        if held := held_units(telling):
            texts.append(
                patterns.sentence("danh_gia.can_ra_soat", so_don_vi=(count(held),), don_vi=telling.units(held))
            )
        return _items(texts or [patterns.sentence("danh_gia.khong_han_che")])

    def _of_plans(
        self, key: str, whole: Sequence[tuple[Indicator, OfPlan]], listed: Sequence[tuple[Indicator, OfPlan]]
    ) -> Runs:
        names = joined([self._entry(indicator, found.percent) for indicator, found in listed], "; ")
        total = count([indicator.code for indicator, _ in self.planned])
        mine = count([indicator.code for indicator, _ in whole])
        return self.telling.patterns.sentence(key, so_chi_tieu=(mine,), tong=(total,), chi_tieu=names)

    def _entry(self, indicator: Indicator, value: Cited) -> Runs:
        return self.telling.patterns.fill("danh_gia.muc", ten=subject(indicator), gia_tri=(value,))

    def _moved(self, key: str, moved: list[Runs]) -> Runs:
        listed = joined(moved[:LISTED], "; ")
        return self.telling.patterns.sentence(key, ky_truoc=self.telling.last_period, chi_tieu=listed)

    def difficulties(self) -> tuple[Paragraph, ...]:
        """As the units give them."""
        return self._said(lambda issue: issue.difficulty)

    def causes(self) -> tuple[Paragraph, ...]:
        """As the units give them."""
        return self._said(lambda issue: issue.cause)

    def _said(self, field: Callable[[Issue], Text | None]) -> tuple[Paragraph, ...]:
        found = opinions(self.telling, in_use(self.telling.edition), field)
        texts = by_task(self.telling, found)
        return _items(texts or [self.telling.patterns.sentence("danh_gia.khong_co")])


def _items(texts: list[Runs]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(item(text)) for text in texts)
