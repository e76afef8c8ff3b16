"""Do the versions that a catalogue names fit its own?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlpy.catalogue.problem import Problem
from xlpy.model.catalogue import Activity, Catalogue, Indicator, Rule
from xlpy.model.version import part_of


def version_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Versions that are none, that are later than the catalogue, or that are of another year."""
    version = catalogue.plan.version
    year, number = part_of(version)
    for accepted in catalogue.plan.accepted:
        of_year, earlier = part_of(accepted)
        if of_year != year or not 0 < earlier < number:
            sentence = f"“{accepted}” không phải phiên bản trước {version} của cùng danh mục (dạng {year}.1)."
            yield Problem("plan", "accepts", "value", sentence)
    tables: tuple[tuple[str, Iterable[Activity | Indicator | Rule]], ...] = (
        ("activities", catalogue.activities),
        ("indicators", catalogue.indicators),
        ("rules", catalogue.rules),
    )
    for table, rows in tables:
        for row in rows:
            of_year, since = part_of(row.since)
            if row.since and (not since or (of_year == year and since > number)):
                sentence = f"“{row.since}” không phải một phiên bản đến {version} (dạng {year}.1)."
                yield Problem(table, row.code, "since", sentence)
