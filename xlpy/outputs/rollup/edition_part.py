"""The results folder of one edition -> what it hands up. Its tables are compared with one another on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlpy.basics.sums import added, quotient
from xlpy.model.catalogue import Catalogue, Indicator
from xlpy.model.edition import PROVINCE
from xlpy.model.ledger import FRAME, UNREAD, LedgerLine
from xlpy.model.rollup import Contribution, Sums
from xlpy.model.submission import Column, Disposition, State
from xlpy.outputs.publish.csvout import YES
from xlpy.outputs.rollup.tables import (
    FIGURES_NAME,
    LEDGER_NAME,
    TOTALS_NAME,
    ResultsError,
    fingerprint,
    number,
    rows,
    summary,
)

Figures = Mapping[tuple[str, Column], Mapping[str, Decimal]]
"""Counted numbers by unit, of each (indicator, column)."""


def edition_part(catalogue: Catalogue, folder: Path) -> Contribution:
    """All that the edition in ``folder`` adds to a level above.

    ``catalogue`` says what the indicators are; plan, units and regions may be others there. Raises ResultsError where
    a table can't be read, asks for other indicators, or its sums are not those of its rows: somebody changed them.
    """
    brief = summary(folder)
    figures = _figures(catalogue, folder)
    try:
        ledger = _account(brief["ledger"])
        part = Contribution(
            period=f"{brief['period']} {brief['school_year']}",
            editions=frozenset({fingerprint(folder / FIGURES_NAME)}),
            forms=frozenset(file["sha256"] for file in brief["files"] if file["used"]),
            doubled=frozenset(),
            asked=int(brief["units"]["asked"]),
            used=int(brief["units"]["used"]),
            files=len(brief["files"]),
            ledger=ledger,
            sums={total.indicator.code: _sums(total, figures, folder) for total in _totals(catalogue, folder)},
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise ResultsError(
            f"Bản tóm tắt trong {folder} thiếu hoặc sai mục {fault}; hãy tổng hợp lại bằng bản chương trình này."
        ) from fault
    _hold_to_its_cells(ledger, folder)
    return part


def _figures(catalogue: Catalogue, folder: Path) -> Figures:
    found: dict[tuple[str, Column], dict[str, Decimal]] = defaultdict(dict)
    for line, row in rows(folder, FIGURES_NAME):
        where = f"Tệp {folder / FIGURES_NAME}, dòng {line}"
        indicator = _known(catalogue, row, where)
        if (row["indicator_name"], row["unit_of_measure"]) != (indicator.name, indicator.unit_of_measure):
            raise ResultsError(
                f"{where}: chỉ tiêu {indicator.code} là “{row['indicator_name']}” ({row['unit_of_measure']}), trong "
                f"danh mục đang dùng là “{indicator.name}” ({indicator.unit_of_measure})."
            )
        if row["counted"] != YES or row["state"] != State.NUMBER.value:
            continue
        value = number(row["value"], where)
        of_units = found[indicator.code, Column(row["column"])]
        if value is None or row["unit"] in of_units:
            raise ResultsError(f"{where}: số liệu {indicator.code} của {row['unit_name']} để trống hoặc ghi hai lần.")
        of_units[row["unit"]] = value
    return found


@dataclass(frozen=True, slots=True)
class _Total:
    """A row of the table of totals, of the whole edition: units by code."""

    indicator: Indicator
    value: Decimal | None
    plan: Decimal | None
    included: tuple[str, ...]
    missing: tuple[str, ...]
    where: str


def _totals(catalogue: Catalogue, folder: Path) -> Iterable[_Total]:
    for line, row in rows(folder, TOTALS_NAME):
        if row["scope"] != PROVINCE:
            continue
        where = f"Tệp {folder / TOTALS_NAME}, dòng {line}"
        yield _Total(
            _known(catalogue, row, where),
            number(row["value"], where),
            number(row["plan"], where),
            tuple(filter(None, row["included"].split("|"))),
            tuple(lack.partition(":")[2] for lack in row["missing"].split("|") if lack),
            where,
        )


def _known(catalogue: Catalogue, row: Mapping[str, str], where: str) -> Indicator:
    indicator = catalogue.indicator.get(row["indicator"])
    if indicator is None:
        raise ResultsError(f"{where}: danh mục đang dùng không có chỉ tiêu {row['indicator']}.")
    return indicator


def _sums(total: _Total, figures: Figures, folder: Path) -> Sums:
    """One indicator's sums over the units that its total names; compared with what the total says."""
    code, missing = total.indicator.code, dict(sorted(Counter(total.missing).items()))
    if total.indicator.is_computed:
        over, under = (_over(figures, part, total.included) for part in total.indicator.made_of)
        if total.value is None:  # parts of different units, of which some lack: such sums can't be divided
            return Sums(included=0, missing=missing)
        _same(total, quotient(over, under, total.indicator.scale), total.value)
        return Sums(over=over, under=under, included=len(total.included), missing=missing)
    actual, plan = figures.get((code, Column.ACTUAL), {}), figures.get((code, Column.PLAN), {})
    both = [unit for unit in total.included if unit in plan]
    value = _over(figures, code, total.included)
    _same(total, value, total.value)
    _same(total, added(plan.values()), total.plan)
    return Sums(
        value,
        total.plan,
        added(actual.get(unit) for unit in both),
        added(plan[unit] for unit in both),
        included=len(total.included),
        missing=missing,
    )


def _over(figures: Figures, indicator: str, units: Iterable[str]) -> Decimal | None:
    numbers = figures.get((indicator, Column.ACTUAL), {})
    return added(numbers.get(unit) for unit in units)


def _same(total: _Total, ours: Decimal | None, theirs: Decimal | None) -> None:
    if ours != theirs:
        raise ResultsError(
            f"{total.where}: {total.indicator.code} ghi {_plain(theirs)}, cộng lại từ figures.csv được {_plain(ours)}; "
            "bảng đã bị sửa sau khi tổng hợp."
        )


def _plain(value: Decimal | None) -> str:
    return "trống" if value is None else format(value, "f")


def _account(brief: Mapping[str, Any]) -> LedgerLine:
    excluded = {str(reason): int(cells) for reason, cells in brief["excluded"].items()}
    received, used, empty, unknown = (int(brief[name]) for name in ("received", "used", "empty", "unknown"))
    return LedgerLine("", received, used, excluded, empty, unknown)


def _hold_to_its_cells(ledger: LedgerLine, folder: Path) -> None:
    """The account of an edition balances, and is that of the cells in its table."""
    listed = Counter(row["fate"] for _line, row in rows(folder, LEDGER_NAME))
    counted = sum(cells for reason, cells in ledger.excluded.items() if reason not in (FRAME, UNREAD))
    said = {Disposition.USED: ledger.used, Disposition.EXCLUDED: counted, Disposition.UNKNOWN: ledger.unknown}
    for entry, cells in said.items():
        if listed[entry.value] != cells:
            raise ResultsError(
                f"Sổ đối chiếu trong {folder} ghi {cells} ô “{entry.value}”, bảng ledger.csv có "
                f"{listed[entry.value]} ô; bảng đã bị sửa sau khi tổng hợp."
            )
    if ledger.balance:
        raise ResultsError(f"Sổ đối chiếu trong {folder} lệch {ledger.balance} ô.")
