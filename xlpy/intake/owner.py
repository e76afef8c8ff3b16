"""Whose a file may be that says nothing itself (locked, damaged, no form): a proposal for a person to confirm.

Nothing is ever assigned by it: a file counts for a unit by its form alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from xlpy.catalogue.names import ETH, WORD, NameIndex, fold
from xlpy.model.catalogue import Unit
from xlpy.model.received_name import own_name, parts
from xlpy.model.submission import Finding

SHORTEST = 4
"""Letters that a name has at least: ``GD`` or ``522`` in the name of a file may mean anything."""
LONGEST = 24
"""Words of a file's name that are looked at."""
TEMPORARY = "~$"
"""How the names of files begin that Office leaves behind."""

Index = Mapping[str, Sequence[Unit]]


def suggested_unit(names: NameIndex, file: str) -> str:
    """Code of the one unit that the file's name bears, or else one around it (folder, mail, archive); '' where none
    or several do.

    ``file`` is the path as received. A name must be one of the index, likeness is not enough; where no name agrees
    letter by letter, one typed without any mark does (``So Noi vu``).
    """
    if own_name(file).startswith(TEMPORARY):
        return ""
    paths = [PurePosixPath(step) for step in reversed(parts(file))]
    for part in (name for path in paths for name in (path.stem, *reversed(path.parts[:-1]))):
        words = WORD.findall(unicodedata.normalize("NFC", part))[:LONGEST]
        units = _named(words, names.valid, fold) or _named(words, _bare_index(names.valid), _typed_bare)
        if units:
            return units.pop() if len(units) == 1 else ""
    return ""


def possible_units(names: NameIndex, file: str, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Codes of the units that a file of nobody may be of; ``findings`` are those of all files.

    They are the two that its form names where its marker and its cover differ (D303), else the one of its name.
    """
    told = next((f for f in findings if f.code == "D303" and f.source.file == file), None)
    if told is not None:
        named = (names.match(told.params[key]) for key in ("expected", "other"))
        return tuple(unit.code for unit in named if unit is not None)
    suggested = suggested_unit(names, file)
    return (suggested,) if suggested else ()


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A name without marks, spaces and case: ``Sở Nội vụ`` -> ``sonoivu``."""
    parts = unicodedata.normalize("NFD", text.translate(ETH).casefold().replace("đ", "d"))
    return "".join(char for char in parts if char.isalnum())


def bare_words(text: str) -> str:
    """A name in small letters without marks, what is neither letter, digit nor bracket as a space."""
    parts = unicodedata.normalize("NFD", text.translate(ETH).casefold().replace("đ", "d"))
    letters = (char for char in parts if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() or char in "()" else " " for char in letters).split())


def _typed_bare(text: str) -> str:
    """The key of what is typed without any mark; '' for all else: Ba Tô is not Ba Tơ."""
    return bare(text) if text.isascii() else ""


def _bare_index(index: Index) -> Index:
    """The same units by their names without marks; a name that becomes that of several is all of theirs."""
    found: dict[str, tuple[Unit, ...]] = {}
    for key, units in index.items():
        found[bare(key)] = (*found.get(bare(key), ()), *units)
    return found


def _named(words: Sequence[str], index: Index, key: Callable[[str], str]) -> set[str]:
    """Codes of the units whose names stand among the words; a name within a longer one does not count."""
    found: list[tuple[int, int, set[str]]] = []
    for first, last in _spans(len(words)):
        name = key(" ".join(words[first:last]))
        units = {unit.code for unit in index.get(name, ())} if len(name) >= SHORTEST else set()
        if units and not any(start <= first and last <= end for start, end, _ in found):
            found.append((first, last, units))
    return {code for _, _, units in found for code in units}


def _spans(count: int) -> Iterator[tuple[int, int]]:
    """All runs of neighbouring words, long ones first."""
    for length in range(count, 0, -1):
        for first in range(count - length + 1):
            yield first, first + length
