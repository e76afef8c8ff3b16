"""A year's catalogue that differs from its base in single cells: ``indicators.changes.csv`` instead of the whole table.

A row names its record by the key columns and holds only what differs: empty cells and columns left out keep what the
base has. A record that the base lacks is added after the last one of its task. So what the base gains later reaches
the year as well. To empty a cell the year needs the whole table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Row = dict[str, str]

SUFFIX = ".changes"
KEYS: Mapping[str, tuple[str, ...]] = {
    "assignments": ("task", "who"),
    "choices": ("column", "choice"),
    "days_off": ("day",),
    "name_patterns": ("group", "pattern"),
    "norms": ("key", "valid_from"),
    "plan": ("key",),
    "units": ("code", "valid_from"),
}
"""The columns that tell a table's records apart; ``code`` where it is not listed."""


def changed(table: str, rows: Sequence[Row], changes: Sequence[Row]) -> list[Row]:
    """The table with the changes made in it."""
    keys = KEYS.get(table, ("code",))
    made = [dict(row) for row in rows]
    places = {tuple(row.get(key, "") for key in keys): number for number, row in enumerate(made)}
    for change in changes:
        place = places.get(tuple(change.get(key, "") for key in keys))
        if place is not None:
            made[place] |= {name: cell for name, cell in change.items() if cell.strip()}
    blank = dict.fromkeys(rows[0], "") if rows else {}
    for change in changes:
        if tuple(change.get(key, "") for key in keys) not in places:
            made.insert(_after(made, change), blank | change)
    return made


def _after(rows: Sequence[Row], change: Row) -> int:
    """Where a new record goes: after the last one of its task, else at the end."""
    task = change.get("task", "")
    same = [number for number, row in enumerate(rows) if task and row.get("task") == task]
    return same[-1] + 1 if same else len(rows)
