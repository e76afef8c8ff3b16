"""A folder that looks like an installed program, beside which a test puts its workbook."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tools import ROOT

PARTS = ("xlpy", "templates", "samples", "workbook")


def link_program(folder: Path) -> Path:
    """The program and its libraries, linked into a folder."""
    for part in PARTS:
        (folder / part).symlink_to(ROOT / part)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder
