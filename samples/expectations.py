"""What the year's folder must give: the table that the self test of an installation compares with."""

from __future__ import annotations

from pathlib import Path

from xlpy.app.selftest.expectations import table
from xlpy.app.usecases import examine
from xlpy.intake.context import IntakeContext


def expected_table(context: IntakeContext, year: Path, inbox: Path) -> bytes:
    """``ket-qua-mong-doi.csv``, made by the program itself; a test holds its figures against the README's."""
    return table(year, examine(context, inbox, workers=1))
