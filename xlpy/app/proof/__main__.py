"""``python -m xlpy.app.proof``: the proof, as the last step of a set-up."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from xlpy.app.proof.loading import loaded
from xlpy.app.proof.reading import read_form
from xlpy.app.proof.shipped import missing
from xlpy.app.unforeseen_failure import explained
from xlpy.basics.home import HOME

PROVEN, FAILED = 0, 2
SHOWN = 5
"""How many sentences are shown: what breaks one library often breaks ten."""


def main(arguments: Sequence[str] = ()) -> int:
    """Tell what does not work and what to do, in the file that is named or on the terminal; gives the exit code."""
    folder = HOME
    try:
        wrong = missing(folder) or list(loaded()) or [found for found in [read_form(folder)] if found]
    except Exception as error:  # the proof itself is at fault
        wrong = [explained(error, folder)]
    lines = [f"- {sentence}" for sentence in wrong[:SHOWN]]
    if len(wrong) > SHOWN:
        lines.append(f"- … và {len(wrong) - SHOWN} phần khác.")
    if arguments:
        Path(arguments[0]).write_text("\n".join(lines), encoding="utf-8", errors="backslashreplace")
    elif lines:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        print("\n".join(lines), flush=True)
    return FAILED if wrong else PROVEN


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))  # libraries that were only loaded to be proven need not be taken apart
