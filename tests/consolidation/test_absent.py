"""Who is absent and why: a reporting unit of whom no file counts sent nothing, or nothing that can be used."""

from __future__ import annotations

from itertools import permutations

from tests.small_catalogue import BA_TO, FINANCE
from xlpy.model.edition import FileRecord, MissingReason, absent_units


def record(unit: str, *, used: bool) -> FileRecord:
    return FileRecord(f"{unit}-{used}.xlsx", "", 1, unit, None, used, "" if used else "B201", {})


def test_a_reporting_unit_of_nothing_has_not_sent_one_of_nothing_usable_was_refused() -> None:
    files = [record("STC", used=False), record("", used=False)]
    assert absent_units([BA_TO, FINANCE], files) == {"535": MissingReason.NOT_SENT, "STC": MissingReason.REFUSED}


def test_one_file_that_counts_is_enough_whatever_else_came_and_in_whatever_order() -> None:
    files = [record("535", used=False), record("535", used=True), record("STC", used=False)]
    assert [absent_units([BA_TO], order) for order in permutations(files)] == [{}] * 6
