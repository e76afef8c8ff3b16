"""Sentences of single indicators: value, plan, last year, last period, parts, best and weakest locality."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlpy.basics.sums import HUNDRED
from xlpy.consolidation.years import is_about_the_same
from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Total
from xlpy.outputs.report.content import Cited, FigureKind, Plain, Runs, Term, capital, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import Compared, count
from xlpy.outputs.report.held_figures import held_words
from xlpy.outputs.report.names import done_to, noun, subject, told_apart
from xlpy.outputs.report.selection import ToldIndicator

NOTHING = "không"
REACHED = " đạt "
"""A word of names that the pattern of a ratio has too: such a ratio “is”, so that the word is not said twice."""


@dataclass(frozen=True)
class Teller:
    """Tells indicators of one task."""

    telling: Telling
    also: frozenset[str]
    """Codes of indicators that have a sentence of their own: their plan is not told with their ratio again."""

    def sentence(self, told: ToldIndicator, total: Total) -> Runs:
        """One indicator that has a value, without its full stop."""
        figures, indicator = self.telling.figures, told.indicator
        value = figures.actual(indicator, total.included)
        assert value is not None, f"{indicator.code} is told without a value"
        ratio = indicator.is_computed
        plan = self._planned_ratio(indicator) if ratio else self._plan(indicator)
        runs = joined([self._value(indicator, value, total), plan, *self._changes(indicator)], ", ")
        divided = [group for group in told.groups if self._adds_up(told.divided, group, total)]
        first = self._group(divided[0], told.divided, total) if divided else ()
        extremes = self._extremes(indicator) if ratio else ()
        opening = joined([runs, first, extremes, held_words(self.telling, indicator)], "; ")
        others = [self._divided_again(group, told.divided, total) for group in divided[1:]]
        return joined([capital(opening), *others], ". ")

    def scope(self, total: Total) -> Runs:
        """``11/14 đơn vị``; nothing where the total is complete."""
        if not total.missing:
            return ()
        given, asked = (count(self.telling.ordered(units)) for units in self.telling.figures.scope(total))
        return self.telling.patterns.fill("thieu.pham_vi", co=(given,), giao=(asked,))

    def _value(self, indicator: Indicator, value: Cited, total: Total) -> Runs:
        patterns, scope = self.telling.patterns, self.scope(total)
        if indicator.is_computed:
            says_reached = REACHED in subject(indicator)
            key = "ty_le_giam" if indicator.direction == "down" or says_reached else "ty_le"
            detail = joined([self._quotient(indicator, total), scope], "; ")
            return patterns.fill(
                f"chi_tieu.{key}", ten=subject(indicator), gia_tri=(value,), chi_tiet=_bracketed(detail)
            )
        if indicator.kind.is_count:
            name: Runs = (Term(noun(indicator)),)
            if value.value:
                verb, rest = done_to(noun(indicator))
                words: dict[str, Runs] = {"gia_tri": (value,), "danh_tu": (Term(rest),), "pham_vi": _bracketed(scope)}
                if verb:
                    return patterns.fill("chi_tieu.so_dem_da", **words, viec=(Term(verb),))
                return patterns.fill("chi_tieu.so_dem", **words)
            none: Runs = (replace(value, text=NOTHING),)
            if scope:
                return patterns.fill("chi_tieu.khong_thieu", gia_tri=none, danh_tu=name, pham_vi=_bracketed(scope))
            return patterns.fill("chi_tieu.khong", gia_tri=none, danh_tu=name)
        return patterns.fill(
            "chi_tieu.so_do",
            ten=subject(indicator),
            gia_tri=(value,),
            don_vi_tinh=self._measure(indicator),
            pham_vi=_bracketed(scope),
        )

    def _quotient(self, indicator: Indicator, total: Total) -> Runs:
        figures = self.telling.figures
        above, below = figures.parts(indicator)
        over, under = (figures.actual(part, total.included) for part in (above, below))
        if over is None or under is None:
            return ()
        measure = figures.measure(above)
        if measure == figures.measure(below):
            return self.telling.patterns.fill("chi_tieu.tu_mau", tu_so=(over,), mau_so=(under,), don_vi_tinh=measure)
        over_words: Runs = (over, *self._measure(above))
        return self.telling.patterns.fill(
            "chi_tieu.tu_mau", tu_so=over_words, mau_so=(under,), don_vi_tinh=figures.measure(below)
        )

    def _plan(self, indicator: Indicator) -> Runs:
        found = self.telling.figures.of_plan(indicator)
        if found is None:
            return ()
        patterns, reached = self.telling.patterns, found.percent.value
        words: dict[str, Runs | str] = {
            "ty_le": (found.percent,),
            "ke_hoach": (found.plan,),
            "don_vi_tinh": self.telling.figures.measure(indicator),
        }
        if not found.whole:
            return patterns.fill("chi_tieu.dat_rieng", **words, co=(count(found.percent.units),))
        key = "vuot" if reached > HUNDRED else "dat" if reached >= patterns.limit("moi_dat") else "moi_dat"
        return patterns.fill(f"chi_tieu.{key}", **words)

    def _planned_ratio(self, ratio: Indicator) -> Runs:
        """The plan of a ratio, where its numerator has one and is not told by itself."""
        planned = None if ratio.numerator in self.also else self.telling.figures.planned_ratio(ratio)
        return self.telling.patterns.fill("chi_tieu.ke_hoach_ty_le", ke_hoach=(planned,)) if planned else ()

    def _changes(self, indicator: Indicator) -> list[Runs]:
        """Beside last year, then beside last period: what adds up over the year only where last year is not known."""
        yearly = self._change(indicator, FigureKind.LAST_YEAR)
        if yearly and self.telling.is_running(indicator):
            return [yearly]
        if all(self._is_unchanged(indicator, kind) for kind in (FigureKind.LAST_YEAR, FigureKind.PREVIOUS)):
            both = {"nam_truoc": self.telling.year_before(indicator), "ky_truoc": self.telling.last_period}
            return [self.telling.patterns.fill("chi_tieu.nguyen_ca_hai", **both)]
        return [yearly, self._change(indicator, FigureKind.PREVIOUS)]

    def _is_unchanged(self, indicator: Indicator, kind: FigureKind) -> bool:
        found = self.telling.figures.compared(indicator, kind)
        return found is not None and found.whole and not found.sign and not self.telling.is_running(indicator)

    def _change(self, indicator: Indicator, kind: FigureKind) -> Runs:
        found = self.telling.figures.compared(indicator, kind)
        if found is None:
            return ()
        telling, patterns = self.telling, self.telling.patterns
        yearly = kind is FigureKind.LAST_YEAR
        words: dict[str, Runs | str] = {
            "ky_truoc": telling.year_before(indicator) if yearly else telling.last_period,
            "gia_tri_truoc": (found.before,),
            "don_vi_tinh": self._measure(indicator),
        }
        if not found.whole:
            own = {"co": (count(telling.ordered(found.now.units)),), "gia_tri": (found.now,)}
            return patterns.fill("chi_tieu.rieng", **words, **own)
        if not yearly and telling.is_running(indicator):
            return patterns.fill("chi_tieu.luy_ke", **words)
        return self._step(indicator, found, words)

    def _step(self, indicator: Indicator, found: Compared, words: dict[str, Runs | str]) -> Runs:
        patterns = self.telling.patterns
        if not found.sign:
            return patterns.fill("chi_tieu.nguyen", ky_truoc=words["ky_truoc"])
        if indicator.unit_of_measure == "%" and self._is_about_the_same(found):
            return patterns.fill("chi_tieu.tuong_duong", **words)
        points: Runs = (Term(" điểm phần trăm"),)
        step = points if indicator.unit_of_measure == "%" else self._measure(indicator)
        key = "chi_tieu.tang" if found.sign > 0 else "chi_tieu.giam"
        return patterns.fill(key, muc=(found.change,), muc_don_vi=step, **words)

    def _is_about_the_same(self, found: Compared) -> bool:
        """Whether a rate moved by few points, and by little of itself: a rate of 0,12% that doubles did not."""
        limit = self.telling.patterns.limit
        step, before = found.change.value, found.before.value
        return is_about_the_same(before + step, before, limit("diem_phan_tram"), limit("tuong_duong"))

    def _adds_up(self, whole: Indicator, group: tuple[Indicator, ...], told: Total) -> bool:
        """Whether the parts give the whole over the same units."""
        of_whole = self.telling.figures.actual(whole, told.included)
        given = self._parts(group)
        return of_whole is not None and len(given) == len(group) and sum(v.value for v in given) == of_whole.value

    def _parts(self, group: tuple[Indicator, ...]) -> list[Cited]:
        figures = self.telling.figures
        found = [(part, total) for part in group if (total := figures.total(part)) is not None]
        values = [figures.actual(part, total.included) for part, total in found]
        return [value for value in values if value is not None]

    def _group(self, group: tuple[Indicator, ...], whole: Indicator, told: Total) -> Runs:
        """``trong đó: mầm non 182 trường, tiểu học 133 trường``."""
        names = told_apart(noun(whole), [noun(part) for part in group])
        listed: list[Runs] = [
            (Term(f"{name}: " if name[-1:].isdecimal() else f"{name} "), one, *self._measure(part))
            for name, one, part in zip(names, self._parts(group), group, strict=True)
            if one.value
        ]
        return self.telling.patterns.fill("chi_tieu.gom", phan=joined(listed, ", "))

    def _divided_again(self, group: tuple[Indicator, ...], whole: Indicator, told: Total) -> Runs:
        """``383 trường đạt chuẩn quốc gia gồm 308 trường mức độ …``: a second division has a sentence of its own."""
        of_whole = self.telling.figures.actual(whole, told.included)
        assert of_whole is not None, f"{whole.code} is divided without a value"
        names = told_apart(noun(whole), [noun(part) for part in group])
        listed: list[Runs] = [
            (one, *self._measure(part), Term(f" {name}"))
            for name, one, part in zip(names, self._parts(group), group, strict=True)
            if one.value
        ]
        words: dict[str, Runs] = {"tong": (of_whole,), "danh_tu": (Term(noun(whole)),), "phan": joined(listed, ", ")}
        return self.telling.patterns.sentence("chi_tieu.gom_them", **words)

    def _extremes(self, indicator: Indicator) -> Runs:
        """The best and the weakest local unit by a ratio, as shown."""
        patterns = self.telling.patterns
        found = self.telling.figures.by_local_unit(indicator)
        if len(found) < patterns.most("xep_hang"):
            return ()
        if len({one.text for one in found}) == 1:
            alike = count([one.units[0] for one in found])
            return patterns.fill("chi_tieu.nhu_nhau", so_don_vi=(alike,), gia_tri=(found[0],))
        ranked = sorted(found, key=lambda one: one.value)
        high = [one for one in found if one.text == ranked[-1].text]
        low = [one for one in found if one.text == ranked[0].text]
        return joined([self._end("chi_tieu.cao", high), self._end("chi_tieu.thap", low)], ", ")

    def _end(self, key: str, found: list[Cited]) -> Runs:
        """One end of the ranking; units that show the same share the figure of the first of them."""
        patterns, codes = self.telling.patterns, [one.units[0] for one in found]
        if len(found) > patterns.most("dong_hang"):
            return patterns.fill(f"{key}_nhieu", so_don_vi=(count(codes),), gia_tri=(found[0],))
        return patterns.fill(key, don_vi=self.telling.units(codes), gia_tri=(found[0],))

    def _measure(self, indicator: Indicator) -> Runs:
        """The unit of measure to follow a number; a percentage has its sign already."""
        measure = self.telling.figures.measure(indicator)
        return () if measure == "%" else (Term(f" {measure}"),)


def _bracketed(runs: Runs) -> Runs:
    return (Plain(" ("), *runs, Plain(")")) if runs else ()
