"""From a figure of a roll-up down to cells: what each member gives, and in an edition the cell of each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlpy.basics.errors import UserError
from xlpy.consolidation.rollup import value_of
from xlpy.model.catalogue import Catalogue
from xlpy.model.rollup import Member, Sums
from xlpy.model.submission import Column, State
from xlpy.outputs.publish.csvout import YES, unescape
from xlpy.outputs.rollup.state import roll_up_of
from xlpy.outputs.rollup.tables import FIGURES_NAME, fingerprint, number, rows


class DescentError(UserError):
    """There is no such figure or member, or what was rolled up is no longer what lies there."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one member gives to a figure; ``value`` is of a ratio the member's own ratio."""

    name: str
    value: Decimal | None
    included: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One counted figure of one unit and where it was written; ``sha256`` is of the unit's file."""

    indicator: str
    unit: str
    value: Decimal | None
    file: str
    sheet: str
    cell: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Descent:
    """One level: what its members give, or the cells where it is an edition. Their sum is ``value``."""

    value: Decimal | None
    members: tuple[Given, ...] = ()
    cells: tuple[Cell, ...] = ()


def descend(catalogue: Catalogue, folder: Path, code: str, way: Sequence[str]) -> Descent:
    """The figure ``code`` in the roll-up of ``folder``, or of the member that ``way`` leads to, name by name.

    Raises DescentError, and ResultsError where a folder can't be read.
    """
    indicator = catalogue.indicator.get(code)
    if indicator is None:
        raise DescentError(f"Danh mục không có chỉ tiêu {code}.")
    found = roll_up_of(folder)
    if not way:
        none = Sums()
        given = (
            Given(m.name, value_of(indicator, sums), sums.included, sums.lacking)
            for m in found.members
            for sums in [m.part.sums.get(code, none)]
        )
        return Descent(value_of(indicator, found.whole.sums.get(code, none)), tuple(given))
    name, *further = way
    member = next((m for m in found.members if m.name == name), None)
    if member is None:
        raise DescentError(f"Không có nơi báo cáo “{name}”; có: {', '.join(m.name for m in found.members)}.")
    below = folder / member.folder
    if not member.is_edition:
        return descend(catalogue, below, code, further)
    if further:
        raise DescentError(f"“{name}” là bản tổng hợp, không có nơi báo cáo bên dưới.")
    _unchanged(member, below)
    value = value_of(indicator, member.part.sums.get(code, Sums()))
    return Descent(value, cells=tuple(_cells(below, indicator.made_of)))


def _unchanged(member: Member, folder: Path) -> None:
    if fingerprint(folder / FIGURES_NAME) not in member.part.editions:
        raise DescentError(
            f"Kết quả của “{member.name}” trong {folder} đã thay đổi sau khi gộp; hãy gộp lại rồi truy nguồn."
        )


def _cells(folder: Path, indicators: Sequence[str]) -> Iterator[Cell]:
    for line, row in rows(folder, FIGURES_NAME):
        if row["indicator"] not in indicators or row["column"] != Column.ACTUAL.value or row["counted"] != YES:
            continue
        where = f"Tệp {folder / FIGURES_NAME}, dòng {line}"
        value = number(row["value"], where) if row["state"] == State.NUMBER.value else None
        place = (unescape(row["file"]), unescape(row["sheet"]), row["cell"])
        yield Cell(row["indicator"], row["unit_name"], value, *place, row["sha256"])
