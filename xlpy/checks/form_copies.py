"""Two units with the same figures: one form copied for another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from xlpy.intake.notes import OWN_LIMIT, shortened
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.submission import Column, Finding, Source, State, Submission

Figures = Mapping[tuple[str, Column], Decimal]
Said = tuple[tuple[str, Column], Decimal]


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
    units = [unit for unit in catalogue.reporting_units(period) if unit.code in submissions]
    figures = [_figures(submissions[unit.code], least) for unit in units]
    alike: dict[str, list[tuple[str, int]]] = defaultdict(list)
    # By who gave a figure before, not pair by pair: seven hundred units make a quarter of a million pairs.
    gave: dict[Said, list[int]] = defaultdict(list)
    enough = share * fewest / 100  # of fewer equal figures nothing more need be known: most that meet meet by chance
    for number, unit in enumerate(units):
        met = Counter(before for figure in figures[number].items() for before in gave[figure])
        for before, same in sorted((who, same) for who, same in met.items() if same >= enough):
            both = len(figures[number].keys() & figures[before].keys())
            if both >= fewest and 100 * same >= share * both:
                alike[unit.code].append((units[before].name, same))
                alike[units[before].code].append((unit.name, same))
        for figure in figures[number].items():
            gave[figure].append(number)
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
