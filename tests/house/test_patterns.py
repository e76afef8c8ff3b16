"""No regular expression of the product grows faster than its text."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.patterns import LENGTH, Found, all_found, files, hostile

FACTOR = 60
"""Times that an expression may take of what a plain walk through the same text takes: one that goes back to the
beginning again and again takes thousands."""
LEAST = 0.0005
"""Seconds that a clock may be off."""
WALK = re.compile(r"(?:[a-c]|[^a-c])*\Z")


def seconds(pattern: re.Pattern[Any], way: str, text: Any) -> float:
    call = getattr(pattern, way)
    begin = time.process_time()
    if way in ("sub", "subn"):
        call(text[:0], text)
    elif way == "finditer":
        for _ in call(text):
            pass
    else:
        call(text)
    return time.process_time() - begin


def peer(length: int) -> float:
    return min(seconds(WALK, "match", "ab " * (length // 3)) for _ in range(5)) + LEAST


def worst(found: Found, length: int, allowed: float) -> tuple[float, str]:
    """The longest time of an expression, and on what; ends with the first text that takes too long."""
    longest, on = 0.0, ""
    for text in hostile(found.pattern, length):
        for way in sorted(found.ways):
            took = seconds(found.pattern, way, text)
            if took > allowed:
                took = min(
                    took, *(seconds(found.pattern, way, text) for _ in range(4))
                )  # others may have had the machine
            if took > longest:
                longest, on = took, f"{way} on {text[:6]!r} repeated"
            if longest > allowed:
                return longest, on
    return longest, on


@pytest.mark.slow("search")
def test_every_expression_of_the_product_is_looked_at():
    assert len(all_found()) > 130
    assert {found.file for found in all_found()} <= set(files())


@pytest.mark.slow("search")
@pytest.mark.parametrize("file", files())
def test_no_expression_of_a_file_takes_more_than_its_share_of_time_on_a_hostile_text(file: str):
    for found in (found for found in all_found() if found.file == file):
        for length in (found.longest // 8, found.longest):
            allowed = FACTOR * peer(length)
            took, on = worst(found, length, allowed)
            assert took <= allowed, f"{found.label}: {took:.2f} s for {length} letters, {on}"


def test_an_expression_that_goes_back_again_and_again_is_noticed():
    bad = Found("", "", re.compile(r"\s+$"), frozenset({"search"}))
    allowed = FACTOR * peer(LENGTH // 4)
    assert worst(bad, LENGTH // 4, allowed)[0] > allowed
