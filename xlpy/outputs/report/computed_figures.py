"""What the program works out of figures and norms, told under its task: teachers lacking, shares of pupils."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from xlpy.basics.decimals import format_vn, round_half_up
from xlpy.basics.text import lower_first
from xlpy.consolidation.computed_figures import ComputedFigure
from xlpy.model.catalogue import Task
from xlpy.outputs.report.content import Cited, FigureKind, Plain, Runs, joined
from xlpy.outputs.report.context import Telling
from xlpy.outputs.report.figures import count, two_digits
from xlpy.outputs.report.names import told_apart
from xlpy.outputs.report.selection import ToldIndicator, told

COMPARED = " so với định mức"
"""How the name of a figure ends that says how much is above a norm (below it: negative)."""


def beside_norms(telling: Telling, task: Task) -> Runs:
    """``So với định mức tối đa: biên chế … còn thiếu 339 người (10/13 đơn vị); …``; () where nothing is worked out.

    Which figures, the patterns' file says. A sum is the balance of the units for which it can be worked out.
    """
    chosen = telling.patterns.lists["chon.dinh_muc"]
    found = [figure for figure in telling.computed if figure.what.code in chosen and figure.what.task == task.code]
    known = [figure for figure in found if figure.total(telling.reporting_units) is not None]
    told = [_balance(telling, figure, name) for figure, name in zip(known, _names(known), strict=True)]
    return telling.patterns.sentence("dinh_muc.cau", chi_tiet=joined(told, "; ")) if told else ()


def told_with_shares(telling: Telling, task: Task, elsewhere: Collection[str]) -> list[ToldIndicator]:
    """What the task tells, and the chosen computed percentages of it: each at the place of its numerator.

    The numerator is told within it. Where the percentage can't be worked out, the numerator alone is.
    """
    chosen = telling.patterns.lists["chon.ty_le_tinh"]
    found = [made for code, made in telling.figures.ratios.items() if code in chosen]
    shares = {m.above.code: m.ratio for m in found if m.ratio.task == task.code and m.total.value is not None}
    listed: list[ToldIndicator] = []
    for one in told(telling.catalogue, task, elsewhere):
        share = shares.pop(one.indicator.code, None)
        listed.append(ToldIndicator(share, one.groups, one.divided) if share else one)
    return [*listed, *map(ToldIndicator, shares.values())]


def _names(figures: Sequence[ComputedFigure]) -> tuple[str, ...]:
    """The first by its whole name, others that count the same without the words that they share with it."""
    names = [lower_first(figure.what.name.removesuffix(COMPARED)) for figure in figures]
    if len(names) < 2 or len({figure.what.unit_of_measure for figure in figures}) > 1:
        return tuple(names)
    return (names[0], *told_apart(names[0], names)[1:])


def _balance(telling: Telling, figure: ComputedFigure, name: str) -> Runs:
    total = figure.total(telling.reporting_units)
    assert total is not None, f"{figure.what.code} is told without a value"
    what, fill = figure.what, telling.patterns.fill
    known = _known(telling, figure)
    shown = round_half_up(abs(total), what.decimals)
    cited = Cited(two_digits(format_vn(shown, what.decimals)), FigureKind.COMPUTED, abs(total), what.code, known)
    key = "dinh_muc.du" if not shown else "dinh_muc.thua" if total > Decimal(0) else "dinh_muc.thieu"
    value: Runs = () if not shown else (cited,)
    words = fill(key, ten=name, gia_tri=value, don_vi_tinh=what.unit_of_measure)
    return (*words, *_scope(telling, figure))


def _known(telling: Telling, figure: ComputedFigure) -> tuple[str, ...]:
    return telling.ordered(unit for unit, value in figure.of_unit.items() if value is not None)


def _scope(telling: Telling, figure: ComputedFigure) -> Runs:
    """`` (10/13 đơn vị)``; () where no unit lacks."""
    known = _known(telling, figure)
    if len(known) == len(figure.of_unit):
        return ()
    scope = telling.patterns.fill("thieu.pham_vi", co=(count(known),), giao=(count(telling.ordered(figure.of_unit)),))
    return (Plain(" ("), *scope, Plain(")"))
