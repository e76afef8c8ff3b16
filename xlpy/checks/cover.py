"""Who made the form and when: complete, and possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlpy.basics.days import short_day
from xlpy.intake.notes import shortened
from xlpy.model.catalogue import Catalogue
from xlpy.model.codes import MessageCode
from xlpy.model.submission import Finding, Submission

WANTED = {
    "prepared_by": "người lập biểu",
    "phone": "điện thoại",
    "reported_on": "ngày lập",
    "approved_by": "người duyệt",
}
"""What the cover can't be without, by its rows."""


def check_cover(catalogue: Catalogue, submission: Submission, received: date) -> Iterator[Finding]:
    """O431 a form dated after the day it was received, O432 what is lacking of who made and approved it."""
    places, dated = submission.cover, submission.reported_on
    if dated and dated > received and not _is_told(submission, "reported_on"):
        words = {"date": short_day(dated), "expected": short_day(received)}
        yield _finding(catalogue, "O431", submission, "reported_on", **words)
    lacking = {row: name for row, name in WANTED.items() if row in places and _lacks(submission, row)}
    if lacking:
        yield _finding(catalogue, "O432", submission, next(iter(lacking)), found=", ".join(_told(submission, lacking)))


def _lacks(submission: Submission, row: str) -> bool:
    """Whether nothing is said in the row; a telephone number without a digit says nothing."""
    if row == "reported_on":
        return not submission.reported_on and not _is_told(submission, row)
    said = submission.contact.get(row, "")
    return not said or (row == "phone" and not any(map(str.isdigit, said)))


def _is_told(submission: Submission, row: str) -> bool:
    """Whether reading the cell found something: a month in place of a day, or no day at all, is no day to judge."""
    return any(finding.source == submission.cover[row] for finding in submission.findings)


def _told(submission: Submission, lacking: dict[str, str]) -> Iterator[str]:
    for row, name in lacking.items():
        said = submission.contact.get(row, "")
        yield f"{name} (ghi “{shortened(said)}”)" if said else name


def _finding(catalogue: Catalogue, code: MessageCode, submission: Submission, row: str, **words: str) -> Finding:
    source = submission.cover[row]
    where = {"file": source.file, "sheet": source.sheet, "cell": source.cell}
    return Finding(code, catalogue.message[code].severity, source, submission.unit, params={**where, **words})
