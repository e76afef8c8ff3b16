"""The printed words of the form, from ``templates/bieu-mau.toml`` that staff may edit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlpy.basics.errors import UserError, unreadable_vn
from xlpy.basics.home import TEMPLATES

TEMPLATE = TEMPLATES / "bieu-mau.toml"


class WordingError(UserError):
    """The wording file is missing, is not TOML, or lacks an entry; the message says which, in Vietnamese."""


@dataclass(frozen=True)
class Wording:
    """The words, by section and key."""

    tables: Mapping[str, Mapping[str, Any]]

    def text(self, section: str, key: str) -> str:
        """One sentence or word; ``key`` may be dotted (``headers.code``).

        Raises WordingError where the template has no such entry.
        """
        return str(self._entry(section, key))

    def lines(self, section: str, key: str) -> tuple[str, ...]:
        """A list of sentences."""
        return tuple(str(line) for line in self._entry(section, key))

    def rows(self, section: str, key: str) -> tuple[tuple[str, ...], ...]:
        """A small table: a list of lists of sentences."""
        return tuple(tuple(str(cell) for cell in row) for row in self._entry(section, key))

    def number(self, section: str, key: str) -> int:
        """A whole number."""
        return int(self._entry(section, key))

    def has(self, section: str, key: str) -> bool:
        """Whether the template has such an entry."""
        return self._found(section, key) is not None

    def _entry(self, section: str, key: str) -> Any:
        entry = self._found(section, key)
        if entry is None:
            raise WordingError(f"Tệp lời in biểu mẫu thiếu mục [{section}] {key}.")
        return entry

    def _found(self, section: str, key: str) -> Any:
        entry: Any = self.tables.get(section, {})
        for part in key.split("."):
            entry = entry.get(part) if isinstance(entry, Mapping) else None
        return entry


def load_wording(path: Path = TEMPLATE) -> Wording:
    """Read the wording file.

    Raises WordingError where it is missing or can't be parsed.
    """
    try:
        return Wording(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordingError(f"Không đọc được tệp lời in biểu mẫu {path.name}: {unreadable_vn(error)}.") from error
