"""Part III: what stands out and what is lacking by the figures; difficulties with their causes as the units say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlpy.basics.sums import HUNDRED
from xlpy.model.catalogue import Indicator
from xlpy.outputs.report.content import Cited, FigureKind, Paragraph, Runs, joined
from xlpy.outputs.report.context import Telling, item
from xlpy.outputs.report.figures import OfPlan, count
from xlpy.outputs.report.names import subject
from xlpy.outputs.report.opinions import by_task, in_use, opinions
from xlpy.outputs.report.progress import activity_names, all_progress, late
from xlpy.outputs.report.safety import harm
from xlpy.outputs.report.selection import is_told_by_its_whole
from xlpy.outputs.report.situation import absent_units, held_units


@dataclass(frozen=True)
class Assessment:
    """The points of part III; each is a list of items, never empty."""

    telling: Telling

    @cached_property
    def planned(self) -> tuple[tuple[Indicator, OfPlan], ...]:
        """Indicators with a plan and a figure beside it, in catalogue order; no part beside its whole."""
        figures, catalogue = self.telling.figures, self.telling.catalogue
        found = [(i, of_plan) for i in catalogue.indicators if (of_plan := figures.of_plan(i))]
        codes = {indicator.code for indicator, _ in found}
        return tuple(one for one in found if not is_told_by_its_whole(catalogue, one[0], codes))

    @cached_property
    def reached(self) -> tuple[tuple[Indicator, OfPlan], ...]:
        """Those that reached their plan, the furthest above it first."""
        full = [(i, found) for i, found in self.planned if found.percent.value >= HUNDRED]
        return tuple(sorted(full, key=lambda one: -one[1].percent.value))

    @cached_property
    def below(self) -> tuple[tuple[Indicator, OfPlan], ...]:
        """Those under their plan, the furthest first."""
        short = [(i, found) for i, found in self.planned if found.percent.value < HUNDRED]
        return tuple(sorted(short, key=lambda one: one[1].percent.value))

    @cached_property
    def earlier(self) -> FigureKind:
        """What ratios are held against: last year where it is known, else last period."""
        return FigureKind.LAST_YEAR if self.telling.edition.last_year else FigureKind.PREVIOUS

    @cached_property
    def changed(self) -> tuple[tuple[Indicator, Runs, bool], ...]:
        """Ratios that moved by the threshold or more: the indicator, ``từ … lên …``, and whether for the better."""
        telling, found = self.telling, []
        least = telling.patterns.limit("diem_phan_tram")
        for indicator in telling.catalogue.indicators:
            steady = self._is_steady(indicator)
            compared = telling.figures.compared(indicator, self.earlier) if steady else None
            if compared and compared.sign and compared.change.value >= least:
                up = compared.sign > 0
                words = telling.patterns.fill(
                    "danh_gia.len" if up else "danh_gia.xuong",
                    ten=subject(indicator),
                    gia_tri_truoc=(compared.before,),
                    gia_tri=(compared.now,),
                )
                found.append((indicator, words, (indicator.direction == "up") == up))
        return tuple(found)

    def _is_steady(self, indicator: Indicator) -> bool:
        """A ratio with a good direction; beside last period only one whose parts don't add up over the year."""
        if not indicator.is_computed or indicator.direction not in ("up", "down"):
            return False
        if self.earlier is FigureKind.LAST_YEAR:
            return True
        return not any(self.telling.catalogue.indicator[code].cumulative for code in indicator.made_of)

    def achievements(self) -> tuple[Paragraph, ...]:
        """Activities done by all that lead them, plans reached, ratios that improved."""
        telling, patterns = self.telling, self.telling.patterns
        progress = all_progress(telling)
        done = [p.activity.code for p in progress if p.is_done]
        texts = []
        if done:
            whole = count([p.activity.code for p in progress])
            texts.append(patterns.sentence("danh_gia.xong", so_noi_dung=(count(done),), tong=(whole,)))
        if self.reached:
            all_named = len(self.reached) <= patterns.most("chi_tieu_neu")
            key = "danh_gia.dat_ke_hoach_gom" if all_named else "danh_gia.dat_ke_hoach"
            texts.append(self._of_plans(key, self.reached))
        texts += self._moved("danh_gia.tang", [(i, words) for i, words, good in self.changed if good])
        return _items(texts or [patterns.sentence("danh_gia.khong_noi_bat")])

    def shortcomings(self) -> tuple[Paragraph, ...]:
        """Harm done, plans not reached, ratios that worsened, late activities, how many units lack (good) figures."""
        telling, patterns = self.telling, self.telling.patterns
        harmed = harm(telling)
        texts = [harmed] if harmed else []
        if self.below:
            texts.append(self._of_plans("danh_gia.duoi_ke_hoach", self.below))
        texts += self._moved("danh_gia.giam", [(i, words) for i, words, good in self.changed if not good])
        if overdue := late(telling, all_progress(telling)):
            names = activity_names(telling, overdue)
            texts.append(patterns.sentence("danh_gia.tre", so_noi_dung=(count(overdue),), noi_dung=names))
        if gone := absent_units(telling):
            whole = count([unit.code for unit in telling.reporting_units])
            texts.append(patterns.sentence("danh_gia.thieu", so_don_vi=(count(gone),), tong=(whole,)))
        if held := held_units(telling):
            words = {"so_don_vi": (count(held),), "don_vi": telling.units(held)}
            texts.append(patterns.sentence("danh_gia.can_ra_soat", **words))
        return _items(texts or [patterns.sentence("danh_gia.khong_han_che")])

    def _of_plans(self, key: str, whole: Sequence[tuple[Indicator, OfPlan]]) -> Runs:
        listed = whole[: self.telling.patterns.most("chi_tieu_neu")]
        names = joined([self.entry(indicator, found.percent) for indicator, found in listed], "; ")
        total = count([indicator.code for indicator, _ in self.planned])
        mine = count([indicator.code for indicator, _ in whole])
        return self.telling.patterns.sentence(key, so_chi_tieu=(mine,), tong=(total,), chi_tieu=names)

    def entry(self, indicator: Indicator, value: Cited) -> Runs:
        """``tổng số trường đạt chuẩn quốc gia (91,8%)``."""
        return self.telling.patterns.fill("danh_gia.muc", ten=subject(indicator), gia_tri=(value,))

    def _moved(self, key: str, moved: list[tuple[Indicator, Runs]]) -> list[Runs]:
        """The first few, a sentence for each span that they are compared over."""
        telling = self.telling
        yearly = self.earlier is FigureKind.LAST_YEAR
        spans: dict[str, list[Runs]] = {}
        for indicator, words in moved[: telling.patterns.most("chi_tieu_neu")]:
            span = telling.year_before(indicator) if yearly else telling.last_period
            spans.setdefault(span, []).append(words)
        fill = telling.patterns.sentence
        return [fill(key, ky_truoc=span, chi_tieu=joined(listed, "; ")) for span, listed in spans.items()]

    def difficulties(self) -> tuple[Paragraph, ...]:
        """As the units give them, each with its causes."""
        found = opinions(self.telling, in_use(self.telling.edition), lambda issue: issue.difficulty)
        texts = by_task(self.telling, found, causes=True)
        if not texts:
            return _items([self.telling.patterns.sentence("danh_gia.khong_co")])
        return (Paragraph(self.telling.patterns.sentence("danh_gia.mo_dau_kho_khan")), *_items(texts))


def _items(texts: list[Runs]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(item(text)) for text in texts)
