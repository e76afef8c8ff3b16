"""Two units with the same figures: one form copied for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations

from xlpy.intake.notes import OWN_LIMIT, shortened
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Column, Finding, Source, State, Submission

Figures = Mapping[tuple[str, Column], Decimal]


def check_alike(catalogue: Catalogue, period: Period, submissions: Mapping[str, Submission]) -> tuple[Finding, ...]:
    """D309 for each unit that shares (nearly) all figures with others.

    Compared are figures that both gave, of at least ``trung_so_lieu_gia_tri``: small counts meet by chance. Two units
    are alike where at least ``trung_so_lieu_toi_thieu`` can be compared and ``trung_so_lieu_ty_le`` percent are equal.
    Without one of these norms nothing is compared.
    """
    keys = ("trung_so_lieu_gia_tri", "trung_so_lieu_toi_thieu", "trung_so_lieu_ty_le")
    least, fewest, share = (catalogue.norm(key, period.cut_off) for key in keys)
    if least is None or fewest is None or share is None:
        return ()
    units = [unit for unit in catalogue.senders(period) if unit.code in submissions]
    figures = {unit.code: _figures(submissions[unit.code], least) for unit in units}
    alike: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for one, other in combinations(units, 2):
        both = figures[one.code].keys() & figures[other.code].keys()
        if len(both) < fewest:
            continue
        same = sum(figures[one.code][key] == figures[other.code][key] for key in both)
        if 100 * same >= share * len(both):
            alike[one.code].append((other.name, same))
            alike[other.code].append((one.name, same))
    severity = catalogue.message["D309"].severity
    found = []
    for unit in units:
        if others := alike[unit.code]:
            file = submissions[unit.code].received.file
            names = shortened("; ".join(name for name, _ in others), OWN_LIMIT)
            count = str(max(same for _, same in others))
            words = {"unit": unit.name, "file": file, "count": count, "other": names}
            found.append(Finding("D309", severity, Source(file), unit.code, params=words))
    return tuple(found)


def _figures(submission: Submission, least: Decimal) -> Figures:
    return {
        (answer.indicator, answer.column): answer.value
        for answer in submission.answers
        if answer.state is State.NUMBER and answer.value is not None and answer.value >= least
    }
