"""Is all here that was shipped? Modules that are missing can't be found by loading those that are there."""

from __future__ import annotations

from pathlib import Path

from xlpy.app.proof.advice import Installation, lacking

LIST = Path("xlpy", "app", "proof", "files.txt")
"""Of the installation's folder: every file that it needs, a line each; ``python -m tests.shipped`` writes it."""
NAMED = 3
"""How many missing files are named one by one."""


def missing(folder: Path) -> list[str]:
    """One sentence that names the shipped files which ``folder`` lacks and says what to do; none where all are there.

    Raises OSError where the list is there and can't be read.
    """
    if not (folder / LIST).is_file():
        gone = [LIST.as_posix()]
    else:
        names = (folder / LIST).read_text(encoding="utf-8").splitlines()
        gone = [name for name in names if not (folder / name).is_file()]
    if not gone:
        return []
    more = f" và {len(gone) - NAMED} tệp khác" if len(gone) > NAMED else ""
    return [lacking(", ".join(gone[:NAMED]) + more, Installation.of(folder))]
