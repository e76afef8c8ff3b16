"""Every file operation of a command made to fail, to be killed or to be interrupted; what stands after the next start.

``python -m tests.faults`` prints the table of docs/faults.md. Linux alone, with a C compiler: a small library stands
before the system's calls, and each point is a copy (fork) of one process that has read and made all beforehand.
"""

import shutil
import sys


def can_run() -> bool:
    """Whether this system can."""
    return sys.platform == "linux" and shutil.which("cc") is not None
