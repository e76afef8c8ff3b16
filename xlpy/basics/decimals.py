"""Numbers rounded as people round, and written as Vietnamese write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to that many decimals, halves away from zero, as people in offices do."""
    digits = Context(prec=max(28, value.adjusted() + decimals + 3))
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=digits)


def format_vn(value: Decimal, decimals: int | None = None) -> str:
    """The number as Vietnamese readers write it, ``1.234,5``; ``decimals`` None keeps those it has."""
    rounded = value if decimals is None else round_half_up(value, decimals)
    plain = f"{rounded:,f}"
    if decimals is None and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if not rounded:
        plain = plain.removeprefix("-")
    return plain.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")
