"""Sentences of single indicators: value, plan, last period, parts, best and weakest unit, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from xlpy.basics.sums import HUNDRED
from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Missing, Total
from xlpy.outputs.report.content import Cited, Plain, Runs, Term, capital, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import Compared, OfPlan, count
from xlpy.outputs.report.held_figures import held_words
from xlpy.outputs.report.names import noun, subject, told_apart
from xlpy.outputs.report.selection import ToldIndicator

LOW = Decimal(90)
"""Below so many percent of the plan the text says ``mới đạt``."""
LEAST_UNITS = 4
"""From so many units on the best and the weakest are named."""
NAMED_ALIKE = 3
"""How many units that share a best or weakest value are named; more are counted."""
NOTHING = "không"


@dataclass(frozen=True)
class Teller:
    """Tells indicators of one task. ``base`` is who is missing in most of its totals, said once before them."""

    telling: Telling
    base: tuple[Missing, ...]
    also: frozenset[str]
    """Codes of indicators that have a sentence of their own: their plan is not told with their ratio again."""

    def sentence(self, told: ToldIndicator, total: Total) -> Runs:
        """One indicator that has a value, without its full stop."""
        figures, indicator = self.telling.figures, told.indicator
        value = figures.actual(indicator, total.included)
        assert value is not None, f"{indicator.code} is told without a value"
        ratio = indicator.is_computed
        plan = self._numerator_plan(indicator) if ratio else self._plan(indicator)
        first = joined([self._value(indicator, value, total), plan], ", ")
        runs = joined([first, self._change(indicator, total)], "; " if ratio and plan else ", ")
        listed = [self._group(indicator, group, value, place) for place, group in enumerate(told.groups)]
        extremes = self._extremes(indicator) if ratio else ()
        return capital(joined([runs, *listed, extremes, held_words(self.telling, indicator)], "; "))

    def scope(self, total: Total) -> Runs:
        """``11/14 đơn vị``; nothing where the total is complete."""
        if not total.missing:
            return ()
        telling = self.telling
        asked = telling.ordered(telling.figures.asked(total))
        lacking = {lack.unit for lack in total.missing}
        names: dict[str, Runs] = {
            "co": (count([unit for unit in asked if unit not in lacking]),),
            "giao": (count(asked),),
        }
        said = {lack.unit for lack in self.base}
        if lacking == said:
            return telling.patterns.fill("thieu.pham_vi", **names)
        key, extra = ("pham_vi_them", lacking - said) if said < lacking else ("pham_vi_rieng", lacking)
        return telling.patterns.fill(f"thieu.{key}", **names, don_vi=telling.units(extra))

    def _value(self, indicator: Indicator, value: Cited, total: Total) -> Runs:
        patterns, scope = self.telling.patterns, self.scope(total)
        if indicator.is_computed:
            key = "chi_tieu.ty_le_giam" if indicator.direction == "down" else "chi_tieu.ty_le"
            detail = joined([self._quotient(indicator, total), scope], "; ")
            return patterns.fill(key, ten=subject(indicator), gia_tri=(value,), chi_tiet=_bracketed(detail))
        if indicator.kind.is_count:
            words = {"danh_tu": (Term(noun(indicator)),), "pham_vi": _bracketed(scope)}
            if not value.value:
                return patterns.fill("chi_tieu.khong", gia_tri=(replace(value, text=NOTHING),), **words)
            return patterns.fill("chi_tieu.so_dem", gia_tri=(value,), **words)
        return patterns.fill(
            "chi_tieu.so_do",
            ten=subject(indicator),
            gia_tri=(value,),
            don_vi_tinh=_measure(indicator),
            pham_vi=_bracketed(scope),
        )

    def _quotient(self, indicator: Indicator, total: Total) -> Runs:
        figures = self.telling.figures
        above, below = (self.telling.catalogue.indicator[code] for code in indicator.made_of)
        over, under = (figures.actual(part, total.included) for part in (above, below))
        if over is None or under is None:
            return ()
        measure = above.unit_of_measure
        return self.telling.patterns.fill("chi_tieu.tu_mau", tu_so=(over,), mau_so=(under,), don_vi_tinh=measure)

    def _plan(self, indicator: Indicator) -> Runs:
        found = self.telling.figures.of_plan(indicator)
        if found is None:
            return ()
        reached = found.percent.value
        key = "vuot" if reached > HUNDRED else "dat" if reached >= LOW else "moi_dat"
        return self._of_plan(indicator, found, key)

    def _numerator_plan(self, ratio: Indicator) -> Runs:
        above = self.telling.catalogue.indicator[ratio.numerator]
        found = None if above.code in self.also else self.telling.figures.of_plan(above)
        return self._of_plan(above, found, "tu_so_dat") if found else ()

    def _of_plan(self, indicator: Indicator, found: OfPlan, key: str) -> Runs:
        words: dict[str, Runs | str] = {
            "ty_le": (found.percent,),
            "ke_hoach": (found.plan,),
            "don_vi_tinh": indicator.unit_of_measure,
        }
        if not found.whole:
            return self.telling.patterns.fill("chi_tieu.dat_rieng", **words, co=(count(found.percent.units),))
        return self.telling.patterns.fill(f"chi_tieu.{key}", **words)

    def _change(self, indicator: Indicator, total: Total) -> Runs:
        found = self.telling.figures.compared(indicator)
        if found is None:
            return ()
        telling, patterns = self.telling, self.telling.patterns
        words: dict[str, Runs | str] = {
            "ky_truoc": telling.last_period,
            "gia_tri_truoc": (found.before,),
            "don_vi_tinh": _measure(indicator),
        }
        if not found.whole:
            own = {"co": (count(telling.ordered(found.now.units)),), "gia_tri": (found.now,)}
            return patterns.fill("chi_tieu.rieng", **words, **own)
        same = (Plain(" "), *patterns.fill("chi_tieu.cung")) if total.missing else ()
        if self._is_running(indicator):
            return patterns.fill("chi_tieu.luy_ke", **words, cung=same)
        return self._step(indicator, found, same, words)

    def _step(self, indicator: Indicator, found: Compared, same: Runs, words: dict[str, Runs | str]) -> Runs:
        patterns = self.telling.patterns
        if not found.sign:
            return patterns.fill("chi_tieu.nguyen", ky_truoc=words["ky_truoc"], cung=same)
        step = (Term(" điểm phần trăm"),) if indicator.unit_of_measure == "%" else _measure(indicator)
        key = "chi_tieu.tang" if found.sign > 0 else "chi_tieu.giam"
        return patterns.fill(key, muc=(found.change,), muc_don_vi=step, cung=same, **words)

    def _is_running(self, indicator: Indicator) -> bool:
        """Whether it adds up over the school year, so that more than last time says nothing."""
        codes = indicator.made_of
        return any(self.telling.catalogue.indicator[code].cumulative for code in (indicator.code, *codes))

    def _group(self, told: Indicator, group: tuple[Indicator, ...], whole: Cited, turn: int) -> Runs:
        """The parts of a whole, only where they add up to it over the same units."""
        figures = self.telling.figures
        found = [(part, total) for part in group if (total := figures.total(part)) is not None]
        values = [figures.actual(part, total.included) for part, total in found]
        given = [value for value in values if value is not None]
        if len(given) != len(group) or sum((v.value for v in given), Decimal(0)) != whole.value:
            return ()
        names = told_apart(noun(told), [noun(part) for part in group])
        listed: list[Runs] = [
            (Term(f"{name} "), one, *_measure(part))
            for name, one, part in zip(names, given, group, strict=True)
            if one.value
        ]
        return self.telling.patterns.fill("chi_tieu.gom", turn, phan=joined(listed, ", "))

    def _extremes(self, indicator: Indicator) -> Runs:
        """The best and the weakest local unit by a ratio, as shown."""
        found = self.telling.figures.by_local_unit(indicator)
        if len(found) < LEAST_UNITS:
            return ()
        patterns = self.telling.patterns
        if len({one.text for one in found}) == 1:
            alike = count([one.units[0] for one in found])
            return patterns.fill("chi_tieu.nhu_nhau", so_don_vi=(alike,), gia_tri=(found[0],))
        ranked = sorted(found, key=lambda one: one.value)
        high = [one for one in found if one.text == ranked[-1].text]
        low = [one for one in found if one.text == ranked[0].text]
        return joined([self._end("chi_tieu.cao", high), self._end("chi_tieu.thap", low)], ", ")

    def _end(self, key: str, found: list[Cited]) -> Runs:
        """One end of the ranking; units that show the same share the figure of the first of them."""
        codes = [one.units[0] for one in found]
        if len(found) > NAMED_ALIKE:
            return self.telling.patterns.fill(f"{key}_nhieu", so_don_vi=(count(codes),), gia_tri=(found[0],))
        return self.telling.patterns.fill(key, don_vi=self.telling.units(codes), gia_tri=(found[0],))


def _measure(indicator: Indicator) -> Runs:
    """The unit of measure to follow a number; a percentage has its sign already."""
    return () if indicator.unit_of_measure == "%" else (Term(f" {indicator.unit_of_measure}"),)


def _bracketed(runs: Runs) -> Runs:
    return (Plain(" ("), *runs, Plain(")")) if runs else ()
