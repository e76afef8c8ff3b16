"""Words and signs beside a number that make another number of it: “48 nghìn” is not 48, nor is “< 48”."""

from __future__ import annotations

import re
from collections.abc import Mapping

_POWERS: Mapping[str, int] = {
    **dict.fromkeys(("tỷ", "tỉ"), 9),
    **dict.fromkeys(("triệu", "tr", "trđ"), 6),
    "vạn": 4,
    **dict.fromkeys(("nghìn", "ngàn", "ngđ", "nđ", "k"), 3),
    "trăm": 2,
    **dict.fromkeys(("chục", "mươi"), 1),
}
_WORDS = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_POWERS)})(?![^\W\d_])", re.IGNORECASE)
_SIGNS = frozenset("<>≤≥≠~≈±×‰")


def scales(text: str) -> frozenset[int]:
    """The powers of ten that the words of a text stand for: “triệu đồng” -> {6}; none where no word multiplies."""
    return frozenset(_POWERS[word.casefold()] for word in _WORDS.findall(text))


def changes_number(text: str, unit: str = "") -> bool:
    """Whether words around a number make another one of it, for a reader who takes it in ``unit`` (“triệu đồng”)."""
    return not _SIGNS.isdisjoint(text) or bool(scales(text) - scales(unit))
