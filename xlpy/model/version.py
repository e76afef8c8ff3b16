"""Versions of a year's catalogue, ``2023-2024.2``: which came first, and what was there in one."""

from __future__ import annotations


def part_of(version: str) -> tuple[str, int]:
    """The year's catalogue and the number within it; 0 where there is none."""
    head, _, number = version.strip().rpartition(".")
    return (head, int(number)) if head and number.isdecimal() and number.isascii() else (version.strip(), 0)


def was_there(since: str, version: str) -> bool:
    """Whether what came with version ``since`` ('' = the first) was there in ``version``.

    What came with an earlier year's catalogue was there in every version of this year's.
    """
    if not since:
        return True
    year, number = part_of(since)
    own_year, own = part_of(version)
    return year != own_year or number <= own
