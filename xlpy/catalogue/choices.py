"""A word of a list as people write it: by the catalogue's table of spellings, never by likeness.

Case, spaces and where a tone stands do not count; a letter typed without its mark is the same letter (``hoan thanh``),
one with another mark is not. What fits two words of a list fits none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlpy.basics.text import tidy
from xlpy.catalogue.names import ETH, TONES, WORD
from xlpy.model.choice_words import ChoiceColumn, ChoiceWord

PERCENT = "{percent}"
"""Where in a spelling a percentage stands: “đang thực hiện {percent}”."""
_STANDS_FOR_PERCENT = "0percent0"
_PERCENT = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_DOUBTFUL = re.compile(r"[^\w\s.,;:()&–—-]")
"""Signs that say more than the words beside them: a question mark, a slash between two words."""

Letter = tuple[str, frozenset[str]]
Word = tuple[tuple[Letter, ...], str]
"""The letters of a syllable, each with its own marks, and its tone ('' = none)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a list that was understood; ``percent`` is the percentage written beside it, None without one."""

    word: str
    percent: Decimal | None = None


def read_choice(
    table: Iterable[ChoiceWord], column: ChoiceColumn, choices: Sequence[str], written: str
) -> Choice | None:
    """The one of ``choices`` that ``written`` (tidied) means; None where it means none or more than one."""
    exact = _exact(tuple(choices)).get(tidy(written).casefold())
    if exact:
        return Choice(exact)
    if _DOUBTFUL.search(_PERCENT.sub("", written)):
        return None
    percents = _PERCENT.findall(written)
    key = _words(_PERCENT.sub(f" {_STANDS_FOR_PERCENT} ", written))
    if not key or len(percents) > 1:
        return None
    found = {choice for choice, spelling in _spellings(table, column, choices) if _fits(key, _spelt(spelling))}
    if len(found) != 1:
        return None
    return Choice(found.pop(), Decimal(percents[0].replace(",", ".")) if percents else None)


@lru_cache(maxsize=64)
def _exact(choices: tuple[str, ...]) -> Mapping[str, str]:
    """The words of a list by how they are compared."""
    return {tidy(choice).casefold(): choice for choice in choices}


def meanings(table: Iterable[ChoiceWord], column: ChoiceColumn, spelling: str) -> set[str]:
    """All words of the table's column that a spelling of it would be taken for."""
    rows = [row for row in table if row.column is column]
    words = dict.fromkeys(row.choice for row in rows)
    return {
        choice for choice, other in _spellings(rows, column, tuple(words)) if _fits(_spelt(spelling), _spelt(other))
    }


def _spellings(table: Iterable[ChoiceWord], column: ChoiceColumn, choices: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each choice with itself and with its spellings of the table."""
    yield from ((choice, choice) for choice in choices)
    for row in table:
        if row.column is column and row.choice in choices:
            yield from ((row.choice, spelling) for spelling in row.spellings)


def _fits(written: Sequence[Word], spelling: Sequence[Word]) -> bool:
    return len(written) == len(spelling) and all(map(_same, written, spelling))


def _same(written: Word, spelt: Word) -> bool:
    """Letter by letter the same; a mark or tone may lack, none may be another."""
    (letters, tone), (others, right) = written, spelt
    if len(letters) != len(others) or tone not in ("", right):
        return False
    return all(a == b and marks <= wanted for (a, marks), (b, wanted) in zip(letters, others, strict=True))


@lru_cache(maxsize=1024)
def _spelt(spelling: str) -> tuple[Word, ...]:
    return _words(spelling.replace(PERCENT, f" {_STANDS_FOR_PERCENT} "))


def _words(text: str) -> tuple[Word, ...]:
    composed = tidy(text).translate(ETH).casefold()
    return tuple(map(_word, WORD.findall(composed)))


def _word(word: str) -> Word:
    """``hòa`` and ``hoà`` are one word: the tone is taken out of its letter."""
    letters: list[Letter] = []
    tone = ""
    for sign in unicodedata.normalize("NFD", word):
        if sign in TONES:
            tone = sign
        elif unicodedata.combining(sign) and letters:
            base, marks = letters[-1]
            letters[-1] = base, marks | {sign}
        else:
            letters.append(("d", frozenset("đ")) if sign == "đ" else (sign, frozenset()))
    return tuple(letters), tone
