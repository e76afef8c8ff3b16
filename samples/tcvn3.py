"""Unicode text as it was typed in the days of the .Vn fonts."""

from __future__ import annotations

from xlpy.basics.legacy_maps import TCVN3

CODES = {letter: code for code, letter in TCVN3.items()}


def to_tcvn3(text: str) -> str:
    """The stored characters that a ``.VnTime`` font shows as ``text``.

    Raises ValueError for a letter that the fonts have no code for (capitals such as Ủ).
    """
    stored = "".join(CODES.get(letter, letter) for letter in text)
    lacking = sorted({letter for letter in stored if ord(letter) > 255})
    if lacking:
        raise ValueError(f"no TCVN3 code for {', '.join(lacking)}")
    return stored
