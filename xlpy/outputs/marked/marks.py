"""What a copy tells: each root finding of a file as a mark, with its words and the cell that it colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlpy.basics.a1 import address_of
from xlpy.checks.fold import RANK
from xlpy.intake.formats.facts import MAX_COLUMN, MAX_ROW
from xlpy.model.catalogue import Catalogue
from xlpy.model.cells import Address
from xlpy.model.submission import Finding, Severity
from xlpy.outputs.grouping import group, is_unseen
from xlpy.outputs.messages import UNIT_WORDS, matter, remedy


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding as the copy tells it: ``cell``, and ``sheet``, are '' for what is said of a sheet, or of the file."""

    severity: Severity
    code: str
    sheet: str
    cell: str
    text: str
    remedy: str
    caused_by: str = ""
    """Code of the root that this follows from: it colours its cell, but has no line of its own in the list."""

    @property
    def word(self) -> str:
        """The severity as a unit reads it, the same as in its slip."""
        return UNIT_WORDS[self.severity]

    @property
    def address(self) -> Address | None:
        """The cell; None where there is none, or none within the bounds of what is received."""
        at = address_of(self.cell) if self.sheet else None
        return at if at and at[0] <= MAX_ROW and at[1] <= MAX_COLUMN else None


def marks_of(catalogue: Catalogue, findings: Iterable[Finding]) -> tuple[Mark, ...]:
    """The marks of one file's findings: roots before consequences, errors first.

    A repair that changes nothing visible is no mark: the slip counts it, and nobody has to look at the cell. What a
    rule on trial finds is told to no unit.
    """
    marks = _marks(catalogue, tuple(each for each in findings if not (is_unseen(each) or each.trial)))
    return tuple(sorted(marks, key=lambda mark: (bool(mark.caused_by), RANK[mark.severity])))


def _marks(catalogue: Catalogue, findings: tuple[Finding, ...]) -> Iterator[Mark]:
    roots: set[int] = set()
    for line in group(findings):
        for number, finding in enumerate((line.finding, *line.others)):
            roots.add(id(finding))
            folded = line.folded if number == 0 else 0
            end = ", tự hết khi sửa xong chỗ này" if line.is_mended else ""
            more = f" (Kéo theo {folded} phát hiện khác{end}.)" if folded else ""
            yield _mark(catalogue, finding, more)
    for finding in findings:
        if id(finding) not in roots and finding.source.cell:
            more = f" (Theo sau {finding.caused_by}; tự hết khi sửa xong lỗi đó.)"
            yield replace(_mark(catalogue, finding, more), caused_by=finding.caused_by)


def _mark(catalogue: Catalogue, finding: Finding, more: str) -> Mark:
    """The file is the unit's own: its name is not said before the sentence."""
    source = finding.source
    said = matter(catalogue, finding).removeprefix(f"{finding.params.get('unit')}: ")
    text = said[:1].upper() + said[1:] + more
    return Mark(finding.severity, finding.code, source.sheet, source.cell, text, remedy(catalogue, finding))
