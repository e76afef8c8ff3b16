"""Figures of a report checked against the edition's single answers, without the code that made the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from xlpy.model.catalogue import Indicator
from xlpy.model.edition import Edition, Figure, MissingReason
from xlpy.model.submission import Column, State
from xlpy.outputs.report.content import Cited, FigureKind
from xlpy.outputs.report.indicators import NOTHING

DIGITS = re.compile(r"\d+")


def digits(texts: Iterable[str]) -> Counter[str]:
    """All groups of digits."""
    return Counter(group for text in texts for group in DIGITS.findall(text))


def shown(value: Decimal, decimals: int) -> str:
    """A number as Vietnamese text, written here anew."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    groups = re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", whole)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{groups},{rest}" if rest else sign + groups


def same(text: str, value: Decimal, decimals: int) -> bool:
    """Whether a text shows the number: ``05``, ``không`` and a trailing ``%`` are ways of running text."""
    if text.casefold() == NOTHING:
        return value == 0
    bare = text.rstrip("%")
    if value == 100 and text.endswith("%") and bare == "100":
        return True
    return (
        bare.removeprefix("0") == shown(value, decimals)
        if re.fullmatch(r"0\d", bare)
        else bare == shown(value, decimals)
    )


def figures_behind(
    edition: Edition, indicator: str, units: Iterable[str], column: Column, reason: MissingReason | None = None
) -> list[Figure]:
    """The counted numbers of these units; with ``missing_reason``, those left out for that reason."""
    return [
        figure
        for figure in edition.figures
        if figure.answer.indicator == indicator
        and figure.answer.column is column
        and figure.answer.unit in units
        and figure.missing_reason is reason
        and figure.answer.state is State.NUMBER
    ]


EARLIER = {FigureKind.CHANGE: FigureKind.PREVIOUS, FigureKind.YEARLY_CHANGE: FigureKind.LAST_YEAR}


def total(edition: Edition, indicator: str, units: tuple[str, ...], kind: FigureKind) -> Decimal | None:
    """Sum of the units' own numbers; None where there is none."""
    if kind in (FigureKind.PREVIOUS, FigureKind.LAST_YEAR):
        earlier = edition.previous if kind is FigureKind.PREVIOUS else edition.last_year
        numbers = [earlier[u][indicator] for u in units if indicator in earlier.get(u, {})]
    else:
        column = Column.PLAN if kind is FigureKind.PLAN else Column.ACTUAL
        found = figures_behind(
            edition, indicator, units, column, MissingReason.HELD if kind is FigureKind.HELD else None
        )
        numbers = [f.answer.value for f in found if f.answer.value is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def recomputed(edition: Edition, cited: Cited, decimals: int) -> Decimal | None:
    """The figure from single answers, in the catalogue's unit of measure; None where they do not give it."""
    if cited.kind is FigureKind.COUNT:
        return Decimal(len(set(cited.items)))
    if cited.kind is FigureKind.COMPUTED:
        return abs(sum((worked_out(edition, cited.indicator, (unit,)) for unit in cited.units), Decimal(0)))
    if cited.indicator.removesuffix(BASE) in _computed(edition):  # the sums first, never percentages of units added up
        return _share(edition, cited, decimals)
    indicator = edition.catalogue.indicator[cited.indicator]
    if cited.kind is FigureKind.PERCENT:
        reached, plan = (
            total(edition, indicator.code, cited.units, kind) for kind in (FigureKind.ACTUAL, FigureKind.PLAN)
        )
        return reached / plan * 100 if reached is not None and plan else None
    if cited.kind in EARLIER:
        now, before = (
            _value(edition, indicator, cited.units, kind) for kind in (FigureKind.ACTUAL, EARLIER[cited.kind])
        )
        if now is None or before is None:
            return None
        shown_now, shown_before = (rounded(value / cited.scale, decimals) for value in (now, before))
        return abs(shown_now - shown_before) * cited.scale
    return _value(edition, indicator, cited.units, cited.kind)


BASE = ".mau"


def _computed(edition: Edition) -> set[str]:
    return {row.code for row in edition.catalogue.computed}


def _share(edition: Edition, cited: Cited, decimals: int) -> Decimal | None:
    """A computed percentage, its denominator, or how far it moved."""
    code = cited.indicator.removesuffix(BASE)
    expression = expression_of(edition, code)
    if cited.indicator.endswith(BASE):
        return _evaluated(edition, expression.partition("/")[2], cited.units, cited.kind)
    if cited.kind not in EARLIER:
        return _evaluated(edition, expression, cited.units, cited.kind)
    now, before = (
        rounded(_evaluated(edition, expression, cited.units, kind), decimals)
        for kind in (FigureKind.ACTUAL, EARLIER[cited.kind])
    )
    return abs(now - before)


def _evaluated(edition: Edition, text: str, units: tuple[str, ...], kind: FigureKind) -> Decimal:
    """Python's own arithmetic on sums; a plan is one of the numerator alone."""
    above = CODE.findall(text)[0]

    def number(match: re.Match[str]) -> str:
        own = FigureKind.ACTUAL if kind is FigureKind.PLAN and match.group() != above else kind
        return f"Decimal('{total(edition, match.group(), units, own) or 0}')"

    return Decimal(eval(CODE.sub(number, text), {"__builtins__": {}, "Decimal": Decimal}))


CODE, NORM = re.compile(r"N\d+\.\d+"), re.compile(r"norm\((\w+)\)")


def expression_of(edition: Edition, code: str) -> str:
    """How a computed figure is worked out, as the catalogue writes it."""
    (found,) = (row.expression for row in edition.catalogue.computed if row.code == code)
    return found


def worked_out(edition: Edition, code: str, units: tuple[str, ...]) -> Decimal:
    """A computed figure of units, by Python's own arithmetic on their single answers and the norms of the catalogue."""

    def number(match: re.Match[str]) -> str:
        value = total(edition, match.group(), units, FigureKind.ACTUAL)
        assert value is not None, f"{units} have no {match.group()}"
        return f"Decimal('{value}')"

    def norm(match: re.Match[str]) -> str:
        return f"Decimal('{edition.catalogue.norm(match.group(1), edition.period.cut_off)}')"

    text = NORM.sub(norm, CODE.sub(number, expression_of(edition, code)))
    return Decimal(eval(text, {"__builtins__": {}, "Decimal": Decimal}))


def parts_of(edition: Edition, cited: Cited) -> tuple[str, ...]:
    """The typed indicators that a figure is made of."""
    if (code := cited.indicator.removesuffix(BASE)) in _computed(edition):
        return tuple(CODE.findall(expression_of(edition, code)))
    return edition.catalogue.indicator[cited.indicator].made_of


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _value(edition: Edition, indicator: Indicator, units: tuple[str, ...], kind: FigureKind) -> Decimal | None:
    if not indicator.numerator or indicator.reported_by:
        return total(edition, indicator.code, units, kind)
    under = FigureKind.ACTUAL if kind is FigureKind.PLAN else kind
    above = total(edition, indicator.numerator, units, kind)
    below = total(edition, indicator.denominator, units, under)
    return above / below * indicator.scale if above is not None and below else None


def decimals_of(edition: Edition, cited: Cited) -> int:
    """How many decimals a figure may have: those of its indicator; two of a percentage; one of money in tỷ đồng."""
    if cited.kind is FigureKind.COUNT or cited.text in ("100%", "100", "0%"):
        return 0
    if cited.kind is FigureKind.PERCENT:
        return 1
    if cited.indicator.endswith(BASE):
        return 0
    if cited.indicator in _computed(edition):
        own = next(row.decimals for row in edition.catalogue.computed if row.code == cited.indicator)
        return max(own, len(cited.text.rstrip("%").partition(",")[2]))
    indicator = edition.catalogue.indicator[cited.indicator]
    if cited.scale != 1:
        return 1
    fine = indicator.unit_of_measure == "%" and len(cited.text.rstrip("%").partition(",")[2]) == 2
    return 2 if fine else indicator.decimals


def untraced(edition: Edition, cited: Cited) -> str:
    """What is wrong with a figure of a report; '' where its own answers give exactly what is printed."""
    decimals = decimals_of(edition, cited)
    value = recomputed(edition, cited, decimals)
    if value is None:
        return f"{cited}: no answers give it"
    if cited.scale not in (1, 1000 if _measure(edition, cited) == "triệu đồng" else 1):
        return f"{cited}: its unit of measure is not shown so"
    if not same(cited.text, value / cited.scale, decimals):
        return f"{cited}: the answers give {value}"
    return ""


def _measure(edition: Edition, cited: Cited) -> str:
    named = {row.code: row for row in edition.catalogue.computed} | dict(edition.catalogue.indicator)
    known = named.get(cited.indicator)
    return known.unit_of_measure if known else ""
