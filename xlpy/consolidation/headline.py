"""An edition in the numbers that people ask for first: the same in a terminal, on the panel, in an answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from xlpy.model.edition import Edition, MissingReason
from xlpy.model.submission import Finding, Severity


@dataclass(frozen=True, slots=True)
class Numbers:
    """An edition in the numbers that people ask for first.

    ``late`` are among ``sent``. ``errors`` are the roots that ``faulty`` units have to mend in what they sent;
    ``stray`` are files that count for nobody because of an error of their own.
    """

    reporting_units: int
    sent: int
    late: int
    refused: int
    unsent: int
    errors: int
    faulty: int
    stray: int
    warnings: int
    balance: int
    all_errors: int
    """Every error that follows from no other, one for each cell or relation: the count of every screen."""
    stray_errors: int
    """Of these, those of the files that count for nobody."""
    unsent_errors: int
    """Of these, one for each unit that has sent nothing at all."""

    @property
    def error_words(self) -> str:
        """``16 lỗi (10 chờ đơn vị sửa, 3 của tệp không dùng được, 3 do đơn vị chưa gửi)``: the parts add up."""
        parts = (
            (self.errors, "chờ đơn vị sửa"),
            (self.stray_errors, "của tệp không dùng được"),
            (self.unsent_errors, "do đơn vị chưa gửi"),
            (self.all_errors - self.errors - self.stray_errors - self.unsent_errors, "chung toàn tỉnh"),
        )
        told = ", ".join(f"{count} {words}" for count, words in parts if count)
        return f"{self.all_errors} lỗi ({told})" if told else "0 lỗi"

    @property
    def waits(self) -> bool:
        """Whether somebody has to act: a unit that has not sent or has to mend, a file that counts for nobody."""
        return self.errors + self.stray + self.refused + self.unsent > 0


def numbers_of(edition: Edition) -> Numbers:
    """Count them."""
    reasons = Counter(edition.absent.values())
    roots = [finding for finding in edition.findings if not finding.caused_by]
    errors = [finding for finding in roots if finding.severity is Severity.ERROR]
    ours = [finding for finding in errors if _is_to_mend(edition, finding)]
    stray = {finding.source.file for finding in errors if finding.source.file} - {f.source.file for f in ours}
    deadline = edition.period.deadline_unit
    late = sum(r.received_on is not None and r.received_on > deadline for r in edition.used_files.values())
    return Numbers(
        len(edition.reporting_units),
        len(edition.used_files),
        late,
        reasons[MissingReason.REFUSED],
        reasons[MissingReason.NOT_SENT],
        len(ours),
        len({finding.unit for finding in ours}),
        len(stray),
        sum(finding.severity is Severity.WARNING for finding in roots),
        edition.ledger.total.balance,
        len(errors),
        sum(bool(finding.source.file) for finding in errors) - len(ours),
        sum(finding.code == "D306" and not finding.source.file for finding in errors),
    )


def _is_to_mend(edition: Edition, finding: Finding) -> bool:
    """Whether a unit has to mend it: an error in the file that counts, or in the only file of a unit without one."""
    if not finding.unit or not finding.source.file:
        return False
    used = edition.used_files.get(finding.unit)
    return used is None or used.file == finding.source.file
