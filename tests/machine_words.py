"""Words of the machine, which papers that leave the office do not say: files, cells, codes, errors, fingerprints."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"""
    \b(?:tệp|ô|lỗi|mã|file|sheet|excel|sha(?:-?256)?|ccsl)\b        # what a clerk sees at the screen
    | \.(?:xlsx|xlsm|xls|ods|csv|docx)\b                             # names of files
    | \bN\d+\.A?\d+\b                                                # codes of indicators and activities
    | \b[A-Z]\d{3}\b                                                 # codes of findings
    | \b(?:đang\ )?chờ\ (?:sửa|chỉnh\ sửa)\b                         # states of the workbook
    """,
    re.IGNORECASE | re.VERBOSE,
)
ALLOWED = ("mã định danh",)
"""What the field itself calls so."""


def machine_words(text: str) -> list[str]:
    """The machine's words in a text, as they stand there, with the words around them."""
    for allowed in ALLOWED:
        text = text.replace(allowed, "").replace(allowed.capitalize(), "")
    return [text[max(0, found.start() - 20) : found.end() + 20] for found in _WORDS.finditer(text)]
