"""Figures that nobody can know yet: a CCSL that came before their day is in order, not something to be asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlpy.basics.days import short_day
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Came, Finding


def in_their_time(
    catalogue: Catalogue, period: Period, findings: Iterable[Finding], came: Mapping[str, Came]
) -> tuple[Finding, ...]:
    """The findings, with C642 in place of each O403 whose file came before the figure is known.

    A file that comes on that day or later is asked for the figure as for any other.
    """
    return tuple(_in_time(catalogue, period, finding, came) for finding in findings)


def _in_time(catalogue: Catalogue, period: Period, finding: Finding, came: Mapping[str, Came]) -> Finding:
    if finding.code != "O403" or finding.source.file not in came:
        return finding
    day = catalogue.indicator[finding.indicator].known_on(period)
    if day is None or came[finding.source.file].day >= day:
        return finding
    message = catalogue.message["C642"]
    return replace(
        finding, code=message.code, severity=message.severity, params={**finding.params, "date": short_day(day)}
    )
