"""All causes of Excel, and the report on a workbook."""

from __future__ import annotations

from tests.excel_rules import conditions, formulas, layout, notes, opc, sheets, styles, tables, workbook
from tests.excel_rules.book import Book
from tests.excel_rules.model import Cause, Fault

CAUSES: tuple[Cause, ...] = tuple(
    cause
    for topic in (opc, workbook, sheets, layout, formulas, tables, conditions, notes, styles)
    for cause in topic.CAUSES
)


def report(data: bytes) -> list[Fault]:
    """Each fault of an .xlsx or .xlsm for which Excel would refuse, repair or change it."""
    book = Book(data)
    return [Fault(cause.code, part, detail) for cause in CAUSES for part, detail in cause.check(book)]


def brought(data: bytes, original: bytes | None) -> tuple[list[Fault], list[Fault]]:
    """The faults of a marked copy: those that we brought in, and those that the unit's own file had.

    Where ``original`` is None the unit sent no package, and every fault is ours.
    """
    theirs = set() if original is None else set(report(original))
    found = report(data)
    return [fault for fault in found if fault not in theirs], [fault for fault in found if fault in theirs]
