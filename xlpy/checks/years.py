"""Figures of earlier years against this year's catalogue: what can't be compared, and is therefore named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlpy.basics.days import school_year_before, year_earlier
from xlpy.catalogue.continuity import Continuity
from xlpy.intake.notes import OWN_LIMIT, shortened
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.codes import MessageCode
from xlpy.model.edition import PROVINCE
from xlpy.model.submission import Earlier, Finding, Source


def check_years(catalogue: Catalogue, period: Period, earlier: Earlier) -> tuple[Finding, ...]:
    """C610 units that are no longer the same, C611 renamed ones, C612 units of which nothing is known of last year.

    C613 indicators that the catalogue lacks. Nothing is told where no earlier year was given.
    """
    return tuple(
        Finding(code, catalogue.message[code].severity, Source(""), params=_words(period, year, names))
        for code, year, names in _told(catalogue, period, earlier)
        if names
    )


def _told(catalogue: Catalogue, period: Period, earlier: Earlier) -> Iterator[tuple[MessageCode, str, Sequence[str]]]:
    year, day = school_year_before(period.school_year), year_earlier(period.cut_off)
    known = earlier.get(year, {})
    units = Continuity(catalogue, day, period.cut_off)
    yield (
        "C610",
        year,
        [catalogue.unit_name(code, day) for code in known if code not in units.same and code != PROVINCE],
    )
    if known:
        yield "C611", year, [f"{old} nay là {new}" for code, old, new in units.renamed if code in known]
        reporting_units = catalogue.reporting_units(period)
        yield (
            "C612",
            year,
            [unit.name for unit in reporting_units if unit.code in units.same and unit.code not in known],
        )
    for given, figures in sorted(earlier.items()):
        codes = {code for numbers in figures.values() for code in numbers} - set(catalogue.indicator)
        yield "C613", given, sorted(codes)


def _words(period: Period, year: str, names: Sequence[str]) -> dict[str, str]:
    listed = shortened("; ".join(names), OWN_LIMIT)
    return {"period": period.name, "expected": year, "count": str(len(names)), "other": listed}
