"""How indicators, periods and quoted words stand inside a sentence; units: `xlpy.outputs.unit_names`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from xlpy.basics.text import lower_first
from xlpy.model.catalogue import Indicator, Period
from xlpy.model.plan import Plan

_BRACKETS = re.compile(r"(?<!\s)\s*\([^()]*\)")
_LEADING = re.compile(r"^(?:Trong đó: )?(?:tổng số |số )?", re.IGNORECASE)
_DONE = re.compile(r"(.+) đã (\w+ \w+)")
_NAMES = (
    "Ủy ban",
    "Uỷ ban",
    "Hội đồng nhân dân",
    "Trung ương",
    "Quốc hội",
    "Chính phủ",
    "Thủ tướng",
    "Nhà nước",
    "Đảng",
    "Tỉnh ủy",
    "Huyện ủy",
    "Tết",
    "Internet",
)
"""Beginnings that keep their capital although a small letter follows in the second word."""
_END = re.compile(r"(?<![\s.;,:])[\s.;,:]+$")


def noun(indicator: Indicator) -> str:
    """What a count counts, to follow its number: ``Tổng số trường mầm non`` -> ``trường mầm non``."""
    return lower_first(_LEADING.sub("", _BRACKETS.sub("", indicator.name)))


def done_to(noun: str) -> tuple[str, str]:
    """A verb at the end of what a count counts, and the rest: ``cuộc kiểm tra đã tiến hành`` -> ``tiến hành``, …"""
    found = _DONE.fullmatch(noun)
    return (found[2], found[1]) if found else ("", noun)


def subject(indicator: Indicator) -> str:
    """The indicator as subject of a sentence: ``Trong đó: phòng học kiên cố`` -> ``phòng học kiên cố``."""
    return lower_first(indicator.name.removeprefix("Trong đó: "))


def told_apart(whole: str, nouns: Sequence[str]) -> tuple[str, ...]:
    """Names of the parts of a whole without the words they share at the beginning, and at the end with the whole.

    ``trường mầm non đạt chuẩn``, ``trường tiểu học đạt chuẩn`` of ``trường đạt chuẩn`` -> ``mầm non``, ``tiểu học``.
    No bare number is left: of ``trường đạt mức độ 1`` and ``2``, parts of ``trường đạt``, ``mức độ 1``, ``mức độ 2``.
    """
    split = [text.split() for text in nouns]
    room = min(len(words) for words in split) - 1
    front = min(room, _shared(split))
    if any("".join(words[front:]).isdecimal() for words in split):
        front = min(front, _shared([*split, whole.split()]))
    back = min(room - front, _shared([words[::-1] for words in [*split, whole.split()]]))
    return tuple(" ".join(words[front : len(words) - back]) for words in split)


def _shared(split: Sequence[Sequence[str]]) -> int:
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*split, strict=False)))


def period_reported(period: Period) -> str:
    """A period after the plan it is about: ``năm học 2023-2024``, ``học kỳ I năm học 2023-2024``."""
    return lower_first(period.name).removeprefix("cả ")


def period_name(period: Period) -> str:
    """A period beside another of its school year: ``học kỳ I``; the whole year keeps its name."""
    short = period.name.removesuffix(f" năm học {period.school_year}")
    return lower_first(period.name if short == "Cả" else short)


def years_on(school_year: str, years: int) -> str:
    """A school year so many years later: ``2023-2024`` and 1 -> ``2024-2025``."""
    return "-".join(str(int(year) + years) for year in school_year.split("-"))


def year_before(period: Period) -> str:
    """The same period of last school year: ``năm học trước``, ``học kỳ I năm học trước``."""
    return period_reported(period).replace(period.school_year, "trước")


def plan_title(plan: Plan) -> str:
    """The plan's title after ``về``."""
    return lower_first(plan.title)


def quoted(text: str) -> str:
    """A unit's free text within a sentence: one line, no bullet before it and no full stop after it.

    What follows a semicolon goes on in small letters, as within one sentence.
    """
    lines = [line.strip().removeprefix("-").strip() for line in text.splitlines()]
    first, *others = _END.sub("", " ".join(line for line in lines if line)).split("; ")
    return "; ".join([first, *(going_on(other) for other in others)])


def going_on(text: str) -> str:
    """A sentence that goes on after a semicolon: a small first letter, unless a name or an abbreviation begins it."""
    words = text.split(maxsplit=2)
    named = text.startswith(_NAMES) or text[1:2].isupper() or any(word[:1].isupper() for word in words[1:2])
    return text if named else lower_first(text)


def capitalized(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]
