"""Codes as a person types them -> what they stand for; an unknown one is answered with the nearest."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TypeVar

from xlpy.model.catalogue import Indicator, Unit
from xlpy.model.edition import PROVINCE, Edition
from xlpy.outputs.trace.model import TraceError, UnknownCodeError

T = TypeVar("T")


def find_indicator(edition: Edition, code: str) -> Indicator:
    """The indicator of a code, whatever its case. Raises UnknownCodeError."""
    return _find("chỉ tiêu", code, edition.catalogue.indicator, {i.code: i.name for i in edition.catalogue.indicators})


def find_scope(edition: Edition, code: str) -> tuple[str, str, Sequence[Unit]]:
    """(code, name, units) of the province, of a region with a subtotal, or of one reporting unit.

    Raises UnknownCodeError, and TraceError for a region that has no subtotal of its own.
    """
    catalogue, reporting_units = edition.catalogue, edition.reporting_units
    regions = {region.code: region for region in catalogue.regions if region.code != PROVINCE}
    names = {PROVINCE: catalogue.plan.province}
    names |= {region.code: region.name for region in regions.values()}
    names |= {unit.code: unit.name for unit in reporting_units}
    found = _find("đơn vị, khu vực", code, {key: key for key in names}, names)
    if found == PROVINCE:
        return found, f"Toàn {names[PROVINCE]}", reporting_units
    if found in regions:
        if not regions[found].subtotal:
            raise TraceError(f"Khu vực “{names[found]}” không có dòng cộng riêng; hãy nêu mã đơn vị hoặc “{PROVINCE}”.")
        return found, names[found], [unit for unit in reporting_units if unit.region == found]
    return found, names[found], [unit for unit in reporting_units if unit.code == found]


def find_name(what: str, name: str, names: Sequence[str]) -> str:
    """The file or sheet of that name, exactly. Raises UnknownCodeError."""
    return _find(what, name, {known: known for known in names}, {})


def _find(what: str, code: str, known: Mapping[str, T], names: Mapping[str, str]) -> T:
    if code in known:
        return known[code]
    wanted = code.strip().casefold()
    same = [key for key in known if key.casefold() == wanted]
    if len(same) == 1:
        return known[same[0]]
    near = _nearest(wanted, known, names)
    hint = f" Gần nhất: {near}{f' ({names[near]})' if near in names else ''}." if near else ""
    raise UnknownCodeError(f"Không có {what} “{code}”.{hint}")


def _nearest(wanted: str, known: Mapping[str, T], names: Mapping[str, str]) -> str:
    """The likest code, or the code of the likest name; '' if nothing is like it. A proposal, never an answer."""
    spelled = {key.casefold(): key for key in known}
    spelled |= {name.casefold(): key for key, name in names.items() if name.casefold() not in spelled}
    likest = difflib.get_close_matches(wanted, spelled, n=1, cutoff=0.4)
    return spelled[likest[0]] if likest else ""
