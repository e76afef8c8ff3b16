"""Numbers that units reported and that errors still hold back: a count of harm must not hide that there are more.

The number itself is told only of the chosen counts of harm: elsewhere it may be the very mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Edition, MissingReason
from xlpy.model.submission import Column, State
from xlpy.outputs.report.content import Cited, FigureKind, Runs, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import count


def held_numbers(edition: Edition, indicator: Indicator) -> Mapping[str, Decimal]:
    """The reported numbers above nothing that are not in the total, by unit, in the order of the figures."""
    return {
        figure.answer.unit: figure.answer.value
        for figure in edition.figures
        if figure.answer.indicator == indicator.code
        and figure.answer.column is Column.ACTUAL
        and figure.missing_reason in (MissingReason.HELD, MissingReason.DECIDED)
        and figure.answer.state is State.NUMBER
        and figure.answer.value is not None
        and figure.answer.value > 0
    }


def held_figure(telling: Telling, indicator: Indicator, units: Sequence[str]) -> Cited:
    """The sum of the held numbers of these units."""
    numbers = held_numbers(telling.edition, indicator)
    value = sum((numbers[unit] for unit in units), Decimal(0))
    return telling.figures.cited(indicator, FigureKind.HELD, value, units)


def held_words(telling: Telling, indicator: Indicator) -> Runs:
    """``chưa gồm số liệu huyện Sơn Hà đã báo cáo (01), đang rà soát``; () where nothing of the kind is held.

    Of counts that should fall, and of ratios of such a count; of others than the chosen counts of harm without number.
    """
    if indicator.direction != "down":
        return ()
    counted = telling.catalogue.indicator[indicator.numerator] if indicator.is_computed else indicator
    units = telling.ordered(held_numbers(telling.edition, counted))
    if not counted.kind.is_count or not units:
        return ()
    fill = telling.patterns.fill
    if counted.code not in telling.patterns.lists["chon.an_toan"]:
        return fill("chi_tieu.cho_ten", don_vi=telling.units(units))
    most = telling.names_shown
    rest = units[most:] if len(units) > most + 1 else ()
    parts = [_of_unit(telling, counted, unit) for unit in units[: len(units) - len(rest)]]
    if rest:
        many = (held_figure(telling, counted, rest),)
        parts.append(fill("chi_tieu.cho_nhieu", so_don_vi=(count(rest),), gia_tri=many))
    return fill("chi_tieu.cho", chi_tiet=joined(parts, ", "))


def _of_unit(telling: Telling, counted: Indicator, unit: str) -> Runs:
    value = (held_figure(telling, counted, [unit]),)
    return telling.patterns.fill("chi_tieu.cho_don_vi", don_vi=telling.units([unit]), gia_tri=value)
