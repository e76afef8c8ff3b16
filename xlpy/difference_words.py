"""What changed between two editions, in words: a headline and rows for a sheet or a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlpy.catalogue.model import Catalogue, Indicator
from xlpy.difference import TotalChange
from xlpy.edition import PROVINCE
from xlpy.intake.numbers import format_vn

TITLES = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Phạm vi",
    "Bản trước",
    "Bản này",
    "Tăng (+), giảm (–)",
    "Đơn vị thêm vào",
    "Đơn vị không còn",
)
NO_NUMBER = "chưa có"
WHOLE_PROVINCE = "Toàn tỉnh"
NAMES_SHOWN = 6
"""How many units the headline names; the rows name all."""
_FURTHER = 6
"""Decimals shown at most beyond the indicator's own, where two different numbers would look the same."""


def rows(catalogue: Catalogue, changes: Iterable[TotalChange]) -> Iterator[tuple[str, ...]]:
    """A row for each change, under `TITLES`; an indicator or unit no longer in the catalogue goes by its code."""
    regions = {region.code: region.name for region in catalogue.regions} | {PROVINCE: WHOLE_PROVINCE}
    for change in changes:
        indicator = catalogue.indicator.get(change.indicator)
        yield (
            change.indicator,
            indicator.name if indicator else "",
            indicator.unit_of_measure if indicator else "",
            regions.get(change.scope, change.scope),
            *_numbers(indicator, change),
            _names(catalogue, change.joined),
            _names(catalogue, change.left),
        )


def headline(catalogue: Catalogue, number: int, changes: Sequence[TotalChange]) -> str:
    """One sentence: how much differs from edition ``number``, and which units came in or fell out."""
    moved = [change for change in changes if change.old != change.new]
    if not changes:
        return f"Số tổng hợp không thay đổi so với bản tổng hợp số {number}."
    count = f"{len(moved)} số tổng hợp thay đổi" if moved else "giá trị các số tổng hợp không thay đổi"
    joined = _indicators_by_unit((change.indicator, change.joined) for change in changes)
    left = _indicators_by_unit((change.indicator, change.left) for change in changes)
    parts = [f"So với bản tổng hợp số {number}: {count}"]
    parts += [f"đơn vị có thêm số liệu: {_counted(catalogue, joined)}"] if joined else []
    parts += [f"đơn vị có số liệu không còn được tính: {_counted(catalogue, left)}"] if left else []
    return "; ".join(parts) + "."


def _indicators_by_unit(moves: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for indicator, units in moves:
        for unit in units:
            found.setdefault(unit, set()).add(indicator)
    return found


def _counted(catalogue: Catalogue, indicators: Mapping[str, set[str]]) -> str:
    """``Huyện Ba Tơ (3 chỉ tiêu), …``: a unit may gain some figures and lose others, the numbers tell which."""
    names = {unit.code: unit.name for unit in catalogue.units}
    parts = [f"{names.get(code, code)} ({len(codes)} chỉ tiêu)" for code, codes in indicators.items()]
    more = f" và {len(parts) - NAMES_SHOWN} đơn vị khác" if len(parts) > NAMES_SHOWN else ""
    return ", ".join(parts[:NAMES_SHOWN]) + more


def _numbers(indicator: Indicator | None, change: TotalChange) -> tuple[str, str, str]:
    """Old, new and the difference with its sign, with as many decimals as make different numbers look different."""
    own = indicator.decimals if indicator else 0
    for decimals in range(own, own + _FURTHER + 1):
        old, new = _shown(change.old, decimals), _shown(change.new, decimals)
        if old != new or change.old == change.new:
            break
    difference = change.difference
    if difference is None:
        return old, new, ""
    sign = "+" if difference > 0 else "–" if difference < 0 else ""
    return old, new, sign + format_vn(abs(difference), decimals)


def _shown(value: Decimal | None, decimals: int) -> str:
    return NO_NUMBER if value is None else format_vn(value, decimals)


def _names(catalogue: Catalogue, units: Iterable[str]) -> str:
    names = {unit.code: unit.name for unit in catalogue.units}
    return "; ".join(names.get(code, code) for code in units)
