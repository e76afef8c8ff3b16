"""Numbers that units reported and that errors still hold back: a count of harm must not hide that there are more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Edition, Gap
from xlpy.model.submission import Column, State
from xlpy.outputs.report.content import Cited, FigureKind, Runs, Term, joined
from xlpy.outputs.report.context import NAMES_SHOWN, Telling
from xlpy.outputs.report.figures import count


def held_numbers(edition: Edition, indicator: Indicator) -> Mapping[str, Decimal]:
    """The reported numbers above nothing that are not in the total, by unit, in the order of the figures."""
    return {
        figure.answer.unit: figure.answer.value
        for figure in edition.figures
        if figure.answer.indicator == indicator.code
        and figure.answer.column is Column.ACTUAL
        and figure.gap in (Gap.HELD, Gap.DECIDED)
        and figure.answer.state is State.NUMBER
        and figure.answer.value is not None
        and figure.answer.value > 0
    }


def held_figure(telling: Telling, indicator: Indicator, units: Sequence[str]) -> Cited:
    """The sum of the held numbers of these units."""
    numbers = held_numbers(telling.edition, indicator)
    value = sum((numbers[unit] for unit in units), Decimal(0))
    return Cited(telling.figures.shown(indicator, value), FigureKind.HELD, value, indicator.code, tuple(units))


def held_words(telling: Telling, indicator: Indicator) -> Runs:
    """``chưa gồm số liệu huyện Sơn Hà đã báo cáo (01), đang chờ rà soát``; () where nothing of the kind is held.

    Of counts that should fall, and of ratios of such a count, whose number is told with its unit of measure.
    """
    if indicator.direction != "down":
        return ()
    ratio = indicator.is_computed
    counted = telling.catalogue.indicator[indicator.numerator] if ratio else indicator
    units = telling.ordered(held_numbers(telling.edition, counted))
    if not counted.kind.is_count or not units:
        return ()
    measure: Runs = (Term(f" {counted.unit_of_measure}"),) if ratio else ()
    rest = units[NAMES_SHOWN:] if len(units) > NAMES_SHOWN + 1 else ()
    parts = [
        telling.patterns.fill(
            "chi_tieu.cho_don_vi",
            don_vi=telling.units([unit]),
            gia_tri=(held_figure(telling, counted, [unit]),),
            don_vi_tinh=measure,
        )
        for unit in units[: len(units) - len(rest)]
    ]
    if rest:
        many = (held_figure(telling, counted, rest),)
        words = telling.patterns.fill("chi_tieu.cho_nhieu", so_don_vi=(count(rest),), gia_tri=many, don_vi_tinh=measure)
        parts.append(words)
    return telling.patterns.fill("chi_tieu.cho", chi_tiet=joined(parts, ", "))
