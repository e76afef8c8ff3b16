"""An invented table of earlier school years, as an office would type it once: last year by unit, two more by province.

Every figure is made up from the sample's own by lot with a seed; the table's first line says that none is real.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from samples.figures import sample_figures
from samples.spread import vary
from xlpy.basics.days import school_year_before
from xlpy.basics.decimals import round_half_up
from xlpy.basics.sums import added, quotient
from xlpy.catalogue.grammar import Ref, parse, references
from xlpy.model.catalogue import Catalogue, Indicator, Period
from xlpy.model.computed_figure import Computed
from xlpy.model.submission import Column

TITLE = "SỐ LIỆU MINH HỌA CÁC NĂM HỌC TRƯỚC DO CHƯƠNG TRÌNH ĐẶT RA - KHÔNG PHẢI SỐ LIỆU THẬT"
HEADINGS = ("nam_hoc", "ky", "don_vi", "chi_tieu", "gia_tri")
SAME = "N1."
"""Numbers of schools stay as they are from year to year."""
BEGUN_THIS_YEAR = ("N8.13",)
"""What no school did before: digital report books were first tried in 2023-2024."""
Row = tuple[str, str, str, str, str]


def earlier_table(catalogue: Catalogue, period: Period) -> bytes:
    """The table as CSV; the same catalogue and period give the same bytes."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((TITLE,))
    writer.writerow(HEADINGS)
    last = _last_year(catalogue, period)
    year = school_year_before(period.school_year)
    for unit, figures in last.items():
        writer.writerows((year, period.code, unit, code, _plain(value)) for code, value in figures.items())
    writer.writerows(_of_province(catalogue, period, last))
    return stream.getvalue().encode("utf-8-sig")


def _last_year(catalogue: Catalogue, period: Period) -> dict[str, dict[str, Decimal]]:
    """This year's figures a little lower: a part of a whole falls more than the whole, so that ratios stay possible."""
    parts = {indicator.numerator for indicator in catalogue.indicators if indicator.is_computed}
    parts |= {_numerator(one) for one in catalogue.computed if one.is_percentage}
    parts -= {indicator.denominator for indicator in catalogue.indicators}
    lower: dict[str, dict[str, Decimal]] = {}
    for unit, figures in sample_figures(catalogue, period).items():
        size = vary(f"{unit}|year before", 0.975, 0.995)
        lower[unit] = {}
        for (code, column), value in figures.items():
            if column is not Column.ACTUAL or not isinstance(value, Decimal):
                continue
            factor = (1.0 if code.startswith(SAME) else size) * (
                vary(f"{unit}|{code}|year before", 0.955, 0.995) if code in parts else 1.0
            )
            factor = 0.0 if code in BEGUN_THIS_YEAR else factor
            lower[unit][code] = round_half_up(value * Decimal(str(factor)), catalogue.indicator[code].decimals)
    return lower


def _numerator(percentage: Computed) -> str:
    return next(part.indicator for part in references(parse(percentage.expression)) if isinstance(part, Ref))


def _of_province(catalogue: Catalogue, period: Period, last: dict[str, dict[str, Decimal]]) -> Iterator[Row]:
    """Percentages of the two years before, of the province alone."""
    for indicator in (i for i in catalogue.indicators if i.is_computed and i.unit_of_measure == "%"):
        value = _ratio(indicator, last)
        if value is None:
            continue
        for back in (2, 3):
            value = value * Decimal(str(vary(f"{indicator.code}|{back}", 0.97, 0.995)))
            year = school_year_before(period.school_year, back)
            yield year, period.code, "Toàn tỉnh", indicator.code, _plain(round_half_up(value, indicator.decimals))


def _ratio(indicator: Indicator, figures: dict[str, dict[str, Decimal]]) -> Decimal | None:
    above, below = (added(unit.get(code) for unit in figures.values()) for code in indicator.made_of)
    return quotient(above, below, indicator.scale)


def _plain(value: Decimal) -> str:
    return format(value, "f")
