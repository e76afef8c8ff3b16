"""What Wine 8 does otherwise than Windows: the one list. A test that fails through these alone is skipped by them."""

from __future__ import annotations

import ctypes
import sys

import pytest

JOB_MEMORY = "Wine does not hold a job to its memory limit"
IMPORTS = "this PC's importlib can't look again for modules (invalidate_caches raises TypeError)"
LINKS = "Wine makes neither junctions nor symbolic links, and says that it did"


def under_wine() -> bool:
    """Whether this Python runs on Wine's Windows; Wine says so by a function of ntdll.dll that Windows lacks."""
    return sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")


def not_under_wine(limit: str) -> pytest.MarkDecorator:
    """Skips a test there; ``limit`` is one of the sentences above."""
    return pytest.mark.skipif(under_wine(), reason=limit)
