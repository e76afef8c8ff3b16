"""How many of the units that lead an activity report each status; a line with an error counts under no status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from xlpy.model.catalogue import Catalogue, Unit
from xlpy.model.edition import ActivityCount
from xlpy.model.holding import Holding
from xlpy.model.submission import ActivityReport


def count_activities(
    catalogue: Catalogue, reporting_units: Sequence[Unit], reports: Sequence[ActivityReport], holding: Holding
) -> tuple[ActivityCount, ...]:
    """Count the reports of the files that count."""
    said = {(report.activity, report.unit): report for report in reports}
    held = {key for key, report in said.items() if holding.holds_line(report)}
    asked = {unit.code: {a.code for a in catalogue.asked(unit).activities} for unit in reporting_units}
    counts: list[ActivityCount] = []
    for activity in catalogue.activities:
        leads = [unit.code for unit in reporting_units if activity.code in asked[unit.code]]
        waiting = tuple(code for code in leads if (activity.code, code) in held)
        given = {code: said[activity.code, code].status for code in leads if (activity.code, code) in said}
        words = [given.get(code, "") for code in leads if code not in waiting]
        silent = tuple(code for code in leads if code not in waiting and not given.get(code))
        counts.append(ActivityCount(activity.code, Counter(word for word in words if word), silent, waiting))
    return tuple(counts)
