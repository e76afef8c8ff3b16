"""An edition in the numbers that people ask for first: the same in a terminal, on the panel, in an answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from xlpy.model.edition import Edition, Gap
from xlpy.model.submission import Finding, Severity


@dataclass(frozen=True, slots=True)
class Numbers:
    """An edition in the numbers that people ask for first.

    ``late`` are among ``sent``. ``errors`` are the roots that ``faulty`` units have to mend in what they sent;
    ``stray`` are files that count for nobody because of an error of their own.
    """

    senders: int
    sent: int
    late: int
    refused: int
    unsent: int
    errors: int
    faulty: int
    stray: int
    warnings: int
    balance: int

    @property
    def waits(self) -> bool:
        """Whether somebody has to act: a unit that has not sent or has to mend, a file that counts for nobody."""
        return self.errors + self.stray + self.refused + self.unsent > 0


def numbers_of(edition: Edition) -> Numbers:
    """Count them."""
    gaps = Counter(edition.absent.values())
    roots = [finding for finding in edition.findings if not finding.caused_by]
    errors = [finding for finding in roots if finding.severity is Severity.ERROR]
    ours = [finding for finding in errors if _is_to_mend(edition, finding)]
    stray = {finding.source.file for finding in errors if finding.source.file} - {f.source.file for f in ours}
    deadline = edition.period.deadline_unit
    late = sum(r.received_on is not None and r.received_on > deadline for r in edition.used_files.values())
    return Numbers(
        len(edition.senders),
        len(edition.used_files),
        late,
        gaps[Gap.REFUSED],
        gaps[Gap.NOT_SENT],
        len(ours),
        len({finding.unit for finding in ours}),
        len(stray),
        sum(finding.severity is Severity.WARNING for finding in roots),
        edition.ledger.total.balance,
    )


def _is_to_mend(edition: Edition, finding: Finding) -> bool:
    """Whether a unit has to mend it: an error in the file that counts, or in the only file of a unit without one."""
    if not finding.unit or not finding.source.file:
        return False
    used = edition.used_files.get(finding.unit)
    return used is None or used.file == finding.source.file
