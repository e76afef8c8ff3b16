"""What somebody who helps from afar must know of this PC: the door's second half, asked only by a set-up
and its check.

Each group is a table of questions by their Vietnamese names; a question returns its answer in words, or raises whatever
it likes, which `answer` turns into "can't be read".
"""

from __future__ import annotations

import sys
from collections.abc import Callable

if sys.platform == "win32":
    from xlpy.basics.system.windows_facts import (
        download_mark,
        library_refusal,
        long_paths,
        machine,
        place,
        policies,
        printers,
        program_version,
        region,
    )
else:
    from xlpy.basics.system.posix_facts import (
        download_mark,
        library_refusal,
        long_paths,
        machine,
        place,
        policies,
        printers,
        program_version,
        region,
    )

__all__ = [
    "answer",
    "download_mark",
    "library_refusal",
    "long_paths",
    "machine",
    "place",
    "policies",
    "printers",
    "program_version",
    "region",
]

UNREADABLE = "không đọc được"


def answer(question: Callable[[], str]) -> str:
    """What a question answers on one line, `UNREADABLE` where it fails or says nothing. Never raises."""
    try:
        return " ".join(str(question()).split()) or UNREADABLE
    except Exception:
        return UNREADABLE
