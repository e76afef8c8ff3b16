"""A catalogue as it was in an earlier version of the same year: what forms of that version were made by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from xlpy.model.catalogue import Activity, Catalogue, Indicator, Rule
from xlpy.model.version import was_there

Dated = TypeVar("Dated", Activity, Indicator, Rule)
"""What may have come with a later version."""


def as_of(catalogue: Catalogue, version: str) -> Catalogue:
    """The catalogue without what came after ``version``, and called by that version."""

    def there(rows: Iterable[Dated]) -> tuple[Dated, ...]:
        return tuple(row for row in rows if was_there(row.since, version))

    return replace(
        catalogue,
        plan=replace(catalogue.plan, version=version, accepts=""),
        activities=there(catalogue.activities),
        indicators=there(catalogue.indicators),
        rules=there(catalogue.rules),
    )
