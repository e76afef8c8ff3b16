"""Text with a separator (``,`` ``;`` or tab) as rows of texts: UTF-8, or Excel's “Unicode text”."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

HEADER_DEPTH = 10
"""Rows in which a table's first row of several columns is looked for: a title may stand above it."""


def separated_rows(data: bytes) -> Iterator[Sequence[str]]:
    """Every row; raises UnicodeDecodeError where it is other text, csv.Error where quotes or lines are broken."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8-sig")
    split = text.split("\n", 1)
    told = re.fullmatch(r"\s*sep=(.)\s*", split[0])
    separator = told[1] if told else _separator(split)
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _separator(lines: Sequence[str]) -> str:
    """What parts the columns: the sign under which the first line that has any shows most of them."""
    head = next((line for line in "\n".join(lines).splitlines()[:HEADER_DEPTH] if re.search("[,;\t]", line)), "")
    return max(",;\t", key=head.count)
