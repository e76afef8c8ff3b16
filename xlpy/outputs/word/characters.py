"""Text that a Word file can hold: composed letters (NFC), no character that XML forbids."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text in NFC; what XML can't hold is left out. Everything else, ``=``, ``&`` and ``<`` too, stays."""
    return _FORBIDDEN.sub("", unicodedata.normalize("NFC", text))
