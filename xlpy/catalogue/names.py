"""Names written by people -> units and tasks of the catalogue: exact after folding, or a proposal, never a guess.

Two names of Quảng Ngãi differ only by a letter's mark (Ba Tơ, Ba Tô) or by its tone (Sơn Hà, Sơn Hạ), so letters and
tones stay exact. What people do vary is folded: Unicode form, case, spaces and punctuation, and where in the syllable
the tone mark stands (hoà, hòa).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from xlpy.model.catalogue import Catalogue, Task, Unit

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"
TONE_OF = {unicodedata.normalize("NFC", vowel + tone): tone for vowel in VOWELS for tone in TONES}
TO_BARE_VOWEL = str.maketrans({unicodedata.normalize("NFC", vowel + tone): vowel for vowel in VOWELS for tone in TONES})
WORD = re.compile(r"[^\W_]+")
ETH = str.maketrans("\u00d0\u00f0", "Đđ")
NEAR = 0.7
"""Least likeness (difflib's ratio) of a proposal: below it names of unlike places are offered."""

LEADING_NUMBER = re.compile(
    r"\s*+(?:(?:nhiệm\s++vụ|nv|n)\s*+)?(?:số\s*+)?(?:(?P<digits>\d{1,2})(?!\d)|(?P<roman>[ivx]+)(?=\s*[.):\-–/]))"
    r"[\s.):\-–/]*",
    re.IGNORECASE,
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text reduced to what must agree between two spellings of one name.

    NFC, casefold, Eth to Đ; everything that is neither letter nor digit falls away (dashes, NBSP, zero-width
    characters); the tone of each syllable stands at its end. Letters are exact: Tơ is not Tô, lý is not lí.
    """
    if text.isascii():
        return "".join(WORD.findall(text.lower()))
    visible = "".join(char for char in text if char.isascii() or unicodedata.category(char) != "Cf")
    words = WORD.findall(unicodedata.normalize("NFC", visible).translate(ETH).casefold())
    return "".join(map(_tone_last, words))


def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    return word.translate(TO_BARE_VOWEL) + "".join(TONE_OF[char] for char in word if char in TONE_OF)


def spellings(unit: Unit, patterns: Iterable[tuple[str, str]]) -> Iterator[str]:
    """All accepted spellings of a unit: its code, name and aliases, and what the patterns of its group make.

    Patterns with ``{core}`` give the place's spellings (``H. Ba Tơ``); those with ``{place}`` put each of these
    behind an office (``Phòng GDĐT H. Ba Tơ``).
    """
    yield from (unit.code, unit.name, *unit.aliases)
    if not unit.core_name:
        return
    own = [pattern for group, pattern in patterns if group == unit.name_group]
    cores = (unit.core_name, *unit.core_aliases)
    places = [pattern.replace("{core}", core) for pattern in own if "{core}" in pattern for core in cores]
    yield from places
    for pattern in own:
        if "{place}" in pattern:
            yield from (pattern.replace("{place}", place) for place in places)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Folded spelling -> units, for one catalogue on one day; build it once with :meth:`build`."""

    valid: Mapping[str, tuple[Unit, ...]]
    others: Mapping[str, tuple[Unit, ...]]
    """Units of the catalogue that do not answer on that day."""
    proposals: Mapping[str, Unit]
    """Spellings that :meth:`nearest` compares: without the province's name, whose letters outweigh the unit's."""

    @classmethod
    def build(cls, catalogue: Catalogue, day: date) -> NameIndex:
        """Index the units by every spelling; ``day`` is the period's cut-off."""
        valid: dict[str, tuple[Unit, ...]] = {}
        others: dict[str, tuple[Unit, ...]] = {}
        plain = [(group, pattern) for group, pattern in catalogue.name_patterns if pattern.endswith("}")]
        proposals: dict[str, Unit] = {}
        for unit in catalogue.units:
            index = valid if unit.valid_on(day) else others
            for key in {fold(spelling) for spelling in spellings(unit, catalogue.name_patterns)} - {""}:
                index[key] = (*index.get(key, ()), unit)
            if index is valid:
                proposals |= {fold(spelling): unit for spelling in spellings(unit, plain)}
        return cls(valid, others, proposals)

    def match(self, text: str) -> Unit | None:
        """The one unit valid on the day that bears this name; None when no unit or several do."""
        return _only(self.valid.get(fold(text), ()))

    def outside(self, text: str) -> Unit | None:
        """The one unit that bears this name but does not answer on the day (finding D308)."""
        return _only(self.others.get(fold(text), ()))

    def nearest(self, text: str) -> Unit | None:
        """The valid unit with the most similar name: a proposal for a person to confirm (D302), never a match."""
        close = get_close_matches(fold(text), self.proposals, n=1, cutoff=NEAR)
        return self.proposals[close[0]] if close else None


def _only(units: tuple[Unit, ...]) -> Unit | None:
    return units[0] if len(units) == 1 else None


def task_number(text: str) -> int | None:
    """The number written before a task's name: ``8`` in “Nhiệm vụ 8: …”, “8. …”, “VIII. …”; None without one."""
    found = LEADING_NUMBER.match(unicodedata.normalize("NFC", text))
    if not found:
        return None
    if found["digits"]:
        return int(found["digits"])
    roman = found["roman"].upper()
    return ROMAN.index(roman) + 1 if roman in ROMAN else None


def match_task(catalogue: Catalogue, text: str) -> Task | None:
    """The task whose name, short name, alias or code the text is, a leading number apart.

    The text decides and the number does not: the Ministry's plan counts the same tasks otherwise
    (its 8, 9, 10 are 7, 8, 9 here), so a bare number is no match.
    """
    whole = fold(text)
    for task in catalogue.tasks:
        if whole == fold(task.code):
            return task
    composed = unicodedata.normalize("NFC", text)
    number = LEADING_NUMBER.match(composed) if task_number(text) else None
    bare = fold(composed[number.end() :]) if number else whole
    wanted = {whole, bare} - {""}
    found = [
        task
        for task in catalogue.tasks
        if wanted & {fold(name) for name in (task.name, task.short_name, *task.aliases)}
    ]
    return found[0] if len(found) == 1 else None
