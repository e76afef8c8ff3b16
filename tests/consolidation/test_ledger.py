"""The proof that nothing was lost: every received cell is used, excluded with its reason, empty or unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import submission
from xlpy.model.ledger import FRAME, UNREAD, Ledger, LedgerError, LedgerLine, keep_ledger
from xlpy.model.submission import CellDisposition, Disposition, FileCells, Source, Submission


def entry(what: Disposition, reason: str = "", cell: str = "A1") -> CellDisposition:
    return CellDisposition(Source("535.xlsx", "Chỉ tiêu", cell), what, reason)


DISPOSITIONS = (
    entry(Disposition.USED),
    entry(Disposition.USED),
    entry(Disposition.EXCLUDED, "O404"),
    entry(Disposition.EXCLUDED, "O410"),
    entry(Disposition.EXCLUDED, "O404"),
    entry(Disposition.UNKNOWN),
)
SENT = replace(submission("535", {}), cells=120, frame=100, blank=4, unread=10, dispositions=DISPOSITIONS)


def kept(*files: Submission) -> Ledger:
    return keep_ledger(files, lambda one: one.dispositions)


def test_each_cell_stands_under_what_became_of_it() -> None:
    excluded = {"O404": 2, "O410": 1, FRAME: 100, UNREAD: 10}
    assert kept(SENT).lines == (LedgerLine("535.xlsx", 120, 2, excluded, 4, 1),)


def test_a_file_has_no_line_of_print_or_unread_cells_where_it_has_none() -> None:
    (line,) = kept(replace(SENT, cells=10, frame=0, unread=0)).lines
    assert line.excluded == {"O404": 2, "O410": 1}


@pytest.mark.parametrize("cells", [119, 121])
def test_a_cell_too_many_or_too_few_is_an_error_that_names_the_file(cells: int) -> None:
    with pytest.raises(LedgerError, match=f"tệp 535.xlsx lệch {cells - 120} ô"):
        kept(replace(SENT, cells=cells))


def test_the_last_disposition_of_a_cell_is_what_settling_says() -> None:
    made = keep_ledger([SENT], lambda one: [entry(Disposition.EXCLUDED, "T111")] * len(one.dispositions))
    assert (made.lines[0].used, made.lines[0].excluded["T111"], next(made.cells).reason) == (0, 6, "T111")


def test_cells_held_by_columns_are_the_cells_one_by_one() -> None:
    held = FileCells.of("535.xlsx", DISPOSITIONS)
    assert (held, held[3], held[4:], len(held), repr(held)) == (
        DISPOSITIONS,
        DISPOSITIONS[3],
        DISPOSITIONS[4:],
        6,
        repr(DISPOSITIONS),
    )
    assert held != DISPOSITIONS[1:]


def test_cells_by_columns_keep_their_account_as_it_is() -> None:
    held = replace(SENT, dispositions=FileCells.of("535.xlsx", DISPOSITIONS))
    assert kept(held) == kept(SENT)


def test_the_total_adds_all_lines_reason_by_reason() -> None:
    other = replace(
        submission("531", {}),
        cells=7,
        blank=5,
        dispositions=(entry(Disposition.USED), entry(Disposition.EXCLUDED, "O404")),
    )
    total = kept(SENT, other).total
    assert (total.received, total.used, total.empty, total.unknown, total.balance) == (127, 3, 9, 1, 0)
    assert total.excluded == {"O404": 3, "O410": 1, FRAME: 100, UNREAD: 10}
