"""What changed between two editions, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from xlpy.consolidation.difference import TotalChange

NAMES_SHOWN = 6
"""How many units the headline names; of the others it gives the number."""


def headline(unit_name: Callable[[str], str], number: int, changes: Sequence[TotalChange]) -> str:
    """One sentence: how much differs from edition ``number``, and which units came in or fell out.

    ``unit_name`` gives the name of a unit's code.
    """
    moved = [change for change in changes if change.old != change.new]
    if not changes:
        return f"Số tổng hợp không thay đổi so với bản tổng hợp số {number}."
    count = f"{len(moved)} số tổng hợp thay đổi" if moved else "giá trị các số tổng hợp không thay đổi"
    joined = _indicators_by_unit((change.indicator, change.joined) for change in changes)
    left = _indicators_by_unit((change.indicator, change.left) for change in changes)
    parts = [f"So với bản tổng hợp số {number}: {count}"]
    parts += [f"đơn vị có thêm số liệu: {_counted(unit_name, joined)}"] if joined else []
    parts += [f"đơn vị có số liệu không còn được tính: {_counted(unit_name, left)}"] if left else []
    return "; ".join(parts) + "."


def _indicators_by_unit(moves: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for indicator, units in moves:
        for unit in units:
            found.setdefault(unit, set()).add(indicator)
    return found


def _counted(unit_name: Callable[[str], str], indicators: Mapping[str, set[str]]) -> str:
    """``Huyện Ba Tơ (3 chỉ tiêu), …``: a unit may gain some figures and lose others, the numbers tell which."""
    parts = [f"{unit_name(code)} ({len(codes)} chỉ tiêu)" for code, codes in indicators.items()]
    more = f" và {len(parts) - NAMES_SHOWN} đơn vị khác" if len(parts) > NAMES_SHOWN else ""
    return ", ".join(parts[:NAMES_SHOWN]) + more
