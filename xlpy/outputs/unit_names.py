"""How units are named inside a sentence, in every paper."""

from __future__ import annotations

from collections.abc import Sequence

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Unit, UnitKind


def unit_name(unit: Unit) -> str:
    """A unit inside a sentence: ``huyện Ba Tơ``, ``Sở Tài chính``."""
    return lower_first(unit.name) if unit.kind is UnitKind.LOCAL else unit.name


def unit_list(units: Sequence[Unit]) -> str:
    """Units named one after another, those of one type together: ``các huyện Ba Tơ, Minh Long; thị xã Đức Phổ``."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(_type(unit), []).append(unit)
    texts = []
    for kind, members in groups.items():
        if kind and len(members) > 1:
            texts.append(f"các {kind} " + ", ".join(unit.core_name for unit in members))
        else:
            texts += [unit_name(unit) for unit in members]
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def _type(unit: Unit) -> str:
    """``huyện`` for a local unit whose name is its type and its proper name; '' for others."""
    if unit.kind is not UnitKind.LOCAL or not unit.name.endswith(unit.core_name):
        return ""
    return lower_first(unit.name.removesuffix(unit.core_name).strip())
