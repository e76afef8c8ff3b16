"""The proof that nothing was lost: received = used + excluded with reason + empty + unknown, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from xlpy.model.submission import CellDisposition, Disposition, Submission, outcomes

FRAME = "khung biểu mẫu"
UNREAD = "tệp không dùng được"


class LedgerError(Exception):
    """The account does not balance: a defect of this program, never of a file. The message names the file."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """The account of one file, in cells. ``excluded`` counts cells by reason (a code or a phrase)."""

    file: str
    received: int
    used: int
    excluded: Mapping[str, int]
    empty: int
    unknown: int

    @property
    def balance(self) -> int:
        """Received less all that is accounted for; 0 in a right account."""
        return self.received - self.used - sum(self.excluded.values()) - self.empty - self.unknown


def summed(lines: Sequence[LedgerLine]) -> LedgerLine:
    """Several accounts as one, of no file: cell by cell the same sum, so it balances where they do."""
    excluded: Counter[str] = Counter()
    for line in lines:
        excluded.update(line.excluded)
    return LedgerLine(
        "",
        sum(line.received for line in lines),
        sum(line.used for line in lines),
        dict(sorted(excluded.items())),
        sum(line.empty for line in lines),
        sum(line.unknown for line in lines),
    )


@dataclass(frozen=True, slots=True)
class Ledger:
    """All files' accounts and the cells behind them (the form's own print is counted, not listed)."""

    lines: tuple[LedgerLine, ...]
    cells_of: Mapping[str, Sequence[CellDisposition]]
    """The cells by file, in the order of ``lines``."""

    @property
    def cells(self) -> Iterator[CellDisposition]:
        """The cells of all files, one after another."""
        return chain.from_iterable(self.cells_of.values())

    @property
    def total(self) -> LedgerLine:
        """The sum of all lines."""
        return summed(self.lines)


def keep_ledger(submissions: Iterable[Submission], settle: Callable[[Submission], Sequence[CellDisposition]]) -> Ledger:
    """The ledger of all files; ``settle`` gives a file's cells with their last dispositions (superseded, held back, …).

    Raises LedgerError if any line does not balance.
    """
    lines: list[LedgerLine] = []
    cells: dict[str, Sequence[CellDisposition]] = {}
    for submission in submissions:
        cells[submission.received.file] = settled = settle(submission)
        lines.append(_line(submission, settled))
    for line in lines:
        if line.balance:
            raise LedgerError(f"Sổ đối chiếu của tệp {line.file} lệch {line.balance} ô.")
    return Ledger(tuple(lines), cells)


def _line(submission: Submission, cells: Sequence[CellDisposition]) -> LedgerLine:
    counts: Counter[Disposition] = Counter()
    excluded: Counter[str] = Counter()
    for (disposition, reason), count in Counter(outcomes(cells)).items():
        counts[disposition] += count
        if disposition is Disposition.EXCLUDED:
            excluded[reason] += count
    if submission.frame:
        excluded[FRAME] = submission.frame
    if submission.unread:
        excluded[UNREAD] = submission.unread
    return LedgerLine(
        submission.received.file,
        submission.cells,
        counts[Disposition.USED],
        dict(sorted(excluded.items())),
        submission.blank,
        counts[Disposition.UNKNOWN],
    )
