"""Where a drawing's places, which count from 0 as XlsxWriter's do, stand on the sheet as it shows them."""

from __future__ import annotations

from xlpy.basics import a1 as shown


def a1(row: int, column: int) -> str:
    """``(0, 2)`` -> ``C1``."""
    return shown.a1((row + 1, column + 1))


def area_a1(top: int, left: int, bottom: int, right: int) -> str:
    """``(0, 0, 2, 1)`` -> ``A1:B3``; one cell alone -> ``A1``."""
    first, last = a1(top, left), a1(bottom, right)
    return first if first == last else f"{first}:{last}"
