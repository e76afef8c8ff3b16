"""How much room a text needs in Times New Roman: the workbook's writer has no page to measure on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

PIXELS_PER_CHAR, CELL_PADDING = 7.0, 14.0
"""Excel's unit of column width in pixels at 96 dpi, and what padding and one step of indent take of a cell."""
SAFETY = 0.93
"""Share of the width counted on: screens and printers set the same text up to 7 % wider."""
LINE, PADDING = 1.2, 4.0
"""Line height per point of type, and points kept free above and below."""
HIGHEST = 409.0
"""Excel's greatest row height in points."""

# Advance widths of Times Roman in thousandths of the type size (Adobe's AFM file), grouped by width.
_WIDTHS = (
    (250, " .,"),
    (278, "ijlt/:;"),
    (333, "frsI()-“”'[]"),
    (444, "acez"),
    (500, "bdghknopquvxyđ0123456789"),
    (556, "FPS=+<>"),
    (611, "ELTZ"),
    (667, "BCR"),
    (722, "ADGHKNOQUVXYĐw"),
    (778, "m%&"),
    (889, "M"),
    (944, "W"),
)
_WIDTH = {letter: width / 1000 for width, letters in _WIDTHS for letter in letters}
_OTHER = 0.6


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in pixels at 96 dpi; ``size`` in points."""
    return _share(text) * size * 96 / 72 * (1.07 if bold else 1.0)


@lru_cache(maxsize=8192)  # a large edition's texts are the same words many times over
def _share(text: str) -> float:
    """Width of one line in ems."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return sum(_WIDTH.get(letter, _OTHER) for letter in letters)


def line_count(text: str, width: float, size: float, bold: bool = False) -> int:
    """Lines that a wrapped text takes in a cell ``width`` characters wide (Excel's unit)."""
    room = max((width * PIXELS_PER_CHAR - CELL_PADDING) * SAFETY, 1.0)
    return sum(_wrapped(paragraph, room, size, bold) for paragraph in text.split("\n"))


def row_height(texts: Iterator[tuple[str, float, float, bool]]) -> float:
    """Height in points of a row holding (text, width in characters, size in points, bold) cells."""
    highest = max(
        (line_count(text, width, size, bold) * size * LINE + PADDING for text, width, size, bold in texts if text),
        default=15.0,
    )
    return min(round(highest * 4) / 4, HIGHEST)


@lru_cache(maxsize=8192)  # the forms of one period say the same things a hundred times over
def _wrapped(paragraph: str, room: float, size: float, bold: bool) -> int:
    space = text_width(" ", size, bold)
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = text_width(word, size, bold)
        if used and used + space + width > room:
            lines, used = lines + 1, width
        else:
            used += width + (space if used else 0.0)
        if used > room:  # a word longer than the line is broken by Excel wherever it must
            extra = int(used // room)
            lines, used = lines + extra, used - extra * room
    return lines
