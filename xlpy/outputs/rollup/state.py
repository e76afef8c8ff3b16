"""A roll-up as JSON and back, so that its folder can itself be rolled up, and a figure walked down from it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlpy.basics.errors import UserError
from xlpy.model.catalogue import Catalogue
from xlpy.model.ledger import LedgerLine
from xlpy.model.rollup import Contribution, Member, RollUp, Sums
from xlpy.outputs.rollup.edition_part import edition_part
from xlpy.outputs.rollup.tables import FIGURES_NAME, ROLL_UP, ResultsError, number, summary

_NUMBERS = ("value", "plan", "reached", "planned", "over", "under")


class MemberError(UserError):
    """A folder that should be rolled up holds no results; the message names it."""


def state_json(found: RollUp) -> str:
    """All of a roll-up; numbers are strings, so that no reader rounds them."""
    members = [
        {"name": m.name, "folder": m.folder, "is_edition": m.is_edition, "part": _part(m.part)} for m in found.members
    ]
    return json.dumps({"whole": _part(found.whole), "members": members}, ensure_ascii=False, indent=1) + "\n"


def member(catalogue: Catalogue, name: str, folder: Path) -> Member:
    """One folder of results by its name on the level above. A pure function of the folder's files.

    Raises MemberError where there are no results, ResultsError where they can't be read.
    """
    if (folder / ROLL_UP).is_file():
        return Member(name, str(folder), False, roll_up_of(folder).whole)
    if (folder / FIGURES_NAME).is_file():
        return Member(name, str(folder), True, edition_part(catalogue, folder))
    raise MemberError(f"Thư mục {folder} không có kết quả tổng hợp ({FIGURES_NAME} hoặc {ROLL_UP}).")


def roll_up_of(folder: Path) -> RollUp:
    """What was written there. Raises ResultsError."""
    read = summary(folder, ROLL_UP)
    where = f"Tệp {folder / ROLL_UP}"
    try:
        members = tuple(
            Member(one["name"], one["folder"], one["is_edition"], _part_of(one["part"], where))
            for one in read["members"]
        )
        return RollUp(members, _part_of(read["whole"], where))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise ResultsError(f"{where} thiếu hoặc sai mục {fault}.") from fault


def _part(part: Contribution) -> dict[str, Any]:
    return {
        "period": part.period,
        "editions": sorted(part.editions),
        "forms": sorted(part.forms),
        "doubled": sorted(part.doubled),
        "asked": part.asked,
        "used": part.used,
        "files": part.files,
        "ledger": dataclasses.asdict(part.ledger),
        "sums": {code: _sums(sums) for code, sums in part.sums.items()},
    }


def _sums(sums: Sums) -> dict[str, Any]:
    numbers = {name: value for name in _NUMBERS if (value := getattr(sums, name)) is not None}
    return {
        **{name: format(value, "f") for name, value in numbers.items()},
        "included": sums.included,
        "missing": dict(sums.missing or {}),
    }


def _part_of(read: Mapping[str, Any], where: str) -> Contribution:
    return Contribution(
        str(read["period"]),
        frozenset(read["editions"]),
        frozenset(read["forms"]),
        frozenset(read["doubled"]),
        int(read["asked"]),
        int(read["used"]),
        int(read["files"]),
        LedgerLine(**read["ledger"]),
        {code: _sums_of(sums, where) for code, sums in read["sums"].items()},
    )


def _sums_of(read: Mapping[str, Any], where: str) -> Sums:
    value, plan, reached, planned, over, under = (number(str(read.get(name, "")), where) for name in _NUMBERS)
    missing = {str(reason): int(units) for reason, units in read["missing"].items()}
    return Sums(value, plan, reached, planned, over, under, int(read["included"]), missing)
