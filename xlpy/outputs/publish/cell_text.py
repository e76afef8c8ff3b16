"""A text as a cell of a workbook can hold it."""

from __future__ import annotations

import re

from xlpy.intake.notes import cut

CELL_LIMIT = 32_767
"""Excel's greatest length of a text in a cell."""
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def cell_text(text: str) -> str:
    """The text as a cell can hold it: what XML can't carry becomes ``�``, beyond Excel's limit it is cut with ``…``.

    XlsxWriter takes ``<r>…</r>`` for its own markup, so such a text gets a space behind it.
    """
    clean = _NOT_XML.sub("\ufffd", text)
    if clean.startswith("<r>") and clean.endswith("</r>"):
        clean += " "
    return cut(clean, CELL_LIMIT)
