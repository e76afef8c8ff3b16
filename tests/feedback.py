"""What the tests of slips and letters share: editions out of a few files, and the text of a Word paper."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from tests import builders, tools
from tests.builders import ARRIVED, chosen, context
from tests.docx_read import Docx
from xlpy.checks.all import check_all
from xlpy.consolidation.consolidate import consolidate
from xlpy.intake.context import IntakeContext
from xlpy.model.edition import Edition
from xlpy.model.submission import Submission
from xlpy.outputs.feedback.slip import Slip

TODAY = date(2024, 6, 28)
"""A Friday, three days after the units' deadline of the period CN."""


def edition_of(submissions: Iterable[Submission], opened: IntakeContext | None = None) -> Edition:
    """The edition that these submissions make."""
    opened = opened or context()
    listed = tuple(submissions)
    selection = chosen(opened.catalogue, opened.period, listed)
    findings = check_all(opened.catalogue, opened.period, listed, selection, opened.previous)
    return consolidate(opened.catalogue, opened.period, listed, selection, findings, opened.previous)


def received(
    files: Mapping[str, bytes], opened: IntakeContext | None = None, arrived: datetime = ARRIVED
) -> tuple[Submission, ...]:
    """The files as the intake reads them, with what came inside them."""
    return tuple(builders.received(files, opened, arrived))


def slip_of(made: Iterable[Slip], unit: str) -> Slip:
    """The slip of a unit."""
    return next(slip for slip in made if slip.unit.code == unit)


def text_of(paper: bytes) -> str:
    """All text of a Word paper, a line each paragraph."""
    return "\n".join(paragraph.text for paragraph in Docx(paper).paragraphs)


def printed(papers: Mapping[str, bytes], folder: Path) -> Mapping[str, str]:
    """Text on the pages of the papers as LibreOffice prints them, by file name."""
    for name, data in papers.items():
        (folder / name).write_bytes(data)
    return {name: _pages(tools.soffice_convert(folder / name, "pdf", folder)) for name in papers}


def _pages(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
