"""Decisions taken: checked against the catalogue and what was decided before, then recorded; from sheet or command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlpy.app.store import Store, StoreError, StoreLocked
from xlpy.basics.commit.notes import note_written
from xlpy.basics.commit.stops import held
from xlpy.basics.errors import UserError
from xlpy.book.catalogue import Fault
from xlpy.book.decisions import DecisionSheet
from xlpy.consolidation.decision_check import Wrong, against, key, wrong
from xlpy.model.catalogue import Catalogue, Period
from xlpy.model.decision import Act, Decision, in_force

ACTION = "Quyết định"
"""What the journal calls it."""
NO_EDITION = "kỳ này chưa có bản tổng hợp nào trong lịch sử nên chưa có gì để khóa; bấm Tổng hợp trước"


class DecisionError(UserError):
    """A decision can't be taken as it is written; nothing was recorded, nothing was done."""


def decide(store: Store, catalogue: Catalogue, period: Period, decision: Decision) -> bool:
    """Record one decision of a command; False where the very same one stands already.

    Raises DecisionError for what is wrong with it, StoreError.
    """
    known = store.decisions(period)
    if key(decision) in map(key, in_force(known)):
        return False
    decision = _locking(store, period, decision)
    found = [*wrong(catalogue, period, decision), *(each for _, each in against(known, [decision]))]
    found += [Wrong("act", NO_EDITION)] if decision.act is Act.LOCK and not decision.files else []
    if found:
        raise DecisionError("Chưa ghi quyết định: " + "; ".join(each.sentence for each in found) + ".")
    _record(store, period, [decision])
    return True


def decided(store: Store, sheet: DecisionSheet | None, catalogue: Catalogue, period: Period) -> Sequence[Decision]:
    """All decisions on the period, those that are new on the sheet recorded first.

    Without a usable history the sheet's alone. Raises DecisionError that names each faulty cell of the sheet,
    StoreLocked.
    """
    try:
        known = store.decisions(period)
    except StoreLocked:
        raise
    except StoreError:
        known = ()
    if sheet is None:
        return known
    taken = set(map(key, known))
    rows = [row for row in sheet.rows if row.period == period.code and key(row.decision) not in taken]
    new = [_locking(store, period, row.decision) for row in rows]
    faults = list(sheet.faults)
    for row, decision in zip(rows, new, strict=True):
        found = [*wrong(catalogue, period, decision)]
        found += [Wrong("act", NO_EDITION)] if decision.act is Act.LOCK and not decision.files else []
        found += [each for whose, each in against(known, new) if whose is decision]
        faults += [sheet.at(row.row, each.field, f"{each.sentence}.") for each in found]
    if faults:
        raise DecisionError(_told(faults))
    if not new:
        return known
    try:
        _record(store, period, new)
        return store.decisions(period)
    except StoreLocked:
        raise
    except StoreError:
        return (*known, *new)


def _record(store: Store, period: Period, made: Sequence[Decision]) -> None:
    """Record decisions; whoever stops the program meanwhile is told that they are recorded."""
    with held():
        try:
            store.decide(period, made, ACTION)
        except StoreError:
            if not _is_recorded(store, period, made):
                raise
        note_written([store.path])


def _is_recorded(store: Store, period: Period, made: Sequence[Decision]) -> bool:
    """Whether they stand although a fault was reported: a disk may refuse after the point of no return."""
    try:
        known = set(map(key, store.decisions(period)))
    except StoreError:
        return False
    return known.issuperset(map(key, made))


def _locking(store: Store, period: Period, decision: Decision) -> Decision:
    """A lock with the files that it counts; any other decision as it is."""
    if decision.act is not Act.LOCK:
        return decision
    try:
        return replace(decision, files=store.files_of_editions(period))
    except StoreLocked:
        raise
    except StoreError:
        return decision


def _told(faults: Sequence[Fault]) -> str:
    lines = "\n".join(f"– {fault}" for fault in faults)
    return f"Trang Quyết định có {len(faults)} chỗ phải sửa, chưa làm gì:\n{lines}"
