"""xlwings loaded without numpy and pandas: it uses them where they are there, and they cost a click half a second.

No table of either is ever handed to it. They can be loaded later: they only were not there for xlwings.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

UNUSED = ("numpy", "pandas")
"""What xlwings takes as an extra, each within ``try: … except ImportError``."""


def load_xlwings() -> ModuleType:
    """The library; whoever imports it afterwards gets the same. Raises ImportError where it does not load."""
    with _left_out(UNUSED):
        import xlwings  # noqa: PLC0415  (not before a click)

    return xlwings


@contextmanager
def _left_out(names: tuple[str, ...]) -> Iterator[None]:
    """Let imports within the block not find these libraries, but for those that are loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # Python's own sign for what is not there
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
