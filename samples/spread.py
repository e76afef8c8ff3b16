"""Whole numbers out of shares: parts that add up exactly to a known total, and steady small variation."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

SEED = "KH167"
"""Changes every varied figure of the sample at once."""


def spread(total: int, weights: Mapping[str, float], caps: Mapping[str, int] | None = None) -> dict[str, int]:
    """Divide ``total`` in proportion to ``weights`` by largest remainder; no part exceeds its cap.

    Raises ValueError where the caps leave no room for the total.
    """
    room = dict(caps) if caps is not None else dict.fromkeys(weights, total)
    if sum(room.values()) < total:
        raise ValueError(f"{total} does not fit under caps that add up to {sum(room.values())}")
    parts = dict.fromkeys(weights, 0)
    while left := total - sum(parts.values()):
        open_to = {key: weight for key, weight in weights.items() if parts[key] < room[key]}
        whole = sum(open_to.values())
        shares = {key: left * weight / whole for key, weight in open_to.items()}
        gains = {key: min(int(share), room[key] - parts[key]) for key, share in shares.items()}
        if not any(gains.values()):
            by_remainder = sorted(shares, key=lambda key: (-shares[key], key))
            gains = dict.fromkeys(by_remainder[:left], 1)
        for key, gain in gains.items():
            parts[key] += gain
    return parts


def vary(name: str, low: float, high: float) -> float:
    """A number from ``low`` to ``high`` that is always the same for the same name."""
    return Random(f"{SEED}|{name}").uniform(low, high)
