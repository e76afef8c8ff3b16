"""``python -m xlpy.proof``: the proof, as the last step of a set-up."""

from __future__ import annotations

import io
import os
import sys

from xlpy.proof.loading import PROGRAM, loaded
from xlpy.proof.reading import read_form
from xlpy.unforeseen import explained

PROVEN, FAILED = 0, 2
SHOWN = 5
"""How many sentences are shown: what breaks one library often breaks ten."""


def main() -> int:
    """Print what does not work and what to do, or nothing; gives the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    folder = PROGRAM.parent
    try:
        wrong = list(loaded()) or [found for found in [read_form(folder)] if found]
    except Exception as error:  # the proof itself is at fault
        wrong = [explained(error, folder)]
    for sentence in wrong[:SHOWN]:
        print(f"- {sentence}")
    if len(wrong) > SHOWN:
        print(f"- … và {len(wrong) - SHOWN} phần khác.")
    return FAILED if wrong else PROVEN


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # libraries that were only loaded to be proven need not be taken apart
