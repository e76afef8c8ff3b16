"""How people write the words of a form's lists: a table of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChoiceColumn(StrEnum):
    """The columns of a form whose words the table knows: two in which one of a list is chosen, and the evidence."""

    STATUS = "status"
    ADDRESSEE = "addressee"
    EVIDENCE = "evidence"
    """Its spellings are words that name no document and no product."""


@dataclass(frozen=True, slots=True)
class ChoiceWord:
    """How people write one word of a list; a spelling may hold ``{percent}``: see :mod:`xlpy.catalogue.choices`."""

    column: ChoiceColumn
    choice: str
    spellings: tuple[str, ...]
